using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>A part of a pool, and the key and value that name it in a scope; no key for the whole.</summary>
internal readonly record struct PoolPart(PartKind Kind, int Index, string? Key, string Value)
{
    public static readonly PoolPart Whole = new(PartKind.Whole, Part.Whole, null, "");
    public bool IsWhole => Kind is PartKind.Whole;
}

/// <summary>
/// One or more returns whose figures are computed together: an organisation, a sector or the city. Counts and people are pooled; a
/// tally takes part in an indicator where its source table was sent.
/// </summary>
internal sealed class Pool
{
    /// <summary>A detailed group is crossed only where it has this many people in the part: the floor of the ratios' denominators.</summary>
    private const int CrossedDetail = 20;

    private readonly List<PoolPart> parts = [PoolPart.Whole];

    public Pool(string code, bool isPooled, IEnumerable<Tally> tallies, ComputeOptions options)
    {
        (Code, IsPooled, Options) = (code, isPooled, options);
        Tallies = [.. tallies.OrderBy(t => t.Header.Organisation, StringComparer.Ordinal)];
        foreach (var band in Enum.GetValues<Band>()) AddPart(PartKind.Band, Part.Of(band), "band", band.Code());
        foreach (var sex in new[] { Sex.F, Sex.M, Sex.O }) AddPart(PartKind.Sex, Part.Of(sex), "sex", sex.ToString());
        foreach (var disability in new[] { Disability.Y, Disability.N }) AddPart(PartKind.Disability, Part.Of(disability), "disability", disability.ToString());
        if (isPooled) return;
        var directorates = Tallies[0].Return.Directorates;
        for (int d = 0; d < directorates.Count; d++) AddPart(PartKind.Directorate, Part.Directorate + d, "directorate", directorates[d]);
    }

    public string Code { get; }
    public bool IsPooled { get; }
    public ComputeOptions Options { get; }
    public IReadOnlyList<Tally> Tallies { get; }

    public long People(int part, ulong codes) => Of(Tallies, Tick.People, part, codes);

    public static long Of(IReadOnlyList<Tally> tallies, Tick tick, int part, ulong codes)
    {
        long sum = 0;
        for (int i = 0; i < tallies.Count; i++) sum += tallies[i].Employees.Of(tick, part, codes);
        return sum;
    }

    /// <summary>The parts an indicator is given for: the whole, and those its definition may be crossed by.</summary>
    public IEnumerable<PoolPart> PartsOf(Indicator indicator) => parts.Where(p => p.IsWhole || (Options.Crossed && indicator.Crossings.Contains(p.Key!)));

    /// <summary>The bands with anybody in them.</summary>
    public IEnumerable<PoolPart> Bands => parts.Where(p => p.Kind is PartKind.Band);

    /// <summary>
    /// True where a classification is given in a part. Ethnicity is crossed with each of the four; sex and disability with directorate and
    /// band; the rest is given for the whole.
    /// </summary>
    public static bool Crosses(Classification? classification, PartKind kind) =>
        kind is PartKind.Whole || classification is null || classification.Characteristic switch
        {
            Characteristic.Ethnicity => true,
            Characteristic.Sex or Characteristic.Disability => kind is PartKind.Band or PartKind.Directorate,
            _ => false,
        };

    /// <summary>True where a group has enough people in a part to be listed: anybody, or for a detailed group in a crossed part at least 20.</summary>
    public static bool Lists(PoolPart part, Classification? classification, long people) =>
        part.IsWhole || people >= (ReferenceEquals(classification, Classification.Detailed) ? CrossedDetail : 1);

    /// <summary>The classifications of an indicator that codes met in its tables support.</summary>
    public static IEnumerable<Classification> Supported(Indicator indicator, ulong seen) =>
        indicator.Classifications.Select(Classification.Of).Where(c => Supports(c, seen));

    public static bool Supports(Classification classification, ulong seen) =>
        classification.Characteristic is Characteristic.Ethnicity ? (seen & classification.UnsupportedBy) == 0 : (seen & classification.Known) != 0;

    private void AddPart(PartKind kind, int index, string key, string value)
    {
        if (People(index, Group.All.Mask) > 0) parts.Add(new(kind, index, key, value));
    }
}
