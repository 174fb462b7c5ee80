using System.CommandLine;
using System.Diagnostics;
using Parity.Platform.Publishing;

namespace Parity.Cli.Modules.Publishing;

internal static class AuditCommand
{
    public static Command Create()
    {
        var table = new Argument<string>("protected") { Description = "CSV file: every cell of every table with its count (empty when withheld) and status" };
        var specification = new Option<string>("--spec") { Description = "JSON file: dimensions, hierarchies, rules and method", Required = true };
        var report = new Option<string?>("--report") { Description = "JSON file to write: the cells that can be worked out, and how closely" };
        var format = new Option<string>("--format") { Description = "text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("audit", "Play the intruder against a protected file, whoever made it") { table, specification, report, format };
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            new(parsed.GetRequiredValue(table), parsed.GetRequiredValue(specification)), parsed.GetValue(report), parsed.GetValue(format)!, stop)));
        return command;
    }

    private static int Run(AuditTable.Request request, string? report, string format, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        switch (AuditTable.Handler.Handle(request, stop))
        {
            case AuditTable.Outcome.Refused refused:
                foreach (string reason in refused.Reasons) Console.Error.WriteLine(reason);
                return ExitCode.Refused;
            case AuditTable.Outcome.Judged judged:
                var spent = Stopwatch.GetElapsedTime(start);
                if (report is not null)
                {
                    using var file = new FileStream(report, FileMode.Create, FileAccess.Write);
                    judged.Report.WriteReport(file, spent);
                }
                if (format == "json")
                {
                    using var standard = Console.OpenStandardOutput();
                    judged.Report.WriteReport(standard, spent);
                }
                else
                {
                    Console.WriteLine($"{judged.Report.Attacked} cells attacked, {judged.Report.Failing} not safe.");
                    foreach (string reason in judged.Report.Reasons(20)) Console.WriteLine(reason);
                }
                return judged.Report.Failing == 0 ? ExitCode.Done : ExitCode.NotReleasable;
            default:
                throw new InvalidOperationException("An outcome without an exit code.");
        }
    }
}
