using Parity.Indicators;
using Parity.Platform.Publishing.Model;

namespace Parity.Platform.Publishing.Composing;

/// <summary>How numbers are rounded for people: once, from the unrounded value, halves away from zero.</summary>
internal static class Rounding
{
    private const decimal Limit = 1_000_000_000_000m;

    /// <summary>Decimals of the value as people see it; a fraction is seen as per cent.</summary>
    public static int DecimalsOf(Indicator indicator, Figure figure, PublicationPolicy policy) => indicator.Unit switch
    {
        IndicatorUnit.Count or IndicatorUnit.Index => 0,
        IndicatorUnit.Ratio => 2,
        IndicatorUnit.Days => 1,
        IndicatorUnit.PercentagePoints => 1,
        IndicatorUnit.PerCent => indicator.HasReference || figure.Denominator >= policy.LargeBase ? 1 : 0,

        // Cases for each person employed are a few in a thousand: whole per cents would hide them.
        IndicatorUnit.Fraction => indicator.Interval is IntervalMethod.Byar || figure.Denominator >= policy.LargeBase ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(indicator)),
    };

    /// <summary>The rounded value in the unit of the figure, with the decimals it is shown with; null where there is none.</summary>
    public static decimal? Shown(double? value, Indicator indicator, int decimals)
    {
        if (value is not { } amount || !double.IsFinite(amount) || Math.Abs(amount) > (double)Limit) return null;
        int digits = indicator.Unit is IndicatorUnit.Fraction ? decimals + 2 : decimals;
        decimal rounded = decimal.Round((decimal)amount, digits, MidpointRounding.AwayFromZero);

        // Adding a zero of the wanted scale keeps 0.50 from being written 0.5.
        return rounded + new decimal(0, 0, 0, false, (byte)digits);
    }
}
