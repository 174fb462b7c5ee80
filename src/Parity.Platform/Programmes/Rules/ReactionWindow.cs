namespace Parity.Platform.Programmes.Rules;

/// <summary>When somebody can say how they found a module: on its last day and a week after, if they were there on one of its days.</summary>
public static class ReactionWindow
{
    public const int Days = 7;

    /// <summary>With fewer answers nothing is told of a module.</summary>
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
}
