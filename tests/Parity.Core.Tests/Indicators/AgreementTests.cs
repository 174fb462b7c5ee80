using Parity.Indicators;
using Parity.Indicators.Returns;

namespace Parity.Core.Tests.Indicators;

public sealed class AgreementTests
{
    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(2, 1, true)]
    [InlineData(3, 2, false)]
    [InlineData(4, 0, false)]
    public void Every_figure_of_a_random_return_is_what_a_naive_recount_gives(ulong seed, int headcounts, bool movement)
    {
        var source = SeededReturns.Random(seed, 260, unsplit: seed == 4, headcounts: headcounts, movement: movement);
        var figures = IndicatorEngine.Compute([source], new ComputeOptions { Pooled = false });
        Compare(figures, [source]);
    }

    [Theory]
    [InlineData("white-british")]
    [InlineData("A1")]
    [InlineData("A")]
    public void Another_reference_is_compared_with_as_asked(string reference)
    {
        var source = SeededReturns.Random(7, 300);
        Assert.True(ReferenceChoice.TryParse(reference, out var choice));
        var figures = IndicatorEngine.Compute([source], new ComputeOptions { Pooled = false, Reference = choice });
        var references = figures.Where(f => f.Indicator == "pay-gap-mean" && f.Classification is "white/other" or "white-british/other" or "broad" or "detailed")
            .Select(f => (f.Classification, f.Reference)).Where(f => f.Reference is not null).ToHashSet();
        Assert.Equal(
            reference == "white-british" ? [("white-british/other", "W1"), ("detailed", "W1")] : [(reference.Length == 1 ? "broad" : "detailed", (string?)reference)],
            references);
        Compare(figures, [source]);
    }

    [Fact]
    public void Pooled_figures_of_random_returns_are_what_a_naive_recount_gives()
    {
        Return[] city = [SeededReturns.Random(11, 120, "alpha"), SeededReturns.Random(12, 150, "beta", Sector.Health), SeededReturns.Random(13, 90, "gamma")];
        var figures = IndicatorEngine.Compute(city, new ComputeOptions());
        Compare([.. figures.Where(f => f.Organisation == "CITY")], city);
        Compare([.. figures.Where(f => f.Organisation == "SECTOR:council")], [city[0], city[2]]);
        Compare([.. figures.Where(f => f.Organisation == "SECTOR:health")], [city[1]]);
        Assert.Equal(["alpha", "beta", "gamma", "SECTOR:council", "SECTOR:health", "CITY"], figures.Select(f => f.Organisation).Distinct());
    }

    [Fact]
    public void Intervals_are_those_of_the_method_that_the_definition_names()
    {
        var figures = IndicatorEngine.Compute([SeededReturns.Random(21, 400)], new ComputeOptions { Pooled = false });
        var checkedMethods = new HashSet<IntervalMethod>();
        foreach (var f in figures.Where(f => f.Lower is not null))
        {
            var method = IndicatorCatalogue.Of(f.Indicator).Interval;
            double a = f.Numerator ?? 0, n = f.Denominator ?? 0, b = f.ReferenceNumerator ?? 0, m = f.ReferenceDenominator ?? 0;
            double percent = f.Indicator == "survey-favourable" ? 100 : 1;
            bool groupOnTop = f.Value is { } v && n > 0 && m > 0 && Math.Abs((a / n / (b / m)) - v) < 1e-9;
            Interval? expected = method switch
            {
                IntervalMethod.Wilson => Times(Intervals.Wilson(a, n, Normal.Z95), percent),
                IntervalMethod.Newcombe => Times(Intervals.Newcombe(a, n, b, m, Normal.Z95), 100),
                IntervalMethod.Katz => groupOnTop ? Intervals.Katz(a, n, b, m, Normal.Z95) : Intervals.Katz(b, m, a, n, Normal.Z95),
                IntervalMethod.Woolf => Intervals.Woolf(b, m, a, n, Normal.Z95),
                IntervalMethod.Byar => Times(Intervals.Byar(a, Normal.Z95), 1 / n),
                _ => null,
            };
            if (expected is not { } e) continue;
            Assert.Equal(e.Lower, f.Lower!.Value, 1e-9);
            Assert.Equal(e.Upper, f.Upper!.Value, 1e-9);
            checkedMethods.Add(method);
        }
        Assert.Equal(5, checkedMethods.Count);

        static Interval Times(Interval i, double factor) => new(i.Lower * factor, i.Upper * factor);
    }

    [Fact]
    public void An_adjusted_ratio_is_Mantel_and_Haenszels_over_the_organisations()
    {
        var figures = IndicatorEngine.Compute([SeededReturns.Random(31, 300, "alpha"), SeededReturns.Random(32, 340, "beta"), SeededReturns.Random(33, 320, "gamma")], new ComputeOptions());
        var pooled = figures.Where(f => f is { Organisation: "CITY", Adjusted: not null }).ToList();
        Assert.True(pooled.Count > 100);
        var inside = figures.Where(f => f.Reference is not null && f.Organisation is "alpha" or "beta" or "gamma").ToLookup(f => (f.Indicator, f.Scope, f.Classification, f.Group));
        int compared = 0;
        foreach (var f in pooled)
        {
            var each = inside[(f.Indicator, f.Scope, f.Classification, f.Group)].ToList();
            if (each.Count < 3) continue;
            bool groupOnTop = IndicatorCatalogue.Of(f.Indicator).Formula.StartsWith("(group", StringComparison.Ordinal);
            double top = 0, bottom = 0;
            foreach (var o in each)
            {
                double a = o.Numerator!.Value, n = o.Denominator!.Value, b = o.ReferenceNumerator!.Value, m = o.ReferenceDenominator!.Value;
                if (f.Indicator == "disparity-ratio") (top, bottom) = (top + (b * n / (a + b + n + m)), bottom + (m * a / (a + b + n + m)));
                else (top, bottom) = groupOnTop ? (top + (a * m / (n + m)), bottom + (b * n / (n + m))) : (top + (b * n / (n + m)), bottom + (a * m / (n + m)));
            }
            Assert.Equal(top / bottom, f.Adjusted!.Value, 1e-9);
            compared++;
        }
        Assert.True(compared > 50);
    }

    private static void Compare(IReadOnlyList<Figure> figures, IReadOnlyList<Return> returns)
    {
        var naive = new NaiveFigures(returns);
        var seen = new HashSet<string>();
        foreach (var f in figures.Where(f => f.Indicator is not ("benchmark-gap" or "response-rate")))
        {
            var expected = naive.For(f);
            string place = $"{f.Indicator} {f.Organisation} [{f.Scope}] {f.Classification} {f.Group} v {f.Reference}";
            string size = string.Join(' ', f.Flag.Split(' ').Where(w => w is not ("significant" or "strong")));
            Assert.True(
                Same(expected.Numerator, f.Numerator) && Same(expected.Denominator, f.Denominator) && Same(expected.ReferenceNumerator, f.ReferenceNumerator)
                && Same(expected.ReferenceDenominator, f.ReferenceDenominator) && Same(expected.Value, f.Value) && expected.Flag == size && expected.Behind == f.Behind,
                $"{place}\nexpected {expected}\n  actual {f}");
            seen.Add(f.Indicator);
        }
        // an employer's own grades mean nothing in the city
        string[] left = figures[0].Organisation == "CITY" ? ["benchmark-gap", "response-rate", "grade-representation"] : ["benchmark-gap", "response-rate"];
        Assert.Equal(IndicatorCatalogue.All.Select(i => i.Id).Except(left).Order(), seen.Order());
    }

    private static bool Same(double? a, double? b) => a is null ? b is null : b is { } known && Math.Abs(a.Value - known) <= 1e-9 * Math.Max(1, Math.Abs(known));
}
