using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>
/// With whom groups are compared: <see cref="White"/> (default), <see cref="WhiteBritish"/>, or one harmonised code.
/// Sex is always compared with M, disability with N, and the other classifications with the group named in
/// <see cref="Classification"/>.
/// </summary>
public sealed record ReferenceChoice
{
    public static readonly ReferenceChoice White = new("white", null);
    public static readonly ReferenceChoice WhiteBritish = new("white-british", null);

    private ReferenceChoice(string name, Ethnicity? code) => (Name, Code) = (name, code);

    /// <summary>As written on the command line.</summary>
    public string Name { get; }

    /// <summary>The one code to compare with; null for the two named choices.</summary>
    public Ethnicity? Code { get; }

    /// <summary>Reads <c>white</c>, <c>white-british</c> or a code of a known group; false for anything else.</summary>
    public static bool TryParse(string text, out ReferenceChoice choice)
    {
        choice = White;
        if (text == White.Name) return true;
        if (text == WhiteBritish.Name)
        {
            choice = WhiteBritish;
            return true;
        }
        if (!Enum.TryParse(text, out Ethnicity code) || code.ToString() != text || code.Broad() is BroadGroup.X) return false;
        choice = new(text, code);
        return true;
    }
}

/// <summary>Residents of comparison areas by harmonised code.</summary>
/// <param name="Areas">Area code to residents by code (19 detailed groups).</param>
public sealed record BenchmarkPopulations(IReadOnlyDictionary<string, IReadOnlyDictionary<Ethnicity, long>> Areas)
{
    public static readonly BenchmarkPopulations None = new(new Dictionary<string, IReadOnlyDictionary<Ethnicity, long>>());

    /// <summary>
    /// Residents of an area, or of several joined with <c>+</c>, which are pooled by population; null when any of them is
    /// not on file, for a share of part of an area would be a share of something else.
    /// </summary>
    public IReadOnlyDictionary<Ethnicity, long>? Of(string area)
    {
        if (area.Length == 0) return null;
        var pooled = new Dictionary<Ethnicity, long>();
        foreach (string code in area.Split('+', StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal))
        {
            if (!Areas.TryGetValue(code, out var residents)) return null;
            foreach (var (group, people) in residents) pooled[group] = pooled.GetValueOrDefault(group) + people;
        }
        return pooled;
    }
}

/// <summary>What to compute.</summary>
public sealed record ComputeOptions
{
    public ReferenceChoice Reference { get; init; } = ReferenceChoice.White;
    public BenchmarkPopulations Benchmarks { get; init; } = BenchmarkPopulations.None;

    /// <summary>Also figures of parts: by directorate, band, sex and disability. Default true.</summary>
    public bool Crossed { get; init; } = true;

    /// <summary>Also sectors and the city. Default true.</summary>
    public bool Pooled { get; init; } = true;
}
