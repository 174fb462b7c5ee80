namespace Parity.Disclosure;

/// <summary>
/// A small linear programme: mix the given moves so that one count rises or falls as far as wanted while none falls
/// further than it has room. Floating point finds a candidate; what is handed back is rebuilt and checked in whole numbers.
/// </summary>
/// <remarks>
/// Simplex on the moves themselves (Dantzig 1963): a step that brings a count to its least value uses one move to take that
/// count out of all others. Few steps are needed and moves are short, so that each costs little.
/// </remarks>
internal sealed class LocalProgram
{
    private const double Tiny = 1e-9;

    private readonly long[] room;
    private readonly double[] value;
    private readonly int[] goneAt;
    private readonly int[] touchedAt;
    private readonly List<int> touched = [];
    private int search;
    private List<Move> given = [];
    private readonly List<(int[] Nodes, double[] Steps)?> columns = [];

    /// <param name="room">How far each count may fall.</param>
    public LocalProgram(long[] room)
    {
        this.room = room;
        value = new double[room.Length];
        (goneAt, touchedAt) = (new int[room.Length], new int[room.Length]);
    }

    /// <returns>How far the count can be brought, at most the distance wanted, and a move that does it if it can be.</returns>
    public (long Reached, Move? Move) Change(List<Move> moves, int target, bool upwards, long distance)
    {
        int towards = upwards ? 1 : -1;
        search++;
        touched.Clear();
        columns.Clear();
        given = moves;
        // Columns are free until they enter; afterwards they stand for a count at its least value, which may only rise.
        bool[] free = new bool[moves.Count];
        double[] rates = new double[moves.Count];
        for (int c = 0; c < moves.Count; c++)
        {
            columns.Add(null);
            (free[c], rates[c]) = (true, moves[c].StepOf(target));
        }
        double brought = 0;
        for (int step = 0; step < 40 + (4 * moves.Count); step++)
        {
            int enter = Entering(free, rates, towards, any: step > 2 * moves.Count);
            if (enter < 0)
            {
                return ((long)Math.Floor(brought + Tiny), null);
            }
            double sign = rates[enter] * towards > 0 ? 1 : -1;
            double length = (distance - brought) / Math.Abs(rates[enter]);
            int leave = Leaving(enter, sign, ref length);
            var (nodes, steps) = Column(enter);
            for (int i = 0; i < nodes.Length; i++)
            {
                Touch(nodes[i]);
                value[nodes[i]] += sign * length * steps[i];
            }
            brought += length * Math.Abs(rates[enter]);
            if (leave < 0)
            {
                return (distance, Rebuild(target));
            }
            Pivot(enter, leave, target, rates);
            goneAt[leave] = search;
            free[enter] = false;
        }
        return (0, null);
    }

    private void Touch(int node)
    {
        if (touchedAt[node] != search)
        {
            (touchedAt[node], value[node]) = (search, 0);
            touched.Add(node);
        }
    }

    private double RateOf(int column, int node)
    {
        if (columns[column] is not { } changed)
        {
            return given[column].StepOf(node);
        }
        return Array.BinarySearch(changed.Nodes, node) is var at and >= 0 ? changed.Steps[at] : 0;
    }

    private (int[] Nodes, double[] Steps) Column(int column) =>
        columns[column] ??= (given[column].Nodes, Array.ConvertAll(given[column].Steps, s => (double)s));

    private static int Entering(bool[] free, double[] rates, int towards, bool any)
    {
        int enter = -1;
        double steepest = Tiny;
        for (int c = 0; c < rates.Length; c++)
        {
            double gain = free[c] ? Math.Abs(rates[c]) : towards * rates[c];
            if (gain > steepest)
            {
                (enter, steepest) = (c, gain);
                if (any)
                {
                    break;
                }
            }
        }
        return enter;
    }

    private int Leaving(int enter, double sign, ref double length)
    {
        (int leave, double greatest) = (-1, 0);
        var (nodes, steps) = Column(enter);
        for (int i = 0; i < nodes.Length; i++)
        {
            double rate = -sign * steps[i];
            if (rate < Tiny || goneAt[nodes[i]] == search)
            {
                continue;
            }
            double limit = (room[nodes[i]] + (touchedAt[nodes[i]] == search ? value[nodes[i]] : 0)) / rate;
            if (limit < length - Tiny || (leave >= 0 && limit <= length + Tiny && rate > greatest))
            {
                (leave, length, greatest) = (nodes[i], Math.Max(0, limit), rate);
            }
        }
        return leave;
    }

    private void Pivot(int enter, int leave, int target, double[] rates)
    {
        var (nodes, steps) = Column(enter);
        double by = RateOf(enter, leave);
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] /= by;
        }
        rates[enter] /= by;
        for (int c = 0; c < columns.Count; c++)
        {
            if (c != enter && RateOf(c, leave) is not 0 and var rate)
            {
                columns[c] = Less(Column(c), nodes, steps, rate);
                rates[c] = RateOf(c, target);
            }
        }
    }

    private (int[], double[]) Less((int[] Nodes, double[] Steps) column, int[] nodes, double[] steps, double times)
    {
        var (own, mine) = column;
        if (mergedNodes.Length < own.Length + nodes.Length)
        {
            (mergedNodes, mergedSteps) = (new int[2 * (own.Length + nodes.Length)], new double[2 * (own.Length + nodes.Length)]);
        }
        var (both, sums) = (mergedNodes, mergedSteps);
        int count = 0;
        for (int i = 0, j = 0; i < own.Length || j < nodes.Length;)
        {
            int left = i < own.Length ? own[i] : int.MaxValue;
            int right = j < nodes.Length ? nodes[j] : int.MaxValue;
            double sum = (left <= right ? mine[i++] : 0) - (right <= left ? times * steps[j++] : 0);
            if (Math.Abs(sum) > Tiny)
            {
                (both[count], sums[count++]) = (Math.Min(left, right), sum);
            }
        }
        return (both[..count], sums[..count]);
    }

    private int[] mergedNodes = [];
    private double[] mergedSteps = [];

    private Move? Rebuild(int target)
    {
        for (int times = 1; times <= 6; times++)
        {
            if (!touched.TrueForAll(n => Math.Abs(value[n] * times) <= int.MaxValue && Math.Abs((value[n] * times) - Math.Round(value[n] * times)) < 1e-6))
            {
                continue;
            }
            var steps = touched.Select(n => (Node: n, Step: (long)Math.Round(value[n] * times))).Where(s => s.Step != 0).ToArray();
            Array.Sort(steps);
            return Array.Exists(steps, s => s.Node == target)
                ? new Move([.. steps.Select(s => s.Node)], [.. steps.Select(s => s.Step)]).Reduced()
                : null;
        }
        return null;
    }
}
