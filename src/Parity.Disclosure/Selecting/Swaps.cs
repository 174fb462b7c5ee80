namespace Parity.Disclosure.Selecting;

/// <summary>
/// Finds witnesses among swaps: one person more here and one less there in every breakdown at once. Two directorates, two
/// ethnic groups and two sexes give a cube of eight cells, four of which rise and four of which fall by one, and no total
/// notices. Swaps are many and cheap to look at.
/// </summary>
internal sealed class Swaps
{
    private const int ShiftsKept = 12;
    private const int MostCells = 2_048;

    private readonly TableSystem tables;
    private readonly int[] nodeOf;
    private readonly int[] cellOf;
    private readonly bool[] gone;
    private readonly long[] room;
    private readonly double[] price;
    private readonly int width;
    private readonly Partners[] partners;
    private readonly bool[][] shows;
    private readonly (long Offset, int Step)[][] axes;
    private readonly (int Node, int Step)[] changed = new (int, int)[MostCells];
    private readonly int[] seen;
    private int tick;

    private int avoided;
    private int count;
    private double cost;
    private long rise;
    private long fall;
    private double best;
    private readonly (double Cost, Move? Move)[] up;
    private readonly (double Cost, Move? Move)[] down;
    private (double Cost, Move? Move) alone;

    /// <param name="nodeOf">The node of each cell, negative where the cell is a public zero.</param>
    /// <param name="sizes">How large each node is taken to be: swaps with large ones come first.</param>
    /// <param name="gone">Nodes that are released.</param>
    public Swaps(TableSystem tables, int[] nodeOf, long[] sizes, bool[] gone, long[] room, double[] price, int width)
    {
        (this.tables, this.nodeOf, this.gone, this.room, this.price, this.width) = (tables, nodeOf, gone, room, price, width);
        int n = tables.Dimensions.Count;
        cellOf = new int[sizes.Length];
        Array.Fill(cellOf, -1);
        var people = tables.Dimensions.Select(d => new long[d.Codes.Count]).ToArray();
        for (int cell = tables.Count - 1; cell >= 0; cell--)
        {
            if (nodeOf[cell] >= 0)
            {
                cellOf[nodeOf[cell]] = cell;
                for (int d = 0; d < n; d++)
                {
                    people[d][tables.CodeOf(cell, d)] += sizes[nodeOf[cell]];
                }
            }
        }
        partners = [.. tables.Dimensions.Select((d, at) => new Partners(d, tables.StrideOf(at), people[at], ShiftsKept))];
        shows = [.. tables.Tables.Select(t => Enumerable.Range(0, n).Select(t.Contains).ToArray())];
        axes = new (long, int)[n][];
        seen = new int[sizes.Length];
        (up, down) = (new (double, Move?)[width + 1], new (double, Move?)[width + 1]);
    }

    /// <summary>The cheapest swap, or two, that make a node's interval wide enough and leave another node alone.</summary>
    public WitnessSearch.Found? Around(int node, int untouched)
    {
        if (cellOf[node] is not (>= 0 and var cell))
        {
            return null;
        }
        (avoided, best, alone) = (untouched, double.PositiveInfinity, (double.PositiveInfinity, null));
        Array.Fill(up, (double.PositiveInfinity, null));
        Array.Fill(down, (double.PositiveInfinity, null));
        var lists = new Shift[partners.Length][];
        for (int d = 0; d < lists.Length; d++)
        {
            lists[d] = partners[d].Of(tables.CodeOf(cell, d));
            if (lists[d].Length == 0)
            {
                return null;
            }
        }
        Try(lists, new Shift[lists.Length], 0, node);
        return Best(node);
    }

    /// <summary>One more of some people who are counted in a node: every number that counts them rises, and none falls.</summary>
    public WitnessSearch.Found? OneMore(int node)
    {
        (avoided, best) = (-1, double.PositiveInfinity);
        return cellOf[node] is >= 0 and var cell && Like(cell, new Shift[partners.Length], 0) ? new(width, Made(), 0, null) : null;
    }

    private bool Like(int cell, Shift[] chosen, int d)
    {
        if (d == chosen.Length)
        {
            return Expand(chosen);
        }
        foreach (int leaf in partners[d].Under(tables.CodeOf(cell, d)))
        {
            chosen[d] = partners[d].More(leaf);
            if (Exists(chosen, d) && Like(cell, chosen, d + 1))
            {
                return true;
            }
        }
        return false;
    }

    // Whether the tables that show the breakdowns chosen so far, and no more, have people there.
    private bool Exists(Shift[] chosen, int last)
    {
        foreach (bool[] table in shows)
        {
            int[] codes = [.. tables.Dimensions.Select(dimension => dimension.Roots.First())];
            for (int d = 0; d <= last; d++)
            {
                if (table[d])
                {
                    codes[d] = (int)(chosen[d].All.First(c => tables.Dimensions[d].IsLeaf((int)(c.Offset / tables.StrideOf(d)))).Offset / tables.StrideOf(d));
                }
            }
            if (tables.CellAt(codes) is >= 0 and var cell && nodeOf[cell] < 0)
            {
                return false;
            }
        }
        return true;
    }

    // Every choice of one shift a breakdown; false ends the search.
    private bool Try(Shift[][] lists, Shift[] chosen, int d, int node)
    {
        if (d == lists.Length)
        {
            if (Expand(chosen))
            {
                Note(node);
            }
            return best > 0;
        }
        foreach (var shift in lists[d])
        {
            chosen[d] = shift;
            if (!Try(lists, chosen, d + 1, node))
            {
                return false;
            }
        }
        return true;
    }

    private bool Expand(Shift[] shifts)
    {
        (count, cost, rise, fall) = (0, 0, long.MaxValue, long.MaxValue);
        tick++;
        foreach (bool[] table in shows)
        {
            bool touched = true;
            int size = 1;
            for (int d = 0; d < axes.Length; d++)
            {
                axes[d] = table[d] ? shifts[d].All : shifts[d].Roots;
                touched &= axes[d].Length > 0;
                size *= axes[d].Length;
            }
            if (touched && (size > MostCells - count || !Cross(0, 0, 1)))
            {
                return false;
            }
        }
        return true;
    }

    private bool Cross(int d, long key, int step)
    {
        if (d < axes.Length)
        {
            foreach (var (offset, sign) in axes[d])
            {
                if (!Cross(d + 1, key + offset, step * sign))
                {
                    return false;
                }
            }
            return true;
        }
        int node = nodeOf[tables.CellOfKey(key)];
        if (node < 0 || gone[node] || node == avoided)
        {
            return false;
        }
        if (seen[node] == tick)
        {
            return true;
        }
        seen[node] = tick;
        if (step > 0)
        {
            fall = Math.Min(fall, room[node]);
        }
        else
        {
            rise = Math.Min(rise, room[node]);
        }
        cost += price[node];
        changed[count++] = (node, step);
        return (rise > 0 || fall > 0) && cost < best;
    }

    private void Note(int node)
    {
        (long u, long d) = (Math.Min(rise, width), Math.Min(fall, width));
        Move? move = null;
        if (u + d >= width && cost < alone.Cost)
        {
            alone = (cost, move = Made());
            best = cost;
        }
        for (int i = 1; i <= u; i++)
        {
            if (cost < up[i].Cost)
            {
                up[i] = (cost, move ??= Made());
            }
        }
        for (int i = 1; i <= d; i++)
        {
            if (cost < down[i].Cost)
            {
                down[i] = (cost, move ??= Made());
            }
        }
    }

    private Move Made()
    {
        var sorted = changed.AsSpan(0, count).ToArray();
        Array.Sort(sorted);
        return new(Array.ConvertAll(sorted, c => c.Node), Array.ConvertAll(sorted, c => (long)c.Step));
    }

    private WitnessSearch.Found? Best(int node)
    {
        WitnessSearch.Found? found = null;
        double least = double.PositiveInfinity;
        for (int i = 0; i <= width; i++)
        {
            var (upper, lower) = (i == 0 ? (0, null) : up[i], i == width ? (0, null) : down[width - i]);
            if (upper.Cost + lower.Cost < least)
            {
                (least, found) = (upper.Cost + lower.Cost, new(i, upper.Move, width - i, lower.Move));
            }
        }
        if (alone.Move is { } one && alone.Cost <= least)
        {
            (rise, fall) = (long.MaxValue, long.MaxValue);
            for (int i = 0; i < one.Nodes.Length; i++)
            {
                if (one.Steps[i] > 0)
                {
                    fall = Math.Min(fall, room[one.Nodes[i]]);
                }
                else
                {
                    rise = Math.Min(rise, room[one.Nodes[i]]);
                }
            }
            long u = Math.Min(rise, width);
            found = u == width ? new(width, one, 0, null) : new(u, u > 0 ? one : null, width - u, one);
        }
        return found;
    }
}
