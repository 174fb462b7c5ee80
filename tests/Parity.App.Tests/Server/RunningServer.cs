using System.Net;
using Parity.App.Tests.Storage;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Storage;
using Parity.Web.Server;

namespace Parity.App.Tests.Server;

/// <summary>A server on a free port over folders of its own, stopped and removed with the test.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string folder = Directory.CreateTempSubdirectory("parity-server-").FullName;
    private Task<ServerOutcome> run = null!;

    public HttpClient Client { get; private set; } = null!;
    public string Folder => folder;

    /// <summary>The one-time address told at the start; null once there is an administrator.</summary>
    public Uri? FirstAdministrator { get; private set; }
    public Task Ready => ready.Task;

    /// <summary>Two small editions, as publish lays them out.</summary>
    public static Task<RunningServer> WithTwoEditionsAsync(bool demo = false) => StartAsync(
        async (server, _) =>
        {
            foreach (string edition in (string[])["1", "2"]) await server.PublishAsync(edition);
            return PublishedEdition.FoldersIn(server.folder);
        }, demo, waitUntilReady: true);

    /// <summary>The demonstration's platform on a database, without any edition.</summary>
    public static Task<RunningServer> OnAsync(Database database, bool demo = true, TimeProvider? clock = null) =>
        StartAsync((_, _) => Task.FromResult<IReadOnlyList<string>>([]), demo, waitUntilReady: true, database, clock is null ? null : settings => settings with { Clock = clock });

    /// <summary>A real partnership's platform, with a clock that the test moves.</summary>
    public static Task<RunningServer> ServingAsync(TestDatabase database, TimeProvider clock, PostRoute? post = null) =>
        StartAsync((_, _) => Task.FromResult<IReadOnlyList<string>>([]), waitUntilReady: true, database: database.Database, change: settings => settings with
        {
            Key = database.KeyPlace,
            Clock = clock,
            Post = post ?? new PostRoute.None(),
            MetricsToken = "a token for the tests",
        });

    public static async Task<RunningServer> StartAsync(
        Func<RunningServer, CancellationToken, Task<IReadOnlyList<string>>> folders, bool demo = false, bool waitUntilReady = false, Database? database = null,
        Func<ServerSettings, ServerSettings>? change = null)
    {
        var server = new RunningServer();
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var settings = new ServerSettings(new Uri("http://127.0.0.1:0"), Site: null, demo)
        {
            Database = database,
            Listening = listening.SetResult,
            FirstAdministrator = address => server.FirstAdministrator = address,
            Ready = _ => server.ready.SetResult(),
        };
        settings = change?.Invoke(settings) ?? settings;
        server.run = ParityServer.RunAsync(settings, token => folders(server, token), server.stop.Token);
        server.Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = await await Task.WhenAny(listening.Task, server.run.ContinueWith<Uri>(
                t => throw new InvalidOperationException($"The server ended: {t.Result}"), TaskScheduler.Default)),
        };
        if (waitUntilReady) await server.ready.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return server;
    }

    public async Task PublishAsync(string edition)
    {
        string place = Path.Combine(folder, "edition-" + edition);
        Directory.CreateDirectory(Path.Combine(place, "data"));
        await using (var card = File.Create(Path.Combine(place, EditionCard.Place)))
            new EditionCard(edition, $"Edition {edition}", new DateOnly(2025 + int.Parse(edition, System.Globalization.CultureInfo.InvariantCulture), 3, 31), true).Write(card);
        await WriteAsync(place, "index.html", $"<!DOCTYPE html><html lang=\"en\"><title>Edition {edition}</title><h1>Edition {edition}</h1>{new string('.', 5000)}");
        await WriteAsync(place, "organisations/harbour/index.html", $"<!DOCTYPE html><html lang=\"en\"><title>Harbour {edition}</title><h1>Harbour</h1>");
        await WriteAsync(place, "data/figures.csv", "organisation,value\nharbour,[c]\n" + string.Concat(Enumerable.Repeat("harbour,1.2\n", 200)));
        await WriteAsync(place, "assets/site.css", "h1 { margin: 0 }");
        await WriteAsync(place, "assets/reading.woff2", "not really a font");
        await WriteAsync(place, "internal/ledger.json", "{\"secret\":true}");
        await WriteAsync(place, ".hidden", "secret");
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    public async Task<ServerOutcome> StopAsync()
    {
        await stop.CancelAsync();
        return await run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
        stop.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Task WriteAsync(string place, string path, string content)
    {
        string file = Path.Combine(place, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return File.WriteAllTextAsync(file, content);
    }
}
