using System.CommandLine;
using System.Text.Json;
using Parity.Platform.Publishing;
using Parity.Platform.Workforce;
using Parity.Web;

namespace Parity.Cli.Modules.Publishing;

internal static class PublishCommand
{
    public static Command Create()
    {
        var edition = new Argument<string>("edition.json") { Description = "The edition: its returns, and the publications before it" };
        var output = new Option<string>("--out") { Description = "Folder for the publication: new, empty or made by an earlier run", Required = true };
        var format = new Option<string>("--format") { Description = "text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("publish", "Write the protected publication of an edition") { edition, output, format };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(edition)!, parsed.GetValue(output)!, parsed.GetValue(format) == "json", stop));
        return command;
    }

    private static async Task<int> RunAsync(string edition, string output, bool json, CancellationToken stop)
    {
        var steps = new Steps();
        var handler = new PublishEdition.Handler(PublicSite.WriteAsync, steps);
        switch (await handler.HandleAsync(new(edition, output), stop))
        {
            case PublishEdition.Outcome.Published published:
                var shown = published.Publication.Utility;
                foreach (string swing in published.ToConfirm) Console.Error.WriteLine(swing);
                if (json)
                {
                    WriteJson(w =>
                    {
                        w.WriteString("edition", published.Publication.Edition);
                        w.WriteString("folder", Path.GetFullPath(output));
                        WriteTexts(w, "toConfirm", published.ToConfirm);
                    });
                }
                else
                {
                    Console.Out.WriteLine($"Published {published.Publication.Title} in {output}: {shown.Shown:N0} of {shown.Cells:N0} counts are shown.");
                }

                return 0;
            case PublishEdition.Outcome.Refused refused:
                Refuse(refused, json);
                return 1;
            case PublishEdition.Outcome.WrongFolder wrong:
                Console.Error.WriteLine(wrong.Reason);
                return 2;
            case PublishEdition.Outcome.Unsafe unsafeEdition:
                if (json) WriteJson(w => WriteTexts(w, "unsafe", unsafeEdition.Where));
                Console.Error.WriteLine("Not published: that nobody can work out these small counts cannot be made sure of.");
                foreach (string where in unsafeEdition.Where) Console.Error.WriteLine($"  {where}");
                return 3;
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} has no exit code.");
        }
    }

    /// <summary>The documents of the check, one line each in JSON; a return that was accepted has none.</summary>
    private static void Refuse(PublishEdition.Outcome.Refused refused, bool json)
    {
        foreach (string reason in refused.Reasons) Console.Error.WriteLine(reason);
        if (json)
        {
            WriteJson(w =>
            {
                WriteTexts(w, "reasons", refused.Reasons);
                w.WriteStartArray("returns");
                foreach (var report in refused.Reports) report.WriteJson(w);
                w.WriteEndArray();
            });
            return;
        }

        foreach (var report in refused.Reports) Workforce.CheckText.Write(Console.Out, report);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteJson(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private sealed class Steps : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
