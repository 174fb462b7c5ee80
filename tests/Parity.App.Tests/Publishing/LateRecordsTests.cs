using System.Text.Json.Nodes;
using Parity.Platform.Publishing;
using Parity.Platform.SampleCity;

namespace Parity.App.Tests.Publishing;

/// <summary>What an edition told of its day, and what the next one begins with: where they differ by a few people, both together would tell of those.</summary>
public sealed class LateRecordsTests
{
    [Fact]
    public async Task An_opening_that_a_late_record_changed_or_that_was_withheld_is_not_shown_beside_what_was_told_before_with_its_ledger_and_without_and_an_earlier_day_comes_too_late()
    {
        var city = new PublishedCity(new("", Organisations: 5, Employees: 3_000, Seed: 7), editions: 2);
        Assert.IsType<WriteCity.Outcome.Written>(WriteCity.Handler.Handle(new(city.Place, Organisations: 5, Employees: 3_000, Editions: 2, Seed: 7)));
        try
        {
            // Those three were entered late: the first edition had not counted them, and the second begins with them.
            var busy = city.EventReferences("city-council").ToHashSet();
            string early = Path.Combine(city.Place, "published", "early");
            Assert.IsType<PublishEdition.Outcome.Published>(await city.PublishAsync(city.Copy("early", "city-council", lines => PublishedCity.WithoutThree(lines, busy)), early));
            string second = await WithPreviousAsync("edition-2.json", "published/early");

            Assert.IsType<PublishEdition.Outcome.Published>(await city.PublishAsync(second, city.Edition(2)));

            var before = PublishedCity.Ledger(early).Where(c => c is { Family: "headcount", Part: "" }).ToList();
            var told = before.Where(c => c.Status == "shown").ToDictionary(c => (c.Place, c.Group), c => c.Value);
            var openings = PublishedCity.Ledger(city.Edition(2)).Where(c => c is { Family: "opening-headcount", Part: "" } && told.ContainsKey((c.Place, c.Group))).ToList();
            var changed = openings.FindAll(c => c.Value != told[(c.Place, c.Group)]);
            Assert.True(openings.Count > 10 && changed.Count > 0, $"{changed.Count} of {openings.Count} changed.");
            Assert.All(changed, c => Assert.NotEqual("shown", c.Status));

            // With the second edition out, the first is not made anew.
            var refused = Assert.IsType<PublishEdition.Outcome.Refused>(await city.PublishAsync(await WithPreviousAsync("edition-1.json", "published/edition-2"), Path.Combine(city.Place, "published", "late")));
            Assert.Contains("of a later day", Assert.Single(refused.Reasons), StringComparison.Ordinal);

            // A ledger that is not one is not passed over; where it is gone, what was withheld in public files stays withheld.
            string ledger = Path.Combine(early, "internal", "ledger.json"), again = Path.Combine(city.Place, "published", "again");
            await File.WriteAllTextAsync(ledger, (await File.ReadAllTextAsync(ledger))[..^100]);
            Assert.Contains("ledger", Assert.Single(Assert.IsType<PublishEdition.Outcome.Refused>(await city.PublishAsync(second, again)).Reasons), StringComparison.Ordinal);
            Directory.Delete(Path.GetDirectoryName(ledger)!, recursive: true);

            Assert.IsType<PublishEdition.Outcome.Published>(await city.PublishAsync(second, again));

            var now = PublishedCity.Ledger(again).Where(c => c is { Family: "opening-headcount", Part: "" }).ToDictionary(c => (c.Place, c.Group));
            Assert.All(changed, c => Assert.NotEqual("shown", now[(c.Place, c.Group)].Status));
            var keptBack = before.Where(c => c.Status is "primary" or "complementary").Select(c => (c.Place, c.Group)).Where(c => now.TryGetValue(c, out var opening) && opening.Value > 0).ToList();
            Assert.NotEmpty(keptBack);
            Assert.All(keptBack, c => Assert.NotEqual("shown", now[c].Status));
        }
        finally
        {
            await city.DisposeAsync();
        }

        async Task<string> WithPreviousAsync(string file, string previous)
        {
            var edition = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(city.Place, file)))!;
            edition["previous"] = new JsonArray(previous);
            await File.WriteAllTextAsync(Path.Combine(city.Place, "with-" + file), edition.ToJsonString());
            return "with-" + file;
        }
    }
}
