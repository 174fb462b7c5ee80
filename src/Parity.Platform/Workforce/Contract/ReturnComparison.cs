namespace Parity.Platform.Workforce;

/// <summary>One total, now and in the edition before.</summary>
/// <param name="Explanation">Why it changed so much, as the analyst wrote it; null while nobody has.</param>
public sealed record ComparedTotal(ReturnSwings.Compared Total, string? Explanation)
{
    public bool IsOpen => Total.IsSwing && Explanation is null;
}

/// <summary>A version of a return beside the organisation's return of the edition before.</summary>
/// <param name="Before">The snapshot of the edition before; null where there is none to compare with.</param>
/// <param name="Since">What is different from an earlier version for the same snapshot; null for the first.</param>
public sealed record ReturnComparison(DateOnly? Before, IReadOnlyList<ComparedTotal> Lines, ReturnComparison.EarlierVersion? Since = null)
{
    /// <param name="Version">The newest earlier one that was signed off; the one just before where none was.</param>
    /// <param name="Changed">The totals that are not the same.</param>
    public sealed record EarlierVersion(ReturnId Id, int Version, bool WasSignedOff, IReadOnlyList<ReturnSwings.Compared> Changed);

    /// <summary>How many swings nobody has explained yet.</summary>
    public int Open => Lines.Count(l => l.IsOpen);
}
