using System.Text.Unicode;

namespace Parity.Platform.Workforce.Reading;

/// <summary>
/// A CSV file cut into blocks of whole records. Cutting is quick and done by one worker at a time; splitting a block
/// into cells (<see cref="CsvCells"/>) is done by whoever took it.
/// </summary>
internal sealed class CsvRecords(Stream stream, FaultList faults) : IRecordSource
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private const long HopelessLine = 16 * 1024 * 1024;

    private const int FirstRead = 4 * 1024;

    /// <summary>Bytes that were read and not handed out: at first the header, later the begin of the next record.</summary>
    private byte[] rest = new byte[FirstRead];
    private int restLength;
    private int line = 1;
    private int row;
    private bool ended;
    private bool damaged;

    public IReadOnlyList<byte[]>? ReadHeader()
    {
        int end = ReadFirstRecord(out var fault);
        var bytes = rest.AsSpan(0, restLength);
        if (restLength == 0)
        {
            faults.Add(1, ProblemCode.EmptyFile, "Add the header row with the column names, or leave the file out if it is optional.");
            return null;
        }

        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]) || bytes[..Math.Min(4, bytes.Length)].Contains((byte)0))
        {
            faults.Add(1, ProblemCode.Encoding, "This file is UTF-16 or UTF-32. " + SaveAsUtf8);
            return null;
        }

        if (end == CsvSyntax.Incomplete || end > ReturnFormat.MaxRecordBytes + 2 || fault == CsvFault.TooLong)
        {
            faults.Add(1, ProblemCode.RecordTooLong, TooLong);
            return null;
        }

        var header = bytes[..end];
        if (fault == CsvFault.Quotes)
        {
            faults.Add(1, ProblemCode.Quotes, BadQuotes);
            return null;
        }

        if (!Utf8.IsValid(header) || header.Contains((byte)0))
        {
            faults.Add(1, ProblemCode.Encoding, "This file is not UTF-8 text. " + SaveAsUtf8);
            return null;
        }

        if (CsvCells.HasLoneReturn(header))
        {
            faults.Add(1, ProblemCode.LineEnds, LoneReturn);
            return null;
        }

        var names = CsvCells.SplitRecord(header);
        if (names.Count == 1 && names[0].AsSpan().IndexOfAny((byte)';', (byte)'\t', (byte)'|') >= 0)
        {
            faults.Add(1, ProblemCode.Separator, "Separate the columns with commas: save as CSV with the comma as separator.");
            return null;
        }

        line += header.Count((byte)'\n');
        Keep(bytes[end..]);
        return names;
    }

    /// <summary>Reads until the header is whole, or is seen to be too long; drops a byte order mark.</summary>
    private int ReadFirstRecord(out CsvFault fault)
    {
        while (true)
        {
            while (!ended && restLength < rest.Length) restLength += Read(rest.AsSpan(restLength));
            if (rest.AsSpan(0, restLength).StartsWith(ByteOrderMark)) Keep(rest.AsSpan(ByteOrderMark.Length, restLength - ByteOrderMark.Length));
            int end = CsvSyntax.EndOfRecord(rest.AsSpan(0, restLength), 0, ended, out fault);
            if (end != CsvSyntax.Incomplete || ended || restLength > ReturnFormat.MaxRecordBytes + FirstRead) return end;
            Array.Resize(ref rest, rest.Length * 2);
        }
    }

    public bool Next(RecordBlock block)
    {
        while (true)
        {
            if (!Fill(block)) return false;
            var bytes = block.Bytes.AsSpan(0, block.Length);
            List<(int, CsvFault)>? ends = null;
            int cut = bytes.Contains((byte)'"') ? CutQuoted(bytes, ends = []) : ended ? bytes.Length : bytes.LastIndexOf((byte)'\n') + 1;
            Keep(bytes[cut..]);
            if (cut > 0)
            {
                Describe(block, cut, ends);
                return true;
            }

            faults.Add(line, ProblemCode.RecordTooLong, TooLong);
            if (!SkipLine()) return false;
        }
    }

    public void Split(RecordBlock block, int columns, FaultList own) => CsvCells.Split(block, columns, own);

    public void Dispose() => stream.Dispose();

    public const string BadQuotes =
        "Put a cell that holds a quote in quotes and double the quote inside it, and close every quote that is opened.";

    public const string TooLong =
        "Keep each row under 64 KB. If the row looks short, a quote that is opened in it may not be closed.";

    public const string LoneReturn = "End each line with LF or CRLF: save the file again as CSV UTF-8.";
    public const string SaveAsUtf8 = "Save it as CSV UTF-8 (comma delimited) and send it again.";

    private int CutQuoted(ReadOnlySpan<byte> bytes, List<(int, CsvFault)> ends)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            int end = CsvSyntax.EndOfRecord(bytes, at, ended, out var fault);
            if (end == CsvSyntax.Incomplete) break;
            ends.Add((end, fault));
            at = end;
        }

        return at;
    }

    private void Describe(RecordBlock block, int cut, List<(int, CsvFault)>? ends)
    {
        var bytes = block.Bytes.AsSpan(0, cut);
        block.Length = cut;
        block.FirstLine = line;
        block.FirstRow = row;
        block.RecordEnds = ends;
        int lines = bytes.Count((byte)'\n');
        block.MaxRecords = ends?.Count ?? (lines + (bytes[^1] == '\n' ? 0 : 1));
        CheckText(bytes);
        line += lines;
        row += block.MaxRecords;
    }

    /// <summary>Says once, at the first place, that the file is not clean UTF-8.</summary>
    private void CheckText(ReadOnlySpan<byte> bytes)
    {
        if (damaged) return;
        int nul = bytes.IndexOf((byte)0);
        if (nul < 0 && Utf8.IsValid(bytes)) return;
        damaged = true;
        if (nul >= 0)
        {
            faults.Add(line + bytes[..nul].Count((byte)'\n'), ProblemCode.Encoding, "The file holds NUL bytes. " + SaveAsUtf8);
            return;
        }

        int at = 0;
        int lines = 0;
        while (at < bytes.Length)
        {
            int hop = bytes[at..].IndexOf((byte)'\n');
            int end = hop < 0 ? bytes.Length : at + hop + 1;
            if (!Utf8.IsValid(bytes[at..end])) break;
            at = end;
            lines++;
        }

        faults.Add(line + lines, ProblemCode.Encoding,
            "Letters from here on are not UTF-8, often because of the older Windows encoding. " + SaveAsUtf8);
    }

    /// <summary>Fills a block with what was kept and what follows; false at the end.</summary>
    private bool Fill(RecordBlock block)
    {
        block.EnsureBytes(RecordBlock.Size);
        rest.AsSpan(0, restLength).CopyTo(block.Bytes);
        block.Length = restLength;
        restLength = 0;
        while (!ended && block.Length < RecordBlock.Size) block.Length += Read(block.Bytes.AsSpan(block.Length, RecordBlock.Size - block.Length));
        return block.Length > 0;
    }

    private int Read(Span<byte> into)
    {
        int read = stream.Read(into);
        ended = read == 0;
        return read;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > rest.Length) rest = new byte[bytes.Length + FirstRead];
        bytes.CopyTo(rest);
        restLength = bytes.Length;
    }

    /// <summary>Drops the rest of a line that is too long; gives the file up where the line has no end in sight.</summary>
    private bool SkipLine()
    {
        long skipped = 0;
        while (true)
        {
            int hop = rest.AsSpan(0, restLength).IndexOf((byte)'\n');
            if (hop >= 0)
            {
                Keep(rest.AsSpan(hop + 1, restLength - hop - 1));
                line++;
                return true;
            }

            skipped += restLength;
            restLength = 0;
            if (skipped > HopelessLine) return false;
            while (!ended && restLength < rest.Length) restLength += Read(rest.AsSpan(restLength));
            if (restLength == 0) return false;
        }
    }
}
