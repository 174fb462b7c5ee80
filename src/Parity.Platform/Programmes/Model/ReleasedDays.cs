using System.Globalization;
using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes.Model;

/// <summary>Somebody's days beside what their employer agreed about them.</summary>
internal static class ReleasedDays
{
    private const string Day = "yyyy-MM-dd";

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
