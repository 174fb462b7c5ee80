using System.Numerics;
using System.Runtime.InteropServices;

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
    private readonly record struct Step(int Enter, double By, double[] Line, int[] Counts, double[] Rates, int Back);

    private readonly (int[] Columns, double[] Rates)[] startLines;
    private readonly (int[] Counts, double[] Rates)[] startColumns;

    // A column stands for a move until it enters; afterwards for a count at its least value. A count has a line until a move
    // takes its place: moves may be any number, so they never limit and need none.
    private readonly int[] atColumn;
    private readonly int[] columnOf;
    private readonly int[] bornAt;
    private readonly int[] enteredAt;
    private readonly List<Step> taken = [];
    private readonly Stack<double[]> spare = [];

    private readonly double[] column;
    private readonly List<int> inColumn = [];
    private readonly bool[] isInColumn;

    /// <param name="moves">The counts that each changes, and by how much.</param>
    public ProductForm(int countCount, (int[] Counts, double[] Rates)[] moves)
    {
        startColumns = moves;
        var entries = new List<(int Column, double Rate)>[countCount];
        for (int c = 0; c < moves.Length; c++)
        {
            for (int i = 0; i < moves[c].Counts.Length; i++)
            {
                (entries[moves[c].Counts[i]] ??= []).Add((c, moves[c].Rates[i]));
            }
        }
        startLines = Array.ConvertAll(entries, e => (e.ConvertAll(t => t.Column).ToArray(), e.ConvertAll(t => t.Rate).ToArray()));
        (column, isInColumn) = (new double[countCount], new bool[countCount]);
        (columnOf, bornAt) = (new int[countCount], new int[countCount]);
        (atColumn, enteredAt) = (new int[moves.Length], new int[moves.Length]);
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
        Array.Fill(columnOf, -1);
        Array.Fill(atColumn, -1);
        Array.Clear(bornAt);
        Array.Clear(enteredAt);
        taken.ForEach(t => spare.Push(t.Line));
        taken.Clear();
    }

    /// <summary>The column worked out last enters and this count leaves for its place.</summary>
    /// <returns>The count that the column stood for and that has a line again; -1 where it was a move.</returns>
    public int Take(int enter, int leave)
    {
        if (!spare.TryPop(out double[]? line))
        {
            line = new double[atColumn.Length];
        }
        WorkOutLine(leave, line);
        inColumn.Remove(leave);
        isInColumn[leave] = false;
        int back = atColumn[enter];
        taken.Add(new(enter, line[enter], line, [.. inColumn], [.. inColumn.Select(count => column[count])], back));
        (columnOf[leave], atColumn[enter], enteredAt[enter]) = (enter, leave, taken.Count);
        if (back >= 0)
        {
            (columnOf[back], bornAt[back]) = (-1, taken.Count);
        }
        return back;
    }

    /// <summary>A count that has a line, as it depends on every column now.</summary>
    public void WorkOutLine(int count, double[] line)
    {
        Array.Clear(line);
        if (bornAt[count] == 0)
        {
            var (columns, rates) = startLines[count];
            for (int i = 0; i < columns.Length; i++)
            {
                line[columns[i]] = rates[i];
            }
        }
        else
        {
            var birth = taken[bornAt[count] - 1];
            Add(line, birth.Line, -1 / birth.By);
            line[birth.Enter] = 1 / birth.By;
        }
        for (int step = bornAt[count]; step < taken.Count; step++)
        {
            Apply(taken[step], line);
        }
    }

    /// <summary>Brings a line that was worked out before the last step up to date.</summary>
    public void ApplyLast(double[] line) => Apply(taken[^1], line);

    private static void Apply(Step step, double[] line)
    {
        double share = line[step.Enter] / step.By;
        if (Math.Abs(share) > Tiny)
        {
            Add(line, step.Line, -share);
        }
        line[step.Enter] = share;
    }

    private static void Add(double[] to, double[] what, double times)
    {
        var sums = MemoryMarshal.Cast<double, Vector<double>>(to.AsSpan());
        var terms = MemoryMarshal.Cast<double, Vector<double>>(what.AsSpan());
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += terms[i] * times;
        }
        for (int i = sums.Length * Vector<double>.Count; i < to.Length; i++)
        {
            to[i] += what[i] * times;
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
            var (counts, rates) = startColumns[which];
            for (int i = 0; i < counts.Length; i++)
            {
                Put(counts[i], rates[i]);
            }
        }
        else
        {
            var entry = taken[enteredAt[which] - 1];
            for (int i = 0; i < entry.Counts.Length; i++)
            {
                Put(entry.Counts[i], entry.Rates[i] / entry.By);
            }
            if (entry.Back >= 0)
            {
                Put(entry.Back, 1 / entry.By);
            }
        }
        for (int step = enteredAt[which]; step < taken.Count; step++)
        {
            var (_, by, line, counts, rates, back) = taken[step];
            double share = line[which] / by;
            if (Math.Abs(share) > Tiny)
            {
                for (int i = 0; i < counts.Length; i++)
                {
                    Put(counts[i], (isInColumn[counts[i]] ? column[counts[i]] : 0) - (share * rates[i]));
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
}
