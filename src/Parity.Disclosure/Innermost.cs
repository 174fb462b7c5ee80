namespace Parity.Disclosure;

/// <summary>Finds innermost counts of which all others are sums.</summary>
internal static class Innermost
{
    /// <summary>
    /// Writes every node as a sum of leaves. An equation whose nodes are all written already, and which does not follow
    /// from the sums, is left as a constraint on nodes.
    /// </summary>
    public static (
        List<(int Leaf, long Step)>[] Expressions, int LeafCount, List<(int Node, long Coefficient)[]> Constraints)
        Find(int nodeCount, IReadOnlyList<(int Node, long Coefficient)[]> equations)
    {
        var expressions = new List<(int Leaf, long Step)>[nodeCount];
        var equationsOf = new List<int>[nodeCount];
        bool[] parent = new bool[nodeCount];
        for (int node = 0; node < nodeCount; node++)
        {
            equationsOf[node] = [];
        }
        int[] open = new int[equations.Count];
        for (int e = 0; e < equations.Count; e++)
        {
            open[e] = equations[e].Length;
            int positive = equations[e].Count(t => t.Coefficient > 0);
            int negative = equations[e].Length - positive;
            foreach (var (node, coefficient) in equations[e])
            {
                equationsOf[node].Add(e);
                parent[node] |= positive != negative && coefficient > 0 == positive < negative;
            }
        }
        var ready = new Queue<int>();
        int leaves = 0;
        void Settle(int node, List<(int, long)> expression)
        {
            expressions[node] = expression;
            foreach (int e in equationsOf[node])
            {
                if (--open[e] == 1)
                {
                    ready.Enqueue(e);
                }
            }
        }
        var pending = new List<int>();
        var constraints = new List<(int, long)[]>();
        bool[] defining = new bool[equations.Count];
        void Drain()
        {
            while (ready.TryDequeue(out int e))
            {
                if (open[e] != 1)
                {
                    continue;
                }
                var (node, own) = equations[e].Single(t => expressions[t.Node] is null);
                if (Math.Abs(own) != 1)
                {
                    continue;
                }
                var sum = new SortedDictionary<int, long>();
                foreach (var (other, coefficient) in equations[e])
                {
                    if (other != node)
                    {
                        foreach (var (leaf, step) in expressions[other])
                        {
                            sum[leaf] = sum.GetValueOrDefault(leaf) - own * coefficient * step;
                        }
                    }
                }
                defining[e] = true;
                Settle(node, [.. sum.Where(s => s.Value != 0).Select(s => (s.Key, s.Value))]);
            }
        }
        foreach (bool parents in (ReadOnlySpan<bool>)[false, true])
        {
            for (int node = 0; node < nodeCount; node++)
            {
                if (expressions[node] is null && parent[node] == parents)
                {
                    Settle(node, [(leaves++, 1)]);
                    if (parents)
                    {
                        Drain();
                    }
                }
            }
            Drain();
        }
        var residual = new Dictionary<int, long>();
        for (int e = 0; e < equations.Count; e++)
        {
            if (defining[e])
            {
                continue;
            }
            residual.Clear();
            foreach (var (node, coefficient) in equations[e])
            {
                foreach (var (leaf, step) in expressions[node])
                {
                    residual[leaf] = residual.GetValueOrDefault(leaf) + coefficient * step;
                }
            }
            if (residual.Values.Any(v => v != 0))
            {
                constraints.Add(equations[e]);
            }
        }
        return (expressions, leaves, constraints);
    }
}
