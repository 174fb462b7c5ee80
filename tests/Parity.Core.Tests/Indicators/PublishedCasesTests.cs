using System.Globalization;
using System.Text;
using System.Text.Json;
using Parity.Indicators;
using Parity.Indicators.Returns;

namespace Parity.Core.Tests.Indicators;

/// <summary>Results that somebody published with their inputs (<c>tests/cases/published_cases.csv</c>, source and address in each row).</summary>
public sealed class PublishedCasesTests
{
    [Theory]
    [MemberData(nameof(Ids))]
    public void A_published_result_is_computed_again_from_its_inputs(string id)
    {
        var row = Rows("published_cases.csv").Single(r => r["id"] == id);
        double value = Compute(row["indicator"], JsonDocument.Parse(row["inputs_json"]).RootElement);
        int decimals = int.Parse(row["decimals"], CultureInfo.InvariantCulture);
        Assert.Equal(Number(row["computed"]), value, Tolerance(row["computed"]));
        decimal published = decimal.Parse(row["published_value"], CultureInfo.InvariantCulture), rounded = decimal.Round((decimal)value, decimals, MidpointRounding.AwayFromZero);
        if (row["reproduces"] == "yes")
        {
            Assert.Equal(published, rounded);
            return;
        }
        // the source's own slip, said in its note: a table that repeats a row, a figure cut off instead of rounded
        Assert.NotEqual(published, rounded);
        Assert.NotEmpty(row["note"]);
    }

    [Fact]
    public void There_are_55_published_results_and_three_that_their_sources_got_wrong()
    {
        var rows = Rows("published_cases.csv");
        Assert.Equal(55, rows.Count);
        Assert.Equal(["GAP08", "GAP11", "RL15"], rows.Where(r => r["reproduces"] == "no").Select(r => r["id"]).Order());
    }

    [Theory]
    [InlineData(7.9, 92)]
    [InlineData(8.6, 91)]
    [InlineData(-5.5, 106)]
    public void A_gap_is_said_in_whole_pence(double gap, double pence) => Assert.Equal(pence, Ratios.PencePerPound(gap));

    [Fact]
    public void Funnel_limits_are_those_of_the_public_reference()
    {
        var rows = Rows("funnel_proportion_reference.csv");
        Assert.True(rows.Count >= 25);
        foreach (var row in rows)
        {
            double p0 = Number(row["baseline_pct"]) / 100, n = Number(row["denominator"]);
            Interval warning = Intervals.Funnel(p0, n, Normal.Z95), alarm = Intervals.Funnel(p0, n, Normal.Z998);
            Assert.Equal(Number(row["lower_95"]), 100 * warning.Lower, 0.00006);
            Assert.Equal(Number(row["upper_95"]), 100 * warning.Upper, 0.00006);
            Assert.Equal(Number(row["lower_99_8"]), 100 * alarm.Lower, 0.00006);
            Assert.Equal(Number(row["upper_99_8"]), 100 * alarm.Upper, 0.00006);
        }
    }

    public static TheoryData<string> Ids() => [.. Rows("published_cases.csv").Select(r => r["id"])];

    private static double Compute(string indicator, JsonElement inputs)
    {
        double In(string name) => inputs.GetProperty(name).GetDouble();
        return indicator switch
        {
            "relative_likelihood_disciplinary" => MantelHaenszel.RateRatio([new(In("num_bme"), In("staff") * In("bme_share"), In("num_white"), In("staff") * In("white_share"))])!.Value,
            "conversion_ratio_share_of_hires_to_share_of_applicants" => In("share_hires_pct") / In("share_applicants_pct"),
            "cumulative_relative_likelihood" => Ratios.Cumulative(In("rl"), (int)In("n")),
            "representation_pct" or "representation_pct_incl_unknown" or "share_of_applicants_pct" or "population_share_pct" => Share((int)In("n"), (int)In("total")),
            "pay_quarter_composition_pct" => Share((int)In("n"), (int)In("quarter_total")),
            "recruitment_stage_rate_pct" => Share((int)In("n"), (int)In("d")),
            "suppression_attack_total_minus_visible" => In("total") - inputs.GetProperty("visible").EnumerateArray().Sum(v => v.GetDouble()),
            "pay_gap_mean_gender" => Gap("pay-gap-mean", inputs),
            "pay_gap_median_gender" => Gap("pay-gap-median", inputs),
            "pay_gap_median_bonus_gender" => Gap("bonus-gap-median", inputs),
            "pence_per_pound" => 100 - In("gap_pct"),
            "percent_change" => 100 * (inputs.TryGetProperty("delta", out var delta) ? delta.GetDouble() : In("new") - In("old")) / In("old"),
            "sum_of_groups" => In("men") + In("women"),
            "wilson_lower" => Intervals.Wilson(In("x"), In("n"), Z(inputs)).Lower,
            "wilson_upper" => Intervals.Wilson(In("x"), In("n"), Z(inputs)).Upper,
            "mean" => inputs.GetProperty("values").EnumerateArray().Average(v => v.GetDouble()),
            "one_sample_z_proportion" => OneSample(In("x") / In("n"), In("p0"), In("n")),
            _ => throw new NotSupportedException(indicator),
        };
    }

    /// <summary>A share by way of the engine: so many people of one group among so many.</summary>
    private static double Share(int n, int total) => 100 * Figures(
        [new() { Ethnicity = Ethnicity.A1, Count = n }, new() { Ethnicity = Ethnicity.X9, Count = total - n }]).Single(f => f is { Indicator: "representation", Classification: "broad", Group: "A" }).Value!.Value;

    /// <summary>A gap by way of the engine: a score of men at the one amount, a score of women at the other.</summary>
    private static double Gap(string indicator, JsonElement inputs)
    {
        decimal men = inputs.GetProperty("ref").GetDecimal(), women = inputs.GetProperty("comp").GetDecimal();
        return Figures([new() { Sex = Sex.M, Pay = men, Bonus = men, Count = 20 }, new() { Sex = Sex.F, Pay = women, Bonus = women, Count = 20 }])
            .Single(f => f.Indicator == indicator && f is { Classification: "sex", Group: "F" }).Value!.Value;
    }

    private static IReadOnlyList<Figure> Figures(IReadOnlyList<Employee> employees) =>
        IndicatorEngine.Compute([SeededReturns.Of(employees)], new ComputeOptions { Pooled = false, Crossed = false });

    private static double OneSample(double p, double p0, double n) => (p - p0) / Math.Sqrt(p * (1 - p) / n);

    private static double Z(JsonElement inputs) => inputs.GetProperty("confidence").GetDouble() == 95 ? Normal.Z95 : Normal.Z998;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>One and a half units of the last decimal that the file gives.</summary>
    private static double Tolerance(string text) => 1.5 * Math.Pow(10, -(text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 : 0));

    private static List<Dictionary<string, string>> Rows(string name)
    {
        using var reader = new StreamReader(typeof(PublishedCasesTests).Assembly.GetManifestResourceStream($"cases/{name}")!);
        var header = Cells(reader.ReadLine()!);
        var rows = new List<Dictionary<string, string>>();
        while (reader.ReadLine() is { } line) rows.Add(header.Zip(Cells(line)).ToDictionary(c => c.First, c => c.Second));
        return rows;
    }

    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[i++]);
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append(line[i]);
        }
        cells.Add(cell.ToString());
        return cells;
    }
}
