using System.Xml;

namespace Parity.Platform.Workforce.Reading;

/// <param name="Entry">Null for a sheet that is not a plain worksheet.</param>
internal sealed record WorkbookSheet(string Name, bool Hidden, ZipEntry? Entry);

/// <summary>What a workbook says about itself: its sheets in order, their shared texts and styles.</summary>
internal sealed class WorkbookParts
{
    private const string MainPart = "xl/workbook.xml";
    private const int MaxSheets = 1_000;

    private readonly ZipContents contents;
    private readonly Dictionary<string, ZipEntry> entries;
    private readonly Lazy<SharedStrings> strings;
    private readonly Lazy<WorkbookStyles> styles;

    public WorkbookParts(ZipContents contents)
    {
        this.contents = contents;
        entries = contents.Entries.ToDictionary(e => e.Name, StringComparer.OrdinalIgnoreCase);
        RefuseMacros();
        string main = Relations("_rels/.rels", "").Values.Where(r => r.Type == "officeDocument").Select(r => r.Part).FirstOrDefault(MainPart);
        if (main.EndsWith(".bin", StringComparison.OrdinalIgnoreCase))
            throw new RefusedWholeException(ProblemCode.NotAReturn, "Save the workbook as XLSX (not as a binary workbook) and send it again.");
        string folder = main.Contains('/') ? main[..(main.LastIndexOf('/') + 1)] : "";
        var relations = Relations(folder + "_rels/" + main[folder.Length..] + ".rels", folder);
        Sheets = ReadSheets(Part(main), relations);
        var shared = relations.Values.FirstOrDefault(r => r.Type == "sharedStrings");
        var styling = relations.Values.FirstOrDefault(r => r.Type == "styles");
        strings = new(() => shared is null ? new SharedStrings() : SharedStrings.Read(contents.Open(Part(shared.Part))));
        styles = new(() => styling is null ? WorkbookStyles.None : WorkbookStyles.Read(contents.Open(Part(styling.Part))));
    }

    public IReadOnlyList<WorkbookSheet> Sheets { get; }
    public bool From1904 { get; private set; }
    public SharedStrings Strings => strings.Value;
    public WorkbookStyles Styles => styles.Value;

    public Stream Open(ZipEntry entry) => contents.Open(entry);

    private sealed record Relation(string Type, string Part);

    private void RefuseMacros()
    {
        bool macros = entries.Keys.Any(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("xl/macrosheets/", StringComparison.OrdinalIgnoreCase)) || DeclaresMacros();
        if (macros)
            throw new RefusedWholeException(ProblemCode.Macros, "Save the workbook as XLSX, without macros, and send it again.");
    }

    private bool DeclaresMacros()
    {
        if (!entries.TryGetValue("[Content_Types].xml", out var entry)) return false;
        using var xml = WorkbookXml.Open(contents.Open(entry));
        while (WorkbookXml.Next(xml))
            if (xml.NodeType == XmlNodeType.Element && xml.GetAttribute("ContentType") is { } type
                && (type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)))
                return true;
        return false;
    }

    private List<WorkbookSheet> ReadSheets(ZipEntry main, Dictionary<string, Relation> relations)
    {
        var sheets = new List<WorkbookSheet>();
        using var xml = WorkbookXml.Open(contents.Open(main));
        while (WorkbookXml.Next(xml))
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "workbookPr") From1904 = xml.GetAttribute("date1904") is "1" or "true";
            if (xml.LocalName != "sheet") continue;
            if (sheets.Count == MaxSheets) throw WorkbookXml.Damaged();
            var relation = relations.GetValueOrDefault(RelationId(xml));
            sheets.Add(new WorkbookSheet(
                xml.GetAttribute("name") ?? "", xml.GetAttribute("state") is "hidden" or "veryHidden",
                relation?.Type == "worksheet" ? Part(relation.Part) : null));
        }

        return sheets;
    }

    private static string RelationId(XmlReader xml)
    {
        string id = "";
        for (bool more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
            if (xml.LocalName == "id" && xml.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal)) id = xml.Value;
        xml.MoveToElement();
        return id;
    }

    /// <summary>The relations of a part by id, inner ones only.</summary>
    private Dictionary<string, Relation> Relations(string name, string folder)
    {
        var found = new Dictionary<string, Relation>();
        if (!entries.TryGetValue(name, out var entry)) return found;
        using var xml = WorkbookXml.Open(contents.Open(entry));
        while (WorkbookXml.Next(xml))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship" || xml.GetAttribute("TargetMode") == "External") continue;
            string target = xml.GetAttribute("Target") ?? "";
            string type = xml.GetAttribute("Type") ?? "";
            string part = target.StartsWith('/') ? target[1..] : folder + target;
            if (found.Count < ReturnFormat.MaxEntries) found[xml.GetAttribute("Id") ?? ""] = new Relation(type[(type.LastIndexOf('/') + 1)..], part);
        }

        return found;
    }

    private ZipEntry Part(string name) => entries.TryGetValue(name, out var entry) ? entry : throw WorkbookXml.Damaged();
}
