namespace Parity.Disclosure.Selecting;

/// <summary>
/// Chooses what to release. At every moment each primary count has witnesses: moves that no published number would
/// notice and that show its interval to be wide enough. A count is released only if every witness that changes it can be
/// replaced by one that does not.
/// </summary>
internal sealed class Selection
{
    private const int Batch = 64;
    private const int Calm = 3;
    private const int Fresh = 6;

    private readonly IReadOnlyList<Node> nodes;
    private readonly MoveSpace space;
    private readonly Confinement confinement;
    private readonly long[] room;
    private readonly double[] price;
    private readonly bool[] settled;
    private readonly int[] refusals;
    private readonly int[] order;
    private readonly Witnesses witnesses;
    private readonly WitnessSearch search;
    private readonly SwapSearch? swaps;
    private readonly bool[] gone;

    /// <param name="room">How far each count may fall.</param>
    /// <param name="worth">Which counts to release first: the greatest.</param>
    /// <param name="swaps">Finds swaps, given the released nodes and the price of withholding each; none without tables.</param>
    public Selection(IReadOnlyList<Node> nodes, MoveSpace space, Confinement confinement, long[] room, double[] worth, int width, Func<bool[], double[], SwapSearch?> swaps)
    {
        (this.nodes, this.space, this.confinement, this.room) = (nodes, space, confinement, room);
        price = new double[nodes.Count];
        settled = new bool[nodes.Count];
        refusals = new int[nodes.Count];
        Withheld = new bool[nodes.Count];
        double least = nodes.Count == 0 ? 1 : Math.Max(1e-9, worth.Max() * 1e-6);
        for (int n = 0; n < nodes.Count; n++)
        {
            settled[n] = (!nodes[n].Candidate && !nodes[n].Known) || nodes[n].Primary;
            price[n] = settled[n] ? 0 : worth[n] + least;
        }
        witnesses = new(room);
        gone = new bool[nodes.Count];
        this.swaps = swaps(gone, price);
        search = new(space, witnesses, room, price, width, Searched(nodes.Count));
        order = [.. Enumerable.Range(0, nodes.Count).Where(n => !settled[n] && !nodes[n].Known)
            .OrderByDescending(n => worth[n]).ThenByDescending(n => space.MovesOf(n).Count).ThenBy(n => n)];
    }

    // Moves in a linear programme: more find more, and take longer.
    private static int Searched(int nodes) => nodes <= 10_000 ? 128 : nodes <= 25_000 ? 64 : 32;

    /// <summary>Nodes withheld to protect others.</summary>
    public bool[] Withheld { get; }

    /// <summary>The moves that prove a primary node safe: one for each end of its interval that has one.</summary>
    public (Move? Upper, Move? Lower) WitnessesOf(int node) =>
        (witnesses.Reaching(new End(node, true)), witnesses.Reaching(new End(node, false)));

    public void Run(CancellationToken stop)
    {
        // What is public already cannot be refused; primaries that lose their witness to it are in the open.
        foreach (int node in Enumerable.Range(0, nodes.Count).Where(n => nodes[n].Known))
        {
            Eliminate(node);
        }
        for (int node = 0; node < nodes.Count; node++)
        {
            if (nodes[node].Primary && !nodes[node].Known && (swaps?.Around(node, -1) ?? search.Begin(node) ?? swaps?.OneMore(node)) is { } found)
            {
                witnesses.Set([.. found.Ends(node)]);
                confinement.Guard(node);
            }
        }
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
        // What was found later may free counts that were refused before.
        for (int freed = int.MaxValue; freed > order.Length / 1_000;)
        {
            freed = 0;
            foreach (int node in order.Where(n => Withheld[n]))
            {
                stop.ThrowIfCancellationRequested();
                if (TryRelease(node))
                {
                    Withheld[node] = false;
                    freed++;
                }
            }
        }
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
            gone[node] = true;
        }
        if (!confinement.Release([.. spent.Select(s => s.Node)]))
        {
            Return(spent);
            return false;
        }
        var affected = new SortedSet<int>();
        foreach (var (node, _) in spent)
        {
            affected.UnionWith(witnesses.Changing(node));
        }
        var staged = new List<(End, long, Move?)>();
        var renewed = new HashSet<int>();
        var fresh = new List<Move>();
        foreach (int number in affected)
        {
            Move? projected = witnesses[number];
            foreach (var (node, pivot) in spent)
            {
                projected = projected is not null && projected.StepOf(node) != 0 ? projected.Cancel(node, pivot) : projected;
            }
            foreach (int served in witnesses.ServedBy(number))
            {
                var end = End.Of(served);
                if (renewed.Contains(end.Node))
                {
                    continue;
                }
                long away = witnesses.DistanceOf(end);
                var next = projected is not null && witnesses.Reaches(projected, end, away) ? projected : Recent(fresh, end, away);
                if (next is not null)
                {
                    staged.Add((end, away, next));
                }
                else if ((swaps?.Around(end.Node, -1) ?? search.Anew(end.Node)) is { } found)
                {
                    renewed.Add(end.Node);
                    staged.AddRange(found.Ends(end.Node));
                    fresh.Add(found.Upper ?? found.Lower!);
                }
                else
                {
                    confinement.Undo();
                    Return(spent);
                    return false;
                }
            }
        }
        witnesses.Set(staged);
        betraying.ForEach(Withhold);
        return true;
    }

    private void Return(List<(int Node, Move Pivot)> spent)
    {
        space.Undo();
        spent.ForEach(s => gone[s.Node] = false);
    }

    private bool TryRelease(int node)
    {
        var column = space.MovesOf(node);
        if (column.Count == 0)
        {
            gone[node] = true;
            return true;
        }
        if (Betrays(node) || !confinement.Release(node))
        {
            return false;
        }
        var pivot = space[Pivot(node)];
        var staged = new List<(End, long, Move?)>();
        var renewed = new HashSet<int>();
        var fresh = new List<Move>();
        var hardestFirst = witnesses.Changing(node)
            .SelectMany(number => witnesses.ServedBy(number).Select(served => (Number: number, End: End.Of(served))))
            .OrderByDescending(a => refusals[a.End.Node]).ThenBy(a => space.Degree(a.End.Node)).ThenBy(a => a.End.Number).ToArray();
        foreach (var (number, end) in hardestFirst)
        {
            if (renewed.Contains(end.Node))
            {
                continue;
            }
            long away = witnesses.DistanceOf(end);
            var next = witnesses[number].Cancel(node, pivot) is { } projected && witnesses.Reaches(projected, end, away) ? projected : null;
            next ??= Recent(fresh, end, away) ?? witnesses.Another(end, away, node);
            WitnessSearch.Found? swapped = next is null ? swaps?.Around(end.Node, node) : null;
            next ??= swapped is null ? search.Repair(witnesses[number], end, away, node, column) : null;
            if (next is not null)
            {
                fresh.Add(next);
                staged.Add((end, away, next));
            }
            else if ((swapped ?? search.Anew(end.Node, node, pivot)) is { } found)
            {
                renewed.Add(end.Node);
                staged.AddRange(found.Ends(end.Node));
                fresh.Add(found.Upper ?? found.Lower!);
            }
            else
            {
                refusals[end.Node]++;
                confinement.Undo();
                return false;
            }
        }
        witnesses.Set(staged);
        Eliminate(node);
        return true;
    }

    private Move? Recent(List<Move> fresh, End end, long away)
    {
        for (int f = fresh.Count - 1; f >= 0 && f >= fresh.Count - Fresh; f--)
        {
            if (witnesses.Reaches(fresh[f], end, away))
            {
                return fresh[f];
            }
        }
        return null;
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
        gone[node] = true;
    }
}
