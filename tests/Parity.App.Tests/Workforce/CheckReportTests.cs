using System.Text;
using System.Text.Json;
using Parity.Cli.Modules.Workforce;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Workforce;

/// <summary>What <c>parity check</c> says, to programs and to people.</summary>
public sealed class CheckReportTests
{
    [Fact]
    public void The_document_has_the_members_that_programs_rely_on()
    {
        using var sample = new SampleReturn();
        var report = sample.With("employees.csv", 2, "grade", "G9").With("events.csv", 2, "opened", "2020-01-01").With("events.csv", 2, "closed", "2020-01-02").WithText("x.csv", "").Check();
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) report.WriteJson(writer);
        using var json = JsonDocument.Parse(stream.ToArray());
        var root = json.RootElement;

        Assert.Equal(["accepted", "organisation", "rows", "problems", "problemCount", "warnings"], root.EnumerateObject().Select(m => m.Name));
        Assert.False(root.GetProperty("accepted").GetBoolean());
        Assert.Equal("harbour-council", root.GetProperty("organisation").GetString());
        Assert.Equal(4, root.GetProperty("rows").GetProperty("employees.csv").GetInt32());
        Assert.Equal(2, root.GetProperty("problemCount").GetInt32());
        var unknown = root.GetProperty("problems")[0];
        Assert.Equal(["file", "line", "column", "code", "advice"], unknown.EnumerateObject().Select(m => m.Name));
        Assert.Equal(JsonValueKind.Null, unknown.GetProperty("file").ValueKind);
        Assert.Equal(JsonValueKind.Null, unknown.GetProperty("line").ValueKind);
        Assert.Equal(2, root.GetProperty("problems")[1].GetProperty("line").GetInt32());
        Assert.Equal("outside-period", root.GetProperty("warnings")[0].GetProperty("code").GetString());
    }

    [Fact]
    public void People_read_each_kind_of_problem_once_with_its_lines()
    {
        using var sample = new SampleReturn();
        var report = sample.With("employees.csv", 2, "grade", "G9").With("employees.csv", 4, "grade", "G9").Check();
        var text = new StringBuilder();
        using (var writer = new StringWriter(text)) CheckText.Write(writer, report);

        Assert.Contains("2 problems to put right", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("lines 2, 4, grade [unknown-grade]", text.ToString(), StringComparison.Ordinal);
        Assert.Single(text.ToString().Split('\n'), line => line.Contains("listed in grades.csv", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Y", 0)]
    [InlineData("maybe", 1)]
    public async Task The_command_ends_with_0_exactly_when_the_return_is_accepted(string pdp, int exit)
    {
        using var sample = new SampleReturn();
        var report = sample.With("employees.csv", 2, "pdp", pdp).Check();
        Assert.Equal(exit, await CheckCommand.Create().Parse([sample.Folder, "--format", "json"]).InvokeAsync());
        Assert.Equal(exit == 0, report.Accepted);
    }
}
