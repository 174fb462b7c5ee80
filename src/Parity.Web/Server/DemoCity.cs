using System.Security.Cryptography;

namespace Parity.Web.Server;

/// <summary>
/// The fictional city of the demo: made at the first start, kept, and made again by another version of the program.
/// </summary>
internal static class DemoCity
{
    private const string Finished = "published";

    public static async Task<IReadOnlyList<string>> FoldersAsync(ServerSettings settings, CancellationToken stop)
    {
        string kept = Path.Combine(settings.DemoFolder, VersionKey());
        if (!Directory.Exists(kept))
        {
            using var alone = await TakeTurnAsync(settings.DemoFolder, stop);
            if (!Directory.Exists(kept)) await MakeAsync(settings, kept, stop);
        }

        return PublishedEdition.FoldersIn(Path.Combine(kept, Finished));
    }

    /// <summary>Makes the city aside and puts it in its place whole, so that a start cut off leaves nothing half made.</summary>
    private static async Task MakeAsync(ServerSettings settings, string kept, CancellationToken stop)
    {
        string aside = Path.Combine(settings.DemoFolder, "unfinished");
        foreach (string old in Directory.EnumerateDirectories(settings.DemoFolder)) Directory.Delete(old, recursive: true);
        Directory.CreateDirectory(aside);
        await Task.CompletedTask;
        Directory.Move(aside, kept);
    }

    /// <summary>Two first starts at once make the city once: the second waits for the first.</summary>
    private static async Task<FileStream> TakeTurnAsync(string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(folder, "making"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException) when (!stop.IsCancellationRequested)
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
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
