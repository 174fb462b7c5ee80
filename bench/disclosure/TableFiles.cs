using System.Globalization;
using System.Text.Json;
using Parity.Disclosure;

namespace Parity.Bench.Disclosure;

/// <summary>A table of the bench as the files that protect, audit and verify read.</summary>
internal static class TableFiles
{
    public static void Write(string folder, Dimension[] dimensions, int[][] tables, int minInterval, IEnumerable<(string[] Codes, long People)> inner)
    {
        Directory.CreateDirectory(folder);
        foreach (var dimension in dimensions) File.WriteAllLines(Path.Combine(folder, $"{dimension.Name}.csv"), ["code,parent", .. Links(dimension)]);
        var specification = new
        {
            dimensions = dimensions.Select(d => new { name = d.Name, hierarchy = $"{d.Name}.csv" }),
            count = "n",
            threshold = 5,
            minInterval,
            tables = tables.Select(t => t.Select(d => dimensions[d].Name)),
        };
        File.WriteAllText(Path.Combine(folder, "spec.json"), JsonSerializer.Serialize(specification));
        var people = inner.GroupBy(i => string.Join(',', i.Codes), i => i.People).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key},{g.Sum()}"));
        File.WriteAllLines(Path.Combine(folder, "table.csv"), [string.Join(',', [.. dimensions.Select(d => d.Name), "n"]), .. people]);
    }

    // Every code below each that it is part of.
    private static IEnumerable<string> Links(Dimension dimension)
    {
        foreach (int root in dimension.Roots) yield return $"{dimension.Codes[root]},";
        for (int code = 0; code < dimension.Codes.Count; code++)
        {
            foreach (int child in dimension.ChildrenOf(code)) yield return $"{dimension.Codes[child]},{dimension.Codes[code]}";
        }
    }
}
