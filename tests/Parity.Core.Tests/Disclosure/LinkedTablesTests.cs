using Parity.Disclosure;

namespace Parity.Core.Tests.Disclosure;

/// <summary>Tables that share people: in a row, in a triangle, with nothing in common, with groupings of their own.</summary>
public sealed class LinkedTablesTests
{
    private static readonly int[][][] Plans = [[[0, 1], [1, 2]], [[0, 1], [1, 2], [0, 2]], [[0], [1], [2]], [[0, 1], [2]], [[0, 1, 2], [0, 1]]];

    private static SmallTable Draw(int seed, int[]? order = null, int[]? tableOrder = null)
    {
        order ??= [0, 1, 2];
        var random = new Random(seed);
        // One breakdown in two has a grouping of a single code: two names for the same people.
        Dimension[] dimensions =
        [
            Dimension.Flat("a", ["1", "2"]),
            seed % 2 == 0 ? Dimension.Flat("b", ["1", "2"]) : new("b", ["T", "L", "1", "2"], [(1, 0), (2, 1), (3, 0)]),
            Dimension.Flat("c", ["1", "2"]),
        ];
        var plan = Plans[seed % Plans.Length];
        var drawn = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (string a in (string[])["1", "2"])
        {
            foreach (string b in (string[])["1", "2"])
            {
                foreach (string c in (string[])["1", "2"])
                {
                    drawn[a + b + c] = random.Next(3) == 0 ? 0 : random.Next(1, 4);
                }
            }
        }
        Dimension[] ordered = [.. order.Select(o => dimensions[o])];
        var tables = plan.Select(t => (IReadOnlyList<int>)[.. t.Select(d => Array.IndexOf(order, d))]).ToArray();
        if (tableOrder is not null)
        {
            tables = [.. tables.Reverse()];
        }
        // The combinations come in the order of the dimensions; each asks for its own people.
        var combinations = new TableSystem(ordered, tables).Combinations().GetEnumerator();
        return new SmallTable(ordered, () =>
        {
            combinations.MoveNext();
            string[] codes = new string[3];
            for (int d = 0; d < 3; d++)
            {
                codes[order[d]] = ordered[d].Codes[combinations.Current[d]];
            }
            return drawn[string.Concat(codes)];
        }, tables);
    }

    [Fact]
    public void An_edition_leaves_small_counts_as_free_as_claimed_when_every_set_of_people_is_listed()
    {
        (int judged, int unproven) = (0, 0);
        for (int seed = 0; seed < 400; seed++)
        {
            var table = Draw(seed);
            int width = 1 + (seed / 2 % 4);
            var protection = Protector.ProtectLinked(table.System(), new("test", 4, ProtectZeros: false, width));
            // Nobody is asked here who could prove what no search does: such an edition is not safe, and is not published.
            Assert.All(protection.Breaches, b => Assert.True(b.IsOnlyUnproven, $"seed {seed}"));
            Assert.Equal(protection.Audit.Attacked, protection.Audit.ProvenByWitness + protection.Breaches.Count);
            unproven += protection.Breaches.Count;
            if (!protection.IsSafe) continue;
            bool Shown(int cell) => protection.Count(cell) is not null;
            var truth = table.Enumerate(Shown, 1, 8);
            for (int cell = 0; cell < table.Counts.Length; cell++)
            {
                if (!Shown(cell) && protection.StatusOf(cell) == CellStatus.Primary)
                {
                    Assert.True(truth[cell].Greatest - truth[cell].Least >= width, $"seed {seed}, cell {cell}: {truth[cell]}");
                    judged++;
                }
            }
        }
        Assert.True(judged > 3_000, $"{judged}");
        Assert.True(unproven < judged / 10, $"{unproven}");
    }

    [Fact]
    public void Nothing_an_edition_withholds_could_be_shown_without_confining_the_small_count_that_is_named_as_the_reason()
    {
        int tried = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var table = Draw(seed);
            var protection = Protector.ProtectLinked(table.System(), new("test", 4, ProtectZeros: false, MinInterval: 2));
            foreach (int more in Enumerable.Range(0, table.Counts.Length).Where(c => protection.StatusOf(c) == CellStatus.Complementary).Take(3))
            {
                bool Shown(int cell) => cell == more || protection.Count(cell) is not null;
                var attack = table.Attack(Shown, cell => protection.StatusOf(cell) == CellStatus.Primary, 2, 1, isCounted: true);
                var need = Assert.NotNull(protection.NeedOf(more));
                Assert.True(attack.Narrow.ContainsKey(need.Protects) && need.Organisation is null, $"seed {seed}, cell {more} need not be withheld for {need.Protects}");
                tried++;
            }
        }
        Assert.True(tried > 100, $"{tried}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_organisation_can_tell_anothers_small_count_with_its_own_when_every_set_of_people_is_listed(int width)
    {
        (int judged, int told, int withheld, int withheldBefore) = (0, 0, 0, 0);
        for (int seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            // Organisations, and what they are cut by.
            Dimension[] dimensions = [Dimension.Flat("a", ["1", "2", "3"]), Dimension.Flat("b", ["1", "2"]), Dimension.Flat("c", ["1", "2"])];
            var table = new SmallTable(dimensions, () => random.Next(4) == 0 ? 0 : random.Next(1, 6), Plans[seed % 2 == 0 ? 1 : 4]);
            var (system, people) = table.Tables.ToSystem(table.Counts, table.Inner);
            int[] owners = [.. Enumerable.Range(0, table.Counts.Length).Select(c => table.Tables.CodeOf(c, 0) - 1), .. people.Select(codes => codes[0] - 1)];
            var rules = new ProtectionRules("test", 4, ProtectZeros: false, MinInterval: 2);
            var (protection, before) = (Protector.ProtectLinked(system, rules, new OwnCounts(owners, width)), Protector.ProtectLinked(system, rules));
            for (int organisation = 0; organisation < 3; organisation++)
            {
                if (protection.Breaches.Any(b => b.Organisation == organisation)) continue;
                var (truth, unguarded) = (Read(protection), Read(before));
                for (int cell = 0; cell < table.Counts.Length; cell++)
                {
                    bool isOwn = table.Inner.All(i => i.People == 0 || i.Codes[0] - 1 == organisation || !table.Tables.CellsOf(i.Codes).Contains(cell));
                    if (protection.StatusOf(cell) != CellStatus.Primary || isOwn) continue;
                    Assert.True(truth[cell].Greatest - truth[cell].Least >= width, $"seed {seed}, organisation {organisation} reads cell {cell}: {truth[cell]}");
                    judged++;
                    told += unguarded[cell].Greatest == unguarded[cell].Least ? 1 : 0;
                }

                (long Least, long Greatest)[] Read(Protection by) =>
                    table.Enumerate(c => by.Count(c) is not null || owners[c] == organisation, 1, 7, i => table.Inner[i].Codes[0] - 1 == organisation);
            }
            int Withheld(Protection by) => Enumerable.Range(0, table.Counts.Length).Count(c => by.StatusOf(c) == CellStatus.Complementary);
            (withheld, withheldBefore) = (withheld + Withheld(protection), withheldBefore + Withheld(before));
        }
        Assert.True(judged > 1_000, $"{judged}");
        Assert.True(told > 50, $"Without the rule an organisation would tell hardly anything: {told}");
        Assert.True(withheld < 2 * withheldBefore, $"{withheld}, {withheldBefore}");
    }

    [Fact]
    public void An_organisation_that_is_not_proven_to_be_kept_from_a_count_is_named()
    {
        // A sector of two: each takes its own out and has the other's.
        var system = new CellSystem();
        int[] own = [system.Add(new(3, CellRole.Candidate, 1)), system.Add(new(20, CellRole.Candidate, 1))];
        int sector = system.Add(new(23, CellRole.Known, 9));
        system.Relate((own[0], 1), (own[1], 1), (sector, -1));

        var protection = Protector.ProtectLinked(system, new("test", 5, ProtectZeros: false, MinInterval: 2), new OwnCounts([0, 1, -1], 1));

        Assert.True(protection.IsSafe, "What the sector told before helps nobody now: no more is asked for.");

        var weak = new CellSystem();
        int[] three = [weak.Add(new(3, CellRole.Candidate, 1)), weak.Add(new(20, CellRole.Candidate, 1)), weak.Add(new(30, CellRole.Candidate, 1))];
        int all = weak.Add(new(53, CellRole.Candidate, 9));
        weak.Relate((three[0], 1), (three[1], 1), (three[2], 1), (all, -1));
        var kept = Protector.ProtectLinked(weak, new("test", 5, ProtectZeros: false, MinInterval: 2), new OwnCounts([0, 1, 2, -1], 1));

        Assert.True(kept.IsSafe);
        Assert.Equal(CellStatus.Primary, kept.StatusOf(three[0]));
        Assert.Equal([three[0]], Enumerable.Range(0, 4).Where(c => kept.StatusOf(c) is CellStatus.Complementary).Select(c => kept.NeedOf(c)!.Value.Protects).Distinct());
        Assert.Contains(Enumerable.Range(0, 4), c => kept.NeedOf(c) is { Organisation: not null });
    }

    [Fact]
    public void Where_half_people_are_counted_the_interval_is_of_people_all_the_same()
    {
        (int judged, int narrower) = (0, 0);
        for (int seed = 0; seed < 200; seed++)
        {
            var halves = Row(seed, unit: 2);
            var (system, others) = halves;
            var protection = Protector.ProtectLinked(system, new("test", 10, ProtectZeros: false, MinInterval: 5));
            if (!protection.IsSafe) continue;
            judged += others.Length;
            Assert.All(others, o => Assert.True(Width(protection, o) >= 10, $"seed {seed}: {Width(protection, o)} halves"));

            // Asked for five halves, an edition would often leave no more.
            var (whole, same) = Row(seed, unit: 1);
            var narrow = Protector.ProtectLinked(whole, new("test", 10, ProtectZeros: false, MinInterval: 5));
            narrower += same.Count(o => Width(narrow, o) < 10);
        }
        Assert.True(judged > 200 && narrower > 50, $"{judged}, {narrower}");

        static long Width(Protection protection, int cell) => protection.PossibleTables() is { Count: > 0 } tables ? tables.Max(t => t[cell]) - tables.Min(t => t[cell]) : 0;

        // Leavers of two groups and the average of those who were there and who are: twice the average less twice the leavers.
        static (CellSystem System, int[] Others) Row(int seed, int unit)
        {
            var random = new Random(seed);
            var system = new CellSystem();
            var cells = new int[3, 3];
            var others = new List<int>();
            long[,] values = new long[3, 3];
            for (int group = 0; group < 2; group++)
            {
                values[group, 2] = random.Next(10, 20);
                values[group, 0] = values[group, 2] + random.Next(1, 12);
                values[group, 1] = values[group, 2] + random.Next(0, 8);
            }
            for (int measure = 0; measure < 3; measure++)
            {
                values[2, measure] = values[0, measure] + values[1, measure];
                for (int group = 0; group < 3; group++) cells[group, measure] = system.Add(new(values[group, measure], CellRole.Candidate, group + 1));
                system.Relate((cells[0, measure], 1), (cells[1, measure], 1), (cells[2, measure], -1));
            }
            for (int group = 0; group < 2; group++)
            {
                long rest = values[group, 0] + values[group, 1] - (2 * values[group, 2]);
                int other = system.Add(new(rest, CellRole.Hidden, 0, Sensitive: unit == 1 && rest < 20, Unit: unit));
                system.Relate((cells[group, 0], 1), (cells[group, 1], 1), (cells[group, 2], -2), (other, -1));
                if (rest is > 0 and < 20) others.Add(other);
            }
            return (system, [.. others]);
        }
    }

    [Fact]
    public void The_order_of_dimensions_and_tables_of_an_edition_changes_nothing_that_is_proven()
    {
        int compared = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var (one, other) = (Draw(seed), Draw(seed, [2, 0, 1], [1]));
            var rules = new ProtectionRules("test", 4, ProtectZeros: false, MinInterval: 2);
            var (protection, again) = (Protector.ProtectLinked(one.System(), rules), Protector.ProtectLinked(other.System(), rules));
            if (!protection.IsSafe || !again.IsSafe) continue;
            Assert.Equal(protection.Audit.Attacked, again.Audit.Attacked);
            foreach (var (table, by) in ((SmallTable, Protection)[])[(one, protection), (other, again)])
            {
                Assert.Empty(table.Attack(c => by.Count(c) is not null, c => by.StatusOf(c) == CellStatus.Primary, 2, 1, isCounted: true).Narrow);
                compared++;
            }
        }
        Assert.True(compared > 300, $"{compared}");
    }

    [Fact]
    public void Small_counts_of_linked_tables_are_as_free_as_claimed_when_every_set_of_people_is_listed()
    {
        int judged = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            var table = Draw(seed);
            (bool zeros, int width) = (seed % 7 == 0, 1 + (seed / 2 % 2));
            // Every other time by the search for large plans.
            var protection = Protector.Protect(table.Tables, table.System(), new("test", 4, zeros, width, ValueBlind: seed % 3 == 0, ThoroughUpTo: seed / 4 % 2 == 0 ? 0 : 1_000));
            Assert.True(protection.IsSafe, $"seed {seed}");
            bool Shown(int cell) => protection.Count(cell) is not null;
            var truth = table.Enumerate(Shown, zeros ? 0 : 1, 5);
            for (int cell = 0; cell < table.Counts.Length; cell++)
            {
                if (!Shown(cell) && protection.StatusOf(cell) == CellStatus.Primary)
                {
                    Assert.True(truth[cell].Greatest - truth[cell].Least >= width, $"seed {seed}, cell {cell}: {truth[cell]}");
                    judged++;
                }
            }
        }
        Assert.True(judged > 1_000, $"{judged}");
    }

    [Fact]
    public void Sparse_linked_tables_are_kept_safe_although_most_swaps_would_touch_a_public_zero()
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            static string[] Codes(int count) => [.. Enumerable.Range(1, count).Select(c => $"{c}")];
            Dimension[] dimensions = [Dimension.Flat("a", Codes(20)), Dimension.Flat("b", Codes(10)), Dimension.Flat("c", Codes(9))];
            var table = new SmallTable(dimensions, () => random.Next(20) == 0 ? random.Next(1, 4) : 0, [[0, 1], [0, 2]]);
            var protection = Protector.Protect(table.Tables, table.System(), new("test", 5, ProtectZeros: false, MinInterval: 2, ThoroughUpTo: seed % 3 == 0 ? 0 : 10_000));
            Assert.True(protection.IsSafe, $"seed {seed}: {protection.Audit}");
            Assert.True(protection.Audit.Attacked > 100);
            var attack = table.Attack(c => protection.Count(c) is not null, c => protection.StatusOf(c) == CellStatus.Primary, 2, 1);
            Assert.Empty(attack.Narrow);
        }
    }

    [Fact]
    public void The_intruder_uses_what_linked_tables_tell_together_and_no_more()
    {
        int compared = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var table = Draw(seed);
            long least = seed % 2;
            // The grand total stays public, so that listing every set of people ends.
            bool[] shown = [.. table.Counts.Select((c, cell) => c < least || c == table.Counts.Max() || random.Next(3) > 0)];
            var truth = table.Enumerate(c => shown[c], least, table.Counts.Max());
            var attack = table.Attack(c => shown[c], _ => true, 1_000, least);
            Assert.True(attack.AddsUp);
            foreach (int cell in Enumerable.Range(0, shown.Length).Where(c => !shown[c]))
            {
                Assert.True(attack.Narrow[cell].Exact);
                Assert.True(truth[cell] == (attack.Narrow[cell].Lower, attack.Narrow[cell].Upper), $"seed {seed}, cell {cell}: {truth[cell]}, not {attack.Narrow[cell]}");
                compared++;
            }
        }
        Assert.True(compared > 1_000, $"{compared}");
    }

    [Fact]
    public void The_order_of_dimensions_and_tables_changes_nothing_that_is_proven()
    {
        int compared = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var one = Draw(seed);
            int[] order = [2, 0, 1];
            var other = Draw(seed, order, [1]);
            int[] counterpart = new int[one.Counts.Length];
            for (int cell = 0; cell < counterpart.Length; cell++)
            {
                int at = cell;
                int[] codes = [.. order.Select(d => one.Tables.CodeOf(at, d))];
                counterpart[cell] = other.Tables.CellAt(codes);
                Assert.Equal(one.Counts[cell], other.Counts[counterpart[cell]]);
            }
            var rules = new ProtectionRules("test", 4, seed % 7 == 0, 2);
            var (protection, again) = (Protector.Protect(one.System(), rules), Protector.Protect(other.System(), rules));
            Assert.True(protection.IsSafe && again.IsSafe);
            Assert.Equal(protection.Audit.Attacked, again.Audit.Attacked);
            bool[] shown = [.. one.Counts.Select(c => c == 0 || random.Next(4) > 0)];
            bool[] shownAgain = new bool[shown.Length];
            for (int cell = 0; cell < shown.Length; cell++)
            {
                Assert.Equal(protection.StatusOf(cell) == CellStatus.Primary, again.StatusOf(counterpart[cell]) == CellStatus.Primary);
                shownAgain[counterpart[cell]] = shown[cell];
            }
            var attack = one.Attack(c => shown[c], _ => true, 50, 1);
            var attackAgain = other.Attack(c => shownAgain[c], _ => true, 50, 1);
            Assert.Equal(attack.Narrow.Count, attackAgain.Narrow.Count);
            foreach (var (cell, bounds) in attack.Narrow)
            {
                Assert.Equal(bounds, attackAgain.Narrow[counterpart[cell]]);
                compared++;
            }
        }
        Assert.True(compared > 500, $"{compared}");
    }
}
