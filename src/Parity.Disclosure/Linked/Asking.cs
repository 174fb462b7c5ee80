namespace Parity.Disclosure.Linked;

/// <summary>Puts to a solver what no search of ours has proven: everything that hangs together with a count through withheld ones.</summary>
/// <param name="isOpen">Whether a count is withheld and may be another.</param>
/// <param name="roomOf">How far a count may fall.</param>
internal sealed class Asking(Sums sums, Func<int, bool> isOpen, Func<int, long> roomOf, WholeNumberSolver solver)
{
    /// <summary>
    /// A change that takes the count up to so far, or less far, and whether the solver has ruled out that it goes farther; null
    /// where the solver has none. Whether it fits is not checked here.
    /// </summary>
    public (Move Change, bool IsFarthest)? For(int node, long distance, CancellationToken stop)
    {
        var (counts, terms) = Around(node);
        var problem = new WholeNumberProblem([.. counts.Select(roomOf)], terms, 0, distance);
        if (solver(problem, stop) is not var (change, isFarthest) || change.Count != counts.Count) return null;
        var changed = Enumerable.Range(0, counts.Count).Where(i => change[i] != 0).OrderBy(i => counts[i]).ToList();
        return (new([.. changed.Select(i => counts[i])], [.. changed.Select(i => change[i])]), isFarthest);
    }

    private (List<int> Counts, List<(int Count, int Coefficient)[]> Terms) Around(int node)
    {
        var counts = new List<int> { node };
        var numberOf = new Dictionary<int, int> { [node] = 0 };
        var terms = new List<(int, int)[]>();
        var seen = new HashSet<int>();
        for (int at = 0; at < counts.Count; at++)
        {
            foreach (var (sum, _) in sums.SumsOf(counts[at]))
            {
                if (!seen.Add(sum)) continue;
                var own = new List<(int, int)>();
                foreach (var (other, coefficient) in sums.TermsOf(sum))
                {
                    if (!isOpen(other)) continue;
                    if (numberOf.TryAdd(other, counts.Count)) counts.Add(other);
                    own.Add((numberOf[other], coefficient));
                }
                terms.Add([.. own]);
            }
        }
        return (counts, terms);
    }
}
