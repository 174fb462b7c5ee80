namespace Parity.Disclosure.Linked;

/// <summary>
/// Chooses what to release of a system with many cuts of the same counts: first by exact linear algebra alone, dearest
/// first, then by withholding more wherever the sums still confine a primary cell too narrowly for anybody who looks: a
/// reader of what is public, one of the people counted, an organisation that knows all its own counts.
/// </summary>
/// <remarks>
/// Every choice rests on which cells are primary, on names and weights, and on released counts; none on the value of a
/// withheld one. So a withheld value that changes among values that stay withheld changes nothing that is public. The
/// tables come afterwards and only prove.
/// </remarks>
internal sealed class LinkedSelection
{
    private const int Attempts = 20;
    private const int Batch = 32;
    private const int WaysTried = 4;
    private const int SingleMoves = 48;
    private const int FarAtOnce = 4;
    private const double Lonely = 2;

    private readonly Skeleton skeleton;
    private readonly ProtectionRules rules;
    private readonly Owners owners;
    private readonly int ownerInterval;
    private readonly IReadOnlyList<Node> nodes;
    private readonly List<int>[] sumsOf;
    private readonly OpenCounts open;
    private readonly HashSet<(int Node, int Reader)> confined = [];
    private readonly HashSet<int> byLimits = [];
    private readonly int[] refusals;

    /// <param name="ownerInterval">Least width of what an organisation can work out with its own counts.</param>
    public LinkedSelection(Skeleton skeleton, ProtectionRules rules, Owners owners, int ownerInterval)
    {
        (this.skeleton, this.rules, this.owners, this.ownerInterval, nodes) = (skeleton, rules, owners, ownerInterval, skeleton.Nodes);
        Withheld = new bool[nodes.Count];
        Tables = new FittingTables(nodes.Count, IsAttacked, Room, owners);
        sumsOf = SumsOf();
        open = new OpenCounts(nodes.Count, skeleton.Equations);
        refusals = new int[nodes.Count];
    }

    /// <summary>Nodes withheld to protect others.</summary>
    public bool[] Withheld { get; }

    /// <summary>Tables that fit everything public: proof, for each reader, that a primary node has a wide enough interval.</summary>
    public FittingTables Tables { get; }

    /// <summary>Readers for whom earlier publications alone confine the node: nothing withheld now would help.</summary>
    public bool IsConfined(int node, int reader) => confined.Contains((node, reader));

    public bool IsDetermined(int node) => open.Space.IsDetermined(node);

    /// <summary>For some reader linear programming alone, without a table, finds the interval wide enough.</summary>
    public bool IsWideByLimits(int node) => byLimits.Contains(node);

    /// <summary>
    /// The least value that a node may have in a table: one of the people in a count, inner counts too, knows that there is
    /// somebody in it, and everybody else knows it of a count that is withheld.
    /// </summary>
    public static long LeastOf(Node node, ProtectionRules rules) =>
        node.Known ? node.Value : rules.ProtectZeros && node.Candidate ? 0 : Math.Min(1, node.Value);

    public void Run(CancellationToken stop)
    {
        Select(stop);
        foreach (int node in Attacked())
        {
            Loosen(node, stop);
        }
        Restore(stop);
        Prove(stop);
    }

    /// <summary>How wide a reader must find a primary node that is not the reader's own.</summary>
    public int WidthFor(int reader) => reader == Owners.Nobody ? rules.MinInterval : ownerInterval;

    private IEnumerable<int> Attacked() => Enumerable.Range(0, nodes.Count).Where(IsAttacked);

    private bool IsAttacked(int node) => nodes[node].Primary && !nodes[node].Known;

    private bool IsOpen(int node) => !nodes[node].Known && (nodes[node].Primary || !nodes[node].Candidate || Withheld[node]);

    private long Room(int node) => nodes[node].Value - LeastOf(nodes[node], rules);

    /// <summary>The first reader for whom the node's interval is too narrow; null where it is wide for all who do not know it anyway.</summary>
    private int? NarrowFor(int node, CancellationToken stop)
    {
        List<int>? passed = null;
        while (true)
        {
            int? reader = Unproven(node, passed);
            if (reader is not { } who)
            {
                return null;
            }
            if (!IsWideIn(node, who, stop))
            {
                return who;
            }
            if (!Tables.IsWide(node, who, WidthFor(who)))
            {
                byLimits.Add(node);
            }
            (passed ??= []).Add(who);
        }
    }

    private int? Unproven(int node, List<int>? passed)
    {
        bool IsProven(int reader) =>
            Tables.IsWide(node, reader, WidthFor(reader)) || confined.Contains((node, reader)) || passed?.Contains(reader) == true;
        if (!IsProven(Owners.Nobody))
        {
            return Owners.Nobody;
        }
        foreach (int reader in Tables.ChangedFor(node))
        {
            if (!owners.Knows(reader, node) && !IsProven(reader))
            {
                return reader;
            }
        }
        return null;
    }

    /// <summary>Looks for proof that the node has a wide enough interval; false where there is none because it has not.</summary>
    private bool IsWideIn(int node, int reader, CancellationToken stop)
    {
        var ways = open.Space.MovesOf(node);
        if (ways.Count == 0)
        {
            return false;
        }
        foreach (int row in ways.OrderBy(r => open.Space[r].Nodes.Length).ThenBy(r => r).Take(SingleMoves))
        {
            var move = open.Space[row];
            if (!Array.Exists(move.Nodes, n => owners.Knows(reader, n)))
            {
                Offer(move, node);
                if (Tables.WidthOf(node, reader) >= WidthFor(reader))
                {
                    return true;
                }
            }
        }
        return Reach.IsWide(node, reader, WidthFor(reader), open.Space, Room, owners, Tables, stop);
    }

    /// <summary>The tables that multiples of the move lead to, both ways, no farther than is of use to the node.</summary>
    private void Offer(Move move, int node)
    {
        long step = Math.Abs(move.StepOf(node));
        (long up, long down) = ((rules.MinInterval + step - 1) / step, (rules.MinInterval + step - 1) / step);
        for (int i = 0; i < move.Nodes.Length; i++)
        {
            long times = Room(move.Nodes[i]) / Math.Abs(move.Steps[i]);
            (up, down) = move.Steps[i] < 0 ? (Math.Min(up, times), down) : (up, Math.Min(down, times));
        }
        foreach (long times in (ReadOnlySpan<long>)[up, -down])
        {
            if (times != 0 && Tables.IsFarther(node, Owners.Nobody, times * move.StepOf(node), 1) is var farther && (farther || Tables.ChangedFor(node).Any()))
            {
                Tables.Offer(new Move(move.Nodes, Array.ConvertAll(move.Steps, s => s * times)), 1);
            }
        }
    }

    /// <summary>
    /// Withholds more around a node that is confined too narrowly: the cheapest released count in each sum of it or, where
    /// there is none, in a few sums of what is withheld beside it, as far away as it takes. Of these only what the node needs
    /// stays withheld.
    /// </summary>
    private void Loosen(int node, CancellationToken stop)
    {
        while (NarrowFor(node, stop) is { } reader)
        {
            var added = new List<int>();
            var around = new SortedSet<int> { node };
            for (bool wide = false; !wide;)
            {
                var more = Around(around, reader);
                if (more.Count == 0)
                {
                    confined.Add((node, reader));
                    break;
                }
                foreach (int cheap in more)
                {
                    Withheld[cheap] = true;
                    open.Withhold(cheap);
                    added.Add(cheap);
                }
                wide = IsWideIn(node, reader, stop);
            }
            foreach (int dear in added.OrderByDescending(n => nodes[n].Weight).ThenByDescending(n => n))
            {
                TryRelease([dear], n => n == node, stop);
            }
        }
    }

    private List<int> Around(SortedSet<int> around, int reader)
    {
        var more = CheapestIn(around, reader);
        for (int reached = 0; more.Count == 0 && around.Count > reached;)
        {
            reached = around.Count;
            around.UnionWith(around.SelectMany(n => sumsOf[n]).Distinct().SelectMany(e => skeleton.Equations[e].Select(t => t.Node))
                .Where(n => IsOpen(n) && !owners.Knows(reader, n)).ToList());
            more = [.. CheapestIn(around, reader).Take(FarAtOnce)];
        }
        return more;
    }

    private List<int> CheapestIn(IEnumerable<int> around, int reader) =>
    [
        .. around.SelectMany(n => sumsOf[n]).Distinct()
            .Select(e => skeleton.Equations[e].Select(t => t.Node).Where(n => !IsOpen(n) && !nodes[n].Known && !owners.Knows(reader, n))
                .OrderBy(n => Price(n, e, reader)).ThenBy(n => n).Cast<int?>().FirstOrDefault())
            .OfType<int>().Distinct().OrderBy(n => nodes[n].Weight).ThenBy(n => n),
    ];

    // A count that would stand alone in a sum needs another withheld beside it there: that is part of its price.
    private double Price(int node, int sum, int reader) =>
        Math.Log10(1 + nodes[node].Weight)
        + (Lonely * sumsOf[node].Count(e => e != sum && !Array.Exists(skeleton.Equations[e], t => t.Node != node && IsOpen(t.Node) && !owners.Knows(reader, t.Node))));

    /// <summary>Releases again, dearest first, what was withheld and is not needed after all.</summary>
    private void Restore(CancellationToken stop)
    {
        // Most can be: so many are tried at once, and one at a time only after a refusal. What is released is the same.
        int[] order = [.. Enumerable.Range(0, nodes.Count).Where(n => Withheld[n]).OrderByDescending(n => nodes[n].Weight).ThenBy(n => n)];
        int size = Batch;
        for (int next = 0; next < order.Length;)
        {
            var batch = order.AsSpan(next, Math.Min(size, order.Length - next));
            bool released = TryRelease(batch, IsAttacked, stop);
            next += released || batch.Length == 1 ? batch.Length : 0;
            size = released ? Math.Min(size * 2, Batch) : Math.Max(1, batch.Length / 4);
        }
    }

    private bool TryRelease(ReadOnlySpan<int> batch, Func<int, bool> isAsked, CancellationToken stop)
    {
        open.Remember();
        Tables.Remember();
        var lost = new List<FittingTables.Table>();
        var beside = new HashSet<int>();
        var published = new List<int>();
        foreach (int node in batch)
        {
            if (Betrays(node) || Confines(node))
            {
                continue;
            }
            Withheld[node] = false;
            published.Add(node);
            Move[] ways = [.. open.Space.MovesOf(node).Select(r => open.Space[r]).OrderBy(m => m.Nodes.Length).Take(WaysTried)];
            open.Release(node);
            lost.AddRange(Tables.Publish(node, ways));
            beside.UnionWith(sumsOf[node].SelectMany(e => skeleton.Equations[e].Select(t => t.Node)));
        }
        var inDoubt = FittingTables.NodesOf(lost).Union(byLimits).Where(isAsked)
            .OrderByDescending(beside.Contains).ThenByDescending(p => refusals[p]).ThenBy(p => p).ToList();
        int failed = inDoubt.FindIndex(p => NarrowFor(p, stop) is not null);
        if (failed < 0)
        {
            return true;
        }
        refusals[inDoubt[failed]]++;
        open.Undo();
        published.ForEach(n => Withheld[n] = true);
        Tables.Undo(lost);
        return false;
    }

    private bool Betrays(int node)
    {
        var space = open.Space;
        var rows = space.MovesOf(node);
        return rows.Count > 0 && space[rows.MinBy(r => (space[r].Nodes.Length, r))].Nodes.Any(p => nodes[p].Primary && space.Betray(p, node));
    }

    /// <summary>Whether one sum alone would confine a primary node too narrowly if this one in it were public.</summary>
    private bool Confines(int node)
    {
        foreach (int sum in sumsOf[node])
        {
            var left = skeleton.Equations[sum].Where(t => t.Node != node && IsOpen(t.Node)).ToList();
            if ((left.TrueForAll(t => t.Coefficient > 0) || left.TrueForAll(t => t.Coefficient < 0))
                && left.Exists(t => IsAttacked(t.Node) && !confined.Contains((t.Node, Owners.Nobody))
                    && left.Sum(o => Math.Abs(o.Coefficient) * Room(o.Node)) < rules.MinInterval * Math.Abs(t.Coefficient)))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Looks again, another way each time, for tables in whole numbers where only fractions were found.</summary>
    private void Prove(CancellationToken stop)
    {
        foreach (int node in Attacked())
        {
            foreach (int reader in Tables.ChangedFor(node).Append(Owners.Nobody).ToList())
            {
                for (int attempt = 1; attempt < Attempts && !owners.Knows(reader, node) && !confined.Contains((node, reader)) && Tables.WidthOf(node, reader) < WidthFor(reader); attempt++)
                {
                    Reach.IsWide(node, reader, WidthFor(reader), open.Space, Room, owners, Tables, stop, attempt * 7);
                }
            }
        }
    }

    /// <summary>Releases each candidate unless a primary cell would follow from it and what is released already.</summary>
    private void Select(CancellationToken stop)
    {
        foreach (int node in Enumerable.Range(0, nodes.Count).Where(n => nodes[n].Known))
        {
            open.Release(node);
        }
        var order = Enumerable.Range(0, nodes.Count)
            .Where(n => !nodes[n].Known && nodes[n].Candidate && !nodes[n].Primary)
            .Select(n => (Node: n, Reach: open.Space.MovesOf(n).Count))
            .OrderByDescending(n => nodes[n.Node].Weight).ThenByDescending(n => n.Reach).ThenBy(n => n.Node);
        foreach (var (node, _) in order)
        {
            stop.ThrowIfCancellationRequested();
            Withheld[node] = Betrays(node);
            if (!Withheld[node])
            {
                open.Release(node);
            }
        }
    }

    private List<int>[] SumsOf()
    {
        var sums = new List<int>[nodes.Count];
        for (int node = 0; node < sums.Length; node++)
        {
            sums[node] = [];
        }
        for (int e = 0; e < skeleton.Equations.Count; e++)
        {
            foreach (var (node, _) in skeleton.Equations[e])
            {
                sums[node].Add(e);
            }
        }
        return sums;
    }
}
