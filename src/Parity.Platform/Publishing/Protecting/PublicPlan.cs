using Parity.Indicators;

namespace Parity.Platform.Publishing.Protecting;

/// <summary>
/// Which figures an edition has rows for. The finer a row, the more counts around it must be withheld with its small ones:
/// so the plan is widest for the city and keeps, for one organisation, to rows that can mostly be shown. See
/// docs/methods/disclosure.md, "A whole edition".
/// </summary>
internal static class PublicPlan
{
    private const string Binary = "white/other";
    private const string Broad = "broad";

    private static readonly HashSet<string> WhoWorksHere = ["headcount", "representation", "unknown-rate"];

    /// <summary>Tables that for one organisation are cut no further than in two.</summary>
    private static readonly HashSet<string> BinaryInOrganisations =
    [
        "course-rate", "survey-favourable", "survey-index", "response-rate", "bonus-share", "bonus-gap-mean", "bonus-gap-median",
        "mandatory-training-rate", "pdp-rate", "appraisal-rate", "training-likelihood", "capability-likelihood", "acting-up-likelihood",
        "secondment-likelihood", "bullying-rate", "grievance-rate", "band-representation", "disparity-ratio",
    ];

    /// <summary>Figures that no row of any edition shows and no sum of one needs: people in one grade of one employer know one another.</summary>
    public static bool Ignores(Figure figure, Indicator indicator) =>
        indicator.Id == "grade-representation" || (indicator.Id is not ("headcount" or "representation") && CrossingsOf(figure, indicator).Any());

    /// <param name="leftOut">What the edition does without: codes of <see cref="EditionDesign.Levels"/>.</param>
    public static bool Shows(Figure figure, Indicator indicator, IReadOnlyList<string> leftOut) => Allows(figure, indicator) && !leftOut.Any(level => IsOf(level, figure, indicator));

    private static bool IsOf(string level, Figure figure, Indicator indicator) => level switch
    {
        "detailed" => figure.Classification is "detailed",
        "broad-in-organisations" => figure.Classification is Broad or "detailed" && !Places.IsPooled(figure.Organisation),
        "crossed" => CrossingsOf(figure, indicator).Any(key => key is "sex" or "disability"),
        "directorates" => CrossingsOf(figure, indicator).Contains("directorate"),
        "sectors" => Places.IsPooled(figure.Organisation) && Places.Whole(figure.Organisation) != Places.City,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Not a level that an edition can leave out."),
    };

    private static bool Allows(Figure figure, Indicator indicator)
    {
        if (Ignores(figure, indicator)) return false;
        bool isPooled = Places.IsPooled(figure.Organisation);
        switch (indicator.Id)
        {
            // Boards have about a dozen seats: only the city's together can be shown, and not who is left of them.
            case "board-gap":
                return figure.Organisation == Places.City && figure.Classification == Binary && figure.Group == Groups.Other && figure.Scope["board"] == "all";

            // Cases of one kind are few: everybody's together.
            case "case-count":
                return figure.Classification is null;
            case "case-days-median" or "case-on-time-rate":
                return isPooled && figure.Classification is null;

            // Few raise a case: without the total, those whose group is not known cannot be worked out.
            case "grievance-rate" or "bullying-rate" when figure.Classification is null || figure.Group == Groups.Unknown:
                return false;

            // Few of one organisation attend one course: by group there, nearly half of the counts would be blank.
            case "course-rate" when !isPooled && figure.Classification is not null:
                return false;

            // Who answered which question is nobody's concern.
            case "response-rate" when figure.Scope.Parts.Count > 0:
                return false;
        }

        // A theme is the mean of questions that have rows of their own.
        if (figure.Scope["theme"] is not null) return false;

        // How the people whose group is not known fare cannot be compared with anybody.
        if (figure.Group.StartsWith('X') && indicator.HasReference) return false;

        var crossings = CrossingsOf(figure, indicator).ToList();
        if (crossings.Count > 0) return ShowsCrossed(figure, crossings, isPooled);
        return figure.Classification switch
        {
            null or Binary => true,
            Broad => isPooled || !BinaryInOrganisations.Contains(indicator.Id),
            "orientation" or "religion" => isPooled && WhoWorksHere.Contains(indicator.Id),
            _ => WhoWorksHere.Contains(indicator.Id),
        };
    }

    private static IEnumerable<string> CrossingsOf(Figure figure, Indicator indicator) =>
        figure.Scope.Parts.Select(p => p.Key).Except(indicator.ScopeKeys).Where(k => k is "sex" or "disability" or "directorate" or "band");

    private static bool ShowsCrossed(Figure figure, List<string> crossings, bool isPooled) =>
        crossings is [var key] && (key, isPooled, figure.Classification) switch
        {
            ("sex", true, null or Binary or Broad) => figure.Scope["sex"] is "F" or "M",
            ("disability", true, null or Binary or Broad) => true,
            ("directorate", false, null or Binary) => true,
            _ => false,
        };
}
