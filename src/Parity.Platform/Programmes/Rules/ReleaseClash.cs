namespace Parity.Platform.Programmes.Rules;

/// <summary>What an employer agreed about somebody's days.</summary>
/// <param name="Days">How many days together are released; null: as many as there are.</param>
/// <param name="Weekdays">On which days of the week; none: on any.</param>
/// <param name="NotBetween">When they cannot be spared, first and last day.</param>
public sealed record ReleaseTerms(int? Days, IReadOnlyCollection<DayOfWeek> Weekdays, IReadOnlyList<(DateOnly From, DateOnly Until)> NotBetween);

/// <summary>A day that is planned, and how much of a day it takes.</summary>
public readonly record struct PlannedDay(DateOnly On, string Title, decimal Days);

public enum ClashKind
{
    /// <summary>Not a day of the week on which they are released.</summary>
    Weekday,

    /// <summary>In a time in which they cannot be spared.</summary>
    NotSpared,

    /// <summary>More days than were agreed, counted from the first.</summary>
    TooMany,
}

public sealed record Clash(PlannedDay Day, ClashKind Kind);

/// <summary>Where what is planned and what an employer agreed contradict each other.</summary>
public static class ReleaseClash
{
    /// <summary>In the order of days; a day that clashes in several ways is named once.</summary>
    public static IReadOnlyList<Clash> Of(ReleaseTerms terms, IEnumerable<PlannedDay> days)
    {
        var found = new List<Clash>();
        decimal sum = 0;
        foreach (var day in days.OrderBy(d => d.On))
        {
            sum += day.Days;
            if (KindOf(terms, day.On) is { } kind) found.Add(new(day, kind));
            else if (sum > terms.Days) found.Add(new(day, ClashKind.TooMany));
        }

        return found;
    }

    /// <summary>Whether a single date clashes, however many days there are.</summary>
    public static ClashKind? KindOf(ReleaseTerms terms, DateOnly on) =>
        terms.Weekdays.Count > 0 && !terms.Weekdays.Contains(on.DayOfWeek) ? ClashKind.Weekday
        : terms.NotBetween.Any(n => on >= n.From && on <= n.Until) ? ClashKind.NotSpared : null;

    /// <summary>How many days fall into each month, by its first day.</summary>
    public static IReadOnlyList<(DateOnly Month, decimal Days)> ByMonth(IEnumerable<PlannedDay> days) =>
        [.. days.GroupBy(d => new DateOnly(d.On.Year, d.On.Month, 1)).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(d => d.Days)))];
}
