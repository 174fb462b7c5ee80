namespace Parity.Indicators.Selection;

/// <summary>
/// How far marks depend on the applicant and not on who gave them: the six intraclass correlations of Shrout and Fleiss
/// (1979), from one-way and two-way analyses of variance. For complete designs: every assessor marked every applicant.
/// At most 1; near 0, or below, the marks say as little about the applicant as chance would.
/// </summary>
/// <param name="Single1">ICC(1,1): each applicant has assessors of their own; one mark.</param>
/// <param name="Single2">ICC(2,1): the same assessors for all, drawn from many; one mark, agreement in level wanted.</param>
/// <param name="Single3">ICC(3,1): these assessors alone; one mark, agreement in order wanted.</param>
/// <param name="Mean1">ICC(1,k): the mean of all marks of an applicant.</param>
/// <param name="Mean2">ICC(2,k).</param>
/// <param name="Mean3">ICC(3,k).</param>
public sealed record IntraclassCorrelation(double Single1, double Single2, double Single3, double Mean1, double Mean2, double Mean3)
{
    /// <param name="marks">A row for each applicant, a column for each assessor.</param>
    /// <returns>Null where there are fewer than two applicants or assessors, or all marks are alike.</returns>
    public static IntraclassCorrelation? Of(IReadOnlyList<IReadOnlyList<double>> marks)
    {
        int n = marks.Count, k = n == 0 ? 0 : marks[0].Count;
        if (n < 2 || k < 2 || marks.Any(row => row.Count != k)) return null;
        double grand = marks.Average(row => row.Average());
        double between = k * marks.Sum(row => Square(row.Average() - grand));
        double assessors = n * Enumerable.Range(0, k).Sum(column => Square(marks.Average(row => row[column]) - grand));
        double total = marks.Sum(row => row.Sum(mark => Square(mark - grand)));
        if (total <= 0) return null;

        double bms = between / (n - 1);
        double wms = (total - between) / (n * (k - 1));
        double jms = assessors / (k - 1);
        double ems = (total - between - assessors) / ((n - 1) * (k - 1));
        return new(
            (bms - wms) / (bms + ((k - 1) * wms)),
            (bms - ems) / (bms + ((k - 1) * ems) + (k * (jms - ems) / n)),
            (bms - ems) / (bms + ((k - 1) * ems)),
            (bms - wms) / bms,
            (bms - ems) / (bms + ((jms - ems) / n)),
            (bms - ems) / bms);
    }

    private static double Square(double value) => value * value;
}
