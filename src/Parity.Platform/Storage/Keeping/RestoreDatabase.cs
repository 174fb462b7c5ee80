using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>Puts a backup into a database that is not there yet or is empty, once the whole of it was found to open with its key.</summary>
public static class RestoreDatabase
{
    public sealed record Request(string File, KeyPlace Key, Database Database);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Restored : Outcome;

        public sealed record NotABackup(string Reason) : Outcome;

        /// <summary>The key it was sealed with is not there.</summary>
        public sealed record NoKey(string Place) : Outcome;

        /// <summary>The database holds something, and nothing is overwritten.</summary>
        public sealed record NotEmpty : Outcome;

        public sealed record ToolFailed(string Reason) : Outcome;
    }

    public static class Handler
    {
        public static async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (!File.Exists(request.File)) return new Outcome.NotABackup($"{request.File} is not there. Name a file that \"parity backup\" wrote.");
            await using var file = File.OpenRead(request.File);
            if (await SealedCopy.ReadHeadingAsync(file, stop) is not { } copy) return new Outcome.NotABackup("The file is not a backup. Name one that \"parity backup\" wrote.");
            if (copy.IsOfAServer != request.Database is Database.Postgres) return new Outcome.NotABackup($"The file is not a backup of this kind of database. Restore it into {(copy.IsOfAServer ? "a PostgreSQL database" : "a file, as with --database sqlite:PATH")}.");
            if (copy.Find(request.Key) is not { } key) return new Outcome.NoKey(request.Key.Describe(copy.Of));
            long pieces = file.Position;
            if (!await OpensAsync(copy, key, file, stop)) return new Outcome.NotABackup("The file is damaged, or was sealed with another key. Restore another backup, or name its key with PARITY_KEY or PARITY_KEY_FILE.");
            return request.Database is Database.Sqlite { Path: var path } ? await CopyAsync(OpenAsync, path, stop) : await LoadAsync(OpenAsync, (Database.Postgres)request.Database, stop);

            async Task OpenAsync(Stream plain)
            {
                file.Position = pieces;
                await copy.OpenAsync(key, file, plain, stop);
            }
        }

        /// <summary>Whether it is whole, before anything of it is used.</summary>
        private static async Task<bool> OpensAsync(SealedCopy copy, MasterKey key, Stream file, CancellationToken stop)
        {
            try
            {
                await copy.OpenAsync(key, file, Stream.Null, stop);
                return true;
            }
            catch (CryptographicException)
            {
                return false;
            }
        }

        private static async Task<Outcome> CopyAsync(Func<Stream, Task> open, string path, CancellationToken stop)
        {
            if (File.Exists(path) || File.Exists(path + "-wal")) return new Outcome.NotEmpty();
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string draft = path + ".draft";
            File.Delete(draft);
            try
            {
                await using (var written = OwnersFile.Make(draft))
                {
                    await open(written);
                    written.Flush(flushToDisk: true);
                }

                if (!await IsOursAsync(draft, stop)) return new Outcome.NotABackup("The file is not one of Parity's databases.");
                File.Move(draft, path, overwrite: false);
                return new Outcome.Restored();
            }
            finally
            {
                File.Delete(draft);
            }
        }

        private static async Task<bool> IsOursAsync(string file, CancellationToken stop)
        {
            try
            {
                await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
                await copy.OpenAsync(stop);
                return await copy.AskAsync("pragma integrity_check", stop: stop) is "ok" && await copy.AskAsync("select count(*) from sqlite_master where name = 'installation'", stop: stop) is 1L;
            }
            catch (SqliteException)
            {
                return false;
            }
        }

        private static async Task<Outcome> LoadAsync(Func<Stream, Task> open, Database.Postgres server, CancellationToken stop)
        {
            await using (var connection = new NpgsqlConnection(server.Connecting))
            {
                await connection.OpenAsync(stop);
                if (await connection.AskAsync("select count(*) from information_schema.tables where table_schema = 'public'", stop: stop) is not 0L) return new Outcome.NotEmpty();
                await Within.MakeRoleAsync(server, connection, stop);
            }

            return await DatabaseTool.RunAsync("pg_restore", server, ["--no-owner", "--exit-on-error", "--single-transaction"], stop, input: open) is { } reason
                ? new Outcome.ToolFailed(reason)
                : new Outcome.Restored();
        }
    }
}
