using System.Globalization;
using System.Xml;

namespace Parity.Platform.Workforce.Reading;

/// <summary>Which cell styles of a workbook show a number as a date.</summary>
internal sealed class WorkbookStyles
{
    private const int MaxStyles = 1 << 20;

    private readonly List<bool> dates = [];

    public static WorkbookStyles None { get; } = new();

    public bool IsDate(int style) => style >= 0 && style < dates.Count && dates[style];

    public static WorkbookStyles Read(Stream stream)
    {
        var styles = new WorkbookStyles();
        var custom = new Dictionary<int, bool>();
        using var xml = WorkbookXml.Open(stream);
        bool inCells = false;
        while (WorkbookXml.Next(xml))
        {
            if (xml.LocalName == "cellXfs") inCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "numFmt")
                custom[Attribute(xml, "numFmtId")] = IsDateFormat(xml.GetAttribute("formatCode") ?? "");
            else if (xml.LocalName == "xf" && inCells)
                styles.dates.Add(IsDateId(Attribute(xml, "numFmtId"), custom));
            if (styles.dates.Count > MaxStyles || custom.Count > MaxStyles) throw WorkbookXml.Damaged();
        }

        return styles;
    }

    public static int Attribute(XmlReader xml, string name) =>
        int.TryParse(xml.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : -1;

    /// <summary>Formats that every program has built in (ISO/IEC 29500-1, 18.8.30): dates, times, and the East Asian dates.</summary>
    private static bool IsDateId(int id, Dictionary<int, bool> custom) =>
        custom.TryGetValue(id, out bool date) ? date : id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    private static bool IsDateFormat(string format)
    {
        for (int i = 0; i < format.Length; i++)
        {
            switch (format[i])
            {
                case '\\' or '_' or '*': i++; break;
                case '"': i = End(format, i, '"'); break;
                case '[': i = End(format, i, ']'); break;
                case ';': return false;
                case 'y' or 'Y' or 'm' or 'M' or 'd' or 'D' or 'h' or 'H' or 's' or 'S': return true;
                default: break;
            }
        }

        return false;
    }

    private static int End(string format, int start, char close)
    {
        int end = format.IndexOf(close, start + 1);
        return end < 0 ? format.Length : end;
    }
}
