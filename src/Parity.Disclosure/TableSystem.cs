namespace Parity.Disclosure;

/// <summary>Tables over the same people, with all margins and groupings, as one cell system.</summary>
public sealed class TableSystem
{
    private readonly Dictionary<long, int> cellAt = [];
    private readonly List<long> keys = [];
    private readonly long[] stride;

    /// <param name="dimensions">The breakdowns.</param>
    /// <param name="tables">For each table the dimensions it shows; the others are at their roots.</param>
    /// <exception cref="ArgumentException">The tables would have more cells than can be addressed.</exception>
    public TableSystem(IReadOnlyList<Dimension> dimensions, IReadOnlyList<IReadOnlyList<int>> tables)
    {
        (Dimensions, Tables) = (dimensions, tables);
        stride = new long[dimensions.Count];
        Int128 size = 1;
        for (int d = dimensions.Count - 1; d >= 0; d--)
        {
            stride[d] = (long)size;
            size *= dimensions[d].Codes.Count;
            if (size > long.MaxValue / 2)
            {
                throw new ArgumentException("These dimensions have more combinations than can be counted.", nameof(dimensions));
            }
        }
        foreach (var table in tables)
        {
            foreach (long key in Keys(Axes(table)))
            {
                if (cellAt.TryAdd(key, keys.Count))
                {
                    keys.Add(key);
                }
            }
        }
    }

    public IReadOnlyList<Dimension> Dimensions { get; }
    public IReadOnlyList<IReadOnlyList<int>> Tables { get; }

    /// <summary>The number of different cells in all tables together. They are the first cells of any system made here.</summary>
    public int Count => keys.Count;

    /// <summary>The code of a cell in a dimension.</summary>
    public int CodeOf(int cell, int dimension) => (int)(keys[cell] / stride[dimension] % Dimensions[dimension].Codes.Count);

    /// <summary>The cell with these codes, or -1 where no table has it.</summary>
    public int CellAt(ReadOnlySpan<int> codes)
    {
        long key = 0;
        for (int d = 0; d < stride.Length; d++)
        {
            key += stride[d] * codes[d];
        }
        return cellAt.GetValueOrDefault(key, -1);
    }

    /// <summary>Adds people with the given innermost codes to every cell that counts them.</summary>
    public void Tally(ReadOnlySpan<int> codes, long people, long[] counts)
    {
        Span<int> at = stackalloc int[stride.Length];
        at.Clear();
        while (true)
        {
            long key = 0;
            for (int d = 0; d < stride.Length; d++)
            {
                key += stride[d] * Dimensions[d].Ancestry[codes[d]][at[d]];
            }
            if (cellAt.TryGetValue(key, out int cell))
            {
                counts[cell] += people;
            }
            int next = stride.Length - 1;
            while (next >= 0 && ++at[next] == Dimensions[next].Ancestry[codes[next]].Length)
            {
                at[next--] = 0;
            }
            if (next < 0)
            {
                return;
            }
        }
    }

    /// <summary>How many innermost combinations a cell covers: what it costs to withhold it.</summary>
    public double Reach(int cell)
    {
        double reach = 1;
        for (int d = 0; d < stride.Length; d++)
        {
            reach *= LeavesUnder(d)[CodeOf(cell, d)];
        }
        return reach;
    }

    /// <summary>Every sum between cells that a reader of the tables can form.</summary>
    public IEnumerable<(int Cell, int Coefficient)[]> Sums()
    {
        var seen = new HashSet<(long Key, int Dimension)>();
        foreach (var table in Tables)
        {
            foreach (int d in table)
            {
                int[][] axes = Axes(table);
                axes[d] = [.. axes[d].Where(c => !Dimensions[d].IsLeaf(c))];
                foreach (long key in Keys(axes))
                {
                    if (!seen.Add((key, d)))
                    {
                        continue;
                    }
                    int code = (int)(key / stride[d] % Dimensions[d].Codes.Count);
                    var parts = Dimensions[d].ChildrenOf(code);
                    var terms = new (int, int)[parts.Count + 1];
                    terms[0] = (cellAt[key], -1);
                    for (int p = 0; p < parts.Count; p++)
                    {
                        terms[p + 1] = (cellAt[key + (stride[d] * (parts[p] - code))], 1);
                    }
                    yield return terms;
                }
            }
        }
    }

    private int[][] Axes(IReadOnlyList<int> table) =>
        [.. Dimensions.Select((dimension, d) =>
            table.Contains(d) ? [.. Enumerable.Range(0, dimension.Codes.Count)] : dimension.Roots.ToArray())];

    private IEnumerable<long> Keys(int[][] axes)
    {
        if (axes.Any(a => a.Length == 0))
        {
            yield break;
        }
        int[] at = new int[axes.Length];
        while (true)
        {
            long key = 0;
            for (int d = 0; d < axes.Length; d++)
            {
                key += stride[d] * axes[d][at[d]];
            }
            yield return key;
            int next = axes.Length - 1;
            while (next >= 0 && ++at[next] == axes[next].Length)
            {
                at[next--] = 0;
            }
            if (next < 0)
            {
                yield break;
            }
        }
    }

    private readonly Dictionary<int, int[]> leavesUnder = [];

    private int[] LeavesUnder(int dimension)
    {
        if (!leavesUnder.TryGetValue(dimension, out int[]? counts))
        {
            leavesUnder[dimension] = counts = new int[Dimensions[dimension].Codes.Count];
            foreach (int leaf in Dimensions[dimension].Leaves)
            {
                foreach (int above in Dimensions[dimension].Ancestry[leaf])
                {
                    counts[above]++;
                }
            }
        }
        return counts;
    }
}
