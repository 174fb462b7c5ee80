using System.CommandLine;
using Parity.Cli.Modules.Server;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Cli.Modules.Storage;

/// <summary>The three commands that look after a database.</summary>
internal static class StorageCommands
{
    public static IEnumerable<Command> Create()
    {
        yield return Backup();
        yield return Restore();
        yield return Migrate();
    }

    /// <exception cref="InvalidDataException">PARITY_KEY is not a key.</exception>
    private static KeyPlace Key => KeyPlace.Configured(Environment.GetEnvironmentVariable);

    private static Command Backup()
    {
        var options = new ServerOptions();
        var output = new Option<string>("--out") { Description = "The file to write; it must not be there yet", Required = true };
        var command = new Command("backup", "Write one consistent copy of a database, while it is in use, sealed with its key, which is not in it") { options.Database, output };
        command.SetAction((parsed, stop) => OnAsync(options.DatabaseOf(parsed), async database =>
        {
            string file = Path.GetFullPath(parsed.GetValue(output)!), folder = Path.GetDirectoryName(file) ?? file;
            if (!Directory.Exists(folder)) return Refuse($"there is no folder {folder}; make it first, or name another with --out.");
            return await BackupDatabase.Handler.HandleAsync(new(database, Key, file), stop) switch
            {
                BackupDatabase.Outcome.Written written => Say(ExitCode.Done, $"Written {file}: {written.Bytes:N0} bytes, sha256 {written.Sha256}.\nIt is sealed with the database's key, which is not in it. Keep the key somewhere else: without it nobody can restore the copy."),
                BackupDatabase.Outcome.FileExists => Refuse($"{file} is there already; name another."),
                BackupDatabase.Outcome.NoDatabase none => Refuse(none.Reason),
                BackupDatabase.Outcome.NoKey missing => Refuse($"the database's key is not here ({missing.Place}), and a copy is sealed with it. Name it with PARITY_KEY or PARITY_KEY_FILE; see docs/operate/database.md."),
                BackupDatabase.Outcome.ToolFailed failed => Refuse(failed.Reason),
                _ => throw new InvalidOperationException("An outcome without an exit code."),
            };
        }));
        return command;
    }

    private static Command Restore()
    {
        var options = new ServerOptions();
        var file = new Argument<string>("file") { Description = "A file that \"parity backup\" wrote" };
        var erasures = new Option<string?>("--erasures") { Description = "The list that the server keeps at PARITY_ERASURES: what people had taken out since the backup is taken out again" };
        var command = new Command("restore", "Put a backup into a database that is not there yet or is empty, and verify it") { file, options.Database, erasures };
        command.SetAction((parsed, stop) => OnAsync(options.DatabaseOf(parsed), async database =>
        {
            string? list = parsed.GetValue(erasures) is { } named ? Path.GetFullPath(named) : null;
            if (list is not null && !File.Exists(list)) return Refuse($"{list} is not there; name the list that the server kept, or restore without --erasures.");
            return await RestoreDatabase.Handler.HandleAsync(new(Path.GetFullPath(parsed.GetValue(file)!), Key, database), stop) switch
            {
                RestoreDatabase.Outcome.Restored => await VerifyAsync(database, list, stop),
                RestoreDatabase.Outcome.NotABackup not => Refuse(not.Reason),
                RestoreDatabase.Outcome.NoKey missing => Refuse($"the key this backup was sealed with is not here ({missing.Place}). Name it with PARITY_KEY or PARITY_KEY_FILE; see docs/operate/database.md."),
                RestoreDatabase.Outcome.NotEmpty => Refuse("the database is not empty, and nothing is overwritten. Name another with --database."),
                RestoreDatabase.Outcome.ToolFailed failed => Refuse(failed.Reason),
                _ => throw new InvalidOperationException("An outcome without an exit code."),
            };
        }));
        return command;
    }

    private static Command Migrate()
    {
        var options = new ServerOptions();
        var command = new Command("migrate", "Bring a database's tables up to this version of the program; the server does the same at its start") { options.Database };
        command.SetAction((parsed, stop) => OnAsync(options.DatabaseOf(parsed), async database =>
        {
            var outcome = await new MigrateDatabase.Handler(TimeProvider.System).HandleAsync(new(database), stop);
            foreach (string script in outcome.Applied) Console.WriteLine($"applied {script}");
            return Say(ExitCode.Done, $"{(outcome.IsNew ? "There was no such database: it has been made, and" : "The database")} is at {outcome.Newest}.");
        }));
        return command;
    }

    /// <summary>What was restored is opened as the server would, its log of changes read from end to end and every stored return opened.</summary>
    private static async Task<int> VerifyAsync(Database database, string? erasures, CancellationToken stop)
    {
        foreach (var (holding, place) in (IEnumerable<(Holding, KeyPlace)>)
                 [(Holding.RealPartnership, Key), (Holding.FictionalCity, new KeyPlace.Given(MasterKey.OfTheDemo()))])
        {
            switch (await Store.OpenAsync(database, place, holding, TimeProvider.System, stop))
            {
                case Store.Opening.Opened opened:
                    await using (opened.Store)
                    {
                        if (await new VerifyChanges.Handler(opened.Store).HandleAsync(new(), stop) is not VerifyChanges.Outcome.Intact intact) return Refuse("restored, but its log of changes is not the one that was written. Do not use it: restore another backup, and see docs/operate/audit.md.");
                        string again = erasures is null ? "" : await EraseAgainAsync(opened.Store, erasures, stop);
                        var files = await new VerifyReturns.Handler(opened.Store).HandleAsync(stop);
                        string told = $"{intact.End.Position:N0} changes, the last one {intact.End.Hash}; {files.Whole:N0} stored returns, each the file that was received.{again}";
                        return files.Damaged.Count == 0
                            ? Say(ExitCode.Done, $"Restored and verified: {told}")
                            : Refuse($"restored, but these stored returns are not the files that were received: {string.Join(", ", files.Damaged)}. Restore another backup, or ask for them again.\nVerified: {told}");
                    }

                case Store.Opening.HoldsOther:
                    continue;
            }
        }

        return Refuse("restored, but it cannot be opened. Do not use it: restore another backup.");
    }

    private static async Task<string> EraseAgainAsync(Store store, string list, CancellationToken stop)
    {
        var again = await new ErasureList.Handler(store, [new ObjectAgain(store), .. EraseAgain.All(store)]).EraseAgainAsync(list, stop);
        return $"\nOf the list of erasures {again.Known:N0} were in the backup or are followed by a later one, {again.Erased:N0} were carried out again, {again.Nobodys:N0} are about nobody it knows."
            + (again.Unread == 0 ? "" : $"\n{again.Unread:N0} of its lines could not be read and were passed over: look for a list of another node.");
    }

    private static async Task<int> OnAsync(string? named, Func<Database, Task<int>> work)
    {
        if (!Database.TryParse(named, out var database)) return ServerOptions.WrongUsage(ServerOptions.DatabaseAdvice);
        try
        {
            return await work(database!);
        }
        catch (Exception fault) when (UnusableDatabase.Reason(fault) is { } reason)
        {
            return Refuse(reason);
        }
        catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
        {
            return Refuse($"{disk.Message.TrimEnd('.')}. Look at the disk, and at who may read and write there.");
        }
    }

    private static int Say(int code, string text)
    {
        Console.WriteLine(text);
        return code;
    }

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine($"parity: {reason}");
        return ExitCode.Refused;
    }
}
