using System.Diagnostics;
using System.Globalization;
using Parity.App.Tests.Storage;
using Parity.Platform.Publishing;
using Parity.Platform.Publishing.Contract;

namespace Parity.App.Tests.Server;

/// <summary>The program itself as a process of its own, to be killed without a word or told to stop.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process process;

    private readonly List<string> told;

    private RunningProgram(Process process, Uri address, List<string> told)
    {
        (this.process, this.told) = (process, told);
        Address = address;
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Patience };
    }

    public Uri Address { get; }
    public HttpClient Client { get; }

    /// <summary>The demonstration on a database, ready to answer; its edition is the smallest there can be unless the test has put another there.</summary>
    /// <param name="at">Where it listens; a free port of this machine unless the test needs a place of its own.</param>
    public static async Task<RunningProgram> DemoAsync(TestDatabase database, bool log = false, Uri? at = null)
    {
        string site = SiteOf(database);
        if (!File.Exists(Path.Combine(site, EditionCard.Place)))
        {
            Directory.CreateDirectory(Path.Combine(site, "data"));
            await using var card = File.Create(Path.Combine(site, EditionCard.Place));
            new EditionCard("1", "Edition 1", new DateOnly(2026, 3, 31), Fictional: true).Write(card);
        }

        return await StartAsync(["demo", "--database", database.Option, "--site", site], log ? new() { ["PARITY_LOG"] = "json" } : [], at);
    }

    /// <summary>A real partnership's platform, set up by its environment.</summary>
    public static Task<RunningProgram> ServingAsync(TestDatabase database, Dictionary<string, string> environment) =>
        StartAsync(["serve", "--database", database.Option], new(environment) { ["PARITY_KEY"] = database.Key.ToText() });

    private static async Task<RunningProgram> StartAsync(string[] arguments, Dictionary<string, string> environment, Uri? at = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "parity.dll"), .. arguments, "--url", at?.ToString() ?? "http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var told = new List<string>();
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, said) =>
        {
            if (said.Data is not { } line) return;
            lock (told) told.Add(line);
            if (line.StartsWith("Open ", StringComparison.Ordinal)) listening.TrySetResult(new Uri(line.Split(' ')[1]));
            if (line.StartsWith("Listening on ", StringComparison.Ordinal)) listening.TrySetResult(new Uri(line.Split(' ')[2]));
            if (line.StartsWith("Ready", StringComparison.Ordinal) || line.StartsWith("Serving ", StringComparison.Ordinal)) ready.TrySetResult();
        };
        process.Exited += (_, _) =>
        {
            string all;
            lock (told) all = string.Join('\n', told);
            ready.TrySetException(new InvalidOperationException($"The program ended: {all}"));
        };
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await ready.Task.WaitAsync(Patience);
        return new(process, await listening.Task, told);
    }

    /// <summary>What it has said on standard error.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            lock (told) return [.. told];
        }
    }

    public static string SiteOf(TestDatabase database) => Path.Combine(database.Folder, "site");

    /// <summary>Puts a real publication of one small return there: what is published later is protected together with it.</summary>
    public static async Task PublishAsync(TestDatabase database)
    {
        string folder = Directory.CreateDirectory(Path.Combine(database.Folder, "return")).FullName, edition = Path.Combine(database.Folder, "edition.json");
        await File.WriteAllTextAsync(Path.Combine(folder, "return.csv"), "key,value\norganisation,ONE\nsnapshot_date,2025-03-31\nperiod_start,2024-04-01\nperiod_end,2025-03-31\nformat_version,1\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "grades.csv"), "grade,rank,band\nG1,1,entry\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "employees.csv"), "directorate,grade,ethnicity,count\nLibraries,G1,W1,400\nLibraries,G1,B1,100\n");
        await File.WriteAllTextAsync(edition, """{"edition":"1","title":"First","snapshot_date":"2025-03-31","fictional":true,"returns":["return"]}""");
        Assert.IsType<PublishEdition.Outcome.Published>(await new PublishEdition.Handler().HandleAsync(new(edition, SiteOf(database))));
    }

    /// <summary>SIGKILL on the systems the program runs on.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using var shell = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -TERM {process.Id}")]);
        await shell.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        Client.Dispose();
        process.Dispose();
    }
}
