namespace Parity.Platform.Workforce.Reading;

/// <summary>A return as a ZIP of CSV files, at its root or in one top folder.</summary>
internal sealed class ArchiveSource : IReturnSource
{
    private static readonly string[] ArchiveEndings = [".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".xlsx", ".xlsm", ".jar"];

    private readonly ZipContents contents;
    private readonly Dictionary<string, TableSource> tables = [];

    public ArchiveSource(ZipContents contents)
    {
        this.contents = contents;
        string top = TopFolder();
        foreach (var entry in contents.Entries.Where(e => !e.IsFolder))
        {
            RefuseNested(entry);
            string name = entry.Name.StartsWith(top, StringComparison.Ordinal) ? entry.Name[top.Length..] : entry.Name;
            if (ReturnFormat.File(name) is null)
                Faults.Add(0, entry.Position, null, ProblemCode.UnknownFile, FolderSource.UnknownAdvice($"#{entry.Position} of the archive", name));
            else
                tables[name] = new TableSource(name, Counts: true, (faults, _) => new CsvRecords(contents.Open(entry), faults));
        }
    }

    public IReadOnlyDictionary<string, TableSource> Tables => tables;
    public FaultList Faults { get; } = new(null);
    public bool IsRefusedWhole => false;

    public void Dispose() => contents.Dispose();

    /// <summary>The folder all files lie in, with its slash; empty when any lies at the root.</summary>
    private string TopFolder()
    {
        var files = contents.Entries.Where(e => !e.IsFolder).Select(e => e.Name).ToList();
        string? likely = files.Find(name => name.EndsWith("/" + ReturnFormat.Return.Name, StringComparison.Ordinal)) ?? files.FirstOrDefault();
        return likely is null || files.Exists(name => !name.Contains('/')) ? "" : likely[..(likely.IndexOf('/') + 1)];
    }

    private void RefuseNested(ZipEntry entry)
    {
        Span<byte> first = stackalloc byte[4];
        using var stream = contents.Open(entry);
        int read = stream.ReadAtLeast(first, 4, throwOnEndOfStream: false);
        if (first[..read].SequenceEqual("PK\u0003\u0004"u8) || ArchiveEndings.Any(e => entry.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            throw new RefusedWholeException(ProblemCode.NestedArchive, $"Send the CSV files themselves: entry #{entry.Position} is an archive or workbook inside the archive.");
    }
}
