using System.Globalization;

namespace Parity.Verifier;

/// <summary>
/// Looks that the public tables of an edition show the counts that its ledger calls shown, as they are there, and no others: a
/// row whose number is withheld there shows neither it nor what is worked out from it.
/// </summary>
internal sealed class TablesBesideLedger
{
    private static readonly string[] Counted = ["numerator", "denominator", "reference_numerator", "reference_denominator"];
    private static readonly string[] Derived = ["value", "lower", "upper", "adjusted"];

    private const string Census = "census";

    private readonly Dictionary<string, string[]> counts = new(StringComparer.Ordinal);
    private readonly Func<int, (long Value, long Unit)?> shownCount;
    private readonly int count;

    /// <param name="shownCount">A count of the ledger and how many of its value are one person; null where it is not shown.</param>
    /// <param name="count">How many counts the ledger has.</param>
    private TablesBesideLedger(string folder, Func<int, (long Value, long Unit)?> shownCount, int count)
    {
        (this.shownCount, this.count) = (shownCount, count);
        foreach (var record in Records.Read(Path.Combine(folder, "internal", "rows.csv")))
        {
            if (record.Number > 1 && (record.Count != Counted.Length + 1 || !counts.TryAdd(record[0], record.All[1..])))
            {
                throw new RefusedException($"rows.csv, record {record.Number}: not an id with four numbers of counts, or listed twice.");
            }
        }
    }

    /// <returns>How many rows of how many public tables were looked at.</returns>
    public static int Check(string folder, Func<int, (long Value, long Unit)?> shownCount, int count, Action<string> refuse)
    {
        string data = Path.Combine(folder, "data");
        if (!Directory.Exists(data))
        {
            throw new RefusedException($"{data} is not there: the public tables are looked at too.");
        }
        var rows = new TablesBesideLedger(folder, shownCount, count);
        int looked = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(data, "*.csv").Order(StringComparer.Ordinal))
        {
            string[] header = [];
            foreach (var record in Records.Read(path))
            {
                if (record.Number == 1)
                {
                    header = record.All;
                    if (!header.Contains("numerator")) break;
                }
                else if (Array.IndexOf(header, "id") is var id && (id < 0 || record.Count != header.Length))
                {
                    refuse($"{Path.GetFileName(path)}, record {record.Number}: not a row with an id.");
                }
                else
                {
                    looked++;
                    seen.Add(record[id]);
                    if (rows.WrongIn(record[id], column => record[Array.IndexOf(header, column)]) is { } wrong) refuse($"{Path.GetFileName(path)}, record {record.Number}: {wrong}");
                }
            }
        }
        if (seen.Count < rows.counts.Count)
        {
            refuse($"{rows.counts.Count - seen.Count} rows that the edition has are in no public table.");
        }
        return looked;
    }

    private string? WrongIn(string id, Func<string, string> cell)
    {
        if (!counts.TryGetValue(id, out string[]? numbers))
        {
            return "no such row is known to the ledger.";
        }
        bool isWithheld = false;
        for (int c = 0; c < Counted.Length; c++)
        {
            string shown = cell(Counted[c]);
            if (numbers[c] == Census) continue;
            var told = numbers[c].Length == 0 ? null : Told(numbers[c]);
            isWithheld |= numbers[c].Length > 0 && told is null;
            if (long.TryParse(shown, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number != told : IsNumber(shown))
            {
                return $"the {Counted[c]} is not what the ledger shows.";
            }
        }
        return isWithheld && Array.Find(Derived, d => IsNumber(cell(d))) is { } derived ? $"the {derived} is shown although a count it is made of is withheld." : null;
    }

    // The number as it is shown, halves up; null where one of its counts is withheld.
    private long? Told(string numbers)
    {
        int[] of = [.. numbers.Split(' ').Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out int at) && at < count ? at : throw new RefusedException("rows.csv names a count that the ledger has not."))];
        long sum = 0, units = of.Length;
        foreach (int at in of)
        {
            if (shownCount(at) is not var (value, unit)) return null;
            sum += value;
            units = Math.Max(units, unit);
        }
        return (sum + units - 1) / units;
    }

    private static bool IsNumber(string shown) => decimal.TryParse(shown, NumberStyles.Number, CultureInfo.InvariantCulture, out _);
}
