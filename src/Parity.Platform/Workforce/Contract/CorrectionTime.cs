namespace Parity.Platform.Workforce;

/// <summary>Until when a correction of a closed round can still come into an edition.</summary>
/// <param name="LastDay">The last whole day on which the rows of the round are all there.</param>
/// <param name="Over">Why none can any more; null while one can.</param>
public sealed record CorrectionTime(DateOnly LastDay, string? Over);
