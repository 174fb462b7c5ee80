namespace Parity.Platform.Programmes.Rules;

/// <summary>A day of a module as it stands for one participant.</summary>
/// <param name="Module">Its number in the shape, from 1; null where nobody has said which it is.</param>
/// <param name="MakesUp">It is held for those who missed a day of the module.</param>
public sealed record ModuleDay(int? Module, int Minutes, DateOnly On, LedgerState State, bool MakesUp);

public enum ModuleState
{
    ToCome,
    Attended,

    /// <summary>A day of it was missed, and nothing has made up for it yet.</summary>
    ToMakeUp,
}

/// <summary>How far a participant is with one module.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Days">Of the module, by the shape.</param>
/// <param name="Done">Attended or made up, at most as many as the module has.</param>
/// <param name="Ahead">Planned and still to come, at most as many as are not done.</param>
public sealed record ModuleProgress(int Number, string Title, decimal Days, decimal Done, decimal Ahead, ModuleState State)
{
    /// <summary>One for each module of the shape.</summary>
    public static IReadOnlyList<ModuleProgress> Of(ProgrammeShape shape, IReadOnlyList<ModuleDay> days, DateOnly today)
    {
        if (shape.Type(ProgrammeShape.ModulesType) is not { } type) return [];
        var counted = Counted(shape, days, today);
        return [.. shape.Modules.Select((module, at) =>
        {
            var of = counted.Where(d => d.Module == at + 1).ToList();
            int done = of.Where(IsDone).Sum(d => d.Minutes), ahead = of.Where(d => IsAhead(d, today)).Sum(d => d.Minutes);
            var state = done >= module.Days * type.DayMinutes ? ModuleState.Attended : of.Exists(d => d.State is LedgerState.Missed) ? ModuleState.ToMakeUp : ModuleState.ToCome;
            return new ModuleProgress(at + 1, module.Title, module.Days, (decimal)done / type.DayMinutes, (decimal)ahead / type.DayMinutes, state);
        })];
    }

    /// <summary>Whether somebody with these days is awaited on one of them: a make-up day is for those who still lack its module, and for whoever came.</summary>
    public static bool IsFor(ModuleDay day, IReadOnlyList<ModuleDay> days) =>
        !day.MakesUp || day.State is not LedgerState.Planned || days.Where(d => d.Module == day.Module && d.State is LedgerState.Missed).Sum(d => d.Minutes) > days.Where(d => d.Module == day.Module && d.MakesUp && IsDone(d)).Sum(d => d.Minutes);

    /// <summary>Whether so much time is as much as the module has by the shape.</summary>
    public static bool IsWhole(ProgrammeShape shape, int module, int minutes) =>
        shape.Type(ProgrammeShape.ModulesType) is { } type && module >= 1 && module <= shape.Modules.Count && minutes >= shape.Modules[module - 1].Days * type.DayMinutes;

    /// <summary>The days with the time that counts: of each module no more than it has, so that a day of one makes nothing up in another.</summary>
    public static IReadOnlyList<ModuleDay> Counted(ProgrammeShape shape, IReadOnlyList<ModuleDay> days, DateOnly today)
    {
        int dayMinutes = shape.Type(ProgrammeShape.ModulesType)?.DayMinutes ?? 0;
        var left = shape.Modules.Select(m => m.Days * dayMinutes).ToArray();
        return [.. days.Where(d => IsFor(d, days)).OrderByDescending(IsDone).ThenBy(d => d.MakesUp && !IsDone(d)).ThenBy(d => d.On).Select(day =>
        {
            if (day.Module is not { } module || module > left.Length || !(IsDone(day) || IsAhead(day, today))) return day;
            int counts = Math.Min(day.Minutes, left[module - 1]);
            left[module - 1] -= counts;
            return day with { Minutes = counts };
        })];
    }

    private static bool IsDone(ModuleDay day) => day.State is LedgerState.Attended or LedgerState.MadeUp;

    private static bool IsAhead(ModuleDay day, DateOnly today) => day.State is LedgerState.Planned && day.On >= today;
}
