using System.Text;

namespace Parity.Verifier;

/// <summary>The records of a CSV file (RFC 4180, UTF-8), one after the other.</summary>
internal static class Records
{
    public static IEnumerable<Record> Read(string path)
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
        var record = new Record(text);
        for (int at = text.StartsWith('\uFEFF') ? 1 : 0; at < text.Length;)
        {
            record.Begin();
            while (true)
            {
                if (text[at] == '"') record.Add(at, 0, Quoted(text, ref at, path));
                else AddPlain(record, text, ref at);
                if (at >= text.Length || text[at++] != ',')
                {
                    break;
                }
                if (at == text.Length)
                {
                    record.Add(at, 0);
                    break;
                }
            }
            if (!record.IsEmpty)
            {
                record.End();
                yield return record;
            }
        }
    }

    // Stops at the comma or the line feed.
    private static void AddPlain(Record record, string text, ref int at)
    {
        // Nearly all fields are numbers of a few digits: a search set up anew for each would take longer than looking.
        int end = at;
        while (end < text.Length && text[end] is not (',' or '\n')) end++;
        int last = end;
        while ((end == text.Length || text[end] == '\n') && last > at && text[last - 1] == '\r') last--;
        record.Add(at, last - at);
        at = end;
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
