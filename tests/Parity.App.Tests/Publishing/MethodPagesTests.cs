using System.Globalization;
using System.Text.Json;
using Parity.Indicators;
using Parity.Platform.Publishing;

namespace Parity.App.Tests.Publishing;

/// <summary>Each figure has a page for readers, and the example on the page runs.</summary>
public sealed class MethodPagesTests
{
    private const string Fence = "```";

    private static readonly string[] Headings = ["## Formula", "## Worked example", "## When it is given", "## Interval", "## Read it with care", "## Source"];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_figures_page_says_what_it_is_and_its_example_comes_out_as_written(string id)
    {
        string page = File.ReadAllText(Path.Combine(Folder(), $"{id}.md"));
        Assert.StartsWith($"# {IndicatorCatalogue.Of(id).Title}\n\n`{id}`\n\n{IndicatorCatalogue.Of(id).Measured}\n", page, StringComparison.Ordinal);
        foreach (string heading in Headings) Assert.Contains($"\n{heading}\n\n", page, StringComparison.Ordinal);

        string[] blocks = page.Split($"{Fence}example\n")[1].Split($"\n{Fence}")[0].Split("\n\n");
        using var sample = new SampleReturn();
        foreach (string block in blocks[..^1])
        {
            string[] lines = block.Split('\n', 2);
            sample.Write(lines[0], lines[1]);
        }
        var expected = blocks[^1].Split('\n').Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(line => line[0].TrimEnd(':'), line => line.Length > 1 ? line[1] : "");
        var figure = Find(sample.Figures(), id, expected);
        foreach (var (name, value) in expected.Where(e => e.Key is not ("scope" or "classification" or "group")))
        {
            var actual = figure.GetProperty(name);
            if (name == "flag") Assert.Equal(value, actual.GetString());
            else Assert.Equal(double.Parse(value, CultureInfo.InvariantCulture), actual.GetDouble(), 5e-6);
        }
        Assert.Contains("value", expected.Keys);
        Assert.Equal(expected.ContainsKey("lower"), figure.GetProperty("lower").ValueKind is JsonValueKind.Number);
    }

    public static TheoryData<string> Ids() => [.. IndicatorCatalogue.All.Select(i => i.Id)];

    private static JsonElement Find(JsonElement document, string id, Dictionary<string, string> expected)
    {
        string scope = expected.GetValueOrDefault("scope", "");
        return Assert.Single(document.GetProperty("figures").EnumerateArray(), f =>
            f.GetProperty("indicator").GetString() == id && f.GetProperty("organisation").GetString() == "alpha"
            && f.GetProperty("classification").GetString() == expected.GetValueOrDefault("classification") && f.GetProperty("group").GetString() == expected["group"]
            && string.Join(", ", f.GetProperty("scope").EnumerateObject().Select(p => $"{p.Name}={p.Value.GetString()}")) == scope);
    }

    private static string Folder()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Parity.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "docs", "methods");
    }
}

/// <summary>A small return on disk: <c>return.csv</c> and <c>grades.csv</c> with plain contents, and what a test adds.</summary>
internal sealed class SampleReturn : IDisposable
{
    public SampleReturn(string organisation = "alpha")
    {
        Folder = Directory.CreateTempSubdirectory("parity-return-").FullName;
        File.WriteAllText(Path.Combine(Folder, "return.csv"),
            $"key,value\norganisation,{organisation}\nname,Alpha\nsector,council\nsnapshot_date,2026-03-31\nperiod_start,2025-04-01\nperiod_end,2026-03-31\nformat_version,1\n");
        Write("grades.csv", "grade,title,rank,band\nG1,,1,entry\nG2,,2,operational\nG3,,3,team-leader\nG4,,4,middle-manager\nG5,,5,senior-manager\nG6,,6,executive");
    }

    public string Folder { get; }

    /// <summary>Writes a file; lines for <c>return.csv</c> are added to it.</summary>
    public void Write(string name, string lines) => File.AppendAllText(Path.Combine(Folder, name), lines + "\n");

    public JsonElement Figures()
    {
        var outcome = ComputeIndicators.Handler.Handle(new([Folder]));
        if (outcome is ComputeIndicators.Outcome.Refused refused) Assert.Fail(string.Join('\n', refused.Reports[0].Problems));
        using var stream = new MemoryStream();
        Assert.IsType<ComputeIndicators.Outcome.Computed>(outcome).Document.WriteJson(stream);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
