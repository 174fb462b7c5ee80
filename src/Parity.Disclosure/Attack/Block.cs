namespace Parity.Disclosure.Attack;

/// <summary>Bounds on a withheld count.</summary>
/// <param name="Lower">The least value that fits what is public.</param>
/// <param name="Upper">The greatest, null where there is none.</param>
/// <param name="Exact">Both are reached by whole-number tables; otherwise they hold, but may be too wide.</param>
public readonly record struct Bounds(long Lower, long? Upper, bool Exact);

/// <summary>Withheld counts that hang together, and what the intruder can find out about each.</summary>
internal sealed class Block
{
    private const int BranchesTried = 400;

    private const int MostDived = 200;

    /// <summary>How far a count rises that nothing limits.</summary>
    public const long Unlimited = 1_000_000;

    private readonly long[] least;
    private readonly SimplexDictionary tables;
    private readonly long[] low;
    private readonly long[] high;
    private readonly CancellationToken stop;

    private Block(long[] least, SimplexDictionary tables, CancellationToken stop)
    {
        (this.least, this.tables, this.stop) = (least, tables, stop);
        low = new long[least.Length];
        high = new long[least.Length];
        Array.Fill(low, long.MaxValue);
        Array.Fill(high, long.MinValue);
        Dive();
    }

    /// <summary>Null where no table fits.</summary>
    /// <param name="least">The least value of each unknown.</param>
    /// <param name="equations">Sums of unknowns with their public totals.</param>
    public static Block? Open(long[] least, IReadOnlyList<((int Unknown, long Coefficient)[] Terms, long Total)> equations, long effort, CancellationToken stop)
    {
        var tables = new SimplexDictionary(least.Length, effort);
        foreach (var (terms, total) in equations)
        {
            long shifted = total;
            foreach (var (unknown, coefficient) in terms)
            {
                shifted = checked(shifted - (coefficient * least[unknown]));
            }
            if (!tables.Require(terms, shifted))
            {
                return null;
            }
        }
        return tables.MakeFeasible(stop) ? new Block(least, tables, stop) : null;
    }

    /// <summary>Whether two whole-number tables differ by the width in this unknown.</summary>
    public bool IsWide(int unknown, long width) => high[unknown] >= low[unknown] && high[unknown] - low[unknown] >= width;

    /// <summary>How far apart whole-number tables seen so far are in this unknown.</summary>
    public long WidthSeen(int unknown) => Math.Max(0, high[unknown] - low[unknown]);

    public Bounds BoundsOf(int unknown)
    {
        var (lower, lowerReached) = End(unknown, -1);
        var (upper, upperReached) = End(unknown, 1);
        Learn(tables);
        return new(lower!.Value, upper, lowerReached && upperReached);
    }

    // The whole-number optimum, by branch and bound on the linear one (Land and Doig 1960).
    private (long? Value, bool Reached) End(int unknown, int sign)
    {
        if (!tables.Optimise(unknown, sign, () => Note(tables), stop))
        {
            return (null, true);
        }
        var (numerator, denominator) = tables.ValueOf(unknown);
        long outer = sign > 0 ? FloorDivide(numerator, denominator) : -FloorDivide(-numerator, denominator);
        long best = sign > 0 ? high[unknown] : low[unknown];
        if (best == outer + least[unknown])
        {
            return (best, true);
        }
        long? inner = high[unknown] < low[unknown] ? null : best - least[unknown];
        var open = new PriorityQueue<SimplexDictionary, long>();
        open.Enqueue(tables, -sign * outer);
        for (int tried = 0; open.TryDequeue(out var node, out long promise);)
        {
            if (inner is { } found && sign * found >= -promise)
            {
                return (found + least[unknown], true);
            }
            int split = node.Fractional();
            if (split < 0)
            {
                Note(node);
                return (-promise * sign + least[unknown], true);
            }
            if (++tried > BranchesTried)
            {
                return (-promise * sign + least[unknown], false);
            }
            var (n, d) = node.ValueOf(split);
            long floor = FloorDivide(n, d);
            foreach (bool above in (ReadOnlySpan<bool>)[false, true])
            {
                var branch = node.Copy();
                branch.AddBasic(above ? -floor - 1 : floor, [(split, above ? 1 : -1)]);
                if (!branch.MakeFeasible(stop))
                {
                    continue;
                }
                branch.Optimise(unknown, sign, null, stop);
                var (bn, bd) = branch.ValueOf(unknown);
                long bound = sign > 0 ? FloorDivide(bn, bd) : -FloorDivide(-bn, bd);
                if (branch.Fractional() < 0)
                {
                    Learn(branch);
                    inner = inner is { } known ? sign * Math.Max(sign * known, sign * bound) : bound;
                }
                open.Enqueue(branch, -sign * bound);
            }
        }
        return inner is { } value ? (value + least[unknown], true) : (outer + least[unknown], false);
    }

    // A table in whole numbers is a witness for every unknown in it.
    private void Note(SimplexDictionary at)
    {
        if (at.Fractional() >= 0)
        {
            return;
        }
        for (int u = 0; u < least.Length; u++)
        {
            var (numerator, denominator) = at.ValueOf(u);
            long value = least[u] + (numerator / denominator);
            low[u] = Math.Min(low[u], value);
            high[u] = Math.Max(high[u], value);
        }
    }

    // From where the search stands to a table in whole numbers near it, without looking back.
    private void Dive()
    {
        var at = tables;
        for (int depth = 0; depth < MostDived; depth++)
        {
            int split = at.Fractional();
            if (split < 0)
            {
                Learn(at);
                return;
            }
            at = depth == 0 ? tables.Copy() : at;
            var (numerator, denominator) = at.ValueOf(split);
            long floor = FloorDivide(numerator, denominator);
            bool above = 2 * (numerator - (floor * denominator)) >= denominator;
            at.AddBasic(above ? -floor - 1 : floor, [(split, above ? 1 : -1)]);
            if (!at.MakeFeasible(stop))
            {
                return;
            }
        }
    }

    // Tables one step from one in whole numbers prove most counts wide without any search for the least and greatest.
    private void Learn(SimplexDictionary at)
    {
        Note(at);
        if (at.Fractional() < 0)
        {
            at.Neighbours(Unlimited, (unknown, value) =>
            {
                if (unknown < least.Length)
                {
                    low[unknown] = Math.Min(low[unknown], least[unknown] + value);
                    high[unknown] = Math.Max(high[unknown], least[unknown] + value);
                }
            });
        }
    }

    private static long FloorDivide(long numerator, long denominator) =>
        numerator >= 0 ? numerator / denominator : -((-numerator + denominator - 1) / denominator);
}
