namespace Parity.Disclosure;

/// <summary>One end of an interval: so many times this move bring the node that far from its true value.</summary>
internal readonly record struct Reach(int Node, Move Move, long Times)
{
    public long Change => Times * Move.StepOf(Node);
}

/// <summary>
/// A few whole tables that fit everything public and between them show every interval to be wide enough. As many
/// witnesses as get along with each other go into one table.
/// </summary>
internal static class PossibleTables
{
    /// <param name="reaches">What the tables have to show.</param>
    /// <returns>A value for each node in each table, the tables in the order of their values, so that none stands out.</returns>
    public static List<long[]> Of(IReadOnlyList<Node> nodes, IReadOnlyList<Reach> reaches)
    {
        long[] truth = [.. nodes.Select(n => n.Value)];
        var tables = new List<long[]> { truth };
        var left = reaches.ToList();
        while (left.Count > 0)
        {
            long[] table = [.. truth];
            // Nodes that are where they should be: 1 may only rise further, -1 only fall.
            sbyte[] placed = new sbyte[nodes.Count];
            foreach (var reach in left)
            {
                if (Fits(reach, nodes, table, placed) && table[reach.Node] == truth[reach.Node])
                {
                    for (int i = 0; i < reach.Move.Nodes.Length; i++)
                    {
                        table[reach.Move.Nodes[i]] += reach.Times * reach.Move.Steps[i];
                    }
                    placed[reach.Node] = (sbyte)Math.Sign(reach.Change);
                }
            }
            int met = left.RemoveAll(r => r.Change > 0 ? table[r.Node] >= truth[r.Node] + r.Change : table[r.Node] <= truth[r.Node] + r.Change);
            if (met == 0)
            {
                throw new InvalidOperationException("A witness does not fit by itself.");
            }
            tables.Add(table);
        }
        tables.Sort((a, b) => a.AsSpan().SequenceCompareTo(b));
        return tables;
    }

    private static bool Fits(Reach reach, IReadOnlyList<Node> nodes, long[] table, sbyte[] placed)
    {
        var (at, steps) = (reach.Move.Nodes, reach.Move.Steps);
        for (int i = 0; i < at.Length; i++)
        {
            long step = reach.Times * steps[i];
            if (table[at[i]] + step < nodes[at[i]].Lower || (placed[at[i]] != 0 && Math.Sign(step) != placed[at[i]]))
            {
                return false;
            }
        }
        return true;
    }
}
