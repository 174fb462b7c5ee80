namespace Parity.Platform.Publishing;

/// <summary>
/// What protection costs: how much of an edition can be shown, for the publishers who approve it. Internal, because how
/// much is withheld and how large it is tells about withheld counts.
/// </summary>
public sealed record UtilityReport(IReadOnlyList<UtilityReport.Level> Levels, IReadOnlyList<UtilityReport.Headline> Headlines)
{
    /// <param name="Name">City, sectors or organisations.</param>
    /// <param name="ValueShown">People and cases in the shown counts; likewise withheld.</param>
    public sealed record Level(string Name, int CountsShown, int CountsWithheld, long ValueShown, long ValueWithheld, int FiguresShown, int FiguresWithheld);

    /// <summary>A figure that readers look for first: ethnic minority beside White staff, of a whole organisation.</summary>
    /// <param name="City">Whether the city's is shown; null where the edition has none.</param>
    public sealed record Headline(string Indicator, string Title, bool? City, int Organisations, int OfOrganisations);
}
