namespace Parity.Indicators.Selection;

/// <summary>One mark: which applicant, by which assessor.</summary>
public readonly record struct Mark(int Applicant, int Assessor, double Value);

/// <summary>
/// Means of applicants as they would be if every assessor were equally strict: the least-squares fit of mark = level of
/// the applicant + leniency of the assessor, leniencies summing to zero over the assessors. Plain means stand beside it.
/// </summary>
/// <param name="Plain">The mean of an applicant's marks; not a number where there is none.</param>
/// <param name="Adjusted">The fitted level; the same where all were marked by the same assessors.</param>
/// <param name="Leniency">How much higher than the others an assessor marks the same applicants.</param>
/// <param name="Connected">
/// Every two assessors are linked through applicants marked by both. Where not, strictness between the parts cannot be
/// told apart from the applicants' level, and the adjusted means must not be compared across them.
/// </param>
public sealed record StrictnessAdjusted(IReadOnlyList<double> Plain, IReadOnlyList<double> Adjusted, IReadOnlyList<double> Leniency, bool Connected)
{
    private const int MostRounds = 10_000;
    private const double Enough = 1e-12;

    public static StrictnessAdjusted Of(int applicants, int assessors, IReadOnlyList<Mark> marks)
    {
        var plain = Means(applicants, marks, m => m.Applicant, m => m.Value);
        var leniency = new double[assessors];
        var level = plain.ToArray();
        // Each round fits one side to the other; for this additive model that converges to the least-squares fit.
        for (int round = 0; round < MostRounds; round++)
        {
            var next = Means(assessors, marks, m => m.Assessor, m => m.Value - level[m.Applicant]);
            double middle = next.Where(double.IsFinite).DefaultIfEmpty(0).Average();
            double moved = 0;
            for (int j = 0; j < assessors; j++)
            {
                double value = double.IsFinite(next[j]) ? next[j] - middle : 0;
                moved = Math.Max(moved, Math.Abs(value - leniency[j]));
                leniency[j] = value;
            }

            level = Means(applicants, marks, m => m.Applicant, m => m.Value - leniency[m.Assessor]);
            if (moved < Enough) break;
        }

        return new(plain, level, leniency, IsConnected(assessors, marks));
    }

    private static double[] Means(int count, IReadOnlyList<Mark> marks, Func<Mark, int> of, Func<Mark, double> value)
    {
        var (sum, number) = (new double[count], new int[count]);
        foreach (var mark in marks)
        {
            sum[of(mark)] += value(mark);
            number[of(mark)]++;
        }

        return [.. sum.Select((s, i) => number[i] == 0 ? double.NaN : s / number[i])];
    }

    private static bool IsConnected(int assessors, IReadOnlyList<Mark> marks)
    {
        int[] part = [.. Enumerable.Range(0, assessors)];
        int Root(int one) => part[one] == one ? one : part[one] = Root(part[one]);
        foreach (var applicant in marks.GroupBy(m => m.Applicant))
            foreach (var mark in applicant) part[Root(mark.Assessor)] = Root(applicant.First().Assessor);
        return marks.Select(m => Root(m.Assessor)).Distinct().Count() <= 1;
    }
}
