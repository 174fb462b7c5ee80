namespace Parity.Indicators;

/// <summary>Words of a figure's flag, in the order in which they are written.</summary>
[Flags]
internal enum Marks { None = 0, Adverse = 1, Reverse = 2, Significant = 4, Strong = 8, TooFew = 16, NotCalculable = 32, SnapshotBase = 64 }

/// <summary>Collects the figures of one pool.</summary>
internal sealed class FigureSheet(Pool pool)
{
    private static readonly string[] Words = ["adverse", "reverse", "significant", "strong", "too-few", "not-calculable", "snapshot-base"];
    private static readonly string[] Flags = [.. Enumerable.Range(0, 128).Select(bits => string.Join(' ', Words.Where((_, w) => (bits >> w & 1) != 0)))];

    private readonly List<Figure> figures = [];
    private readonly Dictionary<(string?, string?, string?, string?, PartKind, int), Scope> scopes = [];

    public IReadOnlyList<Figure> Figures => figures;

    /// <summary>The scope of a part, with up to two named keys of the indicator.</summary>
    public Scope ScopeOf(PoolPart part, string? key = null, string? value = null, string? second = null, string? secondValue = null)
    {
        if (part.IsWhole && key is null) return Scope.Whole;
        var at = (key, value, second, secondValue, part.Kind, part.Index);
        if (scopes.TryGetValue(at, out var known)) return known;
        var keys = new List<(string, string)>();
        if (key is not null) keys.Add((key, value!));
        if (second is not null) keys.Add((second, secondValue!));
        if (part.Key is not null) keys.Add((part.Key, part.Value));
        return scopes[at] = Scope.Of([.. keys]);
    }

    public void Add(
        Indicator indicator, Scope scope, Classification? classification, string group, string? reference, double? numerator, double? denominator,
        double? referenceNumerator, double? referenceDenominator, double? value, Interval? interval, Marks marks, double? adjusted = null,
        AmountsBehind? behind = null) =>
        figures.Add(new(
            indicator.Id, pool.Code, scope, classification?.Name, group, reference, numerator, denominator, referenceNumerator, referenceDenominator,
            value, interval?.Lower, interval?.Upper, Flags[(int)marks], adjusted)
        { Behind = behind });

    /// <summary>
    /// A fraction with Wilson's limits; not calculable where nobody stands below the line. Where a return counts more above
    /// than below (more answers than people asked: accepted with a warning) it is no proportion and has no limits.
    /// </summary>
    public void AddShare(Indicator indicator, Scope scope, Classification? classification, string group, long numerator, long denominator) => Add(
        indicator, scope, classification, group, null, numerator, denominator, null, null,
        denominator > 0 ? (double)numerator / denominator : null,
        denominator > 0 && numerator <= denominator ? Intervals.Wilson(numerator, denominator, Normal.Z95) : null,
        denominator > 0 ? Marks.None : Marks.NotCalculable);

    /// <summary>Strength of evidence that a value differs from none: 95% and 99.8% intervals apart from it.</summary>
    public static Marks Evidence(Interval at95, Interval at998, double none) =>
        (at95.Excludes(none) ? Marks.Significant : Marks.None) | (at998.Excludes(none) ? Marks.Strong : Marks.None);
}
