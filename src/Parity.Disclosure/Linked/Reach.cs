namespace Parity.Disclosure.Linked;

/// <summary>
/// How far withheld counts that hang together can go: linear programming over all tables that fit what is public. Tables
/// are the true one plus multiples of moves, so that every sum holds by itself and only the least values bind.
/// </summary>
/// <remarks>
/// Simplex in <see cref="ProductForm"/>; the first column that helps after steps that get nowhere (Bland 1977). A table in
/// whole numbers met on the way is a witness for every count in it. Limits are in floating point and decide only where no
/// witness does.
/// </remarks>
internal sealed class Reach
{
    private const double Tiny = 1e-9;
    private const double Whole = 1e-6;
    private const int Patience = 30;

    // Steps for which whole numbers are still looked for once fractions are far enough apart.
    private const int Further = 8;

    private readonly Func<int, long> roomOf;
    private readonly ProductForm form = new();
    private readonly List<int> nodes = [];
    private readonly int[] numberOf;
    private double[] room = [];
    private double[] value = [];
    private int moveCount;
    private double low;
    private double high;
    private IReadOnlyList<int> lowest = [];
    private IReadOnlyList<int> highest = [];

    private readonly ProductForm.Line own = new();
    private bool ownIsNow;

    private readonly List<int> touched = [];
    private bool[] isTouched = [];
    private int first;

    /// <param name="nodeCount">Of all counts.</param>
    /// <param name="roomOf">How far a count may fall.</param>
    public Reach(int nodeCount, Func<int, long> roomOf)
    {
        this.roomOf = roomOf;
        numberOf = new int[nodeCount];
        Array.Fill(numberOf, -1);
    }

    /// <summary>Takes up other moves: all that the next searches may use.</summary>
    public void Load(IReadOnlyList<Move> moves)
    {
        foreach (int node in nodes) numberOf[node] = -1;
        nodes.Clear();
        foreach (var move in moves)
        {
            foreach (int node in move.Nodes)
            {
                if (numberOf[node] < 0)
                {
                    numberOf[node] = 0;
                    nodes.Add(node);
                }
            }
        }
        nodes.Sort();
        for (int i = 0; i < nodes.Count; i++) numberOf[nodes[i]] = i;
        if (nodes.Count > value.Length)
        {
            int size = Math.Max(nodes.Count, 2 * value.Length);
            (room, value, isTouched) = (new double[size], new double[size], new bool[size]);
        }
        for (int i = 0; i < nodes.Count; i++) room[i] = roomOf(nodes[i]);
        moveCount = moves.Count;
        form.Load(nodes.Count, moves, numberOf);
    }

    /// <summary>How far apart the tables of the last search are in its count, in whole numbers or fractions.</summary>
    public double Width => high - low + Whole;

    /// <summary>The counts in which the tables of the last search differ from the true one.</summary>
    public int[] Changed { get; private set; } = [];

    /// <summary>Looks for tables that are the width apart in this count, and stops when it has seen them.</summary>
    /// <param name="found">Told each table on the way that takes this count farther than those before.</param>
    /// <param name="from">The column looked at first; with 0 the steepest is taken.</param>
    public void Search(int node, long width, FittingTables found, CancellationToken stop, int from = 0)
    {
        int target = numberOf[node];
        (low, high, first) = (0, 0, from);
        (lowest, highest) = ([], []);
        foreach (int sign in (ReadOnlySpan<int>)[1, -1])
        {
            if (found.WidthOf(node) < width && (sign > 0 || !IsWide(node, width, found)))
            {
                Begin();
                Optimise(target, sign, width, found, stop);
            }
        }
        Changed = [.. lowest.Union(highest)];
    }

    // Each search starts at the true table: few counts change on the way, and the fewer do, the likelier are whole numbers.
    private void Begin()
    {
        form.Begin();
        Array.Copy(room, value, nodes.Count);
        Array.Clear(isTouched, 0, nodes.Count);
        touched.Clear();
        ownIsNow = false;
    }

    private void Optimise(int target, int sign, long width, FittingTables found, CancellationToken stop)
    {
        int idle = 0, further = 0;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            int enter;
            double direction;
            if (form.ColumnOf(target) >= 0)
            {
                if (sign < 0)
                {
                    return;
                }
                (enter, direction) = (form.ColumnOf(target), 1);
            }
            else
            {
                if (!ownIsNow)
                {
                    form.WorkOutLine(target, own);
                    ownIsNow = true;
                }
                enter = Entering(sign, idle > Patience || first > 0);
                if (enter < 0)
                {
                    return;
                }
                direction = own[enter] * sign > 0 ? 1 : -1;
            }
            form.WorkOutColumn(enter);
            int leave = Leaving(direction, out double length);
            if (leave < 0)
            {
                (low, high) = sign > 0 ? (low, double.PositiveInfinity) : (double.NegativeInfinity, high);
                highest = [.. nodes];
                return;
            }
            idle = length > Tiny ? 0 : idle + 1;
            Step(target, enter, direction, leave, length);
            if (length > Tiny)
            {
                Note(target, found);
                if (found.WidthOf(nodes[target]) >= width || (IsWide(nodes[target], width, found) && ++further > Further))
                {
                    return;
                }
            }
        }
    }

    private int Entering(int sign, bool any)
    {
        int best = -1, soonest = int.MaxValue;
        double steepest = Tiny;
        foreach (int at in own.Used)
        {
            double gain = form.IsMove(at) ? Math.Abs(own[at]) : own[at] * sign;
            int turn = at >= first % moveCount ? at - (first % moveCount) : at - (first % moveCount) + moveCount;
            if (any ? gain > Tiny && turn < soonest : gain > steepest || (gain == steepest && best >= 0 && turn < soonest))
            {
                (best, steepest, soonest) = (at, gain, turn);
            }
        }
        return best;
    }

    private int Leaving(double direction, out double length)
    {
        int leave = -1;
        length = double.PositiveInfinity;
        double greatest = 0;
        foreach (int count in form.InColumn)
        {
            double rate = direction * form.RateOf(count);
            if (rate >= -Tiny)
            {
                continue;
            }
            double limit = value[count] / -rate;
            if (limit < length - Tiny || (limit <= length + Tiny && (-rate > greatest || (-rate == greatest && count < leave))))
            {
                (leave, length, greatest) = (count, Math.Min(length, Math.Max(0, limit)), -rate);
            }
        }
        return leave;
    }

    private void Step(int target, int enter, double direction, int leave, double length)
    {
        foreach (int count in form.InColumn)
        {
            value[count] = count == leave ? 0 : Math.Max(0, value[count] + (length * direction * form.RateOf(count)));
            Touch(count);
        }
        int back = form.Take(enter, leave);
        if (back >= 0)
        {
            value[back] = length;
            Touch(back);
        }
        if (leave == target || back == target)
        {
            ownIsNow = false;
        }
        else if (ownIsNow)
        {
            form.ApplyLast(own);
        }
    }

    private void Touch(int count)
    {
        if (!isTouched[count])
        {
            isTouched[count] = true;
            touched.Add(count);
        }
    }

    private bool IsWide(int node, long width, FittingTables found) => Width >= width || found.IsWide(node, width);

    private void Note(int target, FittingTables found)
    {
        double reached = ChangeOf(target);
        if (reached > high + Whole)
        {
            (high, highest) = (reached, Differing());
        }
        else if (reached < low - Whole)
        {
            (low, lowest) = (reached, Differing());
        }
        foreach (int scale in (ReadOnlySpan<int>)[1, FittingTables.Fractions])
        {
            if (!found.IsFarther(nodes[target], reached, scale))
            {
                return;
            }
            if (touched.TrueForAll(i => Math.Abs((ChangeOf(i) * scale) - Math.Round(ChangeOf(i) * scale)) < Whole))
            {
                var steps = touched.Select(i => (Node: nodes[i], Step: (long)Math.Round(ChangeOf(i) * scale))).Where(s => s.Step != 0).OrderBy(s => s.Node).ToArray();
                found.Propose(new Move([.. steps.Select(s => s.Node)], [.. steps.Select(s => s.Step)]), scale);
                return;
            }
        }
    }

    private int[] Differing() => [.. touched.Where(i => Math.Abs(ChangeOf(i)) > Tiny).Select(i => nodes[i])];

    private double ChangeOf(int i) => (form.ColumnOf(i) >= 0 ? 0 : value[i]) - room[i];
}
