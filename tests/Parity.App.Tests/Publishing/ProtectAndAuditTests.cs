using System.Text.Json;
using Parity.Platform.Publishing;

namespace Parity.App.Tests.Publishing;

public sealed class ProtectAndAuditTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("parity-tables").FullName;

    private const string Hierarchy = "code,parent\nTotal,\nW,Total\nBME,Total\nW1,W\nW9,W\nA1,BME\nB1,BME\nX9,Total\n";

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Put(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string Specification(string more = "") => Put(
        "spec.json",
        $$"""{ "dimensions": [ { "name": "ethnicity", "hierarchy": "ethnicity.csv" }, { "name": "organisation" } ], "count": "n", "threshold": 5, "protectZeros": false, "minInterval": 2{{more}} }""");

    private string Table()
    {
        Put("ethnicity.csv", Hierarchy);
        return Put("table.csv", """
            ethnicity,organisation,n
            W1,Fire,120
            W9,Fire,3
            A1,Fire,14
            B1,Fire,2
            X9,Fire,20
            W1,Port,220
            W9,Port,30
            A1,Port,24
            B1,Port,12
            X9,Port,40
            W1,"North, Harbour",80
            W9,"North, Harbour",9
            B1,"North, Harbour",31
            X9,"North, Harbour",4
            """);
    }

    private static ProtectedTables Protect(string table, string specification) =>
        Assert.IsType<ProtectTable.Outcome.Protected>(ProtectTable.Handler.Handle(new(table, specification))).Tables;

    private string Written(ProtectedTables tables)
    {
        using var output = new MemoryStream();
        tables.WriteCsv(output);
        return Put("protected.csv", System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    private static JsonElement Report(AuditedTables report)
    {
        using var output = new MemoryStream();
        report.WriteReport(output, TimeSpan.Zero);
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }

    [Fact]
    public void Every_cell_of_every_table_is_written_once_margins_and_zeros_included()
    {
        string[] lines = File.ReadAllLines(Written(Protect(Table(), Specification())));

        Assert.Equal("ethnicity,organisation,n,status", lines[0]);
        Assert.Equal(1 + (8 * 4), lines.Length);
        Assert.Equal(lines.Length, lines.Distinct().Count());
        Assert.Contains("Total,Total,609,released", lines);
        Assert.Contains("A1,\"North, Harbour\",0,released", lines);
        Assert.Contains("W9,Fire,,primary", lines);
    }

    [Fact]
    public void What_protect_writes_passes_the_audit_and_one_protecting_count_shown_again_does_not()
    {
        string specification = Specification();
        string path = Written(Protect(Table(), specification));

        var judged = Assert.IsType<AuditTable.Outcome.Judged>(AuditTable.Handler.Handle(new(path, specification)));
        Assert.Equal(0, judged.Report.Failing);
        Assert.Equal(3, judged.Report.Attacked);

        // Of three blanks in a line of sums, one is not enough.
        string[] rows = ["ethnicity,organisation,n,status", .. File.ReadAllLines(path).Skip(1).Select(r =>
            r.EndsWith("complementary", StringComparison.Ordinal) && Truth.TryGetValue(r[..r.LastIndexOf(",,", StringComparison.Ordinal)], out int count)
                ? r.Replace(",,complementary", $",{count},released", StringComparison.Ordinal) : r)];
        string weak = Put("weak.csv", string.Join('\n', rows));
        var caught = Assert.IsType<AuditTable.Outcome.Judged>(AuditTable.Handler.Handle(new(weak, specification)));
        Assert.True(caught.Report.Failing > 0);
        var cell = Report(caught.Report).GetProperty("cells")[0];
        Assert.True(cell.GetProperty("proven").GetBoolean());
        Assert.True(cell.GetProperty("upper").GetInt64() - cell.GetProperty("lower").GetInt64() < 2);
        Assert.False(string.IsNullOrEmpty(cell.GetProperty("ethnicity").GetString()));
    }

    private static readonly Dictionary<string, int> Truth = new()
    {
        ["W1,Fire"] = 120,
        ["A1,Fire"] = 14,
        ["X9,Fire"] = 20,
        ["W,Fire"] = 123,
        ["BME,Fire"] = 16,
        ["Total,Fire"] = 159,
        ["W1,Port"] = 220,
        ["W9,Port"] = 30,
        ["A1,Port"] = 24,
        ["B1,Port"] = 12,
        ["X9,Port"] = 40,
        ["W1,\"North, Harbour\""] = 80,
        ["W9,\"North, Harbour\""] = 9,
        ["B1,\"North, Harbour\""] = 31,
    };

    [Fact]
    public void A_file_of_anyone_with_one_marker_is_attacked_at_every_blank()
    {
        string specification = Put("flat.json", """{ "dimensions": [ { "name": "a" } ], "count": "n", "threshold": 5, "minInterval": 2 }""");
        string file = Put("theirs.csv", "a,n,status\nTotal,30,shown\nx,,c\ny,,c\nz,27,shown\n");

        var judged = Assert.IsType<AuditTable.Outcome.Judged>(AuditTable.Handler.Handle(new(file, specification)));

        // x + y = 3 with both at least 1: each is 1 or 2.
        var cells = Report(judged.Report).GetProperty("cells").EnumerateArray().ToArray();
        Assert.Equal(["x", "y"], cells.Select(c => c.GetProperty("a").GetString()));
        Assert.All(cells, c => Assert.Equal((1, 2), (c.GetProperty("lower").GetInt32(), c.GetProperty("upper").GetInt32())));
    }

    [Fact]
    public void The_shown_numbers_that_give_a_count_away_are_named()
    {
        string specification = Put("flat.json", """{ "dimensions": [ { "name": "a" }, { "name": "b" } ], "count": "n", "threshold": 5, "minInterval": 2 }""");
        string file = Put("theirs.csv", """
            a,b,n,status
            Total,Total,243,released
            Total,women,103,released
            Total,men,140,released
            North,Total,23,released
            North,women,,primary
            North,men,,complementary
            South,Total,90,released
            South,women,40,released
            South,men,50,released
            East,Total,130,released
            East,women,60,released
            East,men,70,released
            """);

        var judged = Assert.IsType<AuditTable.Outcome.Judged>(AuditTable.Handler.Handle(new(file, specification)));

        Assert.Equal("a North, b women = [a Total, b women] - [a East, b women] - [a South, b women] = 3", Assert.Single(judged.Report.Reasons(20)));
        var cell = Report(judged.Report).GetProperty("cells")[0];
        Assert.Equal(1, cell.GetProperty("divisor").GetInt32());
        Assert.Equal(
            [("Total", "women", 1), ("South", "women", -1), ("East", "women", -1)],
            cell.GetProperty("combination").EnumerateArray()
                .Select(t => (t.GetProperty("a").GetString()!, t.GetProperty("b").GetString()!, t.GetProperty("coefficient").GetInt32())).OrderByDescending(t => t.Item3).ThenByDescending(t => t.Item1));
    }

    [Fact]
    public void A_small_count_that_is_shown_fails()
    {
        string specification = Put("flat.json", """{ "dimensions": [ { "name": "a" } ], "count": "n", "threshold": 5 }""");
        string file = Put("theirs.csv", "a,n,status\nTotal,33,released\nx,4,released\ny,29,released\n");

        var judged = Assert.IsType<AuditTable.Outcome.Judged>(AuditTable.Handler.Handle(new(file, specification)));

        Assert.Equal(1, judged.Report.Failing);
    }

    [Theory]
    [InlineData("a,n,status\nTotal,30,released\nx,10,released\ny,21,released\n", "add up")]
    [InlineData("a,n,status\nx,10,released\ny,20,released\n", "incomplete")]
    [InlineData("a,n,status\nTotal,30,released\nx,10,released\nx,20,released\n", "already")]
    [InlineData("a,n,status\nTotal,30,released\nx,ten,released\ny,20,released\n", "whole number")]
    [InlineData("a,n\nTotal,30\n", "status")]
    public void A_file_that_cannot_be_judged_is_refused(string text, string reason)
    {
        string specification = Put("flat.json", """{ "dimensions": [ { "name": "a" } ], "count": "n", "threshold": 5 }""");

        var refused = Assert.IsType<AuditTable.Outcome.Refused>(AuditTable.Handler.Handle(new(Put("theirs.csv", text), specification)));

        Assert.Contains(reason, refused.Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ethnicity,organisation,n\nW7,Fire,12\n", "does not know")]
    [InlineData("ethnicity,organisation,n\nBME,Fire,12\n", "sum of others")]
    [InlineData("ethnicity,organisation,n\nW1,Fire,12\nW1,Fire,13\n", "line 2 already")]
    [InlineData("ethnicity,organisation,n\nW1,Fire,-2\n", "whole number")]
    [InlineData("ethnicity,n\nW1,2\n", "organisation is missing")]
    [InlineData("ethnicity,organisation,n\nW1,Total,12\n", "rename the code")]
    public void A_table_that_is_not_as_it_must_be_is_refused_with_its_line(string text, string reason)
    {
        Table();

        var refused = Assert.IsType<ProtectTable.Outcome.Refused>(ProtectTable.Handler.Handle(new(Put("bad.csv", text), Specification())));

        Assert.Contains(reason, refused.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Rounded_tables_add_up_and_hold_no_count_below_the_base()
    {
        string specification = Specification(""", "method": "round", "base": 5""");
        string path = Written(Protect(Table(), specification));

        long[] counts = [.. File.ReadAllLines(path).Skip(1).Select(l => long.Parse(l.Split(',')[^2], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.DoesNotContain(counts, c => c is > 0 and < 5);
        Assert.All(File.ReadAllLines(path).Skip(1), l => Assert.EndsWith(",rounded", l, StringComparison.Ordinal));
        Assert.Equal(0, Assert.IsType<AuditTable.Outcome.Judged>(AuditTable.Handler.Handle(new(path, specification))).Report.Failing);
    }

    [Theory]
    [InlineData(2, 1, true)]
    [InlineData(2, 2, false)]
    [InlineData(3, 2, true)]
    [InlineData(5, 5, false)]
    [InlineData(6, 5, true)]
    public void Rounding_that_leaves_a_nought_too_few_values_is_refused_by_protect_and_audit(int roundBase, int interval, bool isTaken)
    {
        string specification = Put("rounded.json", $$"""{ "dimensions": [ { "name": "a" } ], "count": "n", "threshold": 5, "minInterval": {{interval}}, "method": "round", "base": {{roundBase}} }""");
        string inner = Put("inner.csv", "a,n\nx,3\ny,40\n"), rounded = Put("rounded.csv", "a,n,status\nTotal,0,rounded\nx,0,rounded\n");

        var protect = ProtectTable.Handler.Handle(new(inner, specification));
        var audit = AuditTable.Handler.Handle(new(rounded, specification));

        Assert.Equal((isTaken, isTaken), (protect is ProtectTable.Outcome.Protected, audit is AuditTable.Outcome.Judged));
        if (!isTaken) Assert.Contains($"Take a base of {interval + 1} or more", Assert.IsType<ProtectTable.Outcome.Refused>(protect).Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""", "valueBlind": true""")]
    [InlineData(""", "method": "round", "base": 5""")]
    public void The_order_of_rows_changes_no_byte(string more)
    {
        string[] rows = File.ReadAllLines(Table());
        string asGiven = File.ReadAllText(Written(Protect(Path.Combine(folder, "table.csv"), Specification(more))));
        var random = new Random(20261202);
        for (int turn = 0; turn < 10; turn++)
        {
            string[] others = rows[1..];
            random.Shuffle(others);
            Assert.Equal(asGiven, File.ReadAllText(Written(Protect(Put("turned.csv", string.Join('\n', [rows[0], .. others])), Specification(more)))));
        }
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(5, 0)]
    [InlineData(0, 0)]
    public void A_rounded_table_that_shows_a_count_below_the_base_fails(int shown, int failing)
    {
        string specification = Put("rounded.json", """{ "dimensions": [ { "name": "a" } ], "count": "n", "threshold": 5, "method": "round", "base": 5 }""");
        string table = Put("rounded.csv", $"a,n,status\nTotal,{10 + shown},rounded\nx,{shown},rounded\ny,10,rounded\n");
        Assert.Equal(failing, Assert.IsType<AuditTable.Outcome.Judged>(AuditTable.Handler.Handle(new(table, specification))).Report.Failing);
    }

    [Fact]
    public void Linked_tables_and_a_triangle_of_three_are_protected_together()
    {
        string spec(string tables) => Put(
            "linked.json",
            $$"""{ "dimensions": [ { "name": "a" }, { "name": "b" }, { "name": "c" } ], "count": "n", "threshold": 5, "minInterval": 2, "tables": {{tables}} }""");
        var random = new Random(7);
        string table = Put("cube.csv", "a,b,c,n\n" + string.Join('\n', from a in "xyz" from b in "pqr" from c in "uvw" select $"{a},{b},{c},{random.Next(0, 12)}"));
        foreach (string tables in (string[])["""[["a","b"],["b","c"]]""", """[["a","b"],["b","c"],["a","c"]]""", """[["a","b","c"]]"""])
        {
            string specification = spec(tables);
            string path = Written(Protect(table, specification));
            Assert.Equal(0, Assert.IsType<AuditTable.Outcome.Judged>(AuditTable.Handler.Handle(new(path, specification))).Report.Failing);
        }
    }
}
