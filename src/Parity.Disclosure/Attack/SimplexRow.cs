using System.Numerics;

namespace Parity.Disclosure.Attack;

/// <summary>A row of a <see cref="SimplexDictionary"/>: denominator x unknown = constant + sum of step x other unknown, in whole numbers.</summary>
internal sealed record SimplexRow(long Denominator, long Constant, int[] Unknowns, long[] Steps)
{
    public long StepOf(int unknown)
    {
        int at = Array.BinarySearch(Unknowns, unknown);
        return at < 0 ? 0 : Steps[at];
    }

    /// <summary>What an unknown is, from a row that is nothing altogether.</summary>
    public static SimplexRow Solve(SimplexRow zero, int unknown)
    {
        long step = zero.StepOf(unknown);
        int sign = step > 0 ? -1 : 1;
        var rest = Enumerable.Range(0, zero.Unknowns.Length).Where(i => zero.Unknowns[i] != unknown).ToArray();
        return Reduced(Math.Abs(step), sign * zero.Constant, [.. rest.Select(i => zero.Unknowns[i])], [.. rest.Select(i => sign * zero.Steps[i])]);
    }

    /// <summary>a x one + b x other; the denominator of the first is multiplied by a, and one of its terms left out, where asked.</summary>
    public static SimplexRow Combine(SimplexRow one, long a, SimplexRow other, long b, bool scaleDenominator, int without = -1)
    {
        int[] unknowns = new int[one.Unknowns.Length + other.Unknowns.Length];
        long[] steps = new long[unknowns.Length];
        int count = 0;
        for (int i = 0, j = 0; i < one.Unknowns.Length || j < other.Unknowns.Length;)
        {
            if (i == without)
            {
                i++;
                continue;
            }
            int left = i < one.Unknowns.Length ? one.Unknowns[i] : int.MaxValue;
            int right = j < other.Unknowns.Length ? other.Unknowns[j] : int.MaxValue;
            int unknown = Math.Min(left, right);
            Int128 step = 0;
            if (left == unknown)
            {
                step += (Int128)a * one.Steps[i++];
            }
            if (right == unknown)
            {
                step += (Int128)b * other.Steps[j++];
            }
            if (step != 0)
            {
                (unknowns[count], steps[count]) = (unknown, Fit(step));
                count++;
            }
        }
        long constant = Fit(((Int128)a * one.Constant) + ((Int128)b * other.Constant));
        long denominator = scaleDenominator ? Fit((Int128)a * one.Denominator) : one.Denominator;
        return scaleDenominator || denominator != 1
            ? Reduced(denominator, constant, unknowns[..count], steps[..count])
            : new SimplexRow(denominator, constant, unknowns[..count], steps[..count]);
    }

    private static SimplexRow Reduced(long denominator, long constant, int[] unknowns, long[] steps)
    {
        var common = BigInteger.GreatestCommonDivisor(denominator, constant);
        for (int i = 0; i < steps.Length && !common.IsOne; i++)
        {
            common = BigInteger.GreatestCommonDivisor(common, steps[i]);
        }
        long by = (long)common;
        return by <= 1 ? new(denominator, constant, unknowns, steps)
            : new(denominator / by, constant / by, unknowns, Array.ConvertAll(steps, s => s / by));
    }

    public static long Fit(Int128 value) =>
        Int128.Abs(value) < 1L << 62 ? (long)value : throw new OutOfReachException("Fractions grew beyond 62 bits.");
}
