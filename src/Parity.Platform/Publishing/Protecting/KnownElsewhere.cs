using System.Globalization;
using Parity.Disclosure;
using Parity.Indicators;
using Parity.Platform.Publishing.Model;

namespace Parity.Platform.Publishing.Protecting;

/// <summary>Counts that others have published, found among those of this edition.</summary>
internal sealed class KnownElsewhere
{
    private readonly List<(CountKey Key, long Told, string Source)> _counts;

    private KnownElsewhere(List<(CountKey, long, string)> counts) => _counts = counts;

    public int Count => _counts.Count;

    /// <returns>Sentences about lines that name no count of this edition: passed over, a slip would leave something unprotected.</returns>
    public static (KnownElsewhere Known, IReadOnlyList<string> Reasons) Among(CountBook book, IReadOnlyList<CountsElsewhere> elsewhere)
    {
        var counts = new List<(CountKey, long, string)>();
        var reasons = new List<string>();
        foreach (var (source, rows) in elsewhere)
        {
            foreach (var (line, row) in rows)
            {
                var counted = FigureCounts.Of(row, IndicatorCatalogue.Of(row.Indicator), row.Organisation).All().ToList();
                int given = new[] { row.Numerator, row.Denominator, row.ReferenceNumerator, row.ReferenceDenominator }.Count(c => c is not null);
                if (counted.Count < given) reasons.Add($"{source}, line {line}: a count stands in a column in which {row.Indicator} has none. Compare with the open data.");
                foreach (var count in counted)
                {
                    if (count.Units > 1) reasons.Add($"{source}, line {line}: what {row.Indicator} is measured against is an average of two days and no count. Leave it empty; the headcount of a day is in the rows of headcount.");
                    else if (!book.Values.ContainsKey(count.Key)) reasons.Add($"{source}, line {line}: this edition has no such count. Compare the names with the open data; leave out what the edition has nothing of.");
                    else counts.Add((count.Key, count.Value, source));
                }
            }
        }

        return (new([.. counts.Distinct()]), [.. reasons.Distinct().Take(20)]);
    }

    /// <summary>Adds those that no row of the edition has, so that sums with them are found.</summary>
    public void Enter(CountSystem system, CountBook book)
    {
        foreach (var (key, _, _) in _counts) system.Add(key, book.Values[key], CellRole.Hidden);
    }

    /// <summary>
    /// Makes known what was told as it is here. What was told otherwise, on another day or of other people, is a count of its
    /// own, and the difference is guarded like a count.
    /// </summary>
    public void Tie(CountSystem system)
    {
        foreach (var (key, value, source) in _counts)
        {
            int cell = system.CellOf(key)!.Value;
            if (system[cell] == value)
            {
                system.MakeKnownElsewhere(cell);
                continue;
            }

            int told = system.Add(key with { Family = string.Create(CultureInfo.InvariantCulture, $"{source} ({value}):{key.Family}") }, value, CellRole.Hidden);
            system.MakeKnownElsewhere(told);
            system.GuardDifference(cell, [told], "told-otherwise");
        }

        system.FollowElsewhere();
    }
}
