namespace Parity.Indicators.Outcomes;

/// <summary>Somebody followed for a time: until it happened, or until they were last heard of.</summary>
/// <param name="Time">Whole units, such as months, from the start.</param>
/// <param name="Happened">False: followed so long without it, and then left or not heard of again.</param>
public readonly record struct Followed(int Time, bool Happened);

/// <param name="AtRisk">How many were still followed just before.</param>
/// <param name="Survival">The share to whom it has not happened by then.</param>
/// <param name="Limits">Of that share, by the log-minus-log transform with Greenwood's variance.</param>
public sealed record SurvivalStep(int Time, int AtRisk, int Happened, double Survival, Interval Limits);

/// <summary>
/// Time until something happens, with people who are lost on the way counted for as long as they were followed
/// (Kaplan and Meier 1958). A step for each time at which it happened.
/// </summary>
public static class SurvivalCurve
{
    public static IReadOnlyList<SurvivalStep> Of(IEnumerable<Followed> people, double z)
    {
        var all = people.ToList();
        var steps = new List<SurvivalStep>();
        double survival = 1, greenwood = 0;
        foreach (int time in all.Where(p => p.Happened).Select(p => p.Time).Distinct().Order())
        {
            int atRisk = all.Count(p => p.Time >= time), happened = all.Count(p => p.Happened && p.Time == time);
            survival *= 1 - ((double)happened / atRisk);
            greenwood += atRisk == happened ? 0 : (double)happened / ((double)atRisk * (atRisk - happened));
            steps.Add(new(time, atRisk, happened, survival, Limits(survival, greenwood, z)));
        }

        return steps;
    }

    /// <summary>The first time by which it has happened to half or more; null if it never comes so far.</summary>
    public static int? Median(IReadOnlyList<SurvivalStep> curve) => curve.FirstOrDefault(step => step.Survival <= 0.5 + 1e-12)?.Time;

    private static Interval Limits(double survival, double greenwood, double z)
    {
        if (survival is <= 0 or >= 1) return new(survival, survival);
        double width = z * Math.Sqrt(greenwood) / Math.Log(survival);
        return new(Math.Pow(survival, Math.Exp(-width)), Math.Pow(survival, Math.Exp(width)));
    }
}

/// <summary>
/// Whether two curves differ by more than chance (log-rank test; Mantel 1966). For whoever holds counts that may be compared:
/// the platform shows one curve of all cohorts and calls this nowhere, for the reasons in decision 67.
/// </summary>
/// <param name="ChiSquared">With one degree of freedom.</param>
/// <param name="P">How often chance alone gives so large a difference.</param>
public sealed record LogRank(double ChiSquared, double P)
{
    /// <returns>Null where nothing happened, or only one of them was followed.</returns>
    public static LogRank? Between(IReadOnlyList<Followed> one, IReadOnlyList<Followed> other)
    {
        double difference = 0, variance = 0;
        foreach (int time in one.Concat(other).Where(p => p.Happened).Select(p => p.Time).Distinct())
        {
            double first = one.Count(p => p.Time >= time), all = first + other.Count(p => p.Time >= time);
            double happenedFirst = one.Count(p => p.Happened && p.Time == time), happened = happenedFirst + other.Count(p => p.Happened && p.Time == time);
            difference += happenedFirst - (happened * first / all);
            if (all > 1) variance += happened * (first / all) * (1 - (first / all)) * (all - happened) / (all - 1);
        }

        if (variance <= 0) return null;
        double chi = difference * difference / variance;
        return new(chi, 2 * Normal.UpperTail(Math.Sqrt(chi)));
    }
}
