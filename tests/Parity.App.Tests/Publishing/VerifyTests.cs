using System.Globalization;
using Parity.Platform.Publishing;
using Parity.Verifier;

namespace Parity.App.Tests.Publishing;

/// <summary>A certificate is accepted as it was made, and refused with anything changed that matters.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("parity-verify").FullName;
    private readonly string specification;
    private readonly string table;
    private readonly string certificate;

    public VerifyTests()
    {
        Put("ethnicity.csv", "code,parent\nTotal,\nW,Total\nE,Total\nW1,W\nW9,W\nA1,E\nB1,E\nX9,Total\n");
        specification = Put("spec.json", """{ "dimensions": [ { "name": "ethnicity", "hierarchy": "ethnicity.csv" }, { "name": "organisation" } ], "count": "n", "threshold": 5, "protectZeros": false, "minInterval": 2 }""");
        string inner = Put("inner.csv", "ethnicity,organisation,n\n" + string.Join('\n',
            from at in (string[])["Fire:120,3,14,2,20", "Port:220,30,24,12,40", "Parks:80,9,1,7,11", "Roads:70,6,8,9,10"]
            let parts = at.Split(':')
            from count in parts[1].Split(',').Zip((string[])["W1", "W9", "A1", "B1", "X9"])
            select $"{count.Second},{parts[0]},{count.First}"));
        var made = Assert.IsType<ProtectTable.Outcome.Protected>(ProtectTable.Handler.Handle(new(inner, specification, Certify: true)));
        (table, certificate) = (Path.Combine(folder, "protected.csv"), Path.Combine(folder, "certificate.csv"));
        using (var file = File.Create(table)) made.Tables.WriteCsv(file);
        using (var file = File.Create(certificate)) made.Tables.Certificate!.WriteCsv(file);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Put(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Verdict Verify() => Verification.Of(table, specification, certificate);

    private void Refused(string because)
    {
        var refused = Assert.IsType<Verdict.Refused>(Verify());
        Assert.Contains(refused.Reasons, r => r.Contains(because, StringComparison.Ordinal));
    }

    private static void Change(string path, Func<string[], IEnumerable<string>> change) => File.WriteAllLines(path, change(File.ReadAllLines(path)));

    [Fact]
    public void A_certificate_is_accepted_as_it_was_made()
    {
        var accepted = Assert.IsType<Verdict.Accepted>(Verify());
        Assert.Equal(40, accepted.Cells);
        Assert.True(accepted.Judged >= 3);
        Assert.True(accepted.Narrowest >= 2);
    }

    [Fact]
    public void Every_single_value_of_a_certificate_matters()
    {
        string[] lines = File.ReadAllLines(certificate);
        for (int line = 1; line < lines.Length; line++)
        {
            string[] fields = lines[line].Split(',');
            for (int field = 3; field < fields.Length; field++)
            {
                string[] changed = [.. fields];
                changed[field] = (long.Parse(fields[field], CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
                File.WriteAllLines(certificate, lines.Select((l, at) => at == line ? string.Join(',', changed) : l));
                Refused("is not the sum of its parts");
            }
        }
    }

    [Fact]
    public void Tables_that_are_all_alike_prove_nothing()
    {
        Change(certificate, lines => lines.Select(l => string.Join(',', l.Split(',')[..4])));
        Refused("differ by 0, not by 2");
    }

    [Fact]
    public void A_withheld_cell_that_the_certificate_forgets_is_noticed()
    {
        Change(certificate, lines => lines[..^1]);
        Refused("the certificate does not mention it");
    }

    [Fact]
    public void A_withheld_count_below_one_is_no_possible_table()
    {
        // Zeros are shown, so a blank is at least 1.
        Change(certificate, lines => lines.Select((l, at) => at == 0 ? l : string.Join(',', l.Split(',').Select((f, i) => i < 3 ? f : "0"))));
        Refused("a withheld count is at least 1");
    }

    [Fact]
    public void A_small_count_shown_again_is_refused()
    {
        string small = File.ReadAllLines(table).First(l => l.EndsWith(",,primary", StringComparison.Ordinal));
        string codes = small[..^",,primary".Length];
        Change(table, lines => lines.Select(l => l == small ? codes + ",3,released" : l));
        Change(certificate, lines => lines.Where(l => !l.StartsWith($"cell,{codes},", StringComparison.Ordinal)));
        Refused("is shown and small");
    }

    [Fact]
    public void A_shown_count_that_was_changed_does_not_add_up()
    {
        Change(table, lines => lines.Select(l => l == "Total,Fire,159,released" ? "Total,Fire,158,released" : l));
        Refused("is not the sum of its parts");
    }

    [Fact]
    public void A_protected_file_without_one_of_its_cells_is_incomplete()
    {
        Change(table, lines => lines.Where(l => l != "Total,Fire,159,released"));
        Refused("incomplete");
    }

    [Fact]
    public void Asking_for_a_wider_interval_than_was_certified_is_refused()
    {
        Put("spec.json", File.ReadAllText(specification).Replace("\"minInterval\": 2", "\"minInterval\": 400", StringComparison.Ordinal));
        Refused("not by 400");
    }
}
