namespace Parity.Disclosure.Linked;

/// <summary>
/// Chooses what to release of a system with many cuts of the same counts: first by exact linear algebra alone, dearest
/// first, then by withholding more wherever the sums still confine a primary cell too narrowly.
/// </summary>
/// <remarks>
/// Every choice rests on which cells are primary, on names and weights, and on released counts; none on the value of a
/// withheld one. So a withheld value that changes among values that stay withheld changes nothing that is public. The
/// tables come afterwards and only prove.
/// </remarks>
internal sealed class LinkedSelection
{
    private const int MovesNear = 32;
    private const int Attempts = 60;
    private const int Batch = 32;
    private const int Wide = 512;
    private const int WaysTried = 12;
    private const int Steps = 4;
    private const int FarAtOnce = 4;

    private readonly Skeleton skeleton;
    private readonly ProtectionRules rules;
    private readonly IReadOnlyList<Node> nodes;
    private readonly Lazy<List<int>[]> sumsOf;
    private readonly FittingTables tables;
    private readonly bool[] isWide;
    private readonly int[] refusals;
    private readonly int[] near;

    // Where only fractions are known to be far enough apart: the counts in which they differ. Until one of them is public that holds.
    private readonly int[]?[] rests;

    // Which nodes and rows the last look around has reached.
    private readonly int[] reachedNode;
    private int[] reachedRow = [];
    private readonly List<int> nearRows = [];
    private int tick;

    public LinkedSelection(Skeleton skeleton, ProtectionRules rules)
    {
        (this.skeleton, this.rules, nodes) = (skeleton, rules, skeleton.Nodes);
        Withheld = new bool[nodes.Count];
        tables = new FittingTables(nodes.Count, Room, AddsUp);
        sumsOf = new(SumsOf);
        isWide = new bool[nodes.Count];
        refusals = new int[nodes.Count];
        near = new int[nodes.Count];
        Array.Fill(near, MovesNear);
        rests = new int[nodes.Count][];
        reachedNode = new int[nodes.Count];
    }

    /// <summary>Nodes withheld to protect others.</summary>
    public bool[] Withheld { get; }

    /// <summary>The ways from the true table to others that prove a primary node safe; none where there is no proof.</summary>
    public (Move? Upper, Move? Lower) WitnessesOf(int node) => tables.Of(node);

    /// <summary>Tables that fit everything public are far enough apart in this primary node.</summary>
    public bool IsWide(int node) => isWide[node];

    /// <summary>Chooses, and gives the ways to change what is withheld that nobody would notice.</summary>
    public MoveSpace Run(CancellationToken stop)
    {
        var space = Select(stop);
        while (Narrow(space, stop) is { Count: > 0 } narrow && Widen(narrow))
        {
            space = Released();
        }
        Restore(space, stop);
        Prove(space, stop);
        return space;
    }

    /// <summary>Primary nodes that what is released confines too narrowly, to somebody who uses all sums at once.</summary>
    private List<int> Narrow(MoveSpace space, CancellationToken stop) =>
        [.. Enumerable.Range(0, nodes.Count).Where(n => IsAttacked(n) && !IsWideIn(space, n, stop))];

    /// <summary>Looks for proof that the node has a wide enough interval; false where there is none because it has not.</summary>
    private bool IsWideIn(MoveSpace space, int node, CancellationToken stop)
    {
        if (tables.IsWide(node, rules.MinInterval) || rests[node] is not null)
        {
            return isWide[node] = true;
        }
        if (space.IsDetermined(node))
        {
            return isWide[node] = false;
        }
        if (Climb(space, node))
        {
            return isWide[node] = true;
        }
        // A few moves near the node are often enough; only where they are not is it worth looking farther.
        for (int most = near[node]; ; near[node] = most = most < Wide ? most * 4 : int.MaxValue)
        {
            var moves = Near(space, node, most);
            var reach = new Reach(moves, nodes.Count, Room);
            reach.Search(node, rules.MinInterval, tables, stop);
            if (tables.IsWide(node, rules.MinInterval) || reach.Width >= rules.MinInterval || moves.Count < most)
            {
                rests[node] = reach.Width >= rules.MinInterval ? reach.Changed : null;
                return isWide[node] = tables.IsWide(node, rules.MinInterval) || rests[node] is not null;
            }
        }
    }

    /// <summary>Looks for tables far enough apart by adding moves of the node, one at a time, as often as they fit.</summary>
    private bool Climb(MoveSpace space, int node)
    {
        var ways = space.MovesOf(node).Select(r => space[r]).OrderBy(m => m.Nodes.Length).Take(WaysTried).ToList();
        foreach (int towards in (ReadOnlySpan<int>)[1, -1])
        {
            var (upper, lower) = tables.Of(node);
            var table = towards > 0 ? upper : lower;
            for (int step = 0; step < Steps && tables.WidthOf(node) < rules.MinInterval; step++)
            {
                var (way, times) = ways.Select(w => (Way: w, Times: tables.Times(table, w, towards * w.StepOf(node) > 0))).MaxBy(w => Math.Abs(w.Times * w.Way.StepOf(node)));
                if (times == 0) break;
                table = table is null ? way.Times(times) : table.Plus(way, times);
                if (table is null) break;
                tables.Offer(table, 1);
            }
        }
        return tables.WidthOf(node) >= rules.MinInterval;
    }

    private bool AddsUp(Move change)
    {
        var sums = new HashSet<int>();
        foreach (int node in change.Nodes)
        {
            foreach (int sum in sumsOf.Value[node])
            {
                if (sums.Add(sum) && skeleton.Equations[sum].Sum(t => t.Coefficient * change.StepOf(t.Node)) != 0)
                {
                    return false;
                }
            }
        }
        return true;
    }

    private long Room(int node) => nodes[node].Value - nodes[node].Lower;

    /// <summary>At most so many moves around a node, nearest and shortest first; all that hang together with it where that is fewer.</summary>
    private List<Move> Near(MoveSpace space, int node, int most)
    {
        tick++;
        if (reachedRow.Length < space.Rows)
        {
            reachedRow = new int[space.Rows];
        }
        nearRows.Clear();
        var next = new Queue<int>([node]);
        reachedNode[node] = tick;
        while (nearRows.Count < most && next.TryDequeue(out int at))
        {
            // The order matters only where not all fit.
            IEnumerable<int> around = most < Wide ? space.MovesOf(at).OrderBy(r => space[r].Nodes.Length).ThenBy(r => r) : space.MovesOf(at);
            foreach (int row in around)
            {
                if (nearRows.Count == most || reachedRow[row] == tick)
                {
                    continue;
                }
                reachedRow[row] = tick;
                nearRows.Add(row);
                foreach (int other in space[row].Nodes)
                {
                    if (reachedNode[other] != tick)
                    {
                        reachedNode[other] = tick;
                        next.Enqueue(other);
                    }
                }
            }
        }
        nearRows.Sort();
        return nearRows.ConvertAll(r => space[r]);
    }

    private bool IsAttacked(int node) => nodes[node].Primary && !nodes[node].Known;

    private bool IsOpen(int node) => !nodes[node].Known && (nodes[node].Primary || !nodes[node].Candidate || Withheld[node]);

    /// <summary>Looks again, another way each time, for tables in whole numbers where only fractions were found.</summary>
    private void Prove(MoveSpace space, CancellationToken stop)
    {
        foreach (int node in Enumerable.Range(0, nodes.Count).Where(n => IsAttacked(n) && isWide[n]))
        {
            for (int attempt = 0; attempt < Attempts && tables.WidthOf(node) < rules.MinInterval; attempt++)
            {
                var reach = new Reach(Near(space, node, MovesNear << (attempt % 5)), nodes.Count, Room);
                reach.Search(node, rules.MinInterval, tables, stop, from: 1 + (attempt * 7));
            }
        }
    }

    /// <summary>Releases again, dearest first, what was withheld and is not needed.</summary>
    private void Restore(MoveSpace space, CancellationToken stop)
    {
        // Most can be: so many are tried at once, and one at a time only after a refusal. What is released is the same.
        int[] order = [.. Dearest(n => Withheld[n])];
        int size = Batch;
        for (int next = 0; next < order.Length;)
        {
            var batch = order.AsSpan(next, Math.Min(size, order.Length - next));
            bool released = TryRelease(space, batch, stop);
            next += released || batch.Length == 1 ? batch.Length : 0;
            size = released ? Math.Min(size * 2, Batch) : Math.Max(1, batch.Length / 4);
        }
    }

    private bool TryRelease(MoveSpace space, ReadOnlySpan<int> batch, CancellationToken stop)
    {
        space.Remember();
        var lost = new List<(Move Table, int Scale)>();
        var beside = new HashSet<int>();
        var published = new HashSet<int>();
        foreach (int node in batch)
        {
            if (Betrays(space, node) || Confines(node))
            {
                continue;
            }
            Withheld[node] = false;
            published.Add(node);
            Move[] ways = [.. space.MovesOf(node).Select(r => space[r]).OrderBy(m => m.Nodes.Length).Take(WaysTried)];
            Publish(space, node);
            lost.AddRange(tables.Publish(node, ways));
            beside.UnionWith(sumsOf.Value[node].SelectMany(e => skeleton.Equations[e].Select(t => t.Node)));
        }
        var before = new List<(int Node, int[] Rests)>();
        for (int p = 0; p < nodes.Count; p++)
        {
            if (rests[p] is { } on && on.Any(published.Contains))
            {
                before.Add((p, on));
                rests[p] = null;
            }
        }
        int failed = Enumerable.Range(0, nodes.Count)
            .Where(p => IsAttacked(p) && isWide[p] && rests[p] is null && !tables.IsWide(p, rules.MinInterval))
            .OrderByDescending(beside.Contains).ThenByDescending(p => refusals[p]).ThenBy(p => p).ToList()
            .FindIndex(p =>
            {
                bool refused = !IsWideIn(space, p, stop);
                refusals[p] += refused ? 1 : 0;
                isWide[p] = true;
                return refused;
            });
        if (failed < 0)
        {
            return true;
        }
        space.Undo();
        foreach (int node in published)
        {
            Withheld[node] = true;
        }
        lost.ForEach(l => tables.Offer(l.Table, l.Scale));
        before.ForEach(b => rests[b.Node] = b.Rests);
        return false;
    }

    private IEnumerable<int> Dearest(Func<int, bool> which) =>
        Enumerable.Range(0, nodes.Count).Where(which).OrderByDescending(n => nodes[n].Weight).ThenBy(n => n);

    private bool Betrays(MoveSpace space, int node)
    {
        var rows = space.MovesOf(node);
        return rows.Count > 0 && space[rows.MinBy(r => (space[r].Nodes.Length, r))].Nodes.Any(p => nodes[p].Primary && space.Betray(p, node));
    }

    /// <summary>Whether one sum alone would confine a primary node too narrowly if this one in it were public.</summary>
    private bool Confines(int node)
    {
        foreach (int sum in sumsOf.Value[node])
        {
            var open = skeleton.Equations[sum].Where(t => t.Node != node && IsOpen(t.Node)).ToList();
            if ((open.TrueForAll(t => t.Coefficient > 0) || open.TrueForAll(t => t.Coefficient < 0))
                && open.Exists(t => IsAttacked(t.Node) && isWide[t.Node] && open.Sum(o => Math.Abs(o.Coefficient) * Room(o.Node)) < rules.MinInterval * Math.Abs(t.Coefficient)))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Releases each candidate unless a primary cell would follow from it and what is released already.</summary>
    private MoveSpace Select(CancellationToken stop)
    {
        var space = new MoveSpace(nodes.Count, skeleton.Equations);
        foreach (int node in Enumerable.Range(0, nodes.Count).Where(n => nodes[n].Known))
        {
            Publish(space, node);
        }
        var order = Enumerable.Range(0, nodes.Count)
            .Where(n => !nodes[n].Known && nodes[n].Candidate && !nodes[n].Primary)
            .Select(n => (Node: n, Reach: space.MovesOf(n).Count))
            .OrderByDescending(n => nodes[n.Node].Weight).ThenByDescending(n => n.Reach).ThenBy(n => n.Node);
        foreach (var (node, _) in order)
        {
            stop.ThrowIfCancellationRequested();
            Withheld[node] = Betrays(space, node);
            if (!Withheld[node])
            {
                Publish(space, node);
            }
        }
        return space;
    }

    /// <summary>The ways to change what is withheld now.</summary>
    private MoveSpace Released()
    {
        var space = new MoveSpace(nodes.Count, skeleton.Equations);
        foreach (int node in Enumerable.Range(0, nodes.Count).Where(n => nodes[n].Known).Concat(Dearest(n => !IsOpen(n) && !nodes[n].Known)))
        {
            Publish(space, node);
        }
        return space;
    }

    private static void Publish(MoveSpace space, int node)
    {
        var rows = space.MovesOf(node);
        if (rows.Count > 0)
        {
            space.Publish(node, rows.MinBy(r => (Math.Abs(space[r].StepOf(node)), space[r].Nodes.Length, r)));
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

    /// <summary>
    /// Withholds more around nodes that are confined too narrowly: the cheapest released count in each sum of such a node
    /// or, where there is none, in a few sums of what is withheld beside it, as far away as it takes.
    /// </summary>
    /// <returns>False when nothing is left to withhold.</returns>
    private bool Widen(List<int> narrow)
    {
        bool changed = false;
        // Whatever hangs together with a node around which there is nothing has nothing either.
        var barren = new HashSet<int>();
        foreach (int node in narrow)
        {
            var seen = new HashSet<int> { node };
            var edge = new List<int> { node };
            var more = CheapestIn(edge);
            while (more.Count == 0 && edge.Count > 0 && !barren.Contains(node))
            {
                edge = [.. edge.SelectMany(n => sumsOf.Value[n]).Distinct().SelectMany(e => skeleton.Equations[e].Select(t => t.Node)).Where(n => IsOpen(n) && seen.Add(n))];
                more = [.. CheapestIn(edge).Take(FarAtOnce)];
            }
            if (more.Count == 0)
            {
                barren.UnionWith(seen);
            }
            foreach (int cheap in more)
            {
                Withheld[cheap] = changed = true;
            }
        }
        return changed;
    }

    private List<int> CheapestIn(IEnumerable<int> around) =>
    [
        .. around.SelectMany(n => sumsOf.Value[n]).Distinct()
            .Select(e => skeleton.Equations[e].Select(t => t.Node).Where(n => !IsOpen(n) && !nodes[n].Known)
                .OrderBy(n => nodes[n].Weight).ThenBy(n => n).Cast<int?>().FirstOrDefault())
            .OfType<int>().Distinct().OrderBy(n => nodes[n].Weight).ThenBy(n => n),
    ];
}
