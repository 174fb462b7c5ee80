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
        var command = new Command("check", "Check one employer's return") { path, format };
        command.SetAction((parsed, stop) => Task.FromResult(Run(parsed.GetValue(path)!, parsed.GetValue(format)!, stop)));
        return command;
    }

    private static int Run(string path, string format, CancellationToken stop)
    {
        using var progress = ReadingProgress.ForTerminal();
        var outcome = CheckReturn.Handler.Handle(new CheckReturn.Request(path, Progress: progress), stop);
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
