namespace Parity.Platform.Publishing.Model;

/// <summary>A folder that holds one publication. It is written beside its place and then put there whole.</summary>
internal static class PublicationFolder
{
    /// <summary>What is under this folder is never public.</summary>
    public const string Internal = "internal";

    private const string Marker = "made-by-parity-publish.txt";

    /// <summary>Why nothing may be written here; null when it may.</summary>
    public static string? Refuse(string folder)
    {
        if (File.Exists(folder)) return $"{folder} is a file. Name a folder.";
        return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(folder, Marker))
            ? $"{folder} holds files that publish did not make. Name an empty or new folder."
            : null;
    }

    public static async Task ReplaceAsync(string folder, Func<string, Task> write)
    {
        string place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string draft = place + ".draft", old = place + ".old";
        Remove(draft);
        Remove(old);
        Directory.CreateDirectory(draft);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(draft, Marker), $"Made by parity publish, which may replace this folder. Everything in it is public except {Internal}/.\n");
            await write(draft);
            if (Directory.Exists(place)) Directory.Move(place, old);
            Directory.Move(draft, place);
            Remove(old);
        }
        catch
        {
            if (Directory.Exists(old) && !Directory.Exists(place)) Directory.Move(old, place);
            Remove(draft);
            throw;
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
