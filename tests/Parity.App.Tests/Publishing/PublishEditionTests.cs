using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.VisualBasic.FileIO;
using Parity.App.Tests.House;
using Parity.Platform.Publishing;

namespace Parity.App.Tests.Publishing;

[Long]
public sealed class PublishEditionTests(PublishedCity city) : IClassFixture<PublishedCity>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_curious_reader_finds_no_count_from_1_to_9(int edition)
    {
        var reader = new CuriousReader(PublishedCity.OpenData(city.Edition(edition)));
        Assert.True(reader.Told.Count(t => t.Value is null) > 500, "The reader found too little to attack.");
        Assert.Empty(reader.Families.SelectMany(f => reader.FindSmall(f)).Select(f => f.Count));
    }

    [Fact]
    public void The_curious_reader_finds_a_small_count_where_all_others_are_shown()
    {
        var reader = new CuriousReader(PublishedCity.OpenData(city.Edition(1)));
        var truth = PublishedCity.Ledger(city.Edition(1)).Where(c => c.Family == "headcount" && c.Part.Length == 0).ToDictionary(c => (c.Place, c.Group), c => c.Value);
        var small = reader.Told.First(t => t.Key.Family == "headcount numerator " && t.Value is null && truth[(t.Key.Place, t.Key.Group)] is >= 1 and <= 9).Key;
        var weak = reader.Told.ToDictionary(t => t.Key, t => t.Key == small || t.Key.Family != small.Family ? t.Value : truth[(t.Key.Place, t.Key.Group)]);
        Assert.Contains((small, truth[(small.Place, small.Group)]), reader.FindSmall(small.Family, weak));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_organisation_that_takes_out_its_own_counts_finds_a_small_one_of_another(int edition)
    {
        var reader = new CuriousReader(PublishedCity.OpenData(city.Edition(edition)));
        var (found, learnt) = reader.FindAsOrganisations(city.Edition(edition));
        Offences.None(found);
        Assert.True(learnt > 500, $"Organisations knew hardly more than everybody: {learnt} counts.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_organisation_is_left_with_a_small_count_of_others_where_only_sector_and_city_have_a_row(int edition)
    {
        string returns = Path.Combine(city.Place, $"edition-{edition}");
        Assert.Contains(CuriousReader.FindBesideOwn(city.Edition(edition), returns, planted: 3).Found, f => f.Contains("finds 3 of others", StringComparison.Ordinal));
        var (found, compared) = CuriousReader.FindBesideOwn(city.Edition(edition), returns);
        Offences.None(found);
        Assert.True(compared > 500, $"Only {compared} counts were compared.");
    }

    [Fact]
    public void An_organisation_finds_a_small_count_of_another_that_only_its_own_protects()
    {
        var reader = new CuriousReader(PublishedCity.OpenData(city.Edition(1)));
        var truth = PublishedCity.Ledger(city.Edition(1)).Where(c => c.Family == "headcount" && c.Part.Length == 0).ToDictionary(c => (c.Place, c.Group), c => c.Value);
        var small = reader.Told.First(t => t.Key.Family == "headcount numerator " && t.Value is null && truth[(t.Key.Place, t.Key.Group)] is >= 1 and <= 9).Key;
        var own = reader.Told.First(t => t.Key.Family == small.Family && t.Value is null && t.Key.Group == small.Group && t.Key.Place != small.Place && !t.Key.Place.Contains(':', StringComparison.Ordinal)).Key;
        // In the group of the small count everything is shown but the two; in other groups, as it is, nothing follows.
        var weak = reader.Told.ToDictionary(t => t.Key, t => t.Key == small || t.Key == own || t.Key.Family != small.Family || t.Key.Group != small.Group ? t.Value : truth[(t.Key.Place, t.Key.Group)]);
        Assert.DoesNotContain(small, reader.FindSmall(small.Family, weak).Select(f => f.Count));
        Assert.Contains($"{own.Place} finds {small}", reader.FindAsOrganisations(city.Edition(1), weak).Found);
        weak[own] = truth[(own.Place, own.Group)];
        Assert.Contains((small, truth[(small.Place, small.Group)]), reader.FindSmall(small.Family, weak));
    }

    [Fact]
    public void Whoever_puts_both_editions_into_one_system_knows_no_small_count_to_less_than_five_nor_an_organisation_to_less_than_two()
    {
        var reader = new JointReader([city.Edition(1), city.Edition(2)]);
        JointReader.FindsWhatIsPlanted(reader);
        Offences.None(reader.Narrow(5).Select(f => f.ToString()));
        foreach (string organisation in reader.Organisations) Offences.None(reader.Narrow(2, organisation).Select(f => $"{organisation}: {f}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_row_shows_a_count_from_1_to_9_or_leaves_so_few_over(int edition)
    {
        foreach (var row in PublishedCity.Figures(city.Edition(edition)))
        {
            foreach (string column in (string[])["numerator", "denominator", "reference_numerator", "reference_denominator"])
                Assert.False(PublishedCity.Number(row, column) is >= 1 and <= 9, row.ToString());
            if (row.GetProperty("indicator").GetString() != "disparity-ratio")
                Assert.False(PublishedCity.Number(row, "denominator") - PublishedCity.Number(row, "numerator") is >= 1 and <= 9, row.ToString());
        }
    }

    [Fact]
    public void At_least_78_of_100_counts_from_10_up_are_shown()
    {
        var counts = PublishedCity.Ledger(city.Edition(1)).Where(c => c.Value >= 10 && c.Status is "shown" or "complementary").ToList();
        Assert.InRange((double)counts.Count(c => c.Status == "shown") / counts.Count, 0.78, 1);
    }

    [Fact]
    public void Every_headline_of_the_city_is_shown()
    {
        string[] headlines =
        [
            "shortlisting-likelihood", "appointment-likelihood", "promotion-likelihood", "disciplinary-likelihood",
            "leaver-likelihood", "sickness-ratio", "pay-gap-mean", "pay-gap-median", "representation",
        ];
        var city1 = PublishedCity.Figures(city.Edition(1)).Where(r => r.GetProperty("organisation").GetString() == "CITY"
            && r.GetProperty("classification").GetString() == "white/other" && r.GetProperty("group").GetString() == "other").ToList();
        foreach (string headline in headlines)
        {
            var rows = city1.Where(r => r.GetProperty("indicator").GetString() == headline && new[] { "sex", "disability", "band" }.All(c => r.GetProperty(c).GetString() == "[z]")).ToList();
            Assert.True(rows.Count > 0, headline);
            Assert.All(rows, r => Assert.NotNull(PublishedCity.Number(r, "value")));
        }
    }

    [Fact]
    public void What_both_editions_show_of_the_city_is_compared_pay_and_sickness_too()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(city.Edition(2), "data", "parity-edition-2.json")));
        var changes = json.RootElement.GetProperty("changes").EnumerateArray().Where(c => c.GetProperty("organisation").GetString() == "CITY" && c.GetProperty("group").GetString() == "other").ToList();
        foreach (string indicator in (string[])["pay-gap-mean", "pay-gap-median", "sickness-ratio"])
        {
            var change = changes.First(c => c.GetProperty("indicator").GetString() == indicator);
            Assert.Equal(JsonValueKind.Number, change.GetProperty("before").ValueKind);
            Assert.NotEqual("withheld in either edition", change.GetProperty("reading").GetString());
        }

        Assert.Equal("closer to parity", changes.First(c => c.GetProperty("indicator").GetString() == "appointment-likelihood").GetProperty("reading").GetString());
        Assert.Equal("further from parity", changes.First(c => c.GetProperty("indicator").GetString() == "voluntary-leaver-likelihood").GetProperty("reading").GetString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_gap_of_pay_stands_for_fifty_people_on_both_sides_at_every_level_with_no_mean_beside_it(int edition)
    {
        using var internalFigures = new TextFieldParser(Path.Combine(city.Edition(edition), "internal", "figures.csv")) { Delimiters = [","] };
        string[] header = internalFigures.ReadFields()!;
        var people = new Dictionary<(string, string, string, string), (long Group, long Reference)>();
        while (internalFigures.ReadFields() is { } row)
        {
            string Text(string column) => row[Array.IndexOf(header, column)];
            if (IsPay(Text("indicator")) && Text("scope") == "{}") people[(Text("indicator"), Text("organisation"), Text("classification"), Text("group"))] = (long.Parse(Text("denominator"), CultureInfo.InvariantCulture), long.Parse(Text("reference_denominator"), CultureInfo.InvariantCulture));
        }

        var gaps = PublishedCity.Figures(city.Edition(edition)).Where(r => IsPay(r.GetProperty("indicator").GetString()!))
            .Select(r => (Row: r, Behind: people[(r.GetProperty("indicator").GetString()!, r.GetProperty("organisation").GetString()!, r.GetProperty("classification").GetString()!, r.GetProperty("group").GetString()!)])).ToList();
        Assert.All(gaps, g => Assert.True(PublishedCity.Number(g.Row, "value") is null || (g.Behind.Group >= 50 && g.Behind.Reference >= 50), g.Row.ToString()));
        Assert.All(gaps, g => Assert.All((string[])["numerator", "reference_numerator"], column => Assert.Null(PublishedCity.Number(g.Row, column))));
        Assert.Contains(gaps, g => g.Behind.Group is > 10 and < 50 && g.Row.GetProperty("value").ToString() == "[c]");
        foreach (string level in (string[])["CITY", "SECTOR:", ""])
            Assert.Contains(gaps, g => g.Row.GetProperty("organisation").GetString()!.StartsWith(level, StringComparison.Ordinal) && PublishedCity.Number(g.Row, "value") is { } shown && decimal.Round(shown, 1) == shown);

        static bool IsPay(string indicator) => indicator is "pay-gap-mean" or "pay-gap-median" or "bonus-gap-mean" or "bonus-gap-median";
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_share_or_ratio_tells_nothing_that_the_counts_beside_it_do_not(int edition)
    {
        string[] counts = ["numerator", "denominator", "reference_numerator", "reference_denominator"], derived = ["value", "lower", "upper", "adjusted"];
        var rows = PublishedCity.Figures(city.Edition(edition));
        Assert.DoesNotContain(rows, Opens);
        int recounted = 0;
        foreach (var row in rows)
        {
            if (PublishedCity.Number(row, "value") is not { } value || PublishedCity.Number(row, "numerator") is not { } n || PublishedCity.Number(row, "denominator") is not { } d) continue;
            if (row.GetProperty("indicator").GetString() is "board-gap" or "benchmark-gap" or "disparity-ratio" or "survey-favourable" || d == 0) continue;
            // An average of two days is shown as whole people, half a person more or less; a pay quarter is whole people, and its share theirs.
            decimal off = row.GetProperty("indicator").GetString() == "pay-quarter" ? 0 : 0.5m;
            var (least, most) = ((n - off) / (d + off), (n + off) / (d - off));
            if (PublishedCity.Number(row, "reference_numerator") is { } rn && PublishedCity.Number(row, "reference_denominator") is { } rd)
            {
                if (rn == 0 || rd == 0 || n == 0) continue;
                bool groupOnTop = Math.Abs((n / d / (rn / rd)) - value) <= Math.Abs((rn / rd / (n / d)) - value);
                (least, most) = groupOnTop ? (least / ((rn + 0.5m) / (rd - 0.5m)), most / ((rn - 0.5m) / (rd + 0.5m))) : ((rn - 0.5m) / (rd + 0.5m) / most, (rn + 0.5m) / (rd - 0.5m) / least);
            }

            Assert.InRange(value, least - 0.0051m, most + 0.0051m);
            recounted++;
        }

        Assert.True(recounted > 1_500, $"Only {recounted} were counted again.");

        // One withheld share of a small count, told: the reader has the count.
        var planted = JsonNode.Parse(rows.First(r => r.GetProperty("indicator").GetString() == "representation" && r.GetProperty("numerator").ToString() == "[c]" && PublishedCity.Number(r, "denominator") > 100).ToString())!;
        planted["value"] = 0.0123m;
        Assert.True(Opens(JsonSerializer.SerializeToElement(planted)));

        bool Opens(JsonElement row) => counts.Any(c => row.GetProperty(c).ToString() == "[c]") && derived.Any(c => PublishedCity.Number(row, c) is not null);
    }

    [Fact]
    public async Task A_correction_by_three_people_never_shows_a_count_that_differs_by_1_to_9()
    {
        var busy = city.EventReferences("city-council").ToHashSet();
        string file = city.Copy("corrected", "city-council", lines => PublishedCity.WithoutThree(lines, busy), "published/edition-1");
        string output = Path.Combine(city.Place, "published", "corrected");
        var published = Assert.IsType<PublishEdition.Outcome.Published>(await city.PublishAsync(file, output));
        // What protection costs is told of this edition's counts alone, not of those that it is protected beside.
        var (all, shown) = (published.Publication.Utility, published.Utility.Levels.Sum(l => l.CountsShown));
        Assert.Equal((all.Shown, all.Withheld), (shown, published.Utility.Levels.Sum(l => l.CountsWithheld)));
        var (close, compared) = PublishedCity.Close(city.Edition(1), output);
        Offences.None(close);
        Assert.True(compared > 5_000);
    }

    [Fact]
    public async Task A_missing_earlier_publication_is_named()
    {
        string file = city.Copy("orphan", "city-council", lines => lines, "published/nowhere");
        var refused = Assert.IsType<PublishEdition.Outcome.Refused>(await city.PublishAsync(file, Path.Combine(city.Place, "orphan-out")));
        Assert.Contains("nowhere", Assert.Single(refused.Reasons), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(city.Place, "orphan-out")));
    }
}
