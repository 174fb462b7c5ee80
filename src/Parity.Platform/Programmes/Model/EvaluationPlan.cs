namespace Parity.Platform.Programmes.Model;

/// <summary>When a participant is asked the same questions again, and can ask others.</summary>
internal static class EvaluationPlan
{
    /// <returns>The first day of the moment, which may be still to come; null where it is not fixed yet or there is none.</returns>
    public static DateOnly? From(EvaluationMoment moment, DateOnly? startedOn, DateOnly? endedOn, bool completed, ParticipationPolicy policy) => moment switch
    {
        EvaluationMoment.Before => startedOn,
        EvaluationMoment.After => completed ? endedOn : null,
        EvaluationMoment.Halfway => startedOn?.AddMonths(policy.Evaluation.HalfwayMonths) is { } on && (endedOn is null || (completed && endedOn > on && !IsNear(on, endedOn.Value, policy))) ? on : null,
        EvaluationMoment.Later => startedOn?.AddMonths(policy.Evaluation.LaterMonths) is { } on && (endedOn is null || (completed && !IsNear(on, endedOn.Value, policy))) ? on : null,
        _ => throw new ArgumentOutOfRangeException(nameof(moment), moment, null),
    };

    public static DateOnly Until(DateOnly from, ParticipationPolicy policy) => from.AddDays(policy.Feedback.OpenDays);

    /// <summary>Nobody is asked twice in the same weeks: a moment so near the end is the end's.</summary>
    private static bool IsNear(DateOnly on, DateOnly endedOn, ParticipationPolicy policy) => Math.Abs(on.DayNumber - endedOn.DayNumber) <= policy.Feedback.OpenDays;
}
