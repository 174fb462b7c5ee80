namespace Parity.Indicators;

/// <summary>The two confidence levels that figures are judged by, as quantiles of the normal distribution.</summary>
public static class Normal
{
    /// <summary>Two-sided 95%: one interval in twenty misses. 1.959964 (OHID technical guidance).</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>Two-sided 99.8%: one interval in five hundred misses. 3.090232 (OHID funnel plots).</summary>
    public const double Z998 = 3.090232306167813;

    /// <summary>The share of a standard normal distribution above <paramref name="z"/>, which is not negative: its Taylor series near the middle, Laplace's continued fraction beyond.</summary>
    public static double UpperTail(double z)
    {
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z < 2)
        {
            double term = z, sum = z;
            for (int k = 1; k < 60; k++) sum += term *= z * z / ((2 * k) + 1);
            return 0.5 - (density * sum);
        }

        double fraction = 0;
        for (int k = 200; k > 0; k--) fraction = k / (z + fraction);
        return density / (z + fraction);
    }
}
