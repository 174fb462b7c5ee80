namespace Parity.Disclosure.Selecting;

/// <summary>
/// Finds witnesses among swaps: one person more here and one less there in every breakdown at once. Two directorates, two
/// ethnic groups and two sexes give a cube of eight cells, four of which rise and four of which fall by one, and no total
/// notices. Swaps are many and cheap to look at.
/// </summary>
/// <remarks>
/// A branch and bound over one shift for each breakdown. Whatever is chosen for the others, a swap changes the cells that
/// differ from its own in one breakdown only, so these alone rule most shifts out and bound the cost of the rest.
/// </remarks>
internal sealed class SwapSearch
{
    private const int MostCells = 1 << 12;
    private const int MostTried = 20_000;
    private const int LargestSpace = 1 << 25;
    private const int PublicZero = -1;
    private const int NotShown = -2;

    private readonly record struct Swap(int[] Nodes, long[] Steps, int Rise, int Fall, double Cost)
    {
        public bool Exists => Nodes is not null;
    }

    private readonly TableSystem tables;
    private readonly int[] nodeAt;
    private readonly int[] cellOf;
    private readonly Shifts[] shifts;
    private readonly bool[] gone;
    private readonly long[] room;
    private readonly double[] price;
    private readonly int width;

    private readonly int[] keys = new int[MostCells];
    private readonly int[] signs = new int[MostCells];
    private readonly List<(double Cost, Shift Shift)>[] options;
    private readonly int[] order;
    private readonly double[] rest;
    private readonly int[] seen;
    private int search;
    private int avoided;
    private int tried;
    private double bound;
    private readonly Swap[] up;
    private readonly Swap[] down;
    private Swap alone;

    /// <param name="nodeOf">The node of each cell, negative where the cell is a public zero.</param>
    /// <param name="sizes">How large each node is taken to be: shifts between large codes come first.</param>
    /// <param name="gone">Nodes that are released.</param>
    /// <param name="room">How far each may fall.</param>
    /// <param name="price">What it costs to keep a node withheld.</param>
    public SwapSearch(TableSystem tables, int[] nodeOf, long[] sizes, bool[] gone, long[] room, double[] price, int width)
    {
        (this.tables, this.gone, this.room, this.price, this.width) = (tables, gone, room, price, width);
        int n = tables.Dimensions.Count;
        nodeAt = new int[Space(tables)];
        Array.Fill(nodeAt, NotShown);
        cellOf = new int[sizes.Length];
        Array.Fill(cellOf, -1);
        var people = tables.Dimensions.Select(d => new long[d.Codes.Count]).ToArray();
        for (int cell = tables.Count - 1; cell >= 0; cell--)
        {
            int node = Math.Max(nodeOf[cell], PublicZero);
            nodeAt[tables.KeyOf(cell)] = node;
            if (node == PublicZero)
            {
                continue;
            }
            if (cellOf[node] < 0 || tables.Reach(cell) <= tables.Reach(cellOf[node]))
            {
                cellOf[node] = cell;
            }
            for (int d = 0; d < n; d++)
            {
                people[d][tables.CodeOf(cell, d)] += sizes[node];
            }
        }
        shifts = [.. tables.Dimensions.Select((d, at) => new Shifts(d, (int)tables.StrideOf(at), people[at]))];
        options = [.. Enumerable.Range(0, n).Select(_ => new List<(double, Shift)>())];
        order = [.. Enumerable.Range(0, n)];
        rest = new double[n + 1];
        seen = new int[sizes.Length];
        (up, down) = (new Swap[width + 1], new Swap[width + 1]);
    }

    /// <summary>Not where the breakdowns have more combinations than can be looked up at once.</summary>
    public static bool CanLookUp(TableSystem tables) => Space(tables) is > 0 and <= LargestSpace;

    private static long Space(TableSystem tables) => tables.StrideOf(0) * tables.Dimensions[0].Codes.Count;

    /// <summary>The cheapest swap, or two, that make a node's interval wide enough and leave another node alone.</summary>
    public WitnessSearch.Found? Around(int node, int untouched) => Find(node, untouched, fewer: true);

    /// <summary>One more of some people who are counted in a node: every number that counts them rises, and none falls.</summary>
    public WitnessSearch.Found? OneMore(int node) => Find(node, -1, fewer: false);

    private WitnessSearch.Found? Find(int node, int untouched, bool fewer)
    {
        (avoided, tried, bound, alone) = (untouched, 0, double.PositiveInfinity, default);
        Array.Clear(up);
        Array.Clear(down);
        if (cellOf[node] is >= 0 and var cell && Shortlist(node, cell, fewer))
        {
            (keys[0], signs[0]) = ((int)tables.KeyOf(cell), 1);
            Try(0, 1, 0, long.MaxValue, room[node]);
        }
        return Best();
    }

    // For each breakdown the shifts that could be part of a swap, the cheapest first; false where one has none.
    private bool Shortlist(int node, int cell, bool fewer)
    {
        int start = (int)tables.KeyOf(cell);
        for (int d = 0; d < options.Length; d++)
        {
            options[d].Clear();
            foreach (var shift in shifts[d].Of(tables.CodeOf(cell, d)))
            {
                if (!fewer && Array.IndexOf(shift.Steps, -1) >= 0)
                {
                    continue;
                }
                double cost = 0;
                (long rise, long fall) = (long.MaxValue, room[node]);
                bool fits = true;
                for (int i = 0; i < shift.Offsets.Length && fits; i++)
                {
                    fits = Look(start + shift.Offsets[i], shift.Steps[i], ref cost, ref rise, ref fall);
                }
                if (fits)
                {
                    options[d].Add((cost, shift));
                }
            }
            if (options[d].Count == 0)
            {
                return false;
            }
            options[d].Sort((a, b) => a.Cost.CompareTo(b.Cost));
        }
        Array.Sort(order, (a, b) => (options[a].Count, a).CompareTo((options[b].Count, b)));
        for (int at = order.Length - 1; at >= 0; at--)
        {
            rest[at] = rest[at + 1] + options[order[at]][0].Cost;
        }
        return true;
    }

    private bool Look(int key, int step, ref double cost, ref long rise, ref long fall)
    {
        int node = nodeAt[key];
        if (node < 0)
        {
            return node == NotShown;
        }
        if (gone[node] || node == avoided)
        {
            return false;
        }
        cost += price[node];
        if (step > 0)
        {
            fall = Math.Min(fall, room[node]);
        }
        else
        {
            rise = Math.Min(rise, room[node]);
        }
        return (rise | fall) != 0;
    }

    private void Try(int at, int count, double cost, long rise, long fall)
    {
        if (at == order.Length)
        {
            Note(count);
            return;
        }
        foreach (var (edge, shift) in options[order[at]])
        {
            if (cost + edge + rest[at + 1] >= bound || ++tried > MostTried)
            {
                return;
            }
            double sum = cost;
            (long r, long f) = (rise, fall);
            int next = count;
            bool fits = count * (shift.Offsets.Length + 1) <= MostCells;
            for (int i = 0; i < shift.Offsets.Length && fits; i++)
            {
                for (int k = 0; k < count && fits; k++)
                {
                    (keys[next], signs[next]) = (keys[k] + shift.Offsets[i], signs[k] * shift.Steps[i]);
                    fits = Look(keys[next], signs[next], ref sum, ref r, ref f);
                    next++;
                }
                fits &= sum + rest[at + 1] < bound;
            }
            if (fits)
            {
                Try(at + 1, next, sum, r, f);
            }
        }
    }

    private void Note(int count)
    {
        search++;
        int[] nodes = new int[count];
        long[] steps = new long[count];
        int found = 0;
        double cost = 0;
        (long rise, long fall) = (width, width);
        for (int k = 0; k < count; k++)
        {
            int node = nodeAt[keys[k]];
            if (node >= 0 && seen[node] != search)
            {
                seen[node] = search;
                Look(keys[k], signs[k], ref cost, ref rise, ref fall);
                (nodes[found], steps[found++]) = (node, signs[k]);
            }
        }
        var swap = new Swap(nodes[..found], steps[..found], (int)rise, (int)fall, cost);
        if (rise + fall >= width && (!alone.Exists || cost < alone.Cost))
        {
            alone = swap;
            bound = Math.Min(bound, cost);
        }
        for (int i = 1; i <= width; i++)
        {
            up[i] = i <= rise && (!up[i].Exists || cost < up[i].Cost) ? swap : up[i];
            down[i] = i <= fall && (!down[i].Exists || cost < down[i].Cost) ? swap : down[i];
        }
        for (int i = 1; i < width; i++)
        {
            if (up[i].Exists && down[width - i].Exists)
            {
                bound = Math.Min(bound, up[i].Cost + down[width - i].Cost);
            }
        }
    }

    private WitnessSearch.Found? Best()
    {
        WitnessSearch.Found? found = null;
        double least = alone.Exists ? alone.Cost : double.PositiveInfinity;
        if (alone.Exists)
        {
            var move = Made(alone);
            found = alone.Rise == width ? new(width, move, 0, null) : new(alone.Rise, alone.Rise > 0 ? move : null, width - alone.Rise, move);
        }
        for (int i = 1; i < width; i++)
        {
            if (up[i].Exists && down[width - i].Exists && up[i].Cost + down[width - i].Cost < least)
            {
                (least, found) = (up[i].Cost + down[width - i].Cost, new(i, Made(up[i]), width - i, Made(down[width - i])));
            }
        }
        return found;
    }

    private static Move Made(Swap swap)
    {
        (int[] nodes, long[] steps) = ([.. swap.Nodes], [.. swap.Steps]);
        Array.Sort(nodes, steps);
        return new(nodes, steps);
    }
}
