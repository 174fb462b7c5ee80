namespace Parity.Disclosure.Linked;

/// <summary>
/// Looks for tables in whole numbers where linear programming met none: takes a count farther by one move, and mends what
/// falls too far by others, the least broken table first. It only proves; what is withheld never depends on it.
/// </summary>
/// <param name="roomOf">How far a count may fall.</param>
internal sealed class MendingByMoves(MoveSpace space, Func<int, long> roomOf, FittingTables tables)
{
    private const int Tried = 1000;
    private const int Ways = 16;
    private const int Longest = 1000;

    /// <summary>Takes the node farther, up and down, until its tables are the width apart or nothing is left to try.</summary>
    public void Widen(int node, long width, CancellationToken stop)
    {
        foreach (int sign in (ReadOnlySpan<int>)[1, -1])
        {
            while (tables.WidthOf(node) < width && GoesFarther(node, sign, stop))
            {
            }
        }
    }

    private bool GoesFarther(int node, int sign, CancellationToken stop)
    {
        var (upper, lower) = tables.Of(node);
        var farthest = sign > 0 ? upper : lower;
        long reached = Math.Max(0, sign * (farthest?.StepOf(node) ?? 0));
        var next = new PriorityQueue<Move, (long Lack, int Length, int Number)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int number = 0;
        foreach (var way in WaysOf(node))
        {
            int times = way.StepOf(node) * sign > 0 ? 1 : -1;
            Add(way.Times(times));
            if (farthest?.Plus(way, times) is { } more) Add(more);
        }
        for (int tried = 0; tried < Tried && next.TryDequeue(out var table, out var order); tried++)
        {
            stop.ThrowIfCancellationRequested();
            if (order.Lack == 0)
            {
                tables.Offer(table, 1);
                return true;
            }
            int broken = MostBroken(table);
            foreach (var way in WaysOf(broken))
            {
                if (table.Plus(way, way.StepOf(broken) > 0 ? 1 : -1) is { } mended) Add(mended);
            }
        }
        return false;

        void Add(Move table)
        {
            if (table.Nodes.Length > Longest || sign * table.StepOf(node) <= reached || !seen.Add(NameOf(table))) return;
            next.Enqueue(table, (LackOf(table), table.Nodes.Length, number++));
        }
    }

    private IEnumerable<Move> WaysOf(int node) => space.MovesOf(node).Select(r => space[r]).OrderBy(m => m.Nodes.Length).Take(Ways);

    private long LackOf(Move table)
    {
        long lack = 0;
        for (int i = 0; i < table.Nodes.Length; i++)
        {
            lack += Math.Max(0, -table.Steps[i] - roomOf(table.Nodes[i]));
        }
        return lack;
    }

    private int MostBroken(Move table)
    {
        (long most, int at) = (0, -1);
        for (int i = 0; i < table.Nodes.Length; i++)
        {
            long lack = -table.Steps[i] - roomOf(table.Nodes[i]);
            if (lack > most) (most, at) = (lack, table.Nodes[i]);
        }
        return at;
    }

    private static string NameOf(Move table) => string.Join(' ', table.Nodes.Zip(table.Steps, (n, s) => $"{n}:{s}"));
}
