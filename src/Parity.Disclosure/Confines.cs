namespace Parity.Disclosure;

/// <summary>
/// How far the sums confine each withheld count, one sum at a time until nothing narrows any more: what an intruder finds
/// who puts the least and greatest values of all other parts into every sum. Outer bounds: the truth may be narrower.
/// </summary>
internal sealed class Confines
{
    private const int Sweeps = 60;
    private const long Far = long.MaxValue / 4;

    private readonly long[] least;
    private readonly long[] most;

    public Confines(Skeleton skeleton, Func<int, bool> isReleased)
    {
        var nodes = skeleton.Nodes;
        least = new long[nodes.Count];
        most = new long[nodes.Count];
        for (int node = 0; node < nodes.Count; node++)
        {
            (least[node], most[node]) = isReleased(node) ? (nodes[node].Value, nodes[node].Value) : (nodes[node].Lower, Far);
        }
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool changed = false;
            foreach (var sum in skeleton.Equations)
            {
                changed |= Narrow(sum);
            }
            if (!changed)
            {
                return;
            }
        }
    }

    public long WidthOf(int node) => most[node] - least[node];

    private bool Narrow((int Node, long Coefficient)[] sum)
    {
        // The least and greatest of the whole sum, with the open ends counted apart.
        (Int128 low, Int128 high) = (0, 0);
        (int lowOpen, int highOpen) = (0, 0);
        foreach (var (node, coefficient) in sum)
        {
            if (coefficient > 0)
            {
                low += (Int128)coefficient * least[node];
                if (most[node] >= Far) highOpen++;
                else high += (Int128)coefficient * most[node];
            }
            else
            {
                high += (Int128)coefficient * least[node];
                if (most[node] >= Far) lowOpen++;
                else low += (Int128)coefficient * most[node];
            }
        }
        bool changed = false;
        foreach (var (node, coefficient) in sum)
        {
            if (most[node] == least[node])
            {
                continue;
            }
            bool open = most[node] >= Far;
            if (coefficient > 0)
            {
                if (lowOpen == 0)
                {
                    changed |= Lower(node, Floor(-(low - ((Int128)coefficient * least[node])), coefficient));
                }
                if (highOpen - (open ? 1 : 0) == 0)
                {
                    changed |= Raise(node, Ceiling(-(high - (open ? 0 : (Int128)coefficient * most[node])), coefficient));
                }
            }
            else
            {
                if (highOpen == 0)
                {
                    changed |= Lower(node, Floor(high - ((Int128)coefficient * least[node]), -coefficient));
                }
                if (lowOpen - (open ? 1 : 0) == 0)
                {
                    changed |= Raise(node, Ceiling(low - (open ? 0 : (Int128)coefficient * most[node]), -coefficient));
                }
            }
            if (changed)
            {
                // The totals above are out of date; the next sweep goes on from here.
                return true;
            }
        }
        return false;
    }

    private bool Lower(int node, Int128 to)
    {
        if (to >= most[node]) return false;
        most[node] = (long)to;
        return true;
    }

    private bool Raise(int node, Int128 to)
    {
        if (to <= least[node]) return false;
        least[node] = (long)to;
        return true;
    }

    private static Int128 Floor(Int128 a, Int128 b) => a >= 0 ? a / b : -((-a + b - 1) / b);

    private static Int128 Ceiling(Int128 a, Int128 b) => a >= 0 ? (a + b - 1) / b : -(-a / b);
}
