using System.Numerics;
using System.Runtime.InteropServices;

namespace Parity.Verifier;

/// <summary>
/// Reads protected tables, their specification and a certificate, and adds up. A certificate lists complete tables that
/// fit everything shown. If all of them do, and if for every small count two of them differ by the interval asked for,
/// then nobody who sees what is shown can tell the count more closely.
/// </summary>
/// <remarks>Knows nothing of how the tables were protected and shares no code with the program that did it.</remarks>
public static class Verification
{
    private const int MostReasons = 10;

    public static Verdict Of(string protectedPath, string specificationPath, string certificatePath)
    {
        try
        {
            return new Sums(protectedPath, specificationPath, certificatePath).Judge();
        }
        catch (RefusedException refused)
        {
            return new Verdict.Refused([refused.Message]);
        }
    }

    private sealed class Sums
    {
        private readonly Plan plan;
        private readonly string[] names;
        private readonly long[] stride;
        private readonly Dictionary<long, int> cellAt = [];
        private readonly List<long?> shown = [];
        private readonly List<string> status = [];
        private readonly List<long> keys = [];
        // Where the values of each withheld cell begin, one for each table of the certificate; -1 without.
        private readonly List<int> possible = [];
        private readonly Dictionary<long, long[]> people = [];
        private readonly List<string> reasons = [];
        private long[] values = [];
        private int width;

        public Sums(string protectedPath, string specificationPath, string certificatePath)
        {
            // A dimension that no table shows has only its total in the protected file; the people of the certificate have codes.
            plan = Plan.Read(specificationPath, name => Codes(protectedPath, name, 0).Concat(Codes(certificatePath, name, 1)));
            names = [.. plan.Breakdowns.Select(b => b.Name)];
            stride = new long[names.Length];
            long size = 1;
            for (int d = names.Length - 1; d >= 0; d--)
            {
                stride[d] = size;
                size = checked(size * plan.Breakdowns[d].Codes.Count);
            }
            ReadCells(protectedPath);
            ReadCertificate(certificatePath);
        }

        private void ReadCells(string path)
        {
            string file = Path.GetFileName(path);
            string[] header = [];
            int[] columns = [];
            (int countAt, int statusAt) = (0, 0);
            foreach (var record in Records.Read(path))
            {
                if (record.Number == 1)
                {
                    header = record.All;
                    columns = [.. names.Select(Column)];
                    (countAt, statusAt) = (Column(plan.Count), Column("status"));
                    continue;
                }
                if (record.Count != header.Length)
                {
                    throw new RefusedException($"{file}: a record has more or fewer fields than the header.");
                }
                long key = Key(record, columns) ?? throw new RefusedException($"{file}, record {record.Number}: a code is not in its hierarchy.");
                if (!cellAt.TryAdd(key, shown.Count))
                {
                    throw new RefusedException($"{file}, record {record.Number}: this cell is listed twice.");
                }
                keys.Add(key);
                shown.Add(record.At(countAt).IsEmpty ? null : record.Whole(countAt, path));
                status.Add(record[statusAt]);
                possible.Add(-1);
            }
            if (header.Length == 0)
            {
                throw new RefusedException($"{file} is empty.");
            }

            int Column(string name) => Array.IndexOf(header, name) is var at and >= 0 ? at
                : throw new RefusedException($"{file}: the column {name} is missing.");
        }

        private static IEnumerable<string> Codes(string path, string name, int from)
        {
            int at = -1;
            foreach (var record in Records.Read(path))
            {
                if (record.Number == 1) at = record.Count > from ? Array.IndexOf(record.All, name, from) : -1;
                else if (at >= 0 && record.Count > at) yield return record[at];
            }
        }

        private void ReadCertificate(string path)
        {
            string file = Path.GetFileName(path);
            int[] columns = [.. Enumerable.Range(1, names.Length)];
            byte[] text = Records.Bytes(path);
            int end = 0;
            foreach (var record in Records.Read(text, path))
            {
                if (record.Number == 1)
                {
                    width = record.Count - 1 - names.Length;
                    if (width < 1 || record[0] != "kind" || !record.All.Skip(1).Take(names.Length).SequenceEqual(names, StringComparer.Ordinal))
                    {
                        throw new RefusedException($"{file}: the header must be kind, the dimensions as the specification lists them, and one column for each table.");
                    }
                    // All at once, as many as there are commas: millions of numbers in arrays of their own would be moved about in memory.
                    values = GC.AllocateUninitializedArray<long>(text.AsSpan().Count((byte)','));
                    continue;
                }
                if (record.Count != width + 1 + names.Length)
                {
                    throw new RefusedException($"{file}, record {record.Number}: a value for each of the {width} tables is needed.");
                }
                long key = Key(record, columns) ?? throw new RefusedException($"{file}, record {record.Number}: a code is not in its hierarchy.");
                if (record[0] == "cell" && cellAt.TryGetValue(key, out int cell) && shown[cell] is null && possible[cell] < 0)
                {
                    record.Numbers(1 + names.Length, values.AsSpan(end, width), path);
                    possible[cell] = end;
                    end += width;
                }
                else if (record[0] != "people" || names.Select((_, d) => Code(key, d)).Where((c, d) => !plan.Breakdowns[d].IsInnermost(c)).Any() || !people.TryAdd(key, record.Numbers(1 + names.Length, path)))
                {
                    throw new RefusedException($"{file}, record {record.Number}: neither a withheld cell nor an innermost combination, or listed twice.");
                }
            }
            if (width == 0)
            {
                throw new RefusedException($"{file} is empty.");
            }
        }

        public Verdict Judge()
        {
            CheckCells();
            if (reasons.Count > 0)
            {
                return new Verdict.Refused(reasons);
            }
            bool[] inTables = new bool[shown.Count];
            foreach (int[] table in plan.Tables)
            {
                CheckTable(table, inTables);
            }
            if (inTables.Contains(false))
            {
                Refuse("The protected file has cells that are in none of the tables.");
            }
            bool marked = status.Contains("primary");
            int judged = 0;
            long? narrowest = null;
            for (int cell = 0; cell < shown.Count; cell++)
            {
                if (possible[cell] < 0 || (marked && status[cell] != "primary"))
                {
                    continue;
                }
                judged++;
                var (least, most) = Range(cell);
                long between = most - least;
                narrowest = Math.Min(narrowest ?? long.MaxValue, between);
                if (between < plan.Width)
                {
                    Refuse($"{Label(cell)}: the tables of the certificate differ by {between}, not by {plan.Width}.");
                }
            }
            return reasons.Count > 0 ? new Verdict.Refused(reasons) : new Verdict.Accepted(shown.Count, judged, width, narrowest);
        }

        private void CheckCells()
        {
            for (int cell = 0; cell < shown.Count; cell++)
            {
                if (shown[cell] is { } count)
                {
                    if (status[cell] is "primary" or "complementary")
                    {
                        Refuse($"{Label(cell)} is shown, but its status says that it is withheld.");
                    }
                    if (count < plan.Threshold && (count > 0 || plan.ZerosProtected))
                    {
                        Refuse($"{Label(cell)} is shown and small.");
                    }
                }
                else if (status[cell] is "released")
                {
                    Refuse($"{Label(cell)} is withheld, but its status says that it is shown.");
                }
                else if (possible[cell] < 0)
                {
                    Refuse($"{Label(cell)} is withheld, and the certificate does not mention it.");
                }
                else if (Range(cell).Least < plan.Least)
                {
                    Refuse($"{Label(cell)}: a withheld count is at least {plan.Least}; the certificate has less.");
                }
            }
        }

        private int[][] Axes(int[] table) =>
            [.. plan.Breakdowns.Select((b, d) => table.Contains(d) ? [.. Enumerable.Range(0, b.Codes.Count)] : b.Roots)];

        // Every sum of one table, in all possible tables at once.
        private void CheckTable(int[] table, bool[] inTables)
        {
            int[][] axes = Axes(table);
            var cells = new List<int>();
            int missing = 0;
            Each(axes, key =>
            {
                cells.Add(cellAt.GetValueOrDefault(key, -1));
                missing += cells[^1] < 0 ? 1 : 0;
                return true;
            });
            if (missing > 0)
            {
                throw new RefusedException($"The protected file is incomplete: {missing} cells are missing.");
            }
            foreach (int cell in cells) inTables[cell] = true;
            long[] sums = new long[width];
            foreach (int d in table)
            {
                // In the order of Each, cells whose codes of this breakdown follow each other are so far apart.
                int apart = axes.Skip(d + 1).Aggregate(1, (product, axis) => product * axis.Length);
                int[][] parts = plan.Breakdowns[d].Innermost;
                for (int at = 0; at < cells.Count && reasons.Count < MostReasons; at++)
                {
                    int code = at / apart % parts.Length;
                    if (plan.Breakdowns[d].IsInnermost(code)) continue;
                    Array.Clear(sums);
                    long known = -Take(cells[at], sums, less: true);
                    foreach (int leaf in parts[code]) known += Take(cells[at + (apart * (leaf - code))], sums, less: false);
                    if (sums.AsSpan().ContainsAnyExcept(-known))
                    {
                        Refuse($"{Label(cells[at])} is not the sum of its parts of {plan.Breakdowns[d].Name} in each table.");
                    }
                }
            }
            if (!plan.TablesSuffice)
            {
                CheckPeople(table, axes);
            }
        }

        // Tables that go round in a circle: the certificate has to give the people, too.
        private void CheckPeople(int[] table, int[][] axes)
        {
            var counted = new Dictionary<long, long[]>();
            foreach (var (combination, values) in people)
            {
                int[][] shownAs = [.. plan.Breakdowns.Select((b, d) => table.Contains(d)
                    ? [Code(combination, d)]
                    : b.Roots.Where(r => b.Innermost[r].Contains(Code(combination, d))).ToArray())];
                Each(shownAs, key =>
                {
                    var sum = counted.TryGetValue(key, out var old) ? old : counted[key] = new long[width];
                    for (int k = 0; k < width; k++)
                    {
                        sum[k] += values[k];
                    }
                    return true;
                });
            }
            int[][] innermost = [.. axes.Select((a, d) => table.Contains(d) ? [.. a.Where(plan.Breakdowns[d].IsInnermost)] : a)];
            Each(innermost, key =>
            {
                int cell = cellAt[key];
                for (int k = 0; k < width; k++)
                {
                    if ((shown[cell] ?? Possible(cell)[k]) != (counted.TryGetValue(key, out var sum) ? sum[k] : 0))
                    {
                        Refuse($"{Label(cell)} is not the number of its people in each table.");
                        break;
                    }
                }
                return reasons.Count < MostReasons;
            });
        }

        private ReadOnlySpan<long> Possible(int cell) => values.AsSpan(possible[cell], width);

        // Adds a withheld cell to the sums, table by table, or takes it away; gives back a shown one.
        private long Take(int cell, long[] sums, bool less)
        {
            if (shown[cell] is { } count)
            {
                return count;
            }
            var of = Possible(cell);
            var several = MemoryMarshal.Cast<long, Vector<long>>(of);
            var severalSums = MemoryMarshal.Cast<long, Vector<long>>(sums.AsSpan());
            for (int k = 0; k < several.Length; k++) severalSums[k] = less ? severalSums[k] - several[k] : severalSums[k] + several[k];
            for (int k = several.Length * Vector<long>.Count; k < of.Length; k++) sums[k] += less ? -of[k] : of[k];
            return 0;
        }

        private (long Least, long Most) Range(int cell)
        {
            var (least, most) = (long.MaxValue, long.MinValue);
            foreach (long value in Possible(cell)) (least, most) = (Math.Min(least, value), Math.Max(most, value));
            return (least, most);
        }

        private void Refuse(string reason)
        {
            if (reasons.Count < MostReasons)
            {
                reasons.Add(reason);
            }
        }

        private int Code(long key, int d) => (int)(key / stride[d] % plan.Breakdowns[d].Codes.Count);

        private string Label(int cell) => string.Join(", ", names.Select((name, d) => $"{name} {plan.Breakdowns[d].Codes[Code(keys[cell], d)]}"));

        private long? Key(Record record, int[] columns)
        {
            long key = 0;
            for (int d = 0; d < columns.Length; d++)
            {
                int code = plan.Breakdowns[d].Number(record[columns[d]]);
                if (code < 0)
                {
                    return null;
                }
                key += stride[d] * code;
            }
            return key;
        }

        // Every combination of one number from each axis, as a key, until one answers false.
        private void Each(int[][] axes, Func<long, bool> visit)
        {
            if (axes.Any(a => a.Length == 0))
            {
                return;
            }
            int[] at = new int[axes.Length];
            while (true)
            {
                long key = 0;
                for (int d = 0; d < axes.Length; d++)
                {
                    key += stride[d] * axes[d][at[d]];
                }
                if (!visit(key))
                {
                    return;
                }
                int next = axes.Length - 1;
                while (next >= 0 && ++at[next] == axes[next].Length)
                {
                    at[next--] = 0;
                }
                if (next < 0)
                {
                    return;
                }
            }
        }
    }
}
