using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>A cohort's days beside what an employer agreed about one of its people.</summary>
internal static class ReleasedDays
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>Every day together that is not cancelled, in the unit of its kind.</summary>
    public static async Task<List<PlannedDay>> OfAsync(Records records, Cohort cohort, CancellationToken stop)
    {
        var shape = cohort.ReadShape();
        return (await records.Set<CohortDay>().Where(d => d.Cohort == cohort.Id && d.CancelledAt == null).OrderBy(d => d.OnDay).ThenBy(d => d.FromTime).ToListAsync(stop))
            .ConvertAll(d => new PlannedDay(d.OnDay, d.Title, shape.Type(d.Kind) is { DayMinutes: > 0 } type ? (decimal)d.Minutes / type.DayMinutes : 1));
    }

    /// <summary>Those still to come: what is over needs no answer.</summary>
    public static IReadOnlyList<Clash> Clashes(Release? release, IEnumerable<PlannedDay> days, DateOnly today) =>
        release is null ? [] : [.. ReleaseClash.Of(release.ToTerms(), days).Where(c => c.Day.On >= today)];

    /// <summary>Periods as they are kept and entered: one a line, a day or two days with <c>to</c> between.</summary>
    /// <returns>Null where a line is neither.</returns>
    public static IReadOnlyList<(DateOnly From, DateOnly Until)>? Periods(string? text)
    {
        var found = new List<(DateOnly From, DateOnly Until)>();
        foreach (string line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = line.Split(" to ", StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || Read(ends[0]) is not { } from || Read(ends[^1]) is not { } until || until < from) return null;
            found.Add((from, until));
        }

        return found;
    }

    public static string Text(IEnumerable<(DateOnly From, DateOnly Until)> periods) =>
        string.Join('\n', periods.Select(p => p.From == p.Until ? Word(p.From) : $"{Word(p.From)} to {Word(p.Until)}"));

    private static DateOnly? Read(string text) => DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Word(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);
}
