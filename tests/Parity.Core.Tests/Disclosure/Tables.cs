using Parity.Disclosure;

namespace Parity.Core.Tests.Disclosure;

internal static class Tables
{
    /// <summary>A table of two dimensions with its margins; the last row and column hold the totals.</summary>
    public static int[,] Add(CellSystem system, long[,] counts, CellRole inner = CellRole.Candidate)
    {
        (int rows, int columns) = (counts.GetLength(0), counts.GetLength(1));
        long[,] full = new long[rows + 1, columns + 1];
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                full[r, c] = counts[r, c];
                full[r, columns] += counts[r, c];
                full[rows, c] += counts[r, c];
                full[rows, columns] += counts[r, c];
            }
        }
        int[,] cells = new int[rows + 1, columns + 1];
        for (int r = 0; r <= rows; r++)
        {
            for (int c = 0; c <= columns; c++)
            {
                bool margin = r == rows || c == columns;
                cells[r, c] = system.Add(new Cell(full[r, c], margin ? CellRole.Candidate : inner, margin ? 2 : 1));
            }
        }
        for (int r = 0; r <= rows; r++)
        {
            system.Relate([(cells[r, columns], -1), .. Enumerable.Range(0, columns).Select(c => (cells[r, c], 1))]);
        }
        for (int c = 0; c <= columns; c++)
        {
            system.Relate([(cells[rows, c], -1), .. Enumerable.Range(0, rows).Select(r => (cells[r, c], 1))]);
        }
        return cells;
    }
}
