using Parity.Indicators;

namespace Parity.Platform.Publishing.Protecting;

/// <summary>
/// Which figures an edition has rows for. The finer a row, the more small counts it needs hidden around it: so the plan is
/// widest for the city and keeps, for one organisation, to the rows that can mostly be shown. See
/// docs/decisions on what an edition shows.
/// </summary>
internal static class PublicPlan
{
    private const string Binary = "white/other";
    private const string BritishBinary = "white-british/other";
    private const string Broad = "broad";
    private const string Detailed = "detailed";

    /// <summary>Too fine for the public at any level: the people in one grade of one employer know one another.</summary>
    private static readonly HashSet<string> Never = ["grade-representation"];

    private static readonly HashSet<string> WhoWorksHere = ["headcount", "representation", "unknown-rate"];

    /// <summary>Boards have about a dozen seats, so that a single organisation's row could never be shown.</summary>
    private static readonly HashSet<string> PooledOnly = ["board-gap"];

    private static readonly HashSet<string> Cases = ["case-count", "case-days-median", "case-on-time-rate"];

    /// <summary>Tables that for one organisation are cut no further than in two.</summary>
    private static readonly HashSet<string> BinaryInOrganisations =
    [
        "course-rate", "survey-favourable", "survey-index", "response-rate",
        "bonus-share", "bonus-gap-mean", "bonus-gap-median", "mandatory-training-rate", "pdp-rate", "appraisal-rate",
        "capability-likelihood", "acting-up-likelihood", "secondment-likelihood", "bullying-rate", "grievance-rate",
    ];

    /// <summary>Figures that no row of any edition shows and no sum of one needs.</summary>
    public static bool Ignores(Figure figure, Indicator indicator) =>
        Never.Contains(indicator.Id) || (indicator.Id is not ("headcount" or "representation") && CrossingsOf(figure, indicator).Any());

    public static bool Shows(Figure figure, Indicator indicator)
    {
        if (Ignores(figure, indicator)) return false;
        if (Cases.Contains(indicator.Id)) return ShowsCases(figure);
        bool isPooled = Places.IsPooled(figure.Organisation);
        if (!isPooled && PooledOnly.Contains(indicator.Id)) return false;

        // A theme is a mean of questions that have rows of their own; who answered which question is nobody's concern.
        if (figure.Scope["theme"] is not null || (indicator.Id == "response-rate" && figure.Scope.Parts.Count > 0)) return false;

        // How the people whose group is not known fare cannot be compared with anybody.
        if (figure.Group.StartsWith('X') && indicator.HasReference) return false;

        var crossings = CrossingsOf(figure, indicator).ToList();
        if (crossings.Count > 0) return ShowsCrossed(figure, indicator, crossings, isPooled);

        return figure.Classification switch
        {
            null => true,
            Binary => true,
            Broad => isPooled || !BinaryInOrganisations.Contains(indicator.Id),
            Detailed or BritishBinary => WhoWorksHere.Contains(indicator.Id),
            _ => WhoWorksHere.Contains(indicator.Id),
        };
    }

    /// <summary>Cases of one kind are few: everybody's for an organisation, cut in two for a sector and the city.</summary>
    private static bool ShowsCases(Figure figure) =>
        figure.Classification is null || (Places.IsPooled(figure.Organisation) && figure.Classification == Binary && figure.Group != Groups.Unknown);

    private static IEnumerable<string> CrossingsOf(Figure figure, Indicator indicator) =>
        figure.Scope.Parts.Select(p => p.Key).Except(indicator.ScopeKeys).Where(k => k is "sex" or "disability" or "directorate" or "band");

    private static bool ShowsCrossed(Figure figure, Indicator indicator, List<string> crossings, bool isPooled) =>
        crossings is [var key] && indicator.Id is "headcount" or "representation" && (key, isPooled, figure.Classification) switch
        {
            ("sex" or "disability", true, null or Binary or Broad) => true,
            ("directorate", false, null or Binary) => true,
            _ => false,
        };
}
