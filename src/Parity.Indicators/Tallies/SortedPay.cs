using System.Numerics;
using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>What the pay of one group in one part looks like, in exact millionths of a pound.</summary>
/// <param name="Middle">Sum of the two middle amounts (twice the middle one where the number is odd).</param>
/// <param name="Greatest">The highest pay of one person.</param>
/// <param name="Second">The next highest, the same where two have it; nought where there is one person.</param>
internal readonly record struct PaySpread(long People, long Middle, Interval At95, Interval At998, long Greatest, long Second);

/// <summary>
/// The people of one or more returns with an amount of pay, from the lowest to the highest. Sorted once; the middle of every
/// group is then met on one walk, so a median needs no sort and no list of its own.
/// </summary>
internal sealed class SortedPay
{
    /// <summary>Most employers pay in whole pence: then an amount needs fewer bits.</summary>
    private const long Penny = Return.Micro / 100;

    /// <summary>A person's codes and parts (<see cref="PersonMark"/>), and the amount above them where there is room for it.</summary>
    private readonly ulong[] people;

    private readonly PersonMark mark;
    private readonly long unit;

    /// <summary>The amounts where they do not fit beside the marks.</summary>
    private readonly long[]? amounts;

    private readonly int[]? weights;

    private SortedPay(ulong[] people, PersonMark mark, long unit, long[]? amounts, int[]? weights) =>
        (this.people, this.mark, this.unit, this.amounts, this.weights) = (people, mark, unit, amounts, weights);

    /// <summary>Hourly pay of people with full pay and a rate.</summary>
    public static SortedPay Hourly(IReadOnlyList<Tally> tallies) => Sort(tallies, static (e, row) => e.FullPay[row] ? e.HourlyPay[row] : -1);

    /// <summary>Bonuses of people who had one.</summary>
    public static SortedPay Bonus(IReadOnlyList<Tally> tallies) => Sort(tallies, static (e, row) => e.BonusOf(row) is > 0 and var bonus ? bonus : -1);

    public bool Any => people.Length > 0;

    /// <summary>Every group's pay in each part of one kind, in the classification's order of groups.</summary>
    /// <param name="size">How many people with pay a group has in a part, both counted from 0.</param>
    public PaySpread[,] Spread(PartKind kind, int parts, Classification classification, Func<int, int, long> size)
    {
        int groups = classification.Groups.Count;
        var code = PersonMark.Of(classification.Characteristic);
        var place = mark.Of(kind);
        // Who belongs to no part or to no group has a place in the table too, so that the walk need not ask.
        int[] groupOf = GroupOf(classification);
        int across = groups + 1;
        var walks = new MedianWalk[(parts + place.Less) * across];
        for (int i = 0; i < walks.Length; i++)
        {
            int part = (i / across) - place.Less, group = i % across;
            walks[i] = new(part < 0 || group == groups ? 0 : size(part, group));
        }

        for (int i = 0; i < people.Length; i++)
        {
            ulong person = people[i];
            var walk = walks[(place.RawIn(person) * across) + groupOf[code.RawIn(person)]];
            if (walk.Meet(weights?[i] ?? 1)) walk.Take(AmountAt(i));
        }

        var spreads = new PaySpread[parts, groups];
        for (int part = 0; part < parts; part++)
            for (int group = 0; group < groups; group++)
                spreads[part, group] = walks[((part + place.Less) * across) + group].Spread;
        return spreads;
    }

    /// <summary>Everybody's place in the four quarters, told apart by code slot.</summary>
    public PayQuarters Quarters()
    {
        long all = weights is null ? people.Length : weights.Sum(w => (long)w);
        var quarters = new PayQuarters(all, Slot.Count);
        long[] counts = new long[Slot.Count];
        for (int from = 0, to; from < people.Length; from = to)
        {
            long block = 0;
            long amount = AmountAt(from);
            for (to = from; to < people.Length && AmountAt(to) == amount; to++) block += weights?[to] ?? 1;
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

    private long AmountAt(int i) => amounts is null ? (long)(people[i] >> mark.Bits) * unit : amounts[i];

    private void Count(Span<long> counts, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            ulong person = people[i];
            int weight = weights?[i] ?? 1;
            counts[PersonMark.Ethnicity.RawIn(person)] += weight;
            counts[Slot.Sex + PersonMark.Sex.RawIn(person)] += weight;
            counts[Slot.Disability + PersonMark.Disability.RawIn(person)] += weight;
            counts[Slot.Age + PersonMark.Age.RawIn(person)] += weight;
            counts[Slot.Orientation + PersonMark.Orientation.RawIn(person)] += weight;
            counts[Slot.Religion + PersonMark.Religion.RawIn(person)] += weight;
        }
    }

    /// <summary>The group of each code; the number of groups for a code that is in none.</summary>
    private static int[] GroupOf(Classification classification)
    {
        int offset = Slot.OffsetOf(classification.Characteristic);
        int[] groupOf = new int[32];
        Array.Fill(groupOf, classification.Groups.Count);
        for (int g = 0; g < classification.Groups.Count; g++)
            for (int code = 0; code < 32 && offset + code < Slot.Count; code++)
                if ((classification.Groups[g].Mask >> (offset + code) & 1) != 0)
                    groupOf[code] = g;
        return groupOf;
    }

    private static SortedPay Sort(IReadOnlyList<Tally> tallies, Func<EmployeeColumns, int, long> amountOf)
    {
        int count = 0;
        long most = 0, unit = Penny;
        foreach (var tally in tallies)
            for (int row = 0; row < tally.Return.Employees.Rows; row++)
            {
                long amount = amountOf(tally.Return.Employees, row);
                if (amount < 0) continue;
                count++;
                most = Math.Max(most, amount);
                if (unit != 1 && amount % Penny != 0) unit = 1;
            }

        var mark = new PersonMark(tallies.Max(t => t.Return.Directorates.Count));
        bool fits = BitOperations.Log2((ulong)(most / unit)) + 1 + mark.Bits <= 64;
        ulong[] people = new ulong[count];
        long[]? amounts = fits ? null : new long[count];
        int[]? weights = tallies.Any(t => t.Return.Employees.Weight is not null) ? new int[count] : null;
        int at = 0;
        foreach (var tally in tallies)
        {
            var rows = tally.Return.Employees;
            for (int row = 0; row < rows.Rows; row++)
            {
                long amount = amountOf(rows, row);
                if (amount < 0) continue;
                people[at] = PersonMark.Of(rows, row, tally.Return.Grades[rows.Grade[row]].Band);
                if (amounts is null) people[at] |= (ulong)(amount / unit) << mark.Bits;
                else amounts[at] = amount;
                if (weights is not null) weights[at] = rows.WeightOf(row);
                at++;
            }
        }
        if (amounts is null) RadixSort.Ascending(ref people, ref weights, mark.Bits);
        else SortBeside(amounts, people, weights);
        return new(people, mark, unit, amounts, weights);
    }

    /// <summary>For amounts of millions in fractions of a penny, which are rare enough for an ordinary sort.</summary>
    private static void SortBeside(long[] amounts, ulong[] people, int[]? weights)
    {
        int[] order = [.. Enumerable.Range(0, amounts.Length)];
        Array.Sort((long[])amounts.Clone(), order);
        Rearrange(amounts, order);
        Rearrange(people, order);
        if (weights is not null) Rearrange(weights, order);

        static void Rearrange<T>(T[] values, int[] order)
        {
            var before = (T[])values.Clone();
            for (int i = 0; i < order.Length; i++) values[i] = before[order[i]];
        }
    }
}
