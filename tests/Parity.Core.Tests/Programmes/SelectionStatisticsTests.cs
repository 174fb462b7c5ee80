using System.Text.Json;
using Parity.Indicators;
using Parity.Indicators.Selection;

namespace Parity.Core.Tests.Programmes;

/// <summary>
/// Against published values (<c>tests/cases/selection-stats.json</c>): Shrout and Fleiss 1979, table 2; Krippendorff 2011,
/// "Computing Krippendorff's alpha-reliability"; Fisher's tea, and tables computed with SciPy's <c>fisher_exact</c>.
/// </summary>
public sealed class SelectionStatisticsTests
{
    private static readonly JsonElement Cases = Read();

    [Fact]
    public void Intraclass_correlations_are_those_of_shrout_and_fleiss()
    {
        var given = Cases.GetProperty("icc_shrout_fleiss_1979");
        var marks = given.GetProperty("rows_subjects").EnumerateArray().Select(row => (IReadOnlyList<double>)[.. row.EnumerateArray().Select(v => v.GetDouble())]).ToList();
        var expected = given.GetProperty("values");

        var found = IntraclassCorrelation.Of(marks)!;

        (string Name, double Value)[] all =
        [
            ("ICC(1,1)", found.Single1), ("ICC(2,1)", found.Single2), ("ICC(3,1)", found.Single3), ("ICC(1,k)", found.Mean1), ("ICC(2,k)", found.Mean2), ("ICC(3,k)", found.Mean3),
        ];
        foreach (var (name, value) in all) Assert.Equal(expected.GetProperty(name).GetDouble(), value, 4);
        Assert.Null(IntraclassCorrelation.Of([[3.0, 3.0], [3.0, 3.0]]));
        Assert.Null(IntraclassCorrelation.Of([[1.0, 2.0], [1.0]]));
    }

    [Theory]
    [InlineData("nominal", MarkScale.Nominal)]
    [InlineData("ordinal", MarkScale.Ordinal)]
    [InlineData("interval", MarkScale.Interval)]
    [InlineData("ratio", MarkScale.Ratio)]
    public void Krippendorffs_alpha_is_the_published_one(string name, MarkScale scale)
    {
        var given = Cases.GetProperty("krippendorff_2011");
        var observers = given.GetProperty("rows_observers").EnumerateArray().Select(row => row.EnumerateArray().ToList()).ToList();
        var units = Enumerable.Range(0, observers[0].Count)
            .Select(at => (IReadOnlyList<double>)[.. observers.Select(o => o[at]).Where(v => v.ValueKind is JsonValueKind.Number).Select(v => v.GetDouble())]);

        Assert.Equal(given.GetProperty("values").GetProperty(name).GetDouble(), KrippendorffAlpha.Of(units, scale)!.Value, 4);
    }

    [Fact]
    public void Adverse_impact_has_the_ratio_and_the_exact_probability()
    {
        var tables = Cases.GetProperty("four_fifths_and_fisher").EnumerateArray().ToList();
        Assert.Equal(5, tables.Count);
        foreach (var table in tables)
        {
            int Cell(string name) => table.GetProperty(name).GetInt32();
            var found = AdverseImpact.Between(new(Cell("sel1"), Cell("sel1") + Cell("rej1")), new(Cell("sel2"), Cell("sel2") + Cell("rej2")), Normal.Z95)!;
            Assert.Equal(table.GetProperty("impact_ratio").GetDouble(), found.Ratio, 4);
            Assert.Equal(table.GetProperty("below_four_fifths").GetBoolean(), found.BelowFourFifths);
            Assert.Equal(table.GetProperty("fisher_two_sided_p").GetDouble(), found.P, 6);
        }

        Assert.Null(AdverseImpact.Between(new(0, 0), new(1, 2), Normal.Z95));
    }

    [Fact]
    public void Four_in_five_exactly_is_not_below_four_fifths()
    {
        Assert.False(AdverseImpact.Between(new(40, 100), new(50, 100), Normal.Z95)!.BelowFourFifths);
        Assert.True(AdverseImpact.Between(new(39, 100), new(50, 100), Normal.Z95)!.BelowFourFifths);
    }

    [Fact]
    public void Limits_of_a_share_are_those_of_the_reference()
    {
        var cases = Cases.GetProperty("wilson_95").EnumerateArray().ToList();
        Assert.Equal(5, cases.Count);
        foreach (var one in cases)
        {
            var found = Intervals.Wilson(one.GetProperty("x").GetDouble(), one.GetProperty("n").GetDouble(), Normal.Z95);
            Assert.Equal((one.GetProperty("lo").GetDouble(), one.GetProperty("hi").GetDouble()), (Math.Round(found.Lower, 4), Math.Round(found.Upper, 4)));
        }
    }

    [Fact]
    public void A_strict_assessor_does_not_cost_those_they_marked()
    {
        // Levels 4, 3, 2, 1; the second assessor marks one lower than the first, and marks no applicant alone but the last.
        Mark[] marks = [new(0, 0, 4.5), new(0, 1, 3.5), new(1, 0, 3.5), new(2, 0, 2.5), new(2, 1, 1.5), new(3, 1, 0.5)];

        var found = StrictnessAdjusted.Of(4, 2, marks);

        Assert.True(found.Connected);
        Assert.Equal([0.5, -0.5], found.Leniency.Select(v => Math.Round(v, 6)));
        Assert.Equal([4, 3, 2, 1], found.Adjusted.Select(v => Math.Round(v, 6)));
        Assert.Equal([4, 3.5, 2, 0.5], found.Plain.Select(v => Math.Round(v, 6)));
    }

    [Fact]
    public void Assessors_without_a_common_applicant_cannot_be_compared()
    {
        Assert.False(StrictnessAdjusted.Of(2, 2, [new(0, 0, 4), new(1, 1, 2)]).Connected);
        Assert.True(StrictnessAdjusted.Of(2, 2, [new(0, 0, 4), new(0, 1, 4), new(1, 1, 2)]).Connected);
    }

    [Fact]
    public void Adjusted_means_are_plain_means_where_everybody_marked_everybody()
    {
        var random = new Random(20171211);
        for (int turn = 0; turn < 100; turn++)
        {
            var marks = Enumerable.Range(0, 12).SelectMany(a => Enumerable.Range(0, 3).Select(j => new Mark(a, j, random.Next(1, 6)))).ToList();
            var found = StrictnessAdjusted.Of(12, 3, marks);
            for (int a = 0; a < 12; a++) Assert.Equal(found.Plain[a], found.Adjusted[a], 9);
        }
    }

    private static JsonElement Read()
    {
        using var stream = typeof(SelectionStatisticsTests).Assembly.GetManifestResourceStream("cases/selection-stats.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
