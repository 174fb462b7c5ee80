namespace Parity.Disclosure;

/// <summary>
/// Looks for a change of counts under which every sum holds, step by step: a sum that is off is mended by changing one of its
/// withheld counts, which puts others off, until none is. The sum with the fewest ways to mend it comes first; a step that
/// leads nowhere is taken back.
/// </summary>
/// <remarks>
/// It needs no moves and no elimination, so that its cost does not grow with the plan. Of the counts of a sum the one comes
/// first that leaves least to mend. In one search a count only rises or only falls, so that no search goes in circles.
/// </remarks>
/// <param name="released">Counts that may not change.</param>
/// <param name="room">How far each count may fall.</param>
internal sealed class Mending(Sums sums, bool[] released, long[] room)
{
    private const int Deepest = 60;
    private const int WaysTried = 4;

    // The change so far, with and without the one it started from, and by how much each sum is off.
    private readonly long[] change = new long[room.Length];
    private readonly long[] added = new long[room.Length];
    private readonly long[] off = new long[sums.Count];
    private readonly List<int> changed = [];
    private readonly List<int> broken = [];
    private readonly int[] placeInBroken = Unplaced(sums.Count);
    private readonly (long Left, int Node, long Step)[]?[] ways = new (long, int, long)[Deepest][];
    private (int One, int Other) fixedNodes;
    private int steps;

    /// <summary>A change that brings a count up or down by so much and leaves another alone.</summary>
    /// <param name="steps">How many steps may be tried.</param>
    public Move? Bring(int node, long distance, int untouched, int steps) => Search(null, node, distance, (node, untouched), steps);

    /// <summary>The change without what it does to one count, and as before for another.</summary>
    /// <param name="steps">How many steps may be tried.</param>
    public Move? Without(Move move, int node, int kept, int steps) => Search(move, node, -move.StepOf(node), (node, kept), steps);

    private Move? Search(Move? from, int node, long distance, (int, int) fixedNodes, int steps)
    {
        (this.fixedNodes, this.steps) = (fixedNodes, steps);
        if (from is not null)
        {
            for (int i = 0; i < from.Nodes.Length; i++)
            {
                change[from.Nodes[i]] = from.Steps[i];
            }
        }
        Add(node, distance);
        var found = Mend(0) ? Result(from) : null;
        foreach (int at in changed)
        {
            foreach (var (sum, _) in sums.SumsOf(at))
            {
                (off[sum], placeInBroken[sum]) = (0, -1);
            }
            (change[at], added[at]) = (0, 0);
        }
        changed.Clear();
        broken.Clear();
        foreach (int at in from?.Nodes ?? [])
        {
            change[at] = 0;
        }
        return found;
    }

    private bool Mend(int depth)
    {
        if (broken.Count == 0)
        {
            return true;
        }
        if (depth == Deepest || --steps < 0)
        {
            return false;
        }
        int sum = HardestToMend();
        if (sum < 0)
        {
            return false;
        }
        var (found, count) = WaysToMend(sum, depth);
        for (int way = 0; way < Math.Min(count, WaysTried) && steps >= 0; way++)
        {
            var (_, node, step) = found[way];
            Add(node, step);
            if (Mend(depth + 1))
            {
                return true;
            }
            Add(node, -step);
            if (added[node] == 0)
            {
                changed.RemoveAt(changed.Count - 1);
            }
        }
        return false;
    }

    // The broken sum with the fewest counts that could mend it; none if one cannot be mended.
    private int HardestToMend()
    {
        (int hardest, int fewest) = (-1, int.MaxValue);
        foreach (int sum in broken)
        {
            int count = 0;
            long could = 0, needed = Math.Abs(off[sum]);
            foreach (var (node, coefficient) in sums.TermsOf(sum))
            {
                long step = StepOf(node, off[sum], coefficient);
                if (step != 0)
                {
                    could += Math.Abs(step * coefficient);
                    if (++count >= fewest && could >= needed)
                    {
                        break;
                    }
                }
            }
            if (could < needed)
            {
                return -1;
            }
            if (count < fewest)
            {
                (hardest, fewest) = (sum, count);
            }
            if (fewest == 1)
            {
                break;
            }
        }
        return hardest;
    }

    private ((long Left, int Node, long Step)[] Ways, int Count) WaysToMend(int sum, int depth)
    {
        var terms = sums.TermsOf(sum);
        var found = ways[depth];
        if (found is null || found.Length < terms.Length)
        {
            ways[depth] = found = new (long, int, long)[terms.Length];
        }
        int count = 0;
        foreach (var (node, coefficient) in terms)
        {
            long step = StepOf(node, off[sum], coefficient);
            if (step == 0)
            {
                continue;
            }
            long left = step * coefficient == -off[sum] ? 0 : 1;
            foreach (var (other, times) in sums.SumsOf(node))
            {
                left += Math.Abs(off[other] + (step * times)) - Math.Abs(off[other]);
            }
            found[count++] = (left, node, step);
        }
        Array.Sort(found, 0, count);
        return (found, count);
    }

    // By how much a count would have to change to mend a sum, as far as it can; 0 if not at all.
    private long StepOf(int node, long off, int coefficient)
    {
        if (released[node] || node == fixedNodes.One || node == fixedNodes.Other || off % coefficient != 0)
        {
            return 0;
        }
        long step = -off / coefficient;
        return step > 0 ? (added[node] < 0 ? 0 : step)
            : added[node] > 0 ? 0
            : Math.Min(0, Math.Max(step, -room[node] - change[node]));
    }

    private void Add(int node, long step)
    {
        if (added[node] == 0)
        {
            changed.Add(node);
        }
        added[node] += step;
        change[node] += step;
        foreach (var (sum, coefficient) in sums.SumsOf(node))
        {
            off[sum] += coefficient * step;
            if (off[sum] == 0)
            {
                (int place, int last) = (placeInBroken[sum], broken[^1]);
                (broken[place], placeInBroken[last]) = (last, place);
                placeInBroken[sum] = -1;
                broken.RemoveAt(broken.Count - 1);
            }
            else if (placeInBroken[sum] < 0)
            {
                placeInBroken[sum] = broken.Count;
                broken.Add(sum);
            }
        }
    }

    private Move? Result(Move? from)
    {
        int[] nodes = [.. changed.Concat(from?.Nodes.Where(n => added[n] == 0) ?? []).Where(n => change[n] != 0).Order()];
        return nodes.Length == 0 ? null : new Move(nodes, Array.ConvertAll(nodes, n => change[n]));
    }

    private static int[] Unplaced(int count)
    {
        int[] places = new int[count];
        Array.Fill(places, -1);
        return places;
    }
}
