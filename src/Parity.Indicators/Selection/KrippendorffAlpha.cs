namespace Parity.Indicators.Selection;

/// <summary>What marks mean, and so how far apart two of them are.</summary>
public enum MarkScale
{
    /// <summary>Names: alike or not.</summary>
    Nominal,

    /// <summary>Ranks: by how many marks lie between them.</summary>
    Ordinal,

    /// <summary>Equal steps.</summary>
    Interval,

    /// <summary>Equal steps from a true zero.</summary>
    Ratio,
}

/// <summary>
/// Krippendorff's alpha (Krippendorff 2011, "Computing Krippendorff's alpha-reliability"): 1 minus observed over expected
/// disagreement. It needs no complete design: assessors may have marked different applicants. 1 is full agreement, 0 what
/// chance would give.
/// </summary>
public static class KrippendorffAlpha
{
    /// <param name="marks">The marks each applicant got, in any order; applicants with fewer than two are left out.</param>
    /// <returns>Null where no two marks can be compared, or all are alike.</returns>
    public static double? Of(IEnumerable<IReadOnlyList<double>> marks, MarkScale scale)
    {
        var units = marks.Where(unit => unit.Count >= 2).ToList();
        double[] values = [.. units.SelectMany(unit => unit).Distinct().Order()];
        if (values.Length < 2) return null;
        var together = new double[values.Length, values.Length];
        foreach (var unit in units)
            for (int one = 0; one < unit.Count; one++)
                for (int other = 0; other < unit.Count; other++)
                    if (one != other) together[Array.BinarySearch(values, unit[one]), Array.BinarySearch(values, unit[other])] += 1.0 / (unit.Count - 1);

        var count = new double[values.Length];
        for (int c = 0; c < values.Length; c++)
            for (int k = 0; k < values.Length; k++) count[c] += together[c, k];
        double all = count.Sum(), observed = 0, expected = 0;
        for (int c = 0; c < values.Length; c++)
            for (int k = 0; k < values.Length; k++)
            {
                double apart = Apart(values, count, c, k, scale);
                observed += together[c, k] * apart;
                expected += count[c] * count[k] * apart;
            }

        return expected <= 0 ? null : 1 - ((all - 1) * observed / expected);
    }

    private static double Apart(double[] values, double[] count, int c, int k, MarkScale scale)
    {
        if (c == k) return 0;
        double difference = values[c] - values[k];
        switch (scale)
        {
            case MarkScale.Nominal:
                return 1;
            case MarkScale.Ordinal:
                double between = 0;
                for (int g = Math.Min(c, k); g <= Math.Max(c, k); g++) between += count[g];
                between -= (count[c] + count[k]) / 2;
                return between * between;
            case MarkScale.Interval:
                return difference * difference;
            default:
                double sum = values[c] + values[k];
                return sum == 0 ? 0 : difference * difference / (sum * sum);
        }
    }
}
