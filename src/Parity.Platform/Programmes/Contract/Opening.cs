using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes;

/// <summary>What everybody may know of a cohort: never how many have applied.</summary>
/// <param name="Group">Whom the programme is for.</param>
/// <param name="Waits">Its window does not open before the positive-action case it rests on has been reviewed.</param>
/// <param name="ExtendedAt">When its window was last held open longer.</param>
/// <param name="BriefingIsAhead">A place at the briefing can still be booked.</param>
public sealed record Opening(
    CohortId Id, string Code, string Title, string Summary, string Group, ProgrammeShape Shape, int Places, Timeline Dates, bool IsOpen, bool IsOver, bool Waits, DateTimeOffset? ExtendedAt, bool BriefingIsAhead);
