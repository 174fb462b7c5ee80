namespace Parity.Platform.Publishing;

/// <summary>
/// What protection costs: how much of an edition can be shown, for the publishers who approve it. Internal, because how
/// much is withheld and how large it is tells about withheld counts.
/// </summary>
/// <param name="Rules">Null in the reports of earlier versions of the program.</param>
/// <param name="ToldBefore">Small counts that an organisation may tell from its own, the noughts and what was published before, whatever is withheld now.</param>
public sealed record UtilityReport(IReadOnlyList<UtilityReport.Level> Levels, IReadOnlyList<UtilityReport.Headline> Headlines, IReadOnlyList<UtilityReport.Rule>? Rules = null, int ToldBefore = 0)
{
    /// <param name="Name">City, sectors or organisations.</param>
    /// <param name="ValueShown">People and cases in the shown counts; likewise withheld.</param>
    /// <param name="ShownBefore">Rows that the edition before showed; null where there is none, or it is not known.</param>
    /// <param name="StillShown">Those of them that this one shows too.</param>
    public sealed record Level(string Name, int CountsShown, int CountsWithheld, long ValueShown, long ValueWithheld, int FiguresShown, int FiguresWithheld, int? ShownBefore = null, int? StillShown = null);

    /// <param name="Name">Why counts are withheld, in a few words.</param>
    public sealed record Rule(string Name, int Counts);

    /// <summary>A figure that readers look for first: ethnic minority beside White staff, of a whole organisation.</summary>
    /// <param name="City">Whether the city's is shown; null where the edition has none.</param>
    public sealed record Headline(string Indicator, string Title, bool? City, int Organisations, int OfOrganisations);
}
