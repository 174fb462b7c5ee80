using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Parity.Platform.Workforce.Reading;

/// <summary>Splits a block of CSV records into cells.</summary>
internal static class CsvCells
{
    private const string CountAdvice = "Give every row as many cells as the header has; put a cell that holds a comma in quotes.";

    public static void Split(RecordBlock block, int columns, FaultList faults)
    {
        block.Reset(columns, block.MaxRecords);
        if (block.RecordEnds is null) SplitPlain(block, columns, faults);
        else SplitQuoted(block, columns, faults);
    }

    /// <summary>The cells of one whole record, unescaped.</summary>
    public static List<byte[]> SplitRecord(ReadOnlySpan<byte> record)
    {
        var cells = new List<byte[]>();
        var copy = record.ToArray();
        int at = 0;
        int end = EndWithoutLine(copy, 0, copy.Length);
        while (at <= end)
        {
            at = NextCell(copy, at, end, out int start, out int length);
            cells.Add(copy.AsSpan(start, length).ToArray());
        }

        return cells;
    }

    /// <summary>True when a CR outside quotes is not followed by LF.</summary>
    public static bool HasLoneReturn(ReadOnlySpan<byte> record)
    {
        bool quoted = false;
        for (int i = 0; i < record.Length; i++)
        {
            if (record[i] == '"') quoted = !quoted;
            else if (record[i] == '\r' && !quoted && (i + 1 == record.Length || record[i + 1] != '\n')) return true;
        }

        return false;
    }

    /// <summary>Finds commas and line feeds 32 bytes at a time; the block holds no quote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SplitPlain(RecordBlock block, int columns, FaultList faults)
    {
        int length = block.Length;
        int[] starts = block.Starts, lengths = block.Lengths;
        int cell = 0, field = 0, begin = 0, recordBegin = 0, returns = 0;
        int line = block.FirstLine;
        // The block has slack after its last byte, so that the last step may read past it.
        for (int at = 0; at < length; at += 32)
        {
            var part = Vector256.LoadUnsafe(ref block.Bytes[at]);
            uint mask = (Vector256.Equals(part, Vector256.Create((byte)',')) | Vector256.Equals(part, Vector256.Create((byte)'\n'))).ExtractMostSignificantBits();
            if (length - at < 32) mask &= (1u << (length - at)) - 1;
            while (mask != 0)
            {
                int end = at + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
                if (block.Bytes[end] == ',')
                {
                    if (field < columns)
                    {
                        starts[cell + field] = begin;
                        lengths[cell + field] = end - begin;
                    }

                    field++;
                    begin = end + 1;
                    continue;
                }

                int stop = end;
                if (stop > begin && block.Bytes[stop - 1] == '\r')
                {
                    stop--;
                    returns++;
                }

                if (Finish(block, columns, field, recordBegin, begin, stop, line, faults)) cell += columns;
                field = 0;
                line++;
                begin = recordBegin = end + 1;
            }
        }

        if (recordBegin < length) Finish(block, columns, field, recordBegin, begin, length, line, faults);
        if (block.Bytes.AsSpan(0, length).Count((byte)'\r') != returns) ReportLoneReturns(block, faults);
    }

    /// <summary>Keeps a record whose cells but the last are noted; false for a blank line and for a record that is not whole.</summary>
    private static bool Finish(RecordBlock block, int columns, int field, int recordBegin, int begin, int stop, int line, FaultList faults)
    {
        if (field == 0 && stop == begin) return false;
        if (field != columns - 1 || stop - recordBegin > ReturnFormat.MaxRecordBytes)
        {
            bool tooLong = stop - recordBegin > ReturnFormat.MaxRecordBytes;
            faults.Add(line, tooLong ? ProblemCode.RecordTooLong : ProblemCode.CellCount, tooLong ? CsvRecords.TooLong : CountAdvice);
            return false;
        }

        int last = (block.Count * columns) + field;
        block.Starts[last] = begin;
        block.Lengths[last] = stop - begin;
        block.Lines[block.Count++] = line;
        return true;
    }

    private static void SplitQuoted(RecordBlock block, int columns, FaultList faults)
    {
        byte[] bytes = block.Bytes;
        int line = block.FirstLine;
        int at = 0;
        foreach (var (after, fault) in block.RecordEnds!)
        {
            int lines = bytes.AsSpan(at, after - at).Count((byte)'\n');
            int end = EndWithoutLine(bytes, at, after);
            if (fault != CsvFault.None)
                faults.Add(line, fault == CsvFault.Quotes ? ProblemCode.Quotes : ProblemCode.RecordTooLong,
                    fault == CsvFault.Quotes ? CsvRecords.BadQuotes : CsvRecords.TooLong);
            else if (end - at > ReturnFormat.MaxRecordBytes)
                faults.Add(line, ProblemCode.RecordTooLong, CsvRecords.TooLong);
            else if (end > at)
                SplitOne(block, at, end, columns, line, faults);
            line += lines;
            at = after;
        }
    }

    private static void SplitOne(RecordBlock block, int at, int end, int columns, int line, FaultList faults)
    {
        byte[] bytes = block.Bytes;
        if (bytes.AsSpan(at, end - at).Contains((byte)'\r') && HasLoneReturn(bytes.AsSpan(at, end - at)))
            faults.Add(line, ProblemCode.LineEnds, CsvRecords.LoneReturn);
        int cell = block.Count * columns;
        int field = 0;
        while (at <= end)
        {
            at = NextCell(bytes, at, end, out int start, out int length);
            if (field < columns)
            {
                block.Starts[cell + field] = start;
                block.Lengths[cell + field] = length;
            }

            field++;
        }

        if (field != columns)
        {
            faults.Add(line, ProblemCode.CellCount, CountAdvice);
            return;
        }

        block.Lines[block.Count++] = line;
    }

    /// <summary>Reads one cell of a record known to be well formed; doubled quotes are undoubled in place.</summary>
    /// <returns>Where the next cell starts; past <paramref name="end"/> after the last.</returns>
    private static int NextCell(byte[] bytes, int at, int end, out int start, out int length)
    {
        if (at < end && bytes[at] == '"')
        {
            var record = bytes.AsSpan(0, end);
            int close = CsvSyntax.EndOfQuoted(record, at, ended: true);
            start = at + 1;
            length = Undouble(bytes, start, close - 1);
            return close + 1;
        }

        start = at;
        int hop = bytes.AsSpan(at, end - at).IndexOf((byte)',');
        length = hop < 0 ? end - at : hop;
        return at + length + 1;
    }

    private static int Undouble(byte[] bytes, int start, int end)
    {
        int read = start + bytes.AsSpan(start, end - start).IndexOf((byte)'"');
        if (read < start) return end - start;
        int write = read;
        while (read < end)
        {
            bytes[write++] = bytes[read];
            read += bytes[read] == '"' ? 2 : 1;
        }

        return write - start;
    }

    private static int EndWithoutLine(byte[] bytes, int at, int after)
    {
        if (after > at && bytes[after - 1] == '\n') after--;
        else return after;
        return after > at && bytes[after - 1] == '\r' ? after - 1 : after;
    }

    private static void ReportLoneReturns(RecordBlock block, FaultList faults)
    {
        var bytes = block.Bytes.AsSpan(0, block.Length);
        int line = block.FirstLine;
        int reported = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n') line++;
            if (bytes[i] != '\r' || (i + 1 < bytes.Length && bytes[i + 1] == '\n') || reported == line) continue;
            faults.Add(line, ProblemCode.LineEnds, CsvRecords.LoneReturn);
            reported = line;
        }
    }
}
