using Parity.Indicators;
using Parity.Indicators.Outcomes;

namespace Parity.Core.Tests.Programmes;

public sealed class MatchingTests
{
    /// <summary>
    /// The 185 trained and 429 others of Dehejia and Wahba (1999) as kept in R's MatchIt, whose vignette gives the shares; the
    /// differences are those that R's tableone prints for them.
    /// </summary>
    [Theory]
    [InlineData(35, 185, 220, 429, -0.719)]
    [InlineData(131, 185, 256, 429, 0.235)]
    public void Differences_of_shares_are_the_published_ones(int yes, int of, int otherYes, int others, double expected) =>
        Assert.Equal(expected, StandardizedDifference.Between([new(1, yes), new(0, of - yes)], [new(1, otherYes), new(0, others - otherYes)])!.Value, 0.0005);

    [Fact]
    public void Groups_without_spread_differ_by_nothing_or_beyond_measure()
    {
        Assert.Equal(0, StandardizedDifference.Between([new(3, 4)], [new(3, 9)]));
        Assert.Equal(double.NegativeInfinity, StandardizedDifference.Between([new(2, 4)], [new(3, 9)]));
        Assert.Null(StandardizedDifference.Between([], [new(3, 9)]));
        Assert.Equal(0, StandardizedDifference.Between([new(1, 1)], [new(1, 1), new(0, 0)]));
    }

    /// <summary>Newcombe 1998, table II: 56 of 70 beside 48 of 80.</summary>
    [Fact]
    public void The_difference_has_the_published_interval_and_bounds_that_the_silent_cannot_leave()
    {
        var all = MatchedDifference.Of(56, 70, 70, 48, 80, Normal.Z95)!;
        Assert.Equal((0.2, 0.0524, 0.3339), (Math.Round(all.Difference, 4), Math.Round(all.Interval.Lower, 4), Math.Round(all.Interval.Upper, 4)));
        Assert.Equal((0.2, 0.2), (Math.Round(all.Bounds.Lower, 4), Math.Round(all.Bounds.Upper, 4)));
        // Thirty more were asked: 56 of 100 at least, 86 of 100 at most.
        var some = MatchedDifference.Of(56, 70, 100, 48, 80, Normal.Z95)!;
        Assert.Equal((0.2, -0.04, 0.26), (Math.Round(some.Difference, 4), Math.Round(some.Bounds.Lower, 4), Math.Round(some.Bounds.Upper, 4)));
        Assert.Null(MatchedDifference.Of(0, 0, 4, 3, 9, Normal.Z95));
        Assert.Null(MatchedDifference.Of(1, 4, 4, 0, 0, Normal.Z95));
    }

    [Fact]
    public void Nobody_is_matched_across_what_must_be_the_same_or_beyond_the_caliper()
    {
        Comparable[] ones = [new("council", [3]), new("hospital", [3])];
        Comparable[] others = [new("council", [5]), new("council", [4]), new("hospital", [1])];
        var set = Assert.Single(NearestMatch.Of(ones, others, new(1, 1), 7));
        Assert.Equal((0, 1), (set.One, set.Others.Single()));
        Assert.Empty(NearestMatch.Of(ones, others, new(3, 9), 7));
        Assert.Throws<ArgumentException>(() => NearestMatch.Of(ones, [new("council", [1, 2])], new(1, 1), 7));
    }

    [Fact]
    public void Whoever_has_the_fewest_to_choose_from_chooses_first()
    {
        // The second could take either; the first has one only, and the order in the file must not take it away.
        Comparable[] ones = [new("x", [2]), new("x", [1])], others = [new("x", [1]), new("x", [0])];
        Assert.Equal(2, NearestMatch.Of(ones, others, new(1, 1), 1).Count);
        Assert.Equal(2, NearestMatch.Of([ones[1], ones[0]], others, new(1, 1), 1).Count);
    }

    [Fact]
    public void Random_sets_keep_every_rule_and_nobody_nearer_was_left_for_somebody_further()
    {
        var random = new Random(20261130);
        for (int round = 0; round < 300; round++)
        {
            Comparable[] Draw(int many) => [.. Enumerable.Range(0, many).Select(_ => new Comparable("abc"[random.Next(3)].ToString(), [random.Next(6), random.Next(2)]))];
            var (ones, others) = (Draw(random.Next(1, 12)), Draw(random.Next(0, 40)));
            var rules = new MatchRules(random.Next(1, 4), random.Next(0, 4));
            long seed = random.NextInt64();
            var sets = NearestMatch.Of(ones, others, rules, seed);
            Assert.Equal(sets.Select(s => string.Join(' ', s.Others.Prepend(s.One))), NearestMatch.Of(ones, others, rules, seed).Select(s => string.Join(' ', s.Others.Prepend(s.One))));
            Assert.Equal(sets.SelectMany(s => s.Others).Count(), sets.SelectMany(s => s.Others).Distinct().Count());
            var free = Enumerable.Range(0, others.Length).Except(sets.SelectMany(s => s.Others)).ToList();
            foreach (var set in sets)
            {
                Assert.Equal(rules.Ratio, set.Others.Count);
                Assert.All(set.Others, o => Assert.Equal(ones[set.One].Exact, others[o].Exact));
                double furthest = set.Others.Max(o => Apart(ones[set.One], others[o]));
                Assert.True(furthest <= rules.Caliper);
                Assert.DoesNotContain(free, o => others[o].Exact == ones[set.One].Exact && Apart(ones[set.One], others[o]) < furthest);
            }

            foreach (int alone in Enumerable.Range(0, ones.Length).Except(sets.Select(s => s.One)))
                Assert.True(free.Count(o => others[o].Exact == ones[alone].Exact && Apart(ones[alone], others[o]) <= rules.Caliper) < rules.Ratio);
        }
    }

    [Fact]
    public void The_standardized_difference_of_random_groups_is_the_naive_one()
    {
        var random = new Random(4);
        for (int round = 0; round < 200; round++)
        {
            double[] one = [.. Enumerable.Range(0, random.Next(2, 20)).Select(_ => (double)random.Next(6))], other = [.. Enumerable.Range(0, random.Next(2, 60)).Select(_ => (double)random.Next(6))];
            static Held[] Counted(double[] values) => [.. values.GroupBy(v => v).Select(g => new Held(g.Key, g.Count()))];
            static double Variance(double[] values) => values.Sum(v => Math.Pow(v - values.Average(), 2)) / (values.Length - 1);
            double spread = Math.Sqrt((Variance(one) + Variance(other)) / 2);
            if (spread > 0) Assert.Equal((one.Average() - other.Average()) / spread, StandardizedDifference.Between(Counted(one), Counted(other))!.Value, 9);
        }
    }

    private static double Apart(Comparable one, Comparable other) => one.Near.Zip(other.Near, (a, b) => Math.Abs(a - b)).Sum();
}
