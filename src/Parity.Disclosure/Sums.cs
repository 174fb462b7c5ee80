namespace Parity.Disclosure;

/// <summary>The sums that hold between counts, by sum and by count. Held in a few arrays: large plans have millions of terms.</summary>
internal sealed class Sums
{
    private readonly int[] starts;
    private readonly Term[] terms;
    private readonly int[] startsOf;
    private readonly Term[] termsOf;

    /// <summary>A count in a sum, or a sum that a count is in, and what the count is multiplied by there.</summary>
    internal readonly record struct Term(int Number, int Coefficient);

    public Sums(int nodeCount, IReadOnlyList<(int Node, long Coefficient)[]> equations)
    {
        (starts, startsOf) = (new int[equations.Count + 1], new int[nodeCount + 1]);
        for (int sum = 0; sum < equations.Count; sum++)
        {
            starts[sum + 1] = starts[sum] + equations[sum].Length;
            foreach (var (node, _) in equations[sum])
            {
                startsOf[node + 1]++;
            }
        }
        for (int node = 0; node < nodeCount; node++)
        {
            startsOf[node + 1] += startsOf[node];
        }
        (terms, termsOf) = (new Term[starts[^1]], new Term[starts[^1]]);
        int[] next = startsOf[..nodeCount];
        for (int sum = 0; sum < equations.Count; sum++)
        {
            for (int i = 0; i < equations[sum].Length; i++)
            {
                var (node, coefficient) = equations[sum][i];
                terms[starts[sum] + i] = new(node, checked((int)coefficient));
                termsOf[next[node]++] = new(sum, checked((int)coefficient));
            }
        }
    }

    public int Count => starts.Length - 1;

    public ReadOnlySpan<Term> TermsOf(int sum) => terms.AsSpan(starts[sum]..starts[sum + 1]);

    /// <summary>The sums that a count is in.</summary>
    public ReadOnlySpan<Term> SumsOf(int node) => termsOf.AsSpan(startsOf[node]..startsOf[node + 1]);
}
