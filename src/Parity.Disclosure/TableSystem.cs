namespace Parity.Disclosure;

/// <summary>Tables over the same people, with all margins and groupings, as one cell system.</summary>
public sealed class TableSystem
{
    private readonly Dictionary<long, int> cellAt = [];
    private readonly List<long> keys = [];
    private readonly long[] stride;
    private readonly Dictionary<int, int[]> leavesUnder = [];

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

    internal long StrideOf(int dimension) => stride[dimension];

    /// <summary>The sum of stride times code of a cell.</summary>
    internal long KeyOf(int cell) => keys[cell];

    /// <summary>Adds people with the given innermost codes to every cell that counts them.</summary>
    public void Tally(ReadOnlySpan<int> codes, long people, long[] counts)
    {
        foreach (int cell in CellsOf(codes))
        {
            counts[cell] += people;
        }
    }

    /// <summary>Every cell that counts people with the given innermost codes.</summary>
    public int[] CellsOf(ReadOnlySpan<int> codes)
    {
        var cells = new List<int>();
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
                cells.Add(cell);
            }
            int next = stride.Length - 1;
            while (next >= 0 && ++at[next] == Dimensions[next].Ancestry[codes[next]].Length)
            {
                at[next--] = 0;
            }
            if (next < 0)
            {
                return [.. cells];
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
        var partsOf = Dimensions.Select(d => Enumerable.Range(0, d.Codes.Count).Select(d.PartsOf).ToArray()).ToArray();
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
                    var parts = partsOf[d][code];
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

    /// <summary>The tables as a cell system. The first cells are those of the tables, in order.</summary>
    /// <param name="counts">The count of each cell.</param>
    /// <param name="inner">The innermost combinations that have people in them.</param>
    public CellSystem ToCells(long[] counts, IReadOnlyList<(int[] Codes, long People)> inner) => ToSystem(counts, inner).System;

    /// <summary>The same, with the innermost combinations that follow the cells of the tables where tables alone do not suffice.</summary>
    public (CellSystem System, IReadOnlyList<int[]> People) ToSystem(long[] counts, IReadOnlyList<(int[] Codes, long People)> inner)
    {
        IReadOnlyList<int[]> people = [];
        var system = new CellSystem();
        for (int cell = 0; cell < Count; cell++)
        {
            system.Add(new Cell(counts[cell], CellRole.Candidate, Reach(cell)));
        }
        foreach (var sum in Sums())
        {
            system.Relate(sum);
        }
        if (!LinkFreely())
        {
            var joint = Joint(inner);
            foreach (var (_, count) in joint)
            {
                system.AddUnjudged(count);
            }
            people = [.. joint.Select(i => i.Codes)];
            foreach (var sum in InnerSums(people))
            {
                system.Relate(sum);
            }
        }
        return (system, people);
    }

    /// <summary>
    /// Whether any whole-number tables that agree on the margins they share are tables of some set of people, so that
    /// people need not be looked at. That is so when the tables can be taken apart one at a time (an acyclic hypergraph:
    /// Graham 1979; Vorob'ev 1962 for the consequence), as two linked tables can and a triangle of three cannot.
    /// </summary>
    public bool LinkFreely()
    {
        if (Dimensions.Any(d => d.Roots.Count() != 1))
        {
            return Tables.Any(t => t.Count == Dimensions.Count);
        }
        var sets = Tables.Select(t => t.ToHashSet()).ToList();
        for (bool changed = true; changed && sets.Count > 1;)
        {
            changed = false;
            foreach (var set in sets)
            {
                changed |= set.RemoveWhere(d => sets.Count(s => s.Contains(d)) == 1) > 0;
            }
            int inside = sets.FindIndex(s => sets.Exists(o => !ReferenceEquals(o, s) && s.IsSubsetOf(o)));
            if (inside >= 0)
            {
                sets.RemoveAt(inside);
                changed = true;
            }
        }
        return sets.Count <= 1;
    }

    /// <summary>Sums that tie the tables together through innermost combinations, which are numbered from the count of cells.</summary>
    public IEnumerable<(int Cell, int Coefficient)[]> InnerSums(IEnumerable<int[]> combinations)
    {
        var parts = new Dictionary<int, List<(int, int)>>();
        int joint = Count;
        foreach (int[] codes in combinations)
        {
            foreach (int cell in InnermostCells(codes))
            {
                if (!parts.TryGetValue(cell, out var terms))
                {
                    parts[cell] = terms = [(cell, -1)];
                }
                terms.Add((joint, 1));
            }
            joint++;
        }
        return parts.Values.Select(terms => terms.ToArray());
    }

    /// <summary>Every innermost combination, with people or not.</summary>
    public IEnumerable<int[]> Combinations()
    {
        int[][] axes = [.. Dimensions.Select(d => d.Leaves.ToArray())];
        return Keys(axes).Select(key => Dimensions.Select((d, at) => (int)(key / stride[at] % d.Codes.Count)).ToArray());
    }

    // A combination without people may have some for all the reader knows. Where there are too many to look at them all,
    // every cell gets at least one, so that none is tied to zero that is not.
    private List<(int[] Codes, long People)> Joint(IReadOnlyList<(int[] Codes, long People)> inner)
    {
        long Key(int[] codes) => Enumerable.Range(0, codes.Length).Sum(d => stride[d] * codes[d]);
        var people = inner.ToDictionary(i => Key(i.Codes), i => i.People);
        if (Dimensions.Aggregate(1.0, (all, d) => all * d.Leaves.Count()) <= MostCombinations)
        {
            return [.. Combinations().Select(codes => (codes, people.GetValueOrDefault(Key(codes))))];
        }
        var joint = inner.ToList();
        var covered = inner.SelectMany(i => InnermostCells(i.Codes)).ToHashSet();
        for (int cell = 0; cell < Count; cell++)
        {
            int at = cell;
            int[] codes = [.. Dimensions.Select((dimension, d) => dimension.Leaves.FirstOrDefault(l => dimension.Ancestry[l].Contains(CodeOf(at, d)), -1))];
            if (!covered.Contains(cell) && !codes.Contains(-1) && people.TryAdd(Key(codes), 0))
            {
                joint.Add((codes, 0));
                covered.UnionWith(InnermostCells(codes));
            }
        }
        return joint;
    }

    /// <summary>Innermost combinations up to which all are looked at, with people or not.</summary>
    public const int MostCombinations = 50_000;

    // The cells of the tables that hold these people with the finest codes shown there.
    private HashSet<int> InnermostCells(int[] codes)
    {
        var cells = new HashSet<int>();
        foreach (var table in Tables)
        {
            int[][] axes = [.. Dimensions.Select((dimension, d) => table.Contains(d)
                ? [codes[d]]
                : dimension.Roots.Where(r => dimension.Ancestry[codes[d]].Contains(r)).ToArray())];
            foreach (long key in Keys(axes))
            {
                cells.Add(cellAt[key]);
            }
        }
        return cells;
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
