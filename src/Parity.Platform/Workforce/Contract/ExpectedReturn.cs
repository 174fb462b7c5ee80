namespace Parity.Platform.Workforce;

/// <summary>Whose return, for which dates, a round of collection waits for.</summary>
/// <param name="Organisation">The organisation's code.</param>
public sealed record ExpectedReturn(string Organisation, DateOnly SnapshotDate, DateOnly PeriodStart, DateOnly PeriodEnd);
