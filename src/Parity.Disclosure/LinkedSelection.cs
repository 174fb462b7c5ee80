namespace Parity.Disclosure;

/// <summary>
/// Chooses what to release of a system with many cuts of the same counts: first by exact linear algebra alone, dearest
/// first, then by withholding more wherever the sums still confine a primary cell too narrowly.
/// </summary>
/// <remarks>
/// Every choice rests on which cells are primary, on names and weights, and on released counts; none on the value of a
/// withheld one. So a withheld value that changes among values that stay withheld changes nothing that is public. The
/// witnesses come afterwards and only prove.
/// </remarks>
internal sealed class LinkedSelection
{
    private const int Rounds = 8;
    private const int RowsTried = 10;
    private const int RowsSearched = 40;
    private const int StepsLifted = 12;

    private readonly Skeleton skeleton;
    private readonly ProtectionRules rules;
    private readonly IReadOnlyList<Node> nodes;
    private readonly long[] room;
    private readonly Move?[] witness;

    public LinkedSelection(Skeleton skeleton, ProtectionRules rules)
    {
        (this.skeleton, this.rules, nodes) = (skeleton, rules, skeleton.Nodes);
        Withheld = new bool[nodes.Count];
        witness = new Move?[nodes.Count];
        room = [.. nodes.Select(n => n.Known ? 0 : n.Value - n.Lower)];
    }

    /// <summary>Nodes withheld to protect others.</summary>
    public bool[] Withheld { get; }

    /// <summary>The move that proves a primary node safe, and null where there is none.</summary>
    public Move? WitnessOf(int node) => witness[node];

    /// <summary>Chooses, and gives the ways to change what is withheld that nobody would notice.</summary>
    public MoveSpace Run(CancellationToken stop)
    {
        bool[] forced = new bool[nodes.Count];
        for (int round = 0; ; round++)
        {
            var space = Select(forced, stop);
            var narrow = Narrow();
            if (narrow.Count == 0 || round == Rounds || !Widen(narrow, forced, further: round > 1))
            {
                Restore(space, forced, narrow.Count);
                Prove(space, stop);
                return space;
            }
        }
    }

    /// <summary>Primary nodes that the sums confine too narrowly, given what is released and the least values of the rest.</summary>
    private List<int> Narrow()
    {
        var confines = new Confines(skeleton, node => nodes[node].Known || (nodes[node].Candidate && !nodes[node].Primary && !Withheld[node]));
        return [.. Enumerable.Range(0, nodes.Count).Where(n => nodes[n].Primary && !nodes[n].Known && confines.WidthOf(n) < rules.MinInterval)];
    }

    /// <summary>Releases again, dearest first, what was withheld around a narrow node and confines nobody.</summary>
    private void Restore(MoveSpace space, bool[] forced, int narrow)
    {
        foreach (int node in Enumerable.Range(0, nodes.Count).Where(n => forced[n]).OrderByDescending(n => nodes[n].Weight).ThenBy(n => n))
        {
            var rows = space.MovesOf(node);
            if (rows.Count > 0)
            {
                var sparsest = space[rows.MinBy(r => (space[r].Nodes.Length, r))];
                if (sparsest.Nodes.Any(p => nodes[p].Primary && space.Betray(p, node)))
                {
                    continue;
                }
            }
            Withheld[node] = false;
            if (Narrow().Count > narrow)
            {
                Withheld[node] = true;
            }
            else
            {
                Publish(space, node);
            }
        }
    }

    /// <summary>Releases each candidate unless a primary cell would follow from it and what is released already.</summary>
    private MoveSpace Select(bool[] forced, CancellationToken stop)
    {
        var space = new MoveSpace(nodes.Count, skeleton.Equations);
        for (int node = 0; node < nodes.Count; node++)
        {
            Withheld[node] = forced[node];
            if (nodes[node].Known)
            {
                Publish(space, node);
            }
        }
        var order = Enumerable.Range(0, nodes.Count)
            .Where(n => !nodes[n].Known && nodes[n].Candidate && !nodes[n].Primary && !forced[n])
            .Select(n => (Node: n, Reach: space.MovesOf(n).Count))
            .OrderByDescending(n => nodes[n.Node].Weight).ThenByDescending(n => n.Reach).ThenBy(n => n.Node);
        foreach (var (node, _) in order)
        {
            stop.ThrowIfCancellationRequested();
            var rows = space.MovesOf(node);
            if (rows.Count == 0)
            {
                continue;
            }
            var sparsest = space[rows.MinBy(r => (space[r].Nodes.Length, r))];
            Withheld[node] = sparsest.Nodes.Any(p => nodes[p].Primary && space.Betray(p, node));
            if (!Withheld[node])
            {
                Publish(space, node);
            }
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

    /// <summary>Finds a witness for each primary node, one that served another where it can.</summary>
    private void Prove(MoveSpace space, CancellationToken stop)
    {
        for (int node = 0; node < nodes.Count; node++)
        {
            if (!nodes[node].Primary || nodes[node].Known || witness[node] is not null)
            {
                continue;
            }
            stop.ThrowIfCancellationRequested();
            if ((Direct(space, node) ?? Lift(space, node) ?? Mix(space, node)) is not { } found)
            {
                continue;
            }
            witness[node] = found;
            foreach (int other in found.Nodes)
            {
                if (nodes[other].Primary && witness[other] is null && Width(found, other) >= rules.MinInterval)
                {
                    witness[other] = found;
                }
            }
        }
    }

    private Move? Direct(MoveSpace space, int node)
    {
        foreach (int row in space.MovesOf(node).Take(4 * RowsTried))
        {
            if (Width(space[row], node) >= rules.MinInterval)
            {
                return space[row];
            }
        }
        return null;
    }

    private Move? Mix(MoveSpace space, int node)
    {
        var rows = new HashSet<int>();
        var near = new Queue<int>([node]);
        var seen = new HashSet<int> { node };
        while (rows.Count < RowsSearched && near.TryDequeue(out int at))
        {
            foreach (int row in space.MovesOf(at).Take(RowsTried))
            {
                if (rows.Count == RowsSearched || !rows.Add(row))
                {
                    continue;
                }
                foreach (int next in space[row].Nodes)
                {
                    if (space.Degree(next) <= RowsSearched && seen.Add(next))
                    {
                        near.Enqueue(next);
                    }
                }
            }
        }
        var moves = rows.Select(r => space[r]).ToList();
        if (LocalProgram.Raise(moves, node, rules.MinInterval, room) is { } raised && Width(raised, node) >= rules.MinInterval)
        {
            return raised;
        }
        return null;
    }

    /// <summary>A move freed of what it lowers too far by adding moves that raise that again.</summary>
    private Move? Lift(MoveSpace space, int node)
    {
        foreach (int row in space.MovesOf(node).Take(RowsTried))
        {
            foreach (var start in (Move[])[space[row], space[row].Opposite()])
            {
                var fell = new Dictionary<int, int>();
                var move = start;
                for (int step = 0; step < StepsLifted && move is not null; step++)
                {
                    if (Width(move, node) >= rules.MinInterval)
                    {
                        return move;
                    }
                    move = Mend(space, move, node, fell);
                }
            }
        }
        return null;
    }

    private Move? Mend(MoveSpace space, Move move, int node, Dictionary<int, int> fell)
    {
        int offender = -1;
        for (int i = 0; i < move.Nodes.Length && offender < 0; i++)
        {
            if (Offends(move, i, node))
            {
                offender = move.Nodes[i];
            }
        }
        if (offender < 0 || offender == node)
        {
            return null;
        }
        fell[offender] = fell.GetValueOrDefault(offender) + 1;
        Move? next = null;
        int least = int.MaxValue;
        foreach (int other in space.MovesOf(offender).Take(4 * RowsTried))
        {
            var added = space[other].StepOf(offender) > 0 ? space[other] : space[other].Opposite();
            long times = (added.StepOf(offender) - move.StepOf(offender) - 1) / added.StepOf(offender);
            if (times < 1 || move.Combine(1, added, times) is not { } sum || sum.StepOf(node) == 0)
            {
                continue;
            }
            int fallen = 0;
            for (int i = 0; i < sum.Nodes.Length; i++)
            {
                fallen += Offends(sum, i, node) ? 1 + (4 * fell.GetValueOrDefault(sum.Nodes[i])) : 0;
            }
            if (fallen < least)
            {
                (next, least) = (sum, fallen);
            }
        }
        return next;
    }

    private bool Offends(Move move, int at, int node)
    {
        long own = Math.Abs(move.StepOf(node));
        long times = (rules.MinInterval + own - 1) / own;
        return move.Steps[at] < 0 && -move.Steps[at] * times > room[move.Nodes[at]];
    }

    /// <summary>How far apart the move can put two tables in this node, both ways together.</summary>
    private long Width(Move move, int node)
    {
        long step = Math.Abs(move.StepOf(node));
        if (step == 0)
        {
            return 0;
        }
        long up = long.MaxValue, down = long.MaxValue;
        for (int i = 0; i < move.Nodes.Length; i++)
        {
            long free = room[move.Nodes[i]];
            if (move.Steps[i] < 0)
            {
                up = Math.Min(up, free / -move.Steps[i]);
            }
            else
            {
                down = Math.Min(down, free / move.Steps[i]);
            }
        }
        return up == long.MaxValue || down == long.MaxValue ? long.MaxValue : (up + down) * step;
    }

    /// <summary>
    /// Withholds more around nodes that are confined too narrowly: in each sum of such a node the cheapest released count,
    /// or the three cheapest when that was not enough.
    /// </summary>
    private bool Widen(List<int> narrow, bool[] forced, bool further)
    {
        var sums = new Dictionary<int, List<int>>();
        for (int e = 0; e < skeleton.Equations.Count; e++)
        {
            foreach (var (node, _) in skeleton.Equations[e])
            {
                if (!sums.TryGetValue(node, out var list))
                {
                    sums[node] = list = [];
                }
                list.Add(e);
            }
        }
        bool changed = false;
        foreach (int node in narrow)
        {
            foreach (int e in sums.GetValueOrDefault(node) ?? [])
            {
                var released = skeleton.Equations[e].Select(t => t.Node)
                    .Where(n => n != node && nodes[n].Candidate && !nodes[n].Known && !nodes[n].Primary && !Withheld[n] && !forced[n])
                    .OrderBy(n => nodes[n].Weight).ThenBy(n => n).ToList();
                foreach (int more in released.Take(further ? 3 : 1))
                {
                    forced[more] = changed = true;
                }
            }
        }
        return changed;
    }
}
