using System.Security.Cryptography;
using Parity.Platform.Publishing;

namespace Parity.App.Tests.Publishing;

/// <summary>The public files follow from what the public may know, and from nothing else.</summary>
public sealed class SameBytesTests(SmallPublishedCity small) : IClassFixture<SmallPublishedCity>
{
    private readonly PublishedCity city = small.City;

    [Fact]
    public async Task Publishing_twice_gives_the_same_bytes()
    {
        string again = Path.Combine(city.Place, "again");
        Assert.IsType<PublishEdition.Outcome.Published>(await city.PublishAsync("edition-1.json", again));
        Assert.Equal(Hashes(city.Edition(1)), Hashes(again));
    }

    [Fact]
    public async Task A_withheld_count_that_changes_among_withheld_counts_changes_no_public_byte()
    {
        // In both worlds Community Health has few people of two small groups of one broad group; in the other, one of them is of the other group.
        List<string> Few(List<string> lines) => Recoded(Recoded(lines, "W1", "W3", 4), "W1", "W4", 4);
        string here = await PublishedAsync("this-world", Few), there = await PublishedAsync("other-world", lines => Recoded(Few(lines), "W3", "W4", 1));
        Assert.Equal(Hashes(here), Hashes(there));
        long[] FewIn(string folder) => [.. PublishedCity.Ledger(folder).Where(c => c is { Family: "headcount", Place: "community-health", Part: "", Group: "W3" or "W4" }).OrderBy(c => c.Group, StringComparer.Ordinal).Select(c => c.Value)];
        Assert.Equal([FewIn(here)[0] - 1, FewIn(here)[1] + 1], FewIn(there));
    }

    private async Task<string> PublishedAsync(string world, Func<List<string>, List<string>> change)
    {
        string folder = Path.Combine(city.Place, "published-" + world);
        Assert.IsType<PublishEdition.Outcome.Published>(await city.PublishAsync(city.Copy(world, "community-health", change), folder));
        return folder;
    }

    private List<string> Recoded(List<string> lines, string from, string to, int people)
    {
        var busy = city.EventReferences("community-health").ToHashSet();
        var head = lines[0].Split(',');
        int code = Array.IndexOf(head, "ethnicity"), person = Array.IndexOf(head, "employee_ref");
        return [.. lines.Select(line =>
        {
            var cells = line.Split(',');
            if (people == 0 || cells[code] != from || busy.Contains(cells[person])) return line;
            people--;
            cells[code] = to;
            return string.Join(',', cells);
        })];
    }

    private static List<string> Hashes(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => (Name: Path.GetRelativePath(folder, f), File: f))
            .Where(f => !f.Name.StartsWith("internal", StringComparison.Ordinal))
            .OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => $"{f.Name} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f.File)))}")];
}
