namespace Parity.Platform.Workforce.Reading;

internal enum CsvFault : byte { None, Quotes, TooLong }

/// <summary>
/// Where a record of a file with quotes ends (RFC 4180). A record that breaks the rules ends at the end of its first
/// physical line, so that one stray quote costs one line and the rest of the file is still checked.
/// </summary>
internal static class CsvSyntax
{
    /// <summary>The bytes given do not hold the whole record.</summary>
    public const int Incomplete = -1;

    /// <returns>The index after the record, or <see cref="Incomplete"/>.</returns>
    public static int EndOfRecord(ReadOnlySpan<byte> bytes, int start, bool ended, out CsvFault fault)
    {
        int at = start;
        bool first = true;
        while (true)
        {
            if (at - start > ReturnFormat.MaxRecordBytes) return Broken(CsvFault.TooLong, bytes, start, ended, out fault);
            if (at >= bytes.Length) return Done(ended ? at : Incomplete, out fault);
            if (first && bytes[at] == '"')
            {
                int close = EndOfQuoted(bytes, at, ended);
                if (close == Incomplete)
                {
                    if (!ended && bytes.Length - start <= ReturnFormat.MaxRecordBytes) return Done(Incomplete, out fault);
                    return Broken(ended ? CsvFault.Quotes : CsvFault.TooLong, bytes, start, ended, out fault);
                }

                at = close;
                if (at == bytes.Length) continue;
                if (bytes[at] == ',') { at++; continue; }
                if (bytes[at] == '\n') return Done(at + 1, out fault);
                if (bytes[at] == '\r' && at + 1 == bytes.Length && !ended) return Done(Incomplete, out fault);
                if (bytes[at] == '\r' && at + 1 < bytes.Length && bytes[at + 1] == '\n') return Done(at + 2, out fault);
                return Broken(CsvFault.Quotes, bytes, start, ended, out fault);
            }

            int hop = bytes[at..].IndexOfAny((byte)',', (byte)'\n', (byte)'"');
            if (hop < 0)
            {
                at = bytes.Length;
                first = false;
                continue;
            }

            at += hop;
            if (bytes[at] == '"') return Broken(CsvFault.Quotes, bytes, start, ended, out fault);
            if (bytes[at] == '\n') return Done(at + 1, out fault);
            at++;
            first = true;
        }
    }

    /// <returns>The index after the closing quote, or <see cref="Incomplete"/>.</returns>
    public static int EndOfQuoted(ReadOnlySpan<byte> bytes, int open, bool ended)
    {
        int at = open + 1;
        while (true)
        {
            int hop = bytes[at..].IndexOf((byte)'"');
            if (hop < 0) return Incomplete;
            at += hop + 1;
            if (at == bytes.Length) return ended ? at : Incomplete;
            if (bytes[at] != '"') return at;
            at++;
        }
    }

    private static int Done(int end, out CsvFault fault)
    {
        fault = CsvFault.None;
        return end;
    }

    private static int Broken(CsvFault why, ReadOnlySpan<byte> bytes, int start, bool ended, out CsvFault fault)
    {
        int hop = bytes[start..].IndexOf((byte)'\n');
        fault = hop < 0 && !ended ? CsvFault.None : why;
        return hop >= 0 ? start + hop + 1 : ended ? bytes.Length : Incomplete;
    }
}
