using System.Globalization;
using Parity.Verifier;

namespace Parity.App.Tests.Publishing;

/// <summary>The certificate of an edition is accepted as it was made, and refused with anything changed that matters.</summary>
public sealed class VerifyEditionTests(SmallPublishedCity small) : IClassFixture<SmallPublishedCity>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("parity-verify-edition-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_small_count_of_an_edition_is_proven_by_adding_up()
    {
        var accepted = Assert.IsType<Verdict.Accepted>(EditionVerification.Of(Copied()));
        int primary = PublishedCity.Ledger(small.City.Edition(1)).Count(c => c.Status == "primary");
        Assert.True(accepted.Judged >= primary && primary > 200, $"{accepted.Judged} of {primary}");
        Assert.Equal(0, accepted.Confined);
        Assert.True(accepted.Narrowest >= 5);
        Assert.True(accepted.Rows > 2 * PublishedCity.Figures(small.City.Edition(1)).Count - 1, $"{accepted.Rows} rows: the whole table, and each measure's own.");
    }

    [Fact]
    public void A_public_row_that_shows_a_withheld_count_is_refused() => TableRefused((cells, at) => Put(cells, at["numerator"], "[c]", "12"), "the numerator is not what the ledger shows");

    [Fact]
    public void A_public_row_that_shows_a_count_otherwise_is_refused() => TableRefused((cells, at) => long.TryParse(cells[at["denominator"]], CultureInfo.InvariantCulture, out long told) && Put(cells, at["denominator"], null, $"{told + 1}"), "the denominator is not what the ledger shows");

    [Fact]
    public void A_share_of_a_withheld_count_is_refused() => TableRefused((cells, at) => cells[at["indicator"]] == "representation" && cells[at["numerator"]] == "[c]" && Put(cells, at["value"], "[c]", "0.0123"), "the value is shown although");

    [Fact]
    public void A_public_row_that_the_ledger_does_not_know_is_refused() => TableRefused((cells, at) => Put(cells, at["id"], null, "000000000000"), "no such row is known");

    [Fact]
    public void A_public_row_that_is_left_out_is_noticed()
    {
        string copy = Copied();
        foreach (string table in Directory.EnumerateFiles(Path.Combine(copy, "data"), "*-headcount.csv").Append(Directory.EnumerateFiles(Path.Combine(copy, "data"), "*.csv").MinBy(f => f.Length)!))
        {
            string[] lines = File.ReadAllLines(table);
            int headcount = Array.FindIndex(lines, l => l.Contains(",headcount,", StringComparison.Ordinal));
            File.WriteAllLines(table, lines.Where((_, n) => n != headcount));
        }

        Assert.Contains("1 rows that the edition has are in no public table.", Assert.IsType<Verdict.Refused>(EditionVerification.Of(copy)).Reasons);
    }

    [Theory]
    [InlineData("\"threshold\":10", "\"threshold\":0")]
    [InlineData("\"minInterval\":5", "\"minInterval\":0")]
    public void Rules_that_ask_for_nothing_prove_nothing(string rule, string weak)
    {
        string copy = Copied(), ledger = Path.Combine(copy, "internal", "ledger.json");
        File.WriteAllText(ledger, File.ReadAllText(ledger).Replace(rule, weak, StringComparison.Ordinal));
        Assert.Contains("are 1 or more", Assert.IsType<Verdict.Refused>(EditionVerification.Of(copy)).Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_withheld_count_says_by_which_rule_and_what_it_protects_from_whom()
    {
        var lines = File.ReadLines(Path.Combine(small.City.Edition(1), "internal", "withheld.csv")).Skip(1).ToList();
        var ledger = PublishedCity.Ledger(small.City.Edition(1));
        Assert.Equal(ledger.Index().Where(c => c.Item.Status is "primary" or "complementary").Select(c => c.Index), lines.Select(l => int.Parse(l.Split(',')[0], CultureInfo.InvariantCulture)));
        int small1 = ledger.Count(c => c is { Status: "primary", Value: >= 1 and <= 9 });
        Assert.InRange(lines.Count(l => l.Contains("Small count,", StringComparison.Ordinal)), small1 / 2, small1);
        Assert.Equal(ledger.Count(c => c.Status == "complementary"), lines.Count(l => l.Contains("would leave", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.Contains("Would tell an organisation another's count", StringComparison.Ordinal) && l.Contains("which knows its own counts", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("Would tell everybody another count", StringComparison.Ordinal));
    }

    [Fact]
    public void A_set_that_breaks_a_sum_is_refused() => Refused(line => Set(line, 2, value => value + 1), "does not hold in each set", rows: 40);

    [Fact]
    public void Sets_that_are_all_alike_prove_nothing() => Refused(line => [.. line.Take(2), .. line.Skip(2).Select(_ => line[2])], "differ by 0, not by 5");

    [Fact]
    public void A_small_count_that_is_not_said_to_be_guarded_is_noticed() => Refused(line => line[1] == "guarded" ? [line[0], "free", .. line.Skip(2)] : line, "small or withheld for its own sake");

    [Fact]
    public void A_withheld_count_that_is_left_out_is_noticed() => Refused(line => line[1] == "guarded" ? null : line, "the certificate does not mention it", rows: 1);

    [Fact]
    public void A_set_in_which_nobody_is_where_somebody_is_counted_is_refused() => Refused(line => line[1] == "guarded" ? Set(line, 3, _ => 0) : line, "a set with nobody");

    [Fact]
    public void A_shown_count_that_was_changed_breaks_its_sums()
    {
        string copy = Copied(), ledger = Path.Combine(copy, "internal", "ledger.json");
        string text = File.ReadAllText(ledger);
        int at = text.IndexOf(",\"shown\"]", text.IndexOf("\"CITY\"", StringComparison.Ordinal), StringComparison.Ordinal), from = text.LastIndexOf(',', at - 1) + 1;
        File.WriteAllText(ledger, string.Concat(text.AsSpan(0, from), (long.Parse(text.AsSpan(from, at - from), CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture), text.AsSpan(at)));
        Assert.Contains("does not hold in each set", Assert.IsType<Verdict.Refused>(EditionVerification.Of(copy)).Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("confined", "0", true)]
    [InlineData("confined", "", false)]
    [InlineData("fractions", "0", false)]
    [InlineData("guarded", "0", false)]
    public void A_count_may_be_confined_to_fewer_values_only_where_the_ledger_says_so_too(string kind, string confinedByLedger, bool accepted)
    {
        Directory.CreateDirectory(Path.Combine(folder, "internal"));
        File.WriteAllText(Path.Combine(folder, "internal", "ledger.json"), $$"""
            {"threshold":10,"minInterval":5,"counts":[["headcount","A","","W",3,"primary"],["headcount","B","","W",20,"complementary"],["headcount","CITY","","W",23,"shown"]],
            "confined":[{{confinedByLedger}}],"excused":[],"sums":[[2,1,0,-1,1,-1]]}
            """);
        File.WriteAllLines(Path.Combine(folder, "internal", "certificate.csv"), ["count,kind,1,2", $"0,{kind},3,4", "1,free,20,19"]);
        File.WriteAllLines(Path.Combine(folder, "internal", "rows.csv"), ["id,numerator,denominator,reference_numerator,reference_denominator", "a,0,2,,"]);
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        File.WriteAllLines(Path.Combine(folder, "data", "one.csv"), ["numerator,denominator,reference_numerator,reference_denominator,value,lower,upper,adjusted,id", "[c],23,[z],[z],[c],[c],[c],[z],a"]);

        var verdict = EditionVerification.Of(folder);

        if (accepted) Assert.Equal(1, Assert.IsType<Verdict.Accepted>(verdict).Confined);
        else Assert.Contains("differ by 1, not by 5", Assert.IsType<Verdict.Refused>(verdict).Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_ledger_is_refused() => Assert.IsType<Verdict.Refused>(EditionVerification.Of(folder));

    private void Refused(Func<string[], IEnumerable<string>?> change, string because, int rows = int.MaxValue)
    {
        string copy = Copied(), certificate = Path.Combine(copy, "internal", "certificate.csv");
        string[] lines = File.ReadAllLines(certificate);
        var kept = lines.Take(1).ToList();
        int changed = 0;
        foreach (string line in lines.Skip(1))
        {
            var now = changed < rows ? change(line.Split(',')) : line.Split(',');
            string? text = now is null ? null : string.Join(',', now);
            if (text != line) changed++;
            if (text is not null) kept.Add(text);
        }

        Assert.True(changed > 0, "Nothing was changed.");
        File.WriteAllLines(certificate, kept);
        Assert.Contains(Assert.IsType<Verdict.Refused>(EditionVerification.Of(copy)).Reasons, r => r.Contains(because, StringComparison.Ordinal));
    }

    // Changes one row of one public table.
    private void TableRefused(Func<string[], Dictionary<string, int>, bool> change, string because)
    {
        string copy = Copied();
        foreach (string table in Directory.EnumerateFiles(Path.Combine(copy, "data"), "*-representation.csv"))
        {
            string[] lines = File.ReadAllLines(table);
            var at = lines[0].Split(',').Index().ToDictionary(c => c.Item, c => c.Index);
            for (int line = 1; line < lines.Length; line++)
            {
                string[] cells = lines[line].Split(',');
                if (cells.Length != at.Count || !change(cells, at)) continue;
                lines[line] = string.Join(',', cells);
                File.WriteAllLines(table, lines);
                Assert.Contains(Assert.IsType<Verdict.Refused>(EditionVerification.Of(copy)).Reasons, r => r.Contains(because, StringComparison.Ordinal));
                return;
            }
        }

        Assert.Fail("Nothing was changed.");
    }

    private static bool Put(string[] cells, int at, string? before, string after)
    {
        if (before is not null && cells[at] != before) return false;
        cells[at] = after;
        return true;
    }

    private static string[] Set(string[] line, int at, Func<long, long> value)
    {
        line[at] = value(long.Parse(line[at], CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
        return line;
    }

    private string Copied()
    {
        string copy = Path.Combine(folder, "edition");
        Directory.CreateDirectory(Path.Combine(copy, "internal"));
        foreach (string name in (string[])["ledger.json", "certificate.csv", "rows.csv"])
            File.Copy(Path.Combine(small.City.Edition(1), "internal", name), Path.Combine(copy, "internal", name));
        Directory.CreateDirectory(Path.Combine(copy, "data"));
        foreach (string table in Directory.EnumerateFiles(Path.Combine(small.City.Edition(1), "data"), "*.csv"))
            File.Copy(table, Path.Combine(copy, "data", Path.GetFileName(table)));
        return copy;
    }
}
