using System.Security.Cryptography;
using Parity.Platform.Publishing;
using Parity.Platform.SampleCity;

namespace Parity.Web.Server;

/// <summary>
/// The fictional city of the demo: made at the first start, kept, and made again by another version of the program.
/// </summary>
internal static class DemoCity
{
    private const string Unfinished = "unfinished";
    private const string Published = "published";
    private const int KeyBytes = 8;

    /// <param name="listens">Ended once the server answers at its address. Kept editions are read before; a start that is refused makes and deletes nothing.</param>
    public static async Task<IReadOnlyList<string>> FoldersAsync(ServerSettings settings, Task listens, CancellationToken stop)
    {
        if (!Directory.Exists(Path.Combine(settings.DemoFolder, VersionKey()))) await listens.WaitAsync(stop);
        return await FoldersAsync(settings.DemoFolder, folder => MakeAsync(folder, settings.Preparing, stop), stop);
    }

    /// <summary>
    /// The kept editions, made first if this version of the program has none. They are made aside and put in place
    /// whole: a start that was cut off leaves nothing half made, and of two first starts at once one makes them.
    /// </summary>
    internal static async Task<IReadOnlyList<string>> FoldersAsync(string place, Func<string, Task> make, CancellationToken stop)
    {
        string kept = Path.Combine(place, VersionKey());
        if (!Directory.Exists(kept))
        {
            using var alone = await TakeTurnAsync(place, stop);
            if (!Directory.Exists(kept))
            {
                foreach (string old in Directory.EnumerateDirectories(place).Where(IsACity)) Directory.Delete(old, recursive: true);
                string aside = Path.Combine(place, Unfinished);
                Directory.CreateDirectory(aside);
                await make(aside);
                Directory.Move(aside, kept);
            }
        }

        return PublishedEdition.FoldersIn(Path.Combine(kept, Published));
    }

    private static async Task MakeAsync(string folder, Action<string>? tell, CancellationToken stop)
    {
        tell?.Invoke("Writing the returns of a fictional city");
        if (WriteCity.Handler.Handle(new WriteCity.Request(folder), stop: stop) is not WriteCity.Outcome.Written city)
            throw new InvalidOperationException("The fictional city could not be written.");
        foreach (string edition in city.EditionFiles)
        {
            string name = Path.GetFileNameWithoutExtension(edition);
            tell?.Invoke($"Checking, computing, protecting and publishing {name}");
            var outcome = await new PublishEdition.Handler(PublicSite.WriteAsync).HandleAsync(new(edition, Path.Combine(folder, Published, name)), stop);
            if (outcome is not PublishEdition.Outcome.Published)
                throw new InvalidOperationException($"The fictional city could not be published: {outcome.GetType().Name}.");
        }
    }

    private static async Task<FileStream> TakeTurnAsync(string place, CancellationToken stop)
    {
        string turn = Path.Combine(place, "making");
        Directory.CreateDirectory(place);
        while (true)
        {
            try
            {
                return new FileStream(turn, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException) when (File.Exists(turn))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
            }
        }
    }

    /// <summary>A name that changes when any part of the program does.</summary>
    private static string VersionKey()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string part in Directory.EnumerateFiles(AppContext.BaseDirectory, "Parity.*.dll").Order(StringComparer.Ordinal))
            hash.AppendData(File.ReadAllBytes(part));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, KeyBytes));
    }

    private static bool IsACity(string folder) =>
        Path.GetFileName(folder) is var name && (name is Unfinished || (name.Length == 2 * KeyBytes && name.All(char.IsAsciiHexDigitLower)));
}
