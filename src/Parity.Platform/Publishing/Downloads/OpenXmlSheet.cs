using System.Globalization;
using System.Xml;

namespace Parity.Platform.Publishing.Downloads;

/// <summary>
/// Writes tables as an Office Open XML workbook (ECMA-376), a sheet each. Written by hand because the usual library gives
/// its parts random names and the present time, and an edition must be the same bytes whenever it is published.
/// </summary>
internal static class OpenXmlSheet
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string PartType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    public static void Write(Stream stream, IReadOnlyList<PublicTable> tables)
    {
        using var zip = new SpreadsheetZip(stream);
        zip.Add("[Content_Types].xml", xml => WriteContentTypes(xml, tables.Count));
        zip.Add("_rels/.rels", xml => WriteRelations(xml, [("officeDocument", "xl/workbook.xml")]));
        zip.Add("xl/workbook.xml", xml => WriteWorkbook(xml, tables));
        zip.Add("xl/_rels/workbook.xml.rels", xml => WriteRelations(
            xml, [.. tables.Select((_, i) => ("worksheet", string.Create(CultureInfo.InvariantCulture, $"worksheets/sheet{i + 1}.xml"))), ("styles", "styles.xml")]));
        zip.Add("xl/styles.xml", WriteStyles);
        for (int i = 0; i < tables.Count; i++)
        {
            var table = tables[i];
            zip.Add(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{i + 1}.xml"), xml => WriteSheet(xml, table));
        }
    }

    private static void WriteContentTypes(XmlWriter xml, int sheets)
    {
        xml.WriteStartElement("Types", ContentTypes);
        WriteType("Default", "Extension", "rels", "application/vnd.openxmlformats-package.relationships+xml");
        WriteType("Default", "Extension", "xml", "application/xml");
        WriteType("Override", "PartName", "/xl/workbook.xml", PartType + "sheet.main+xml");
        WriteType("Override", "PartName", "/xl/styles.xml", PartType + "styles+xml");
        for (int i = 1; i <= sheets; i++)
            WriteType("Override", "PartName", string.Create(CultureInfo.InvariantCulture, $"/xl/worksheets/sheet{i}.xml"), PartType + "worksheet+xml");
        xml.WriteEndElement();

        void WriteType(string element, string key, string of, string type)
        {
            xml.WriteStartElement(element, ContentTypes);
            xml.WriteAttributeString(key, of);
            xml.WriteAttributeString("ContentType", type);
            xml.WriteEndElement();
        }
    }

    private static void WriteRelations(XmlWriter xml, IReadOnlyList<(string Type, string Target)> relations)
    {
        xml.WriteStartElement("Relationships", PackageRelations);
        for (int i = 0; i < relations.Count; i++)
        {
            xml.WriteStartElement("Relationship", PackageRelations);
            xml.WriteAttributeString("Id", IdOf(i));
            xml.WriteAttributeString("Type", $"{Relations}/{relations[i].Type}");
            xml.WriteAttributeString("Target", relations[i].Target);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string IdOf(int index) => string.Create(CultureInfo.InvariantCulture, $"rId{index + 1}");

    private static void WriteWorkbook(XmlWriter xml, IReadOnlyList<PublicTable> tables)
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteAttributeString("xmlns", "r", null, Relations);
        xml.WriteStartElement("sheets", Main);
        for (int i = 0; i < tables.Count; i++)
        {
            xml.WriteStartElement("sheet", Main);
            xml.WriteAttributeString("name", tables[i].Name);
            xml.WriteAttributeString("sheetId", (i + 1).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("id", Relations, IdOf(i));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Two cell styles: 0 plain, 1 bold for the head.</summary>
    private static void WriteStyles(XmlWriter xml)
    {
        xml.WriteStartElement("styleSheet", Main);
        xml.WriteRaw("""<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>""");
        xml.WriteRaw("""<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>""");
        xml.WriteRaw("""<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0"/><xf fontId="1" applyFont="1"/></cellXfs>""");
        xml.WriteEndElement();
    }

    private static void WriteSheet(XmlWriter xml, PublicTable table)
    {
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        xml.WriteStartElement("sheetData", Main);
        xml.WriteStartElement("row", Main);
        foreach (string column in table.Columns) WriteText(xml, column, bold: true);
        xml.WriteEndElement();
        foreach (var row in table.Rows)
        {
            xml.WriteStartElement("row", Main);
            foreach (var cell in row)
            {
                if (cell.IsNumber) WriteNumber(xml, cell.Text);
                else WriteText(xml, cell.Text, bold: false);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteText(XmlWriter xml, string text, bool bold)
    {
        xml.WriteStartElement("c", Main);
        if (bold) xml.WriteAttributeString("s", "1");
        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is", Main);
        xml.WriteElementString("t", Main, text);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteNumber(XmlWriter xml, string number)
    {
        xml.WriteStartElement("c", Main);
        xml.WriteElementString("v", Main, number);
        xml.WriteEndElement();
    }
}
