namespace Parity.Indicators;

/// <summary>
/// One group's people counted from the lowest paid up, stopping at the six ranks that a median and its two intervals are
/// read at, and at the two highest.
/// </summary>
internal sealed class MedianWalk
{
    private readonly long people;
    private readonly long[] ranks;

    // Which of the eight is read at each stop: in a small group the highest ranks of an interval are the highest of all.
    private readonly int[] order;
    private readonly long[] amounts;
    private int taken;
    private long met;
    private long awaited;

    public MedianWalk(long people)
    {
        this.people = people;
        var (lower95, upper95) = Intervals.MedianRanks(people, Normal.Z95);
        var (lower998, upper998) = Intervals.MedianRanks(people, Normal.Z998);
        ranks = people == 0 ? [] : [lower998, lower95, (people + 1) / 2, (people / 2) + 1, upper95, upper998, Math.Max(1, people - 1), people];
        order = people == 0 ? [] : [0, 1, 2, 3, 4, 5, 6, 7];
        amounts = new long[ranks.Length];
        Array.Sort(ranks, order);
        Await();
    }

    public PaySpread Spread => people == 0 ? default
        : new(people, amounts[2] + amounts[3], new(amounts[1], amounts[4]), new(amounts[0], amounts[5]), amounts[7], people == 1 ? 0 : amounts[6]);

    /// <summary>Counts people of one amount; true where <see cref="Take"/> is to be told the amount.</summary>
    public bool Meet(int weight) => (met += weight) >= awaited;

    public void Take(long amount)
    {
        while (met >= awaited)
        {
            amounts[order[taken++]] = amount;
            Await();
        }
    }

    private void Await() => awaited = taken < ranks.Length ? ranks[taken] : long.MaxValue;
}
