using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>Computes every indicator of <see cref="IndicatorCatalogue"/> for organisations, sectors and the city.</summary>
public static class IndicatorEngine
{
    /// <summary>The figures of these returns: each organisation by code, then each sector, then CITY pooled over all of them.</summary>
    public static IReadOnlyList<Figure> Compute(IReadOnlyList<Return> returns, ComputeOptions options) =>
        Compute([.. returns.Select(Tally.From)], options);

    /// <summary>The same from tallies, so that each return can be counted on its own.</summary>
    /// <exception cref="ArgumentException">Two tallies of one organisation: its people would be counted twice.</exception>
    public static IReadOnlyList<Figure> Compute(IReadOnlyList<Tally> tallies, ComputeOptions options)
    {
        RefuseRepeated(tallies);
        return Together([.. tallies.Select(t => (t, (IReadOnlyList<Figure>?)null))], options);
    }

    /// <summary>The figures of one organisation, as they stand among those of any list of returns that it is part of.</summary>
    public static IReadOnlyList<Figure> ComputeAlone(Return source, ComputeOptions options) => Alone(Tally.From(source), options);

    /// <summary>The same from returns whose own figures were computed before, each on its own: sectors and the city are added.</summary>
    /// <exception cref="ArgumentException">Two returns of one organisation.</exception>
    public static IReadOnlyList<Figure> Compute(IReadOnlyList<CountedReturn> counted, ComputeOptions options)
    {
        List<(Tally Tally, IReadOnlyList<Figure>? Alone)> returns = [.. counted.Select(c => (Tally.From(c.Return), c.Figures))];
        RefuseRepeated([.. returns.Select(r => r.Tally)]);
        return Together(returns, options);
    }

    private static void RefuseRepeated(IReadOnlyList<Tally> tallies)
    {
        var repeated = tallies.GroupBy(t => t.Header.Organisation, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (repeated is not null) throw new ArgumentException($"Two returns are for organisation {repeated.Key}.", nameof(tallies));
    }

    private static List<Figure> Together(List<(Tally Tally, IReadOnlyList<Figure>? Alone)> returns, ComputeOptions options)
    {
        var alone = new Dictionary<string, IReadOnlyList<Figure>>(StringComparer.Ordinal);
        var figures = new List<Figure>();
        foreach (var (tally, own) in returns.OrderBy(r => r.Tally.Header.Organisation, StringComparer.Ordinal))
            figures.AddRange(alone[tally.Header.Organisation] = own ?? Alone(tally, options));
        List<Tally> tallies = [.. returns.Select(r => r.Tally)];
        if (!options.Pooled || tallies.Count == 0) return figures;

        foreach (var sector in tallies.Where(t => t.Header.Sector is not Sector.NotKnown).GroupBy(t => t.Header.Sector).OrderBy(s => s.Key))
            AddPooled($"SECTOR:{sector.Key.Code()}", [.. sector]);
        AddPooled("CITY", tallies);
        return figures;

        void AddPooled(string code, IReadOnlyList<Tally> members) => figures.AddRange(members is [var only]
            ? OfOne(alone[only.Header.Organisation], code)
            : FiguresOf(new(code, isPooled: true, members, options)));
    }

    private static IReadOnlyList<Figure> Alone(Tally tally, ComputeOptions options) => FiguresOf(new(tally.Header.Organisation, isPooled: false, [tally], options));

    /// <summary>
    /// A pool of one return has that return's figures, less what is not pooled (directorates, and in the city grades); its adjusted
    /// ratio is the ratio itself.
    /// </summary>
    private static IEnumerable<Figure> OfOne(IReadOnlyList<Figure> figures, string code) => figures
        .Where(f => f.Scope["directorate"] is null && (code != "CITY" || f.Indicator != "grade-representation"))
        .Select(f => f with { Organisation = code, Adjusted = IndicatorCatalogue.Of(f.Indicator).Unit is IndicatorUnit.Ratio ? f.Value : null });

    private static IReadOnlyList<Figure> FiguresOf(Pool pool)
    {
        var sheet = new FigureSheet(pool);
        PeopleFigures.Add(pool, sheet);
        RatioFigures.Add(pool, sheet);
        CaseFigures.Add(pool, sheet);
        PayFigures.Add(pool, sheet);
        AnswerFigures.Add(pool, sheet);
        return sheet.Figures;
    }
}
