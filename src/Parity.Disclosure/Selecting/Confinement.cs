namespace Parity.Disclosure.Selecting;

/// <summary>
/// How far each withheld count can rise and fall at most, as far as single sums tell, one after the other. True limits may be
/// narrower, never wider: where these confine a primary count too much no witness exists, and none need be looked for.
/// </summary>
/// <remarks>
/// Limits only tighten while counts are released, so each release starts from what the last has left. Sums around a released
/// count are gone through until nothing new follows, or a fixed number of them has been: limits that creep by one are not
/// worth following to their end.
/// </remarks>
internal sealed class Confinement
{
    private const long Unlimited = 1L << 40;
    private const int MostSums = 400;

    private readonly Sums sums;
    private readonly int width;
    private readonly bool[] guarded;
    private readonly long[] rise;
    private readonly long[] fall;
    private readonly List<(int Node, long Rise, long Fall)> before = [];
    private readonly Queue<int> waiting = new();
    private readonly bool[] isWaiting;

    /// <param name="room">How far each count may fall.</param>
    /// <param name="width">How far apart the limits of a guarded count must stay.</param>
    public Confinement(IReadOnlyList<Node> nodes, Sums sums, long[] room, int width)
    {
        (this.sums, this.width) = (sums, width);
        guarded = new bool[nodes.Count];
        rise = [.. nodes.Select(n => n.Known ? 0 : Unlimited)];
        fall = [.. nodes.Select((n, at) => n.Known ? 0 : Math.Min(room[at], Unlimited))];
        isWaiting = new bool[sums.Count];
    }

    /// <summary>From here on no release may confine this count too narrowly.</summary>
    public void Guard(int node) => guarded[node] = true;

    /// <summary>Releases counts, all of them or none.</summary>
    /// <returns>False where that would confine a guarded count too narrowly; then everything is as before.</returns>
    public bool Release(params ReadOnlySpan<int> nodes)
    {
        before.Clear();
        foreach (int node in nodes)
        {
            Limit(node, 0, 0);
            bool holds = Tighten();
            Forget();
            if (!holds)
            {
                Undo();
                return false;
            }
        }
        return true;
    }

    /// <summary>Takes the last release back.</summary>
    public void Undo()
    {
        for (int at = before.Count - 1; at >= 0; at--)
        {
            var (node, up, down) = before[at];
            (rise[node], fall[node]) = (up, down);
        }
        before.Clear();
    }

    private void Limit(int node, long up, long down)
    {
        before.Add((node, rise[node], fall[node]));
        (rise[node], fall[node]) = (up, down);
        foreach (var (sum, _) in sums.SumsOf(node))
        {
            if (!isWaiting[sum])
            {
                isWaiting[sum] = true;
                waiting.Enqueue(sum);
            }
        }
    }

    private void Forget()
    {
        foreach (int sum in waiting)
        {
            isWaiting[sum] = false;
        }
        waiting.Clear();
    }

    private bool Tighten()
    {
        for (int looked = 0; looked < MostSums && waiting.TryDequeue(out int sum); looked++)
        {
            isWaiting[sum] = false;
            if (!Tighten(sum))
            {
                return false;
            }
        }
        return true;
    }

    // In a sum that stays nothing, a term can go up no further than all others together can go down.
    private bool Tighten(int sum)
    {
        (long up, long down, int endlessUp, int endlessDown) = (0, 0, 0, 0);
        var terms = sums.TermsOf(sum);
        foreach (var (node, coefficient) in terms)
        {
            var (more, less) = Limits(node, coefficient);
            endlessUp += more == Unlimited ? 1 : 0;
            endlessDown += less == Unlimited ? 1 : 0;
            up += more == Unlimited ? 0 : more * Math.Abs(coefficient);
            down += less == Unlimited ? 0 : less * Math.Abs(coefficient);
        }
        if (endlessUp > 1 && endlessDown > 1)
        {
            return true;
        }
        foreach (var (node, coefficient) in terms)
        {
            long times = Math.Abs(coefficient);
            var (more, less) = Limits(node, coefficient);
            long mostMore = endlessDown > (less == Unlimited ? 1 : 0) ? Unlimited : (down - (less == Unlimited ? 0 : less * times)) / times;
            long mostLess = endlessUp > (more == Unlimited ? 1 : 0) ? Unlimited : (up - (more == Unlimited ? 0 : more * times)) / times;
            if (mostMore >= more && mostLess >= less)
            {
                continue;
            }
            (more, less) = (Math.Min(more, mostMore), Math.Min(less, mostLess));
            var (higher, lower) = coefficient > 0 ? (more, less) : (less, more);
            // This sum is looked at again later, with the new limit.
            Limit(node, higher, lower);
            if (guarded[node] && higher + lower < width)
            {
                return false;
            }
        }
        return true;
    }

    // How far a term can go up and down.
    private (long More, long Less) Limits(int node, int coefficient) => coefficient > 0 ? (rise[node], fall[node]) : (fall[node], rise[node]);
}
