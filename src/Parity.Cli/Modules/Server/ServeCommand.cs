using System.CommandLine;
using Parity.Web.Server;

namespace Parity.Cli.Modules.Server;

internal static class ServeCommand
{
    public static Command Create()
    {
        var options = new ServerOptions();
        var command = new Command("serve", "Serve published editions; the newest is at the root") { options.Url, options.Database, options.Site };
        command.SetAction((parsed, stop) => RunAsync(parsed, options, stop));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ServerOptions options, CancellationToken stop)
    {
        if (options.DatabaseOf(parsed) is not null)
            return ServerOptions.WrongUsage("this version keeps no database; leave out --database (and PARITY_DATABASE) and name a published folder with --site.");
        if (parsed.GetValue(options.Site) is not { } site)
            return ServerOptions.WrongUsage("name a folder that \"parity publish\" wrote, or one that holds several, with --site.");
        var settings = new ServerSettings(parsed.GetValue(options.Url)!, site)
        {
            Listening = address => Console.Error.WriteLine($"Listening on {address}"),
            Ready = titles => Console.Error.WriteLine($"Serving {string.Join(", ", titles)}. Stop with Ctrl-C."),
        };
        return ServerOptions.Explain(await ParityServer.RunAsync(settings, stop), settings);
    }
}
