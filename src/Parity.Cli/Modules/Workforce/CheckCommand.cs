using System.CommandLine;
using System.Text.Json;
using Parity.Platform.Workforce;

namespace Parity.Cli.Modules.Workforce;

internal static class CheckCommand
{
    private static readonly JsonWriterOptions Json = new() { Indented = true };

    public static Command Create()
    {
        var path = new Argument<string>("return") { Description = "A folder of CSV files, a ZIP of them or an XLSX workbook" };
        var format = new Option<string>("--format") { Description = "text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var previous = new Option<string?>("--previous") { Description = "The employer's return of the edition before: big swings against it are warnings to confirm" };
        var command = new Command("check", "Check one employer's return") { path, format, previous };
        command.SetAction((parsed, stop) => Task.FromResult(Run(parsed.GetValue(path)!, parsed.GetValue(previous), parsed.GetValue(format)!, stop)));
        return command;
    }

    private static int Run(string path, string? previous, string format, CancellationToken stop)
    {
        using var progress = ReadingProgress.ForTerminal();
        var before = previous is null ? null : CheckReturn.Handler.Handle(new CheckReturn.Request(previous, Progress: progress), stop);
        if (before is CheckReturn.Outcome.Refused)
        {
            progress?.Clear();
            Console.Error.WriteLine("parity: the return named with --previous is not accepted itself; nothing is compared with it.");
        }

        var totals = before is null ? null : ReturnSummary.OfAccepted(before);
        var outcome = CheckReturn.Handler.Handle(new CheckReturn.Request(path, totals, progress), stop);
        progress?.Clear();
        if (format == "json") WriteJson(outcome.Report);
        else CheckText.Write(Console.Out, outcome.Report);
        return outcome.Report.Accepted ? 0 : 1;
    }

    private static void WriteJson(CheckReport report)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, Json)) report.WriteJson(json);
        output.WriteByte((byte)'\n');
    }
}
