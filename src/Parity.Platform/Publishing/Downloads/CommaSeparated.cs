using System.Text;

namespace Parity.Platform.Publishing.Downloads;

/// <summary>Writes a table as RFC 4180 text in UTF-8, lines ended by LF.</summary>
internal static class CommaSeparated
{
    public static void Write(Stream stream, PublicTable table)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(string.Join(',', table.Columns.Select(Quoted)));
        foreach (var row in table.Rows) text.WriteLine(string.Join(',', row.Select(c => Quoted(c.Text))));
    }

    public static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
