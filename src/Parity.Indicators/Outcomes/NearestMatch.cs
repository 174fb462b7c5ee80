namespace Parity.Indicators.Outcomes;

/// <summary>Somebody as far as they are compared.</summary>
/// <param name="Exact">What has to be the same: whoever differs in it is never matched.</param>
/// <param name="Near">What has to be near: numbers whose distances may be added.</param>
public readonly record struct Comparable(string Exact, IReadOnlyList<double> Near);

/// <param name="Ratio">How many are matched to each; whoever does not find so many is matched with nobody.</param>
/// <param name="Caliper">The furthest a match may lie, in the sum of distances.</param>
public readonly record struct MatchRules(int Ratio, double Caliper);

/// <param name="One">Index of who is compared.</param>
/// <param name="Others">Indices of those matched, nearest first.</param>
public sealed record MatchedSet(int One, IReadOnlyList<int> Others);

/// <summary>
/// Greedy nearest-neighbour matching without replacement, exact on some traits and within a caliper on the others (Rosenbaum
/// and Rubin 1985; Stuart 2010). Those with the fewest to choose from choose first; what is alike is ordered by the seed
/// alone, so the same people and the same seed give the same sets.
/// </summary>
public static class NearestMatch
{
    public static IReadOnlyList<MatchedSet> Of(IReadOnlyList<Comparable> ones, IReadOnlyList<Comparable> others, MatchRules rules, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.Ratio, 1, nameof(rules));
        var pool = Enumerable.Range(0, others.Count).GroupBy(at => others[at].Exact, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        var reach = ones.Select((one, at) => (At: at, Within: pool.GetValueOrDefault(one.Exact, [])
            .Select(other => (Other: other, Distance: Distance(one, others[other]))).Where(o => o.Distance <= rules.Caliper)
            .OrderBy(o => o.Distance).ThenBy(o => Draw(seed, 1, o.Other)).ToList())).ToList();
        var taken = new HashSet<int>();
        var sets = new List<MatchedSet>();
        foreach (var (at, within) in reach.OrderBy(r => r.Within.Count).ThenBy(r => Draw(seed, 0, r.At)))
        {
            int[] chosen = [.. within.Select(o => o.Other).Where(other => !taken.Contains(other)).Take(rules.Ratio)];
            if (chosen.Length < rules.Ratio) continue;
            taken.UnionWith(chosen);
            sets.Add(new(at, chosen));
        }

        return [.. sets.OrderBy(s => s.One)];
    }

    private static double Distance(Comparable one, Comparable other)
    {
        if (one.Near.Count != other.Near.Count) throw new ArgumentException("Both are compared in the same traits.", nameof(other));
        double sum = 0;
        for (int at = 0; at < one.Near.Count; at++) sum += Math.Abs(one.Near[at] - other.Near[at]);
        return sum;
    }

    /// <summary>A number as good as random for each index (SplitMix64; Steele, Lea and Flood 2014).</summary>
    private static ulong Draw(long seed, int kind, int at)
    {
        ulong z = unchecked((ulong)seed + (0x9E3779B97F4A7C15UL * (((ulong)at * 2) + (ulong)kind + 1)));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }
}
