namespace Parity.Disclosure;

/// <summary>
/// Chooses what to release. At every moment each primary cell has a witness: a move that no published number would
/// notice, under which the cell rises by the required width while no other count falls below its least value. A cell is
/// released only if every witness that changes it can be replaced by one that does not.
/// </summary>
/// <remarks>
/// How far a count may fall is taken from its class alone (small counts not at all, others to the least value of their
/// class), never from the value itself: the pattern tells nothing about withheld values, and it stays the same when they
/// change within their class.
/// </remarks>
internal sealed class Selection
{
    private const int RowsTried = 10;
    private const int RowsScanned = 48;
    private const int RowsSearched = 64;
    private const int Batch = 64;
    private const int Calm = 3;

    private readonly IReadOnlyList<Node> nodes;
    private readonly MoveSpace space;
    private readonly ProtectionRules rules;
    private readonly long[] room;
    private readonly double[] price;
    private readonly bool[] settled;
    private readonly List<Witness> witnesses = [];
    private readonly List<int>[] witnessesOf;
    private readonly int[] witnessFor;
    private readonly int[] refusals;

    private sealed record Witness(Move Move)
    {
        public List<int> Serves { get; } = [];
    }

    public Selection(IReadOnlyList<Node> nodes, MoveSpace space, ProtectionRules rules)
    {
        (this.nodes, this.space, this.rules) = (nodes, space, rules);
        room = new long[nodes.Count];
        price = new double[nodes.Count];
        settled = new bool[nodes.Count];
        Withheld = new bool[nodes.Count];
        witnessesOf = new List<int>[nodes.Count];
        witnessFor = new int[nodes.Count];
        refusals = new int[nodes.Count];
        Array.Fill(witnessFor, -1);
        double least = nodes.Count == 0 ? 1 : Math.Max(1e-9, nodes.Max(n => n.Weight) * 1e-6);
        for (int n = 0; n < nodes.Count; n++)
        {
            var node = nodes[n];
            witnessesOf[n] = [];
            bool inner = !node.Candidate && !node.Known;
            settled[n] = inner || node.Primary;
            price[n] = settled[n] ? 0 : node.Weight + least;
            room[n] = Room(node);
        }
    }

    /// <summary>Nodes withheld to protect others.</summary>
    public bool[] Withheld { get; }

    /// <summary>The move that proves a primary node safe, and null where there is none.</summary>
    public Move? WitnessOf(int node) => witnessFor[node] < 0 ? null : witnesses[witnessFor[node]].Move;

    public void Run(CancellationToken stop)
    {
        // What is public already cannot be refused; primaries that lose their witness to it are in the open.
        foreach (int node in Enumerable.Range(0, nodes.Count).Where(n => nodes[n].Known))
        {
            Eliminate(node);
        }
        for (int node = 0; node < nodes.Count; node++)
        {
            if (nodes[node].Primary && !nodes[node].Known)
            {
                Begin(node);
            }
        }
        var order = Enumerable.Range(0, nodes.Count)
            .Where(n => !settled[n] && !nodes[n].Known)
            .Select(n => (Node: n, Reach: space.MovesOf(n).Count))
            .OrderByDescending(n => nodes[n.Node].Weight).ThenByDescending(n => n.Reach).ThenBy(n => n.Node)
            .Select(n => n.Node).ToArray();
        int size = Batch;
        int calm = Calm;
        for (int next = 0; next < order.Length;)
        {
            stop.ThrowIfCancellationRequested();
            int taken = Math.Min(size, order.Length - next);
            if (taken > 1 ? TryReleaseAll(order.AsSpan(next, taken)) : Decide(order[next]))
            {
                next += taken;
                size = ++calm >= Calm ? Math.Min(size * 2, Batch) : 1;
                continue;
            }
            if (taken == 1)
            {
                next++;
            }
            size = 1;
            calm = 0;
        }
        // What was found later may free the dearest again.
        foreach (int node in order.AsSpan(0, order.Length / 3))
        {
            stop.ThrowIfCancellationRequested();
            if (Withheld[node] && TryRelease(node))
            {
                Withheld[node] = false;
            }
        }
    }

    private long Room(Node node)
    {
        if (node.Known)
        {
            return 0;
        }
        if (node.Unjudged || rules.MinInterval > rules.Threshold - 1)
        {
            return node.Value - node.Lower;
        }
        return node.Value >= rules.Threshold ? rules.Threshold - node.Lower : 0;
    }

    private void Begin(int node)
    {
        Move? best = null;
        double bestCost = double.PositiveInfinity;
        foreach (int row in space.MovesOf(node).Take(RowsScanned))
        {
            if (Proves(space[row], node) is { } witness && Cost(witness) is var cost && cost < bestCost)
            {
                (best, bestCost) = (witness, cost);
            }
        }
        best ??= Search(node);
        if (best is not null)
        {
            Serve(node, Register(best));
        }
    }

    private int Register(Move move)
    {
        int number = witnesses.Count;
        witnesses.Add(new Witness(move));
        foreach (int node in move.Nodes)
        {
            witnessesOf[node].Add(number);
        }
        return number;
    }

    private void Serve(int node, int witness)
    {
        witnessFor[node] = witness;
        witnesses[witness].Serves.Add(node);
    }

    /// <summary>The move or its opposite, whichever lets the node rise (or, where it has room, fall) by the width.</summary>
    private Move? Proves(Move move, int node)
    {
        long step = move.StepOf(node);
        if (step == 0)
        {
            return null;
        }
        var upward = step > 0 ? move : move.Opposite();
        if (Offences(upward, node, out _) == 0)
        {
            return upward;
        }
        if (room[node] > 0)
        {
            var downward = upward.Opposite();
            if (Offences(downward, node, out _) == 0)
            {
                return downward;
            }
        }
        return null;
    }

    private int Offences(Move move, int node, out int offender)
    {
        long step = Math.Abs(move.StepOf(node));
        long times = (rules.MinInterval + step - 1) / step;
        int offences = 0;
        offender = -1;
        for (int i = 0; i < move.Nodes.Length; i++)
        {
            if (move.Steps[i] < 0 && -move.Steps[i] * times > room[move.Nodes[i]])
            {
                offences++;
                offender = move.Nodes[i];
            }
        }
        return offences;
    }

    private double Cost(Move move)
    {
        double cost = 0;
        foreach (int node in move.Nodes)
        {
            cost += price[node];
        }
        return cost;
    }

    private bool Decide(int node)
    {
        bool released = TryRelease(node);
        if (!released)
        {
            Withhold(node);
        }
        return released;
    }

    private void Withhold(int node)
    {
        Withheld[node] = settled[node] = true;
        price[node] = 0;
    }

    private bool Betrays(int node)
    {
        var column = space.MovesOf(node);
        var shortest = space[column.MinBy(row => (space[row].Nodes.Length, row))];
        return shortest.Nodes.Any(p => nodes[p].Primary && p != node && space.Betray(p, node));
    }

    /// <summary>Releases many at once, for the price of replacing each witness once; or nothing.</summary>
    private bool TryReleaseAll(ReadOnlySpan<int> batch)
    {
        space.Remember();
        var betraying = new List<int>();
        var spent = new List<(int Node, Move Pivot)>();
        foreach (int node in batch)
        {
            if (space.IsDetermined(node))
            {
                continue;
            }
            if (Betrays(node))
            {
                betraying.Add(node);
                continue;
            }
            int row = Pivot(node);
            spent.Add((node, space[row]));
            space.Publish(node, row);
        }
        var affected = new SortedSet<int>();
        foreach (var (node, _) in spent)
        {
            affected.UnionWith(Affected(node));
        }
        var staged = new List<(int Served, Move Move)>();
        var fresh = new List<Move>();
        foreach (int number in affected)
        {
            Move? projected = witnesses[number].Move;
            foreach (var (node, pivot) in spent)
            {
                projected = projected is not null && projected.StepOf(node) != 0 ? projected.Cancel(node, pivot) : projected;
            }
            foreach (int served in witnesses[number].Serves)
            {
                Move? next = projected is null ? null : Proves(projected, served);
                for (int f = fresh.Count - 1; f >= 0 && f >= fresh.Count - 6 && next is null; f--)
                {
                    next = fresh[f].StepOf(served) != 0 && ReferenceEquals(Proves(fresh[f], served), fresh[f]) ? fresh[f] : null;
                }
                next ??= Search(served);
                if (next is null)
                {
                    space.Undo();
                    return false;
                }
                fresh.Add(next);
                staged.Add((served, next));
            }
        }
        foreach (int number in affected)
        {
            witnesses[number].Serves.Clear();
        }
        Commit(staged);
        betraying.ForEach(Withhold);
        return true;
    }

    private void Commit(List<(int Served, Move Move)> staged)
    {
        var made = new Dictionary<Move, int>(ReferenceEqualityComparer.Instance);
        foreach (var (served, move) in staged)
        {
            if (!made.TryGetValue(move, out int number))
            {
                made[move] = number = Register(move);
            }
            Serve(served, number);
        }
    }

    private bool TryRelease(int node)
    {
        var column = space.MovesOf(node);
        if (column.Count == 0)
        {
            return true;
        }
        if (Betrays(node))
        {
            return false;
        }
        var pivot = space[Pivot(node)];
        var staged = new List<(int Served, Move Move)>();
        var adopted = new List<(int Served, int Witness)>();
        var affected = Affected(node);
        var hardestFirst = affected
            .SelectMany(number => witnesses[number].Serves.Select(served => (Number: number, Served: served)))
            .OrderByDescending(a => refusals[a.Served]).ThenBy(a => space.Degree(a.Served)).ThenBy(a => a.Served);
        var fresh = new List<Move>();
        foreach (var (number, served) in hardestFirst)
        {
            var next = witnesses[number].Move.Cancel(node, pivot) is { } projected ? Proves(projected, served) : null;
            for (int f = fresh.Count - 1; f >= 0 && f >= fresh.Count - 6 && next is null; f--)
            {
                next = fresh[f].StepOf(served) != 0 && ReferenceEquals(Proves(fresh[f], served), fresh[f]) ? fresh[f] : null;
            }
            if (next is null)
            {
                next = Repair(witnesses[number].Move, served, node, column);
                if (next is null && AnotherFor(served, node) is var other and >= 0)
                {
                    adopted.Add((served, other));
                    continue;
                }
                next ??= Search(served, node, pivot);
                if (next is null)
                {
                    refusals[served]++;
                    return false;
                }
                fresh.Add(next);
            }
            staged.Add((served, next));
        }
        foreach (int number in affected)
        {
            witnesses[number].Serves.Clear();
        }
        Commit(staged);
        foreach (var (served, witness) in adopted)
        {
            Serve(served, witness);
        }
        Eliminate(node);
        return true;
    }

    private int AnotherFor(int served, int node)
    {
        foreach (int number in witnessesOf[served])
        {
            var move = witnesses[number].Move;
            if (IsLive(number) && move.StepOf(node) == 0 && ReferenceEquals(Proves(move, served), move))
            {
                return number;
            }
        }
        return -1;
    }

    private bool IsLive(int witness) => witnesses[witness].Serves.Count > 0;

    private List<int> Affected(int node)
    {
        var list = witnessesOf[node];
        list.RemoveAll(w => !IsLive(w));
        return [.. list];
    }

    private Move? Repair(Move witness, int served, int node, IReadOnlyList<int> column)
    {
        Move? best = null;
        double bestCost = double.PositiveInfinity;
        var nearly = new List<(int Offences, Move Move, Move Spent)>();
        foreach (int row in Nearby(witness, node, column))
        {
            var spent = space[row];
            if (witness.Cancel(node, spent) is not { } next || next.StepOf(served) == 0)
            {
                continue;
            }
            if (next.StepOf(served) > 0 != witness.StepOf(served) > 0)
            {
                next = next.Opposite();
            }
            int offences = Offences(next, served, out _);
            if (offences == 0)
            {
                double cost = Cost(next);
                if (cost < bestCost)
                {
                    (best, bestCost) = (next, cost);
                }
            }
            else if (best is null && offences <= 2)
            {
                nearly.Add((offences, next, spent));
            }
        }
        if (best is not null)
        {
            return best;
        }
        foreach (var (_, move, spent) in nearly.OrderBy(n => n.Offences).Take(4))
        {
            if (Mend(move, served, node, spent, 2) is { } mended)
            {
                return mended;
            }
        }
        return null;
    }

    // Replaces a count that would fall too far by others, using moves that leave the node to be released alone.
    private Move? Mend(Move move, int served, int node, Move spent, int depth)
    {
        int before = Offences(move, served, out int offender);
        Move? best = null;
        double bestCost = double.PositiveInfinity;
        Move? partial = null;
        foreach (int row in space.MovesOf(offender).Take(RowsScanned))
        {
            var help = space[row];
            if (help.StepOf(node) != 0)
            {
                if (ReferenceEquals(help, spent) || help.Cancel(node, spent) is not { } freed || freed.StepOf(offender) == 0)
                {
                    continue;
                }
                help = freed;
            }
            if (move.Cancel(offender, help) is not { } next || next.StepOf(served) == 0)
            {
                continue;
            }
            if (next.StepOf(served) > 0 != move.StepOf(served) > 0)
            {
                next = next.Opposite();
            }
            int offences = Offences(next, served, out _);
            if (offences == 0 && Cost(next) is var cost && cost < bestCost)
            {
                (best, bestCost) = (next, cost);
            }
            else if (offences < before)
            {
                partial ??= next;
            }
        }
        return best ?? (partial is not null && depth > 1 ? Mend(partial, served, node, spent, depth - 1) : null);
    }

    /// <summary>Moves through the node that have most in common with the witness, so that little new changes.</summary>
    private List<int> Nearby(Move witness, int node, IReadOnlyList<int> column)
    {
        if (column.Count <= RowsTried)
        {
            return [.. column];
        }
        var near = new List<int>(RowsTried);
        foreach (int local in witness.Nodes.OrderBy(space.Degree).Take(12))
        {
            int scanned = 0;
            foreach (int row in space.MovesOf(local))
            {
                if (space[row].StepOf(node) != 0 && !near.Contains(row))
                {
                    near.Add(row);
                    if (near.Count == RowsTried)
                    {
                        return near;
                    }
                }
                if (++scanned == RowsScanned)
                {
                    break;
                }
            }
        }
        return near;
    }

    private Move? Search(int served, int node = -1, Move? pivot = null)
    {
        foreach (int size in (ReadOnlySpan<int>)[RowsSearched])
        {
            var moves = Around(served, node, pivot, size);
            var found = LocalProgram.Raise(moves, served, rules.MinInterval, room);
            if (found is not null && Offences(found, served, out _) == 0)
            {
                return found;
            }
            if (moves.Count < size - 1)
            {
                break;
            }
        }
        return null;
    }

    /// <summary>Moves in the neighbourhood of a node that leave another alone.</summary>
    private List<Move> Around(int served, int node, Move? pivot, int size)
    {
        var rows = new HashSet<int>();
        var cells = new Queue<int>();
        var seen = new HashSet<int> { served };
        cells.Enqueue(served);
        while (rows.Count < size && cells.TryDequeue(out int at))
        {
            int taken = 0;
            foreach (int row in space.MovesOf(at))
            {
                if (!rows.Add(row))
                {
                    continue;
                }
                foreach (int next in space[row].Nodes)
                {
                    if (space.Degree(next) <= size && seen.Add(next))
                    {
                        cells.Enqueue(next);
                    }
                }
                if (++taken == RowsScanned / 4 || rows.Count == size)
                {
                    break;
                }
            }
        }
        var moves = new List<Move>(rows.Count);
        foreach (int row in rows)
        {
            var move = space[row];
            if (pivot is null || move.StepOf(node) == 0)
            {
                moves.Add(move);
            }
            else if (!ReferenceEquals(move, pivot) && move.Cancel(node, pivot) is { } freed)
            {
                moves.Add(freed);
            }
        }
        return moves;
    }

    private int Pivot(int node)
    {
        var rows = space.MovesOf(node);
        int best = rows[0];
        var bestKey = (long.MaxValue, int.MaxValue, int.MaxValue);
        foreach (int row in rows)
        {
            var move = space[row];
            int tight = 0;
            foreach (int at in move.Nodes)
            {
                tight += room[at] == 0 ? 1 : 0;
            }
            var key = (Math.Abs(move.StepOf(node)), tight, move.Nodes.Length);
            if (key.CompareTo(bestKey) < 0)
            {
                (best, bestKey) = (row, key);
            }
        }
        return best;
    }

    private void Eliminate(int node)
    {
        if (space.MovesOf(node).Count > 0)
        {
            space.Publish(node, Pivot(node));
        }
    }
}
