namespace Parity.Web.Site;

/// <summary>One file of the edition's open data, as it lies in the folder of the publication.</summary>
public sealed record DownloadFile(string Path, long Bytes)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string Kind => System.IO.Path.GetExtension(Path).TrimStart('.').ToUpperInvariant();

    public static IReadOnlyList<DownloadFile> In(string folder)
    {
        string data = System.IO.Path.Combine(folder, "data");
        if (!Directory.Exists(data)) return [];
        return [.. Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories)
            .Select(f => new DownloadFile(System.IO.Path.GetRelativePath(folder, f).Replace('\\', '/'), new FileInfo(f).Length))
            .OrderBy(f => f.Path, StringComparer.Ordinal)];
    }
}
