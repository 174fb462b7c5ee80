using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>What the pay of one group in one part looks like, in exact millionths of a pound.</summary>
/// <param name="Middle">Sum of the two middle amounts (twice the middle one where the number is odd).</param>
internal readonly record struct PaySpread(long People, long Middle, Interval At95, Interval At998);

/// <summary>
/// The people of one or more returns with an amount of pay, from the lowest to the highest. Sorted once; each group's own order
/// then falls out of one pass, so a median needs no sort of its own.
/// </summary>
internal sealed class SortedPay
{
    private readonly long[] pay;
    private readonly ulong[] marks;
    private readonly int[]? weights;
    private long[]? spare;

    private SortedPay(long[] pay, ulong[] marks, int[]? weights) => (this.pay, this.marks, this.weights) = (pay, marks, weights);

    /// <summary>Hourly pay of people with full pay and a rate.</summary>
    public static SortedPay Hourly(IReadOnlyList<Tally> tallies) => Sort(tallies, static (e, row) => e.FullPay[row] ? e.HourlyPay[row] : -1);

    /// <summary>Bonuses of people who had one.</summary>
    public static SortedPay Bonus(IReadOnlyList<Tally> tallies) => Sort(tallies, static (e, row) => e.BonusPay[row] > 0 ? e.BonusPay[row] : -1);

    public bool Any => pay.Length > 0;

    /// <summary>Every group's pay in each part of one kind, in the classification's order of groups.</summary>
    public PaySpread[,] Spread(PartKind kind, int parts, Classification classification)
    {
        int groups = classification.Groups.Count;
        int[] groupOf = GroupOf(classification);
        Field code = Mark.Of(classification.Characteristic), place = Mark.Of(kind);
        int[] buckets = new int[pay.Length];
        int[] starts = new int[(parts * groups) + 1];
        for (int row = 0; row < pay.Length; row++)
        {
            int part = place.In(marks[row]), group = groupOf[code.In(marks[row])];
            int bucket = buckets[row] = part < 0 || group < 0 ? -1 : (part * groups) + group;
            if (bucket >= 0) starts[bucket + 1]++;
        }
        for (int b = 0; b < starts.Length - 1; b++) starts[b + 1] += starts[b];

        long[] sorted = spare ??= new long[pay.Length];
        long[]? upTo = weights is null ? null : new long[starts[^1]];
        int[] next = starts[..^1];
        for (int row = 0; row < pay.Length; row++)
        {
            int bucket = buckets[row];
            if (bucket < 0) continue;
            int at = next[bucket]++;
            sorted[at] = pay[row];
            if (upTo is not null) upTo[at] = weights![row] + (at == starts[bucket] ? 0 : upTo[at - 1]);
        }

        var spreads = new PaySpread[parts, groups];
        for (int b = 0; b < parts * groups; b++)
            if (starts[b + 1] > starts[b])
                spreads[b / groups, b % groups] = SpreadOf(sorted.AsSpan(starts[b]..starts[b + 1]), upTo is null ? default : upTo.AsSpan(starts[b]..starts[b + 1]));
        return spreads;
    }

    /// <summary>Everybody's place in the four quarters, told apart by code slot.</summary>
    public PayQuarters Quarters()
    {
        long people = weights is null ? pay.Length : weights.Sum(w => (long)w);
        var quarters = new PayQuarters(people, Slot.Count);
        long[] counts = new long[Slot.Count];
        for (int from = 0, to; from < pay.Length; from = to)
        {
            long block = 0;
            for (to = from; to < pay.Length && pay[to] == pay[from]; to++) block += weights?[to] ?? 1;
            int quarter = quarters.QuarterOf(block);
            if (quarter >= 0)
            {
                Count(quarters.Whole(quarter), from, to);
                quarters.Advance(block);
            }
            else
            {
                Array.Clear(counts);
                Count(counts, from, to);
                quarters.Split(block, counts);
            }
        }
        return quarters;
    }

    private void Count(Span<long> counts, int from, int to)
    {
        for (int row = from; row < to; row++)
        {
            ulong mark = marks[row];
            int weight = weights?[row] ?? 1;
            counts[Mark.Code(mark, Characteristic.Ethnicity)] += weight;
            counts[Slot.Sex + Mark.Code(mark, Characteristic.Sex)] += weight;
            counts[Slot.Disability + Mark.Code(mark, Characteristic.Disability)] += weight;
            counts[Slot.Age + Mark.Code(mark, Characteristic.Age)] += weight;
            counts[Slot.Orientation + Mark.Code(mark, Characteristic.Orientation)] += weight;
            counts[Slot.Religion + Mark.Code(mark, Characteristic.Religion)] += weight;
        }
    }

    private static PaySpread SpreadOf(ReadOnlySpan<long> sorted, ReadOnlySpan<long> upTo)
    {
        long people = upTo.IsEmpty ? sorted.Length : upTo[^1];
        return new(people, At(sorted, upTo, (people + 1) / 2) + At(sorted, upTo, (people / 2) + 1), Limits(sorted, upTo, Normal.Z95), Limits(sorted, upTo, Normal.Z998));

        static Interval Limits(ReadOnlySpan<long> sorted, ReadOnlySpan<long> upTo, double z)
        {
            var (lower, upper) = Intervals.MedianRanks(upTo.IsEmpty ? sorted.Length : upTo[^1], z);
            return new(At(sorted, upTo, lower), At(sorted, upTo, upper));
        }

        static long At(ReadOnlySpan<long> sorted, ReadOnlySpan<long> upTo, long rank)
        {
            if (upTo.IsEmpty) return sorted[(int)rank - 1];
            int at = upTo.BinarySearch(rank);
            return sorted[at < 0 ? ~at : at];
        }
    }

    private static int[] GroupOf(Classification classification)
    {
        int offset = Slot.OffsetOf(classification.Characteristic);
        int[] groupOf = new int[32];
        Array.Fill(groupOf, -1);
        for (int g = 0; g < classification.Groups.Count; g++)
            for (int code = 0; code < 32 && offset + code < Slot.Count; code++)
                if ((classification.Groups[g].Mask >> (offset + code) & 1) != 0)
                    groupOf[code] = g;
        return groupOf;
    }

    private static SortedPay Sort(IReadOnlyList<Tally> tallies, Func<EmployeeColumns, int, long> amount)
    {
        int people = 0;
        foreach (var tally in tallies)
            for (int row = 0; row < tally.Return.Employees.Rows; row++)
                if (amount(tally.Return.Employees, row) >= 0)
                    people++;

        long[] pay = new long[people];
        ulong[] marks = new ulong[people];
        int[]? weights = tallies.Any(t => t.Return.Employees.Weight is not null) ? new int[people] : null;
        int at = 0;
        foreach (var tally in tallies)
        {
            var rows = tally.Return.Employees;
            for (int row = 0; row < rows.Rows; row++)
            {
                long value = amount(rows, row);
                if (value < 0) continue;
                pay[at] = value;
                marks[at] = Mark.Of(rows, row, tally.Return.Grades[rows.Grade[row]].Band);
                if (weights is not null) weights[at] = rows.WeightOf(row);
                at++;
            }
        }
        RadixSort.Ascending(ref pay, ref marks, ref weights);
        return new(pay, marks, weights);
    }

    /// <summary>A person's codes and parts in one number.</summary>
    private static class Mark
    {
        public static ulong Of(EmployeeColumns rows, int row, Band band) =>
            (ulong)rows.Ethnicity[row] | (ulong)rows.Sex[row] << 5 | (ulong)rows.Disability[row] << 8 | (ulong)rows.AgeBand[row] << 10 |
            (ulong)rows.Orientation[row] << 13 | (ulong)rows.Religion[row] << 16 | (ulong)band << 20 | (ulong)(rows.Directorate[row] + 1) << 23;

        public static Field Of(Characteristic characteristic) => characteristic switch
        {
            Characteristic.Ethnicity => new(0, 31),
            Characteristic.Sex => new(5, 7),
            Characteristic.Disability => new(8, 3),
            Characteristic.Age => new(10, 7),
            Characteristic.Orientation => new(13, 7),
            _ => new(16, 15),
        };

        public static Field Of(PartKind kind) => kind switch
        {
            PartKind.Whole => new(0, 0),
            PartKind.Band => new(20, 7),
            PartKind.Sex => Of(Characteristic.Sex),
            PartKind.Disability => Of(Characteristic.Disability),
            _ => new(23, ulong.MaxValue, Less: 1),
        };

        public static int Code(ulong mark, Characteristic characteristic) => Of(characteristic).In(mark);
    }

    /// <summary>Where one code sits in a mark.</summary>
    private readonly record struct Field(int Shift, ulong Mask, int Less = 0)
    {
        public int In(ulong mark) => (int)(mark >> Shift & Mask) - Less;
    }
}

/// <summary>Sorts amounts with what belongs to them, digit by digit: linear in the number of people.</summary>
internal static class RadixSort
{
    private const int Bits = 11;

    public static void Ascending(ref long[] keys, ref ulong[] marks, ref int[]? weights)
    {
        long most = 0;
        foreach (long key in keys) most = Math.Max(most, key);
        long[] otherKeys = new long[keys.Length];
        ulong[] otherMarks = new ulong[keys.Length];
        int[]? otherWeights = weights is null ? null : new int[keys.Length];
        for (int shift = 0; shift < 63 && most >> shift != 0; shift += Bits)
        {
            int[] starts = new int[(1 << Bits) + 1];
            foreach (long key in keys) starts[(int)(key >> shift & ((1 << Bits) - 1)) + 1]++;
            for (int digit = 0; digit < 1 << Bits; digit++) starts[digit + 1] += starts[digit];
            for (int i = 0; i < keys.Length; i++)
            {
                int at = starts[(int)(keys[i] >> shift & ((1 << Bits) - 1))]++;
                otherKeys[at] = keys[i];
                otherMarks[at] = marks[i];
                if (otherWeights is not null) otherWeights[at] = weights![i];
            }
            (keys, otherKeys) = (otherKeys, keys);
            (marks, otherMarks) = (otherMarks, marks);
            (weights, otherWeights) = (otherWeights, weights);
        }
    }
}
