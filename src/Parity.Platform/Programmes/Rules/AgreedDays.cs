using System.Globalization;
using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Rules;

/// <summary>On which days what a contract agrees about an assignment is planned.</summary>
public static class AgreedDays
{
    /// <summary>The first working days on the agreed days of the week; where none are agreed, spread evenly from the first day to the last.</summary>
    /// <returns>With how much of a day each takes. Fewer than agreed where there are not as many.</returns>
    public static IReadOnlyList<(DateOnly On, decimal Days)> Of(ContractTerms terms)
    {
        var possible = Possible(terms);
        int wanted = (int)Math.Ceiling(terms.Days), many = Math.Min(wanted, possible.Count);
        return [.. Enumerable.Range(0, many).Select(at => (
            possible[terms.Weekdays.Length > 0 ? at : (int)((long)at * possible.Count / many)],
            at == wanted - 1 ? terms.Days - at : 1))];
    }

    /// <summary>On which days it is talked about how it goes, the earliest first, each once.</summary>
    /// <returns>Null where a word of it is no day.</returns>
    public static IReadOnlyList<DateOnly>? Talks(ContractTerms terms)
    {
        var days = new SortedSet<DateOnly>();
        foreach (string word in terms.TalkDays.Split((char[])[' ', ',', ';', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return null;
            days.Add(day);
        }

        return [.. days];
    }

    /// <summary>Days agreed for a talk that are over, and from which until the day before the next one none was held.</summary>
    public static IReadOnlyList<DateOnly> TalksWithoutNote(ContractTerms terms, IReadOnlyCollection<DateOnly> held, DateOnly today)
    {
        var talks = Talks(terms) ?? [];
        return [.. talks.Where((day, at) => day < today && !held.Any(on => on >= day && (at + 1 == talks.Count || on < talks[at + 1])))];
    }

    /// <summary>Every working day of the contract on one of its days of the week.</summary>
    public static IReadOnlyList<DateOnly> Possible(ContractTerms terms)
    {
        var weekdays = terms.Weekdays.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. Enumerable.Range(0, Math.Max(0, terms.Until.DayNumber - terms.From.DayNumber + 1)).Select(terms.From.AddDays)
            .Where(day => WorkingDays.IsOne(day) && (weekdays.Length == 0 || weekdays.Contains(day.DayOfWeek.ToString())))];
    }

    /// <summary>What of the agreed time nobody has entered. Entered time stands for the agreed day of its date, and what is over for the earliest days.</summary>
    public static IReadOnlyList<(DateOnly On, int Minutes)> Left(IEnumerable<(DateOnly On, int Minutes)> agreed, IEnumerable<(DateOnly On, int Minutes)> entered)
    {
        var left = agreed.GroupBy(a => a.On).OrderBy(g => g.Key).Select(g => (On: g.Key, Minutes: g.Sum(a => a.Minutes))).ToList();
        int over = 0;
        foreach (var (on, minutes) in entered) over += minutes - Take(left.FindIndex(l => l.On == on), minutes);
        for (int at = 0; at < left.Count; at++) over -= Take(at, over);
        return left.FindAll(l => l.Minutes > 0);

        int Take(int at, int minutes)
        {
            if (at < 0) return 0;
            int taken = Math.Min(left[at].Minutes, minutes);
            left[at] = (left[at].On, left[at].Minutes - taken);
            return taken;
        }
    }
}
