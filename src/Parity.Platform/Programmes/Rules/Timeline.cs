using System.Text.RegularExpressions;
using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Rules;

/// <summary>A meeting for whoever thinks of applying. Nobody has to come.</summary>
public sealed record Briefing(DateOnly On, TimeOnly From, TimeOnly Until, string Place, int Places);

/// <summary>
/// When applications are taken. A closing time of 23:59 includes its whole last minute, so that "until 23:59" holds to
/// the second; the instant at which it is over is the first that is too late.
/// </summary>
/// <param name="OverAt">The first instant at which nothing is taken any more.</param>
public sealed record ApplicationWindow(DateTimeOffset OpensAt, DateTimeOffset OverAt)
{
    public bool IsOpenAt(DateTimeOffset now) => now >= OpensAt && now < OverAt;

    /// <summary>The last day and minute that people are told.</summary>
    public DateTimeOffset LastMinute => OverAt - TimeSpan.FromMinutes(1);

    public static ApplicationWindow Of(DateOnly opensOn, TimeOnly opens, DateOnly closesOn, TimeOnly closes) =>
        new(London.At(opensOn, opens), London.At(closesOn, closes) + TimeSpan.FromMinutes(1));
}

/// <summary>When and where line managers come together.</summary>
/// <param name="From">Null where the day alone is known.</param>
/// <param name="Place">Empty where nobody has said it yet.</param>
public sealed record Workshop(DateOnly On, TimeOnly? From, TimeOnly? Until, string Place);

/// <summary>What a cohort's dates are.</summary>
/// <param name="AsAnnounced">How a cohort of the past announced its closing time, where that is known.</param>
public sealed record Timeline(
    Briefing? Briefing, ApplicationWindow Window, DateOnly InterviewsFrom, DateOnly InterviewsUntil, DateOnly OutcomesOn,
    DateOnly StartsOn, DateOnly StartsUntil, DateOnly? WorkshopOn, DateOnly EndsOn, string? AsAnnounced = null)
{
    /// <summary>Whether every day of it lies before this one.</summary>
    public bool IsOverOn(DateOnly today) =>
        new[] { Briefing?.On, London.DayOf(Window.OpensAt), London.DayOf(Window.LastMinute), InterviewsFrom, InterviewsUntil, OutcomesOn, StartsOn, StartsUntil, WorkshopOn, EndsOn }.All(day => day is null || day < today);

    /// <summary>
    /// Every day after the window so many days later, and from there on to the next day on which people work: nobody is
    /// interviewed or told on a Sunday because a window was longer by a week and a day. Where a holiday would push two
    /// days together that may not be one, the later goes on.
    /// </summary>
    public Timeline Later(int days)
    {
        var outcomes = On(OutcomesOn);
        var starts = On(StartsOn, outcomes);
        var startsUntil = On(StartsUntil) is var until && until < starts ? starts : until;
        return this with
        {
            InterviewsFrom = On(InterviewsFrom),
            InterviewsUntil = On(InterviewsUntil),
            OutcomesOn = outcomes,
            StartsOn = starts,
            StartsUntil = startsUntil,
            WorkshopOn = WorkshopOn is not { } workshop ? null : On(workshop) is var on && on < starts ? starts : on,
            EndsOn = On(EndsOn, startsUntil),
        };

        DateOnly On(DateOnly day, DateOnly? after = null)
        {
            var moved = day.AddDays(days);
            return WorkingDays.OnOrAfter(moved <= after ? after.Value.AddDays(1) : moved);
        }
    }

    /// <summary>Its days after the window, in their order, each with the words it is told with.</summary>
    public IReadOnlyList<(string What, DateOnly? On)> AfterWindow() =>
    [
        ("interviews from", InterviewsFrom), ("interviews until", InterviewsUntil), ("outcomes told on", OutcomesOn),
        ("begins on", StartsOn), ("opening days until", StartsUntil), ("workshop on", WorkshopOn), ("ends on", EndsOn),
    ];
}

/// <summary>Finds what in a timeline contradicts itself.</summary>
public static partial class TimelineFaults
{
    private const int ShortestWindow = 7;

    public static IReadOnlyList<RuleFault> Of(Timeline dates)
    {
        DateOnly opens = London.DayOf(dates.Window.OpensAt), closes = London.DayOf(dates.Window.LastMinute);
        var faults = new List<RuleFault>();
        void Check(bool wrong, string code, string field, string advice, bool blocks = true)
        {
            if (wrong) faults.Add(new(code, field, advice, blocks));
        }

        Check(dates.Window.OverAt <= dates.Window.OpensAt, "closes-before-opening", "closes", "The window closes before it opens. Choose a later day.");
        Check(dates.Briefing is { } briefing && (briefing.On > closes || briefing.Until <= briefing.From), "briefing", "briefing", "The briefing is on or before the last day for applications, and ends after it begins.");
        Check(dates.InterviewsFrom <= closes, "interview-before-closing", "interviews", "Interviews begin after the last day for applications.");
        Check(dates.InterviewsUntil < dates.InterviewsFrom, "interviews", "interviews-until", "Interviews end on or after the day they begin.");
        Check(dates.OutcomesOn < dates.InterviewsUntil, "outcome-before-interview", "outcomes", "Outcomes are told before the interviews are over. Tell them on the last day of interviews or later.");
        Check(dates.StartsOn <= dates.OutcomesOn, "start-before-outcome", "starts", "The programme starts after outcomes are told.");
        Check(dates.StartsUntil < dates.StartsOn, "start", "starts-until", "The opening days end on or after the day they begin.");
        Check(dates.WorkshopOn < dates.StartsOn, "workshop-before-start", "workshop", "The line managers' workshop is on the first day or later.");
        Check(dates.EndsOn <= dates.StartsUntil, "ends-before-start", "ends", "The programme ends after it starts.");
        Twice("ambiguous-opening", "opens", opens, London.TimeOf(dates.Window.OpensAt));
        Twice("ambiguous-closing", "closes", closes, London.TimeOf(dates.Window.LastMinute));
        Twice("ambiguous-briefing", "briefing", dates.Briefing?.On, dates.Briefing?.From);
        Twice("ambiguous-briefing", "briefing", dates.Briefing?.On, dates.Briefing?.Until);
        Check(Midnight().IsMatch(dates.AsAnnounced ?? "") || IsMidnight(dates.Window.LastMinute), "ambiguous-closing", "closes", "\"Midnight\" and 00:00 can be read as the beginning or the end of the day. Say 23:59.");
        Check(closes.DayNumber - opens.DayNumber < ShortestWindow && dates.Window.OverAt > dates.Window.OpensAt, "short-window", "closes", "The window is open for less than a week. People on leave, or asking an employer, will miss it.", blocks: false);
        Check(NotWorking(dates.InterviewsFrom, dates.InterviewsUntil), "no-working-day", "interviews", "None of the interview days is a working day.", blocks: false);
        Check(NotWorking(dates.StartsOn, dates.StartsUntil), "no-working-day", "starts", "None of the opening days is a working day.", blocks: false);
        return faults;

        void Twice(string code, string field, DateOnly? day, TimeOnly? time)
        {
            if (London.Doubt(day, time) is { } advice) Check(true, code, field, advice);
        }
    }

    /// <summary>What stands against other days of a published cohort. When its window opened and its briefing is, such a change does not touch.</summary>
    public static List<RuleFault> OfChange(Timeline dates) => [.. Of(dates).Where(f => f.Blocks && f.Field is not ("opens" or "briefing"))];

    /// <summary>A window that was said to close at 00:00.</summary>
    private static bool IsMidnight(DateTimeOffset lastMinute) => London.TimeOf(lastMinute) == TimeOnly.MinValue;

    private static bool NotWorking(DateOnly from, DateOnly until)
    {
        for (var day = from; day <= until && day.DayNumber - from.DayNumber < 60; day = day.AddDays(1))
            if (WorkingDays.IsOne(day)) return false;
        return until >= from;
    }

    [GeneratedRegex(@"\b(midnight|24[:.]00|0?0[:.]00|12 ?am)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Midnight();
}
