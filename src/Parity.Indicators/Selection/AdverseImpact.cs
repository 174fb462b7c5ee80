namespace Parity.Indicators.Selection;

/// <summary>How many of a group went through a stage, of how many who could.</summary>
public readonly record struct Passed(int Through, int Of)
{
    public double Rate => (double)Through / Of;
}

/// <summary>
/// One group beside another at one stage of a selection. The four-fifths ratio is a rule of thumb of another country
/// (29 CFR 1607.4 D) without force here, so it never stands without the exact probability and the intervals.
/// </summary>
/// <param name="Ratio">The lower rate over the higher; 1 where both are zero.</param>
/// <param name="BelowFourFifths">Decided on whole numbers.</param>
/// <param name="P">Fisher's exact test, two-sided: how often chance alone gives a table at most as likely as this one.</param>
public sealed record AdverseImpact(Passed One, Passed Other, double Ratio, bool BelowFourFifths, double P, Interval OneInterval, Interval OtherInterval)
{
    /// <returns>Null where nobody of one of the groups was at this stage.</returns>
    public static AdverseImpact? Between(Passed one, Passed other, double z)
    {
        if (one.Of == 0 || other.Of == 0) return null;
        var (low, high) = (long)one.Through * other.Of <= (long)other.Through * one.Of ? (one, other) : (other, one);
        double ratio = high.Through == 0 ? 1 : low.Rate / high.Rate;
        bool below = high.Through > 0 && 5L * low.Through * high.Of < 4L * high.Through * low.Of;
        return new(one, other, ratio, below, FisherExact.TwoSided(one.Through, one.Of - one.Through, other.Through, other.Of - other.Through),
            Intervals.Wilson(one.Through, one.Of, z), Intervals.Wilson(other.Through, other.Of, z));
    }
}

/// <summary>The exact test of a two-by-two table (Fisher 1922).</summary>
public static class FisherExact
{
    /// <summary>Tables whose probabilities differ by less than this share count as equally likely.</summary>
    private const double Alike = 1e-7;

    /// <summary>The sum of the probabilities of all tables with the same margins that are at most as likely as this one.</summary>
    public static double TwoSided(int a, int b, int c, int d)
    {
        int row = a + b, column = a + c, all = a + b + c + d;
        double observed = Log(a, row, column, all);
        double sum = 0;
        for (int x = Math.Max(0, row + column - all); x <= Math.Min(row, column); x++)
        {
            double one = Log(x, row, column, all);
            if (one <= observed + Alike) sum += Math.Exp(one);
        }

        return Math.Min(1, sum);
    }

    private static double Log(int x, int row, int column, int all) =>
        LogChoose(column, x) + LogChoose(all - column, row - x) - LogChoose(all, row);

    private static double LogChoose(int n, int k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    private static double LogFactorial(int n)
    {
        double sum = 0;
        for (int i = 2; i <= n; i++) sum += Math.Log(i);
        return sum;
    }
}
