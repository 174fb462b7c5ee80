namespace Parity.Platform.Programmes.Rules;

/// <summary>
/// When somebody can say how they found something: a module on its last day and a week after, if they were there on one of its
/// days; an assignment from its presentation and from its closing, a meeting from its day, a week each.
/// </summary>
public static class ReactionWindow
{
    public const int Days = 7;

    /// <summary>With answers of fewer people nothing is told.</summary>
    public const int LeastAnswers = 5;

    /// <returns>The last day to answer; null until every day of the module is planned, after which none is added. A make-up day moves nothing.</returns>
    public static DateOnly? Until(ProgrammeShape shape, int module, IEnumerable<ModuleDay> days)
    {
        var planned = days.Where(d => d.Module == module && !d.MakesUp).ToList();
        return ModuleProgress.IsWhole(shape, module, planned.Sum(d => d.Minutes)) ? planned.Select(d => (DateOnly?)d.On).Max()?.AddDays(Days) : null;
    }

    public static bool IsOpen(ProgrammeShape shape, int module, IReadOnlyList<ModuleDay> days, DateOnly today) =>
        Until(shape, module, days) is { } until && today <= until && today >= until.AddDays(-Days) && days.Any(d => d.Module == module && d.State is LedgerState.Attended);

    /// <summary>Whether the letter of a week reminds of it: the one after the module's last day, which still leaves time to answer.</summary>
    /// <param name="monday">With which the week begins.</param>
    public static bool IsRemindedOf(ProgrammeShape shape, int module, IReadOnlyList<ModuleDay> days, DateOnly monday, DateOnly today) =>
        IsOpen(shape, module, days, today) && monday > Until(shape, module, days)!.Value.AddDays(-Days);

    /// <summary>What is told does not change any more: nobody's answer is the difference between two looks.</summary>
    public static bool IsOver(ProgrammeShape shape, int module, IEnumerable<ModuleDay> days, DateOnly today) => Until(shape, module, days) is { } until && today > until;

    /// <summary>Of what ends on a day of one's own. What is told takes no more answers.</summary>
    /// <param name="finishedOn">The programme; null while it is not.</param>
    public static bool IsOpen(DateOnly on, DateOnly? finishedOn, DateOnly today) => today >= on && today <= on.AddDays(Days) && !IsTold(finishedOn, today);

    public static bool IsTold(DateOnly? finishedOn, DateOnly today) => finishedOn is { } finished && today > finished.AddDays(Days);
}
