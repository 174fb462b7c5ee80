using System.CommandLine;
using System.Diagnostics;
using Parity.Platform.Publishing;

namespace Parity.Cli.Modules.Publishing;

internal static class ProtectCommand
{
    public static Command Create()
    {
        var table = new Argument<string>("table") { Description = "CSV file of the inner cells, one row each" };
        var specification = new Option<string>("--spec") { Description = "JSON file: dimensions, hierarchies, rules and method", Required = true };
        var output = new Option<string>("--out") { Description = "CSV file to write: every cell of every table. It is internal", Required = true };
        var report = new Option<string?>("--report") { Description = "JSON file to write: what was withheld, and the proof" };
        var certificate = new Option<string?>("--certificate") { Description = "CSV file to write: possible tables that prove the result to verify. It is internal" };
        var format = new Option<string>("--format") { Description = "text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("protect", "Withhold or round counts until no small count can be worked out") { table, specification, output, report, certificate, format };
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            new(parsed.GetRequiredValue(table), parsed.GetRequiredValue(specification), parsed.GetValue(certificate) is not null),
            parsed.GetRequiredValue(output), parsed.GetValue(report), parsed.GetValue(certificate), parsed.GetValue(format)!, stop)));
        return command;
    }

    private static int Run(ProtectTable.Request request, string output, string? report, string? certificate, string format, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        switch (ProtectTable.Handler.Handle(request, stop))
        {
            case ProtectTable.Outcome.Refused refused:
                Say(refused.Reasons);
                return ExitCode.Refused;
            case ProtectTable.Outcome.NotSafe unsafeTables:
                Console.Error.WriteLine("Nothing was written: these cells cannot be kept safe.");
                Say(unsafeTables.Reasons);
                return ExitCode.NotReleasable;
            case ProtectTable.Outcome.Protected made:
                var spent = Stopwatch.GetElapsedTime(start);
                using (var file = new FileStream(output, FileMode.Create, FileAccess.Write)) made.Tables.WriteCsv(file);
                if (report is not null)
                {
                    using var file = new FileStream(report, FileMode.Create, FileAccess.Write);
                    made.Tables.WriteReport(file, spent);
                }
                if (certificate is not null)
                {
                    using var file = new FileStream(certificate, FileMode.Create, FileAccess.Write);
                    made.Tables.Certificate!.WriteCsv(file);
                }
                if (format == "json")
                {
                    using var standard = Console.OpenStandardOutput();
                    made.Tables.WriteReport(standard, spent);
                }
                else
                {
                    Console.WriteLine($"{made.Tables.Count} cells: {made.Tables.Primary} small, {made.Tables.Complementary} others withheld to protect them. Internal file: {output}");
                }
                return ExitCode.Done;
            default:
                throw new InvalidOperationException("An outcome without an exit code.");
        }
    }

    private static void Say(IReadOnlyList<string> reasons)
    {
        foreach (string reason in reasons) Console.Error.WriteLine(reason);
    }
}
