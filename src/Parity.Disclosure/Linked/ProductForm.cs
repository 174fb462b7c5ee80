namespace Parity.Disclosure.Linked;

/// <summary>
/// How counts depend on moves, and on counts at their least value once those have taken the places of moves: a line for
/// each count, a column for each move.
/// </summary>
/// <remarks>
/// Product form of the simplex method (Dantzig and Orchard-Hays 1954). Few steps are taken, so what each of them did is
/// kept, and only the line and the column that the next one looks at are worked out.
/// </remarks>
internal sealed class ProductForm
{
    private const double Tiny = 1e-9;

    /// <summary>Which column entered, its entry in the line that left, that line, the column, and the count that came back with it, or -1.</summary>
    private readonly record struct Step(int Enter, double By, Line Line, Range Column, int Back);

    private int moveCount;
    private int countCount;

    // The changes of the moves, one after the other, and the same by counts: what belongs to one ends where the next begins.
    private readonly List<int> columnEnds = [];
    private readonly List<int> columnCounts = [];
    private readonly List<double> columnRates = [];
    private int[] lineEnds = [];
    private int[] lineColumns = [];
    private double[] lineRates = [];

    // A column stands for a move until it enters; afterwards for a count at its least value. A count has a line until a move
    // takes its place: moves may be any number, so they never limit and need none.
    private int[] atColumn = [];
    private int[] columnOf = [];
    private int[] bornAt = [];
    private int[] enteredAt = [];
    private readonly List<Step> taken = [];
    private readonly List<int> takenCounts = [];
    private readonly List<double> takenRates = [];
    private readonly Stack<Line> spare = [];

    private double[] column = [];
    private readonly List<int> inColumn = [];
    private bool[] isInColumn = [];

    /// <summary>Forgets everything and takes up other moves.</summary>
    /// <param name="counts">How many counts there are.</param>
    /// <param name="numberOf">The number here of each node; every one that a move changes has one below the number of counts.</param>
    public void Load(int counts, IReadOnlyList<Move> moves, int[] numberOf)
    {
        foreach (int count in inColumn) isInColumn[count] = false;
        inColumn.Clear();
        Forget();
        if (moves.Count > atColumn.Length)
        {
            int room = Math.Max(moves.Count, 2 * atColumn.Length);
            (atColumn, enteredAt) = (new int[room], new int[room]);
        }
        if (counts > columnOf.Length)
        {
            int room = Math.Max(counts, 2 * columnOf.Length);
            (columnOf, bornAt, column, isInColumn, lineEnds) = (new int[room], new int[room], new double[room], new bool[room], new int[room + 1]);
        }
        (moveCount, countCount) = (moves.Count, counts);
        columnEnds.Clear();
        columnCounts.Clear();
        columnRates.Clear();
        Array.Clear(lineEnds, 0, countCount + 1);
        foreach (var move in moves)
        {
            for (int i = 0; i < move.Nodes.Length; i++)
            {
                int count = numberOf[move.Nodes[i]];
                columnCounts.Add(count);
                columnRates.Add(move.Steps[i]);
                lineEnds[count + 1]++;
            }
            columnEnds.Add(columnCounts.Count);
        }
        if (columnCounts.Count > lineColumns.Length)
        {
            int room = Math.Max(columnCounts.Count, 2 * lineColumns.Length);
            (lineColumns, lineRates) = (new int[room], new double[room]);
        }
        // Each line begins where the one before ends, and has reached its end once all its entries are in place.
        for (int count = 1; count <= countCount; count++) lineEnds[count] += lineEnds[count - 1];
        for (int entry = 0, move = 0; entry < columnCounts.Count; entry++)
        {
            while (entry == columnEnds[move]) move++;
            int at = lineEnds[columnCounts[entry]]++;
            (lineColumns[at], lineRates[at]) = (move, columnRates[entry]);
        }
        Begin();
    }

    /// <summary>The counts that the column worked out last changes.</summary>
    public IReadOnlyList<int> InColumn => inColumn;

    /// <summary>By how much it changes one of them.</summary>
    public double RateOf(int count) => column[count];

    /// <summary>The column of a count at its least value; -1 for one that has a line.</summary>
    public int ColumnOf(int count) => columnOf[count];

    public bool IsMove(int column) => atColumn[column] < 0;

    /// <summary>Forgets every step.</summary>
    public void Begin()
    {
        Array.Fill(columnOf, -1, 0, countCount);
        Array.Fill(atColumn, -1, 0, moveCount);
        Array.Clear(bornAt, 0, countCount);
        Array.Clear(enteredAt, 0, moveCount);
        Forget();
    }

    private void Forget()
    {
        taken.ForEach(t => spare.Push(t.Line));
        taken.Clear();
        takenCounts.Clear();
        takenRates.Clear();
    }

    /// <summary>The column worked out last enters and this count leaves for its place.</summary>
    /// <returns>The count that the column stood for and that has a line again; -1 where it was a move.</returns>
    public int Take(int enter, int leave)
    {
        if (!spare.TryPop(out Line? line))
        {
            line = new Line();
        }
        WorkOutLine(leave, line);
        int back = atColumn[enter];
        int before = takenCounts.Count;
        foreach (int count in inColumn)
        {
            if (count == leave) continue;
            takenCounts.Add(count);
            takenRates.Add(column[count]);
        }
        taken.Add(new(enter, line[enter], line, before..takenCounts.Count, back));
        (columnOf[leave], atColumn[enter], enteredAt[enter]) = (enter, leave, taken.Count);
        if (back >= 0)
        {
            (columnOf[back], bornAt[back]) = (-1, taken.Count);
        }
        return back;
    }

    /// <summary>A count that has a line, as it depends on every column now.</summary>
    public void WorkOutLine(int count, Line line)
    {
        line.Begin(moveCount);
        if (bornAt[count] == 0)
        {
            for (int i = count == 0 ? 0 : lineEnds[count - 1]; i < lineEnds[count]; i++)
            {
                line.Put(lineColumns[i], lineRates[i]);
            }
        }
        else
        {
            var birth = taken[bornAt[count] - 1];
            line.Add(birth.Line, -1 / birth.By);
            line.Put(birth.Enter, 1 / birth.By);
        }
        for (int step = bornAt[count]; step < taken.Count; step++)
        {
            Apply(taken[step], line);
        }
    }

    /// <summary>Brings a line that was worked out before the last step up to date.</summary>
    public void ApplyLast(Line line) => Apply(taken[^1], line);

    private static void Apply(Step step, Line line)
    {
        double share = line[step.Enter] / step.By;
        if (Math.Abs(share) > Tiny)
        {
            line.Add(step.Line, -share);
        }
        if (share != 0)
        {
            line.Put(step.Enter, share);
        }
    }

    /// <summary>How every count that has a line depends on one column now.</summary>
    public void WorkOutColumn(int which)
    {
        foreach (int count in inColumn)
        {
            isInColumn[count] = false;
        }
        inColumn.Clear();
        if (enteredAt[which] == 0)
        {
            for (int i = which == 0 ? 0 : columnEnds[which - 1]; i < columnEnds[which]; i++)
            {
                Put(columnCounts[i], columnRates[i]);
            }
        }
        else
        {
            var entry = taken[enteredAt[which] - 1];
            for (int i = entry.Column.Start.Value; i < entry.Column.End.Value; i++)
            {
                Put(takenCounts[i], takenRates[i] / entry.By);
            }
            if (entry.Back >= 0)
            {
                Put(entry.Back, 1 / entry.By);
            }
        }
        for (int step = enteredAt[which]; step < taken.Count; step++)
        {
            var (_, by, line, counts, back) = taken[step];
            double share = line[which] / by;
            if (Math.Abs(share) > Tiny)
            {
                for (int i = counts.Start.Value; i < counts.End.Value; i++)
                {
                    int count = takenCounts[i];
                    Put(count, (isInColumn[count] ? column[count] : 0) - (share * takenRates[i]));
                }
            }
            if (back >= 0)
            {
                Put(back, -share);
            }
        }
        inColumn.RemoveAll(count =>
        {
            bool isGone = columnOf[count] >= 0 || Math.Abs(column[count]) <= Tiny;
            isInColumn[count] &= !isGone;
            return isGone;
        });
    }

    private void Put(int count, double rate)
    {
        column[count] = rate;
        if (!isInColumn[count])
        {
            isInColumn[count] = true;
            inColumn.Add(count);
        }
    }

    /// <summary>A number for each column; most are zero.</summary>
    internal sealed class Line
    {
        private readonly List<int> used = [];
        private double[] values = [];
        private bool[] isUsed = [];

        /// <summary>The columns whose number may be another than zero, in no order.</summary>
        public List<int> Used => used;

        public double this[int column] => values[column];

        /// <summary>Zero everywhere.</summary>
        public void Begin(int columns)
        {
            foreach (int column in used) (values[column], isUsed[column]) = (0, false);
            used.Clear();
            if (columns > values.Length)
            {
                int room = Math.Max(columns, 2 * values.Length);
                (values, isUsed) = (new double[room], new bool[room]);
            }
        }

        public void Put(int column, double value)
        {
            values[column] = value;
            if (!isUsed[column])
            {
                isUsed[column] = true;
                used.Add(column);
            }
        }

        public void Add(Line other, double times)
        {
            foreach (int column in other.used) Put(column, values[column] + (other.values[column] * times));
        }
    }
}
