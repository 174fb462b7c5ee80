using Parity.Indicators;
using Parity.Indicators.Returns;

namespace Parity.Core.Tests.Indicators;

public sealed class RatioTests
{
    /// <summary>Rothman, Greenland and Lash, Modern Epidemiology, chapter 15: the UGDP trial of tolbutamide, deaths by age; rate ratio 1.33, odds ratio 1.40.</summary>
    [Fact]
    public void Mantel_and_Haenszels_ratios_give_the_textbooks_trial()
    {
        Stratum[] risks = [new(8, 106, 5, 120), new(22, 98, 16, 85)];
        Assert.Equal(1.33, MantelHaenszel.RateRatio(risks)!.Value, 0.005);
        Assert.Equal(1.40, MantelHaenszel.OddsRatio(risks.Select(s => s with { TopBase = s.TopBase - s.TopCount, BottomBase = s.BottomBase - s.BottomCount }))!.Value, 0.005);
    }

    /// <summary>R, mantelhaen.test(UCBAdmissions): common odds ratio 0.9046968, where the six departments added up suggest 1.84.</summary>
    [Fact]
    public void Mantel_and_Haenszels_odds_ratio_turns_Berkeleys_admissions_round()
    {
        Stratum[] departments =
        [
            new(512, 313, 89, 19), new(353, 207, 17, 8), new(120, 205, 202, 391), new(138, 279, 131, 244), new(53, 138, 94, 299), new(22, 351, 24, 317),
        ];
        Assert.Equal(0.9046968, MantelHaenszel.OddsRatio(departments)!.Value, 5e-8);
        Assert.Equal(1.84, departments.Sum(d => d.TopCount) / departments.Sum(d => d.TopBase) / (departments.Sum(d => d.BottomCount) / departments.Sum(d => d.BottomBase)), 0.005);
    }

    /// <summary>Uniform Guidelines, questions and answers (1979), question 19 and following: 45/60 is flagged, 48/60 and 51/60 are not.</summary>
    [Theory]
    [InlineData(45, 60, EffectSize.Reverse)]
    [InlineData(48, 60, EffectSize.Within)]
    [InlineData(51, 60, EffectSize.Within)]
    [InlineData(60, 48, EffectSize.Within)]
    [InlineData(60, 45, EffectSize.Adverse)]
    public void Four_fifths_is_decided_on_exact_counts(int top, int bottom, EffectSize size) =>
        Assert.Equal(size, Ratios.FourFifths(top, 100, bottom, 100));

    [Fact]
    public void Sixty_against_forty_eight_of_a_hundred_carries_no_flag()
    {
        static IEnumerable<Employee> Group(Ethnicity code, int trained) =>
            [new() { Ethnicity = code, Training = YesNo.Yes, Count = trained }, new() { Ethnicity = code, Training = YesNo.No, Count = 100 - trained }];
        Figure For(int white, int black) => IndicatorEngine.Compute([SeededReturns.Of([.. Group(Ethnicity.W1, white), .. Group(Ethnicity.B1, black)])], new ComputeOptions { Pooled = false, Crossed = false })
            .Single(f => f is { Indicator: "training-likelihood", Classification: "white/other", Group: "other" });

        Assert.Equal((1.25, ""), (For(60, 48).Value, For(60, 48).Flag));
        Assert.Equal((0.8, ""), (For(48, 60).Value, For(48, 60).Flag));
        Assert.Equal("adverse significant", For(60, 45).Flag);
        Assert.Equal("adverse significant strong", For(80, 45).Flag);
        Assert.Equal("too-few", For(60, 4).Flag);
        Assert.Null(For(60, 4).Value);
        Assert.Equal(4, For(60, 4).Numerator);
    }

    /// <summary>Hackam and others' method in Altman and Bland, BMJ 326:219, on relative risks 2.15 (1.33 to 3.47) and exp 0.746688 with error 0.324736: ratio 1.02 (0.46 to 2.26).</summary>
    [Fact]
    public void A_change_of_ratio_gives_a_published_ratio_of_ratios()
    {
        double men = Math.Exp(0.746688);
        Interval menLimits = new(men * Math.Exp(-Normal.Z95 * 0.324736), men * Math.Exp(Normal.Z95 * 0.324736));
        var change = Change.OfRatios(men, menLimits, 2.15, new(1.33, 3.47));
        Assert.Equal(1.02, change.Value, 0.005);
        Assert.Equal(0.46, change.Interval.Lower, 0.005);
        Assert.Equal(2.26, change.Interval.Upper, 0.005);
        Assert.Equal(ChangeEvidence.NotClear, change.Evidence);
    }

    [Theory]
    [InlineData(50, 200, 52, 200, ChangeEvidence.NotClear)]
    [InlineData(40, 200, 60, 200, ChangeEvidence.Significant)]
    [InlineData(40, 200, 90, 200, ChangeEvidence.Strong)]
    public void A_change_of_share_is_judged_by_Newcombes_interval(double x1, double n1, double x2, double n2, ChangeEvidence evidence)
    {
        var change = Change.OfShares(x1, n1, x2, n2);
        Assert.Equal((x2 / n2) - (x1 / n1), change.Value, 1e-12);
        Assert.Equal(evidence, change.Evidence);
    }

    [Theory]
    [InlineData(14.73, 15.63)]
    [InlineData(17.35, 18.41)]
    [InlineData(19.07, 21.70)]
    [InlineData(22.13, 25.29)]
    [InlineData(31.37, 33.33)]
    public void A_limit_of_a_median_gap_at_parity_is_nought_and_no_evidence_of_a_gap(double low, double high)
    {
        // more than half of the group are on the lower step, but the upper limit of its median is on the step of everybody else
        var figures = IndicatorEngine.Compute(
            [SeededReturns.Of([
                new() { Ethnicity = Ethnicity.W1, Pay = (decimal)high, Count = 600 },
                new() { Ethnicity = Ethnicity.B1, Pay = (decimal)low, Count = 105 },
                new() { Ethnicity = Ethnicity.B1, Pay = (decimal)high, Count = 95 },
            ])], new ComputeOptions { Pooled = false, Crossed = false });
        var gap = figures.Single(f => f is { Indicator: "pay-gap-median", Classification: "white/other", Group: "other" });
        Assert.Equal(100 * (high - low) / high, gap.Value!.Value, 1e-9);
        Assert.Equal((0.0, ""), (gap.Lower, gap.Flag));
    }
}
