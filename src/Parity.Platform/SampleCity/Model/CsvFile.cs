using System.Buffers.Text;
using System.Text;

namespace Parity.Platform.SampleCity.Model;

/// <summary>
/// Writes one CSV file of a return, cell by cell, straight into bytes: UTF-8, LF. The city's own words
/// hold commas but neither quotes nor line ends.
/// </summary>
internal sealed class CsvFile : IDisposable
{
    private const int Room = 1 << 16;
    private readonly byte[] buffer = new byte[Room + 2048];
    private readonly FileStream file;
    private int used;
    private bool midRow;

    public CsvFile(string path, params ReadOnlySpan<string> header)
    {
        file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Row(header);
    }

    public void Row(params ReadOnlySpan<string> cells)
    {
        foreach (string cell in cells) Text(cell);
        EndRow();
    }

    public void Text(string cell)
    {
        Next();
        if (cell.Contains(',')) cell = $"\"{cell}\"";
        used += Encoding.UTF8.GetBytes(cell, buffer.AsSpan(used));
    }

    public void Whole(long value)
    {
        Next();
        Digits(value);
    }

    /// <summary>Pounds from pence: <c>1236</c> is written <c>12.36</c>.</summary>
    public void Pence(int pence)
    {
        Next();
        Digits(pence / 100);
        buffer[used++] = (byte)'.';
        Pair(pence % 100);
    }

    public void Tenths(int tenths)
    {
        Next();
        Digits(tenths / 10);
        if (tenths % 10 == 0) return;
        buffer[used++] = (byte)'.';
        Digits(tenths % 10);
    }

    public void Day(int dayNumber)
    {
        Next();
        var (year, month, day) = DateOnly.FromDayNumber(dayNumber);
        Digits(year);
        buffer[used++] = (byte)'-';
        Pair(month);
        buffer[used++] = (byte)'-';
        Pair(day);
    }

    public void Yes(bool yes)
    {
        Next();
        buffer[used++] = yes ? (byte)'Y' : (byte)'N';
    }

    public void Blank(int cells = 1)
    {
        for (int i = 0; i < cells; i++) Next();
    }

    public void EndRow()
    {
        buffer[used++] = (byte)'\n';
        midRow = false;
        if (used >= Room) Flush();
    }

    public void Dispose()
    {
        Flush();
        file.Dispose();
    }

    private void Next()
    {
        if (midRow) buffer[used++] = (byte)',';
        midRow = true;
    }

    private void Digits(long value)
    {
        Utf8Formatter.TryFormat(value, buffer.AsSpan(used), out int written);
        used += written;
    }

    private void Pair(int value)
    {
        buffer[used++] = (byte)('0' + value / 10);
        buffer[used++] = (byte)('0' + value % 10);
    }

    private void Flush()
    {
        file.Write(buffer, 0, used);
        used = 0;
    }
}
