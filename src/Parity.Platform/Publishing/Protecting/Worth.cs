namespace Parity.Platform.Publishing.Protecting;

/// <summary>
/// How dear a count is to the edition: what many readers look at and many figures stand on survives first. It depends on
/// names only, never on the count, so that a withheld number has no say in what is withheld.
/// </summary>
internal static class Worth
{
    /// <summary>Counts that were shown in the last edition stay comparable.</summary>
    public const double ShownBefore = 1.5;

    /// <summary>Every count of the city is worth so much at least.</summary>
    public const double OfCity = 1_000_000;

    public static double Of(CountKey key) => OfPlace(key.Place) * OfGroup(key.Group) * OfFamily(key.Family) * OfPart(key.Part);

    private static double OfPlace(string place) => Places.Whole(place) switch
    {
        Places.City => OfCity,
        _ when Places.IsPooled(place) => 10_000,
        _ => 100,
    };

    private static double OfGroup(string group) => group switch
    {
        Groups.All => 100,
        Groups.Other => 45,
        Groups.White => 30,
        Groups.Unknown or Groups.Known => 10,
        "A" or "B" or "M" or "O" => 6,
        Groups.WhiteBritish or Groups.OtherThanWhiteBritish => 3,
        _ => 1,
    };

    private static double OfFamily(string family) => family switch
    {
        FigureCounts.Headcount => 8,
        _ when CountBook.IsOpening(new(family, "", "", "")) => 6,
        "disciplinary-people" or "leavers" or "promoted-people" => 4,
        "applied-to-shortlist" or "shortlisted-to-appoint" or "shortlisted-of-applied" or "appointed-of-shortlisted" => 4,
        FigureCounts.PaidPeople => 3,
        _ => 1,
    };

    private static double OfPart(string part) => part.Length == 0 ? 20
        : part.StartsWith("level=", StringComparison.Ordinal) ? 8
        : part.StartsWith("band=", StringComparison.Ordinal) || part.StartsWith("quarter=", StringComparison.Ordinal) ? 5
        : part.Contains(';', StringComparison.Ordinal) || part.StartsWith("directorate=", StringComparison.Ordinal) ? 1
        : 3;
}
