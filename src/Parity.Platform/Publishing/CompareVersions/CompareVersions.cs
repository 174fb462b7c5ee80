using System.IO.Compression;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Publishing;

/// <summary>Two versions of one edition side by side: what each shows and the other does not, for publishers who choose between designs.</summary>
public static class CompareVersions
{
    /// <param name="Number">The other version of the same edition.</param>
    public sealed record Request(VersionId Version, int Number);

    /// <param name="Both">Figures that both show.</param>
    /// <param name="OnlyHere">Figures that this version shows; the other withholds them or has no row for them.</param>
    public sealed record Measure(string Title, int Both, int OnlyHere, int OnlyThere);

    public sealed record Outcome(int Number, UtilityReport Here, UtilityReport There, EditionDesign Design, EditionDesign OtherDesign, IReadOnlyList<Measure> Measures);

    public sealed class Handler(Store store)
    {
        /// <returns>Null where one of them has no figures, or they are of different editions.</returns>
        public Task<Outcome?> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(async records =>
        {
            if (await records.Set<EditionVersion>().SingleOrDefaultAsync(v => v.Id == request.Version, stop) is not { Archive: not null, Utility: not null } here) return null;
            if (await records.Set<EditionVersion>().SingleOrDefaultAsync(v => v.Edition == here.Edition && v.Number == request.Number && v.Id != here.Id, stop) is not { Archive: not null, Utility: not null } there) return null;
            var (titles, shown) = await ShownAsync(records, here, stop);
            var (otherTitles, otherShown) = await ShownAsync(records, there, stop);
            var measures = new List<Measure>();
            foreach (var (code, title) in titles.Concat(otherTitles.Where(o => !titles.ContainsKey(o.Key))))
            {
                HashSet<string> one = shown.GetValueOrDefault(code, []), other = otherShown.GetValueOrDefault(code, []);
                int both = one.Count(other.Contains);
                if (one.Count + other.Count > 0) measures.Add(new(title, both, one.Count - both, other.Count - both));
            }

            return new Outcome(there.Number, UtilityOf(here), UtilityOf(there), here.Design, there.Design, measures);
        });

        private UtilityReport UtilityOf(EditionVersion version) =>
            JsonSerializer.Deserialize(store.Key.Open("utility", version.Utility!, version.Id.Value.ToByteArray()), EditionJsonTypes.Default.UtilityReport)!;

        /// <summary>The ids of the rows whose figure is shown, by measure, from the file that the public would read.</summary>
        private async Task<(Dictionary<string, string> Titles, Dictionary<string, HashSet<string>> Shown)> ShownAsync(Records records, EditionVersion version, CancellationToken stop)
        {
            using var zip = new ZipArchive(new MemoryStream(await KeptArchive.ReadAsync(records, store.Key, version.Archive!.Value, stop)));
            var file = zip.Entries.Single(e => e.FullName.StartsWith("data/parity-", StringComparison.Ordinal) && e.FullName.EndsWith(".json", StringComparison.Ordinal));
            await using var content = await file.OpenAsync(stop);
            using var data = await JsonDocument.ParseAsync(content, cancellationToken: stop);
            var titles = data.RootElement.GetProperty("indicators").EnumerateArray().ToDictionary(i => i.GetProperty("indicator").GetString()!, i => i.GetProperty("title").GetString()!, StringComparer.Ordinal);
            var shown = data.RootElement.GetProperty("figures").EnumerateArray().Where(f => f.GetProperty("value").ValueKind is JsonValueKind.Number)
                .GroupBy(f => f.GetProperty("indicator").GetString()!, f => f.GetProperty("id").GetString()!).ToDictionary(g => g.Key, g => g.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
            return (titles, shown);
        }
    }
}
