using System.CommandLine;
using Parity.Platform.Storage;
using Parity.Web.Server;

namespace Parity.Cli.Modules.Server;

internal static class DemoCommand
{
    public static Command Create()
    {
        var options = new ServerOptions();
        var command = new Command("demo", "Serve the published editions of a fictional city; the first start makes them") { options.Url, options.Database, options.Site, options.PublicUrl };
        command.SetAction((parsed, stop) => RunAsync(parsed, options, stop));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ServerOptions options, CancellationToken stop)
    {
        var url = parsed.GetValue(options.Url)!;
        if (!url.IsLoopback) return ServerOptions.WrongUsage("the demo answers on this computer only; give a --url on 127.0.0.1 or localhost.");
        if (!options.TryPublicUrl(parsed, out var publicUrl) || publicUrl?.IsLoopback is false) return ServerOptions.WrongUsage("the demo answers on this computer only; give a --public-url on 127.0.0.1 or localhost, or none.");
        string? named = options.DatabaseOf(parsed);
        if (named is not null && !Database.TryParse(named, out _)) return ServerOptions.WrongUsage(ServerOptions.DatabaseAdvice);
        string folder = FolderFor(named);
        var settings = new ServerSettings(url, parsed.GetValue(options.Site), Demo: true, folder)
        {
            Database = Database.TryParse(named, out var database) ? database : new Database.Sqlite(Path.Combine(folder, "parity.db")),
            PublicUrl = publicUrl,
            JsonLog = ServerOptions.WantsJsonLog,
            Listening = address => Console.Error.WriteLine($"Open {address} in a browser."),
            Preparing = what => Console.Error.WriteLine($"  {what} ..."),
            Ready = titles => Console.Error.WriteLine($"""
                Ready: {string.Join(", ", titles)}.
                Sign in as one of the city's people at {new Uri(url, "/demo")}.
                Everything shown is fictional. Stop with Ctrl-C. To try, in another window:
                  ./parity city town --employees 5000        make the returns of another fictional city
                  ./parity check town/edition-1/city-council   see what a return is checked for
                  ./parity publish town/edition-1.json --out town/published/edition-1
                """),
        };
        return ServerOptions.Explain(await ParityServer.RunAsync(settings, stop), settings);
    }

    /// <summary>The published files of the city: beside the database file named, else among the data of the person who started it.</summary>
    private static string FolderFor(string? named)
    {
        if (Database.TryParse(named, out var database) && database is Database.Sqlite file) return file.Path + ".demo";
        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "parity", "demo");
    }
}
