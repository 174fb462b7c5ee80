namespace Parity.Disclosure.Selecting;

/// <summary>
/// Chooses what to release of plans too large for <see cref="Selection"/>, under the same rule: each primary count has
/// witnesses at every moment, and a count is released only if all that change it can be replaced. Witnesses are swaps and what
/// comes of mending them, so that nothing has to be eliminated and each count costs about the same however large the plan is.
/// </summary>
internal sealed class QuickSelection
{
    private const int StepsAtFirst = 5_000;
    private const int StepsToReplace = 50;
    private const int Fresh = 6;

    private readonly IReadOnlyList<Node> nodes;
    private readonly int width;
    private readonly long[] room;
    private readonly double[] price;
    private readonly bool[] gone;
    private readonly int[] order;
    private readonly int[] refusals;
    private readonly Witnesses witnesses;
    private readonly Confinement confinement;
    private readonly SwapSearch swaps;
    private readonly Mending mending;

    /// <param name="room">How far each count may fall.</param>
    /// <param name="worth">Which counts to release first: the greatest.</param>
    /// <param name="swaps">Finds swaps, given the released nodes and the price of withholding each.</param>
    public QuickSelection(IReadOnlyList<Node> nodes, Sums sums, long[] room, double[] worth, int width, Func<bool[], double[], SwapSearch> swaps)
    {
        (this.nodes, this.width, this.room) = (nodes, width, room);
        (Withheld, refusals) = (new bool[nodes.Count], new int[nodes.Count]);
        gone = [.. nodes.Select(n => n.Known)];
        double least = nodes.Count == 0 ? 1 : Math.Max(1e-9, worth.Max() * 1e-6);
        price = [.. nodes.Select((n, at) => n.Primary || n.Known || !n.Candidate ? 0 : worth[at] + least)];
        order = [.. Enumerable.Range(0, nodes.Count).Where(n => price[n] > 0).OrderByDescending(n => worth[n]).ThenBy(n => n)];
        witnesses = new(room);
        confinement = new(nodes, sums, room, width);
        mending = new(sums, gone, room);
        this.swaps = swaps(gone, price);
    }

    /// <summary>Nodes withheld to protect others.</summary>
    public bool[] Withheld { get; }

    /// <summary>The moves that prove a primary node safe: one for each end of its interval that has one.</summary>
    public (Move? Upper, Move? Lower) WitnessesOf(int node) =>
        (witnesses.Reaching(new End(node, true)), witnesses.Reaching(new End(node, false)));

    /// <returns>False if some primary count has no witness that is found this way, even with all else withheld.</returns>
    public bool Run(CancellationToken stop)
    {
        for (int node = 0; node < nodes.Count; node++)
        {
            stop.ThrowIfCancellationRequested();
            if (!nodes[node].Primary || nodes[node].Known)
            {
                continue;
            }
            if ((swaps.Around(node, -1) ?? Mended(node) ?? swaps.OneMore(node)) is not { } found)
            {
                return false;
            }
            witnesses.Set([.. found.Ends(node)]);
            confinement.Guard(node);
        }
        foreach (int node in order)
        {
            stop.ThrowIfCancellationRequested();
            Withheld[node] = !TryRelease(node);
            price[node] = Withheld[node] ? 0 : price[node];
        }
        // What was found later may free counts that were refused before.
        foreach (int node in order.Where(n => Withheld[n]))
        {
            stop.ThrowIfCancellationRequested();
            Withheld[node] = !TryRelease(node);
        }
        return true;
    }

    private WitnessSearch.Found? Mended(int node)
    {
        for (long up = width; up >= 0; up--)
        {
            var upper = up > 0 ? mending.Bring(node, up, -1, StepsAtFirst) : null;
            if (up > 0 && upper is null)
            {
                continue;
            }
            if (up == width)
            {
                return new(width, upper, 0, null);
            }
            return room[node] >= width - up && mending.Bring(node, up - width, -1, StepsAtFirst) is { } lower ? new(up, upper, width - up, lower) : null;
        }
        return null;
    }

    private bool TryRelease(int node)
    {
        int[] changing = witnesses.Changing(node);
        if (!confinement.Release(node))
        {
            return false;
        }
        gone[node] = true;
        var staged = new List<(End, long, Move?)>();
        var renewed = new HashSet<int>();
        var fresh = new List<Move>();
        var hardestFirst = changing
            .SelectMany(number => witnesses.ServedBy(number).Select(served => (Number: number, End: End.Of(served))))
            .OrderByDescending(a => refusals[a.End.Node]).ThenBy(a => a.End.Number).ToArray();
        foreach (var (number, end) in hardestFirst)
        {
            if (renewed.Contains(end.Node))
            {
                continue;
            }
            long away = witnesses.DistanceOf(end);
            if ((Recent(fresh, end, away) ?? witnesses.Another(end, away, node)) is { } known)
            {
                staged.Add((end, away, known));
            }
            else if (swaps.Around(end.Node, node) is { } found)
            {
                renewed.Add(end.Node);
                staged.AddRange(found.Ends(end.Node));
                fresh.Add(found.Upper ?? found.Lower!);
            }
            else if (mending.Without(Brought(witnesses[number], end, away), node, end.Node, StepsToReplace) is { } mended && witnesses.Reaches(mended, end, away))
            {
                staged.Add((end, away, mended));
                fresh.Add(mended);
            }
            else
            {
                refusals[end.Node]++;
                gone[node] = false;
                confinement.Undo();
                return false;
            }
        }
        witnesses.Set(staged);
        return true;
    }

    // The move as often, and in the direction, that reaches the end.
    private static Move Brought(Move move, End end, long away)
    {
        long step = move.StepOf(end.Node);
        return move.Times((away + Math.Abs(step) - 1) / Math.Abs(step) * (step > 0 == end.Upper ? 1 : -1));
    }

    private Move? Recent(List<Move> fresh, End end, long away)
    {
        for (int f = fresh.Count - 1; f >= 0 && f >= fresh.Count - Fresh; f--)
        {
            if (witnesses.Reaches(fresh[f], end, away))
            {
                return fresh[f];
            }
        }
        return null;
    }
}
