using System.CommandLine;
using Parity.Verifier;

namespace Parity.Cli.Modules.Publishing;

internal static class VerifyCommand
{
    public static Command Create()
    {
        var table = new Argument<string>("protected") { Description = "CSV file: every cell of every table with its count (empty when withheld) and status; or the folder of a published edition" };
        var specification = new Option<string?>("--spec") { Description = "JSON file: dimensions, hierarchies and rules. Not for an edition" };
        var certificate = new Option<string?>("--certificate") { Description = "CSV file: the possible tables that protect wrote. An edition has its own" };
        var command = new Command("verify", "Check by adding up that a certificate proves a protected file or an edition safe") { table, specification, certificate };
        command.Validators.Add(parsed =>
        {
            bool isEdition = Directory.Exists(parsed.GetValue(table));
            if (isEdition && (parsed.GetValue(specification) ?? parsed.GetValue(certificate)) is not null) parsed.AddError("An edition has its rules and its certificate in its folder: leave out --spec and --certificate.");
            if (!isEdition && (parsed.GetValue(specification) is null || parsed.GetValue(certificate) is null)) parsed.AddError("Name the specification with --spec and the certificate with --certificate.");
        });
        command.SetAction(parsed => Run(parsed.GetRequiredValue(table), parsed.GetValue(specification), parsed.GetValue(certificate)));
        return command;
    }

    private static int Run(string table, string? specification, string? certificate)
    {
        switch (specification is null ? EditionVerification.Of(table) : Verification.Of(table, specification, certificate!))
        {
            case Verdict.Accepted accepted:
                Console.WriteLine($"Proven: {accepted.Judged} small counts among {accepted.Cells} cells, by {accepted.Tables} tables that fit everything shown.");
                if (accepted.Rows > 0) Console.WriteLine($"{accepted.Rows} rows of public tables show the counts that the ledger calls shown, and no others.");
                if (accepted.Confined > 0) Console.WriteLine($"{accepted.Confined} more differ by less, by one at least: what was published before is said to confine them, which is not checked here.");
                if (accepted.Excused > 0) Console.WriteLine($"{accepted.Excused} more are said to be left to the rules of an earlier publication, by which they were not small.");
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
