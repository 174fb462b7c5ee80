namespace Parity.Indicators;

/// <summary>A lower and an upper limit in the unit of the value they are about.</summary>
public readonly record struct Interval(double Lower, double Upper)
{
    public bool Excludes(double value) => Lower > value || Upper < value;
}

/// <summary>
/// Confidence limits. Each takes <c>z</c>, the normal quantile of the level (<see cref="Normal"/>). People on a staff
/// list are read as a sample of what the process could have produced.
/// </summary>
public static class Intervals
{
    /// <summary>A proportion x / n by Wilson's score method (Wilson 1927; OHID's preferred method); defined also at 0 and at n.</summary>
    public static Interval Wilson(double x, double n, double z)
    {
        double root = z * Math.Sqrt((z * z) + (4 * x * (1 - (x / n))));
        double bottom = 2 * (n + (z * z));
        return new(
            x <= 0 ? 0 : ((2 * x) + (z * z) - root) / bottom,
            x >= n ? 1 : ((2 * x) + (z * z) + root) / bottom);
    }

    /// <summary>The difference of two independent proportions, x1 / n1 - x2 / n2, by Newcombe's hybrid score method (Newcombe 1998, method 10).</summary>
    public static Interval Newcombe(double x1, double n1, double x2, double n2, double z)
    {
        double p1 = x1 / n1, p2 = x2 / n2;
        Interval one = Wilson(x1, n1, z), two = Wilson(x2, n2, z);
        double difference = p1 - p2;
        return new(
            difference - Math.Sqrt(Square(p1 - one.Lower) + Square(two.Upper - p2)),
            difference + Math.Sqrt(Square(one.Upper - p1) + Square(p2 - two.Lower)));
    }

    /// <summary>
    /// The ratio (a / n) / (b / m) of two proportions or rates by Katz's log method (Katz and others 1978; Gardner and Altman).
    /// Where a zero numerator breaks it, 0.5 is added to each cell of the two-by-two table (Deeks and Higgins).
    /// </summary>
    public static Interval Katz(double a, double n, double b, double m, double z)
    {
        if (a <= 0 || b <= 0) (a, n, b, m) = (a + 0.5, n + 1, b + 0.5, m + 1);
        double variance = (1 / a) - (1 / n) + (1 / b) - (1 / m);
        return OnLogScale(a / n / (b / m), Math.Sqrt(Math.Max(0, variance)), z);
    }

    /// <summary>The odds ratio (a / b) / (c / d) by Woolf's log method (Woolf 1955), 0.5 added to every cell where one is zero.</summary>
    public static Interval Woolf(double a, double b, double c, double d, double z)
    {
        if (a <= 0 || b <= 0 || c <= 0 || d <= 0) (a, b, c, d) = (a + 0.5, b + 0.5, c + 0.5, d + 0.5);
        return OnLogScale(a / b / (c / d), Math.Sqrt((1 / a) + (1 / b) + (1 / c) + (1 / d)), z);
    }

    /// <summary>
    /// A count of events: Byar's approximation (Breslow and Day 1987), exact Poisson limits where the count is below 10 (OHID).
    /// Divide both limits by the denominator for a rate.
    /// </summary>
    public static Interval Byar(double count, double z) =>
        count < 10
            ? ExactPoisson(count, z)
            : new(
                count * Cube(1 - (1 / (9 * count)) - (z / (3 * Math.Sqrt(count)))),
                (count + 1) * Cube(1 - (1 / (9 * (count + 1))) + (z / (3 * Math.Sqrt(count + 1)))));

    /// <summary>Exact Poisson limits, for counts up to a few hundred: the means under which so many events or more, or so few or fewer, have half the error probability.</summary>
    public static Interval ExactPoisson(double count, double z)
    {
        double half = UpperTail(z);
        return new(
            count <= 0 ? 0 : Solve(mean => 1 - PoissonUpTo(count - 1, mean) < half, count),
            Solve(mean => PoissonUpTo(count, mean) > half, count + 1));
    }

    /// <summary>
    /// The ratio of two means or of two ratio estimates from its first-order (delta) variance, taken on the log scale so
    /// that the limits stay positive. <c>se</c> are the standard errors of the two.
    /// </summary>
    public static Interval LogDelta(double top, double topSe, double bottom, double bottomSe, double z) =>
        OnLogScale(top / bottom, Math.Sqrt(Square(topSe / top) + Square(bottomSe / bottom)), z);

    /// <summary>
    /// The ratio of two means by the delta method on its own scale:
    /// <c>r -/+ z r sqrt((se_top / top)^2 + (se_bottom / bottom)^2)</c>.
    /// </summary>
    public static Interval Delta(double top, double topSe, double bottom, double bottomSe, double z)
    {
        double ratio = top / bottom;
        double reach = z * ratio * Math.Sqrt(Square(topSe / top) + Square(bottomSe / bottom));
        return new(ratio - reach, ratio + reach);
    }

    /// <summary>
    /// The ratio of two positive estimates from the limits of each (method of variance estimates recovery, Zou and Donner 2008, on
    /// the log scale).
    /// </summary>
    public static Interval Mover(double top, Interval topLimits, double bottom, Interval bottomLimits)
    {
        double Log(double a, double b) => Math.Log(a / b);
        double ratio = top / bottom;
        return new(
            ratio * Math.Exp(-Math.Sqrt(Square(Log(top, topLimits.Lower)) + Square(Log(bottomLimits.Upper, bottom)))),
            ratio * Math.Exp(Math.Sqrt(Square(Log(topLimits.Upper, top)) + Square(Log(bottom, bottomLimits.Lower)))));
    }

    /// <summary>
    /// The ranks, from 1, of the observations that limit a median of n: <c>n/2 - z sqrt(n)/2</c> and <c>1 + n/2 + z sqrt(n)/2</c>, rounded
    /// to the nearest whole number (Campbell and Gardner 1988, BMJ 296:1454) and kept within 1 … n.
    /// </summary>
    public static (long Lower, long Upper) MedianRanks(long n, double z)
    {
        double reach = z * Math.Sqrt(n) / 2;
        long lower = (long)Math.Round((n / 2.0) - reach, MidpointRounding.AwayFromZero);
        long upper = (long)Math.Round(1 + (n / 2.0) + reach, MidpointRounding.AwayFromZero);
        return (Math.Max(1, lower), Math.Min(n, upper));
    }

    /// <summary>Funnel limits for a proportion around a baseline p0 at denominator n: <c>p0 -/+ z sqrt(p0 (1 - p0) / n)</c> within 0 … 1 (OHID).</summary>
    public static Interval Funnel(double p0, double n, double z)
    {
        double reach = z * Math.Sqrt(p0 * (1 - p0) / n);
        return new(Math.Max(0, p0 - reach), Math.Min(1, p0 + reach));
    }

    private static Interval OnLogScale(double ratio, double se, double z) => new(ratio * Math.Exp(-z * se), ratio * Math.Exp(z * se));

    /// <summary>Probability of a normal value above z, for the two levels in use, else by the complementary error function's continued fraction.</summary>
    private static double UpperTail(double z)
    {
        if (z == Normal.Z95) return 0.025;
        if (z == Normal.Z998) return 0.001;
        return Normal.UpperTail(z);
    }

    private static double PoissonUpTo(double count, double mean)
    {
        double term = Math.Exp(-mean), sum = term;
        for (int k = 1; k <= count; k++) sum += term *= mean / k;
        return sum;
    }

    /// <summary>The mean at which a condition that holds for small means ceases to hold.</summary>
    private static double Solve(Func<double, bool> holds, double start)
    {
        double low = 0, high = (2 * start) + 20;
        for (int step = 0; step < 200; step++)
        {
            double middle = (low + high) / 2;
            if (holds(middle)) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    private static double Square(double x) => x * x;

    private static double Cube(double x) => x * x * x;
}
