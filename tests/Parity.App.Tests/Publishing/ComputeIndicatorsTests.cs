using System.Text;
using System.Text.Json;
using Parity.Indicators;
using Parity.Indicators.Returns;
using Parity.Platform.Publishing;

namespace Parity.App.Tests.Publishing;

public sealed class ComputeIndicatorsTests
{
    private const string Employees = "directorate,grade,ethnicity,sex,hourly_pay,count\n\"Streets, parks\",G1,W1,M,20,40\nHomes,G5,A1,F,15.5,30\nHomes,G1,X9,F,12,5";

    [Fact]
    public void The_json_document_is_marked_and_has_the_figures_of_organisation_sector_and_city()
    {
        using var sample = new SampleReturn();
        sample.Write("employees.csv", Employees);
        var document = sample.Figures();
        Assert.True(document.GetProperty("notForPublication").GetBoolean());
        var figures = document.GetProperty("figures").EnumerateArray().ToList();
        Assert.Equal(["alpha", "SECTOR:council", "CITY"], figures.Select(f => f.GetProperty("organisation").GetString()!).Distinct());

        var gap = figures.Single(f => Is(f, "pay-gap-mean", "alpha", "white/other", "other", 0));
        Assert.Equal(
            ["indicator", "organisation", "scope", "classification", "group", "reference", "numerator", "denominator", "reference_numerator", "reference_denominator", "value", "lower", "upper", "flag"],
            gap.EnumerateObject().Select(p => p.Name));
        Assert.Equal(JsonValueKind.Null, gap.GetProperty("numerator").ValueKind);
        Assert.Equal(22.5, gap.GetProperty("value").GetDouble());
        Assert.Equal("significant strong", gap.GetProperty("flag").GetString());

        var all = figures.Single(f => Is(f, "headcount", "CITY", null, "all", 0));
        Assert.Equal(75, all.GetProperty("value").GetInt32());
        var crossed = figures.Single(f => Is(f, "headcount", "alpha", "broad", "A", 1) && f.GetProperty("scope").TryGetProperty("sex", out _));
        Assert.Equal("F", crossed.GetProperty("scope").GetProperty("sex").GetString());
    }

    [Fact]
    public void Only_pooled_ratios_carry_an_adjusted_value()
    {
        using var sample = new SampleReturn();
        sample.Write("employees.csv", "directorate,grade,ethnicity,development_training,count\nA,G1,W1,Y,60\nA,G1,W1,N,40\nA,G1,A1,Y,30\nA,G1,A1,N,45");
        foreach (var f in sample.Figures().GetProperty("figures").EnumerateArray())
        {
            bool pooledRatio = f.GetProperty("organisation").GetString() != "alpha" && IndicatorCatalogue.Of(f.GetProperty("indicator").GetString()!).Unit is IndicatorUnit.Ratio;
            Assert.Equal(pooledRatio, f.TryGetProperty("adjusted", out var adjusted));
            if (pooledRatio && f.GetProperty("value").ValueKind is JsonValueKind.Number) Assert.Equal(f.GetProperty("value").GetDouble(), adjusted.GetDouble(), 1e-12);
        }
    }

    [Fact]
    public void The_csv_document_has_the_same_figures_and_every_row_says_that_it_is_not_for_publication()
    {
        using var sample = new SampleReturn();
        sample.Write("employees.csv", Employees);
        var json = sample.Figures().GetProperty("figures").EnumerateArray().ToList();
        var document = Assert.IsType<ComputeIndicators.Outcome.Computed>(ComputeIndicators.Handler.Handle(new([sample.Folder]))).Document;
        using var stream = new MemoryStream();
        document.WriteCsv(stream);
        string[] lines = Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n');
        string[] header = lines[0].Split(',');
        var rows = lines[1..].Select(line => header.Zip(Cells(line)).ToDictionary(c => c.First, c => c.Second)).ToList();
        Assert.Equal(json.Count, rows.Count);
        foreach (var (row, figure) in rows.Zip(json))
        {
            Assert.Equal("true", row["notForPublication"]);
            foreach (string name in new[] { "indicator", "organisation", "classification", "group", "flag" }) Assert.Equal(figure.GetProperty(name).GetString() ?? "", row[name]);
            foreach (string name in new[] { "numerator", "denominator", "value", "lower", "upper" })
                Assert.Equal(figure.GetProperty(name).ValueKind is JsonValueKind.Null ? "" : figure.GetProperty(name).GetRawText(), row[name]);
            Assert.Equal(figure.GetProperty("scope").GetRawText(), JsonDocument.Parse(row["scope"]).RootElement.GetRawText());
        }
    }

    [Fact]
    public void The_text_begins_and_ends_with_the_notice()
    {
        using var sample = new SampleReturn();
        sample.Write("employees.csv", Employees);
        var document = Assert.IsType<ComputeIndicators.Outcome.Computed>(ComputeIndicators.Handler.Handle(new([sample.Folder]))).Document;
        using var text = new StringWriter();
        document.WriteText(text);
        string[] lines = text.ToString().TrimEnd().Split('\n');
        Assert.StartsWith("NOT FOR PUBLICATION", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("NOT FOR PUBLICATION", lines[^1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("22.5%", StringComparison.Ordinal) && line.Contains("white/other other v W", StringComparison.Ordinal));
    }

    [Fact]
    public void A_refused_return_gives_its_report_and_no_figures()
    {
        using var good = new SampleReturn();
        good.Write("employees.csv", Employees);
        using var bad = new SampleReturn("beta");
        bad.Write("employees.csv", "directorate,grade,ethnicity\nA,G1,Q7");
        var refused = Assert.IsType<ComputeIndicators.Outcome.Refused>(ComputeIndicators.Handler.Handle(new([good.Folder, bad.Folder])));
        Assert.Equal("beta", Assert.Single(refused.Reports).Organisation);
    }

    [Fact]
    public void Two_returns_of_one_organisation_are_refused()
    {
        using var one = new SampleReturn();
        one.Write("employees.csv", Employees);
        using var again = new SampleReturn();
        again.Write("employees.csv", Employees);
        Assert.Equal("alpha", Assert.IsType<ComputeIndicators.Outcome.RepeatedOrganisation>(ComputeIndicators.Handler.Handle(new([one.Folder, again.Folder]))).Organisation);
    }

    [Theory]
    [InlineData("black")]
    [InlineData("X1")]
    [InlineData("0")]
    [InlineData("w1")]
    public void A_reference_that_is_no_known_group_is_not_taken(string reference) =>
        Assert.IsType<ComputeIndicators.Outcome.UnknownReference>(ComputeIndicators.Handler.Handle(new([], reference)));

    [Fact]
    public void Census_residents_are_read_by_the_groups_names_and_add_up_to_the_areas()
    {
        var bristol = CensusBenchmarks.Load().Of("E06000023")!;
        Assert.Equal(472_467, bristol.Values.Sum());
        Assert.Equal(6_803, bristol[Ethnicity.B1]);
        Assert.Equal(18_149, bristol[Ethnicity.B2]);
        Assert.Equal(338_452, bristol[Ethnicity.W1]);
        Assert.Equal(19, bristol.Count);
        Assert.Equal(472_467 + 193_409, CensusBenchmarks.Load().Of("E06000023+E06000022")!.Values.Sum());
        Assert.Null(CensusBenchmarks.Load().Of("E06000023+nowhere"));
        Assert.Equal(7, CensusBenchmarks.AreaNames().Count); // six of the census and the invented Severnside
        Assert.Equal("Bristol, City of", CensusBenchmarks.AreaNames()["E06000023"]);
    }

    /// <summary>Cells of a line in which a quoted cell holds commas and doubled quotes.</summary>
    private static List<string> Cells(string line)
    {
        var cells = new List<string> { "" };
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') cells[^1] += line[i++];
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted) cells.Add("");
            else cells[^1] += line[i];
        }
        return cells;
    }

    private static bool Is(JsonElement f, string indicator, string organisation, string? classification, string group, int scopes) =>
        f.GetProperty("indicator").GetString() == indicator && f.GetProperty("organisation").GetString() == organisation && f.GetProperty("classification").GetString() == classification
        && f.GetProperty("group").GetString() == group && f.GetProperty("scope").EnumerateObject().Count() == scopes;
}
