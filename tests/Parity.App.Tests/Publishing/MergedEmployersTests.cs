using System.Text.Json.Nodes;
using Parity.Disclosure;
using Parity.Platform.Publishing;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Publishing.Protecting;
using Parity.Platform.SampleCity;

namespace Parity.App.Tests.Publishing;

public sealed class MergedEmployersTests : IDisposable
{
    private readonly string place = Directory.CreateTempSubdirectory("parity-merged-").FullName;

    [Fact]
    public async Task An_employer_that_goes_on_under_another_code_is_among_those_in_both_editions_when_the_edition_says_so()
    {
        Assert.IsType<WriteCity.Outcome.Written>(WriteCity.Handler.Handle(new(place, Organisations: 4, Employees: 9_000)));
        string first = Path.Combine(place, "published", "edition-1");
        Assert.IsType<PublishEdition.Outcome.Published>(await new PublishEdition.Handler().HandleAsync(new(Path.Combine(place, "edition-1.json"), first)));
        var unchanged = await SecondAsync("edition-2.json");

        var edition = JsonNode.Parse(File.ReadAllText(Path.Combine(place, "edition-2.json")))!;
        string old = Path.GetFileName(edition["returns"]![0]!.ToString());
        string header = Path.Combine(place, "edition-2", old, "return.csv");
        File.WriteAllText(header, File.ReadAllText(header).Replace($"organisation,{old}", "organisation,new-council", StringComparison.Ordinal));
        var unsaid = await SecondAsync("edition-2.json");
        edition["merged"] = new JsonObject { [old] = "new-council" };
        File.WriteAllText(Path.Combine(place, "merged.json"), edition.ToJsonString());
        var said = await SecondAsync("merged.json");

        int employers = edition["returns"]!.AsArray().Count;
        Assert.Equal(employers, InBoth(unchanged));
        Assert.Equal(employers - 1, InBoth(unsaid));
        Assert.Equal(employers, InBoth(said));
    }

    [Theory]
    [InlineData(44, true)]
    [InlineData(45, true)]
    [InlineData(50, false)]
    public void What_one_of_two_had_before_they_merged_is_not_told_by_taking_the_other_from_what_both_had(int opening, bool isTied)
    {
        CountKey Of(string family, string place) => new(family, place, "", "A");
        var before = new Ledger(10, [new(Of("headcount", "north"), 4, Shown: false), new(Of("headcount", "south"), 40, Shown: true)], []);
        var publication = new EarlierPublication("", "1", "First", new(2025, 3, 31), [], before, ["north", "south"]);
        var system = new CountSystem(threshold: 10);
        int both = system.Add(CountBook.OpeningOf(Of("headcount", "merged")), opening, CellRole.Candidate, 1);
        var earlier = EarlierCounts.Of([publication], new(2026, 3, 31), new(2025, 4, 1), new Dictionary<string, string> { ["north"] = "merged", ["south"] = "merged" });
        earlier.Enter(system);

        // 44 are theirs and 45 one more: the other had four, or one to four. Of fifty the two unknown are ten together, which leaves enough.
        var protection = Protector.ProtectLinked(system.Build(), new ProtectionRules("test", 10, ProtectZeros: false, MinInterval: 5));
        Assert.Equal(isTied ? CellStatus.Complementary : CellStatus.Released, protection.StatusOf(both));
        Assert.Empty(protection.Breaches);

        // Whoever they became knows what each of them knew.
        Assert.Single(system.Owners(earlier.KnowerOf).OwnerOfCell.Distinct());
    }

    private async Task<Publication> SecondAsync(string file)
    {
        var outcome = await new PublishEdition.Handler().HandleAsync(new(Path.Combine(place, file), Path.Combine(place, "published", Path.GetRandomFileName())));
        return Assert.IsType<PublishEdition.Outcome.Published>(outcome).Publication;
    }

    private static int InBoth(Publication publication) =>
        publication.Changes.Where(c => c is { Organisation: "CITY", Indicator: "representation", Classification: "white/other", Scope.Count: 0 }).Max(c => c.MatchedOrganisations);

    public void Dispose() => Directory.Delete(place, recursive: true);
}
