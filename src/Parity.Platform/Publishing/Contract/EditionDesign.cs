namespace Parity.Platform.Publishing;

/// <summary>
/// What publishers choose about a version beside what the policy asks for: fewer rows, or a greater least count, so that
/// less has to be withheld of the rest.
/// </summary>
/// <param name="Threshold">Least count shown; null for the policy's.</param>
/// <param name="LeftOut">Codes of <see cref="Levels"/>.</param>
public sealed record EditionDesign(int? Threshold, IReadOnlyList<string> LeftOut)
{
    /// <summary>Everything that the policy allows.</summary>
    public static EditionDesign Usual { get; } = new(null, []);

    /// <summary>What can be left out, by code.</summary>
    public static IReadOnlyList<(string Code, string Label)> Levels { get; } =
    [
        ("detailed", "Groups in detail: broad groups are the finest"),
        ("broad-in-organisations", "Broad groups of single organisations: two groups there"),
        ("crossed", "Groups by sex and by disability"),
        ("directorates", "Directorates"),
        ("sectors", "Sectors"),
    ];
}
