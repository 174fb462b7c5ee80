using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Parity.Platform.Workforce;

namespace Parity.Cli.Modules.Workforce;

/// <summary>
/// Sends a return to a partnership's server as an HR system does. Without a key of its own the file's hash is the key, so
/// that sending the same file again stores nothing twice.
/// </summary>
internal static class SubmitCommand
{
    private const string TokenVariable = "PARITY_TOKEN";
    private const string Address = "/api/v1/returns";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static Command Create()
    {
        var file = new Argument<string>("return") { Description = "A ZIP of CSV files or an XLSX workbook" };
        var to = new Option<string>("--to") { Description = "The partnership's address, such as https://parity.example.org", Required = true };
        var key = new Option<string?>("--key") { Description = "An idempotency key: the same key stores nothing twice. Without it the file's hash is the key" };
        var tokenFile = new Option<string?>("--token-file") { Description = $"A file that holds the token; without it the variable {TokenVariable} does" };
        var format = new Option<string>("--format") { Description = "text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("submit", "Send a return to a partnership's server, as an HR system does") { file, to, key, tokenFile, format };
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetValue(file)!, parsed.GetValue(to)!, parsed.GetValue(key), parsed.GetValue(tokenFile), parsed.GetValue(format) == "json", stop));
        return command;
    }

    private static async Task<int> RunAsync(string path, string to, string? key, string? tokenFile, bool asJson, CancellationToken stop)
    {
        // A token that goes over plain http can be read on the way; on this computer there is no way.
        if (!Uri.TryCreate(to, UriKind.Absolute, out var server) || !(server.Scheme == Uri.UriSchemeHttps || (server.Scheme == Uri.UriSchemeHttp && server.IsLoopback)) || server.PathAndQuery != "/")
            return Told(ExitCode.WrongUsage, "give --to as an address like https://parity.example.org.");
        if (key is not null && !IsKey(key)) return Told(ExitCode.WrongUsage, "give --key as 1 to 200 letters, digits and signs, without spaces.");
        string? token = (tokenFile is null ? Environment.GetEnvironmentVariable(TokenVariable) : await File.ReadAllTextAsync(tokenFile, stop))?.Trim();
        if (token is not { Length: > 0 } || !IsKey(token)) return Told(ExitCode.WrongUsage, $"give the token in {TokenVariable} or in the file that --token-file names; an analyst makes it under Returns.");
        if (!File.Exists(path)) return Told(ExitCode.Refused, "the return is not there, or is a folder: send a ZIP of it, or a workbook.");

        await using var body = File.OpenRead(path);
        key ??= Convert.ToHexStringLower(await SHA256.HashDataAsync(body, stop));
        body.Position = 0;
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server, Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StreamContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var answer = await client.SendAsync(request, stop);
            return await TellAsync(answer, asJson, stop);
        }
        catch (Exception broken) when (!stop.IsCancellationRequested && broken is HttpRequestException or IOException or SocketException or TaskCanceledException)
        {
            return Told(ExitCode.Refused, "the server did not answer, or the connection broke. Send it again: the same file with the same key is stored once.");
        }
    }

    /// <summary>What a header can carry.</summary>
    private static bool IsKey(string text) => text.Length is > 0 and <= 200 && text.All(letter => letter is > ' ' and < '\u007f');

    private static async Task<int> TellAsync(HttpResponseMessage answer, bool asJson, CancellationToken stop)
    {
        if (answer.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.UnprocessableEntity)) return Told(ExitCode.Refused, Why(answer.StatusCode));
        string text = await answer.Content.ReadAsStringAsync(stop);
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var report = ReportIn(root);
            if (asJson)
            {
                await Console.Out.WriteLineAsync(text);
            }
            else
            {
                CheckText.Write(Console.Out, report);
                if (report.Accepted) await Console.Out.WriteLineAsync($"\nStored as {root.GetProperty("id").GetString()}, sha256 {root.GetProperty("sha256").GetString()}. An HR lead signs it off.");
            }

            return report.Accepted ? ExitCode.Done : ExitCode.Refused;
        }
        catch (Exception strange) when (strange is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return Told(ExitCode.Refused, "this address answers, but not as a partnership's server does.");
        }
    }

    private static CheckReport ReportIn(JsonElement root) => new()
    {
        Accepted = root.GetProperty("accepted").GetBoolean(),
        Organisation = root.GetProperty("organisation").GetString(),
        Rows = [.. root.GetProperty("rows").EnumerateObject().Select(file => KeyValuePair.Create(file.Name, file.Value.GetInt64()))],
        Problems = ProblemsIn(root.GetProperty("problems")),
        ProblemCount = root.GetProperty("problemCount").GetInt64(),
        Warnings = ProblemsIn(root.GetProperty("warnings")),
    };

    private static List<Problem> ProblemsIn(JsonElement list) => [.. list.EnumerateArray().Select(one => new Problem(
        one.GetProperty("file").GetString(),
        one.GetProperty("line") is { ValueKind: JsonValueKind.Number } line ? line.GetInt32() : null,
        one.GetProperty("column").GetString(), one.GetProperty("code").GetString()!, one.GetProperty("advice").GetString()!))];

    private static string Why(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "the token is not known there, or its analyst's account is disabled. Make a new one under Returns.",
        HttpStatusCode.Forbidden => "the token's analyst no longer works on this organisation's returns.",
        HttpStatusCode.Conflict => "the round is closed. Ask the delivery manager whether a correction can still be taken.",
        HttpStatusCode.RequestEntityTooLarge => "the return has more than 200 MB; a ZIP of CSV files is smallest.",
        HttpStatusCode.TooManyRequests => "too much was sent in a short time. Wait a little and send it again.",
        >= HttpStatusCode.InternalServerError => "the server cannot take it now. Send it again later: the same file with the same key is stored once.",
        _ => "this address answers, but not as a partnership's server does.",
    };

    private static int Told(int code, string reason)
    {
        Console.Error.WriteLine($"parity: {reason}");
        return code;
    }
}
