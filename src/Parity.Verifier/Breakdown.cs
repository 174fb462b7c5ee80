namespace Parity.Verifier;

/// <summary>A dimension: its codes, and for each the innermost codes under it.</summary>
internal sealed class Breakdown
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <param name="parents">What each code is directly part of.</param>
    public Breakdown(string name, IReadOnlyList<string> codes, IReadOnlyList<HashSet<string>> parents)
    {
        (Name, Codes) = (name, codes);
        for (int code = 0; code < codes.Count; code++)
        {
            numbers[codes[code]] = code;
        }
        bool[] parent = new bool[codes.Count];
        foreach (string above in parents.SelectMany(p => p))
        {
            parent[numbers[above]] = true;
        }
        var under = codes.Select(_ => new SortedSet<int>()).ToArray();
        for (int leaf = 0; leaf < codes.Count; leaf++)
        {
            if (parent[leaf])
            {
                continue;
            }
            var climb = new Stack<int>([leaf]);
            while (climb.TryPop(out int code))
            {
                if (under[code].Add(leaf))
                {
                    foreach (string above in parents[code])
                    {
                        climb.Push(numbers[above]);
                    }
                }
            }
        }
        Innermost = [.. under.Select(u => u.ToArray())];
        Roots = [.. Enumerable.Range(0, codes.Count).Where(c => parents[c].Count == 0)];
    }

    public string Name { get; }
    public IReadOnlyList<string> Codes { get; }

    /// <summary>The innermost codes under each code; an innermost code has itself.</summary>
    public int[][] Innermost { get; }
    public int[] Roots { get; }

    public int Number(string code) => numbers.GetValueOrDefault(code, -1);

    public bool IsInnermost(int code) => Innermost[code].Length == 1 && Innermost[code][0] == code;
}
