namespace Parity.Disclosure.Linked;

/// <summary>
/// Tables that fit everything public, as the ways to them from the true one, by the nodes they are kept for. In whole
/// numbers they prove how wide an interval is; those with fractions only say that linear programming finds it no narrower.
/// A table that changes an organisation's own counts tells that organisation nothing: it knows better.
/// </summary>
internal sealed class FittingTables(int nodeCount, Func<int, bool> isAttacked, Func<int, long> roomOf, Owners owners)
{
    /// <summary>Fractions are kept as whole numbers of twelfths.</summary>
    public const int Fractions = 12;

    private const int MostKept = 16;
    private const int MostDead = 1_000;

    private readonly List<Table>?[] keptFor = new List<Table>?[nodeCount];
    private readonly List<Table>?[] changing = new List<Table>?[nodeCount];
    private List<Table>? offered;
    private int dead;

    /// <param name="scale">1, or <see cref="Fractions"/> where its steps are twelfths.</param>
    /// <param name="changes">The organisations whose own counts it changes.</param>
    public sealed class Table(Move way, int scale, int[] changes)
    {
        public Move Way { get; } = way;
        public int Scale { get; } = scale;
        public int[] Changes { get; } = changes;
        public bool Fits { get; set; } = true;
        public List<int> KeptFor { get; } = [];
    }

    /// <summary>How far apart tables are in this node, for a reader who knows the own counts of one organisation.</summary>
    public (Move? Upper, Move? Lower) Of(int node, int reader)
    {
        var (upper, lower) = Ends(node, reader, 1);
        return (upper?.Way, lower?.Way);
    }

    /// <summary>Whether tables are so far apart for this reader, in whole numbers or fractions.</summary>
    public bool IsWide(int node, int reader, long width) =>
        WidthOf(node, reader, 1) >= width || WidthOf(node, reader, Fractions) >= width * Fractions;

    public long WidthOf(int node, int reader, int scale = 1)
    {
        var (upper, lower) = Ends(node, reader, scale);
        return (upper?.Way.StepOf(node) ?? 0) - (lower?.Way.StepOf(node) ?? 0);
    }

    /// <summary>Organisations whose own counts any table kept for this node changes.</summary>
    public IEnumerable<int> ChangedFor(int node) => (keptFor[node] ?? []).Where(t => t.Fits).SelectMany(t => t.Changes).Distinct();

    /// <summary>Whether a table with this change of the node would be farther than those kept.</summary>
    public bool IsFarther(int node, int reader, double change, int scale)
    {
        var (upper, lower) = Ends(node, reader, scale);
        return change * scale > (upper?.Way.StepOf(node) ?? 0) + 0.5 || change * scale < (lower?.Way.StepOf(node) ?? 0) - 0.5;
    }

    /// <summary>Keeps the table for every node that no other takes so far without changing more organisations' counts.</summary>
    public void Offer(Move way, int scale)
    {
        Table? table = null;
        foreach (int node in way.Nodes)
        {
            if (!isAttacked(node))
            {
                continue;
            }
            table ??= new Table(way, scale, owners.ChangedBy(way));
            var kept = keptFor[node] ??= [];
            long step = way.StepOf(node);
            if (kept.Exists(t => t.Fits && t.Scale == scale && (step > 0 ? t.Way.StepOf(node) >= step : t.Way.StepOf(node) <= step) && t.Changes.All(table.Changes.Contains)))
            {
                continue;
            }
            if (kept.Count >= MostKept)
            {
                kept.RemoveAll(t => !t.Fits || (t.Scale == scale && t.Way.StepOf(node) * Math.Sign(step) is > 0 and var other && other <= Math.Abs(step) && table.Changes.All(t.Changes.Contains)));
            }
            kept.Add(table);
            table.KeptFor.Add(node);
        }
        if (table?.KeptFor.Count > 0)
        {
            offered?.Add(table);
            foreach (int node in way.Nodes)
            {
                (changing[node] ??= []).Add(table);
            }
        }
    }

    /// <summary>From here on <see cref="Undo"/> can come back to what is now.</summary>
    public void Remember()
    {
        if (dead > MostDead)
        {
            dead = 0;
            foreach (var list in changing.Concat(keptFor))
            {
                list?.RemoveAll(t => !t.Fits);
            }
        }
        offered = [];
    }

    /// <summary>Drops what was offered since <see cref="Remember"/>, and takes back tables that fit again.</summary>
    public void Undo(IEnumerable<Table> lost)
    {
        dead += offered!.Count;
        foreach (var table in offered)
        {
            table.Fits = false;
        }
        offered = null;
        foreach (var table in lost)
        {
            table.Fits = true;
            foreach (int node in table.KeptFor)
            {
                if (!keptFor[node]!.Contains(table))
                {
                    keptFor[node]!.Add(table);
                }
            }
        }
    }

    /// <summary>
    /// Drops the tables that differ in a node that is public from now on, and gives them. Each is kept without that
    /// difference where one of the moves that change the node can take it away and the table still fits.
    /// </summary>
    public IReadOnlyList<Table> Publish(int node, IReadOnlyList<Move> ways)
    {
        List<Table> dropped = [.. (changing[node] ?? []).Where(t => t.Fits)];
        dead += dropped.Count;
        foreach (var table in dropped)
        {
            table.Fits = false;
        }
        foreach (var table in dropped)
        {
            foreach (var way in ways)
            {
                var (times, rest) = Math.DivRem(table.Way.StepOf(node), way.StepOf(node));
                if (rest == 0 && FitsWithout(table, way, times) && table.Way.Plus(way, -times) is { } mended)
                {
                    Offer(mended, table.Scale);
                }
            }
        }
        return dropped;
    }

    /// <summary>Nodes that any of these tables was kept for.</summary>
    public static IEnumerable<int> NodesOf(IEnumerable<Table> tables) => tables.SelectMany(t => t.KeptFor).Distinct();

    private (Table? Upper, Table? Lower) Ends(int node, int reader, int scale)
    {
        (Table? upper, Table? lower) = (null, null);
        (long high, long low) = (0, 0);
        foreach (var table in keptFor[node] ?? [])
        {
            if (!table.Fits || table.Scale != scale || Array.IndexOf(table.Changes, reader) >= 0)
            {
                continue;
            }
            long step = table.Way.StepOf(node);
            if (step > high)
            {
                (upper, high) = (table, step);
            }
            else if (step < low)
            {
                (lower, low) = (table, step);
            }
        }
        return (upper, lower);
    }

    // The table fits as it is: only what the move changes can fall too far.
    private bool FitsWithout(Table table, Move way, long times)
    {
        for (int i = 0; i < way.Nodes.Length; i++)
        {
            if (table.Way.StepOf(way.Nodes[i]) - (times * way.Steps[i]) < -roomOf(way.Nodes[i]) * table.Scale)
            {
                return false;
            }
        }
        return true;
    }
}
