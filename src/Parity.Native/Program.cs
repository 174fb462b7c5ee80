using System.CommandLine;
using Parity.Cli;
using Parity.Cli.Modules.Publishing;
using Parity.Cli.Modules.Workforce;

namespace Parity.Native;

/// <summary>The commands that read returns and nothing else, so that they can be compiled to machine code; the launcher chooses.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => CommandLine.RunAsync(Root(), args);

    private static RootCommand Root() =>
        new("Parity: the commands that read returns.") { CheckCommand.Create(), IndicatorsCommand.Create() };
}
