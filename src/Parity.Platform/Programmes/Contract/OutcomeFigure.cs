using Parity.Disclosure;

namespace Parity.Platform.Programmes;

/// <summary>From where to where a share may lie.</summary>
public readonly record struct ShareRange(double From, double Until);

/// <summary>
/// A figure about what a programme led to, with everything that traces it. What is null is withheld: it is small, or
/// something small could be worked out from it.
/// </summary>
/// <param name="Cohort">Null for all of them, each person once.</param>
/// <param name="Of">The denominator: those of whom it is known.</param>
/// <param name="Asked">Those of whom it was asked.</param>
/// <param name="Interval">How far chance alone could have moved the share, 95 times in 100.</param>
/// <param name="Bounds">Where the share lies whatever those say who were silent.</param>
public sealed record OutcomeFigure(
    string Code, CohortId? Cohort, string Scope, string Title, string Definition, Released<long>? Count, Released<long>? Of, Released<long>? Asked, DateOnly AsAt,
    Released<ShareRange>? Interval, Released<ShareRange>? Bounds);

/// <summary>The share to whom it has not happened yet, at the months of the follow-ups.</summary>
public sealed record CurveStep(int Months, long AtRisk, long Happened, double Remaining, ShareRange Limits);
