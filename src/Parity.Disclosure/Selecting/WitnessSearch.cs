namespace Parity.Disclosure.Selecting;

/// <summary>
/// Looks for moves that reach an end of a count's interval: near a move that must go, by mending it, and by small linear
/// programmes over neighbouring moves.
/// </summary>
/// <param name="price">What it costs to keep a count withheld; cheap moves are preferred.</param>
/// <param name="searched">Moves in a linear programme.</param>
internal sealed class WitnessSearch(MoveSpace space, Witnesses witnesses, long[] room, double[] price, int width, int searched)
{
    private const int RowsTried = 10;
    private const int RowsScanned = 64;
    private const int Mended = 4;

    private readonly LocalProgram program = new(room);
    private readonly List<Move> near = [];
    private readonly List<int> cells = [];
    private readonly int[] cellSeen = new int[room.Length];
    private readonly int[] rowSeen = new int[space.Rows];
    private int look;

    /// <summary>What replaces both ends of a count.</summary>
    public readonly record struct Found(long Up, Move? Upper, long Down, Move? Lower)
    {
        public IEnumerable<(End, long, Move?)> Ends(int node) =>
            [(new End(node, true), Up, Upper), (new End(node, false), Down, Lower)];
    }

    public double Cost(Move move)
    {
        double cost = 0;
        foreach (int node in move.Nodes)
        {
            cost += price[node];
        }
        return cost;
    }

    /// <summary>The cheapest single move of the space that is wide enough, else a mix of moves.</summary>
    public Found? Begin(int node)
    {
        Found? best = null;
        double bestCost = double.PositiveInfinity;
        foreach (int row in space.MovesOf(node).Take(RowsScanned))
        {
            if (Alone(space[row], node) is { } found && Cost(space[row]) is var cost && cost < bestCost)
            {
                (best, bestCost) = (found, cost);
            }
        }
        return best ?? Anew(node);
    }

    /// <summary>Both ends from one move, where it is wide enough: all of the width upwards if that is possible.</summary>
    public Found? Alone(Move move, int node)
    {
        if (move.StepOf(node) == 0)
        {
            return null;
        }
        var (up, down) = witnesses.Reach(move, node, width);
        return up + down < width ? null
            : up == width ? new(width, move, 0, null)
            : down == width ? new(0, null, width, move)
            : new(up, move, width - up, move);
    }

    /// <summary>The whole width by linear programming over moves around the count, leaving another count alone.</summary>
    public Found? Anew(int node, int released = -1, Move? pivot = null)
    {
        var moves = Around(node, released, pivot);
        (long up, Move? upper) = Furthest(moves, node, upwards: true, width);
        if (up == width)
        {
            return new(width, upper, 0, null);
        }
        if (room[node] < width - up)
        {
            return null;
        }
        (long down, Move? lower) = Furthest(moves, node, upwards: false, width - up);
        return down == width - up ? new(up, upper, down, lower) : null;
    }

    private (long Distance, Move? Move) Furthest(List<Move> moves, int node, bool upwards, long most)
    {
        while (most > 0)
        {
            var (reached, move) = program.Change(moves, node, upwards, most);
            if (move is not null && witnesses.Reaches(move, new End(node, upwards), most))
            {
                return (most, move);
            }
            most = Math.Min(most - 1, reached);
        }
        return (0, null);
    }

    /// <summary>A move like the witness that leaves the count to be released alone.</summary>
    public Move? Repair(Move witness, End end, long away, int released, IReadOnlyList<int> column)
    {
        Move? best = null;
        double bestCost = double.PositiveInfinity;
        var nearly = new List<(int Offences, Move Move, Move Spent)>();
        foreach (int row in Nearby(witness, released, column))
        {
            var spent = space[row];
            if (witness.Cancel(released, spent) is not { } next || next.StepOf(end.Node) == 0)
            {
                continue;
            }
            int offences = witnesses.Offences(next, end, away, out _);
            if (offences == 0)
            {
                double cost = Cost(next);
                if (cost < bestCost)
                {
                    (best, bestCost) = (next, cost);
                }
            }
            else if (best is null && offences <= 2)
            {
                nearly.Add((offences, next, spent));
            }
        }
        if (best is not null)
        {
            return best;
        }
        foreach (var (_, move, spent) in nearly.OrderBy(n => n.Offences).Take(Mended))
        {
            if (Mend(move, end, away, released, spent, 2) is { } mended)
            {
                return mended;
            }
        }
        return null;
    }

    // Replaces a count that would fall too far by others, using moves that leave the count to be released alone.
    private Move? Mend(Move move, End end, long away, int released, Move spent, int depth)
    {
        int before = witnesses.Offences(move, end, away, out int offender);
        Move? best = null;
        double bestCost = double.PositiveInfinity;
        Move? partial = null;
        foreach (int row in space.MovesOf(offender).Take(RowsScanned))
        {
            var help = space[row];
            if (help.StepOf(released) != 0)
            {
                if (ReferenceEquals(help, spent) || help.Cancel(released, spent) is not { } freed || freed.StepOf(offender) == 0)
                {
                    continue;
                }
                help = freed;
            }
            if (move.Cancel(offender, help) is not { } next || next.StepOf(end.Node) == 0)
            {
                continue;
            }
            int offences = witnesses.Offences(next, end, away, out _);
            if (offences == 0 && Cost(next) is var cost && cost < bestCost)
            {
                (best, bestCost) = (next, cost);
            }
            else if (offences < before)
            {
                partial ??= next;
            }
        }
        return best ?? (partial is not null && depth > 1 ? Mend(partial, end, away, released, spent, depth - 1) : null);
    }

    // Moves through the count that have most in common with the witness, so that little new changes.
    private List<int> Nearby(Move witness, int released, IReadOnlyList<int> column)
    {
        if (column.Count <= RowsTried)
        {
            return [.. column];
        }
        var near = new List<int>(RowsTried);
        foreach (int local in witness.Nodes.OrderBy(space.Degree).Take(12))
        {
            int scanned = 0;
            foreach (int row in space.MovesOf(local))
            {
                if (space[row].StepOf(released) != 0 && !near.Contains(row))
                {
                    near.Add(row);
                    if (near.Count == RowsTried)
                    {
                        return near;
                    }
                }
                if (++scanned == RowsScanned)
                {
                    break;
                }
            }
        }
        return near;
    }

    // Moves in the neighbourhood of a count that leave another alone. The list is good until the next look.
    private List<Move> Around(int node, int released, Move? pivot)
    {
        look++;
        near.Clear();
        cells.Clear();
        cells.Add(node);
        cellSeen[node] = look;
        for (int at = 0; at < cells.Count && near.Count < searched; at++)
        {
            int taken = 0;
            var rows = space.MovesOf(cells[at]);
            for (int i = 0; i < rows.Count && near.Count < searched && taken < RowsScanned / 4; i++)
            {
                if (rowSeen[rows[i]] == look)
                {
                    continue;
                }
                rowSeen[rows[i]] = look;
                taken++;
                var move = space[rows[i]];
                foreach (int next in move.Nodes)
                {
                    if (cellSeen[next] != look && space.Degree(next) <= searched)
                    {
                        cellSeen[next] = look;
                        cells.Add(next);
                    }
                }
                var freed = pivot is null || move.StepOf(released) == 0 ? move : ReferenceEquals(move, pivot) ? null : move.Cancel(released, pivot);
                if (freed is not null)
                {
                    near.Add(freed);
                }
            }
        }
        return near;
    }
}
