namespace Parity.Disclosure;

/// <summary>A breakdown of a table: its codes and which are part of which. A code may be part of several groupings.</summary>
public sealed class Dimension
{
    private readonly Dictionary<string, int> index;
    private readonly List<int>[] children;
    private readonly List<int>[] parents;

    /// <param name="name">The column that holds the codes.</param>
    /// <param name="codes">Every code once.</param>
    /// <param name="links">Which code is part of which.</param>
    /// <exception cref="ArgumentException">A code is listed twice, or a code is part of itself.</exception>
    public Dimension(string name, IReadOnlyList<string> codes, IEnumerable<(int Code, int Parent)> links)
    {
        (Name, Codes) = (name, codes);
        index = new(codes.Count, StringComparer.Ordinal);
        children = [.. codes.Select(_ => new List<int>())];
        parents = [.. codes.Select(_ => new List<int>())];
        for (int code = 0; code < codes.Count; code++)
        {
            if (!index.TryAdd(codes[code], code))
            {
                throw new ArgumentException($"Code {codes[code]} of {name} is listed twice.", nameof(codes));
            }
        }
        foreach (var (code, parent) in links)
        {
            if (!children[parent].Contains(code))
            {
                children[parent].Add(code);
                parents[code].Add(parent);
            }
        }
        Ancestry = new int[codes.Count][];
        byte[] state = new byte[codes.Count];
        for (int code = 0; code < codes.Count; code++)
        {
            Ancestry[code] = [.. Climb(code, state)];
        }
    }

    public string Name { get; }
    public IReadOnlyList<string> Codes { get; }

    /// <summary>Codes that are part of nothing.</summary>
    public IEnumerable<int> Roots => Enumerable.Range(0, Codes.Count).Where(c => parents[c].Count == 0);

    /// <summary>Codes that nothing is part of.</summary>
    public IEnumerable<int> Leaves => Enumerable.Range(0, Codes.Count).Where(c => children[c].Count == 0);

    internal int[][] Ancestry { get; }

    /// <summary>A breakdown without groupings under one total.</summary>
    public static Dimension Flat(string name, IEnumerable<string> codes, string total = "Total")
    {
        string[] all = [total, .. codes];
        return new(name, all, Enumerable.Range(1, all.Length - 1).Select(c => (c, 0)));
    }

    /// <summary>The number of a code, or -1.</summary>
    public int IndexOf(string code) => index.GetValueOrDefault(code, -1);

    public IReadOnlyList<int> ChildrenOf(int code) => children[code];

    /// <summary>
    /// Codes that add up to this one: what is directly part of it, or, where some people are in two of those, the innermost
    /// codes, in which everybody is once.
    /// </summary>
    public IReadOnlyList<int> PartsOf(int code)
    {
        var innermost = Leaves.Where(l => l != code && Ancestry[l].Contains(code)).ToList();
        return children[code].Sum(c => innermost.Count(l => Ancestry[l].Contains(c))) == innermost.Count ? children[code] : innermost;
    }

    public bool IsRoot(int code) => parents[code].Count == 0;

    public bool IsLeaf(int code) => children[code].Count == 0;

    // The code itself and everything it is part of, each once.
    private SortedSet<int> Climb(int code, byte[] state)
    {
        if (Ancestry[code] is { } known)
        {
            return [.. known];
        }
        if (state[code] == 1)
        {
            throw new ArgumentException($"Code {Codes[code]} of {Name} is part of itself.");
        }
        state[code] = 1;
        var all = new SortedSet<int> { code };
        foreach (int parent in parents[code])
        {
            all.UnionWith(Climb(parent, state));
        }
        Ancestry[code] = [.. all];
        return all;
    }
}
