using System.Runtime.CompilerServices;

namespace Parity.Platform.Workforce.Reading;

/// <summary>A run of records whose cells lie in one array of UTF-8 bytes; filled, read and used again.</summary>
internal sealed class RecordBlock
{
    /// <summary>Twice the longest record, and small enough that a block and its cells stay in a processor's own cache.</summary>
    public const int Size = 128 * 1024;

    /// <summary>The length of a cell that was refused while it was read: nothing more is said about it.</summary>
    public const int Refused = -1;

    /// <summary>Slack after the last byte lets a cell's first eight bytes be read at once.</summary>
    public byte[] Bytes { get; private set; } = new byte[Size + 64];

    /// <summary>Bytes in use.</summary>
    public int Length { get; set; }

    /// <summary>The number of the first record among the rows of its file, from 0; an upper bound where lines are blank.</summary>
    public int FirstRow { get; set; }

    /// <summary>At most so many records.</summary>
    public int MaxRecords { get; set; }

    /// <summary>The physical line of the first byte.</summary>
    public int FirstLine { get; set; }

    /// <summary>Where each record ends and whether it is broken; null when every line end ends a record.</summary>
    public List<(int End, CsvFault Fault)>? RecordEnds { get; set; }

    public int Columns { get; private set; }
    public int Count { get; set; }
    public int[] Starts { get; private set; } = [];
    public int[] Lengths { get; private set; } = [];
    public int[] Lines { get; private set; } = [];

    public void Reset(int columns, int records)
    {
        Columns = columns;
        Count = 0;
        int cells = checked(records * columns);
        if (Starts.Length < cells)
        {
            Starts = new int[cells + (cells / 8)];
            Lengths = new int[cells + (cells / 8)];
        }

        if (Lines.Length < records) Lines = new int[records + (records / 8)];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsRefused(int record, int column) => Lengths[(record * Columns) + column] == Refused;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Cell(int record, int column)
    {
        int at = (record * Columns) + column;
        return Bytes.AsSpan(Starts[at], Math.Max(Lengths[at], 0));
    }

    public void EnsureBytes(int length)
    {
        if (Bytes.Length >= length + 64) return;
        var wider = new byte[Math.Max(length + 64, Bytes.Length * 2)];
        Bytes.AsSpan(0, Length).CopyTo(wider);
        Bytes = wider;
    }
}
