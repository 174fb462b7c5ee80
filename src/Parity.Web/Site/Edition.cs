using Parity.Platform.Publishing.Contract;
using Parity.Web.Site.Words;

namespace Parity.Web.Site;

/// <summary>A publication with its rows in reach: by measure, by place, by group. Everything the pages ask of it is here.</summary>
public sealed class Edition
{
    /// <summary>Code of the whole city in the rows.</summary>
    public const string City = "CITY";

    private readonly Dictionary<(string Indicator, string Organisation), List<PublicFigure>> rows = [];
    private readonly Dictionary<string, PublicIndicator> indicators;
    private readonly Dictionary<string, string> names;
    private readonly Dictionary<(string, string, string?, string, string), PublicChange> changes = [];

    public Edition(Publication publication)
    {
        Publication = publication;
        foreach (var figure in publication.Figures)
        {
            if (!rows.TryGetValue((figure.Indicator, figure.Organisation), out var list))
                rows[(figure.Indicator, figure.Organisation)] = list = [];
            list.Add(figure);
        }

        indicators = publication.Indicators.ToDictionary(i => i.Id, StringComparer.Ordinal);
        names = publication.Organisations.ToDictionary(o => o.Code, o => o.Name, StringComparer.Ordinal);
        foreach (var sector in publication.Sectors) names[sector.Code] = sector.Name.EndsWith("sector", StringComparison.Ordinal) || sector.Name.EndsWith('s') ? sector.Name : $"{Numbers.Sentence(sector.Name)} sector";
        names[City] = publication.Organisations.Count == 1 ? "The city" : $"All {publication.Organisations.Count} organisations";

        // matched employers first: a change among the same employers says more than one among whoever took part
        foreach (var change in publication.Changes.OrderBy(c => c.Matched ? 0 : 1))
            changes.TryAdd((change.Indicator, change.Organisation, change.Classification, change.Group, ScopeKey(change.Scope)), change);

        Binary = publication.Figures.Any(f => f.Classification is "white/other") ? "white/other" : "white-british/other";
        Minority = (Binary, "other");
        Area = MainArea(publication);
        Groups = [.. Words.Groups.Broad.Where(g => publication.Figures.Any(f => f.Organisation is City && f.Classification is "broad" && f.Group == g))];
    }

    public Publication Publication { get; }

    /// <summary>How organisations are ordered, in words: by size only where every size is shown, so that an order tells no size.</summary>
    public string Order => Publication.Organisations.All(o => Everybody("headcount", o.Code)?.Value is Shown.Number)
        ? "Ordered by size of workforce, not by result."
        : "In alphabetical order, because not every size can be shown.";

    /// <summary>The two-way classification of the headlines.</summary>
    public string Binary { get; }
    public (string Classification, string Group) Minority { get; }

    /// <summary>The comparison population of the whole city, or null where no return names an area.</summary>
    public Benchmark? Area { get; }

    /// <summary>Every place with rows: the city, the sectors, the organisations.</summary>
    public IReadOnlyList<string> Places => [City, .. Publication.Sectors.Select(s => s.Code), .. Publication.Organisations.Select(o => o.Code)];

    /// <summary>The broad groups that have a row for the whole city, in the fixed order.</summary>
    public IReadOnlyList<string> Groups { get; }

    public PublicIndicator Indicator(string id) => indicators[id];

    public PublicIndicator? Known(string id) => indicators.GetValueOrDefault(id);

    public string Name(string organisation) => names.GetValueOrDefault(organisation, organisation);

    public IReadOnlyList<PublicFigure> Rows(string indicator, string organisation) =>
        rows.TryGetValue((indicator, organisation), out var list) ? list : [];

    public PublicFigure? Figure(string indicator, string organisation, (string Classification, string Group) who, string scope = "") =>
        Rows(indicator, organisation).FirstOrDefault(f =>
            f.Classification == who.Classification && f.Group == who.Group && ScopeKey(f.Scope) == scope);

    public PublicFigure? Everybody(string indicator, string organisation, string scope = "") =>
        Rows(indicator, organisation).FirstOrDefault(f => f.Classification is null && ScopeKey(f.Scope) == scope);

    public PublicChange? Change(PublicFigure figure) =>
        changes.GetValueOrDefault((figure.Indicator, figure.Organisation, figure.Classification, figure.Group, ScopeKey(figure.Scope)));

    /// <summary>The scopes an indicator is shown in, lead scope first; whole is the empty string. Crossings by another trait are left out.</summary>
    public IReadOnlyList<string> Scopes(string indicator, string organisation) =>
        [.. Rows(indicator, organisation).Where(f => !IsCrossed(f)).Select(f => ScopeKey(f.Scope)).Distinct(StringComparer.Ordinal)
            .OrderBy(ScopeOrder.Of).ThenBy(s => s, StringComparer.Ordinal)];

    /// <summary>The figures for one group of all organisations that have one, in the publication's own order of organisations.</summary>
    public IReadOnlyList<PublicFigure> ByOrganisation(string indicator, (string Classification, string Group) who, string scope) =>
        [.. Publication.Organisations.Select(o => Figure(indicator, o.Code, who, scope)).OfType<PublicFigure>()];

    /// <summary>The ratios of a place for one group, in the order of the measures, one per measure in its lead scope.</summary>
    public IReadOnlyList<PublicFigure> Ratios(string place, (string Classification, string Group) who) =>
        [.. Publication.Indicators.Where(i => i.Unit is FigureUnit.Ratio).Select(i => Lead(i.Id, place, who)).OfType<PublicFigure>()];

    /// <summary>The figure a measure leads with in a place: the whole organisation, or the first of its parts.</summary>
    public PublicFigure? Lead(string indicator, string place, (string Classification, string Group) who) =>
        Rows(indicator, place).Where(f => f.Classification == who.Classification && f.Group == who.Group && !IsCrossed(f))
            .OrderBy(f => ScopeOrder.Of(ScopeKey(f.Scope))).ThenBy(f => ScopeKey(f.Scope), StringComparer.Ordinal).FirstOrDefault();

    /// <summary>One figure for each group of a classification, in the fixed order of groups.</summary>
    public IReadOnlyList<PublicFigure> ByGroup(string indicator, string organisation, string classification, string scope) =>
        [.. Rows(indicator, organisation).Where(f => f.Classification == classification && ScopeKey(f.Scope) == scope)
            .OrderBy(f => Words.Groups.Order(classification, f.Group)).ThenBy(f => f.Group, StringComparer.Ordinal)];

    public static string ScopeKey(IReadOnlyList<KeyValuePair<string, string>> scope) =>
        scope.Count == 0 ? "" : string.Join(';', scope.Select(s => $"{s.Key}={s.Value}"));

    /// <summary>A figure of a part cut out by another trait: by sex, disability or directorate, or by band where the measure has no bands of its own.</summary>
    public static bool IsCrossed(PublicFigure figure) => figure.Scope.Any(s =>
        s.Key is "sex" or "disability" or "directorate" || (s.Key is "band" && figure.Indicator is not "band-representation"));

    private static Benchmark? MainArea(Publication publication)
    {
        var area = publication.Organisations.Where(o => o.BenchmarkArea.Length > 0).GroupBy(o => o.BenchmarkArea, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
        var shares = publication.Benchmarks.Where(b => b.Area == area).ToList();
        if (shares.Count == 0) shares = [.. publication.Benchmarks.GroupBy(b => b.Area, StringComparer.Ordinal).FirstOrDefault() ?? Enumerable.Empty<PublicBenchmark>()];
        var white = shares.FirstOrDefault(b => b.Group is "W");
        // every page of a fictional edition says that it is invented: its area need not say so in each sentence
        return white is null ? null : new(publication.Fictional ? white.AreaName.Replace(" (fictional)", "", StringComparison.Ordinal) : white.AreaName, 1 - white.Share, shares.ToDictionary(b => b.Group, b => b.Share, StringComparer.Ordinal), white.Source);
    }
}

/// <summary>Shares of a comparison population, as fractions.</summary>
public sealed record Benchmark(string Name, decimal Minority, IReadOnlyDictionary<string, decimal> Shares, string Source)
{
    /// <summary>The share of a broad group, or of the ethnic minority groups together; null where the source has none.</summary>
    public decimal? Of(string? classification, string group) => (classification, group) switch
    {
        ("white/other", "other") => Minority,
        ("white/other", "W") => 1 - Minority,
        ("broad", _) when Shares.TryGetValue(group, out decimal share) => share,
        _ => null,
    };
}

/// <summary>The order in which the parts of a measure are shown: bands from the highest, quarters from the best paid, the longest step first.</summary>
public static class ScopeOrder
{
    private static readonly string[] Known =
    [
        "", "step=entry-senior", "step=entry-middle", "step=middle-senior", "board=all", "board=voting", "board=executive",
        "band=executive", "band=senior-manager", "band=middle-manager", "band=team-leader", "band=operational", "band=entry",
        "quarter=4", "quarter=3", "quarter=2", "quarter=1",
    ];

    public static int Of(string scope) => Array.IndexOf(Known, scope) is >= 0 and int place ? place : Known.Length;

    /// <summary>True for the parts that have an order of ours: levels, steps, quarters, boards.</summary>
    public static bool IsOrdered(string scope) => Array.IndexOf(Known, scope) >= 0;

    public static string Words(string scope) => scope.Length == 0 ? "" : string.Join(", ", scope.Split(';').Select(Part));

    /// <summary>The same inside a sentence: words of ours in lower case, words of a return in quotation marks.</summary>
    public static string InSentence(string scope) => scope.Length == 0 ? "" : string.Join(", ", scope.Split(';').Select(part =>
    {
        string words = Part(part);
        return part.Split('=')[0] is "question" or "theme" or "course" or "directorate" ? $"“{words}”" : char.ToLowerInvariant(words[0]) + words[1..];
    }));

    private static string Part(string part)
    {
        (string key, string value) = part.Split('=', 2) is [var k, var v] ? (k, v) : (part, "");
        return (key, value) switch
        {
            ("band", "executive") => "Executive",
            ("band", "senior-manager") => "Senior managers",
            ("band", "middle-manager") => "Middle managers",
            ("band", "team-leader") => "Team leaders",
            ("band", "operational") => "Operational staff",
            ("band", "entry") => "Entry grades",
            ("step", "entry-senior") => "From entry to senior grades",
            ("step", "entry-middle") => "From entry to middle grades",
            ("step", "middle-senior") => "From middle to senior grades",
            ("board", "all") => "Whole board",
            ("board", "voting") => "Voting members",
            ("board", "executive") => "Executive members",
            ("quarter", "4") => "Highest paid quarter",
            ("quarter", "3") => "Upper middle quarter",
            ("quarter", "2") => "Lower middle quarter",
            ("quarter", "1") => "Lowest paid quarter",
            ("from_grade", _) => $"Grade {value} and above",
            ("grade", _) => $"Grade {value}",
            ("directorate" or "question" or "theme" or "course", _) => value,
            ("sex", "F") => "Women",
            ("sex", "M") => "Men",
            ("sex", "O") => "Another sex or gender",
            ("sex", _) => "Sex not known",
            ("disability", "Y") => "Disabled",
            ("disability", "N") => "Not disabled",
            ("disability", _) => "Disability not known",
            ("kind", "grievance") => "Grievances",
            ("kind", "disciplinary") => "Disciplinary cases",
            ("kind", "capability") => "Capability cases",
            ("kind", "bullying-harassment") => "Bullying and harassment cases",
            ("kind", "hr-advice") => "HR advice",
            ("source", "staff") => "Staff survey",
            ("source", _) => $"{Numbers.Sentence(value)} survey",
            _ => Numbers.Sentence(value.Replace('-', ' ')),
        };
    }
}
