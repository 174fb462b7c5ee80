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

    private static string[] Set(string[] line, int at, Func<long, long> value)
    {
        line[at] = value(long.Parse(line[at], CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
        return line;
    }

    private string Copied()
    {
        string copy = Path.Combine(folder, "edition");
        Directory.CreateDirectory(Path.Combine(copy, "internal"));
        foreach (string name in (string[])["ledger.json", "certificate.csv"])
            File.Copy(Path.Combine(small.City.Edition(1), "internal", name), Path.Combine(copy, "internal", name));
        return copy;
    }
}
