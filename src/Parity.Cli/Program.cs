using System.CommandLine;
using Parity.Cli.Modules.Accounts;
using Parity.Cli.Modules.Publishing;
using Parity.Cli.Modules.SampleCity;
using Parity.Cli.Modules.Server;
using Parity.Cli.Modules.Storage;
using Parity.Cli.Modules.Workforce;

namespace Parity.Cli;

internal static class Program
{
    private static Task<int> Main(string[] args) => CommandLine.RunAsync(Root(), args);

    internal static RootCommand Root()
    {
        var root = new RootCommand("Parity: employers' returns in, a protected, published picture of race equality out.");
        root.Add(CheckCommand.Create());
        root.Add(SubmitCommand.Create());
        root.Add(IndicatorsCommand.Create());
        root.Add(ProtectCommand.Create());
        root.Add(AuditCommand.Create());
        root.Add(VerifyCommand.Create());
        root.Add(PublishCommand.Create());
        root.Add(CityCommand.Create());
        root.Add(TemplateCommand.Create());
        root.Add(ServeCommand.Create());
        root.Add(DemoCommand.Create());
        root.Add(RoutesCommand.Create());
        root.Add(VerifyLogCommand.Create());
        foreach (var command in StorageCommands.Create()) root.Add(command);
        return root;
    }
}
