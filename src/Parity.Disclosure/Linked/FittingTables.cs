namespace Parity.Disclosure.Linked;

/// <summary>
/// Tables that fit everything public, as the ways to them from the true one: for each node the two in which it is least
/// and greatest. In whole numbers they prove how wide its interval is; those with fractions only say that linear
/// programming finds it no narrower.
/// </summary>
/// <param name="roomOf">How far a count may fall.</param>
/// <param name="addsUp">Whether every sum still holds after a change.</param>
internal sealed class FittingTables(int nodeCount, Func<int, long> roomOf, Func<Move, bool> addsUp)
{
    /// <summary>Fractions are kept as whole numbers of these: halves, thirds and so on to twelfths are.</summary>
    public const int Fractions = 27720;

    private const long Farthest = 1000;

    private readonly Ends whole = new(nodeCount);
    private readonly Ends fractions = new(nodeCount);

    /// <summary>Those in which none of these nodes differs: what is left to a reader who knows them.</summary>
    public FittingTables WhereNone(Func<int, bool> isKnown)
    {
        var left = new FittingTables(nodeCount, roomOf, addsUp);
        foreach (var (ends, scale) in ((Ends, int)[])[(whole, 1), (fractions, Fractions)])
        {
            foreach (var table in ends.All)
            {
                if (!Array.Exists(table.Nodes, n => isKnown(n)))
                {
                    left.Offer(table, scale);
                }
            }
        }
        return left;
    }

    public (Move? Upper, Move? Lower) Of(int node) => (whole.GreatestOf(node), whole.LeastOf(node));

    public long WidthOf(int node) => whole.WidthOf(node);

    /// <summary>Whether tables are so far apart in this node, in whole numbers or fractions.</summary>
    public bool IsWide(int node, long width) => whole.WidthOf(node) >= width || fractions.WidthOf(node) >= width * Fractions;

    /// <summary>Whether a table with this change of the node would be farther than those kept.</summary>
    public bool IsFarther(int node, double change, int scale)
    {
        var ends = scale == 1 ? whole : fractions;
        return change * scale > ends.HighOf(node) + 0.5 || change * scale < ends.LowOf(node) - 0.5;
    }

    /// <summary>Offers a table that was worked out in floating point, or elsewhere, if it fits in whole numbers.</summary>
    public void Propose(Move table, int scale)
    {
        for (int i = 0; i < table.Nodes.Length; i++)
        {
            if (table.Steps[i] < -roomOf(table.Nodes[i]) * scale)
            {
                return;
            }
        }
        if (addsUp(table))
        {
            Offer(table, scale);
        }
    }

    /// <summary>Keeps the table for every node that no other takes so far.</summary>
    /// <param name="scale">1, or <see cref="Fractions"/> where its steps are fractions.</param>
    public void Offer(Move table, int scale) => (scale == 1 ? whole : fractions).Offer(table);

    /// <summary>
    /// Drops the tables that differ in a node that is public from now on, and gives them. Each comes back without that
    /// difference where one of the moves that change the node can take it away and the table still fits.
    /// </summary>
    public IReadOnlyList<(Move Table, int Scale)> Publish(int node, IReadOnlyList<Move> ways)
    {
        var lost = new List<(Move, int)>();
        foreach (var (ends, scale) in ((Ends, int)[])[(whole, 1), (fractions, Fractions)])
        {
            var dropped = ends.Drop(node);
            lost.AddRange(dropped.Select(t => (t, scale)));
            foreach (var table in dropped)
            {
                foreach (var way in ways)
                {
                    var (times, rest) = Math.DivRem(table.StepOf(node), way.StepOf(node));
                    if (rest == 0 && Fits(table, way, -times, scale) && table.Plus(way, -times) is { } mended)
                    {
                        ends.Offer(mended);
                    }
                }
            }
        }
        return lost;
    }

    /// <summary>How often the move can be added to the table, or taken from it, before a count falls too far; the table fits as it is.</summary>
    /// <param name="table">The true one where null.</param>
    /// <param name="forwards">Added; else taken, and the number is negative.</param>
    public long Times(Move? table, Move way, bool forwards)
    {
        long most = Farthest;
        for (int i = 0; i < way.Nodes.Length && most > 0; i++)
        {
            long falls = forwards ? -way.Steps[i] : way.Steps[i];
            if (falls > 0) most = Math.Min(most, (roomOf(way.Nodes[i]) + (table?.StepOf(way.Nodes[i]) ?? 0)) / falls);
        }
        return forwards ? most : -most;
    }

    // The table fits as it is: only what the move changes can fall too far.
    private bool Fits(Move table, Move way, long times, int scale)
    {
        for (int i = 0; i < way.Nodes.Length; i++)
        {
            if (table.StepOf(way.Nodes[i]) + (times * way.Steps[i]) < -roomOf(way.Nodes[i]) * scale)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>A table and of how many nodes it is an end; one that is of none is no longer kept.</summary>
    private sealed class Kept(Move table)
    {
        public Move Table => table;
        public int Uses { get; set; }
    }

    private sealed class Ends(int nodeCount)
    {
        private const int FewGone = 16;

        private readonly Kept?[] least = new Kept?[nodeCount];
        private readonly Kept?[] greatest = new Kept?[nodeCount];
        private readonly long[] low = new long[nodeCount];
        private readonly long[] high = new long[nodeCount];

        // The tables that differ in each node, and some that are no longer kept: taking each out at once would cost more than
        // all else here. Those are cleared away when there may be as many as others.
        private readonly List<Kept>?[] differing = new List<Kept>?[nodeCount];
        private readonly int[] clearAt = new int[nodeCount];

        public IEnumerable<Move> All => least.Concat(greatest).OfType<Kept>().Distinct().Select(k => k.Table);

        public Move? LeastOf(int node) => least[node]?.Table;

        public Move? GreatestOf(int node) => greatest[node]?.Table;

        public long LowOf(int node) => low[node];

        public long HighOf(int node) => high[node];

        public long WidthOf(int node) => high[node] - low[node];

        public void Offer(Move table)
        {
            Kept? kept = null;
            for (int i = 0; i < table.Nodes.Length; i++)
            {
                int node = table.Nodes[i];
                if (table.Steps[i] < low[node])
                {
                    Put(least, low, node, kept ??= new(table), table.Steps[i]);
                }
                else if (table.Steps[i] > high[node])
                {
                    Put(greatest, high, node, kept ??= new(table), table.Steps[i]);
                }
            }
            if (kept is not null)
            {
                List(kept);
            }
        }

        public List<Move> Drop(int node)
        {
            var dropped = new List<Move>();
            foreach (var kept in differing[node] ?? [])
            {
                if (kept.Uses == 0) continue;
                dropped.Add(kept.Table);
                foreach (int at in kept.Table.Nodes)
                {
                    if (ReferenceEquals(least[at], kept)) Put(least, low, at, null, 0);
                    if (ReferenceEquals(greatest[at], kept)) Put(greatest, high, at, null, 0);
                }
            }
            differing[node] = null;
            return dropped;
        }

        private static void Put(Kept?[] ends, long[] steps, int node, Kept? kept, long step)
        {
            steps[node] = step;
            if (kept is not null) kept.Uses++;
            if (ends[node] is { } before) before.Uses--;
            ends[node] = kept;
        }

        private void List(Kept kept)
        {
            foreach (int node in kept.Table.Nodes)
            {
                var tables = differing[node] ??= [];
                if (tables.Count >= Math.Max(FewGone, clearAt[node]))
                {
                    tables.RemoveAll(k => k.Uses == 0);
                    clearAt[node] = 2 * tables.Count;
                }
                tables.Add(kept);
            }
        }
    }
}
