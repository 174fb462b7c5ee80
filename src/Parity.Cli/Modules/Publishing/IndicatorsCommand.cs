using System.CommandLine;
using System.Text.Json;
using Parity.Cli.Modules.Workforce;
using Parity.Platform.Publishing;
using Parity.Platform.Workforce;

namespace Parity.Cli.Modules.Publishing;

internal static class IndicatorsCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("return") { Description = "Folders of CSV files, ZIPs of them or XLSX workbooks, one for each employer", Arity = ArgumentArity.OneOrMore };
        var reference = new Option<string>("--reference") { Description = "With whom groups are compared: white, white-british or a code", DefaultValueFactory = _ => "white" };
        var target = new Option<string?>("--out") { Description = "File to write instead of standard output" };
        var format = new Option<string>("--format") { Description = "text, json or csv", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "csv");
        var command = new Command("indicators", "Compute the internal figures of returns. NOT FOR PUBLICATION") { paths, reference, target, format };
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            new(parsed.GetRequiredValue(paths), parsed.GetValue(reference)!, ReadingProgress.ForTerminal()), parsed.GetValue(target), parsed.GetValue(format)!, stop)));
        return command;
    }

    private static int Run(ComputeIndicators.Request request, string? target, string format, CancellationToken stop)
    {
        var outcome = ComputeIndicators.Handler.Handle(request, stop);
        (request.Progress as ReadingProgress)?.Clear();
        switch (outcome)
        {
            case ComputeIndicators.Outcome.Computed computed:
                return Write(computed.Document, target, format);
            case ComputeIndicators.Outcome.Refused refused:
                Report(refused.Reports, format);
                return 1;
            case ComputeIndicators.Outcome.RepeatedOrganisation repeated:
                Console.Error.WriteLine($"Two of the returns are for organisation {repeated.Organisation}; give one return for each organisation.");
                return 1;
            case ComputeIndicators.Outcome.UnknownReference unknown:
                Console.Error.WriteLine(unknown.Advice);
                return 2;
            default:
                throw new InvalidOperationException("An outcome without an exit code.");
        }
    }

    private static int Write(FigureDocument document, string? target, string format)
    {
        try
        {
            using var output = target is null ? Console.OpenStandardOutput() : new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
            Write(document, output, format);
        }
        catch (Exception e) when (target is not null && e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{target} cannot be written; choose another file.");
            return 2;
        }
        Console.Error.WriteLine($"{document.Count} figures, NOT FOR PUBLICATION{(target is null ? "" : $", in {target}")}");
        return 0;
    }

    private static void Write(FigureDocument document, Stream output, string format)
    {
        if (format == "json") document.WriteJson(output);
        else if (format == "csv") document.WriteCsv(output);
        else
        {
            using var text = new StreamWriter(output);
            document.WriteText(text);
        }
    }

    /// <summary>The documents of <c>check</c>: one as it is, several as a list.</summary>
    private static void Report(IReadOnlyList<CheckReport> reports, string format)
    {
        if (format != "json")
        {
            foreach (var report in reports) CheckText.Write(format == "text" ? Console.Out : Console.Error, report);
            return;
        }
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            if (reports.Count > 1) json.WriteStartArray();
            foreach (var report in reports) report.WriteJson(json);
            if (reports.Count > 1) json.WriteEndArray();
        }
        output.WriteByte((byte)'\n');
    }
}
