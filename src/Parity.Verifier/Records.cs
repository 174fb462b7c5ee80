using System.Text.Unicode;

namespace Parity.Verifier;

/// <summary>The records of a CSV file (RFC 4180, UTF-8), one after the other.</summary>
internal static class Records
{
    private const byte Comma = (byte)',', Quote = (byte)'"', LineFeed = (byte)'\n', Return = (byte)'\r';

    // More could pass what a long number holds; they are read one by one.
    private const int MostDigits = 12;

    public static IEnumerable<Record> Read(string path) => Read(Bytes(path), path);

    /// <exception cref="RefusedException">The file cannot be read as UTF-8.</exception>
    public static byte[] Bytes(string path)
    {
        try
        {
            byte[] text = File.ReadAllBytes(path);
            if (Utf8.IsValid(text)) return text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
        throw new RefusedException($"{Path.GetFileName(path)} cannot be read as UTF-8.");
    }

    public static IEnumerable<Record> Read(byte[] text, string path)
    {
        var record = new Record(text);
        for (int at = text.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0; at < text.Length;)
        {
            record.Begin();
            while (true)
            {
                if (text[at] != Quote)
                {
                    if (AddPlain(record, text, ref at)) break;
                    continue;
                }
                record.AddUnquoted(Quoted(text, ref at, path));
                if (at >= text.Length || text[at++] != Comma)
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

    // The fields up to the end of the line or a quoted one; true at the end. Nearly all are numbers of a few digits, which are read on the way.
    private static bool AddPlain(Record record, ReadOnlySpan<byte> text, ref int next)
    {
        int at = next;
        while (true)
        {
            int from = at, others = 0;
            long whole = 0;
            while (at < text.Length && text[at] is not (Comma or LineFeed))
            {
                int digit = text[at++] - '0';
                whole = (10 * whole) + digit;
                others |= digit | (9 - digit);
            }
            bool isEnd = at == text.Length || text[at] == LineFeed;
            int last = at;
            while (isEnd && last > from && text[last - 1] == Return) last--;
            record.Add(from, last - from, others >= 0 && at - from is > 0 and <= MostDigits ? whole : -1);
            next = ++at;
            if (isEnd) return true;
            if (at == text.Length)
            {
                record.Add(at, 0);
                return true;
            }
            if (text[at] == Quote) return false;
        }
    }

    private static byte[] Quoted(byte[] text, ref int at, string path)
    {
        var field = new List<byte>();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != Quote)
            {
                field.Add(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == Quote)
            {
                field.Add(Quote);
                at++;
            }
            else
            {
                at++;
                if (at < text.Length && text[at] == Return)
                {
                    at++;
                }
                return at == text.Length || text[at] is Comma or LineFeed ? [.. field]
                    : throw new RefusedException($"{Path.GetFileName(path)}: text follows a closed quotation.");
            }
        }
        throw new RefusedException($"{Path.GetFileName(path)}: a quotation is not closed.");
    }
}
