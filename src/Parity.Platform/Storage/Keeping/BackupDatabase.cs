using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>
/// Writes one consistent copy of a database into a file while it is in use, sealed with the installation's key. The key is
/// not in it: whoever finds the copy reads nothing, and whoever keeps it needs the key, kept elsewhere.
/// </summary>
public static class BackupDatabase
{
    public sealed record Request(Database Database, KeyPlace Key, string File);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Written(long Bytes, string Sha256) : Outcome;

        /// <summary>There is such a file already, and it is not overwritten.</summary>
        public sealed record FileExists : Outcome;

        public sealed record NoDatabase(string Reason) : Outcome;

        /// <summary>The key that the copy would be sealed with is not there, or is another database's.</summary>
        public sealed record NoKey(string Place) : Outcome;

        /// <summary>A program of the database's own is needed and not here, or it failed.</summary>
        public sealed record ToolFailed(string Reason) : Outcome;
    }

    public static class Handler
    {
        public static async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (File.Exists(request.File)) return new Outcome.FileExists();
            if (request.Database is Database.Sqlite { Path: var path } && !File.Exists(path)) return new Outcome.NoDatabase($"{path} is not there. Look at --database.");
            if (await Installation.ReadAsync(request.Database, stop) is not { } installation) return new Outcome.NoDatabase("There is no database of Parity's there. Look at --database.");
            if (installation.Find(request.Key) is not { } key) return new Outcome.NoKey(request.Key.Describe(installation.Database));
            string draft = request.File + ".draft";
            File.Delete(draft);
            try
            {
                string sha256;
                await using (var written = OwnersFile.Make(draft))
                {
                    var copy = SealedCopy.Begin(request.Database, installation.Database, installation.Holding);
                    if (await TakeAsync(request.Database, plain => copy.SealAsync(key, plain, written, stop), stop) is { } reason) return new Outcome.ToolFailed(reason);
                    // On the disk before it has its name: a copy that is there is whole.
                    written.Flush(flushToDisk: true);
                    written.Position = 0;
                    sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(written, stop));
                }

                File.Move(draft, request.File, overwrite: false);
                return new Outcome.Written(new FileInfo(request.File).Length, sha256);
            }
            finally
            {
                File.Delete(draft);
            }
        }

        /// <returns>Why a tool of the database's own failed; null when it did its work.</returns>
        private static async Task<string?> TakeAsync(Database database, Func<Stream, Task> seal, CancellationToken stop)
        {
            if (database is Database.Postgres server) return await DatabaseTool.RunAsync("pg_dump", server, ["--format=custom", "--no-owner"], stop, output: seal);
            // SQLite copies into a file. It lies where the database lies, and no longer than it takes to seal it.
            var file = (Database.Sqlite)database;
            string plain = $"{file.Path}.{Path.GetRandomFileName()}.copying";
            try
            {
                await OwnersFile.Make(plain).DisposeAsync();
                await CopyAsync(file, plain, stop);
                await using var read = File.OpenRead(plain);
                await seal(read);
                return null;
            }
            finally
            {
                File.Delete(plain);
            }
        }

        private static async Task CopyAsync(Database.Sqlite from, string to, CancellationToken stop)
        {
            await using var source = new SqliteConnection(from.Connecting);
            await source.OpenAsync(stop);
            await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
            await copy.OpenAsync(stop);
            source.BackupDatabase(copy);
            // One file: nothing of the copy may wait in a log beside it.
            await copy.ExecuteAsync("pragma journal_mode = delete", stop: stop);
            if (await copy.AskAsync("pragma integrity_check", stop: stop) is not "ok") throw new InvalidDataException("The copy of the database is damaged, and so may the database be. Restore the newest backup beside it, and compare.");
        }
    }
}
