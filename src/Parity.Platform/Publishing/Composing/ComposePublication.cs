using Parity.Indicators;
using Parity.Indicators.Returns;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Publishing.Protecting;

namespace Parity.Platform.Publishing.Composing;

/// <summary>Puts together what the public may know of an edition.</summary>
internal static class ComposePublication
{
    public static Publication From(EditionFile edition, IReadOnlyList<Return> returns, ProtectedEdition counts, IReadOnlyList<EarlierPublication> earlier)
    {
        var figures = new PublicRows(counts).Compose();
        var used = figures.Select(f => f.Indicator).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Edition = edition.Edition,
            Title = edition.Title,
            SnapshotDate = edition.SnapshotDate,
            PeriodStart = returns.Min(r => r.Header.PeriodStart),
            PeriodEnd = returns.Max(r => r.Header.PeriodEnd),
            Fictional = edition.Fictional,
            Threshold = counts.Policy.Threshold,
            Organisations = Organisations(returns, counts),
            Sectors = [.. counts.Places.Shown.Order(StringComparer.Ordinal).Select(s => new PublicSector(s, NameOfSector(s), OrganisationsIn(s, counts.Places)))],
            Indicators = [.. IndicatorCatalogue.All.Where(i => used.Contains(i.Id)).Select(Describe)],
            Figures = figures,
            Benchmarks = [],
            Changes = Changes.Of(counts, figures, edition.Merged),
            Versions = [new(edition.Edition, edition.Title, edition.SnapshotDate, null), .. earlier.OrderByDescending(e => e.SnapshotDate).Select(e => new PublicVersion(e.Edition, e.Title, e.SnapshotDate, null))],
            Corrections = [],
            Utility = UtilityOf(counts),
            Notes = [],
        };
    }

    private static IReadOnlyList<PublicOrganisation> Organisations(IReadOnlyList<Return> returns, ProtectedEdition counts)
    {
        var detailed = counts.Book.Figures.Where(f => f.Figure.Classification == "detailed").Select(f => f.Figure.Organisation).ToHashSet(StringComparer.Ordinal);
        var sizes = returns.ToDictionary(r => r.Header.Organisation, r => counts.Cell(new(FigureCounts.Headcount, r.Header.Organisation, "", Groups.All))?.Value, StringComparer.Ordinal);
        var ordered = sizes.Values.All(s => s is not null)
            ? returns.OrderByDescending(r => sizes[r.Header.Organisation]).ThenBy(r => r.Header.Name, StringComparer.Ordinal)
            : returns.OrderBy(r => r.Header.Name, StringComparer.Ordinal);
        return [.. ordered.Select(r => new PublicOrganisation(
            r.Header.Organisation, r.Header.Name.Length == 0 ? r.Header.Organisation : r.Header.Name, r.Header.Sector.Code(),
            detailed.Contains(r.Header.Organisation) ? "detailed" : "broad", r.Header.Scheme.ToString().ToLowerInvariant(),
            r.Header.SeniorFromGrade < 0 ? "" : r.Grades[r.Header.SeniorFromGrade].Code, r.Header.BenchmarkArea))];
    }

    private static IReadOnlyList<string> OrganisationsIn(string sector, Places places) =>
        [.. places.SectorOf.Where(s => s.Value == sector).Select(s => s.Key).Order(StringComparer.Ordinal)];

    private static string NameOfSector(string place)
    {
        string code = place["SECTOR:".Length..];
        return code switch
        {
            "council" => "Councils",
            "health" => "Health",
            "university" => "Universities",
            "college" => "Colleges",
            "police" => "Police",
            "justice" => "Criminal justice",
            "fire" => "Fire and rescue",
            "voluntary" => "Voluntary sector",
            "private" => "Private sector",
            _ => "Other employers",
        };
    }

    private static PublicIndicator Describe(Indicator indicator) => new(
        indicator.Id, indicator.Theme, indicator.Title, indicator.Measured, indicator.Formula, NameOf(indicator.Interval),
        indicator.Unit switch
        {
            IndicatorUnit.Count => FigureUnit.Count,
            IndicatorUnit.Fraction => FigureUnit.Fraction,
            IndicatorUnit.Ratio => FigureUnit.Ratio,
            IndicatorUnit.PerCent => FigureUnit.PerCent,
            IndicatorUnit.PercentagePoints => FigureUnit.PercentagePoints,
            IndicatorUnit.Days => FigureUnit.Days,
            IndicatorUnit.Index => FigureUnit.Index,
            _ => throw new ArgumentOutOfRangeException(nameof(indicator)),
        },
        indicator.Direction switch
        {
            IndicatorDirection.HigherIsWorse => Direction.HigherIsWorse,
            IndicatorDirection.LowerIsWorse => Direction.LowerIsWorse,
            _ => Direction.None,
        });

    private static string NameOf(IntervalMethod method) => method switch
    {
        IntervalMethod.None => "",
        IntervalMethod.WilsonShifted => "Wilson, shifted",
        IntervalMethod.Delta or IntervalMethod.DeltaOverPeople => "Delta method",
        IntervalMethod.Mover => "From the two order-statistic intervals",
        _ => method.ToString(),
    };

    private static PublicUtility UtilityOf(ProtectedEdition counts)
    {
        var cells = counts.PublicFigures.SelectMany(f => f.Counts.All()).SelectMany(counts.Book.CellsOf).Distinct().ToList();
        int shown = cells.Count(c => counts.Cell(c) is not null);
        return new(cells.Count, shown, cells.Count - shown);
    }
}
