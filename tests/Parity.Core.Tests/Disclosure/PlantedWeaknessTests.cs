using Parity.Disclosure;

namespace Parity.Core.Tests.Disclosure;

public sealed class PlantedWeaknessTests
{
    private static readonly ProtectionRules Rules = new("test", 5, ProtectZeros: false, MinInterval: 2);

    [Fact]
    public void Three_pairs_that_are_public_give_each_part_away_and_the_halving_is_named()
    {
        // x + y, y + z and x + z are public: x is half of the first minus the second plus the third. Modulo 2 nobody would see it.
        var system = new CellSystem();
        int x = system.Add(new Cell(3, CellRole.Candidate, 1)), y = system.Add(new Cell(20, CellRole.Hidden, 1)), z = system.Add(new Cell(30, CellRole.Hidden, 1));
        int[] pairs = [.. ((long[])[23, 50, 33]).Select(v => system.Add(new Cell(v, CellRole.Known, 1)))];
        system.Relate((x, 1), (y, 1), (pairs[0], -1));
        system.Relate((y, 1), (z, 1), (pairs[1], -1));
        system.Relate((x, 1), (z, 1), (pairs[2], -1));

        var protection = Protector.Protect(system, Rules);

        Assert.False(protection.IsSafe);
        var breach = Assert.Single(protection.Breaches);
        Assert.Equal(x, breach.Cell);
        Assert.Equal(2, breach.Divisor);
        Assert.Equal("x = ([x+y] + [x+z] - [y+z]) / 2", Explanation.Of(breach, c => c == x ? "x" : c == pairs[0] ? "x+y" : c == pairs[1] ? "y+z" : "x+z"));
    }

    [Fact]
    public void Two_groupings_that_overlap_do_not_leave_one_region_between_them()
    {
        // North + Middle and North + Middle + Island: the difference is Island.
        var system = new CellSystem();
        int[] regions = [.. ((long[])[40, 30, 2, 50]).Select(v => system.Add(new Cell(v, CellRole.Candidate, 1)))];
        int mainland = system.Add(new Cell(70, CellRole.Candidate, 5)), coast = system.Add(new Cell(72, CellRole.Candidate, 5));
        int all = system.Add(new Cell(122, CellRole.Candidate, 9));
        system.Relate((regions[0], 1), (regions[1], 1), (mainland, -1));
        system.Relate((regions[0], 1), (regions[1], 1), (regions[2], 1), (coast, -1));
        system.Relate((coast, 1), (regions[3], 1), (all, -1));

        var protection = Protector.Protect(system, Rules);

        Assert.True(protection.IsSafe);
        Assert.True(protection.Count(mainland) is null || protection.Count(coast) is null);
        Assert.NotNull(protection.Count(all));
    }

    [Fact]
    public void Two_groupings_that_overlap_and_are_public_give_away_what_lies_between_and_the_combination_is_named()
    {
        var system = new CellSystem();
        int[] regions = [.. ((long[])[40, 30, 2, 50]).Select(v => system.Add(new Cell(v, CellRole.Hidden, 1)))];
        int mainland = system.Add(new Cell(70, CellRole.Known, 5)), coast = system.Add(new Cell(72, CellRole.Known, 5));
        system.Relate((regions[0], 1), (regions[1], 1), (mainland, -1));
        system.Relate((regions[0], 1), (regions[1], 1), (regions[2], 1), (coast, -1));

        foreach (var protection in (Protection[])[Protector.Protect(system, Rules), Protector.ProtectLinked(system, Rules)])
        {
            var breach = Assert.Single(protection.Breaches);
            Assert.Equal("Island = [North, Middle and Island] - [North and Middle]", Explanation.Of(breach, c => c == regions[2] ? "Island" : c == coast ? "North, Middle and Island" : "North and Middle"));
        }
    }

    [Fact]
    public void A_late_record_between_two_editions_that_are_public_is_told_and_the_combination_is_named()
    {
        var system = new CellSystem();
        int before = system.Add(new Cell(48, CellRole.Known, 1)), after = system.Add(new Cell(49, CellRole.Known, 1));
        int late = system.Add(new Cell(1, CellRole.Hidden, 0));
        system.Relate((before, 1), (late, 1), (after, -1));

        foreach (var protection in (Protection[])[Protector.Protect(system, Rules), Protector.ProtectLinked(system, Rules)])
        {
            Assert.Equal("late = [second edition] - [first edition]", Explanation.Of(Assert.Single(protection.Breaches), c => c == late ? "late" : c == before ? "first edition" : "second edition"));
        }
    }

    [Fact]
    public void Two_editions_that_differ_by_one_late_record_do_not_tell_about_it()
    {
        // The first edition is public. The correction adds one person to one group.
        var system = new CellSystem();
        int before = system.Add(new Cell(48, CellRole.Known, 1)), after = system.Add(new Cell(49, CellRole.Candidate, 1));
        int late = system.Add(new Cell(1, CellRole.Hidden, 0));
        system.Relate((before, 1), (late, 1), (after, -1));

        var protection = Protector.Protect(system, Rules);

        Assert.True(protection.IsSafe);
        Assert.Null(protection.Count(after));
        Assert.Equal(48, protection.Count(before)!.Value);
    }

    [Fact]
    public void A_small_count_that_is_public_already_is_reported_not_thrown()
    {
        var system = new CellSystem();
        int old = system.Add(new Cell(2, CellRole.Known, 1)), rest = system.Add(new Cell(30, CellRole.Candidate, 1)), all = system.Add(new Cell(32, CellRole.Candidate, 2));
        system.Relate((old, 1), (rest, 1), (all, -1));

        var breach = Assert.Single(Protector.Protect(system, Rules).Breaches);

        Assert.Equal("old: this small count is public already.", Explanation.Of(breach, _ => "old"));
    }

    [Fact]
    public void A_pattern_blind_to_values_stays_as_it_was_when_a_withheld_value_changes_within_its_class()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            long[,] counts = new long[4, 5];
            for (int r = 0; r < 4; r++)
            {
                for (int c = 0; c < 5; c++)
                {
                    counts[r, c] = random.Next(4) == 0 ? random.Next(1, 5) : random.Next(5, 40);
                }
            }
            string first = Pattern(counts);
            (int row, int column) = (random.Next(4), random.Next(5));
            counts[row, column] = counts[row, column] < 5 ? (counts[row, column] % 4) + 1 : counts[row, column] + random.Next(0, 60);
            Assert.Equal(first, Pattern(counts));
        }

        static string Pattern(long[,] counts)
        {
            var system = new CellSystem();
            _ = Tables.Add(system, counts);
            var protection = Protector.Protect(system, Rules with { ValueBlind = true });
            return string.Concat(Enumerable.Range(0, system.Count).Select(c => (int)protection.StatusOf(c)));
        }
    }

    [Fact]
    public void Tables_protected_blind_to_values_tell_nothing_about_them_either()
    {
        int compared = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            Dimension[] shape = [Dimension.Flat("a", ["1", "2", "3", "4"]), new("b", ["T", "L", "R", "1", "2", "3", "4"], [(1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (6, 2)])];
            var random = new Random(seed);
            long[] counts = [.. Enumerable.Range(0, 16).Select(_ => random.Next(3) == 0 ? (long)random.Next(1, 5) : random.Next(5, 40))];
            var (classes, pattern) = Pattern(counts);
            int changed = random.Next(16);
            counts[changed] = counts[changed] < 5 ? (counts[changed] % 4) + 1 : counts[changed] + random.Next(0, 60);
            var (classesAfter, patternAfter) = Pattern(counts);
            if (classes == classesAfter)
            {
                Assert.Equal(pattern, patternAfter);
                compared++;
            }

            (string Classes, string Pattern) Pattern(long[] drawn)
            {
                int next = 0;
                var table = new SmallTable(shape, () => drawn[next++]);
                var protection = Protector.Protect(table.Tables, table.System(), Rules with { ValueBlind = true });
                Assert.True(protection.IsSafe);
                return (string.Concat(table.Counts.Select(c => c < 5 ? 's' : 'l')), string.Concat(Enumerable.Range(0, table.Counts.Length).Select(c => (int)protection.StatusOf(c))));
            }
        }
        Assert.True(compared > 40, $"{compared}");
    }

    [Fact]
    public void A_magnitude_is_released_only_with_all_its_counts_and_enough_people()
    {
        var system = new CellSystem();
        int few = system.Add(new Cell(3, CellRole.Candidate, 1)), many = system.Add(new Cell(60, CellRole.Candidate, 1)), some = system.Add(new Cell(12, CellRole.Candidate, 1));

        var protection = Protector.Protect(system, Rules);

        Assert.Null(protection.Measure(1.5m, [few, many], 1));
        Assert.Null(protection.Measure(1.5m, [some, many], 20));
        Assert.Equal(1.5m, protection.Measure(1.5m, [many], 20)!.Value);
    }
}
