using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Parity.Cli.Modules.Server;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Cli.Modules.Accounts;

internal static class VerifyLogCommand
{
    public static Command Create()
    {
        var options = new ServerOptions();
        var anchor = new Option<string?>("--anchor") { Description = "POSITION:HASH as an earlier verification gave it and as was noted elsewhere" };
        var format = new Option<string>("--format") { Description = "text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("verify-log", "Recompute the log of changes and say whether it is the one that was written") { options.Database, anchor, format };
        command.SetAction((parsed, stop) => RunAsync(options.DatabaseOf(parsed), parsed.GetValue(anchor), parsed.GetValue(format) == "json", stop));
        return command;
    }

    private static async Task<int> RunAsync(string? named, string? noted, bool asJson, CancellationToken stop)
    {
        if (!Database.TryParse(named, out var database)) return ServerOptions.WrongUsage(ServerOptions.DatabaseAdvice);
        VerifyChanges.Anchor? anchor = null;
        if (noted is not null)
        {
            if (noted.Split(':') is not [var position, { Length: 64 } hash] || !long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out long at))
                return ServerOptions.WrongUsage("give --anchor as POSITION:HASH, such as 120:… with 64 letters and digits.");
            anchor = new(at, hash);
        }

        if (database is Database.Sqlite file && !File.Exists(file.Path)) return Refused($"there is no database at {file.Path}. Look at --database.");
        try
        {
            return await VerifyAsync(database!, anchor, asJson, stop);
        }
        catch (Exception fault) when (UnusableDatabase.Reason(fault) is { } reason)
        {
            return Refused(reason);
        }
    }

    private static async Task<int> VerifyAsync(Database database, VerifyChanges.Anchor? anchor, bool asJson, CancellationToken stop)
    {
        foreach (var (holding, place) in (IEnumerable<(Holding, KeyPlace)>)
                 [(Holding.RealPartnership, KeyPlace.Configured(Environment.GetEnvironmentVariable)), (Holding.FictionalCity, new KeyPlace.Given(MasterKey.OfTheDemo()))])
        {
            switch (await Store.OpenAsync(database, place, holding, TimeProvider.System, stop))
            {
                case Store.Opening.Opened opened:
                    await using (opened.Store) return Tell(await new VerifyChanges.Handler(opened.Store).HandleAsync(new(anchor), stop), asJson);
                case Store.Opening.NoKey missing:
                    return Refused($"the key of this database is not here: {missing.Place}. See docs/operate/database.md.");
            }
        }

        return Refused("this is no database of Parity's. Look at --database.");
    }

    private static int Tell(VerifyChanges.Outcome outcome, bool asJson)
    {
        var intact = outcome as VerifyChanges.Outcome.Intact;
        var broken = outcome as VerifyChanges.Outcome.Broken;
        if (asJson)
        {
            using var output = Console.OpenStandardOutput();
            using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
            json.WriteStartObject();
            json.WriteBoolean("intact", intact is not null);
            json.WriteNumber("position", intact?.End.Position ?? broken!.Position);
            if (intact is not null) json.WriteString("hash", intact.End.Hash);
            if (broken is not null) json.WriteString("why", broken.Why);
            json.WriteEndObject();
        }
        else if (intact is not null)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The log is the one that was written, {intact.End.Position} lines. Note elsewhere, and give the next time:"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  --anchor {intact.End.Position}:{intact.End.Hash}"));
        }
        else
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The log is not the one that was written. At line {broken!.Position}: {broken.Why}."));
        }

        return intact is not null ? ExitCode.Done : ExitCode.Refused;
    }

    private static int Refused(string reason)
    {
        Console.Error.WriteLine($"parity: {reason}");
        return ExitCode.Refused;
    }
}
