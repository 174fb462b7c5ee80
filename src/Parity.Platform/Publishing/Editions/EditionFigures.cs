using Parity.Indicators;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Publishing.Protecting;

namespace Parity.Platform.Publishing;

/// <summary>What is told about an edition beside its pages: how much protection costs, and each organisation's own figures.</summary>
internal static class EditionFigures
{
    private const string City = "CITY";
    private const string Sector = "SECTOR:";

    private static readonly HashSet<string> Headlines = new(
        ["representation", "senior-representation", "pay-gap-median", "shortlisting-likelihood", "appointment-likelihood", "promotion-likelihood", "disciplinary-likelihood", "leaver-likelihood", "unknown-rate"],
        StringComparer.Ordinal);

    /// <summary>The classifications of an own figure; finer ones are in the tables of <c>parity indicators</c>.</summary>
    private static readonly HashSet<string> Told = new(["white/other", "broad", "sex", "disability"], StringComparer.Ordinal);

    public static UtilityReport UtilityOf(Publication publication, ProtectedEdition edition)
    {
        var now = publication.Figures.Where(f => f.Value is Shown.Number).Select(f => EarlierRow.NameOf(f.Indicator, f.Organisation, f.Scope, f.Classification, f.Group, f.Reference)).ToHashSet(StringComparer.Ordinal);
        var then = edition.Earlier.Compared?.Rows.Where(r => r.Value is not null).ToLookup(r => LevelOf(r.Organisation), r => r.Name);
        string[] levels = ["City", "Sectors", "Organisations"];
        var cells = edition.PublicCounts.ToLookup(key => LevelOf(key.Place.Split('/')[0]));
        var figures = publication.Figures.GroupBy(f => LevelOf(f.Organisation)).ToDictionary(g => g.Key, g => g.ToList());
        return new(
            [
                .. from level in levels
                   let counts = cells[level].Select(key => (Value: edition.TrueValue(edition.NumberOf(key)!.Value), IsShown: edition.Cell(key) is not null)).ToList()
                   let rows = figures.GetValueOrDefault(level) ?? []
                   select new UtilityReport.Level(
                       level, counts.Count(c => c.IsShown), counts.Count(c => !c.IsShown), counts.Where(c => c.IsShown).Sum(c => c.Value), counts.Where(c => !c.IsShown).Sum(c => c.Value),
                       rows.Count(r => r.Value is Shown.Number), rows.Count(r => r.Value is Shown.Withheld), then?[level].Count(), then?[level].Count(now.Contains)),
            ],
            [
                .. from indicator in publication.Indicators
                   where Headlines.Contains(indicator.Id)
                   let rows = publication.Figures.Where(f => f.Indicator == indicator.Id && IsHeadline(f)).ToList()
                   let shown = rows.Where(r => r.Value is Shown.Number).Select(r => r.Organisation).ToHashSet(StringComparer.Ordinal)
                   select new UtilityReport.Headline(indicator.Id, indicator.Title, rows.Exists(r => r.Organisation == City) ? shown.Contains(City) : null, publication.Organisations.Count(o => shown.Contains(o.Code)), publication.Organisations.Count),
            ],
            WithheldCounts.Tally(edition), edition.ToldBefore.Count());
    }

    /// <summary>By organisation code: its own figures of whole organisations, each with the city's public one.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<OwnFigure>> OwnOf(IReadOnlyList<CountedReturn> returns, Publication publication, CancellationToken stop)
    {
        var own = new Dictionary<string, IReadOnlyList<OwnFigure>>(StringComparer.Ordinal);
        var city = publication.Figures.Where(f => f.Organisation == City).GroupBy(f => Name(f.Indicator, f.Scope, f.Classification, f.Group)).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var rows = publication.Figures.Select(f => f.Organisation + '\n' + Name(f.Indicator, f.Scope, f.Classification, f.Group)).ToHashSet(StringComparer.Ordinal);
        var shown = publication.Figures.Where(f => f.Value is Shown.Number).Select(f => f.Organisation + '\n' + Name(f.Indicator, f.Scope, f.Classification, f.Group)).ToHashSet(StringComparer.Ordinal);
        var definitions = publication.Indicators.ToDictionary(i => i.Id, StringComparer.Ordinal);
        foreach (var one in returns)
        {
            stop.ThrowIfCancellationRequested();
            own[one.Header.Organisation] =
            [
                .. from figure in one.Figures
                   where IsTold(figure)
                   let definition = definitions.GetValueOrDefault(figure.Indicator)
                   where definition is not null
                   let name = Name(figure.Indicator, figure.Scope.Parts, figure.Classification, figure.Group)
                   let beside = city.GetValueOrDefault(name)
                   select new OwnFigure(
                       figure.Indicator, definition.Title, definition.Theme, figure.Scope.ToString(), figure.Classification ?? "", figure.Group, figure.Reference,
                       figure.Numerator, figure.Denominator, figure.Value, figure.Lower, figure.Upper, figure.Flag,
                       definition.Unit, beside?.Value.Amount, beside?.Decimals ?? 0, beside is not null,
                       rows.Contains(figure.Organisation + '\n' + name), shown.Contains(figure.Organisation + '\n' + name)),
            ];
        }

        return own;
    }

    private static bool IsTold(Figure figure) =>
        (figure.Classification is null || Told.Contains(figure.Classification)) && figure.Scope.Parts.All(p => p.Key is "band" or "step" or "quarter" or "board" or "from_grade");

    private static bool IsHeadline(PublicFigure figure) =>
        (figure.Classification is null || (figure.Classification == "white/other" && figure.Group == "other")) && figure.Scope.All(s => s.Key == "from_grade");

    private static string Name(string indicator, IEnumerable<KeyValuePair<string, string>> scope, string? classification, string group) =>
        string.Join('\n', indicator, string.Join(';', scope.Where(s => s.Key != "from_grade").Select(s => $"{s.Key}={s.Value}")), classification, group);

    private static string LevelOf(string place) => place == City ? "City" : place.StartsWith(Sector, StringComparison.Ordinal) ? "Sectors" : "Organisations";
}
