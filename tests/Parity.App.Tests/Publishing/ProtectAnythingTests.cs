using System.Globalization;
using System.Text;
using Parity.Platform.Publishing;
using Parity.Verifier;

namespace Parity.App.Tests.Publishing;

/// <summary>Whatever table comes in, what protect writes passes audit, and its certificate is accepted.</summary>
public sealed class ProtectAnythingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("parity-any").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Put(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string Protected() => Path.Combine(folder, "protected.csv");

    [Fact]
    public void Random_plans_are_protected_and_the_intruder_finds_nothing()
    {
        int withheld = 0;
        for (int seed = 0; seed < 140; seed++)
        {
            withheld += ProtectAndAudit(seed);
        }
        Assert.True(withheld > 5_000, $"{withheld}");
    }

    private int ProtectAndAudit(int seed)
    {
        var random = new Random(seed);
        int dimensions = 1 + random.Next(5);
        var leaves = new List<string>[dimensions];
        var listed = new List<string>();
        for (int d = 0; d < dimensions; d++)
        {
            bool flat = random.Next(3) == 0;
            leaves[d] = flat
                ? [.. Enumerable.Range(1, 1 + random.Next(dimensions > 3 ? 2 : 4)).Select(c => $"c\"{c}, {d}")]
                : Hierarchy(random, $"h{d}.csv", d, dimensions > 3 ? 2 : 6);
            listed.Add(flat ? $$"""{ "name": "d, {{d}}" }""" : $$"""{ "name": "d, {{d}}", "hierarchy": "h{{d}}.csv" }""");
        }
        string tables = "";
        if (dimensions > 1 && random.Next(2) == 0)
        {
            var plans = Enumerable.Range(0, 1 + random.Next(3))
                .Select(_ => Enumerable.Range(0, dimensions).Where(_ => random.Next(2) == 0).ToList()).Where(p => p.Count > 0).ToList();
            if (plans.Count > 0)
            {
                tables = $", \"tables\": [{string.Join(',', plans.Select(p => $"[{string.Join(',', p.Select(d => $"\"d, {d}\""))}]"))}]";
            }
        }
        int threshold = ((int[])[1, 2, 3, 5, 10, 1000])[random.Next(6)];
        int width = ((int[])[1, 2, 2, 3, 5])[random.Next(5)];
        string specification = Put("spec.json", string.Create(CultureInfo.InvariantCulture,
            $$"""{ "dimensions": [{{string.Join(',', listed)}}], "count": "n", "threshold": {{threshold}}, "protectZeros": {{(random.Next(4) == 0 ? "true" : "false")}}, "valueBlind": {{(random.Next(3) == 0 ? "true" : "false")}}, "minInterval": {{width}}{{tables}} }"""));
        int greatest = ((int[])[1, 3, 8, 60])[random.Next(4)];
        var rows = new StringBuilder(string.Join(',', Enumerable.Range(0, dimensions).Select(d => $"\"d, {d}\""))).Append(",n\n");
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (int row = random.Next(40); row > 0; row--)
        {
            string codes = string.Join(',', leaves.Select(l => Quoted(l[random.Next(l.Count)])));
            if (taken.Add(codes))
            {
                rows.Append(CultureInfo.InvariantCulture, $"{codes},{random.Next(greatest + 1)}\n");
            }
        }
        string table = Put("table.csv", rows.ToString());
        var outcome = ProtectTable.Handler.Handle(new(table, specification, Certify: true));
        var made = Assert.IsType<ProtectTable.Outcome.Protected>(outcome);
        using (var file = File.Create(Protected()))
        {
            made.Tables.WriteCsv(file);
        }
        string certificate = Path.Combine(folder, "certificate.csv");
        using (var file = File.Create(certificate))
        {
            made.Tables.Certificate!.WriteCsv(file);
        }
        var verdict = Verification.Of(Protected(), specification, certificate);
        Assert.True(verdict is Verdict.Accepted, $"seed {seed}: {string.Join("; ", (verdict as Verdict.Refused)?.Reasons ?? [])}");
        var judged = AuditTable.Handler.Handle(new(Protected(), specification));
        var audited = judged as AuditTable.Outcome.Judged;
        Assert.True(audited is not null, $"seed {seed}: {string.Join(" ", (judged as AuditTable.Outcome.Refused)?.Reasons ?? [])}");
        Assert.True(audited.Report.Failing == 0, $"seed {seed}: {string.Join("; ", audited.Report.Reasons(3))}");
        return made.Tables.Primary + made.Tables.Complementary;
    }

    // Groupings of several levels; now and then a code in two of them, a grouping of one, a second root.
    private List<string> Hierarchy(Random random, string name, int d, int most)
    {
        int leaves = 1 + random.Next(most), groups = 1 + random.Next(3);
        var text = new StringBuilder("code,parent\nT,\n");
        if (random.Next(5) == 0)
        {
            text.Append("U,\n");
        }
        string[] roots = text.ToString().Contains("U,", StringComparison.Ordinal) ? ["T", "U"] : ["T"];
        for (int g = 0; g < groups; g++)
        {
            string parent = g > 0 && random.Next(3) == 0 ? $"g{g - 1}" : roots[random.Next(roots.Length)];
            text.Append(CultureInfo.InvariantCulture, $"g{g},{parent}\n");
        }
        for (int leaf = 0; leaf < leaves; leaf++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"l {d}, {leaf}\",g{random.Next(groups)}\n");
            if (random.Next(4) == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"\"l {d}, {leaf}\",{(random.Next(2) == 0 ? roots[^1] : $"g{random.Next(groups)}")}\n");
            }
        }
        // A grouping without codes in it is an innermost code itself.
        string all = text.ToString();
        var codes = Enumerable.Range(0, leaves).Select(l => $"l {d}, {l}").ToList();
        codes.AddRange(Enumerable.Range(0, groups).Select(g => $"g{g}").Where(g => !all.Contains($",{g}\n", StringComparison.Ordinal)));
        if (roots.Length == 2 && !all.Contains(",U\n", StringComparison.Ordinal))
        {
            codes.Add("U");
        }
        Put(name, all);
        return codes;
    }

    private static string Quoted(string code) => $"\"{code.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
