using System.Numerics;

namespace Parity.Disclosure.Attack;

/// <summary>
/// Linear programming over fractions without rounding: a simplex dictionary with sparse whole-number rows. Unknowns are
/// not negative. Rows say denominator x basic unknown = constant + sum of step x unknown outside the basis.
/// </summary>
/// <remarks>Bland's rule (1977) keeps it from running in circles. Numbers beyond 62 bits end the attempt.</remarks>
internal sealed class SimplexDictionary
{
    private readonly List<SimplexRow?> rowOf = [];
    private readonly List<HashSet<int>> rowsWith = [];

    private readonly long effort;
    private long spent;

    /// <param name="effort">Terms that may be combined before the attempt ends.</param>
    public SimplexDictionary(int unknowns, long effort)
    {
        this.effort = effort;
        for (int u = 0; u < unknowns; u++)
        {
            AddUnknown();
        }
    }

    private SimplexDictionary(SimplexDictionary other)
    {
        (effort, spent) = (other.effort, other.spent);
        rowOf = [.. other.rowOf];
        rowsWith = [.. other.rowsWith.Select(r => new HashSet<int>(r))];
    }

    /// <summary>Changes of basis so far.</summary>
    public int Pivots { get; private set; }

    public SimplexDictionary Copy() => new(this);

    public int AddUnknown()
    {
        rowOf.Add(null);
        rowsWith.Add([]);
        return rowOf.Count - 1;
    }

    /// <summary>Requires sum of coefficient x unknown = total. False if nothing fits.</summary>
    public bool Require(IEnumerable<(int Unknown, long Coefficient)> terms, long total)
    {
        // 0 = -total + sum, with basic unknowns replaced by what they are.
        var sum = new SimplexRow(1, -total, [], []);
        foreach (var (unknown, coefficient) in terms)
        {
            sum = rowOf[unknown] is { } basic
                ? SimplexRow.Combine(sum, basic.Denominator, basic, SimplexRow.Fit((Int128)coefficient * sum.Denominator), scaleDenominator: true)
                : SimplexRow.Combine(sum, 1, new SimplexRow(1, 0, [unknown], [1]), SimplexRow.Fit((Int128)coefficient * sum.Denominator), scaleDenominator: false);
        }
        if (sum.Unknowns.Length == 0)
        {
            return sum.Constant == 0;
        }
        int best = 0;
        for (int i = 1; i < sum.Steps.Length; i++)
        {
            var (one, other) = (Math.Abs(sum.Steps[i]), Math.Abs(sum.Steps[best]));
            if (one < other || (one == other && rowsWith[sum.Unknowns[i]].Count < rowsWith[sum.Unknowns[best]].Count))
            {
                best = i;
            }
        }
        Enter(sum.Unknowns[best], SimplexRow.Solve(sum, sum.Unknowns[best]));
        return true;
    }

    /// <summary>Adds unknown = constant + sum of step x others and gives its number.</summary>
    public int AddBasic(long constant, IEnumerable<(int Unknown, long Step)> steps)
    {
        var row = new SimplexRow(1, constant, [], []);
        foreach (var (unknown, step) in steps)
        {
            row = rowOf[unknown] is { } basic
                ? SimplexRow.Combine(row, basic.Denominator, basic, SimplexRow.Fit((Int128)step * row.Denominator), scaleDenominator: true)
                : SimplexRow.Combine(row, 1, new SimplexRow(1, 0, [unknown], [1]), SimplexRow.Fit((Int128)step * row.Denominator), scaleDenominator: false);
        }
        int added = AddUnknown();
        Place(added, row);
        return added;
    }

    /// <summary>Finds a table in which no unknown is negative; false if there is none.</summary>
    public bool MakeFeasible(CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            int worst = -1;
            for (int u = 0; u < rowOf.Count; u++)
            {
                if (rowOf[u] is { Constant: < 0 })
                {
                    worst = u;
                    break;
                }
            }
            if (worst < 0)
            {
                return true;
            }
            if (!Climb(worst, 1, untilFeasible: true, stop))
            {
                return false;
            }
        }
    }

    /// <summary>Moves to a table where the unknown is as great (sign 1) or as small (-1) as can be. False if there is no limit.</summary>
    public bool Optimise(int unknown, int sign, Action? visited, CancellationToken stop)
    {
        if (rowOf[unknown] is null)
        {
            if (sign < 0)
            {
                return true;
            }
            int leave = Limiting(unknown);
            if (leave < 0)
            {
                return false;
            }
            Pivot(leave, unknown);
            visited?.Invoke();
        }
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var row = rowOf[unknown];
            if (row is null)
            {
                // It fell to its least value.
                return true;
            }
            int enter = Improving(row, sign);
            if (enter < 0)
            {
                return true;
            }
            int leave = Limiting(enter);
            if (leave < 0)
            {
                return false;
            }
            Pivot(leave, enter);
            visited?.Invoke();
        }
    }

    public (long Numerator, long Denominator) ValueOf(int unknown) =>
        rowOf[unknown] is { } row ? (row.Constant, row.Denominator) : (0, 1);

    /// <summary>The first unknown whose value is a fraction, or -1.</summary>
    public int Fractional()
    {
        for (int u = 0; u < rowOf.Count; u++)
        {
            if (rowOf[u] is { } row && row.Constant % row.Denominator != 0)
            {
                return u;
            }
        }
        return -1;
    }

    /// <summary>
    /// Whole-number tables one step away: an unknown outside the basis rises as far as it can, the others outside stay. The
    /// table here must be in whole numbers.
    /// </summary>
    /// <param name="most">How far an unknown rises that nothing holds back.</param>
    /// <param name="seen">Told each unknown that changes and its value there.</param>
    public void Neighbours(long most, Action<int, long> seen)
    {
        for (int enter = 0; enter < rowOf.Count; enter++)
        {
            if (rowOf[enter] is not null)
            {
                continue;
            }
            long length = most, unit = 1;
            foreach (int u in rowsWith[enter])
            {
                var row = rowOf[u]!;
                long step = row.StepOf(enter);
                unit = Math.Max(unit, row.Denominator / (long)BigInteger.GreatestCommonDivisor(row.Denominator, step));
                length = step < 0 ? Math.Min(length, row.Constant / -step) : length;
            }
            length -= length % unit;
            if (length <= 0 || rowsWith[enter].Any(u => (Int128)rowOf[u]!.StepOf(enter) * length % rowOf[u]!.Denominator != 0))
            {
                continue;
            }
            seen(enter, length);
            foreach (int u in rowsWith[enter])
            {
                var row = rowOf[u]!;
                seen(u, (long)((row.Constant + ((Int128)row.StepOf(enter) * length)) / row.Denominator));
            }
        }
    }

    // Raises a row's unknown; other rows that are negative already do not hold it back.
    private bool Climb(int unknown, int sign, bool untilFeasible, CancellationToken stop)
    {
        while (rowOf[unknown] is { } row && (!untilFeasible || row.Constant < 0))
        {
            stop.ThrowIfCancellationRequested();
            int enter = Improving(row, sign);
            if (enter < 0)
            {
                return false;
            }
            int leave = Limiting(enter);
            // The row itself stops at nothing: it leaves when that comes first.
            if (row.StepOf(enter) is var own && own > 0 && (leave < 0 || Sooner(row, own, rowOf[leave]!, -rowOf[leave]!.StepOf(enter))))
            {
                leave = unknown;
            }
            Pivot(leave, enter);
        }
        return true;
    }

    // -constant/own against constant/fall, both not negative.
    private static bool Sooner(SimplexRow row, long own, SimplexRow limit, long fall) =>
        (Int128)(-row.Constant) * fall <= (Int128)limit.Constant * own;

    private static int Improving(SimplexRow row, int sign)
    {
        for (int i = 0; i < row.Unknowns.Length; i++)
        {
            if (row.Steps[i] * sign > 0)
            {
                return row.Unknowns[i];
            }
        }
        return -1;
    }

    private int Limiting(int enter)
    {
        int leave = -1;
        (long constant, long fall) = (0, 1);
        foreach (int u in rowsWith[enter])
        {
            var row = rowOf[u]!;
            long step = row.StepOf(enter);
            if (step >= 0 || row.Constant < 0)
            {
                continue;
            }
            Int128 difference = leave < 0 ? -1 : ((Int128)row.Constant * fall) - ((Int128)constant * -step);
            if (difference < 0 || (difference == 0 && u < leave))
            {
                (leave, constant, fall) = (u, row.Constant, -step);
            }
        }
        return leave;
    }

    private void Pivot(int leave, int enter)
    {
        Pivots++;
        if (spent > effort)
        {
            throw new OutOfReachException("This block takes too long to work out exactly.");
        }
        var row = rowOf[leave]!;
        Remove(leave, row);
        // denominator x leave = constant + ... : a row of zero with the leaving unknown among the others.
        var zero = SimplexRow.Combine(new SimplexRow(1, row.Constant, row.Unknowns, row.Steps), 1, new SimplexRow(1, 0, [leave], [1]), -row.Denominator, scaleDenominator: false);
        Enter(enter, SimplexRow.Solve(zero, enter));
    }

    private void Enter(int unknown, SimplexRow row)
    {
        foreach (int other in rowsWith[unknown].ToArray())
        {
            var old = rowOf[other]!;
            int at = Array.BinarySearch(old.Unknowns, unknown);
            spent += old.Unknowns.Length + row.Unknowns.Length;
            var next = SimplexRow.Combine(old, row.Denominator, row, old.Steps[at], scaleDenominator: true, without: at);
            Reindex(other, old.Unknowns, next.Unknowns);
            rowOf[other] = next;
        }
        Place(unknown, row);
    }

    private void Place(int unknown, SimplexRow row)
    {
        rowOf[unknown] = row;
        foreach (int u in row.Unknowns)
        {
            rowsWith[u].Add(unknown);
        }
    }

    private void Reindex(int row, int[] before, int[] after)
    {
        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            int left = i < before.Length ? before[i] : int.MaxValue;
            int right = j < after.Length ? after[j] : int.MaxValue;
            if (left < right)
            {
                rowsWith[left].Remove(row);
            }
            else if (right < left)
            {
                rowsWith[right].Add(row);
            }
            (i, j) = (left <= right ? i + 1 : i, right <= left ? j + 1 : j);
        }
    }

    private void Remove(int unknown, SimplexRow row)
    {
        rowOf[unknown] = null;
        foreach (int u in row.Unknowns)
        {
            rowsWith[u].Remove(unknown);
        }
    }
}
