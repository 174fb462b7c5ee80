namespace Parity.Disclosure.Linked;

/// <summary>
/// The ways to change what is withheld that nobody would notice, while counts are released and, unlike in
/// <see cref="MoveSpace"/> alone, withheld again.
/// </summary>
internal sealed class OpenCounts
{
    private readonly long[] releasedAt;

    // The move that each released node used up; null where those before it told the node already.
    private readonly Move?[] spent;
    private long clock;
    private List<int>? journal;

    public OpenCounts(int nodeCount, IReadOnlyList<(int Node, long Coefficient)[]> equations) =>
        (releasedAt, spent, Space) = (new long[nodeCount], new Move?[nodeCount], new(nodeCount, equations));

    /// <summary>A copy, to go on with otherwise.</summary>
    public OpenCounts(OpenCounts other) =>
        (releasedAt, spent, clock, Space) = ([.. other.releasedAt], [.. other.spent], other.clock, new(other.Space));

    public MoveSpace Space { get; }

    public void Release(int node)
    {
        releasedAt[node] = ++clock;
        spent[node] = null;
        journal?.Add(node);
        var rows = Space.MovesOf(node);
        if (rows.Count > 0)
        {
            int row = rows.MinBy(r => (Math.Abs(Space[r].StepOf(node)), Space[r].Nodes.Length, r));
            spent[node] = Space[row];
            Space.Publish(node, row);
        }
    }

    /// <summary>Withholds again: the move that the node had used up comes back, without what it does to others released since.</summary>
    public void Withhold(int node)
    {
        var back = spent[node];
        (releasedAt[node], spent[node]) = (0, null);
        while (back is not null)
        {
            int next = -1;
            foreach (int at in back.Nodes)
            {
                if (releasedAt[at] > 0 && (next < 0 || releasedAt[at] < releasedAt[next]))
                {
                    next = at;
                }
            }
            if (next < 0)
            {
                Space.Include(back);
                return;
            }
            if (spent[next] is not { } pivot)
            {
                // Until now the node told this one; from now on this one tells the node.
                spent[next] = back;
                return;
            }
            back = back.Cancel(next, pivot);
        }
    }

    /// <summary>From here on <see cref="Undo"/> can take back releases, if nothing is withheld meanwhile.</summary>
    public void Remember()
    {
        Space.Remember();
        journal = [];
    }

    public void Undo()
    {
        Space.Undo();
        foreach (int node in journal!)
        {
            (releasedAt[node], spent[node]) = (0, null);
        }
        journal = null;
    }
}
