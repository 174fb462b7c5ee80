using Parity.Indicators;
using Parity.Indicators.Outcomes;

namespace Parity.Core.Tests.Programmes;

public sealed class OutcomeStatisticsTests
{
    /// <summary>Weeks of remission, Freireich and others 1963, as in Cox and Oakes 1984, table 1.1; a minus is a censored time.</summary>
    private static readonly int[] Treated = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];

    private static readonly int[] Placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];

    [Fact]
    public void The_curve_of_the_treated_is_the_textbooks()
    {
        var curve = SurvivalCurve.Of(Read(Treated), Normal.Z95);

        Assert.Equal([6, 7, 10, 13, 16, 22, 23], curve.Select(s => s.Time));
        Assert.Equal([21, 17, 15, 12, 11, 7, 6], curve.Select(s => s.AtRisk));
        Assert.Equal([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], curve.Select(s => Math.Round(s.Survival, 3)));
        Assert.Equal(23, SurvivalCurve.Median(curve));
        Assert.Equal(8, SurvivalCurve.Median(SurvivalCurve.Of(Read(Placebo), Normal.Z95)));
        Assert.All(curve, s => Assert.True(s.Limits.Lower < s.Survival && s.Survival < s.Limits.Upper && s.Limits.Upper <= 1));
    }

    [Fact]
    public void The_two_curves_differ_as_the_textbook_says()
    {
        var test = LogRank.Between([.. Read(Treated)], [.. Read(Placebo)])!;

        Assert.Equal(16.79, test.ChiSquared, 2);
        Assert.True(test.P < 0.0001);
        Assert.Null(LogRank.Between([new(5, false)], [new(7, false)]));
    }

    [Fact]
    public void Without_anybody_lost_the_curve_is_the_plain_share()
    {
        var curve = SurvivalCurve.Of([new(3, true), new(6, true), new(6, true), new(12, true)], Normal.Z95);
        Assert.Equal([0.75, 0.25, 0], curve.Select(s => s.Survival));
        Assert.Null(SurvivalCurve.Median(SurvivalCurve.Of([new(3, true), new(9, false), new(9, false)], Normal.Z95)));
    }

    /// <summary>23 of 46: Wilson's limits as in <c>tests/cases/selection-stats.json</c>.</summary>
    [Fact]
    public void Silence_is_counted_both_ways()
    {
        var share = ShareWithSilence.Of(23, 46, 60, Normal.Z95);

        Assert.Equal(0.5, share.Share);
        Assert.Equal((0.3612, 0.6388), (Math.Round(share.Interval!.Value.Lower, 4), Math.Round(share.Interval.Value.Upper, 4)));
        Assert.Equal((23.0 / 60, 37.0 / 60), (share.Least, share.Most));
        Assert.Equal((null, null, 0.0, 1.0), (ShareWithSilence.Of(0, 0, 5, Normal.Z95).Share, ShareWithSilence.Of(0, 0, 5, Normal.Z95).Interval, 0.0, 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShareWithSilence.Of(6, 5, 10, Normal.Z95));
    }

    /// <summary>Abramowitz and Stegun 1964, table 26.1.</summary>
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.3085375387)]
    [InlineData(1.5, 0.0668072013)]
    [InlineData(2, 0.0227501319)]
    [InlineData(3, 0.0013498980)]
    public void The_normal_tail_is_the_tables(double z, double tail) => Assert.Equal(tail, Normal.UpperTail(z), 9);

    private static IEnumerable<Followed> Read(int[] weeks) => weeks.Select(w => new Followed(Math.Abs(w), w > 0));
}
