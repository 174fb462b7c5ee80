namespace Parity.Indicators;

/// <summary>What can be said about a figure in two editions.</summary>
public enum ChangeEvidence
{
    /// <summary>The 95% interval of the change includes none.</summary>
    NotClear,

    /// <summary>The 95% interval of the change excludes none.</summary>
    Significant,

    /// <summary>The 99.8% interval of the change excludes none.</summary>
    Strong,
}

/// <summary>A change between editions: now minus before for shares, now over before for ratios, with its 95% interval.</summary>
public readonly record struct Change(double Value, Interval Interval, ChangeEvidence Evidence)
{
    /// <summary>
    /// Change of a proportion between two independent counts (flows: other cases, mostly other people), by Newcombe's interval.
    /// Stocks are mostly the same people twice: describe them, do not test them.
    /// </summary>
    public static Change OfShares(double x1, double n1, double x2, double n2) => Judge(
        (x2 / n2) - (x1 / n1), 0, z => Intervals.Newcombe(x2, n2, x1, n1, z));

    /// <summary>
    /// Change of a ratio given with its 95% interval in each edition: the ratio of the two ratios, its error from both intervals on the
    /// log scale (Altman and Bland 2003, Interaction revisited, BMJ 326:219).
    /// </summary>
    public static Change OfRatios(double before, Interval beforeLimits, double now, Interval nowLimits)
    {
        static double Se(Interval limits) => Math.Log(limits.Upper / limits.Lower) / (2 * Normal.Z95);
        double ratio = now / before, se = Math.Sqrt((Se(beforeLimits) * Se(beforeLimits)) + (Se(nowLimits) * Se(nowLimits)));
        return Judge(ratio, 1, z => new(ratio * Math.Exp(-z * se), ratio * Math.Exp(z * se)));
    }

    private static Change Judge(double value, double none, Func<double, Interval> at)
    {
        var interval = at(Normal.Z95);
        return new(value, interval,
            at(Normal.Z998).Excludes(none) ? ChangeEvidence.Strong : interval.Excludes(none) ? ChangeEvidence.Significant : ChangeEvidence.NotClear);
    }
}
