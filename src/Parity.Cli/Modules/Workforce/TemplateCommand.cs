using System.CommandLine;
using Parity.Platform.Workforce;

namespace Parity.Cli.Modules.Workforce;

internal static class TemplateCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("out.xlsx") { Description = "The workbook to write." };
        var command = new Command("template", "Write the return as a workbook with lists and instructions.") { path };
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed.GetRequiredValue(path))));
        return command;
    }

    private static int Run(string path)
    {
        switch (WriteTemplate.Handler.Handle(new WriteTemplate.Request(path)))
        {
            case WriteTemplate.Outcome.Written written:
                Console.WriteLine(written.Path);
                return ExitCode.Done;
            case WriteTemplate.Outcome.NotWritten refused:
                Console.Error.WriteLine(refused.Reason);
                return ExitCode.WrongUsage;
            default:
                throw new InvalidOperationException("An outcome without an exit code.");
        }
    }
}
