using Parity.Disclosure;

namespace Parity.Core.Tests.Disclosure;

public sealed class BruteForceTests
{
    private const long Limit = 9;

    private static readonly Func<Dimension[]>[] Shapes =
    [
        () => [Dimension.Flat("a", ["1", "2"]), Dimension.Flat("b", ["1", "2", "3"])],
        () => [Dimension.Flat("a", ["1", "2", "3"]), Dimension.Flat("b", ["1", "2"])],
        () => [Dimension.Flat("a", ["1", "2", "3", "4", "5"])],
        () => [Dimension.Flat("a", ["1", "2"]), Dimension.Flat("b", ["1", "2"])],
        // Overlapping groupings, none of which is part of the other.
        () => [new("a", ["T", "L", "R", "M", "1", "2", "3", "4"], [(1, 0), (2, 0), (4, 1), (5, 1), (6, 2), (7, 2), (5, 3), (6, 3)])],
        // Two groupings of the same regions that differ by one.
        () => [new("a", ["T", "L", "R", "S", "U", "1", "2", "3", "4"], [(1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (6, 1), (7, 2), (8, 2), (5, 3), (6, 3), (7, 3), (8, 4)])],
    ];

    // With the breakdowns known, and every third time without.
    private static Protection Protect(SmallTable table, ProtectionRules rules, int seed) =>
        seed % 3 == 0 ? Protector.Protect(table.System(), rules) : Protector.Protect(table.Tables, table.System(), rules);

    private static Dimension[] Shape(int seed)
    {
        var shape = Shapes[seed % Shapes.Length]();
        // The last shape groups the whole twice over, which one total cannot hold: the second grouping gets its own.
        return seed % Shapes.Length == 5
            ? [new("a", ["T", "L", "R", "S", "U", "1", "2", "3", "4", "V"], [(1, 0), (2, 0), (3, 9), (4, 9), (5, 1), (6, 1), (7, 2), (8, 2), (5, 3), (6, 3), (7, 3), (8, 4)])]
            : shape;
    }

    [Fact]
    public void Thousands_of_small_tables_keep_every_small_count_safe_when_every_table_that_fits_is_listed()
    {
        int withPrimaries = 0;
        for (int seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            bool zeros = seed % 4 == 0;
            int width = 1 + (seed % 3);
            var table = new SmallTable(Shape(seed), () => random.Next(3) == 0 ? 0 : random.Next(1, 8));
            var protection = Protect(table, new("test", 4, zeros, width), seed);
            bool Shown(int cell) => protection.Count(cell) is not null;
            var truth = table.Enumerate(Shown, zeros ? 0 : 1, Limit + width);
            for (int cell = 0; cell < table.Counts.Length; cell++)
            {
                bool small = table.Counts[cell] < 4 && (zeros || table.Counts[cell] > 0);
                Assert.Equal(small, protection.StatusOf(cell) == CellStatus.Primary);
                if (!small || !protection.IsSafe)
                {
                    continue;
                }
                withPrimaries++;
                Assert.True(truth[cell].Greatest - truth[cell].Least >= width, $"seed {seed}, cell {cell}: {truth[cell]}");
            }
            foreach (var breach in protection.Breaches)
            {
                Assert.Equal(CellStatus.Primary, protection.StatusOf(breach.Cell));
            }
        }
        Assert.True(withPrimaries > 5_000);
    }

    /// <summary>The search for large plans, on small ones.</summary>
    [Fact]
    public void The_search_for_large_plans_keeps_every_small_count_as_safe_and_withholds_little_more()
    {
        (int judged, int quickly, int thoroughly) = (0, 0, 0);
        for (int seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            (bool zeros, int width) = (seed % 4 == 0, 1 + (seed % 3));
            var table = new SmallTable(Shape(seed), () => random.Next(3) == 0 ? 0 : random.Next(1, 8));
            var rules = new ProtectionRules("test", 4, zeros, width, ValueBlind: seed % 5 == 0);
            var protection = Protector.Protect(table.Tables, table.System(), rules with { ThoroughUpTo = 0 });
            var thorough = Protector.Protect(table.Tables, table.System(), rules);
            Assert.True(protection.IsSafe || !thorough.IsSafe, $"seed {seed}");
            if (!protection.IsSafe)
            {
                continue;
            }
            var truth = table.Enumerate(cell => protection.Count(cell) is not null, zeros ? 0 : 1, Limit + width);
            for (int cell = 0; cell < table.Counts.Length; cell++)
            {
                Assert.Equal(thorough.StatusOf(cell) == CellStatus.Primary, protection.StatusOf(cell) == CellStatus.Primary);
                quickly += protection.StatusOf(cell) == CellStatus.Complementary ? 1 : 0;
                thoroughly += thorough.StatusOf(cell) == CellStatus.Complementary ? 1 : 0;
                if (protection.StatusOf(cell) == CellStatus.Primary)
                {
                    judged++;
                    Assert.True(truth[cell].Greatest - truth[cell].Least >= width, $"seed {seed}, cell {cell}: {truth[cell]}");
                }
            }
        }
        Assert.True(judged > 3_000, $"{judged}");
        Assert.True(quickly < 1.2 * thoroughly, $"{quickly}, {thoroughly}");
    }

    /// <summary>Where nothing is left to choose: what is shown is given.</summary>
    [Fact]
    public void What_holds_against_readers_is_exactly_what_listing_every_table_that_fits_finds_wide_enough()
    {
        (int held, int searched, int broken) = (0, 0, 0);
        for (int seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            int width = 1 + (seed % 4);
            var table = new SmallTable(Shapes[seed % 4](), () => random.Next(3) == 0 ? 0 : random.Next(1, 9));
            bool[] shown = [.. table.Counts.Select(c => c is 0 or >= 4 && random.Next(3) > 0)];
            var system = new CellSystem();
            for (int cell = 0; cell < shown.Length; cell++) system.Add(new(table.Counts[cell], shown[cell] ? CellRole.Known : CellRole.Hidden, 0));
            foreach (var sum in table.Tables.Sums()) system.Relate(sum);
            var protection = Protector.Protect(system, new("test", 4, ProtectZeros: false, width));

            var truth = table.Enumerate(c => shown[c], 0, Limit + width);
            bool isWide = Enumerable.Range(0, shown.Length).All(c => shown[c] || table.Counts[c] is 0 or >= 4 || truth[c].Greatest - truth[c].Least >= width);
            Assert.True(isWide == protection.HoldsAgainstReaders(), $"seed {seed}: {isWide}");
            held += isWide ? 1 : 0;
            searched += !protection.IsSafe && protection.Breaches.All(b => b.Combination.Count == 0) ? 1 : 0;
            broken += isWide ? 0 : 1;
        }

        Assert.True(held > 200 && broken > 200 && searched > 20, $"{held} hold, {broken} do not, {searched} had to be searched exactly");
    }

    [Fact]
    public void The_intruder_finds_exactly_the_bounds_of_listing_every_table_that_fits()
    {
        int compared = 0;
        for (int seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            long least = seed % 2;
            var table = new SmallTable(Shape(seed), () => random.Next(0, 5));
            bool[] shown = [.. table.Counts.Select(c => c < least || random.Next(5) < 3)];
            var truth = table.Enumerate(c => shown[c], least, 21);
            // A width nothing can have makes the intruder tell all bounds that exist.
            var attack = table.Attack(c => shown[c], _ => true, 1_000, least);
            Assert.True(attack.AddsUp);
            for (int cell = 0; cell < shown.Length; cell++)
            {
                if (shown[cell])
                {
                    continue;
                }
                if (attack.Narrow.TryGetValue(cell, out var bounds))
                {
                    Assert.True(bounds.Exact);
                    Assert.Equal(truth[cell], (bounds.Lower, bounds.Upper!.Value));
                    compared++;
                }
                else
                {
                    Assert.True(truth[cell].Greatest >= 21, $"seed {seed}, cell {cell}: {truth[cell]} but told to be without limit");
                }
            }
        }
        Assert.True(compared > 1_000);
    }

    [Fact]
    public void One_protecting_count_shown_again_is_caught()
    {
        int planted = 0, caught = 0;
        for (int seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            var table = new SmallTable(Shape(seed), () => random.Next(0, 9));
            var protection = Protect(table, new("test", 4, false, 2), seed);
            if (!protection.IsSafe)
            {
                continue;
            }
            foreach (int again in Enumerable.Range(0, table.Counts.Length).Where(c => protection.StatusOf(c) == CellStatus.Complementary))
            {
                bool Shown(int cell) => cell == again || protection.Count(cell) is not null;
                var truth = table.Enumerate(Shown, 1, 12);
                int[] weak = [.. Enumerable.Range(0, table.Counts.Length).Where(c =>
                    protection.StatusOf(c) == CellStatus.Primary && truth[c].Greatest - truth[c].Least < 2)];
                var attack = table.Attack(Shown, c => protection.StatusOf(c) == CellStatus.Primary, 2, 1);
                Assert.Equal(weak, attack.Narrow.Keys);
                planted++;
                caught += weak.Length > 0 ? 1 : 0;
            }
        }
        Assert.True(planted > 300);
        Assert.True(caught > planted * 9 / 10, $"{caught} of {planted}");
    }
}
