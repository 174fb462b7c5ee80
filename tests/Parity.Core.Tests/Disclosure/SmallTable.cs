using Parity.Disclosure;
using Parity.Disclosure.Attack;

namespace Parity.Core.Tests.Disclosure;

/// <summary>A table small enough to list every table an intruder has to reckon with.</summary>
internal sealed class SmallTable
{
    private readonly int[][] innermost;

    public SmallTable(IReadOnlyList<Dimension> dimensions, Func<long> draw, IReadOnlyList<IReadOnlyList<int>>? tables = null)
    {
        Tables = new TableSystem(dimensions, tables ?? [[.. Enumerable.Range(0, dimensions.Count)]]);
        innermost = [.. Tables.Combinations()];
        Inner = [.. innermost.Select(codes => (codes, draw()))];
        Counts = new long[Tables.Count];
        foreach (var (codes, people) in Inner)
        {
            Tables.Tally(codes, people, Counts);
        }
    }

    public TableSystem Tables { get; }
    public IReadOnlyList<(int[] Codes, long People)> Inner { get; }
    public long[] Counts { get; }

    public CellSystem System() => Tables.ToCells(Counts, Inner);

    /// <summary>Least and greatest value of each cell over every table that fits, with innermost counts up to a limit.</summary>
    /// <param name="isOwn">Which innermost counts the reader knows.</param>
    public (long Least, long Greatest)[] Enumerate(Func<int, bool> shown, long least, long limit, Func<int, bool>? isOwn = null)
    {
        var bounds = Counts.Select(_ => (long.MaxValue, long.MinValue)).ToArray();
        int[][] cellsOf = [.. innermost.Select(codes => Tables.CellsOf(codes))];
        long[] sums = new long[Counts.Length];
        // After which innermost count a cell is complete.
        int[] last = new int[Counts.Length];
        for (int i = 0; i < cellsOf.Length; i++)
        {
            foreach (int cell in cellsOf[i])
            {
                last[cell] = i;
            }
        }
        void Fill(int at)
        {
            if (at == cellsOf.Length)
            {
                for (int cell = 0; cell < sums.Length; cell++)
                {
                    bounds[cell] = (Math.Min(bounds[cell].Item1, sums[cell]), Math.Max(bounds[cell].Item2, sums[cell]));
                }
                return;
            }
            bool own = isOwn?.Invoke(at) ?? false;
            for (long value = own ? Inner[at].People : 0; value <= (own ? Inner[at].People : limit); value++)
            {
                bool fits = true;
                foreach (int cell in cellsOf[at])
                {
                    sums[cell] += value;
                    fits &= shown(cell)
                        ? sums[cell] <= Counts[cell] && (last[cell] != at || sums[cell] == Counts[cell])
                        : last[cell] != at || sums[cell] >= least;
                }
                if (fits)
                {
                    Fill(at + 1);
                }
                foreach (int cell in cellsOf[at])
                {
                    sums[cell] -= value;
                }
            }
        }
        Fill(0);
        return bounds;
    }

    /// <param name="isCounted">The intruder is one of the people counted.</param>
    public AttackResult Attack(Func<int, bool> shown, Func<int, bool> target, int width, long least, bool isCounted = false)
    {
        var published = Counts.Select((c, cell) => new PublishedCell(shown(cell) ? c : null, least));
        var sums = Tables.Sums();
        if (!Tables.LinkFreely())
        {
            published = published.Concat(Inner.Select(i => new PublishedCell(null, isCounted ? Math.Min(1, i.People) : 0)));
            sums = sums.Concat(Tables.InnerSums(innermost));
        }
        return Intruder.Attack([.. published], sums, [.. Enumerable.Range(0, Counts.Length).Where(c => !shown(c) && target(c))], width);
    }
}
