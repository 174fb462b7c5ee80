using System.CommandLine;
using System.Text.Json;
using Parity.Web.Server;

namespace Parity.Cli.Modules.Server;

internal static class RoutesCommand
{
    public static Command Create()
    {
        var format = new Option<string>("--format") { Description = "text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("routes", "List every address pattern the server answers, its method and who may use it") { format };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(format) == "json") WriteJson(ParityServer.Routes());
            else foreach (var route in ParityServer.Routes()) Console.WriteLine($"{route.Method,-8}{route.Path,-36}{route.Policy}");
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteJson(IReadOnlyList<ServerRoute> routes)
    {
        using var output = Console.OpenStandardOutput();
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        foreach (var route in routes)
        {
            json.WriteStartObject();
            json.WriteString("method", route.Method);
            json.WriteString("path", route.Path);
            json.WriteString("policy", route.Policy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
