using System.Globalization;
using System.Text.Json.Nodes;
using Parity.App.Tests.House;
using Parity.Platform.Publishing;
using Parity.Platform.Publishing.Model;

namespace Parity.App.Tests.Publishing;

public sealed class CountsElsewhereTests(SmallPublishedCity small) : IClassFixture<SmallPublishedCity>
{
    private const string Family = "headcount numerator ";

    private readonly PublishedCity city = small.City;

    [Fact]
    public async Task What_organisations_tell_in_reports_of_their_own_gives_away_no_small_count_of_another_and_is_not_repeated_where_it_is_small()
    {
        var before = new CuriousReader(PublishedCity.OpenData(city.Edition(1)));
        var truth = PublishedCity.Ledger(city.Edition(1)).Where(c => c.Family == "headcount" && c.Part.Length == 0).ToDictionary(c => (c.Place, c.Group), c => c.Value);
        string[] organisations = [.. before.Told.Keys.Select(k => k.Place).Where(p => p != "CITY" && !p.Contains(':', StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
        string quiet = organisations.MaxBy(o => before.Told.Count(t => t.Key.Family == Family && t.Key.Place == o && t.Value is null))!;
        string[] talkative = [.. organisations.Where(o => o != quiet)];
        // What the reports tell the reader knows; all organisations but one tell all of theirs.
        IReadOnlyDictionary<CuriousReader.Count, long?> Knowing(CuriousReader reader) => reader.Told.ToDictionary(
            t => t.Key, t => t.Value ?? (t.Key.Family == Family && talkative.Contains(t.Key.Place) ? truth[(t.Key.Place, t.Key.Group)] : (long?)null));
        List<string> Found(CuriousReader reader) =>
            [.. reader.FindSmall(Family, Knowing(reader)).Where(f => !talkative.Contains(f.Count.Place)).Select(f => f.Count.ToString())];
        Assert.NotEmpty(Found(before));

        foreach (string organisation in talkative) Report(organisation, truth);
        string output = Path.Combine(city.Place, "published", "beside-reports");
        await PublishAsync(Edition("beside-reports", [.. talkative.Select(o => o + ".report.csv")]), output);

        var after = new CuriousReader(PublishedCity.OpenData(output));
        Offences.None(Found(after));
        Assert.DoesNotContain(after.Told, t => t.Value is >= 1 and <= 9);
        Assert.Contains(PublishedCity.Ledger(output), c => c.Status == "elsewhere" && c.Value is >= 1 and <= 9);

        // What was once known stays known: a correction that names no report is protected, and as quiet.
        string corrected = Path.Combine(city.Place, "published", "beside-reports-corrected");
        await PublishAsync(
            city.Copy("beside-reports-corrected", "city-council", lines => PublishedCity.WithoutThree(lines, [.. city.EventReferences("city-council")]), "published/beside-reports"), corrected);
        var later = new CuriousReader(PublishedCity.OpenData(corrected));
        Offences.None(Found(later));
        Assert.DoesNotContain(later.Told, t => t.Value is >= 1 and <= 9);
    }

    [Fact]
    public async Task What_a_report_tells_of_a_few_people_more_is_not_told_here_and_a_count_in_a_column_without_one_is_refused()
    {
        var shown = PublishedCity.Ledger(city.Edition(1)).First(c => c is { Family: "headcount", Part: "", Group: "A", Status: "shown" } && c.Place != "CITY" && !c.Place.Contains(':', StringComparison.Ordinal));
        File.WriteAllLines(Path.Combine(city.Place, "otherwise.csv"), ["organisation,indicator,classification,group,numerator", $"{shown.Place},headcount,broad,A,{shown.Value + 40}", $"{shown.Place},headcount,broad,A,{shown.Value + 3}"]);
        string output = Path.Combine(city.Place, "otherwise-published");
        await PublishAsync(Edition("otherwise", "otherwise.csv"), output);
        Assert.Null(new CuriousReader(PublishedCity.OpenData(output)).Told[new(Family, shown.Place, "A")]);

        File.WriteAllLines(Path.Combine(city.Place, "column.csv"), ["organisation,indicator,classification,group,numerator,denominator", $"{shown.Place},headcount,broad,A,,{shown.Value}"]);
        var refused = Assert.IsType<PublishEdition.Outcome.Refused>(await city.PublishAsync(Edition("column", "column.csv"), Path.Combine(city.Place, "column")));
        Assert.StartsWith("column.csv, line 2: a count stands in a column in which headcount has none.", Assert.Single(refused.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_names_no_count_of_the_edition_is_refused_with_its_number()
    {
        File.WriteAllLines(Path.Combine(city.Place, "slip.csv"), ["organisation,indicator,classification,group,numerator", "city-council,headcount,broad,A,40", "city-counsel,headcount,broad,A,40"]);
        var refused = Assert.IsType<PublishEdition.Outcome.Refused>(await city.PublishAsync(Edition("slip", "slip.csv"), Path.Combine(city.Place, "slip")));
        Assert.StartsWith("slip.csv, line 3: this edition has no such count.", Assert.Single(refused.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("organisation,indicator,numerator\na,headcount,1", "report, line 1: the column group is missing.")]
    [InlineData("organisation,indicator,group,headcount\na,headcount,all,1", "report, line 1: give at least one of the columns numerator, denominator, reference_numerator, reference_denominator.")]
    [InlineData("organisation,indicator,group,numerator,colour\na,headcount,all,1,red", "report, line 1: column 5 has no name of the open data. Begin with a line of its column names.")]
    [InlineData("organisation,indicator,group,numerator\na,heads,all,1", "report, line 2: indicator: use a name from the list of indicators.")]
    [InlineData("organisation,indicator,group,numerator\na,headcount,all,1.5", "report, line 2: numerator: give a whole number of people or cases, or leave the cell empty.")]
    [InlineData("organisation,indicator,group,numerator\na,headcount,all,\"1,5\"", "report, line 2: numerator: give a whole number of people or cases, or leave the cell empty.")]
    [InlineData("organisation,indicator,group,numerator\na,headcount,all,[c]", "report, line 2: give at least one count.")]
    [InlineData("organisation,indicator,group,numerator\na,headcount,all", "report, line 2: give 4 cells, as many as the header has.")]
    [InlineData("organisation,indicator,group,numerator\n", "report: there is no line. Write a header and a line for each row of the report.")]
    [InlineData("organisation,indicator,group,numerator\n\"a,headcount,all,1", "report: the quotation opened on line 2 is not closed.")]
    public void What_is_wrong_with_a_report_is_named(string text, string reason)
    {
        var (counts, reasons) = CountsElsewhere.Read(new StringReader(text), "report");
        Assert.Null(counts);
        Assert.Contains(reason, reasons);
    }

    [Fact]
    public async Task Pay_of_one_that_outweighs_all_others_keeps_the_mean_gap_of_the_employer_back_and_not_the_median_or_the_citys()
    {
        string file = city.Copy("one-salary", "teaching-hospitals", lines =>
        {
            string[] head = lines[0].Split(',');
            int pay = Array.IndexOf(head, "hourly_pay"), full = Array.IndexOf(head, "full_pay"), ethnicity = Array.IndexOf(head, "ethnicity");
            bool first = true;
            // the health service's own codes, from mixed to other groups
            return lines.Select((line, n) =>
            {
                string[] cells = line.Split(',');
                if (n == 0 || cells[ethnicity][0] is not (>= 'D' and <= 'S') || cells[pay].Length == 0 || cells[full] != "Y") return line;
                (cells[pay], first) = (first ? "9999" : "1", false);
                return string.Join(',', cells);
            }).ToList();
        });
        string output = Path.Combine(city.Place, "one-salary-published");
        Assert.IsType<PublishEdition.Outcome.Published>(await city.PublishAsync(file, output));

        Assert.Equal((true, true, true), Shown(city.Edition(1)));
        Assert.Equal((false, true, true), Shown(output));

        static (bool Mean, bool Median, bool MeanOfCity) Shown(string edition) =>
            (IsShown(edition, "teaching-hospitals", "pay-gap-mean"), IsShown(edition, "teaching-hospitals", "pay-gap-median"), IsShown(edition, "CITY", "pay-gap-mean"));
        static bool IsShown(string edition, string organisation, string indicator) => PublishedCity.Number(PublishedCity.Figures(edition).Single(r =>
            r.GetProperty("organisation").GetString() == organisation && r.GetProperty("indicator").GetString() == indicator && r.GetProperty("classification").GetString() == "white/other"
            && new[] { "sex", "disability", "directorate", "band" }.All(c => r.GetProperty(c).GetString() == "[z]")), "value") is not null;
    }

    [Fact]
    public async Task Where_everybody_of_a_group_had_a_disciplinary_case_their_number_is_withheld_though_it_is_not_small()
    {
        const string Everybody = "Tells about everybody";
        var ledger = PublishedCity.Ledger(city.Edition(1)).Where(c => c.Part.Length == 0 && c.Group == "other").ToLookup(c => c.Place);
        long Of(string place, string family) => ledger[place].First(c => c.Family == family).Value;
        string[] Refs(string place) => [.. Rows(place, "employees.csv").Where(r => "MABO".Contains(r["ethnicity"].FirstOrDefault('-'))).Select(r => r["employee_ref"])];
        string organisation = ledger.Select(c => c.Key).Where(p => Directory.Exists(Path.Combine(city.Place, "edition-1", p)) && Of(p, "headcount") >= Math.Max(10, Of(p, "opening-headcount")) && Refs(p).Length == Of(p, "headcount")).OrderBy(p => Of(p, "headcount")).First();
        string file = city.Copy("all-cases", organisation, lines => lines), events = Path.Combine(city.Place, "all-cases", organisation, "events.csv");
        var one = Rows("city-council", "events.csv").First(r => r["kind"] == "disciplinary" && r["formal"] == "Y");
        string[] header = File.ReadLines(events).First().Split(',');
        File.AppendAllLines(events, Refs(organisation).Select((person, n) => string.Join(',', header.Select(c => c == "employee_ref" ? person : c == "case_ref" ? $"ALL-{n}" : one.GetValueOrDefault(c, "")))));
        string output = Path.Combine(city.Place, "all-cases-published");
        await PublishAsync(file, output);

        Assert.DoesNotContain(Everybody, await File.ReadAllTextAsync(Path.Combine(city.Edition(1), "internal", "withheld.csv")), StringComparison.Ordinal);
        Assert.Contains(File.ReadLines(Path.Combine(output, "internal", "withheld.csv")), line => line.Contains(organisation, StringComparison.Ordinal) && line.Contains(Everybody, StringComparison.Ordinal));
        var row = PublishedCity.Figures(output).Single(r => r.GetProperty("organisation").GetString() == organisation && r.GetProperty("indicator").GetString() == "disciplinary-likelihood" && r.GetProperty("group").GetString() == "other");
        Assert.Equal(("[c]", "[c]"), (row.GetProperty("numerator").ToString(), row.GetProperty("value").ToString()));
        var truth = PublishedCity.Ledger(output).Single(c => c.Family == "disciplinary-people" && c.Place == organisation && c.Part.Length == 0 && c.Group == "other");
        Assert.Equal(Of(organisation, "headcount"), truth.Value);

        IEnumerable<Dictionary<string, string>> Rows(string place, string name)
        {
            var lines = File.ReadLines(Path.Combine(city.Place, "edition-1", place, name)).Select(l => l.Split(',')).ToList();
            return lines.Skip(1).Select(l => lines[0].Zip(l).ToDictionary(c => c.First, c => c.Second));
        }
    }

    private async Task PublishAsync(string file, string output)
    {
        var outcome = await city.PublishAsync(file, output);
        Assert.True(outcome is PublishEdition.Outcome.Published, string.Join('\n', (outcome as PublishEdition.Outcome.Refused)?.Reasons ?? (outcome as PublishEdition.Outcome.Unsafe)?.Where ?? []));
    }

    private void Report(string organisation, Dictionary<(string Place, string Group), long> truth) =>
        File.WriteAllLines(Path.Combine(city.Place, organisation + ".report.csv"),
        [
            "organisation,indicator,classification,group,numerator",
            .. truth.Where(t => t.Key.Place == organisation && (t.Key.Group is "all" or "W" or "other" or "X" or "A" or "B" or "M" or "O"))
                .Select(t => string.Create(CultureInfo.InvariantCulture, $"{organisation},headcount,{(t.Key.Group is "all" ? "" : t.Key.Group is "W" or "other" or "X" ? "white/other" : "broad")},{t.Key.Group},{t.Value}")),
        ]);

    private string Edition(string name, params string[] reports)
    {
        var edition = JsonNode.Parse(File.ReadAllText(Path.Combine(city.Place, "edition-1.json")))!;
        edition["elsewhere"] = new JsonArray([.. reports.Select(r => (JsonNode)r)]);
        File.WriteAllText(Path.Combine(city.Place, name + ".json"), edition.ToJsonString());
        return name + ".json";
    }
}
