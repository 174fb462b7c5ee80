namespace Parity.Indicators;

/// <summary>The two confidence levels that figures are judged by, as quantiles of the normal distribution.</summary>
public static class Normal
{
    /// <summary>Two-sided 95%: one interval in twenty misses. 1.959964 (OHID technical guidance).</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>Two-sided 99.8%: one interval in five hundred misses. 3.090232 (OHID funnel plots).</summary>
    public const double Z998 = 3.090232306167813;
}
