namespace Parity.Platform.Workforce.Reading;

/// <summary>
/// The physical line of each row. In most files every record is one line, so that line and row stay equally far apart and
/// nothing need be kept; from the first record that breaks this on, the lines of all rows are.
/// </summary>
internal sealed class RowLines
{
    private int? ahead;
    private int[]? lines;
    private int rows;

    public void Set(int row, int line)
    {
        ahead ??= line - row;
        if (lines is null && line - row != ahead) Keep();
        rows = Math.Max(rows, row + 1);
        if (lines is null) return;
        if (row >= lines.Length) Widen(row + 1);
        lines[row] = line;
    }

    public int Of(int row) => lines is null ? row + ahead!.Value : lines[row];

    private void Keep()
    {
        lines = [];
        Widen(rows);
    }

    /// <summary>Rows that were not set yet, of blocks that another worker still reads, get their line when they are.</summary>
    private void Widen(int least)
    {
        int from = lines!.Length;
        Array.Resize(ref lines, Math.Max(least, from * 2));
        for (int row = from; row < lines.Length; row++) lines[row] = row + ahead!.Value;
    }
}
