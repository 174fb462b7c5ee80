namespace Parity.App.Tests.Publishing;

/// <summary>Published editions that one ring of tests leaves to the next: making them takes longer than all visits to them.</summary>
internal static class KeptCity
{
    private const string Whole = "whole";

    public static string? Folder => Environment.GetEnvironmentVariable("PARITY_TEST_CITY") is { Length: > 0 } folder ? folder : null;

    public static void Finish(string kept) => File.WriteAllText(Path.Combine(kept, Whole), "");

    /// <returns>False where none is kept.</returns>
    public static bool Take(string place)
    {
        if (Folder is not { } kept || !File.Exists(Path.Combine(kept, Whole))) return false;
        Copy(kept, place);
        return true;
    }

    public static string Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        return to;
    }
}
