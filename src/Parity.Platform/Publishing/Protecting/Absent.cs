using Parity.Indicators;

namespace Parity.Platform.Publishing.Protecting;

/// <summary>
/// Which organisations a pooled figure leaves out. Two pooled counts over different organisations are different counts,
/// and their difference is what the organisations left out have.
/// </summary>
internal sealed class Absent
{
    /// <summary>Figures pooled over the organisations that sent the column or file, with a base that others have too.</summary>
    private static readonly HashSet<string> OnlySenders = ["bonus-share", "board-gap", "benchmark-gap"];

    private readonly Places _places;
    private readonly Dictionary<(string, Scope, string?, string), HashSet<string>> _withoutBase = [];
    private readonly Dictionary<string, HashSet<string>> _senders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _patchy;

    public Absent(IReadOnlyList<Figure> figures, Places places)
    {
        _places = places;
        var people = new Dictionary<string, double>(StringComparer.Ordinal);
        var answered = new Dictionary<(string, string), double>();
        foreach (var figure in figures)
        {
            if (Places.IsPooled(figure.Organisation)) continue;
            if (OnlySenders.Contains(figure.Indicator)) Among(_senders, figure.Indicator).Add(figure.Organisation);
            var indicator = IndicatorCatalogue.Of(figure.Indicator);
            if (IsBaseUnknown(figure, indicator)) Among(_withoutBase, Table(figure)).Add(figure.Organisation);
            if (figure.Scope.Parts.Count > 0) continue;
            if (figure is { Indicator: "headcount", Group: Groups.All }) people[figure.Organisation] = figure.Numerator ?? 0;
            if (figure is not { Indicator: "training-likelihood", Classification: "white/other" }) continue;
            answered[(figure.Organisation, figure.Group)] = figure.Denominator ?? 0;
            answered[(figure.Organisation, figure.Reference!)] = figure.ReferenceDenominator ?? 0;
        }

        _patchy = [.. people.Keys.Where(o => 10 * (people[o] - answered.Where(a => a.Key.Item1 == o).Sum(a => a.Value)) > people[o])];
    }

    public IReadOnlyCollection<string> From(Figure figure, Indicator indicator)
    {
        if (!Places.IsPooled(figure.Organisation)) return [];
        var inside = _places.Within(figure.Organisation);
        if (OnlySenders.Contains(indicator.Id)) return [.. inside.Except(Among(_senders, indicator.Id))];
        if (indicator.Id == "training-likelihood") return inside.All(_patchy.Contains) ? [] : [.. inside.Where(_patchy.Contains)];
        if (!_withoutBase.TryGetValue(Table(figure), out var unknown)) return [];
        var left = inside.Where(unknown.Contains).ToList();
        return left.Count == inside.Count ? [] : left;
    }

    /// <summary>An average headcount that an organisation cannot tell for the group or for the reference.</summary>
    private static bool IsBaseUnknown(Figure figure, Indicator indicator) =>
        indicator.Denominator is { Name: FigureCounts.Average } && (figure.Denominator is null || (indicator.HasReference && figure.ReferenceDenominator is null));

    private static (string, Scope, string?, string) Table(Figure figure) => (figure.Indicator, figure.Scope, figure.Classification, figure.Group);

    private static HashSet<string> Among<TKey>(Dictionary<TKey, HashSet<string>> sets, TKey key)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set)) sets[key] = set = new(StringComparer.Ordinal);
        return set;
    }
}
