using System.Text.RegularExpressions;
using Parity.App.Tests.House;

namespace Parity.App.Tests.Server;

/// <summary>One page tells all there is to configure: what the program reads is there, and what is there the program reads.</summary>
public sealed partial class ConfigurationTests
{
    private static readonly string Page = Repository.Read("docs/operate/configuration.md");

    [Fact]
    public void Every_variable_that_the_program_reads_is_on_the_page_and_every_one_there_is_read()
    {
        var read = Repository.Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => Variable().Matches(Repository.Read(f)).Select(m => m.Value)).ToHashSet();
        Assert.True(read.Count > 8);
        Assert.Equal(read.Order(), Variable().Matches(Page).Select(m => m.Value).Distinct().Order());
    }

    [Fact]
    public void Every_option_of_the_server_is_on_the_page_and_every_one_there_is_an_option()
    {
        string options = Repository.Read("src/Parity.Cli/Modules/Server/ServerOptions.cs");
        var given = Declared().Matches(options).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.True(given.Count > 3);
        Assert.Equal(given.Order(), Option().Matches(Page).Select(m => m.Value).Distinct().Order());
    }

    [Fact]
    public void Every_metric_is_on_the_page()
    {
        string code = Repository.Read("src/Parity.Web/Server/Metrics.cs");
        var told = Metric().Matches(code).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.True(told.Count > 5);
        Assert.All(told, metric => Assert.Contains($"`{metric}`", Page, StringComparison.Ordinal));
    }

    [GeneratedRegex("PARITY_[A-Z_]*[A-Z]")]
    private static partial Regex Variable();

    [GeneratedRegex("new\\(\"(--[a-z-]+)\"\\)")]
    private static partial Regex Declared();

    [GeneratedRegex("--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex("# TYPE ([a-z_]+) ")]
    private static partial Regex Metric();
}
