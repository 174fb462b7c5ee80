namespace Parity.Disclosure.Linked;

/// <summary>
/// How far a withheld count can go, for a reader who may know the own counts of one organisation: linear programming over
/// all tables that fit what is known. Tables are the true one plus multiples of moves, so that every sum holds by itself and
/// only the least values bind. Moves come in as they help, so most of what hangs together is never looked at.
/// </summary>
/// <remarks>
/// Dictionary simplex with sparse rows (Dantzig 1963; the first column that helps after steps that get nowhere, after
/// Bland 1977) and column generation (Gilmore and Gomory 1961): at an optimum over some moves, only a move with a price
/// can take the count farther, and it changes a count that binds. Limits are in floating point and decide only where no
/// table in whole numbers does.
/// </remarks>
internal sealed class Reach
{
    private const double Tiny = 1e-9;
    private const double Whole = 1e-6;
    private const int Patience = 30;
    private const int FirstMoves = 4;
    private const int MovesAtOnce = 3;

    private readonly record struct Line(int[] Columns, double[] Rates)
    {
        public double this[int column] => Array.BinarySearch(Columns, column) is var at and >= 0 ? Rates[at] : 0;

        public Line With(int column, double rate) => new([.. Columns, column], [.. Rates, rate]);
    }

    private readonly Func<int, IReadOnlyList<int>> movesOf;
    private readonly Func<int, Move> moveAt;
    private readonly Func<int, long> roomOf;
    private readonly Func<int, bool> isFixed;
    private readonly int target;
    private readonly int first;

    private readonly Dictionary<int, int> numberOf = [];
    private readonly List<int> nodes = [];
    private readonly List<double> room = [];
    private readonly List<bool> isBlocked = [];
    private readonly HashSet<int> rows = [];

    // A column stands for a move until it enters; afterwards for a count at its least value. A line stands for a count until
    // a move takes its place: moves may be any number, so their lines never limit and are dropped.
    private readonly List<Line> lines = [];
    private readonly List<double> value = [];
    private readonly List<List<int>> linesOf = [];
    private readonly List<bool> isMove = [];
    private readonly List<int> lineOf = [];
    private readonly List<int> columnOf = [];
    private readonly List<int> atLine = [];
    private readonly List<int> atColumn = [];

    private readonly List<int> seen = [];
    private int stamp;

    private readonly List<int> touched = [];
    private readonly List<bool> isTouched = [];

    /// <param name="first">0 takes the steepest column; other numbers another way, so that other tables are met.</param>
    private Reach(int node, MoveSpace space, Func<int, long> roomOf, Func<int, bool> isFixed, int first)
    {
        (movesOf, moveAt, this.roomOf, this.isFixed, this.first) = (space.MovesOf, r => space[r], roomOf, isFixed, first);
        target = NumberOf(node);
        foreach (int row in movesOf(node).OrderBy(r => moveAt(r).Nodes.Length).ThenBy(r => r).Take(FirstMoves + first))
        {
            Include(row);
        }
    }

    /// <summary>Looks for tables that are the width apart in this count, and stops when it has seen them.</summary>
    /// <param name="found">Told each table on the way that takes this count farther than those before.</param>
    /// <returns>Whether there are such tables, in whole numbers or fractions.</returns>
    public static bool IsWide(
        int node, int reader, long width, MoveSpace space, Func<int, long> roomOf, Owners owners, FittingTables found, CancellationToken stop, int first = 0)
    {
        // Each search starts at the true table: few counts change on the way, and the fewer do, the likelier are whole numbers.
        double apart = 0;
        foreach (int sign in (ReadOnlySpan<int>)[1, -1])
        {
            if (found.WidthOf(node, reader) < width)
            {
                var reach = new Reach(node, space, roomOf, n => owners.Knows(reader, n), first);
                apart += reach.Go(sign, reader, width, found, stop);
            }
        }
        return found.IsWide(node, reader, width) || apart + Whole >= width;
    }

    private double Go(int sign, int reader, long width, FittingTables found, CancellationToken stop)
    {
        double farthest = 0;
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
                    return farthest;
                }
                (enter, direction) = (columnOf[target], 1);
            }
            else
            {
                enter = Entering(lines[own], sign, idle > Patience || first > 0);
                if (enter < 0)
                {
                    if (Price(own))
                    {
                        continue;
                    }
                    return farthest;
                }
                direction = lines[own][enter] * sign > 0 ? 1 : -1;
            }
            int leave = Leaving(enter, direction, out double length);
            if (leave < 0)
            {
                return double.PositiveInfinity;
            }
            idle = length > Tiny ? 0 : idle + 1;
            Step(enter, direction, leave, length);
            if (length > Tiny)
            {
                farthest = Math.Max(farthest, Math.Abs(ChangeOf(target)));
                Note(reader, found);
                if (found.WidthOf(nodes[target], reader) >= width)
                {
                    return farthest;
                }
            }
        }
    }

    /// <summary>Takes in moves that would carry the count farther than those that are in; false where there is none.</summary>
    private bool Price(int own)
    {
        var prices = new Dictionary<int, double>();
        void Weigh(int node, double rate)
        {
            foreach (int row in movesOf(node))
            {
                if (!rows.Contains(row))
                {
                    prices[row] = prices.GetValueOrDefault(row) + (rate * moveAt(row).StepOf(node));
                }
            }
        }
        Weigh(nodes[target], 1);
        var line = lines[own];
        for (int i = 0; i < line.Columns.Length; i++)
        {
            if (!isMove[line.Columns[i]] && Math.Abs(line.Rates[i]) > Tiny)
            {
                Weigh(nodes[atColumn[line.Columns[i]]], -line.Rates[i]);
            }
        }
        int[] better = [.. prices.Where(p => Math.Abs(p.Value) > Whole).OrderBy(p => moveAt(p.Key).Nodes.Length).ThenBy(p => p.Key).Take(MovesAtOnce).Select(p => p.Key)];
        foreach (int row in better)
        {
            Include(row);
        }
        return better.Length > 0;
    }

    private int NumberOf(int node)
    {
        if (numberOf.TryGetValue(node, out int number))
        {
            return number;
        }
        number = nodes.Count;
        numberOf[node] = number;
        nodes.Add(node);
        isBlocked.Add(isFixed(node));
        room.Add(isBlocked[number] ? 0 : roomOf(node));
        lineOf.Add(lines.Count);
        columnOf.Add(-1);
        isTouched.Add(false);
        atLine.Add(number);
        lines.Add(new Line([], []));
        seen.Add(0);
        value.Add(room[number]);
        return number;
    }

    private void Include(int row)
    {
        rows.Add(row);
        var move = moveAt(row);
        int column = linesOf.Count;
        linesOf.Add([]);
        isMove.Add(true);
        atColumn.Add(-1);
        var rates = new Dictionary<int, double>();
        for (int i = 0; i < move.Nodes.Length; i++)
        {
            int number = NumberOf(move.Nodes[i]);
            if (lineOf[number] is var own and >= 0)
            {
                rates[own] = rates.GetValueOrDefault(own) + move.Steps[i];
                continue;
            }
            int bound = columnOf[number];
            foreach (int line in Live(bound))
            {
                rates[line] = rates.GetValueOrDefault(line) - (lines[line][bound] * move.Steps[i]);
            }
        }
        foreach (var (line, rate) in rates.Where(r => Math.Abs(r.Value) > Tiny))
        {
            lines[line] = lines[line].With(column, rate);
            linesOf[column].Add(line);
        }
        // A count that the reader knows stands still: the move is spent on that, as elimination would spend it.
        if (linesOf[column].Where(l => isBlocked[atLine[l]]).OrderByDescending(l => Math.Abs(lines[l][column])).ThenBy(l => l).Cast<int?>().FirstOrDefault() is { } still)
        {
            Step(column, 1, still, 0);
        }
    }

    private int Entering(Line line, int sign, bool any)
    {
        int best = -1;
        double steepest = Tiny;
        int split = first == 0 ? -1 : Array.FindIndex(line.Columns, c => c >= first % linesOf.Count);
        for (int i = 0; i < line.Columns.Length; i++)
        {
            int at = split < 0 ? i : (i + split) % line.Columns.Length;
            int column = line.Columns[at];
            if (!isMove[column] && isBlocked[atColumn[column]])
            {
                continue;
            }
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
        foreach (int line in Live(enter))
        {
            double rate = direction * lines[line][enter];
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
        int[] changing = [.. Live(enter)];
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
            if (length > 0)
            {
                value[line] = line == leave ? 0 : Math.Max(0, value[line] + (length * direction * rate));
                Touch(atLine[line]);
            }
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

    // The lines that have the column: one may stand in the list more than once, of what went and came back.
    private List<int> Live(int column)
    {
        var list = linesOf[column];
        stamp++;
        int kept = 0;
        for (int i = 0; i < list.Count; i++)
        {
            int line = list[i];
            if (seen[line] != stamp && atLine[line] >= 0 && lines[line][column] != 0)
            {
                seen[line] = stamp;
                list[kept++] = line;
            }
        }
        list.RemoveRange(kept, list.Count - kept);
        return list;
    }

    private void Touch(int number)
    {
        if (!isTouched[number])
        {
            isTouched[number] = true;
            touched.Add(number);
        }
    }

    // The line with the entering column replaced by what it is now.
    private void Replace(int line, int enter, double rate, Line entering)
    {
        var old = lines[line];
        int[] columns = new int[old.Columns.Length + entering.Columns.Length];
        double[] rates = new double[columns.Length];
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

    private void Note(int reader, FittingTables found)
    {
        double reached = ChangeOf(target);
        foreach (int scale in (ReadOnlySpan<int>)[1, FittingTables.Fractions])
        {
            if (!found.IsFarther(nodes[target], reader, reached, scale))
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
