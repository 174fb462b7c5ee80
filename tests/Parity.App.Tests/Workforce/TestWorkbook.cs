using System.Globalization;
using System.Security;
using System.Text;

namespace Parity.App.Tests.Workforce;

/// <summary>A workbook written part by part, so that a test can put anything anywhere.</summary>
internal sealed class TestWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    private readonly List<(string Name, string State, string Xml)> sheets = [];
    private readonly Dictionary<string, byte[]> parts = [];
    private readonly List<(string Name, Func<byte[], byte[]> Change)> changes = [];

    public TestWorkbook(SampleReturn sample)
    {
        foreach (string file in sample.Files) Sheet(file[..^4], Rows(sample.Rows(file)));
    }

    public string WorkbookProperties { get; set; } = "";

    /// <summary>Adds a sheet, or replaces the one of that name, by the XML of its rows.</summary>
    public TestWorkbook Sheet(string name, string rows, string state = "", string after = "")
    {
        string xml = $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData>{after}</worksheet>";
        int at = sheets.FindIndex(s => s.Name == name);
        if (at < 0) sheets.Add((name, state, xml));
        else sheets[at] = (name, state, xml);
        return this;
    }

    /// <summary>Replaces the XML of one cell of a sheet, given as written by <see cref="Rows"/>.</summary>
    public TestWorkbook Cell(string sheet, string reference, string cell)
    {
        int at = sheets.FindIndex(s => s.Name == sheet);
        string xml = sheets[at].Xml;
        int start = xml.IndexOf($"<c r=\"{reference}\"", StringComparison.Ordinal);
        int end = xml.IndexOf("</c>", start, StringComparison.Ordinal) + 4;
        sheets[at] = sheets[at] with { Xml = xml[..start] + cell + xml[end..] };
        return this;
    }

    public TestWorkbook State(string sheet, string state)
    {
        int at = sheets.FindIndex(s => s.Name == sheet);
        sheets[at] = sheets[at] with { State = state };
        return this;
    }

    public TestWorkbook After(string sheet, string xml)
    {
        int at = sheets.FindIndex(s => s.Name == sheet);
        sheets[at] = sheets[at] with { Xml = sheets[at].Xml.Replace("</sheetData>", "</sheetData>" + xml, StringComparison.Ordinal) };
        return this;
    }

    public TestWorkbook Part(string name, string content)
    {
        parts[name] = Encoding.UTF8.GetBytes(content);
        return this;
    }

    /// <summary>Changes the bytes of a part when the workbook is written.</summary>
    public TestWorkbook With(string name, Func<byte[], byte[]> change)
    {
        changes.Add((name, change));
        return this;
    }

    public TestWorkbook Strings(params string[] items) =>
        Part("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(items.Select(i => $"<si>{i}</si>"))}</sst>");

    /// <summary>Style 1 shows a built-in date, 2 a custom date, 3 two decimals in red.</summary>
    public byte[] Bytes()
    {
        var all = new Dictionary<string, byte[]>();
        void Add(string name, string xml) => all[name] = Encoding.UTF8.GetBytes(xml);
        Add("[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
        Add("_rels/.rels", Relations($"<Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/>"));
        Add("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\">{WorkbookProperties}<sheets>" + string.Concat(sheets.Select((s, i) =>
            $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" {(s.State.Length > 0 ? $"state=\"{s.State}\"" : "")} r:id=\"s{i + 1}\"/>")) + "</sheets></workbook>");
        Add("xl/_rels/workbook.xml.rels", Relations(string.Concat(sheets.Select((_, i) =>
            $"<Relationship Id=\"s{i + 1}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))
            + $"<Relationship Id=\"x1\" Type=\"{Office}/styles\" Target=\"styles.xml\"/><Relationship Id=\"x2\" Type=\"{Office}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"));
        Add("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\-mmm\\-yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"0.00&quot;days&quot;[Red]\"/></numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>");
        Add("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\"/>");
        for (int i = 0; i < sheets.Count; i++) Add($"xl/worksheets/sheet{i + 1}.xml", sheets[i].Xml);
        foreach (var (name, content) in parts) all[name] = content;
        foreach (var (name, change) in changes) all[name] = change(all[name]);
        return TestZip.Of(all.Select(p => (p.Key, p.Value)));
    }

    public static string Rows(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var xml = new StringBuilder();
        for (int r = 0; r < rows.Count; r++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{r + 1}\">");
            for (int c = 0; c < rows[r].Count; c++)
                if (rows[r][c].Length > 0) xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{Column(c)}{r + 1}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(rows[r][c])}</t></is></c>");
            xml.Append("</row>");
        }

        return xml.ToString();
    }

    public static string Column(int place) => place < 26 ? $"{(char)('A' + place)}" : Column((place / 26) - 1) + Column(place % 26);

    private static string Relations(string inner) => $"<Relationships xmlns=\"{Package}/relationships\">{inner}</Relationships>";
}
