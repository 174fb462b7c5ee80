namespace Parity.Platform.Workforce.Reading;

/// <summary>A return as a folder of CSV files.</summary>
internal sealed class FolderSource : IReturnSource
{
    private readonly Dictionary<string, TableSource> tables = [];

    public FolderSource(string folder)
    {
        int position = 0;
        long size = 0;
        foreach (string path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            position++;
            if (position > ReturnFormat.MaxEntries)
            {
                Refuse(ProblemCode.TooManyEntries, $"Send the folder of one return only; it may hold at most {ReturnFormat.MaxEntries} files.");
                return;
            }

            string name = Path.GetFileName(path);
            if (Directory.Exists(path) || ReturnFormat.File(name) is null)
            {
                Faults.Add(0, position, null, ProblemCode.UnknownFile, UnknownAdvice($"#{position} in the order of names", name));
                continue;
            }

            size += new FileInfo(path).Length;
            tables[name] = new TableSource(name, Counts: true, (faults, _) => new CsvRecords(Open(path), faults));
        }

        if (size > ReturnFormat.MaxUnpackedBytes) Refuse(ProblemCode.TooLarge, "Send at most 2 GB in all; send aggregate rows with count for large tables.");
    }

    public IReadOnlyDictionary<string, TableSource> Tables => tables;
    public FaultList Faults { get; } = new(null);
    public bool IsRefusedWhole { get; private set; }

    public void Dispose()
    {
    }

    /// <param name="place">Which one it is; its own name is never repeated.</param>
    public static string UnknownAdvice(string place, string name)
    {
        string nearest = TableHeader.Nearest(name, ReturnFormat.Files.Select(f => f.Name));
        return $"Remove file {place}, or rename it to a file of the format; the nearest name is {nearest}. Only the files of the format may be sent.";
    }

    private void Refuse(string code, string advice)
    {
        Faults.Add(0, code, advice);
        IsRefusedWhole = true;
        tables.Clear();
    }

    private static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.Read,
        Options = FileOptions.SequentialScan,
        BufferSize = 0,
    });
}
