using System.Text;
using System.Xml;

namespace Parity.Platform.Workforce.Reading;

/// <summary>Opens the XML of a workbook so that no document, however made, can cost more than its bytes.</summary>
internal static class WorkbookXml
{
    private const int MaxDepth = 64;

    public static XmlReader Open(Stream stream) => XmlReader.Create(new MarkupGuard(stream), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = false,
        CloseInput = true,
    });

    /// <summary>Moves to the next node; refuses nesting that no workbook has.</summary>
    public static bool Next(XmlReader xml)
    {
        bool more = xml.Read();
        if (xml.Depth > MaxDepth) throw Damaged();
        return more;
    }

    /// <summary>Appends the text of the element the reader stands on, text inside phonetic hints left out, up to a limit of characters.</summary>
    public static void AppendText(XmlReader xml, StringBuilder text, char[] buffer)
    {
        if (xml.IsEmptyElement) return;
        int depth = xml.Depth;
        while (Next(xml) && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "rPh" && !xml.IsEmptyElement) Skip(xml);
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)) continue;
            int read;
            while ((read = xml.ReadValueChunk(buffer, 0, buffer.Length)) > 0)
                if (text.Length <= ReturnFormat.MaxRecordBytes) text.Append(buffer, 0, read);
        }
    }

    public static void Skip(XmlReader xml)
    {
        int depth = xml.Depth;
        if (xml.IsEmptyElement) return;
        while (Next(xml) && xml.Depth > depth)
        {
        }
    }

    public static RefusedWholeException Damaged() => new(
        ProblemCode.DamagedWorkbook, "The workbook is damaged or incomplete. Open it in your spreadsheet program, save it again as XLSX and send it again.");

    /// <summary>
    /// Lets no single tag, comment or attribute grow past the limit of a record: an XML reader keeps each of them in
    /// memory whole.
    /// </summary>
    private sealed class MarkupGuard(Stream source) : ReadOnlyStream
    {
        private int length = -1;
        private byte quote;

        public override int Read(Span<byte> buffer)
        {
            int read = source.Read(buffer);
            Check(buffer[..read]);
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) source.Dispose();
            base.Dispose(disposing);
        }

        private void Check(ReadOnlySpan<byte> bytes)
        {
            int at = 0;
            while (at < bytes.Length)
            {
                int hop = length < 0 ? bytes[at..].IndexOf((byte)'<')
                    : quote != 0 ? bytes[at..].IndexOf(quote)
                    : bytes[at..].IndexOfAny((byte)'>', (byte)'"', (byte)'\'');
                if (hop < 0)
                {
                    if (length >= 0) length += bytes.Length - at;
                    at = bytes.Length;
                }
                else if (length < 0)
                {
                    length = 0;
                    at += hop + 1;
                }
                else
                {
                    byte found = bytes[at + hop];
                    length += hop + 1;
                    at += hop + 1;
                    if (quote != 0) quote = 0;
                    else if (found != '>') quote = found;
                    else length = -1;
                }

                if (length > ReturnFormat.MaxRecordBytes) throw Damaged();
            }
        }
    }
}
