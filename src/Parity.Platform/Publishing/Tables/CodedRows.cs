using System.Text;

namespace Parity.Platform.Publishing;

/// <summary>The rows of a small CSV file (RFC 4180, UTF-8) with the physical line on which each begins.</summary>
internal static class CodedRows
{
    /// <exception cref="SpecificationException">The file cannot be read as CSV.</exception>
    public static IEnumerable<(int Line, string[] Fields)> Read(string path)
    {
        using var reader = Open(path);
        foreach (var row in Read(reader, path)) yield return row;
    }

    /// <param name="name">What messages call the text; a path stands for its file name.</param>
    /// <exception cref="SpecificationException">The text cannot be read as CSV.</exception>
    public static IEnumerable<(int Line, string[] Fields)> Read(TextReader reader, string name)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        (int line, int start) = (1, 1);
        (bool quoted, bool closed, bool any) = (false, false, false);
        while (true)
        {
            int next = Next(reader, name);
            if (quoted)
            {
                if (next < 0) throw new SpecificationException($"{Path.GetFileName(name)}: the quotation opened on line {start} is not closed.");
                if (next == '\n') line++;
                if (next != '"') field.Append((char)next);
                else if (reader.Peek() == '"') field.Append((char)reader.Read());
                else (quoted, closed) = (false, true);
            }
            else if (next is ',' or '\n' or -1)
            {
                bool bare = fields.Count == 0 && field.Length == 0 && !closed && !any;
                if (next == ',' || !bare) fields.Add(field.ToString());
                field.Clear();
                (closed, any) = (false, next == ',');
                if (next == ',') continue;
                if (fields.Count > 0) yield return (start, [.. fields]);
                fields.Clear();
                if (next < 0) yield break;
                start = ++line;
            }
            else if (next == '"' && field.Length == 0 && !closed)
            {
                quoted = any = true;
            }
            else if (next != '\r' || reader.Peek() is not ('\n' or -1))
            {
                if (closed) throw new SpecificationException($"{Path.GetFileName(name)}, line {line}: text follows a closed quotation.");
                field.Append((char)next);
            }
        }
    }

    /// <summary>A field as it must be written to be read back unchanged.</summary>
    public static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 && field.Trim() == field ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpecificationException($"{path} cannot be read.");
        }
    }

    private static int Next(TextReader reader, string name)
    {
        try
        {
            int next = reader.Read();
            return next == '\uFEFF' ? reader.Read() : next;
        }
        catch (DecoderFallbackException)
        {
            throw new SpecificationException($"{Path.GetFileName(name)} is not UTF-8; save it as CSV UTF-8.");
        }
    }
}

/// <summary>A table, its specification or a file that comes with it is not as it must be; the message says what to do.</summary>
public sealed class SpecificationException(string message) : Exception(message);
