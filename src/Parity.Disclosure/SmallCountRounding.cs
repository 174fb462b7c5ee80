namespace Parity.Disclosure;

/// <summary>Rounded counts that still add up everywhere.</summary>
/// <param name="Counts">One for each cell of the tables.</param>
/// <param name="Changed">Cells whose count differs from the true one.</param>
/// <param name="MaxDeviation">The greatest difference between a rounded and a true count.</param>
/// <param name="MeanDeviation">The mean absolute difference.</param>
public sealed record Rounding(long[] Counts, int Changed, long MaxDeviation, double MeanDeviation);

/// <summary>
/// Rounds the small innermost counts to multiples of a base and adds everything up again, so that tables stay
/// consistent and additive and no shown count lies between 0 and the base. Which small counts go up is chosen so that
/// sums stay close to the truth (after the idea of Langsrud and Heldal 2018, small count rounding).
/// </summary>
public static class SmallCountRounding
{
    public static Rounding Round(TableSystem tables, IReadOnlyList<(int[] Codes, long People)> inner, int threshold, int roundBase)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(roundBase, 2);
        long[] truth = new long[tables.Count];
        long[] rounded = new long[tables.Count];
        var small = new List<Small>();
        foreach (var (codes, people) in inner)
        {
            tables.Tally(codes, people, truth);
            bool changes = people < Math.Max(threshold, roundBase) && people % roundBase != 0;
            long floor = changes ? people / roundBase * roundBase : people;
            tables.Tally(codes, floor, rounded);
            if (changes)
            {
                small.Add(new Small(tables.CellsOf(codes)));
            }
        }
        long[] error = new long[tables.Count];
        int[] covers = new int[tables.Count];
        for (int cell = 0; cell < error.Length; cell++)
        {
            error[cell] = rounded[cell] - truth[cell];
        }
        foreach (var count in small)
        {
            foreach (int cell in count.Cells)
            {
                covers[cell]++;
            }
        }
        double[] weight = Array.ConvertAll(covers, c => 1.0 / Math.Sqrt(Math.Max(1, c)));
        Raise(small, error, weight, roundBase);
        Exchange(small, error, weight, roundBase);
        for (int cell = 0; cell < error.Length; cell++)
        {
            rounded[cell] = truth[cell] + error[cell];
        }
        return new Rounding(
            rounded, error.Count(e => e != 0), error.Length == 0 ? 0 : error.Max(Math.Abs), error.Length == 0 ? 0 : error.Average(e => (double)Math.Abs(e)));
    }

    private sealed record Small(int[] Cells)
    {
        public bool Up { get; set; }
    }

    // How much closer to the truth the sums come when the count goes up (or, with a minus, down) by the base.
    private static double Gain(Small count, long[] error, double[] weight, long step)
    {
        double gain = 0;
        foreach (int cell in count.Cells)
        {
            gain -= weight[cell] * ((2.0 * error[cell] * step) + ((double)step * step));
        }
        return gain;
    }

    private static void Move(Small count, long[] error, long step)
    {
        foreach (int cell in count.Cells)
        {
            error[cell] += step;
        }
        count.Up = step > 0;
    }

    // Raising one count makes raising others no more useful, so a gain that still leads after a new look is the best.
    private static void Raise(List<Small> small, long[] error, double[] weight, int roundBase)
    {
        var queue = new PriorityQueue<int, (double, int)>();
        for (int s = 0; s < small.Count; s++)
        {
            queue.Enqueue(s, (-Gain(small[s], error, weight, roundBase), s));
        }
        while (queue.TryDequeue(out int at, out var promised))
        {
            double gain = Gain(small[at], error, weight, roundBase);
            if (gain <= 0)
            {
                continue;
            }
            if (-gain > promised.Item1 + 1e-9)
            {
                queue.Enqueue(at, (-gain, at));
                continue;
            }
            Move(small[at], error, roundBase);
        }
    }

    private static void Exchange(List<Small> small, long[] error, double[] weight, int roundBase)
    {
        for (int round = 0; round < 4; round++)
        {
            bool better = false;
            foreach (var count in small)
            {
                long step = count.Up ? -roundBase : roundBase;
                if (Gain(count, error, weight, step) > 1e-9)
                {
                    Move(count, error, step);
                    better = true;
                }
            }
            if (!better)
            {
                return;
            }
        }
    }
}
