namespace Parity.Disclosure.Selecting;

/// <summary>One person more at one innermost code and, mostly, one less at another: by how much each code of a breakdown changes.</summary>
/// <param name="All">Offset of each code that changes, and its step of 1 or -1.</param>
/// <param name="Roots">The same for the codes that are part of nothing.</param>
internal sealed record Shift((long Offset, int Step)[] All, (long Offset, int Step)[] Roots);

/// <summary>For each code of a breakdown the shifts that raise it by one, those that change fewest codes first.</summary>
internal sealed class Partners
{
    private readonly Dimension dimension;
    private readonly long stride;
    private readonly long[] popularity;
    private readonly int[] leaves;
    private readonly int most;
    private readonly Shift[]?[] known;

    /// <param name="popularity">How many people each code counts.</param>
    /// <param name="most">Shifts kept for one code.</param>
    public Partners(Dimension dimension, long stride, long[] popularity, int most)
    {
        (this.dimension, this.stride, this.popularity, this.most) = (dimension, stride, popularity, most);
        leaves = [.. dimension.Leaves.Where(l => popularity[l] > 0).OrderByDescending(l => popularity[l]).ThenBy(l => l)];
        known = new Shift[dimension.Codes.Count][];
    }

    public Shift[] Of(int code) => known[code] ??= Find(code);

    /// <summary>Innermost codes that are part of a code, the largest first.</summary>
    public IEnumerable<int> Under(int code) => leaves.Where(l => dimension.Ancestry[l].Contains(code));

    /// <summary>One person more at an innermost code and nobody less.</summary>
    public Shift More(int leaf) => Between(leaf, -1);

    private Shift[] Find(int code)
    {
        int[] own = [.. Under(code)];
        var others = leaves.Except(own).ToArray();
        var swaps = new List<(int Size, Shift Shift)>();
        // Taking somebody from nowhere changes all totals; it comes last but must not be crowded out.
        var opened = own.Take(Math.Max(2, most / 4)).Select(More);
        foreach (int from in own)
        {
            foreach (int to in others)
            {
                var shift = Between(from, to);
                swaps.Add((shift.All.Length, shift));
            }
        }
        return [.. swaps.OrderBy(s => s.Size).Take(most).Select(s => s.Shift).Concat(opened)];
    }

    private Shift Between(int more, int less)
    {
        var up = dimension.Ancestry[more];
        var down = less < 0 ? [] : dimension.Ancestry[less];
        var steps = up.Except(down).Select(c => (c, 1)).Concat(down.Except(up).Select(c => (c, -1))).ToArray();
        return new(
            [.. steps.Select(s => (s.Item1 * stride, s.Item2))],
            [.. steps.Where(s => dimension.IsRoot(s.Item1)).Select(s => (s.Item1 * stride, s.Item2))]);
    }
}
