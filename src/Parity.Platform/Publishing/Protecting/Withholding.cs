namespace Parity.Platform.Publishing.Protecting;

/// <summary>Why a count of an edition is withheld: for its own sake, or because it would tell too much of another.</summary>
/// <param name="Protects">A small count that everybody, or one organisation, could tell too closely if this one were shown.</param>
/// <param name="From">The code of the organisation, which knows its own counts; null for everybody.</param>
internal sealed record Withholding(int Count, OwnSake? OwnSake, int? Protects, string? From);
