using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Parity.Platform.Publishing.Contract;

namespace Parity.App.Tests.Server;

/// <summary>The program itself, as a process: exit codes, signals, and what a person sees.</summary>
public sealed class ExecutableTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("parity-program-").FullName;

    [Fact]
    public async Task A_signal_to_end_stops_the_server_in_time_and_without_complaint()
    {
        using var server = Start("serve", "--url", "http://127.0.0.1:0", "--site", Edition("1", fictional: true));
        await Until(server, "Serving");
        var told = Stopwatch.StartNew();
        await TerminateAsync(server);
        await server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.True(told.Elapsed < TimeSpan.FromSeconds(5), $"It took {told.Elapsed}.");
        Assert.Equal(0, server.ExitCode);
    }

    [Fact]
    public async Task Wrong_usage_is_exit_code_2_with_advice_and_nothing_on_standard_output()
    {
        foreach (string[] usage in (string[][])
                 [
                     ["no-such-command"], ["serve"], ["serve", "--url", "https://127.0.0.1:1"], ["serve", "--url", "nonsense"],
                     ["serve", "--site", folder, "--database", "nonsense"], ["serve", "--site", folder, "--public-url", "ftp://somewhere"], ["demo", "--database", "nonsense"],
                     ["demo", "--url", "http://192.0.2.1:5080"], ["demo", "--public-url", "https://parity.example.org"], ["routes", "--format", "xml"],
                 ])
        {
            var (code, output, told) = await RunAsync(usage);
            Assert.True(code == 2, $"{string.Join(' ', usage)} ended with {code}");
            Assert.Empty(output);
            Assert.StartsWith("parity: ", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_demo_refuses_an_edition_about_real_people()
    {
        var (code, _, told) = await RunAsync("demo", "--url", "http://127.0.0.1:0", "--site", Edition("1", fictional: false));
        Assert.Equal(3, code);
        Assert.Contains("fictional", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_told_in_one_sentence()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        string url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((System.Net.IPEndPoint)other.LocalEndpoint).Port}");
        var (code, _, told) = await RunAsync("demo", "--url", url, "--public-url", "http://127.0.0.1:5080", "--database", "sqlite:" + Path.Combine(folder, "parity.db"), "--site", Edition("1", fictional: true));
        Assert.NotEqual(0, code);
        Assert.StartsWith("parity: another program already answers", Assert.Single(told.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_an_edition_is_refused()
    {
        var (code, _, told) = await RunAsync("serve", "--site", Path.Combine(folder, "nowhere"));
        Assert.Equal(1, code);
        Assert.Contains("nowhere", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_routes_are_one_json_document_with_a_policy_for_every_endpoint()
    {
        var (code, output, _) = await RunAsync("routes", "--format", "json");
        Assert.Equal(0, code);
        using var routes = JsonDocument.Parse(output);
        Assert.Contains(routes.RootElement.EnumerateArray(), r => r.GetProperty("path").GetString() is "/health/ready" && r.GetProperty("method").GetString() is "GET");
        Assert.All(routes.RootElement.EnumerateArray(), r => Assert.NotEmpty(r.GetProperty("policy").GetString()!));
        Assert.Contains(routes.RootElement.EnumerateArray(), r => r.GetProperty("path").GetString() is "/api/v1/returns" && r.GetProperty("policy").GetString() is "api-token");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task TerminateAsync(Process program)
    {
        using var shell = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -TERM {program.Id}")]);
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }

    private static async Task<(int Code, string Output, string Told)> RunAsync(params string[] arguments)
    {
        using var program = Start(arguments);
        var output = program.StandardOutput.ReadToEndAsync();
        var told = program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (program.ExitCode, await output, await told);
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "parity.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("PARITY_DATABASE");
        return Process.Start(start)!;
    }

    private static async Task Until(Process program, string said)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await program.StandardError.ReadLineAsync(patience.Token) is { } line)
            if (line.Contains(said, StringComparison.Ordinal)) return;
        Assert.Fail($"The program ended before it said \"{said}\".");
    }

    private string Edition(string name, bool fictional)
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        using (var card = File.Create(Path.Combine(folder, EditionCard.Place)))
            new EditionCard(name, "Edition " + name, new DateOnly(2026, 3, 31), fictional).Write(card);
        File.WriteAllText(Path.Combine(folder, "index.html"), "<!DOCTYPE html><title>Edition</title>");
        return folder;
    }
}
