namespace Parity.Disclosure.Linked;

/// <summary>The sums that hold between counts, also by the counts in them.</summary>
internal sealed class Sums
{
    private readonly List<int>[] of;

    public Sums(int nodeCount, IReadOnlyList<(int Node, long Coefficient)[]> equations)
    {
        Equations = equations;
        of = new List<int>[nodeCount];
        for (int node = 0; node < nodeCount; node++)
        {
            of[node] = [];
        }
        for (int e = 0; e < equations.Count; e++)
        {
            foreach (var (node, _) in equations[e])
            {
                of[node].Add(e);
            }
        }
    }

    public IReadOnlyList<(int Node, long Coefficient)[]> Equations { get; }

    /// <summary>The sums that a count is in.</summary>
    public IReadOnlyList<int> Of(int node) => of[node];
}
