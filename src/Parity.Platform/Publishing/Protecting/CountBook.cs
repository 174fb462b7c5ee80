using Parity.Indicators;

namespace Parity.Platform.Publishing.Protecting;

/// <summary>
/// Every count that the figures of an edition are made of, by its key: the true numbers that the protection works on.
/// </summary>
internal sealed class CountBook
{
    private const string Opening = "opening-headcount";

    private readonly Dictionary<CountKey, long> _values = [];
    private readonly Dictionary<CountKey, long> _doubledAverages = [];

    private CountBook(IReadOnlyList<(Figure Figure, Indicator Indicator, FigureCounts Counts)> figures) => Figures = figures;

    public IReadOnlyList<(Figure Figure, Indicator Indicator, FigureCounts Counts)> Figures { get; }

    public IReadOnlyDictionary<CountKey, long> Values => _values;

    public static CountBook Of(IReadOnlyList<Figure> figures, Places places)
    {
        var absent = new Absent(figures, places);
        var book = new CountBook([.. figures
            .Select(f => (Figure: f, Indicator: IndicatorCatalogue.Of(f.Indicator)))
            .Where(f => !PublicPlan.Ignores(f.Figure, f.Indicator))
            .Select(f => (f.Figure, f.Indicator, FigureCounts.Of(f.Figure, f.Indicator, Places.Without(f.Figure.Organisation, absent.From(f.Figure, f.Indicator)))))]);
        var quarters = new Dictionary<(string Place, string Group, string Quarter), double>();
        foreach (var (figure, _, counts) in book.Figures)
        {
            if (figure.Indicator == "pay-quarter" && figure.Classification == "broad" && figure.Scope["quarter"] is { } quarter)
                quarters[(figure.Organisation, figure.Group, quarter)] = figure.Numerator ?? 0;
            foreach (var count in counts.All()) book.Note(count);
        }

        book.RoundQuarters(quarters);
        book.SplitAverages(places);
        return book;
    }

    private void SplitAverages(Places places)
    {
        foreach (var (average, doubled) in _doubledAverages)
        {
            var closing = average with { Family = FigureCounts.Headcount };
            if (!_values.ContainsKey(closing) && Places.Whole(closing.Place) != closing.Place)
                _values[closing] = places.Within(closing.Place).Sum(o => _values.GetValueOrDefault(closing with { Place = o }));
            if (_values.TryGetValue(closing, out long people) && doubled >= people) _values[average with { Family = Opening }] = doubled - people;
            else _values[average] = doubled;
        }
    }

    /// <summary>
    /// The cells that must all be shown for this count to be shown, and how often each is in it. An average of two
    /// headcounts shown beside one of them tells the other, so it stands on both.
    /// </summary>
    public IReadOnlyList<CountKey> CellsOf(FigureCount count)
    {
        if (count.Key.Family != FigureCounts.Average || _values.ContainsKey(count.Key)) return [count.Key];
        return [count.Key with { Family = Opening }, count.Key with { Family = FigureCounts.Headcount }];
    }

    public static bool IsOpening(CountKey key) => key.Family == Opening;

    public static CountKey OpeningOf(CountKey headcount) => headcount with { Family = Opening };

    private void Note(FigureCount count)
    {
        if (count.Key.Family == FigureCounts.Average)
        {
            _doubledAverages[count.Key] = count.Value;
            return;
        }

        if (count.Key.Family == FigureCounts.QuarterPlaces && count.Key.Group != Groups.All) return;
        if (_values.TryGetValue(count.Key, out long before) && before != count.Value)
            throw new InvalidOperationException($"Two figures count {count.Key} differently, {before} and {count.Value}: their definitions must tell them apart.");
        _values[count.Key] = count.Value;
    }

    /// <summary>Places in the pay quarters are split in exact proportion inside; in public they are whole people.</summary>
    private void RoundQuarters(Dictionary<(string Place, string Group, string Quarter), double> quarters)
    {
        foreach (var place in quarters.GroupBy(q => q.Key.Place))
        {
            var groups = place.Select(q => q.Key.Group).Distinct().Order(StringComparer.Ordinal).ToList();
            var numbers = place.Select(q => q.Key.Quarter).Distinct().Order(StringComparer.Ordinal).ToList();
            var whole = WholePlaces.Round([.. groups.Select(g => numbers.Select(n => quarters.GetValueOrDefault((place.Key, g, n))).ToArray())]);
            for (int n = 0; n < numbers.Count; n++)
            {
                string part = Parts.With("", "quarter", numbers[n]);
                long other = 0;
                for (int g = 0; g < groups.Count; g++)
                {
                    _values[new(FigureCounts.QuarterPlaces, place.Key, part, groups[g])] = whole[g][n];
                    if (groups[g] is not (Groups.White or Groups.Unknown)) other += whole[g][n];
                }

                _values[new(FigureCounts.QuarterPlaces, place.Key, part, Groups.Other)] = other;
            }
        }
    }
}
