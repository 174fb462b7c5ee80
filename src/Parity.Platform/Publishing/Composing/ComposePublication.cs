using Parity.Indicators;
using Parity.Indicators.Returns;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Publishing.Protecting;

namespace Parity.Platform.Publishing.Composing;

/// <summary>Puts together what the public may know of an edition.</summary>
internal static class ComposePublication
{
    public static Publication From(EditionFile edition, IReadOnlyList<Return> returns, ProtectedEdition counts, IReadOnlyList<EarlierPublication> earlier, string folder)
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
            Notice = edition.Notice,
            Threshold = counts.Policy.Threshold,
            Organisations = Organisations(returns, counts),
            Sectors = [.. counts.Places.Shown.Order(StringComparer.Ordinal).Select(s => new PublicSector(s, NameOfSector(s), OrganisationsIn(s, counts.Places)))],
            Indicators = [.. IndicatorCatalogue.All.Where(i => used.Contains(i.Id)).Select(Describe)],
            Figures = figures,
            Benchmarks = Benchmarks(returns),
            Changes = Changes.Of(counts, figures, edition.Merged),
            Versions = [new(edition.Edition, edition.Title, edition.SnapshotDate, null), .. earlier.OrderByDescending(e => e.SnapshotDate).Select(e => new PublicVersion(e.Edition, e.Title, e.SnapshotDate, LinkTo(e, folder)))],
            Corrections = Corrections(edition, returns, counts),
            Utility = UtilityOf(counts),
            Notes = Notes(returns, counts),
        };
    }

    /// <summary>
    /// An earlier edition is linked where it lies beside this one in a folder of its own name: so it does on any host of the
    /// folder that holds them, and so the server answers.
    /// </summary>
    private static string? LinkTo(EarlierPublication earlier, string folder)
    {
        string place = Path.GetFullPath(earlier.Folder).TrimEnd(Path.DirectorySeparatorChar), here = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        bool isBeside = place != here && Path.GetDirectoryName(place) == Path.GetDirectoryName(here) && Path.GetFileName(place) == earlier.Edition;
        return isBeside && earlier.Edition.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? $"../{earlier.Edition}/index.html" : null;
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

    private static List<PublicBenchmark> Benchmarks(IReadOnlyList<Return> returns)
    {
        var areas = returns.Select(r => r.Header.BenchmarkArea).Where(a => a.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        if (areas.Count == 0) return [];
        var populations = CensusBenchmarks.Load();
        var names = CensusBenchmarks.AreaNames();
        var shares = new List<PublicBenchmark>();
        foreach (string area in areas)
        {
            if (populations.Of(area) is not { } residents) continue;
            string name = string.Join(" and ", area.Split('+', StringSplitOptions.TrimEntries).Select(a => names.GetValueOrDefault(a, a)));
            decimal all = residents.Values.Sum();
            foreach (var group in new[] { BroadGroup.A, BroadGroup.B, BroadGroup.M, BroadGroup.W, BroadGroup.O })
            {
                decimal share = residents.Where(r => r.Key.Broad() == group).Sum(r => r.Value) / all;
                shares.Add(new(area, name, group.ToString(), decimal.Round(share, 4, MidpointRounding.AwayFromZero), SourceOf(area)));
            }
        }

        return shares;
    }

    private static string SourceOf(string area) =>
        area.StartsWith('E') || area.StartsWith('W') ? "Census 2021, Office for National Statistics" : "Population of the fictional city";

    private static IReadOnlyList<PublicCorrection> Corrections(EditionFile edition, IReadOnlyList<Return> returns, ProtectedEdition counts)
    {
        var names = returns.ToDictionary(r => r.Header.Organisation, r => r.Header.Name, StringComparer.Ordinal);
        return [.. counts.Earlier.Corrected
            .Where(c => Places.Whole(c.Key.Place) == c.Key.Place && counts.Places.IsShown(c.Key.Place))
            .GroupBy(c => (c.Key.Place, IsShown: counts.Cell(c.Key) is not null))
            .OrderBy(g => g.Key.Place, StringComparer.Ordinal).ThenBy(g => g.Key.IsShown)
            .Select(g => new PublicCorrection(edition.Edition, g.Key.IsShown ? edition.SnapshotDate : null, NameOfPlace(g.Key.Place, names),
                g.Key.IsShown
                    ? "Numbers published before were corrected."
                    : "A correction too small to show without telling something about a person waits for the next edition; the numbers it touches are withheld."))];
    }

    private static string NameOfPlace(string place, Dictionary<string, string> names) =>
        place == Places.City ? "The city" : names.TryGetValue(place, out string? name) && name.Length > 0 ? name : place.StartsWith("SECTOR:", StringComparison.Ordinal) ? NameOfSector(place) : place;

    private static List<string> Notes(IReadOnlyList<Return> returns, ProtectedEdition counts)
    {
        var notes = new List<string>();
        var detailed = counts.Book.Figures.Where(f => f.Figure.Classification == "detailed").Select(f => f.Figure.Organisation).ToHashSet(StringComparer.Ordinal);
        var coarse = returns.Where(r => !detailed.Contains(r.Header.Organisation)).Select(r => r.Header.Name).Order(StringComparer.Ordinal).ToList();
        if (coarse.Count > 0 && coarse.Count < returns.Count)
            notes.Add($"{string.Join(", ", coarse)} can tell broad ethnic groups only, so the city's figures are for broad groups: groups within them, such as Gypsy or Irish Traveller and Roma within White, cannot be told apart there.");
        if (returns.Any(r => r.Header.Scheme is EthnicityScheme.Nhs))
            notes.Add("The NHS codes of 2001 have no code for Gypsy or Irish Traveller, Roma or Arab: such people are counted in the other groups of these employers.");
        notes.Add("The number of people behind a pay figure is not shown, because it would tell how many are on leave; at least 50 stand on each side.");
        return notes;
    }

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
        var cells = counts.PublicCounts.ToList();
        int shown = cells.Count(c => counts.Cell(c) is not null);
        return new(cells.Count, shown, cells.Count - shown);
    }
}
