namespace Parity.Platform.Programmes.Rules;

/// <summary>When somebody can say how they found a module: on its last day and a week after, if they were there on one of its days.</summary>
public static class ReactionWindow
{
    public const int Days = 7;

    /// <summary>With fewer answers nothing is told of a module.</summary>
    public const int LeastAnswers = 5;

    /// <returns>The last day to answer; null where no day of the module is planned. A make-up day moves nothing.</returns>
    public static DateOnly? Until(int module, IEnumerable<ModuleDay> days) => days.Where(d => d.Module == module && !d.MakesUp).Select(d => (DateOnly?)d.On).Max()?.AddDays(Days);

    public static bool IsOpen(int module, IReadOnlyList<ModuleDay> days, DateOnly today) =>
        Until(module, days) is { } until && today <= until && today >= until.AddDays(-Days) && days.Any(d => d.Module == module && d.State is LedgerState.Attended);

    /// <summary>What is told does not change any more: nobody's answer is the difference between two looks.</summary>
    public static bool IsOver(int module, IEnumerable<ModuleDay> days, DateOnly today) => Until(module, days) is { } until && today > until;
}
