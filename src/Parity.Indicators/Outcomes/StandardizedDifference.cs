namespace Parity.Indicators.Outcomes;

/// <summary>So many with this value of a trait.</summary>
public readonly record struct Held(double Value, long Count);

/// <summary>
/// How far two groups differ in a trait, in standard deviations: the difference of the means over the root of the mean of the
/// two sample variances (Austin 2009, Statistics in Medicine 28:3083). It does not grow with the size of the groups; below
/// 0.1 they are called balanced.
/// </summary>
public static class StandardizedDifference
{
    /// <returns>Null where a group has nobody; 0 where nobody differs; infinite where the groups differ and nobody within them.</returns>
    public static double? Between(IReadOnlyCollection<Held> one, IReadOnlyCollection<Held> other)
    {
        if (Spread(one) is not var (mean, variance) || Spread(other) is not var (otherMean, otherVariance)) return null;
        double difference = mean - otherMean, spread = Math.Sqrt((variance + otherVariance) / 2);
        return Math.Abs(difference) < 1e-12 ? 0 : spread == 0 ? double.CopySign(double.PositiveInfinity, difference) : difference / spread;
    }

    private static (double Mean, double Variance)? Spread(IReadOnlyCollection<Held> group)
    {
        long count = group.Sum(h => h.Count);
        if (count == 0) return null;
        double mean = group.Sum(h => h.Value * h.Count) / count;
        return (mean, count == 1 ? 0 : group.Sum(h => h.Count * (h.Value - mean) * (h.Value - mean)) / (count - 1));
    }
}
