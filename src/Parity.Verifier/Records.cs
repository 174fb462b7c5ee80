using System.Text;

namespace Parity.Verifier;

/// <summary>The records of a CSV file (RFC 4180, UTF-8), each with its number; the header is record 1.</summary>
internal static class Records
{
    public static IEnumerable<(int Number, string[] Fields)> Read(string path)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new RefusedException($"{Path.GetFileName(path)} cannot be read as UTF-8.");
        }
        var fields = new List<string>();
        int at = text.StartsWith('\uFEFF') ? 1 : 0;
        for (int number = 1; at < text.Length;)
        {
            fields.Clear();
            while (true)
            {
                fields.Add(text[at] == '"' ? Quoted(text, ref at, path) : Plain(text, ref at));
                if (at >= text.Length || text[at++] != ',')
                {
                    break;
                }
                if (at == text.Length)
                {
                    fields.Add("");
                    break;
                }
            }
            if (fields.Count > 1 || fields[0].Length > 0)
            {
                yield return (number++, [.. fields]);
            }
        }
    }

    // Stops at the comma or the line feed.
    private static string Plain(string text, ref int at)
    {
        int end = text.AsSpan(at).IndexOfAny(',', '\n');
        end = end < 0 ? text.Length : at + end;
        string field = text[at..end];
        at = end;
        return end == text.Length || text[end] == '\n' ? field.TrimEnd('\r') : field;
    }

    private static string Quoted(string text, ref int at, string path)
    {
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                field.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else
            {
                at++;
                if (at < text.Length && text[at] == '\r')
                {
                    at++;
                }
                return at == text.Length || text[at] is ',' or '\n' ? field.ToString()
                    : throw new RefusedException($"{Path.GetFileName(path)}: text follows a closed quotation.");
            }
        }
        throw new RefusedException($"{Path.GetFileName(path)}: a quotation is not closed.");
    }
}
