namespace Parity.Indicators;

/// <summary>Size of an effect: inside the zone of four fifths, or outside it and which way.</summary>
public enum EffectSize { Within, Adverse, Reverse }

/// <summary>Ratios of two rates, compared on exact counts.</summary>
public static class Ratios
{
    /// <summary>
    /// Places (topCount / topBase) / (bottomCount / bottomBase) against 0.80 and 1.25 without rounding: 60 of 100 against 48 of 100 is
    /// exactly 1.25 and within. Source: Uniform Guidelines on Employee Selection Procedures (1978), four-fifths rule, and its questions
    /// and answers of 1979 (48/60 = 80% is not flagged); the reciprocal makes the zone symmetric on the log scale.
    /// </summary>
    public static EffectSize FourFifths(Int128 topCount, Int128 topBase, Int128 bottomCount, Int128 bottomBase)
    {
        Int128 over = topCount * bottomBase, under = bottomCount * topBase;
        return 4 * over > 5 * under ? EffectSize.Adverse
            : 5 * over < 4 * under ? EffectSize.Reverse
            : EffectSize.Within;
    }

    /// <summary>What r gives when it works n times over, as when the same likelihood ratio is met at each of n steps: r^n.</summary>
    public static double Cumulative(double ratio, int steps) => Math.Pow(ratio, steps);

    /// <summary>Pence in each pound that the group earns for the reference's pound: 100 - gap, half up to whole pence.</summary>
    public static double PencePerPound(double gapPercent) => Math.Floor(100 - gapPercent + 0.5);
}
