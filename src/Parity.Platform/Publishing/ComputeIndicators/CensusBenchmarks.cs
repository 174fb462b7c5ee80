using System.Globalization;
using Parity.Indicators;
using Parity.Indicators.Returns;

namespace Parity.Platform.Publishing;

/// <summary>
/// Residents by ethnic group of the comparison areas: Census 2021, Office for National Statistics
/// (<c>reference/census2021_ethnic_group_benchmarks.csv</c>). All ages: the source has no working-age table. The fictional city
/// has a population of its own in a file of the same shape, so that no invented figure stands beside a real place.
/// </summary>
public static class CensusBenchmarks
{
    private static readonly string[] Resources = ["reference/census2021_ethnic_group_benchmarks.csv", "reference/severnside_population.csv"];

    /// <summary>
    /// By the census's own names. The file's key column numbers the Black groups in the census's order (African first), the returns'
    /// harmonised codes in the older one (Caribbean first), so the key must not be read as a code.
    /// </summary>
    private static readonly Dictionary<string, Ethnicity> Codes = new(StringComparer.Ordinal)
    {
        ["English, Welsh, Scottish, Northern Irish or British"] = Ethnicity.W1,
        ["Irish"] = Ethnicity.W2,
        ["Gypsy or Irish Traveller"] = Ethnicity.W3,
        ["Roma"] = Ethnicity.W4,
        ["Other White"] = Ethnicity.W9,
        ["White and Black Caribbean"] = Ethnicity.M1,
        ["White and Black African"] = Ethnicity.M2,
        ["White and Asian"] = Ethnicity.M3,
        ["Other Mixed or Multiple ethnic groups"] = Ethnicity.M9,
        ["Indian"] = Ethnicity.A1,
        ["Pakistani"] = Ethnicity.A2,
        ["Bangladeshi"] = Ethnicity.A3,
        ["Chinese"] = Ethnicity.A4,
        ["Other Asian"] = Ethnicity.A9,
        ["Caribbean"] = Ethnicity.B1,
        ["African"] = Ethnicity.B2,
        ["Other Black"] = Ethnicity.B9,
        ["Arab"] = Ethnicity.O1,
        ["Any other ethnic group"] = Ethnicity.O9,
    };

    public static BenchmarkPopulations Load()
    {
        var areas = new Dictionary<string, IReadOnlyDictionary<Ethnicity, long>>(StringComparer.Ordinal);
        foreach (var area in Rows().GroupBy(r => r[0], StringComparer.Ordinal))
            areas[area.Key] = area.ToDictionary(r => Codes[r[4]], r => long.Parse(r[5], CultureInfo.InvariantCulture));
        return new(areas);
    }

    /// <summary>Area codes and names, for people.</summary>
    public static IReadOnlyDictionary<string, string> AreaNames() => Rows().GroupBy(r => r[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First()[1], StringComparer.Ordinal);

    private static IEnumerable<string[]> Rows() => Resources.SelectMany(Rows);

    private static IEnumerable<string[]> Rows(string resource)
    {
        using var stream = typeof(CensusBenchmarks).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is missing from the program.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line) yield return Cells(line);
    }

    /// <summary>Our own reference file: commas inside quotes, no quotes inside cells, one record a line.</summary>
    private static string[] Cells(string line) =>
        [.. line.Split('"').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(',')).Where(cell => cell.Length > 0)];
}
