namespace Parity.Disclosure.Linked;

/// <summary>
/// How far withheld counts that hang together can go: linear programming over all tables that fit what is public. Tables
/// are the true one plus multiples of moves, so that every sum holds by itself and only the least values bind.
/// </summary>
/// <remarks>
/// Dictionary simplex with sparse rows (Dantzig 1963; the first column that helps after steps that get nowhere, after
/// Bland 1977). A table in whole numbers met on the way is a witness for every count in it. Limits are in floating point
/// and decide only where no witness does.
/// </remarks>
internal sealed class Reach
{
    private const double Tiny = 1e-9;
    private const double Whole = 1e-6;
    private const int Patience = 30;

    private readonly record struct Line(int[] Columns, double[] Rates)
    {
        public double this[int column] => Array.BinarySearch(Columns, column) is var at and >= 0 ? Rates[at] : 0;
    }

    private readonly int[] nodes;
    private readonly int[] numberOf;
    private readonly double[] room;
    private readonly Line[] start;
    private readonly int[][] startOf;
    private readonly Line[] lines;
    private readonly List<int>[] linesOf;
    private readonly double[] value;
    private double low;
    private double high;

    // A column stands for a move until it enters; afterwards for a count at its least value. A line stands for a count until
    // a move takes its place: moves may be any number, so their lines never limit and are dropped.
    private readonly bool[] isMove;
    private readonly int[] lineOf;
    private readonly int[] columnOf;
    private readonly int[] atLine;
    private readonly int[] atColumn;

    private readonly List<int> touched = [];
    private readonly bool[] isTouched;
    private int first;

    /// <param name="moves">All moves that may be used.</param>
    /// <param name="nodeCount">Of all counts, also those that no move changes.</param>
    /// <param name="roomOf">How far a count may fall.</param>
    public Reach(IReadOnlyList<Move> moves, int nodeCount, Func<int, long> roomOf)
    {
        bool[] changes = new bool[nodeCount];
        foreach (var move in moves)
        {
            foreach (int node in move.Nodes)
            {
                changes[node] = true;
            }
        }
        numberOf = new int[nodeCount];
        nodes = new int[changes.Count(c => c)];
        for (int node = 0, i = 0; node < nodeCount; node++)
        {
            if (changes[node])
            {
                (nodes[i], numberOf[node]) = (node, i);
                i++;
            }
        }
        var entries = new List<(int Column, double Rate)>[nodes.Length];
        startOf = new int[moves.Count][];
        for (int c = 0; c < moves.Count; c++)
        {
            startOf[c] = Array.ConvertAll(moves[c].Nodes, n => numberOf[n]);
            for (int i = 0; i < startOf[c].Length; i++)
            {
                (entries[startOf[c][i]] ??= []).Add((c, moves[c].Steps[i]));
            }
        }
        start = Array.ConvertAll(entries, e => new Line([.. e.Select(t => t.Column)], [.. e.Select(t => t.Rate)]));
        room = Array.ConvertAll(nodes, n => (double)roomOf(n));
        lines = new Line[nodes.Length];
        linesOf = new List<int>[moves.Count];
        isMove = new bool[moves.Count];
        isTouched = new bool[nodes.Length];
        value = new double[nodes.Length];
        (lineOf, columnOf) = (new int[nodes.Length], new int[nodes.Length]);
        (atLine, atColumn) = (new int[nodes.Length], new int[moves.Count]);
    }

    /// <summary>How far apart the tables of the last search are in its count, in whole numbers or fractions.</summary>
    public double Width => high - low + Whole;

    /// <summary>Looks for tables that are the width apart in this count, and stops when it has seen them.</summary>
    /// <param name="found">Told each table on the way that takes this count farther than those before.</param>
    /// <param name="from">The column looked at first; with 0 the steepest is taken.</param>
    public void Search(int node, long width, FittingTables found, CancellationToken stop, int from = 0)
    {
        int target = numberOf[node];
        (low, high, first) = (0, 0, from);
        foreach (int sign in (ReadOnlySpan<int>)[1, -1])
        {
            if (found.WidthOf(node) < width)
            {
                Begin();
                Optimise(target, sign, width, found, stop);
            }
        }
    }

    // Each search starts at the true table: few counts change on the way, and the fewer do, the likelier are whole numbers.
    private void Begin()
    {
        start.CopyTo(lines, 0);
        room.CopyTo(value, 0);
        Array.Fill(isMove, true);
        Array.Fill(columnOf, -1);
        Array.Fill(atColumn, -1);
        Array.Clear(isTouched);
        touched.Clear();
        for (int c = 0; c < linesOf.Length; c++)
        {
            linesOf[c] = [.. startOf[c]];
        }
        for (int i = 0; i < nodes.Length; i++)
        {
            lineOf[i] = atLine[i] = i;
        }
    }

    private void Optimise(int target, int sign, long width, FittingTables found, CancellationToken stop)
    {
        int idle = 0;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            int enter;
            double direction;
            if (lineOf[target] is var own && own < 0)
            {
                if (sign < 0)
                {
                    return;
                }
                (enter, direction) = (columnOf[target], 1);
            }
            else
            {
                enter = Entering(lines[own], sign, idle > Patience || first > 0);
                if (enter < 0)
                {
                    return;
                }
                direction = lines[own][enter] * sign > 0 ? 1 : -1;
            }
            int leave = Leaving(enter, direction, out double length);
            if (leave < 0)
            {
                (low, high) = sign > 0 ? (low, double.PositiveInfinity) : (double.NegativeInfinity, high);
                return;
            }
            idle = length > Tiny ? 0 : idle + 1;
            Step(enter, direction, leave, length);
            if (length > Tiny)
            {
                Note(target, found);
                if (found.WidthOf(nodes[target]) >= width)
                {
                    return;
                }
            }
        }
    }

    private int Entering(Line line, int sign, bool any)
    {
        int best = -1;
        double steepest = Tiny;
        int split = Array.FindIndex(line.Columns, c => c >= first % isMove.Length);
        for (int i = 0; i < line.Columns.Length; i++)
        {
            int at = split < 0 ? i : (i + split) % line.Columns.Length;
            int column = line.Columns[at];
            double gain = isMove[column] ? Math.Abs(line.Rates[at]) : line.Rates[at] * sign;
            if (gain > steepest)
            {
                (best, steepest) = (column, gain);
                if (any)
                {
                    break;
                }
            }
        }
        return best;
    }

    private int Leaving(int enter, double direction, out double length)
    {
        int leave = -1;
        length = double.PositiveInfinity;
        double greatest = 0;
        foreach (int line in linesOf[enter])
        {
            double rate = atLine[line] < 0 ? 0 : direction * lines[line][enter];
            if (rate >= -Tiny)
            {
                continue;
            }
            double limit = value[line] / -rate;
            if (limit < length - Tiny || (limit <= length + Tiny && (-rate > greatest || (-rate == greatest && line < leave))))
            {
                (leave, length, greatest) = (line, Math.Min(length, Math.Max(0, limit)), -rate);
            }
        }
        return leave;
    }

    private void Step(int enter, double direction, int leave, double length)
    {
        // A line may stand in the list more than once: what went and came back.
        int[] changing = [.. linesOf[enter].Distinct()];
        linesOf[enter].Clear();
        // entering = (leaving - the rest of its line) / by
        double by = lines[leave][enter];
        double[] rates = new double[lines[leave].Rates.Length];
        for (int i = 0; i < rates.Length; i++)
        {
            rates[i] = lines[leave].Columns[i] == enter ? 1 / by : -lines[leave].Rates[i] / by;
        }
        var entering = new Line(lines[leave].Columns, rates);
        foreach (int line in changing)
        {
            double rate = lines[line][enter];
            if (atLine[line] < 0 || rate == 0)
            {
                continue;
            }
            value[line] = line == leave ? 0 : Math.Max(0, value[line] + (length * direction * rate));
            Touch(atLine[line]);
            if (line != leave)
            {
                Replace(line, enter, rate, entering);
            }
        }
        int left = atLine[leave];
        int entered = atColumn[enter];
        (lineOf[left], columnOf[left], atColumn[enter], atLine[leave]) = (-1, enter, left, entered);
        if (isMove[enter])
        {
            isMove[enter] = false;
            return;
        }
        lines[leave] = entering;
        linesOf[enter].Add(leave);
        (lineOf[entered], columnOf[entered]) = (leave, -1);
        value[leave] = length;
        Touch(entered);
    }

    private void Touch(int number)
    {
        if (!isTouched[number])
        {
            isTouched[number] = true;
            touched.Add(number);
        }
    }

    private int[] mergedColumns = [];
    private double[] mergedRates = [];

    // The line with the entering column replaced by what it is now.
    private void Replace(int line, int enter, double rate, Line entering)
    {
        var old = lines[line];
        if (mergedColumns.Length < old.Columns.Length + entering.Columns.Length)
        {
            (mergedColumns, mergedRates) = (new int[2 * (old.Columns.Length + entering.Columns.Length)], new double[2 * (old.Columns.Length + entering.Columns.Length)]);
        }
        var (columns, rates) = (mergedColumns, mergedRates);
        int count = 0;
        for (int i = 0, j = 0; i < old.Columns.Length || j < entering.Columns.Length;)
        {
            int left = i < old.Columns.Length ? old.Columns[i] : int.MaxValue;
            int right = j < entering.Columns.Length ? entering.Columns[j] : int.MaxValue;
            int column = Math.Min(left, right);
            double sum = 0;
            if (left == column)
            {
                sum = column == enter ? 0 : old.Rates[i];
                i++;
            }
            if (right == column)
            {
                sum += rate * entering.Rates[j++];
                if (left != column || column == enter)
                {
                    linesOf[column].Add(line);
                }
            }
            if (Math.Abs(sum) > Tiny)
            {
                (columns[count], rates[count++]) = (column, sum);
            }
        }
        lines[line] = new(columns[..count], rates[..count]);
    }

    private void Note(int target, FittingTables found)
    {
        double reached = ChangeOf(target);
        (low, high) = (Math.Min(low, reached), Math.Max(high, reached));
        foreach (int scale in (ReadOnlySpan<int>)[1, FittingTables.Fractions])
        {
            if (!found.IsFarther(nodes[target], reached, scale))
            {
                return;
            }
            if (touched.TrueForAll(i => Math.Abs((ChangeOf(i) * scale) - Math.Round(ChangeOf(i) * scale)) < Whole))
            {
                var steps = touched.Select(i => (Node: nodes[i], Step: (long)Math.Round(ChangeOf(i) * scale))).Where(s => s.Step != 0).OrderBy(s => s.Node).ToArray();
                found.Offer(new Move([.. steps.Select(s => s.Node)], [.. steps.Select(s => s.Step)]), scale);
                return;
            }
        }
    }

    private double ChangeOf(int i) => (lineOf[i] < 0 ? 0 : value[lineOf[i]]) - room[i];
}
