using System.Globalization;
using System.Text;
using System.Xml;

namespace Parity.Platform.Workforce.Reading;

/// <summary>
/// The rows of one sheet, from its XML. The usual readers show a formula's last result as if it had been typed; here a
/// formula, an error and a merged cell are seen for what they are.
/// </summary>
internal sealed class SheetRecords(
    Stream stream, FileFormat format, WorkbookParts parts, FaultList faults, FaultList warnings) : IRecordSource
{
    private const int RowsInBlock = 1_024;
    private const int MaxRow = 1_048_576;
    private const int MaxColumn = 16_384;
    private const string FormulaAdvice = "Replace the formula by its value: copy the cells and paste values only.";
    private const string ErrorAdvice = "Type the value; this cell holds an error or cannot be read.";

    private readonly XmlReader xml = WorkbookXml.Open(stream);
    private readonly StringBuilder text = new();
    private readonly char[] buffer = new char[4096];
    private readonly List<byte[]> row = [];
    private readonly List<int> refused = [];
    private string[] names = [];
    private int width;
    private int line;
    private int rowCount;
    private bool hiddenSeen;
    private bool pending;

    public IReadOnlyList<byte[]>? ReadHeader()
    {
        if (!ReadRow() || line != 1)
        {
            faults.Add(1, ProblemCode.EmptyFile, "Put the column names in row 1 of the sheet, or remove the sheet if it is optional.");
            return null;
        }

        width = row.Count;
        while (width > 0 && row[width - 1].Length == 0 && !refused.Contains(width - 1)) width--;
        foreach (int place in refused) faults.Add(1, place, $"#{place + 1}", ProblemCode.Formula, "Type the column's name; this cell holds a formula or an error.");
        var header = row.Take(width).Select((cell, place) => refused.Contains(place) ? TableHeader.Refused : cell).ToList();
        names = [.. header.Select((cell, place) => format.IndexOf(Encoding.UTF8.GetString(cell)) >= 0 ? Encoding.UTF8.GetString(cell) : $"#{place + 1}")];
        return header;
    }

    public bool Next(RecordBlock block)
    {
        block.Reset(width, RowsInBlock);
        block.Length = 0;
        block.FirstRow = rowCount;
        while (block.Count < RowsInBlock && block.Length < RecordBlock.Size && (pending || ReadRow()))
        {
            pending = false;
            if (block.Count == 0) block.FirstLine = line;
            Put(block);
        }

        block.MaxRecords = block.Count;
        rowCount += block.Count;
        return block.Count > 0 || ReadAhead();
    }

    public void Split(RecordBlock block, int columns, FaultList own)
    {
    }

    public void Dispose() => xml.Dispose();

    /// <summary>True when rows follow although none of the last ones could be kept.</summary>
    private bool ReadAhead() => pending = ReadRow();

    private void Put(RecordBlock block)
    {
        int size = 0;
        foreach (byte[] cell in row) size += cell.Length;
        if (size > ReturnFormat.MaxRecordBytes)
        {
            faults.Add(line, ProblemCode.RecordTooLong, "Keep each row under 64 KB.");
            return;
        }

        for (int place = width; place < row.Count; place++)
        {
            if (row[place].Length == 0 && !refused.Contains(place)) continue;
            faults.Add(line, ProblemCode.CellCount, "Clear the cells to the right of the last column of the header.");
            return;
        }

        if (row.TrueForAll(cell => cell.Length == 0) && refused.Count == 0) return;
        block.EnsureBytes(block.Length + size);
        int at = block.Count * width;
        for (int place = 0; place < width; place++)
        {
            byte[] cell = place < row.Count ? row[place] : [];
            cell.CopyTo(block.Bytes, block.Length);
            block.Starts[at + place] = block.Length;
            block.Lengths[at + place] = cell.Length;
            block.Length += cell.Length;
        }

        foreach (int place in refused) block.Lengths[at + place] = RecordBlock.Refused;
        block.Lines[block.Count++] = line;
    }

    /// <summary>Reads the next row element into <see cref="row"/>; false after the last, with what follows the rows checked.</summary>
    private bool ReadRow()
    {
        while (WorkbookXml.Next(xml))
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "mergeCell") ReportMerged(xml.GetAttribute("ref") ?? "");
            if (xml.LocalName != "row") continue;
            int number = xml.GetAttribute("r") is null ? line + 1 : WorkbookStyles.Attribute(xml, "r");
            if (number <= line || number > MaxRow) throw WorkbookXml.Damaged();
            line = number;
            WarnHidden(xml.GetAttribute("hidden"));
            row.Clear();
            refused.Clear();
            if (!xml.IsEmptyElement) ReadCells();
            return true;
        }

        return false;
    }

    private void ReadCells()
    {
        int depth = xml.Depth;
        int place = -1;
        while (WorkbookXml.Next(xml) && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c") continue;
            int at = xml.GetAttribute("r") is { } reference ? ColumnOf(reference) : place + 1;
            if (at <= place || at >= MaxColumn) throw WorkbookXml.Damaged();
            place = at;
            if (place > ReturnFormat.MaxColumns + 1)
            {
                // One cell past the limit is enough to see that the row is too wide.
                WorkbookXml.Skip(xml);
                if (row.Count <= ReturnFormat.MaxColumns) row.Add([(byte)'?']);
                continue;
            }

            while (row.Count < place) row.Add([]);
            row.Add(ReadCell(place));
        }
    }

    private byte[] ReadCell(int place)
    {
        string type = xml.GetAttribute("t") ?? "n";
        int style = WorkbookStyles.Attribute(xml, "s");
        bool formula = false;
        text.Clear();
        if (!xml.IsEmptyElement)
        {
            int depth = xml.Depth;
            while (WorkbookXml.Next(xml) && xml.Depth > depth)
            {
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (xml.LocalName == "f") formula = true;
                if (xml.LocalName is "f") WorkbookXml.Skip(xml);
                else if (xml.LocalName is "v") WorkbookXml.AppendText(xml, text, buffer);
                else if (xml.LocalName is "is" && !xml.IsEmptyElement) SharedStrings.AppendRuns(xml, text, buffer);
            }
        }

        if (formula) return Refuse(place, ProblemCode.Formula, FormulaAdvice);
        if (type == "e") return Refuse(place, ProblemCode.ErrorCell, ErrorAdvice);
        return Value(type, style) ?? Refuse(place, ProblemCode.ErrorCell, ErrorAdvice);
    }

    /// <returns>The cell's text in UTF-8, null when it cannot be read.</returns>
    private byte[]? Value(string type, int style)
    {
        if (text.Length == 0) return [];
        string stored = text.ToString();
        switch (type)
        {
            case "s":
                return int.TryParse(stored, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int index)
                    && parts.Strings.TryGet(index, out var shared) ? shared.ToArray() : null;
            case "inlineStr" or "str": return Encoding.UTF8.GetBytes(CellText.Unescape(stored));
            case "b": return Encoding.UTF8.GetBytes(stored.Trim() switch { "1" => "TRUE", "0" => "FALSE", _ => stored });
            case "d": return Encoding.UTF8.GetBytes(CellText.IsoDate(stored.Trim()));
            case "n":
                string? plain = parts.Styles.IsDate(style) ? CellText.Date(stored, parts.From1904) : CellText.Number(stored);
                return plain is null ? null : Encoding.UTF8.GetBytes(plain);
            default: return null;
        }
    }

    private byte[] Refuse(int place, string code, string advice)
    {
        refused.Add(place);
        if (line > 1 && place < names.Length) faults.Add(line, place, names[place], code, advice);
        return [];
    }

    private void WarnHidden(string? hidden)
    {
        if (hiddenSeen || hidden is not ("1" or "true")) return;
        hiddenSeen = true;
        warnings.Add(line, ProblemCode.HiddenRows, "Confirm that hidden rows belong to the return: they are read like all others, from this row on.");
    }

    private void ReportMerged(string reference)
    {
        string first = reference.Split(':')[0];
        _ = int.TryParse(first.AsSpan(first.TakeWhile(char.IsAsciiLetterUpper).Count()), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        faults.Add(Math.Clamp(number, 1, MaxRow), ProblemCode.MergedCells, "Unmerge these cells and fill each of them.");
    }

    /// <summary>The column of a reference such as <c>AB12</c>, from 0.</summary>
    private static int ColumnOf(string reference)
    {
        int column = 0;
        foreach (char c in reference)
        {
            if (!char.IsAsciiLetterUpper(c)) break;
            column = (column * 26) + (c - 'A' + 1);
            if (column > MaxColumn) throw WorkbookXml.Damaged();
        }

        if (column == 0) throw WorkbookXml.Damaged();
        return column - 1;
    }
}
