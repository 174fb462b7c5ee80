using System.Text;
using System.Xml;

namespace Parity.Platform.Workforce.Reading;

/// <summary>The texts that the cells of a workbook share, end to end in UTF-8.</summary>
internal sealed class SharedStrings
{
    private const int MaxStrings = 10_000_000;
    private const int MaxBytes = 256 * 1024 * 1024;

    private readonly List<int> ends = [];
    private byte[] text = new byte[4096];
    private int length;

    public static SharedStrings Read(Stream stream)
    {
        var read = new SharedStrings();
        using var xml = WorkbookXml.Open(stream);
        var builder = new StringBuilder();
        var buffer = new char[1024];
        while (WorkbookXml.Next(xml))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si") continue;
            builder.Clear();
            if (!xml.IsEmptyElement) AppendRuns(xml, builder, buffer);
            read.Add(builder);
        }

        return read;
    }

    public bool TryGet(int index, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (index < 0 || index >= ends.Count) return false;
        int begin = index == 0 ? 0 : ends[index - 1];
        value = text.AsSpan(begin, ends[index] - begin);
        return true;
    }

    /// <summary>The text of a plain or rich string, from its <c>t</c> elements; phonetic hints are no part of it.</summary>
    public static void AppendRuns(XmlReader xml, StringBuilder builder, char[] buffer)
    {
        int depth = xml.Depth;
        while (WorkbookXml.Next(xml) && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "t") WorkbookXml.AppendText(xml, builder, buffer);
            else if (xml.LocalName == "rPh") WorkbookXml.Skip(xml);
        }
    }

    private void Add(StringBuilder builder)
    {
        string value = CellText.Unescape(builder.ToString());
        // A longer text is refused as a cell; enough of it is kept to see that.
        if (value.Length > 2 * ReturnFormat.MaxCellCharacters + 2) value = value[..(2 * ReturnFormat.MaxCellCharacters + 2)];
        int size = Encoding.UTF8.GetByteCount(value);
        if (ends.Count == MaxStrings || length + size > MaxBytes)
            throw new RefusedWholeException(ProblemCode.TooLarge, "This workbook holds too much text; send the return as a ZIP of CSV files.");
        if (length + size > text.Length) Array.Resize(ref text, Math.Max(length + size, Math.Min(text.Length * 2, MaxBytes)));
        length += Encoding.UTF8.GetBytes(value, text.AsSpan(length));
        ends.Add(length);
    }
}
