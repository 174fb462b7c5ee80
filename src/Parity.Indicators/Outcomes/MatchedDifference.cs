namespace Parity.Indicators.Outcomes;

/// <summary>
/// A share among people beside the share among those matched to them. People who did not answer are left out of the
/// difference and inside its bounds; for the matched it is known of all.
/// </summary>
/// <param name="Difference">Of those who answered, less the share of the matched.</param>
/// <param name="Interval">
/// Newcombe's for two independent shares. Matched people are alike, which can only make the true interval narrower than
/// this one (Austin 2011, Multivariate Behavioral Research 46:399, section on variance).
/// </param>
/// <param name="Bounds">Where the difference lies whatever those say who were silent.</param>
public sealed record MatchedDifference(double Difference, Interval Interval, Interval Bounds)
{
    /// <returns>Null where nobody answered or nobody was matched.</returns>
    public static MatchedDifference? Of(int yes, int answered, int asked, int matchedYes, int matched, double z)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(matchedYes, matched);
        var share = ShareWithSilence.Of(yes, answered, asked, z);
        if (share.Share is not { } own || matched == 0) return null;
        double beside = (double)matchedYes / matched;
        return new(own - beside, Intervals.Newcombe(yes, answered, matchedYes, matched, z), new(share.Least - beside, share.Most - beside));
    }
}
