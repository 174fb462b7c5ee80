using System.CommandLine;
using Parity.Platform.Storage;
using Parity.Web.Server;

namespace Parity.Cli.Modules.Server;

internal static class ServeCommand
{
    public static Command Create()
    {
        var options = new ServerOptions();
        var command = new Command("serve", "Serve published editions and, with a database, the working platform behind them") { options.Url, options.Database, options.Site, options.PublicUrl };
        command.SetAction((parsed, stop) => RunAsync(parsed, options, stop));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ServerOptions options, CancellationToken stop)
    {
        string? named = options.DatabaseOf(parsed), site = parsed.GetValue(options.Site);
        if (named is not null && !Database.TryParse(named, out _)) return ServerOptions.WrongUsage(ServerOptions.DatabaseAdvice);
        if (named is null && site is null)
            return ServerOptions.WrongUsage("name a database with --database (or PARITY_DATABASE), or with --site a folder that \"parity publish\" wrote, or both.");
        if (!PostSettings.TryRead(Environment.GetEnvironmentVariable, out var post, out string? advice)) return ServerOptions.WrongUsage(advice!);
        if (!options.TryPublicUrl(parsed, out var publicUrl)) return ServerOptions.WrongUsage("give --public-url (or PARITY_PUBLIC_URL) as an address like https://parity.example.org.");
        if (!ProxySettings.TryRead(Environment.GetEnvironmentVariable, out var proxies)) return ServerOptions.WrongUsage(ProxySettings.Advice);
        var settings = new ServerSettings(parsed.GetValue(options.Url)!, site)
        {
            Database = Database.TryParse(named, out var database) ? database : null,
            PublicUrl = publicUrl,
            Proxies = proxies,
            Post = post!,
            Erasures = Environment.GetEnvironmentVariable("PARITY_ERASURES") is { Length: > 0 } list ? Path.GetFullPath(list) : null,
            MetricsToken = Environment.GetEnvironmentVariable("PARITY_METRICS_TOKEN") is { Length: > 0 } token ? token : null,
            JsonLog = ServerOptions.WantsJsonLog,
            Listening = address => Console.Error.WriteLine($"Listening on {address}"),
            FirstAdministrator = address => Console.Error.WriteLine($"""
                This database has no administrator yet. Open this address, which is good once, to become the first:
                  {address}
                """),
            Ready = titles => Console.Error.WriteLine($"Serving {(titles.Count == 0 ? "the platform; no edition has been published yet" : string.Join(", ", titles))}. Stop with Ctrl-C."),
        };
        return ServerOptions.Explain(await ParityServer.RunAsync(settings, stop), settings);
    }
}
