namespace Parity.Platform.Programmes.Rules;

/// <summary>What kind of step somebody took at work. Only the first counts as a more significant role.</summary>
public enum CareerMoveKind
{
    /// <summary>A permanent post at least one grade higher.</summary>
    Promotion,

    /// <summary>Higher for a time.</summary>
    ActingUp,
    Secondment,

    /// <summary>The post itself was graded anew.</summary>
    Regrade,
    Sideways,
}

/// <summary>A part in public life.</summary>
public enum CivicRole
{
    Magistrate,
    Councillor,
    Trustee,
    NonExecutive,
}

/// <summary>When participants are asked what came of it.</summary>
public static class FollowUpPlan
{
    /// <summary>So many calendar months after the end; where the month has no such day, its last.</summary>
    public static DateOnly DueOn(DateOnly endedOn, int months) => endedOn.AddMonths(months);

    /// <summary>The follow-ups whose day has come, the earliest first.</summary>
    public static IEnumerable<int> DueBy(DateOnly endedOn, DateOnly today, IReadOnlyList<int> months) => months.Where(m => DueOn(endedOn, m) <= today).Order();

    /// <summary>Whole months from the end of the programme to a step; one before it counts as 0.</summary>
    public static int MonthsUntil(DateOnly endedOn, DateOnly on)
    {
        if (on <= endedOn) return 0;
        int months = ((on.Year - endedOn.Year) * 12) + on.Month - endedOn.Month;
        return endedOn.AddMonths(months) > on ? months - 1 : months;
    }
}
