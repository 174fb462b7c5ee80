using Parity.Disclosure;

namespace Parity.Core.Tests.Disclosure;

/// <summary>Readers who know more than what is public: an organisation its own counts, a person that there is somebody in a count.</summary>
public sealed class OwnKnowledgeTests
{
    private static SmallTable City(int seed)
    {
        var random = new Random(seed);
        return new(
            [Dimension.Flat("organisation", ["1", "2", "3", "4"]), Dimension.Flat("group", ["1", "2", "3"])],
            () => random.Next(3) == 0 ? random.Next(1, 5) : random.Next(5, 40));
    }

    // The first code of a flat dimension is its total.
    private static int OwnerOf(SmallTable table, int cell) => table.Tables.CodeOf(cell, 0) - 1;

    private static int[] Owners(SmallTable table) => [.. Enumerable.Range(0, table.System().Count).Select(c => c < table.Counts.Length ? OwnerOf(table, c) : -1)];

    private static int Found(SmallTable table, Protection protection)
    {
        int found = 0;
        for (int organisation = 0; organisation < 4; organisation++)
        {
            bool Known(int cell) => protection.Count(cell) is not null || OwnerOf(table, cell) == organisation;
            found += table.Attack(Known, c => protection.StatusOf(c) == CellStatus.Primary, 1, 1).Narrow.Count;
        }
        return found;
    }

    [Fact]
    public void An_organisation_that_takes_out_its_own_counts_finds_no_small_count_of_another()
    {
        int without = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            var table = City(seed);
            var rules = new ProtectionRules("test", 5, ProtectZeros: false, MinInterval: 2);
            var owners = Owners(table);
            var protection = Protector.ProtectLinked(table.System(), rules, owners, 1);
            Assert.True(protection.IsSafe, $"seed {seed}");
            Assert.Equal(protection.Audit.Attacked, protection.Audit.ProvenByWitness + protection.Audit.ProvenBySolver);
            Assert.True(Found(table, protection) == 0, $"seed {seed}");
            without += Found(table, Protector.ProtectLinked(table.System(), rules, [.. owners.Select(_ => -1)], 1));
        }
        Assert.True(without > 50, $"Without that knowledge in mind only {without} were found: the attack is too weak to judge.");
    }

    [Fact]
    public void Somebody_who_knows_their_own_record_leaves_every_small_count_as_wide_when_every_table_is_listed()
    {
        const int Rows = 2, Columns = 3, Most = 9, Width = 2;
        int judged = 0;
        for (int seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            long[] inner = [.. Enumerable.Range(0, Rows * Columns).Select(_ => (long)random.Next(0, 5))];
            var system = new CellSystem();
            foreach (long people in inner) system.Add(new(people, CellRole.Hidden, 0));
            var sums = new List<int[]>();
            for (int r = 0; r < Rows; r++) sums.Add([.. Enumerable.Range(0, Columns).Select(c => (r * Columns) + c)]);
            for (int c = 0; c < Columns; c++) sums.Add([.. Enumerable.Range(0, Rows).Select(r => (r * Columns) + c)]);
            sums.Add([.. Enumerable.Range(0, inner.Length)]);
            foreach (int[] parts in sums)
            {
                int whole = system.Add(new(parts.Sum(p => inner[p]), CellRole.Candidate, parts.Length));
                system.Relate([(whole, 1), .. parts.Select(p => (p, -1))]);
            }
            var protection = Protector.ProtectLinked(system, new("test", 4, ProtectZeros: false, Width), [.. Enumerable.Repeat(-1, system.Count)], 1);
            Assert.True(protection.IsSafe, $"seed {seed}");

            // By person, the least and the greatest that each inner count can be.
            var least = new long[inner.Length, inner.Length];
            var greatest = new long[inner.Length, inner.Length];
            for (int i = 0; i < least.Length; i++) least[i / inner.Length, i % inner.Length] = long.MaxValue;
            long[] table = new long[inner.Length];
            long?[] shown = [.. Enumerable.Range(0, sums.Count).Select(s => protection.Count(inner.Length + s)?.Value)];
            void List(int at)
            {
                if (at < table.Length)
                {
                    for (table[at] = 0; table[at] <= Most; table[at]++) List(at + 1);
                    table[at] = 0;
                    return;
                }
                for (int s = 0; s < shown.Length; s++)
                {
                    long whole = 0;
                    foreach (int part in sums[s]) whole += table[part];
                    if (shown[s] is { } told ? told != whole : whole < 1) return;
                }
                for (int person = 0; person < table.Length; person++)
                {
                    for (int at2 = 0; table[person] > 0 && at2 < table.Length; at2++)
                    {
                        least[person, at2] = Math.Min(least[person, at2], table[at2]);
                        greatest[person, at2] = Math.Max(greatest[person, at2], table[at2]);
                    }
                }
            }
            List(0);
            for (int person = 0; person < inner.Length; person++)
            {
                for (int cell = 0; inner[person] > 0 && cell < inner.Length; cell++)
                {
                    if (inner[cell] is < 1 or > 3) continue;
                    Assert.True(greatest[person, cell] - least[person, cell] >= Width, $"seed {seed}: somebody of {person} confines {cell}");
                    judged++;
                }
            }
        }
        Assert.True(judged > 100, $"{judged}");
    }
}
