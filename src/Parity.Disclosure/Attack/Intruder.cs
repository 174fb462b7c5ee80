namespace Parity.Disclosure.Attack;

/// <summary>A cell as the intruder finds it: a public count, or withheld and at least so much.</summary>
public readonly record struct PublishedCell(long? Count, long Least);

/// <summary>What the intruder could do with a set of published tables.</summary>
public sealed record AttackResult(
    bool AddsUp, IReadOnlyDictionary<int, Bounds> Narrow, int Attacked, long? Narrowest, int ByWitness, int BySolver);

/// <summary>
/// Plays a reader of published tables who adds, subtracts and knows that counts are not negative. Knows nothing of how
/// the tables were protected.
/// </summary>
public static class Intruder
{
    /// <summary>Withheld cells in one connected block up to which bounds are exact.</summary>
    public const int ExactUpTo = 2_000;

    /// <param name="cells">The cells.</param>
    /// <param name="sums">Sums of coefficient x count that are 0.</param>
    /// <param name="targets">Withheld cells to attack.</param>
    /// <param name="width">How far apart the least and greatest value of each must be.</param>
    public static AttackResult Attack(
        IReadOnlyList<PublishedCell> cells, IEnumerable<(int Cell, int Coefficient)[]> sums, IReadOnlyCollection<int> targets, int width,
        CancellationToken stop = default)
    {
        var known = Reading.Of(cells, sums);
        if (known is null)
        {
            return new(false, new Dictionary<int, Bounds>(), targets.Count, null, 0, 0);
        }
        var narrow = new SortedDictionary<int, Bounds>();
        (int witness, long? narrowest) = (0, null);
        foreach (var group in targets.GroupBy(known.BlockOf).OrderBy(g => g.Key))
        {
            if (group.Key < 0)
            {
                foreach (int cell in group)
                {
                    long value = known.Lower(cell);
                    narrow[cell] = new(value, value, true);
                }
                narrowest = 0;
                continue;
            }
            var (unknowns, least, equations) = known.Block(group.Key);
            if (unknowns.Length > ExactUpTo)
            {
                foreach (int cell in group)
                {
                    narrow[cell] = new(known.Lower(cell), known.Upper(cell), false);
                }
                continue;
            }
            if (Block.Open(least, equations, stop) is not { } block)
            {
                return new(false, new Dictionary<int, Bounds>(), targets.Count, null, 0, 0);
            }
            foreach (int cell in group)
            {
                int unknown = known.UnknownOf(cell);
                var bounds = block.IsWide(unknown, width) ? (Bounds?)null : block.BoundsOf(unknown);
                if (bounds is { } b && (b.Upper is { } upper && upper - b.Lower < width))
                {
                    narrow[cell] = b;
                    narrowest = Math.Min(narrowest ?? long.MaxValue, upper - b.Lower);
                }
                else if (bounds is { } open && !open.Exact && !block.IsWide(unknown, width))
                {
                    narrow[cell] = open;
                }
                else
                {
                    witness++;
                    if (bounds is null or { Upper: not null })
                    {
                        narrowest = Math.Min(narrowest ?? long.MaxValue, bounds is { } exact ? exact.Upper!.Value - exact.Lower : block.WidthSeen(unknown));
                    }
                }
            }
        }
        return new(true, narrow, targets.Count, narrowest, witness, 0);
    }
}
