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
        void GiveOuter(IEnumerable<int> group)
        {
            foreach (int cell in group)
            {
                narrow[cell] = new(known.Lower(cell), known.Upper(cell), false);
                narrowest = 0;
            }
        }
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
            Block? block;
            try
            {
                block = Block.Open(least, equations, Effort(unknowns.Length), stop);
            }
            catch (OutOfReachException)
            {
                GiveOuter(group);
                continue;
            }
            if (block is null)
            {
                return new(false, new Dictionary<int, Bounds>(), targets.Count, null, 0, 0);
            }
            foreach (int cell in group)
            {
                int unknown = known.UnknownOf(cell);
                Bounds? told = null;
                try
                {
                    told = block.IsWide(unknown, width) ? null : block.BoundsOf(unknown);
                }
                catch (OutOfReachException)
                {
                    told = block.IsWide(unknown, width) ? null : new(known.Lower(cell), known.Upper(cell), false);
                }
                if (told is { } b && !block.IsWide(unknown, width) && (!b.Exact || (b.Upper is { } top && top - b.Lower < width)))
                {
                    narrow[cell] = b;
                    narrowest = Math.Min(narrowest ?? long.MaxValue, b.Exact ? b.Upper!.Value - b.Lower : block.WidthSeen(unknown));
                    continue;
                }
                witness++;
                if (told is { Upper: not null } || (told is null && block.WidthSeen(unknown) < Block.Unlimited))
                {
                    narrowest = Math.Min(narrowest ?? long.MaxValue, block.WidthSeen(unknown));
                }
            }
        }
        return new(true, narrow, targets.Count, narrowest, witness, 0);
    }

    /// <summary>The public cells that give a withheld one away when they are added and subtracted; null where no combination does.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="sums">Sums of coefficient x count that are 0.</param>
    /// <param name="target">The withheld cell.</param>
    /// <param name="value">What it was found to be.</param>
    public static Breach? GivenAway(IReadOnlyList<PublishedCell> cells, IEnumerable<(int Cell, int Coefficient)[]> sums, int target, long value)
    {
        var equations = sums.Select(sum => Array.ConvertAll(sum, t => (t.Cell, (long)t.Coefficient))).ToList();
        return Giveaway.Find(equations, cell => cells[cell].Count is null, target) is { } found
            ? new Breach(target, value, value, [.. found.Terms.Where(t => cells[t.Number].Count is not 0).Select(t => (t.Number, t.Coefficient))], found.Divisor)
            : null;
    }

    // Blocks within the promise are worked out whatever it takes; larger ones get a bounded attempt.
    private static long Effort(int unknowns) => unknowns <= ExactUpTo ? long.MaxValue : 3_000_000_000;
}

/// <summary>A block is too large, or its fractions are, to be worked out exactly.</summary>
internal sealed class OutOfReachException(string message) : Exception(message);
