namespace Parity.Platform.Workforce.Reading;

/// <summary>
/// A return as one XLSX workbook. Sheets that explain the template are passed over. A hidden sheet is refused, of a
/// known name or not: what a sender cannot see they cannot have meant to send, and it is where personal rows stay behind.
/// </summary>
internal sealed class WorkbookSource : IReturnSource
{
    private readonly ZipContents contents;
    private readonly Dictionary<string, TableSource> tables = [];

    public WorkbookSource(ZipContents contents)
    {
        this.contents = contents;
        var parts = new WorkbookParts(contents);
        int position = 0;
        foreach (var sheet in parts.Sheets)
        {
            position++;
            if (ReturnFormat.HelpSheets.Contains(sheet.Name)) continue;
            var format = ReturnFormat.Files.FirstOrDefault(f => f.Sheet == sheet.Name || f.Name == sheet.Name);
            if (format is null || sheet.Entry is null) Faults.Add(0, position, null, ProblemCode.UnknownFile, UnknownAdvice(position, sheet));
            else if (!tables.TryAdd(format.Name, Table(format, sheet, parts)))
                throw new RefusedWholeException(ProblemCode.DuplicateName, $"Keep one sheet for each table; sheet #{position} repeats another.");
            if (format is not null && sheet.Hidden) Hidden.Add(format.Name);
        }
    }

    public IReadOnlyDictionary<string, TableSource> Tables => tables;
    public FaultList Faults { get; } = new(null);
    public bool IsRefusedWhole => false;

    private HashSet<string> Hidden { get; } = [];

    public void Dispose() => contents.Dispose();

    private TableSource Table(FileFormat format, WorkbookSheet sheet, WorkbookParts parts) =>
        new(format.Name, Counts: false, (faults, warnings) =>
        {
            if (Hidden.Contains(format.Name))
                faults.Add(0, ProblemCode.HiddenSheet, "Show this sheet if it belongs to the return, or delete it; hidden sheets are not taken.");
            return new SheetRecords(parts.Open(sheet.Entry!), format, parts, faults, warnings);
        });

    private static string UnknownAdvice(int position, WorkbookSheet sheet)
    {
        string nearest = TableHeader.Nearest(sheet.Name, ReturnFormat.Files.Select(f => f.Sheet));
        string hidden = sheet.Hidden ? "It is hidden: show it and look whether it holds people's rows. " : "";
        return $"Remove sheet #{position}, or rename it to a sheet of the format; the nearest name is {nearest}. {hidden}Only the sheets of the format may be sent.";
    }
}
