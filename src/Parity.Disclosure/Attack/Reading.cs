namespace Parity.Disclosure.Attack;

/// <summary>
/// What is known before any search: bounds that follow from single sums, repeated until nothing more follows, and the
/// blocks of withheld cells that sums tie together.
/// </summary>
internal sealed class Reading
{
    private const int MaxVisits = 60;
    private const long Unlimited = long.MaxValue / 4;

    private readonly List<((int Cell, long Coefficient)[] Terms, long Total)> equations = [];
    private readonly long[] lower;
    private readonly long[] upper;
    private readonly bool[] open;
    private readonly int[] leader;
    private readonly Dictionary<int, (int[] Unknowns, List<int> Equations)> blocks = [];
    private readonly int[] number;

    private Reading(IReadOnlyList<PublishedCell> cells)
    {
        lower = [.. cells.Select(c => c.Count ?? c.Least)];
        upper = [.. cells.Select(c => c.Count ?? Unlimited)];
        open = [.. cells.Select(c => c.Count is null)];
        leader = [.. Enumerable.Range(0, cells.Count)];
        number = new int[cells.Count];
    }

    /// <summary>Null where the public counts contradict each other.</summary>
    public static Reading? Of(IReadOnlyList<PublishedCell> cells, IEnumerable<(int Cell, int Coefficient)[]> sums)
    {
        var reading = new Reading(cells);
        foreach (var sum in sums)
        {
            long total = 0;
            var terms = new List<(int, long)>();
            foreach (var (cell, coefficient) in sum)
            {
                if (cells[cell].Count is { } count)
                {
                    total -= coefficient * count;
                }
                else
                {
                    terms.Add((cell, coefficient));
                }
            }
            if (terms.Count > 0)
            {
                reading.equations.Add(([.. terms], total));
            }
            else if (total != 0)
            {
                return null;
            }
        }
        if (!reading.Narrow())
        {
            return null;
        }
        reading.Split();
        return reading;
    }

    public long Lower(int cell) => lower[cell];

    public long? Upper(int cell) => upper[cell] >= Unlimited ? null : upper[cell];

    /// <summary>The block of a withheld cell, or -1 where single sums give its value away.</summary>
    public int BlockOf(int cell) => open[cell] ? Lead(cell) : -1;

    public int UnknownOf(int cell) => number[cell];

    public (int[] Cells, long[] Least, List<((int Unknown, long Coefficient)[] Terms, long Total)> Equations) Block(int block)
    {
        var (unknowns, within) = blocks[block];
        var least = unknowns.Select(u => lower[u]).ToArray();
        var reduced = new List<((int, long)[], long)>();
        foreach (int e in within)
        {
            var (terms, total) = equations[e];
            foreach (var (cell, coefficient) in terms.Where(t => !open[t.Cell]))
            {
                total -= coefficient * lower[cell];
            }
            reduced.Add(([.. terms.Where(t => open[t.Cell]).Select(t => (number[t.Cell], t.Coefficient))], total));
        }
        return (unknowns, least, reduced);
    }

    private bool Narrow()
    {
        var equationsOf = new List<int>[lower.Length];
        for (int e = 0; e < equations.Count; e++)
        {
            foreach (var (cell, _) in equations[e].Terms)
            {
                (equationsOf[cell] ??= []).Add(e);
            }
        }
        var queue = new Queue<int>(Enumerable.Range(0, equations.Count));
        bool[] queued = new bool[equations.Count];
        int[] visits = new int[equations.Count];
        Array.Fill(queued, true);
        while (queue.TryDequeue(out int e))
        {
            queued[e] = false;
            if (++visits[e] > MaxVisits)
            {
                continue;
            }
            var (terms, total) = equations[e];
            foreach (var (cell, coefficient) in terms)
            {
                // coefficient x cell = total - the rest.
                var (least, most) = Rest(terms, cell);
                long? from = most is { } m ? total - m : null;
                long? to = least is { } l ? total - l : null;
                if (coefficient < 0)
                {
                    (from, to) = (to, from);
                }
                long atLeast = from is { } f ? -FloorDivide(-f, coefficient) : long.MinValue;
                long atMost = to is { } t ? FloorDivide(t, coefficient) : long.MaxValue;
                if (atLeast <= lower[cell] && atMost >= upper[cell])
                {
                    continue;
                }
                lower[cell] = Math.Max(lower[cell], atLeast);
                upper[cell] = Math.Min(upper[cell], atMost);
                if (lower[cell] > upper[cell])
                {
                    return false;
                }
                foreach (int other in equationsOf[cell])
                {
                    if (!queued[other])
                    {
                        queued[other] = true;
                        queue.Enqueue(other);
                    }
                }
            }
        }
        return true;
    }

    private (long? Least, long? Most) Rest((int Cell, long Coefficient)[] terms, int but)
    {
        (long? least, long? most) = (0, 0);
        foreach (var (cell, coefficient) in terms)
        {
            if (cell == but)
            {
                continue;
            }
            long? up = upper[cell] >= Unlimited ? null : upper[cell] * coefficient;
            long? down = lower[cell] * coefficient;
            (least, most) = coefficient > 0 ? (least + down, most + up) : (least + up, most + down);
        }
        return (least, most);
    }

    private void Split()
    {
        for (int cell = 0; cell < open.Length; cell++)
        {
            open[cell] &= lower[cell] != upper[cell];
        }
        foreach (var (terms, _) in equations)
        {
            int first = -1;
            foreach (var (cell, _) in terms)
            {
                if (open[cell])
                {
                    first = first < 0 ? cell : first;
                    leader[Lead(cell)] = Lead(first);
                }
            }
        }
        foreach (var group in Enumerable.Range(0, open.Length).Where(c => open[c]).GroupBy(Lead))
        {
            int[] unknowns = [.. group];
            for (int u = 0; u < unknowns.Length; u++)
            {
                number[unknowns[u]] = u;
            }
            blocks[group.Key] = (unknowns, []);
        }
        for (int e = 0; e < equations.Count; e++)
        {
            int at = Array.FindIndex(equations[e].Terms, t => open[t.Cell]);
            if (at >= 0)
            {
                blocks[Lead(equations[e].Terms[at].Cell)].Equations.Add(e);
            }
        }
    }

    private int Lead(int cell)
    {
        while (leader[cell] != cell)
        {
            cell = leader[cell] = leader[leader[cell]];
        }
        return cell;
    }

    private static long FloorDivide(long numerator, long denominator)
    {
        long quotient = numerator / denominator;
        return numerator % denominator != 0 && (numerator < 0) != (denominator < 0) ? quotient - 1 : quotient;
    }
}
