using Parity.Indicators;
using Parity.Indicators.Returns;

namespace Parity.Core.Tests.Indicators;

public sealed class PayQuartersTests
{
    /// <summary>The guidance's rule for people left over: one to the lowest quarter, two to the lowest and the third, three to the first three.</summary>
    [Theory]
    [InlineData(8, new long[] { 2, 2, 2, 2 })]
    [InlineData(9, new long[] { 3, 2, 2, 2 })]
    [InlineData(10, new long[] { 3, 2, 3, 2 })]
    [InlineData(11, new long[] { 3, 3, 3, 2 })]
    [InlineData(3, new long[] { 1, 1, 1, 0 })]
    [InlineData(0, new long[] { 0, 0, 0, 0 })]
    public void People_left_over_go_where_the_guidance_says(long people, long[] sizes) => Assert.Equal(sizes, PayQuarters.SizesOf(people));

    [Fact]
    public void People_at_one_rate_are_split_in_exact_proportion()
    {
        // eight people, two places a quarter: one White and one Black person, then three White and three Black people all at one rate
        var figures = Quarters(
            [new() { Ethnicity = Ethnicity.W1, Pay = 10 }, new() { Ethnicity = Ethnicity.B1, Pay = 11 }, new() { Ethnicity = Ethnicity.W1, Pay = 12, Count = 4 }, new() { Ethnicity = Ethnicity.B1, Pay = 12, Count = 2 }]);
        Assert.Equal([1, 2 * 4 / 6.0, 2 * 4 / 6.0, 2 * 4 / 6.0], figures.Where(f => f.Group == "W").Select(f => f.Numerator!.Value));
        Assert.Equal([1, 2 * 2 / 6.0, 2 * 2 / 6.0, 2 * 2 / 6.0], figures.Where(f => f.Group == "other").Select(f => f.Numerator!.Value));
        Assert.All(figures, f => Assert.Equal(2, f.Denominator));
    }

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    [InlineData(43)]
    public void Places_add_up_to_every_groups_people_and_shares_to_one(ulong seed)
    {
        var employees = SeededReturns.Employees(new(seed), 97 + (int)seed);
        var figures = Quarters(employees, "broad");
        foreach (var group in figures.GroupBy(f => f.Group))
            Assert.Equal(employees.Where(e => e.FullPay && e.Pay is not null && e.Ethnicity.Broad().ToString() == group.Key).Sum(e => e.Count), group.Sum(f => f.Numerator!.Value), 1e-9);
        foreach (var quarter in figures.GroupBy(f => f.Scope))
            Assert.Equal(1, quarter.Sum(f => f.Value!.Value), 1e-9);
        Assert.InRange(figures.Max(f => f.Denominator!.Value) - figures.Min(f => f.Denominator!.Value), 0, 1);
    }

    private static List<Figure> Quarters(IReadOnlyList<Employee> employees, string classification = "white/other") =>
        [.. IndicatorEngine.Compute([SeededReturns.Of(employees)], new ComputeOptions { Pooled = false, Crossed = false }).Where(f => f.Indicator == "pay-quarter" && f.Classification == classification)];
}
