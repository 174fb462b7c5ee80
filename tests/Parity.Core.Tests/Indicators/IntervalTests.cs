using Parity.Indicators;

namespace Parity.Core.Tests.Indicators;

/// <summary>Intervals against worked examples that somebody else published.</summary>
public sealed class IntervalTests
{
    /// <summary>Newcombe 1998, Interval estimation for the difference between independent proportions, Statistics in Medicine 17:873, table II, method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void Newcombes_interval_gives_his_own_examples(double x1, double n1, double x2, double n2, double lower, double upper)
    {
        var interval = Intervals.Newcombe(x1, n1, x2, n2, Normal.Z95);
        Assert.Equal(lower, interval.Lower, 0.00005);
        Assert.Equal(upper, interval.Upper, 0.00005);
    }

    /// <summary>SciPy reference, RelativeRiskResult.confidence_interval (Katz's method): 10 of 75 against 12 of 225.</summary>
    [Fact]
    public void Katzs_interval_gives_the_example_of_a_standard_library()
    {
        var interval = Intervals.Katz(10, 75, 12, 225, Normal.Z95);
        Assert.Equal(1.1261564003469628, interval.Lower, 1e-9);
        Assert.Equal(5.549850800541033, interval.Upper, 1e-9);
    }

    /// <summary>Bland and Altman 2000, The odds ratio, BMJ 320:1468: hay fever and eczema, 4.89 (4.00 to 5.99).</summary>
    [Fact]
    public void Woolfs_interval_gives_a_published_odds_ratio()
    {
        var interval = Intervals.Woolf(141, 420, 928, 13525, Normal.Z95);
        Assert.Equal(4.00, interval.Lower, 0.005);
        Assert.Equal(5.99, interval.Upper, 0.005);
    }

    /// <summary>Exact limits as in any table of the Poisson distribution, for example Breslow and Day 1987, volume II, table 2.10.</summary>
    [Theory]
    [InlineData(0, 0, 3.689)]
    [InlineData(1, 0.0253, 5.572)]
    [InlineData(5, 1.623, 11.668)]
    [InlineData(9, 4.115, 17.085)]
    public void Small_counts_have_exact_limits(double count, double lower, double upper)
    {
        var interval = Intervals.Byar(count, Normal.Z95);
        Assert.Equal(lower, interval.Lower, 0.0005);
        Assert.Equal(upper, interval.Upper, 0.0005);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(65)]
    public void Byars_limits_are_close_to_the_exact_ones_from_ten_on(double count)
    {
        var byar = Intervals.Byar(count, Normal.Z95);
        var exact = Intervals.ExactPoisson(count, Normal.Z95);
        Assert.Equal(exact.Lower, byar.Lower, count * 0.001 + 0.01);
        Assert.Equal(exact.Upper, byar.Upper, count * 0.001 + 0.01);
    }

    /// <summary>Campbell and Gardner 1988, BMJ 296:1454; Statistics with Confidence, chapter 8: of 100 blood pressures the 40th and the 61st.</summary>
    [Fact]
    public void A_median_of_a_hundred_lies_between_the_40th_and_the_61st() => Assert.Equal((40, 61), Intervals.MedianRanks(100, Normal.Z95));

    [Fact]
    public void Ranks_stay_among_the_people_there_are()
    {
        for (long n = 1; n < 40; n++)
        {
            var (lower, upper) = Intervals.MedianRanks(n, Normal.Z998);
            Assert.InRange(lower, 1, n);
            Assert.InRange(upper, lower, n);
        }
    }

    [Fact]
    public void A_zero_where_an_interval_is_needed_gets_a_half_in_every_cell()
    {
        var interval = Intervals.Katz(0, 20, 5, 20, Normal.Z95);
        var byHand = Intervals.Katz(0.5, 21, 5.5, 21, Normal.Z95);
        Assert.Equal(byHand, interval);
        Assert.True(double.IsFinite(Intervals.Woolf(0, 5, 5, 5, Normal.Z95).Upper));
    }

    [Fact]
    public void A_gap_of_two_medians_is_as_sure_as_both_are()
    {
        // both exactly known: no doubt is left; one unsure: the doubt is that one's
        Assert.Equal(new Interval(0.8, 0.8), Intervals.Mover(8, new(8, 8), 10, new(10, 10)));
        var oneUnsure = Intervals.Mover(8, new(6, 9), 10, new(10, 10));
        Assert.Equal(0.6, oneUnsure.Lower, 1e-12);
        Assert.Equal(0.9, oneUnsure.Upper, 1e-12);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 10)]
    public void Wilsons_interval_stays_inside_where_nobody_or_everybody_counts(double x, double n)
    {
        var interval = Intervals.Wilson(x, n, Normal.Z95);
        Assert.InRange(interval.Lower, 0, 1);
        Assert.InRange(interval.Upper, 0, 1);
        Assert.True(interval.Lower < interval.Upper);
        Assert.True(x == 0 ? interval.Lower == 0 : interval.Upper == 1);
    }
}
