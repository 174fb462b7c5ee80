namespace Parity.Disclosure;

/// <summary>Finds the exact combination of public numbers that gives a withheld one away, where there is one.</summary>
internal static class Giveaway
{
    private const int SumsLookedAt = 3_000;

    /// <param name="equations">Sums that are 0.</param>
    /// <param name="isOpen">Whether a number is withheld.</param>
    /// <param name="target">The withheld number.</param>
    /// <returns>Public numbers and coefficients, and the divisor of their sum; null where none is found.</returns>
    public static (IReadOnlyList<(int Number, long Coefficient)> Terms, long Divisor)? Find(
        IReadOnlyList<(int Number, long Coefficient)[]> equations, Func<int, bool> isOpen, int target)
    {
        // Gaussian elimination in whole numbers with the target last: a row left with the target alone is the answer.
        var pivots = new Dictionary<int, Move>();
        foreach (int e in Nearby(equations, isOpen, target))
        {
            var terms = equations[e].OrderBy(t => t.Number).ToArray();
            Move? row = new([.. terms.Select(t => t.Number)], [.. terms.Select(t => t.Coefficient)]);
            while (row is not null)
            {
                int hidden = Array.Find([.. row.Nodes.Where(n => n != target && isOpen(n))], pivots.ContainsKey);
                if (pivots.TryGetValue(hidden, out var pivot) && row.StepOf(hidden) != 0)
                {
                    row = row.Cancel(hidden, pivot);
                    continue;
                }
                int free = Array.FindIndex(row.Nodes, n => n != target && isOpen(n));
                if (free >= 0)
                {
                    pivots[row.Nodes[free]] = row;
                }
                else if (row.StepOf(target) is var own and not 0)
                {
                    return ([.. row.Nodes.Select((n, i) => (n, -row.Steps[i] * Math.Sign(own))).Where(t => t.n != target)], Math.Abs(own));
                }
                break;
            }
        }
        return null;
    }

    // Sums that hang together with the target through withheld numbers, nearest first.
    private static List<int> Nearby(IReadOnlyList<(int Number, long Coefficient)[]> equations, Func<int, bool> isOpen, int target)
    {
        var sumsOf = new Dictionary<int, List<int>>();
        for (int e = 0; e < equations.Count; e++)
        {
            foreach (var (number, _) in equations[e])
            {
                if (isOpen(number))
                {
                    (sumsOf.TryGetValue(number, out var sums) ? sums : sumsOf[number] = []).Add(e);
                }
            }
        }
        var near = new List<int>();
        var seen = new HashSet<int>();
        var queue = new Queue<int>([target]);
        var met = new HashSet<int> { target };
        while (queue.TryDequeue(out int number) && near.Count < SumsLookedAt)
        {
            foreach (int e in sumsOf.GetValueOrDefault(number) ?? [])
            {
                if (!seen.Add(e))
                {
                    continue;
                }
                near.Add(e);
                foreach (var (next, _) in equations[e])
                {
                    if (isOpen(next) && met.Add(next))
                    {
                        queue.Enqueue(next);
                    }
                }
            }
        }
        return near;
    }
}
