using System.Text.Json.Nodes;
using Parity.Platform.Publishing;
using Parity.Platform.Publishing.Contract;
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

    private async Task<Publication> SecondAsync(string file)
    {
        var outcome = await new PublishEdition.Handler().HandleAsync(new(Path.Combine(place, file), Path.Combine(place, "published", Path.GetRandomFileName())));
        return Assert.IsType<PublishEdition.Outcome.Published>(outcome).Publication;
    }

    private static int InBoth(Publication publication) =>
        publication.Changes.Where(c => c is { Organisation: "CITY", Indicator: "representation", Classification: "white/other", Scope.Count: 0 }).Max(c => c.MatchedOrganisations);

    public void Dispose() => Directory.Delete(place, recursive: true);
}
