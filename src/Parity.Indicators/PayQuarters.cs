namespace Parity.Indicators;

/// <summary>
/// Four sections of the pay range, lowest first, "so far as possible" equal (SI 2017/353, Schedule 1). Leftover places go by
/// the guidance's rule: one to the lowest quarter; two to the lowest and the third; three to the first three. People at one
/// rate that crosses a boundary are split so that every group has the same share of each side: c of T people at the rate take
/// c x m / T of the m places.
/// </summary>
public sealed class PayQuarters
{
    private readonly long[][] whole;
    private readonly List<(int Quarter, long Places, long Tied, long[] Counts)> splits = [];
    private readonly long[] ends = new long[4];
    private long placed;

    /// <param name="people">How many people will be placed.</param>
    /// <param name="kinds">How many kinds of people are told apart.</param>
    public PayQuarters(long people, int kinds)
    {
        Sizes = SizesOf(people);
        for (int q = 0; q < 4; q++) ends[q] = Sizes[q] + (q == 0 ? 0 : ends[q - 1]);
        whole = [new long[kinds], new long[kinds], new long[kinds], new long[kinds]];
    }

    /// <summary>Places in each quarter, lowest first.</summary>
    public IReadOnlyList<long> Sizes { get; }

    /// <summary>Places in each quarter for so many people, lowest first.</summary>
    public static IReadOnlyList<long> SizesOf(long people)
    {
        long quarter = people / 4, left = people % 4;
        return [quarter + (left > 0 ? 1 : 0), quarter + (left == 3 ? 1 : 0), quarter + (left > 1 ? 1 : 0), quarter];
    }

    /// <summary>The quarter (0-3) that takes a whole block of so many people at the next rate, or -1 where the block must be split.</summary>
    public int QuarterOf(long block)
    {
        int first = QuarterAt(placed);
        return placed + block <= ends[first] ? first : -1;
    }

    /// <summary>Counts of a quarter by kind: add a block that <see cref="QuarterOf"/> gave to it, then call <see cref="Advance"/>.</summary>
    public Span<long> Whole(int quarter) => whole[quarter];

    public void Advance(long block) => placed += block;

    /// <summary>Places people at the next rate across the quarters they meet.</summary>
    /// <param name="counts">People at this rate by kind; not kept.</param>
    public void Split(long block, ReadOnlySpan<long> counts)
    {
        long[] kept = counts.ToArray();
        long left = block;
        while (left > 0)
        {
            int quarter = QuarterAt(placed);
            long places = Math.Min(left, ends[quarter] - placed);
            splits.Add((quarter, places, block, kept));
            placed += places;
            left -= places;
        }
    }

    /// <summary>Places that the chosen kinds have in a quarter (0-3); a fraction only where a tied rate was split.</summary>
    public double Places(int quarter, ulong kinds)
    {
        double places = Sum(whole[quarter], kinds);
        foreach (var split in splits)
            if (split.Quarter == quarter)
                places += (double)((Int128)Sum(split.Counts, kinds) * split.Places) / split.Tied;
        return places;
    }

    private int QuarterAt(long position)
    {
        for (int q = 0; q < 3; q++)
            if (position < ends[q])
                return q;
        return 3;
    }

    private static long Sum(long[] counts, ulong kinds)
    {
        long sum = 0;
        for (int k = 0; k < counts.Length; k++)
            if ((kinds >> k & 1) != 0)
                sum += counts[k];
        return sum;
    }
}
