namespace Parity.Platform.Workforce;

/// <summary>One total, now and in the edition before.</summary>
/// <param name="Explanation">Why it changed so much, as the analyst wrote it; null while nobody has.</param>
public sealed record ComparedTotal(ReturnSwings.Compared Total, string? Explanation)
{
    public bool IsOpen => Total.IsSwing && Explanation is null;
}

/// <summary>A version of a return beside the organisation's return of the edition before.</summary>
/// <param name="Before">The snapshot of the edition before; null where there is none to compare with.</param>
public sealed record ReturnComparison(DateOnly? Before, IReadOnlyList<ComparedTotal> Lines)
{
    /// <summary>How many swings nobody has explained yet.</summary>
    public int Open => Lines.Count(l => l.IsOpen);
}
