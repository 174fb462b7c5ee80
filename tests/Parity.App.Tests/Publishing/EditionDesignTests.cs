using System.Text.Json;
using System.Text.Json.Nodes;
using Parity.Indicators;
using Parity.Platform.Publishing;
using Parity.Platform.Publishing.Protecting;

namespace Parity.App.Tests.Publishing;

/// <summary>Editions that show less than the policy allows, because somebody chose so.</summary>
public sealed class EditionDesignTests
{
    [Fact]
    public void Sectors_are_left_out_where_an_edition_does_without_them()
    {
        var headcount = IndicatorCatalogue.Of("headcount");
        Figure In(string place) => new("headcount", place, Scope.Whole, null, "all", null, 100, null, null, null, 100, null, null, "");
        Assert.Equal((true, false), (PublicPlan.Shows(In("SECTOR:health"), headcount, []), PublicPlan.Shows(In("SECTOR:health"), headcount, ["sectors"])));
        Assert.Equal((true, true), (PublicPlan.Shows(In("CITY"), headcount, ["sectors"]), PublicPlan.Shows(In("city-council"), headcount, ["sectors"])));
    }

    /// <summary>In this city an average that is small by the new rule alone is made of people who were told before.</summary>
    [Fact]
    public async Task An_edition_that_asks_for_more_than_the_one_before_is_published_and_has_no_row_of_what_it_leaves_out()
    {
        var city = new PublishedCity(new("", Organisations: 6, Employees: 3_000, Seed: 5), editions: 2);
        try
        {
            await city.InitializeAsync();
            var edition = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(city.Place, "edition-2.json")))!;
            (edition["threshold"], edition["leave_out"]) = (20, new JsonArray("detailed", "crossed", "sectors", "directorates", "broad-in-organisations"));
            await File.WriteAllTextAsync(Path.Combine(city.Place, "leaner.json"), edition.ToJsonString());
            string leaner = Path.Combine(city.Place, "leaner");

            Assert.IsType<PublishEdition.Outcome.Published>(await city.PublishAsync("leaner.json", leaner));

            var rows = PublishedCity.Figures(leaner);
            // A column that no row needs is not in the file.
            string Of(JsonElement row, string column) => row.TryGetProperty(column, out var cell) ? cell.ToString() : "[z]";
            Assert.NotEmpty(rows);
            Assert.All(rows, row =>
            {
                foreach (string column in (string[])["numerator", "denominator", "reference_numerator", "reference_denominator"])
                    Assert.False(PublishedCity.Number(row, column) is >= 1 and <= 19, row.ToString());
                Assert.NotEqual("detailed", Of(row, "classification"));
                Assert.Equal("[z]", Of(row, "directorate"));
                Assert.False(Of(row, "classification") == "broad" && Of(row, "organisation") != "CITY", row.ToString());
            });

            // The edition as the policy has it tells all of these.
            var usual = PublishedCity.Figures(city.Edition(2));
            Assert.Contains(usual, row => Of(row, "classification") == "detailed");
            Assert.Contains(usual, row => Of(row, "directorate") != "[z]");
            Assert.Contains(usual, row => PublishedCity.Number(row, "numerator") is >= 10 and <= 19);
        }
        finally
        {
            await city.DisposeAsync();
        }
    }
}
