namespace Parity.Indicators;

/// <summary>Sorts numbers with what belongs to them, digit by digit: linear in the number of people.</summary>
internal static class RadixSort
{
    private const int Bits = 11;

    /// <param name="from">The lowest bit that orders; those below it are carried along.</param>
    public static void Ascending(ref ulong[] keys, ref int[]? weights, int from)
    {
        ulong most = 0;
        foreach (ulong key in keys) most = Math.Max(most, key);
        ulong[] otherKeys = new ulong[keys.Length];
        int[]? otherWeights = weights is null ? null : new int[keys.Length];
        for (int shift = from; shift < 64 && most >> shift != 0; shift += Bits)
        {
            int[] starts = new int[(1 << Bits) + 1];
            foreach (ulong key in keys) starts[(int)(key >> shift & ((1 << Bits) - 1)) + 1]++;
            for (int digit = 0; digit < 1 << Bits; digit++) starts[digit + 1] += starts[digit];
            for (int i = 0; i < keys.Length; i++)
            {
                int at = starts[(int)(keys[i] >> shift & ((1 << Bits) - 1))]++;
                otherKeys[at] = keys[i];
                if (otherWeights is not null) otherWeights[at] = weights![i];
            }
            (keys, otherKeys) = (otherKeys, keys);
            (weights, otherWeights) = (otherWeights, weights);
        }
    }
}
