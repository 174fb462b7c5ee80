namespace Parity.Indicators;

/// <summary>One organisation's two rates: the top group's and the bottom group's counts and bases.</summary>
public readonly record struct Stratum(double TopCount, double TopBase, double BottomCount, double BottomBase);

/// <summary>
/// Ratios pooled over organisations so that each is compared within itself (Mantel and Haenszel 1959; the forms for risks and
/// person-time are in Rothman, Greenland and Lash, Modern Epidemiology, chapter 15).
/// </summary>
public static class MantelHaenszel
{
    /// <summary>Ratio of rates: sum of a n0 / N over sum of b n1 / N, N = n1 + n0; null where nothing stands below the line.</summary>
    public static double? RateRatio(IEnumerable<Stratum> strata)
    {
        double top = 0, bottom = 0;
        foreach (var s in strata)
        {
            double all = s.TopBase + s.BottomBase;
            if (all <= 0) continue;
            top += s.TopCount * s.BottomBase / all;
            bottom += s.BottomCount * s.TopBase / all;
        }
        return bottom > 0 ? top / bottom : null;
    }

    /// <summary>Odds ratio, where base means those not counted: sum of a d / N over sum of b c / N, N = all four.</summary>
    public static double? OddsRatio(IEnumerable<Stratum> strata)
    {
        double top = 0, bottom = 0;
        foreach (var s in strata)
        {
            double all = s.TopCount + s.TopBase + s.BottomCount + s.BottomBase;
            if (all <= 0) continue;
            top += s.TopCount * s.BottomBase / all;
            bottom += s.TopBase * s.BottomCount / all;
        }
        return bottom > 0 ? top / bottom : null;
    }
}
