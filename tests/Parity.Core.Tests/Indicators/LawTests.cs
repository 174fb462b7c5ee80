using Parity.Indicators;
using Parity.Indicators.Returns;

namespace Parity.Core.Tests.Indicators;

/// <summary>What must hold of any return, tried on returns from fixed seeds.</summary>
public sealed class LawTests
{
    private static readonly ComputeOptions Alone = new() { Pooled = false };

    [Theory]
    [InlineData(51, 0)]
    [InlineData(52, 1)]
    [InlineData(53, 2)]
    public void The_order_of_rows_changes_nothing(ulong seed, int headcounts)
    {
        var source = SeededReturns.Random(seed, 220, headcounts: headcounts);
        var dice = new Dice(seed + 1000);
        var shuffled = source with
        {
            Employees = Rows(source, dice.Shuffled(Enumerable.Range(0, source.Employees.Rows))),
            Headcount = dice.Shuffled(source.Headcount),
            Board = dice.Shuffled(source.Board),
            Events = dice.Shuffled(source.Events),
            Recruitment = dice.Shuffled(source.Recruitment),
            Training = dice.Shuffled(source.Training),
            Survey = dice.Shuffled(source.Survey),
        };
        Assert.Equal(IndicatorEngine.Compute([source], Alone), IndicatorEngine.Compute([shuffled], Alone));
    }

    [Fact]
    public void The_order_of_returns_changes_nothing()
    {
        Return[] city = [SeededReturns.Random(54, 90, "alpha"), SeededReturns.Random(55, 80, "beta"), SeededReturns.Random(56, 100, "gamma", Sector.Police)];
        Assert.Equal(IndicatorEngine.Compute(city, new()), IndicatorEngine.Compute([city[2], city[0], city[1]], new()));
    }

    [Theory]
    [InlineData(61, 3)]
    [InlineData(62, 10)]
    public void Paying_everybody_more_by_one_factor_changes_no_gap(ulong seed, int factor)
    {
        var source = SeededReturns.Random(seed, 300);
        var raised = source with
        {
            Employees = source.Employees with
            {
                HourlyPay = [.. source.Employees.HourlyPay.Select(p => p < 0 ? p : p * factor)],
                BonusPay = [.. source.Employees.BonusPay!.Select(p => p < 0 ? p : p * factor)],
            },
        };
        var before = IndicatorEngine.Compute([source], Alone).Where(IsPay).ToList();
        var after = IndicatorEngine.Compute([raised], Alone).Where(IsPay).ToList();
        Assert.Contains(before, f => f.Value is > 0 or < 0);
        Assert.Equal(before.Select(f => f.Flag), after.Select(f => f.Flag));
        foreach (var (one, other) in before.Zip(after))
        {
            Assert.Equal(one.Value ?? 0, other.Value ?? 0, 1e-9);
            Assert.Equal(one.Lower ?? 0, other.Lower ?? 0, 1e-6);
            Assert.Equal(one.Upper ?? 0, other.Upper ?? 0, 1e-6);
        }

        static bool IsPay(Figure f) => f.Indicator.StartsWith("pay-", StringComparison.Ordinal) || f.Indicator.StartsWith("bonus-", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(71)]
    [InlineData(72)]
    public void Parts_sum_to_totals(ulong seed)
    {
        var counts = IndicatorEngine.Compute([SeededReturns.Random(seed, 240)], Alone).Where(f => f.Indicator == "headcount").ToLookup(f => (f.Classification, f.Scope), f => f.Value!.Value);
        double all = counts[(null, Scope.Whole)].Single();
        foreach (var classification in Classification.All) Assert.Equal(all, counts[(classification.Name, Scope.Whole)].Sum());
        foreach (string key in new[] { "band", "directorate" })
            Assert.Equal(all, counts.Where(c => c.Key.Classification is null && c.Key.Scope[key] is not null).Sum(c => c.Sum()));
    }

    [Theory]
    [InlineData(81)]
    [InlineData(82)]
    public void Entry_to_senior_is_the_product_of_the_two_steps(ulong seed)
    {
        var steps = IndicatorEngine.Compute([SeededReturns.Random(seed, 900)], Alone).Where(f => f.Indicator == "disparity-ratio" && f.Value is not null)
            .ToLookup(f => (f.Classification, f.Group), f => (Step: f.Scope["step"], f.Value)).Where(g => g.Count() == 3).ToList();
        Assert.NotEmpty(steps);
        foreach (var step in steps.Select(g => g.ToDictionary(s => s.Step!, s => s.Value!.Value)))
            Assert.Equal(step["entry-senior"], step["entry-middle"] * step["middle-senior"], 1e-9);
    }

    [Fact]
    public void Two_returns_pooled_give_the_counts_and_gaps_of_the_one_return_that_holds_both()
    {
        var dice = new Dice(91);
        var first = SeededReturns.Employees(dice, 150);
        var second = SeededReturns.Employees(dice, 210);
        var pooled = IndicatorEngine.Compute([SeededReturns.Of(first, "alpha"), SeededReturns.Of(second, "beta")], new()).Where(f => f.Organisation == "CITY");
        var union = IndicatorEngine.Compute([SeededReturns.Of([.. first, .. second])], new()).Where(f => f.Organisation == "CITY");
        Assert.Equal(union.Select(f => f with { Adjusted = null }), pooled.Select(f => f with { Adjusted = null }));
    }

    [Fact]
    public void A_row_for_many_is_the_same_as_a_row_for_each()
    {
        var rows = SeededReturns.Employees(new(101), 200);
        var each = rows.SelectMany(e => Enumerable.Repeat(e with { Count = 1 }, e.Count)).ToList();
        Assert.Equal(IndicatorEngine.Compute([SeededReturns.Of(each)], new()), IndicatorEngine.Compute([SeededReturns.Of(rows)], new()));
    }

    [Fact]
    public void Two_groups_alike_give_ratios_of_one_and_gaps_of_none()
    {
        var white = SeededReturns.Employees(new(111), 400).Select(e => e with { Ethnicity = Ethnicity.W1 }).ToList();
        var source = SeededReturns.Of([.. white, .. white.Select(e => e with { Ethnicity = Ethnicity.A1 })]);
        var compared = IndicatorEngine.Compute([source], Alone).Where(f => f is { Reference: not null, Value: not null, Classification: "broad", Group: "A" }).ToList();
        Assert.Equal(["bonus-gap-mean", "bonus-gap-median", "disparity-ratio", "pay-gap-mean", "pay-gap-median", "sickness-ratio", "training-likelihood"], compared.Select(f => f.Indicator).Distinct().Order());
        foreach (var f in compared)
        {
            Assert.Equal(IndicatorCatalogue.Of(f.Indicator).Unit is IndicatorUnit.Ratio ? 1.0 : 0.0, f.Value!.Value, 1e-12);
            Assert.Equal("", f.Flag);
            Assert.True(f.Lower <= f.Value && f.Value <= f.Upper);
        }
    }

    [Fact]
    public void Every_interval_holds_its_value_and_every_missing_value_says_why()
    {
        foreach (var f in IndicatorEngine.Compute([SeededReturns.Random(121, 350)], new()))
        {
            if (f.Value is null) Assert.True(f.Flag.Contains("too-few", StringComparison.Ordinal) || f.Flag.Contains("not-calculable", StringComparison.Ordinal), f.ToString());
            else Assert.True(double.IsFinite(f.Value.Value), f.ToString());
            if (f.Lower is { } lower) Assert.True(lower <= f.Value + 1e-9 && f.Upper >= f.Value - 1e-9 && double.IsFinite(f.Upper!.Value), f.ToString());
        }
    }

    [Fact]
    public void A_figure_has_one_key()
    {
        var figures = IndicatorEngine.Compute([SeededReturns.Random(131, 300, "alpha"), SeededReturns.Random(132, 100, "beta")], new());
        Assert.DoesNotContain(figures.GroupBy(f => (f.Indicator, f.Organisation, f.Scope, f.Classification, f.Group)), g => g.Count() > 1);
    }

    [Fact]
    public void Two_returns_of_one_organisation_are_refused() =>
        Assert.Throws<ArgumentException>(() => IndicatorEngine.Compute([SeededReturns.Random(141, 20), SeededReturns.Random(142, 20)], new()));

    [Fact]
    public void More_answers_than_people_asked_give_a_share_without_limits()
    {
        var source = SeededReturns.Random(143, 60) with
        {
            Questions = ["Q"],
            Survey = [new(SurveySource.Staff, 0, -1, false, Ethnicity.W1, -1, Eligible: 10, 0, 4, 0, 8, 0, 0)],
        };
        var shares = IndicatorEngine.Compute([source], Alone).Where(f => f.Indicator == "response-rate" && f.Denominator == 10).ToList();
        Assert.NotEmpty(shares);
        Assert.All(shares, f => Assert.Equal((1.2, null, null), (f.Value, f.Lower, f.Upper)));
    }

    private static EmployeeColumns Rows(Return source, int[] order)
    {
        var e = source.Employees;
        T[] By<T>(T[] column) => [.. order.Select(row => column[row])];
        return e with
        {
            Weight = e.Weight is null ? null : By(e.Weight),
            Directorate = By(e.Directorate),
            Grade = By(e.Grade),
            Ethnicity = By(e.Ethnicity),
            Sex = By(e.Sex),
            Disability = By(e.Disability),
            AgeBand = By(e.AgeBand),
            Orientation = By(e.Orientation),
            Religion = By(e.Religion),
            HourlyPay = By(e.HourlyPay),
            FullPay = By(e.FullPay),
            BonusPay = By(e.BonusPay!),
            SicknessDays = By(e.SicknessDays),
            WorkingDays = By(e.WorkingDays),
            DevelopmentTraining = By(e.DevelopmentTraining),
            MandatoryTraining = By(e.MandatoryTraining),
            Pdp = By(e.Pdp),
            Appraisal = By(e.Appraisal),
        };
    }
}
