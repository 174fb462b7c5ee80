using System.CommandLine;
using Parity.Cli.Modules.SampleCity;
using Parity.Cli.Modules.Workforce;

namespace Parity.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Parity: employers' returns in, a protected, published picture of race equality out.");
        root.Add(CheckCommand.Create());
        root.Add(CityCommand.Create());
        root.Add(TemplateCommand.Create());
        var parse = root.Parse(args);
        int exit = await parse.InvokeAsync();
        return parse.Errors.Count > 0 ? 2 : exit;
    }
}
