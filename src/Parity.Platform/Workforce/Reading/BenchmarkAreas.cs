namespace Parity.Platform.Workforce.Reading;

/// <summary>The areas that have a population to compare with, by the code in the first column of the reference files.</summary>
internal static class BenchmarkAreas
{
    private static readonly Lazy<HashSet<string>> Codes = new(() =>
        [.. new[] { "reference/census2021_ethnic_group_benchmarks.csv", "reference/severnside_population.csv" }.SelectMany(CodesOf)]);

    /// <summary>Several areas may be joined by a plus sign; then all must be known.</summary>
    public static bool Has(string area) => area.Split('+', StringSplitOptions.TrimEntries).All(Codes.Value.Contains);

    private static IEnumerable<string> CodesOf(string resource)
    {
        using var stream = typeof(BenchmarkAreas).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is missing from the program.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line) yield return line[..line.IndexOf(',', StringComparison.Ordinal)];
    }
}
