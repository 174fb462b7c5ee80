using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes;

/// <summary>What everybody may know of a cohort: never how many have applied.</summary>
/// <param name="Group">Whom the programme is for.</param>
/// <param name="Waits">Its window does not open before the positive-action case it rests on has been reviewed.</param>
/// <param name="Changes">What has been changed since it was published, with the reason; the newest last.</param>
/// <param name="BriefingIsAhead">A place at the briefing can still be booked.</param>
public sealed record Opening(
    CohortId Id, string Code, string Title, string Summary, string Group, ProgrammeShape Shape, int Places, Timeline Dates, bool IsOpen, bool IsOver, bool Waits, IReadOnlyList<Opening.Change> Changes, bool BriefingIsAhead)
{
    /// <param name="What">Null where the window was held open longer.</param>
    public sealed record Change(DateTimeOffset At, string? What, string Reason);
}
