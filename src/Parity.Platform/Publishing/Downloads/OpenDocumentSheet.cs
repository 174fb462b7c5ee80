using System.Globalization;
using System.Xml;

namespace Parity.Platform.Publishing.Downloads;

/// <summary>Writes tables as an OpenDocument 1.3 spreadsheet (ISO/IEC 26300), a sheet each, with a header row that repeats in print.</summary>
internal static class OpenDocumentSheet
{
    private const string MediaType = "application/vnd.oasis.opendocument.spreadsheet";
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const string TextNs = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private const string Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private const string Format = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0";
    private const string Manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

    public static void Write(Stream stream, IReadOnlyList<PublicTable> tables)
    {
        using var zip = new SpreadsheetZip(stream);
        zip.AddStored("mimetype", MediaType);
        zip.Add("META-INF/manifest.xml", WriteManifest);
        zip.Add("content.xml", xml => WriteContent(xml, tables));
    }

    private static void WriteManifest(XmlWriter xml)
    {
        xml.WriteStartElement("manifest", "manifest", Manifest);
        xml.WriteAttributeString("version", Manifest, "1.3");
        WriteFile(xml, "/", MediaType);
        WriteFile(xml, "content.xml", "text/xml");
        xml.WriteEndElement();
    }

    private static void WriteFile(XmlWriter xml, string path, string mediaType)
    {
        xml.WriteStartElement("file-entry", Manifest);
        xml.WriteAttributeString("full-path", Manifest, path);
        xml.WriteAttributeString("media-type", Manifest, mediaType);
        if (path == "/") xml.WriteAttributeString("version", Manifest, "1.3");
        xml.WriteEndElement();
    }

    private static void WriteContent(XmlWriter xml, IReadOnlyList<PublicTable> tables)
    {
        xml.WriteStartElement("office", "document-content", Office);
        xml.WriteAttributeString("xmlns", "table", null, Table);
        xml.WriteAttributeString("xmlns", "text", null, TextNs);
        xml.WriteAttributeString("xmlns", "style", null, Style);
        xml.WriteAttributeString("xmlns", "fo", null, Format);
        xml.WriteAttributeString("version", Office, "1.3");

        xml.WriteStartElement("automatic-styles", Office);
        xml.WriteStartElement("style", Style);
        xml.WriteAttributeString("name", Style, "head");
        xml.WriteAttributeString("family", Style, "table-cell");
        xml.WriteStartElement("text-properties", Style);
        xml.WriteAttributeString("font-weight", Format, "bold");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();

        xml.WriteStartElement("body", Office);
        xml.WriteStartElement("spreadsheet", Office);
        foreach (var table in tables) WriteTable(xml, table);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteTable(XmlWriter xml, PublicTable table)
    {
        xml.WriteStartElement("table", Table);
        xml.WriteAttributeString("name", Table, table.Name);
        xml.WriteStartElement("table-column", Table);
        xml.WriteAttributeString("number-columns-repeated", Table, table.Columns.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();

        xml.WriteStartElement("table-header-rows", Table);
        xml.WriteStartElement("table-row", Table);
        foreach (string column in table.Columns) WriteText(xml, column, "head");
        xml.WriteEndElement();
        xml.WriteEndElement();

        foreach (var row in table.Rows)
        {
            xml.WriteStartElement("table-row", Table);
            foreach (var cell in row)
            {
                if (cell.IsNumber) WriteNumber(xml, cell.Text);
                else WriteText(xml, cell.Text, null);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteText(XmlWriter xml, string text, string? style)
    {
        xml.WriteStartElement("table-cell", Table);
        if (style is not null) xml.WriteAttributeString("style-name", Table, style);
        xml.WriteAttributeString("value-type", Office, "string");
        xml.WriteElementString("p", TextNs, text);
        xml.WriteEndElement();
    }

    private static void WriteNumber(XmlWriter xml, string number)
    {
        xml.WriteStartElement("table-cell", Table);
        xml.WriteAttributeString("value-type", Office, "float");
        xml.WriteAttributeString("value", Office, number);
        xml.WriteElementString("p", TextNs, number);
        xml.WriteEndElement();
    }
}
