using System.CommandLine;
using Parity.Verifier;

namespace Parity.Cli.Modules.Publishing;

internal static class VerifyCommand
{
    public static Command Create()
    {
        var table = new Argument<string>("protected") { Description = "CSV file: every cell of every table with its count (empty when withheld) and status" };
        var specification = new Option<string>("--spec") { Description = "JSON file: dimensions, hierarchies and rules", Required = true };
        var certificate = new Option<string>("--certificate") { Description = "CSV file: the possible tables that protect wrote", Required = true };
        var command = new Command("verify", "Check by adding up that a certificate proves a protected file safe") { table, specification, certificate };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(table), parsed.GetRequiredValue(specification), parsed.GetRequiredValue(certificate)));
        return command;
    }

    private static int Run(string table, string specification, string certificate)
    {
        switch (Verification.Of(table, specification, certificate))
        {
            case Verdict.Accepted accepted:
                Console.WriteLine($"Proven: {accepted.Judged} small counts among {accepted.Cells} cells, by {accepted.Tables} tables that fit everything shown.");
                return ExitCode.Done;
            case Verdict.Refused refused:
                Console.Error.WriteLine("Not proven.");
                foreach (string reason in refused.Reasons) Console.Error.WriteLine(reason);
                return ExitCode.NotReleasable;
            default:
                throw new InvalidOperationException("A verdict without an exit code.");
        }
    }
}
