namespace Parity.Platform.Publishing.Protecting;

/// <summary>
/// Rounds a table of fractional places to whole ones so that every row and every column keeps its total: each place is
/// rounded down or up, up where its fraction is greatest. Such a rounding always exists, since the fractions themselves
/// are a flow between the margins (Cox and Ernst, 1982, controlled rounding).
/// </summary>
internal static class WholePlaces
{
    private const double Tolerance = 1e-6;

    /// <param name="places">Rows by columns; every row and every column adds up to a whole number.</param>
    public static long[][] Round(double[][] places)
    {
        int rows = places.Length, columns = rows == 0 ? 0 : places[0].Length;
        var whole = new long[rows][];
        var up = new bool[rows, columns];
        var open = new List<(int Row, int Column, double Fraction)>();
        var rowNeeds = new long[rows];
        var columnNeeds = new long[columns];
        var columnSums = new double[columns];
        for (int r = 0; r < rows; r++)
        {
            whole[r] = new long[columns];
            for (int c = 0; c < columns; c++)
            {
                double fraction = places[r][c] - Math.Floor(places[r][c]);
                bool isWhole = fraction < Tolerance || fraction > 1 - Tolerance;
                whole[r][c] = (long)(isWhole ? Math.Round(places[r][c]) : Math.Floor(places[r][c]));
                if (!isWhole) open.Add((r, c, fraction));
                columnSums[c] += places[r][c];
                columnNeeds[c] -= whole[r][c];
            }

            rowNeeds[r] = (long)Math.Round(places[r].Sum()) - whole[r].Sum();
        }

        for (int c = 0; c < columns; c++) columnNeeds[c] += (long)Math.Round(columnSums[c]);

        var mayRise = new bool[rows, columns];
        foreach (var (r, c, _) in open) mayRise[r, c] = true;
        foreach (var (r, c, _) in open.OrderByDescending(o => Math.Round(o.Fraction, 9)).ThenBy(o => o.Row).ThenBy(o => o.Column))
        {
            if (rowNeeds[r] == 0 || columnNeeds[c] == 0) continue;
            up[r, c] = true;
            rowNeeds[r]--;
            columnNeeds[c]--;
        }

        for (int r = 0; r < rows; r++)
        {
            while (rowNeeds[r] > 0 && Augment(r, mayRise, up, columnNeeds, new bool[columns])) rowNeeds[r]--;
        }

        foreach (var (r, c, _) in open)
        {
            if (up[r, c]) whole[r][c]++;
        }

        return whole;
    }

    /// <summary>Raises one more place of the row, moving others' rises along a path to a column that still needs one.</summary>
    private static bool Augment(int row, bool[,] mayRise, bool[,] up, long[] columnNeeds, bool[] seen)
    {
        for (int c = 0; c < columnNeeds.Length; c++)
        {
            if (!mayRise[row, c] || up[row, c] || seen[c]) continue;
            seen[c] = true;
            if (columnNeeds[c] > 0)
            {
                columnNeeds[c]--;
                up[row, c] = true;
                return true;
            }

            for (int other = 0; other < up.GetLength(0); other++)
            {
                if (!up[other, c] || !Augment(other, mayRise, up, columnNeeds, seen)) continue;
                up[other, c] = false;
                up[row, c] = true;
                return true;
            }
        }

        return false;
    }
}
