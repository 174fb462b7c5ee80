using Parity.Platform.Publishing.Contract;

namespace Parity.Web.Site;

/// <summary>One file of the edition's open data, as it lies in the folder of the publication.</summary>
public sealed record DownloadFile(string Path, long Bytes)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string Kind => System.IO.Path.GetExtension(Path).TrimStart('.').ToUpperInvariant();

    /// <summary>A file with the rows of one measure, named by it at its end.</summary>
    public bool IsOf(Publication publication, string indicator) =>
        string.Equals(System.IO.Path.GetFileNameWithoutExtension(Path), $"parity-{publication.Edition}-{indicator}", StringComparison.Ordinal);

    /// <summary>A file about the whole edition.</summary>
    public bool IsWhole(Publication publication) => !publication.Indicators.Any(i => IsOf(publication, i.Id));

    public string Words(Edition edition) => (edition.Publication.Indicators.FirstOrDefault(i => IsOf(edition.Publication, i.Id)), Kind) switch
    {
        ({ } indicator, _) => $"{indicator.Title}, every published row",
        (null, "JSON") when Name is "editions.json" => "The list of files, with their checksums",
        (null, "JSON") => "Every published figure, with definitions",
        (null, "CSV") => "Every published figure, one row each",
        (null, "ODS") => "The same as an OpenDocument spreadsheet",
        (null, "XLSX") => "The same as an Excel workbook",
        _ => Name,
    };

    public static IReadOnlyList<DownloadFile> In(string folder)
    {
        string data = System.IO.Path.Combine(folder, "data");
        if (!Directory.Exists(data)) return [];
        return [.. Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories)
            .Select(f => new DownloadFile(System.IO.Path.GetRelativePath(folder, f).Replace('\\', '/'), new FileInfo(f).Length))
            .Where(f => f.Name is not "edition.json")
            .OrderBy(f => Array.IndexOf(["CSV", "ODS", "XLSX", "JSON"], f.Kind)).ThenBy(f => f.Name is "editions.json" ? 1 : 0).ThenBy(f => f.Path, StringComparer.Ordinal)];
    }
}
