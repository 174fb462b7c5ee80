namespace Parity.Disclosure.Linked;

/// <summary>
/// Somebody who reads what is released and knows some counts besides: everybody knows what was released before, an
/// organisation its own too. Keeps, for each small count that the reader must not find out, tables far enough apart that fit
/// all the reader knows.
/// </summary>
internal sealed class Reader
{
    private const int MovesNear = 32;
    private const int Attempts = 60;
    private const int StepsToMend = 5_000;
    private const int Wide = 512;
    private const int WaysTried = 12;
    private const int Steps = 4;

    private readonly IReadOnlyList<Node> nodes;
    private readonly Sums sums;
    private readonly bool[] withheld;
    private readonly bool[] known;
    private readonly Func<int, bool> isAttacked;
    private readonly Reader? from;
    private readonly OpenCounts start;
    private OpenCounts open;
    private readonly FittingTables tables;
    private readonly Reach reach;
    private readonly bool[] isWide;

    // How far apart the least and greatest value must stay; nought where nothing helps.
    private readonly int[] wanted;
    private readonly int[] refusals;
    private readonly int[] near;

    // Where only fractions are known to be far enough apart: the counts in which they differ. Until one of them is public that holds.
    private readonly int[]?[] rests;
    private readonly HashSet<int> resting = [];

    // Where the solver has ruled out that whole numbers go farther than those known.
    private readonly HashSet<int> ruledOut = [];

    // Which nodes and rows the last look around has reached.
    private readonly int[] reachedNode;
    private int[] reachedRow = [];
    private readonly List<int> nearRows = [];
    private readonly List<(int Length, int Row)> byLength = [];
    private int tick;

    // What was released since Remember, and what that has cost.
    private readonly HashSet<int> releasedSince = [];
    private readonly HashSet<int> besideThem = [];
    private readonly List<(Move Table, int Scale)> lost = [];
    private readonly List<(int Node, int[] Rests)> lostRests = [];

    /// <param name="withheld">What is withheld to protect others, now and after every change.</param>
    /// <param name="known">What the reader knows without this publication.</param>
    /// <param name="isAttacked">What the reader must not find out.</param>
    /// <param name="minInterval">How far apart, in people, the least and greatest value of it must stay.</param>
    /// <param name="from">Another reader, whose tables serve this one where they change nothing that is known.</param>
    public Reader(Skeleton skeleton, bool[] withheld, bool[] known, Func<int, bool> isAttacked, int minInterval, Reader? from = null)
    {
        (nodes, sums, this.withheld, this.known, this.isAttacked, MinInterval) = (skeleton.Nodes, skeleton.Sums, withheld, known, isAttacked, minInterval);
        this.from = from;
        start = from is null ? new OpenCounts(nodes.Count, skeleton.Equations) : new OpenCounts(from.start);
        foreach (int node in Enumerable.Range(0, nodes.Count).Where(n => known[n] && from?.known[n] is not true))
        {
            start.Release(node);
        }
        open = new OpenCounts(start);
        tables = from?.tables.WhereNone(n => known[n]) ?? new FittingTables(nodes.Count, Room, AddsUp);
        // One after the other searches, and each search takes up everything anew: they share what it works in.
        reach = from?.reach ?? new(nodes.Count, Room);
        (isWide, refusals, near) = (new bool[nodes.Count], new int[nodes.Count], new int[nodes.Count]);
        (rests, reachedNode) = (new int[nodes.Count][], new int[nodes.Count]);
        wanted = new int[nodes.Count];
        Array.Fill(near, MovesNear);
        for (int node = 0; node < wanted.Length; node++) wanted[node] = minInterval * nodes[node].Unit;
    }

    public MoveSpace Space => open.Space;

    /// <summary>How far apart, in people, the least and greatest value of what it must not find out are asked to stay.</summary>
    public int MinInterval { get; }

    /// <summary>The number of the organisation that reads; null where it is everybody.</summary>
    public int? Organisation { get; init; }

    /// <summary>The ways from the true table to others that prove a primary node safe; none where there is no proof.</summary>
    public (Move? Upper, Move? Lower) WitnessesOf(int node) => tables.Of(node);

    /// <summary>Tables that fit all the reader knows are far enough apart in this node.</summary>
    public bool IsWide(int node) => isWide[node];

    /// <summary>How far apart the tables in whole numbers are that are known.</summary>
    public int WidthOf(int node) => (int)Math.Min(int.MaxValue, tables.WidthOf(node));

    public int WantedOf(int node) => wanted[node];

    /// <summary>Asks for another width of this node, so far only looked for in vain.</summary>
    public void Want(int node, int width) => wanted[node] = width;

    public bool Knows(int node) => known[node];

    /// <summary>Neither released nor known.</summary>
    public bool IsOpen(int node) => !known[node] && (nodes[node].Primary || !nodes[node].Candidate || withheld[node]);

    /// <summary>What the reader must not find out and is confined too narrowly by using all sums at once.</summary>
    public List<int> Narrow(CancellationToken stop) =>
        [.. Enumerable.Range(0, nodes.Count).Where(n => IsGuarded(n) && !FindsWide(n, stop))];

    /// <summary>Must not be found out, and not all is lost.</summary>
    public bool IsGuarded(int node) => wanted[node] > 0 && isAttacked(node);

    /// <summary>Looks for proof that the node has a wide enough interval; false where there is none because it has not.</summary>
    public bool FindsWide(int node, CancellationToken stop)
    {
        Borrow(node);
        if (tables.IsWide(node, wanted[node]) || rests[node] is not null)
        {
            return isWide[node] = true;
        }
        if (Space.IsDetermined(node))
        {
            return isWide[node] = false;
        }
        if (Climb(node))
        {
            return isWide[node] = true;
        }
        // A few moves near the node are often enough; only where they are not is it worth looking farther.
        for (int most = near[node]; ; near[node] = most = most < Wide ? most * 4 : int.MaxValue)
        {
            var moves = Near(node, most);
            reach.Load(moves);
            reach.Search(node, wanted[node], tables, stop);
            if (tables.IsWide(node, wanted[node]) || reach.Width >= wanted[node] || moves.Count < most)
            {
                rests[node] = reach.Width >= wanted[node] ? reach.Changed : null;
                if (rests[node] is not null) resting.Add(node);
                return isWide[node] = tables.IsWide(node, wanted[node]) || rests[node] is not null;
            }
        }
    }

    // What everybody can make of the node serves an organisation too, unless it changes a count of its own.
    private void Borrow(int node)
    {
        if (from is null || tables.IsWide(node, wanted[node])) return;
        var (upper, lower) = from.WitnessesOf(node);
        foreach (var table in (ReadOnlySpan<Move?>)[upper, lower])
        {
            if (table is not null && !Array.Exists(table.Nodes, n => known[n])) tables.Offer(table, 1);
        }
    }

    /// <summary>What linear programming finds free, and no two tables in whole numbers have proven so.</summary>
    public List<int> Unproven() => [.. Enumerable.Range(0, nodes.Count).Where(n => IsGuarded(n) && isWide[n] && tables.WidthOf(n) < wanted[n])];

    /// <summary>Should not be found out, and is told already, whatever is withheld.</summary>
    public bool IsLost(int node) => wanted[node] == 0 && isAttacked(node);

    /// <summary>The solver has ruled out that tables in whole numbers are farther apart in this node than those known.</summary>
    public bool IsRuledOut(int node) => ruledOut.Contains(node);

    /// <summary>Looks again, another way each time, for tables in whole numbers where only fractions were found.</summary>
    /// <param name="solver">Asked last, where there is one.</param>
    public void Prove(WholeNumberSolver? solver, CancellationToken stop)
    {
        var byMoves = new MendingByMoves(Space, Room, tables);
        var mending = new Mending(sums, [.. Enumerable.Range(0, nodes.Count).Select(n => !IsOpen(n))], [.. Enumerable.Range(0, nodes.Count).Select(Room)]);
        var asking = solver is null ? null : new Asking(sums, IsOpen, Room, solver);
        foreach (int node in Unproven())
        {
            for (int attempt = 0; attempt < Attempts && tables.WidthOf(node) < wanted[node]; attempt++)
            {
                reach.Load(Near(node, MovesNear << (attempt % 5)));
                reach.Search(node, wanted[node], tables, stop, from: 1 + (attempt * 7));
            }
            if (tables.WidthOf(node) < wanted[node]) byMoves.Widen(node, wanted[node], stop);
            // So far up and so much less down, for each way to divide the width.
            for (int up = wanted[node]; up >= 0 && tables.WidthOf(node) < wanted[node]; up--)
            {
                stop.ThrowIfCancellationRequested();
                foreach (int distance in (ReadOnlySpan<int>)[up, up - wanted[node]])
                {
                    if (distance != 0 && distance >= -Room(node) && mending.Bring(node, distance, -1, StepsToMend) is { } table) tables.Offer(table, 1);
                }
            }
            if (tables.WidthOf(node) >= wanted[node] || asking is null) continue;
            bool isFarthest = Ask(wanted[node]);
            if (tables.WidthOf(node) < wanted[node] && Room(node) > 0) isFarthest &= Ask(-wanted[node]);
            if (isFarthest && tables.WidthOf(node) < wanted[node]) ruledOut.Add(node);

            bool Ask(int distance)
            {
                if (asking.For(node, distance, stop) is not var (change, isFarthest)) return false;
                tables.Propose(change, 1);
                return isFarthest && !tables.IsFarther(node, change.StepOf(node), 1);
            }
        }
    }

    public void Withhold(int node)
    {
        if (!known[node])
        {
            open.Withhold(node);
        }
    }

    /// <summary>Works the exchanges out anew, which are shorter so than after much was withheld again.</summary>
    /// <param name="released">What is released, in this order.</param>
    public void Renew(IEnumerable<int> released)
    {
        open = new OpenCounts(start);
        foreach (int node in released)
        {
            open.Release(node);
        }
    }

    /// <summary>The primary node for which, as one sum or the shortest exchange tells already, the node must stay withheld; null where none does.</summary>
    public int? Refuses(int node) => Betrays(node) ?? Confines(node);

    /// <summary>A primary node that would follow from the node and what is released.</summary>
    public int? Betrays(int node)
    {
        var rows = Space.MovesOf(node);
        if (rows.Count == 0) return null;
        foreach (int p in Space[rows.MinBy(r => (Space[r].Nodes.Length, r))].Nodes)
        {
            if (nodes[p].Primary && !known[p] && Space.Betray(p, node)) return p;
        }
        return null;
    }

    /// <summary>From here on <see cref="Undo"/> can take back releases, if nothing is withheld meanwhile.</summary>
    public void Remember()
    {
        open.Remember();
        releasedSince.Clear();
        besideThem.Clear();
        lost.Clear();
        lostRests.Clear();
    }

    public void Release(int node)
    {
        if (known[node])
        {
            return;
        }
        releasedSince.Add(node);
        Move[] ways = [.. Space.MovesOf(node).Select(r => Space[r]).OrderBy(m => m.Nodes.Length).Take(WaysTried)];
        open.Release(node);
        lost.AddRange(tables.Publish(node, ways));
        foreach (var (sum, _) in sums.SumsOf(node))
        {
            foreach (var (other, _) in sums.TermsOf(sum)) besideThem.Add(other);
        }
    }

    /// <summary>What was wide and is not any more after the releases; null where all still is.</summary>
    public int? Narrowed(CancellationToken stop)
    {
        foreach (int p in resting)
        {
            if (rests[p] is { } on && on.Any(releasedSince.Contains))
            {
                lostRests.Add((p, on));
                rests[p] = null;
            }
        }
        // What no lost table was about is as wide as before.
        var inDoubt = lost.SelectMany(l => l.Table.Nodes).Concat(lostRests.Select(l => l.Node)).Distinct()
            .Where(p => isWide[p] && rests[p] is null && IsGuarded(p) && !tables.IsWide(p, wanted[p]))
            .OrderByDescending(besideThem.Contains).ThenByDescending(p => refusals[p]).ThenBy(p => p).ToList();
        foreach (int node in inDoubt)
        {
            bool isRefused = !FindsWide(node, stop);
            isWide[node] = true;
            if (isRefused)
            {
                refusals[node]++;
                return node;
            }
        }
        return null;
    }

    public void Undo()
    {
        open.Undo();
        lost.ForEach(l => tables.Offer(l.Table, l.Scale));
        lostRests.ForEach(l => rests[l.Node] = l.Rests);
    }

    /// <summary>Looks for tables far enough apart by adding moves of the node, one at a time, as often as they fit.</summary>
    private bool Climb(int node)
    {
        var ways = Space.MovesOf(node).Select(r => Space[r]).OrderBy(m => m.Nodes.Length).Take(WaysTried).ToList();
        foreach (int towards in (ReadOnlySpan<int>)[1, -1])
        {
            var (upper, lower) = tables.Of(node);
            var table = towards > 0 ? upper : lower;
            for (int step = 0; step < Steps && tables.WidthOf(node) < wanted[node]; step++)
            {
                var (way, times) = ways.Select(w => (Way: w, Times: tables.Times(table, w, towards * w.StepOf(node) > 0))).MaxBy(w => Math.Abs(w.Times * w.Way.StepOf(node)));
                if (times == 0) break;
                table = table is null ? way.Times(times) : table.Plus(way, times);
                if (table is null) break;
                tables.Offer(table, 1);
            }
        }
        return tables.WidthOf(node) >= wanted[node];
    }

    private bool AddsUp(Move change)
    {
        var seen = new HashSet<int>();
        foreach (int node in change.Nodes)
        {
            foreach (var (sum, _) in sums.SumsOf(node))
            {
                long total = 0;
                foreach (var (other, coefficient) in seen.Add(sum) ? sums.TermsOf(sum) : [])
                {
                    total += coefficient * change.StepOf(other);
                }
                if (total != 0)
                {
                    return false;
                }
            }
        }
        return true;
    }

    private long Room(int node) => nodes[node].Value - nodes[node].Lower;

    /// <summary>At most so many moves around a node, nearest and shortest first; all that hang together with it where that is fewer.</summary>
    private List<Move> Near(int node, int most)
    {
        tick++;
        if (reachedRow.Length < Space.Rows)
        {
            reachedRow = new int[Space.Rows];
        }
        nearRows.Clear();
        var next = new Queue<int>([node]);
        reachedNode[node] = tick;
        while (nearRows.Count < most && next.TryDequeue(out int at))
        {
            foreach (int row in most < Wide ? ShortestFirst(Space.MovesOf(at)) : Space.MovesOf(at))
            {
                if (nearRows.Count == most || reachedRow[row] == tick)
                {
                    continue;
                }
                reachedRow[row] = tick;
                nearRows.Add(row);
                foreach (int other in Space[row].Nodes)
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
        return nearRows.ConvertAll(r => Space[r]);
    }

    // The order matters only where not all fit.
    private List<int> ShortestFirst(List<int> rows)
    {
        byLength.Clear();
        foreach (int row in rows) byLength.Add((Space[row].Nodes.Length, row));
        byLength.Sort();
        return byLength.ConvertAll(r => r.Row);
    }

    /// <summary>A primary node that one sum alone would confine too narrowly if this one in it were public.</summary>
    private int? Confines(int node)
    {
        foreach (var (sum, _) in sums.SumsOf(node))
        {
            var left = sums.TermsOf(sum).ToArray().Where(t => t.Number != node && IsOpen(t.Number)).ToList();
            if (!left.TrueForAll(t => t.Coefficient > 0) && !left.TrueForAll(t => t.Coefficient < 0)) continue;
            foreach (var (number, coefficient) in left)
            {
                if (isWide[number] && IsGuarded(number) && left.Sum(o => Math.Abs(o.Coefficient) * Room(o.Number)) < wanted[number] * Math.Abs(coefficient)) return number;
            }
        }
        return null;
    }
}
