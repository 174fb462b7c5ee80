using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Parity.Platform.Accounts;
using Parity.Platform.Storage;
using Parity.Web.Modules;
using Parity.Web.Modules.Accounts.SetUpAccount;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Server;

/// <summary>The door to the web server: start it and stay until told to stop, or list what it answers.</summary>
public static class ParityServer
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] ReadingAcross = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Options];
    private static readonly TimeSpan ToFinish = TimeSpan.FromSeconds(5);
    private const string SecondsToWait = "30";

    /// <summary>
    /// Listens at once and loads the editions meanwhile. Returns once <paramref name="stop"/> is signalled and the
    /// answers and the loading under way have ended, or been given up after some seconds. What stops the loading for
    /// another reason stops the server and is thrown.
    /// </summary>
    public static Task<ServerOutcome> RunAsync(ServerSettings settings, CancellationToken stop)
    {
        if (settings.Site is not { } site)
        {
            var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var told = settings with
            {
                Listening = address =>
                {
                    settings.Listening?.Invoke(address);
                    listens.SetResult();
                },
            };
            return RunAsync(told, token => settings.Demo ? DemoCity.FoldersAsync(settings, listens.Task, token) : Task.FromResult<IReadOnlyList<string>>([]), stop);
        }

        var cards = PublishedEdition.FoldersIn(site).Select(folder => (Folder: folder, Card: PublishedEdition.CardOf(folder))).ToList();
        ServerOutcome? refused =
            cards.Count == 0 ? new ServerOutcome.NoEdition(site)
            : settings.Demo && cards.Find(c => !c.Card.Fictional) is { Card: { } real } ? new ServerOutcome.NotFictional(real.Title)
            : cards.CountBy(c => c.Card.Edition).FirstOrDefault(c => c.Value > 1) is { Key: { } twice } ? new ServerOutcome.SameEditionTwice(twice)
            : null;
        return refused is null
            ? RunAsync(settings, _ => Task.FromResult<IReadOnlyList<string>>([.. cards.Select(c => c.Folder)]), stop)
            : Task.FromResult(refused);
    }

    internal static async Task<ServerOutcome> RunAsync(
        ServerSettings settings, Func<CancellationToken, Task<IReadOnlyList<string>>> folders, CancellationToken stop)
    {
        // The editions, the database and the server's own parts do not wait for each other: that halves a start.
        using var given = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = Task.Run(() => ReadAsync(folders, given.Token), CancellationToken.None);
        var parts = Task.Run(Routes, CancellationToken.None);
        try
        {
            var opening = await PlatformStore.OpenAsync(settings, stop);
            if (opening.Refused is { } refused) return refused;
            await using var store = opening.Store;
            await parts;
            return await RunAsync(settings, reading, store, stop);
        }
        finally
        {
            await given.CancelAsync();
            await Task.WhenAny(reading, Task.Delay(ToFinish, CancellationToken.None));
        }
    }

    private static async Task<ServerOutcome> RunAsync(ServerSettings settings, Task<(IReadOnlyList<string>, IReadOnlyList<PublishedEdition>)> reading, Store? store, CancellationToken stop)
    {
        var shelf = new Shelf();
        await using var app = Build(settings, shelf, store);
        var background = store is null ? null : app.Services.GetRequiredService<Background>();
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException refused) when (refused.InnerException is AddressInUseException)
        {
            return new ServerOutcome.AddressTaken();
        }

        var address = AddressOf(app, settings.Url);
        if (store is not null) app.Services.GetRequiredService<OwnAddress>().Listens(address);
        settings.Listening?.Invoke(address);
        if (store is { Holding: Holding.RealPartnership } && await app.Services.GetRequiredService<SetUpAccount.Handler>().FirstSecretAsync() is { } secret)
            settings.FirstAdministrator?.Invoke(app.Services.GetRequiredService<OwnAddress>().For(SetUpEndpoints.PathFor(secret)));
        var loading = Task.Run(() => LoadAsync(settings, reading, shelf, background, stop), CancellationToken.None);
        var working = Task.CompletedTask;
        var told = Task.Delay(Timeout.InfiniteTimeSpan, stop);
        await Task.WhenAny(loading, told);
        if (loading.IsCompletedSuccessfully)
        {
            if (background is not null) working = background.RunAsync(stop);
            await Task.WhenAny(told);
        }

        await app.StopAsync(CancellationToken.None);
        await Task.WhenAny(Task.WhenAll(loading, working), Task.Delay(ToFinish, CancellationToken.None));
        if (!stop.IsCancellationRequested) await loading;
        return new ServerOutcome.Stopped();
    }

    /// <summary>Every endpoint of the server, read from the same table that answers requests.</summary>
    public static IReadOnlyList<ServerRoute> Routes()
    {
        using IHost app = Build(new ServerSettings(new Uri("http://127.0.0.1:0"), Site: "", Demo: true), new Shelf(), null, everything: true);
        return
        [
            .. from endpoint in EndpointsOf((IEndpointRouteBuilder)app)
               from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]
               let policy = endpoint.Metadata.GetMetadata<RoutePolicy>()
               orderby endpoint.RoutePattern.RawText, method
               select new ServerRoute(method, endpoint.RoutePattern.RawText!, policy.Name),
        ];
    }

    private static IEnumerable<RouteEndpoint> EndpointsOf(IEndpointRouteBuilder app) => app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private static async Task<(IReadOnlyList<string> Places, IReadOnlyList<PublishedEdition> Editions)> ReadAsync(
        Func<CancellationToken, Task<IReadOnlyList<string>>> folders, CancellationToken stop)
    {
        var read = new List<PublishedEdition>();
        var places = await folders(stop);
        foreach (string folder in places) read.Add(await PublishedEdition.ReadAsync(folder, stop));
        return (places, read);
    }

    private static async Task LoadAsync(
        ServerSettings settings, Task<(IReadOnlyList<string> Places, IReadOnlyList<PublishedEdition> Editions)> reading, Shelf shelf, Background? background, CancellationToken stop)
    {
        var (places, read) = await reading;
        if (background is null) shelf.Editions = Editions.Of(read);
        else await background.BeginAsync(shelf, read, places, stop);
        settings.Ready?.Invoke(shelf.Editions!.Titles);
    }

    /// <summary>What the longest form takes when it is filled in with letters of nine bytes each, as letters of many scripts are sent, twice over.</summary>
    internal const int LargestForm = 512 << 10;

    /// <param name="everything">Every address there is, to be listed and not answered.</param>
    private static WebApplication Build(ServerSettings settings, Shelf shelf, Store? store, bool everything = false)
    {
        // Nothing is configured from files or variables that happen to lie around: the command's options are the configuration.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "parity" });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 4096;
            kestrel.Limits.MaxRequestBodySize = LargestForm;
            Listen(kestrel, settings.Url);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(shelf);
        if (store is not null) builder.AddPlatform(store, settings.Clock, new OwnAddress(settings.PublicUrl), settings);
        builder.Services.AddSingleton<IHostLifetime, StoppedByCaller>();
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = ToFinish;
            // The services catch what goes wrong and go on; what still leaves them is that they were told to stop.
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        if (settings.JsonLog) builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true).AddFilter("parity", LogLevel.Information);
        else builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        // An address that is taken is answered by the command in a sentence; the host would add where in its code it was noticed.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

        var app = builder.Build();
        app.UseForwardedHeaders(ForwardedFrom(settings.Proxies));
        var metrics = new Metrics(settings.MetricsToken, settings.Clock, store is null ? null : new(store, settings.Clock));
        app.Use(next => http => MeasureAsync(http, next, metrics, app.Logger));
        app.Use(next => http => AnswerAsync(http, next, settings.Demo, app.Logger));
        app.UseRouting();
        if (store is not null) app.Use(next => Gate.Guard(next, PlatformModules.SignIn(settings.Demo)));
        Map(app, shelf, store, metrics);
        if (store is not null || everything) app.MapPlatform(settings.Demo);
        if (EndpointsOf(app).FirstOrDefault(e => e.Metadata.GetMetadata<RoutePolicy>() is null) is { } open)
            throw new InvalidOperationException($"The endpoint {open.RoutePattern.RawText} names no policy.");
        return app;
    }

    /// <summary>Without a word about proxies the framework believes this computer; with one, nobody else.</summary>
    private static ForwardedHeadersOptions ForwardedFrom(IReadOnlyList<System.Net.IPNetwork>? proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedFor };
        if (proxies is null) return options;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies) options.KnownIPNetworks.Add(network);
        return options;
    }

    private static void Map(IEndpointRouteBuilder endpoints, Shelf shelf, Store? store, Metrics metrics)
    {
        void Answer(string pattern, string[] methods, RequestDelegate handler) => endpoints.MapMethods(pattern, methods, handler).WithMetadata(RoutePolicy.Public, new LiesReady());

        Answer("/health/live", Reading, http => Answers.PlainAsync(http, StatusCodes.Status200OK, "live\n"));
        Answer("/health/ready", Reading, async http => await (shelf.Editions is not null && (store is null || await store.AnswersAsync(http.RequestAborted))
            ? Answers.PlainAsync(http, StatusCodes.Status200OK, "ready\n")
            : Answers.PlainAsync(http, StatusCodes.Status503ServiceUnavailable, "not ready\n")));
        endpoints.MapMethods(Metrics.Address, Reading, metrics.AnswerAsync).WithMetadata(RoutePolicy.MetricsToken);
        Answer(Notice.Style, Reading, http => Answers.FileAsync(http, ServerAssets.Style));
        Answer(Notice.WaitingScript, Reading, http => Answers.FileAsync(http, ServerAssets.WaitingScript));
        Answer("/data/editions.json", ReadingAcross, shelf.When((http, editions) => editions.ListAsync(http)));
        Answer("/data/{**path}", ReadingAcross, shelf.When((http, editions) => editions.FileAsync(http)));
        Answer("/editions/{edition}/data/{**path}", ReadingAcross, shelf.When((http, editions) => editions.FileAsync(http)));
        Answer("/{**path}", Reading, shelf.When((http, editions) => editions.FileAsync(http)));
    }

    /// <summary>Counts the answer and, where the log is for programs, leaves a line: the address as a pattern, never as it was asked for.</summary>
    private static async Task MeasureAsync(HttpContext http, RequestDelegate next, Metrics metrics, ILogger log)
    {
        long began = Stopwatch.GetTimestamp();
        metrics.Began();
        try
        {
            await next(http);
        }
        finally
        {
            var took = Stopwatch.GetElapsedTime(began);
            metrics.Answered(http.Response.StatusCode, took);
            if (log.IsEnabled(LogLevel.Information))
                log.Answered(http.Request.Method, (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none", http.Response.StatusCode, (long)took.TotalMilliseconds, http.TraceIdentifier);
        }
    }

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next, bool loopbackOnly, ILogger log)
    {
        Answers.Protect(http);
        if (loopbackOnly && !IsLoopback(http.Request.Host.Host))
        {
            await Answers.NoticeAsync(http, StatusCodes.Status421MisdirectedRequest, Notice.OtherName);
            return;
        }

        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault) when (!http.Response.HasStarted && Database.IsAway(fault))
        {
            log.Fault(http.TraceIdentifier, fault.GetType().FullName!, "the database does not answer");
            http.Response.Clear();
            Answers.Protect(http);
            http.Response.Headers.RetryAfter = SecondsToWait;
            await Answers.NoticeAsync(http, StatusCodes.Status503ServiceUnavailable, Notice.Away);
            return;
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            // The message of an exception may quote what it choked on; its type and place never do.
            log.Fault(http.TraceIdentifier, fault.GetType().FullName!, fault.StackTrace ?? "");
            http.Response.Clear();
            Answers.Protect(http);
            await Answers.NoticeAsync(http, StatusCodes.Status500InternalServerError, Notice.WentWrong(http.TraceIdentifier));
            return;
        }

        if (http.Response.HasStarted) return;
        if (http.Response.StatusCode == StatusCodes.Status404NotFound)
            await Answers.MissingAsync(http);
        else if (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            await Answers.NoticeAsync(http, StatusCodes.Status405MethodNotAllowed, Notice.NotAllowed);
    }

    private static bool IsLoopback(string name) =>
        name.Length == 0 || string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));

    private static void Listen(KestrelServerOptions kestrel, Uri url)
    {
        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && !address.Equals(IPAddress.Loopback) && !address.Equals(IPAddress.IPv6Loopback))
            kestrel.Listen(address, url.Port);
        else if (!url.IsLoopback)
            kestrel.ListenAnyIP(url.Port);
        else if (url.Port == 0)
            kestrel.Listen(IPAddress.Loopback, 0);
        else
            kestrel.ListenLocalhost(url.Port);
    }

    private static Uri AddressOf(WebApplication app, Uri asked) => asked.Port != 0
        ? asked
        : new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The caller's cancellation token is the one way to stop; signals are the command line's business.</summary>
    private sealed class StoppedByCaller : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
