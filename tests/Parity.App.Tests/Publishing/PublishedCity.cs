using System.Text.Json;
using System.Text.Json.Nodes;
using Parity.Platform.Publishing;
using Parity.Platform.SampleCity;
using Parity.Web;

namespace Parity.App.Tests.Publishing;

/// <summary>
/// Editions of the fictional city: its first two, published once for all tests of a class, or those of another such city.
/// The first two are kept in the folder that <c>PARITY_TEST_CITY</c> names, for the browser to visit.
/// </summary>
public sealed class PublishedCity : IAsyncLifetime
{
    private readonly int editions;
    private readonly WriteCity.Request request;

    public PublishedCity() : this(new(""), 2) { }

    internal PublishedCity(WriteCity.Request request, int editions) => (this.request, this.editions) = (request, editions);

    public string Place { get; } = Directory.CreateTempSubdirectory("parity-published-").FullName;

    public string Edition(int number) => Path.Combine(Place, "published", $"edition-{number}");

    public async Task InitializeAsync()
    {
        string? kept = request == new WriteCity.Request("") ? KeptCity.Folder : null;
        Assert.IsType<WriteCity.Outcome.Written>(WriteCity.Handler.Handle(request with { Folder = Place, Editions = editions }));
        foreach (int edition in Enumerable.Range(1, editions))
            Assert.IsType<PublishEdition.Outcome.Published>(await PublishAsync($"edition-{edition}.json", Edition(edition), new(kept is null ? null : (publication, folder, stop) =>
            {
                string visited = KeptCity.Copy(folder, Path.Combine(kept, $"edition-{edition}"));
                return PublicSite.WriteAsync(publication, visited, stop);
            })));
        if (kept is not null) KeptCity.Finish(kept);
    }

    public Task<PublishEdition.Outcome> PublishAsync(string editionFile, string output) => PublishAsync(editionFile, output, new());

    private Task<PublishEdition.Outcome> PublishAsync(string editionFile, string output, PublishEdition.Handler publish) =>
        publish.HandleAsync(new(Path.Combine(Place, editionFile), output));

    /// <summary>A copy of the first edition's returns in which one organisation's employees are changed.</summary>
    public string Copy(string name, string organisation, Func<List<string>, IEnumerable<string>> change, params string[] previous) => CopyOf(1, name, organisation, change, previous);

    /// <summary>A copy of an edition's returns in which one organisation's employees are changed.</summary>
    public string CopyOf(int edition, string name, string organisation, Func<List<string>, IEnumerable<string>> change, params string[] previous)
    {
        string original = Path.Combine(Place, $"edition-{edition}");
        foreach (string file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(Place, name, Path.GetRelativePath(original, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        string employees = Path.Combine(Place, name, organisation, "employees.csv");
        File.WriteAllLines(employees, change([.. File.ReadLines(employees)]));
        var asked = JsonNode.Parse(File.ReadAllText(original + ".json"))!;
        asked["returns"] = new JsonArray([.. asked["returns"]!.AsArray().Select(r => (JsonNode)r!.ToString().Replace($"edition-{edition}/", name + "/", StringComparison.Ordinal))]);
        asked["previous"] = new JsonArray([.. previous.Select(p => (JsonNode)p)]);
        File.WriteAllText(Path.Combine(Place, name + ".json"), asked.ToJsonString());
        return name + ".json";
    }

    public List<string> EventReferences(string organisation, int edition = 1)
    {
        var lines = File.ReadLines(Path.Combine(Place, $"edition-{edition}", organisation, "events.csv")).Select(l => l.Split(',')).ToList();
        int column = Array.IndexOf(lines[0], "employee_ref");
        return [.. lines.Skip(1).Select(l => l[column])];
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Place, recursive: true);
        return Task.CompletedTask;
    }

    internal static IEnumerable<string> WithoutThree(List<string> lines, HashSet<string> busy)
    {
        int person = Array.IndexOf(lines[0].Split(','), "employee_ref");
        var gone = lines.Skip(1).Where(l => !busy.Contains(l.Split(',')[person])).Take(3).ToHashSet();
        return lines.Where(l => !gone.Contains(l));
    }

    internal static string OpenData(string folder) => Directory.EnumerateFiles(Path.Combine(folder, "data"), "parity-*.json").Single();

    internal static List<JsonElement> Figures(string folder) =>
        [.. JsonDocument.Parse(File.ReadAllText(OpenData(folder))).RootElement.GetProperty("figures").EnumerateArray()];

    internal static decimal? Number(JsonElement row, string column) =>
        row.GetProperty(column) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;

    internal static List<(string Family, string Place, string Part, string Group, long Value, string Status)> Ledger(string folder) =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "internal", "ledger.json"))).RootElement.GetProperty("counts").EnumerateArray()
            .Select(c => (c[0].GetString()!, c[1].GetString()!, c[2].GetString()!, c[3].GetString()!, c[4].GetInt64(), c[5].GetString()!))];

    /// <summary>Counts that both of two releases show and that lie 1 to 9 apart, and how many were compared.</summary>
    /// <param name="planted">By how much the first count is made to differ, to see that it is found.</param>
    internal static (IReadOnlyList<string> Close, int Compared) Close(string earlier, string later, int planted = 0)
    {
        var before = Figures(earlier).ToDictionary(r => r.GetProperty("id").GetString()!);
        var close = new List<string>();
        int compared = 0;
        foreach (var row in Figures(later))
        {
            if (!before.TryGetValue(row.GetProperty("id").GetString()!, out var then)) continue;
            foreach (string column in (string[])["numerator", "denominator", "reference_numerator", "reference_denominator"])
            {
                if (Number(row, column) is not { } now || Number(then, column) is not { } was) continue;
                if (compared++ == 0 && planted > 0) now = was + planted;
                if (Math.Abs(now - was) is >= 1 and <= 9) close.Add($"{row}: {column} was {was}");
            }
        }

        return (close, compared);
    }
}
