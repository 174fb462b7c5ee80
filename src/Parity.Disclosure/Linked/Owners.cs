namespace Parity.Disclosure.Linked;

/// <summary>
/// Whose own counts the nodes are. An organisation knows its own, takes them out of what it reads, and looks for others'.
/// </summary>
internal sealed class Owners
{
    /// <summary>The reader who knows only what is public.</summary>
    public const int Nobody = -1;

    private readonly int[][] of;

    /// <param name="ownerOfCell">The organisation of each cell, <see cref="Nobody"/> where it is nobody's own.</param>
    public Owners(Skeleton skeleton, IReadOnlyList<int> ownerOfCell)
    {
        of = new int[skeleton.Nodes.Count][];
        Array.Fill(of, []);
        for (int cell = 0; cell < skeleton.NodeOf.Length; cell++)
        {
            int node = skeleton.NodeOf[cell];
            if (node >= 0 && ownerOfCell[cell] != Nobody && !of[node].Contains(ownerOfCell[cell]))
            {
                of[node] = [.. of[node].Append(ownerOfCell[cell]).Order()];
            }
        }
    }

    public IReadOnlyList<int> Of(int node) => of[node];

    public bool Knows(int reader, int node) => reader != Nobody && Array.IndexOf(of[node], reader) >= 0;

    /// <summary>Everybody whose own counts the move changes, ascending.</summary>
    public int[] ChangedBy(Move move) => [.. move.Nodes.SelectMany(n => of[n]).Distinct().Order()];
}
