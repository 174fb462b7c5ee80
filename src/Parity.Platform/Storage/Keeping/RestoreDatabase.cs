using Microsoft.Data.Sqlite;
using Npgsql;

namespace Parity.Platform.Storage;

/// <summary>Puts a backup into a database that is not there yet or is empty, and says whether its key is at hand and its log of changes whole.</summary>
public static class RestoreDatabase
{
    private static readonly byte[] SqliteMark = "SQLite format 3\0"u8.ToArray();
    private static readonly byte[] PostgresMark = "PGDMP"u8.ToArray();

    public sealed record Request(string File, Database Database);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Restored : Outcome;

        public sealed record NotABackup(string Reason) : Outcome;

        /// <summary>The database holds something, and nothing is overwritten.</summary>
        public sealed record NotEmpty : Outcome;

        public sealed record ToolFailed(string Reason) : Outcome;
    }

    public static class Handler
    {
        public static async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (!File.Exists(request.File)) return new Outcome.NotABackup($"{request.File} is not there.");
            var beginning = new byte[SqliteMark.Length];
            await using (var backup = File.OpenRead(request.File)) await backup.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, stop);
            return request.Database switch
            {
                Database.Sqlite file when beginning.AsSpan().SequenceEqual(SqliteMark) => await CopyAsync(request.File, file.Path, stop),
                Database.Postgres server when beginning.AsSpan().StartsWith(PostgresMark) => await LoadAsync(request.File, server, stop),
                _ => new Outcome.NotABackup("The file is not a backup of this kind of database."),
            };
        }

        private static async Task<Outcome> CopyAsync(string backup, string path, CancellationToken stop)
        {
            if (File.Exists(path) || File.Exists(path + "-wal")) return new Outcome.NotEmpty();
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string draft = path + ".draft";
            File.Copy(backup, draft, overwrite: true);
            if (!await IsOursAsync(draft, stop))
            {
                File.Delete(draft);
                return new Outcome.NotABackup("The file is damaged, or not one of Parity's databases.");
            }

            await using (var written = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
            File.Move(draft, path, overwrite: false);
            return new Outcome.Restored();
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

        private static async Task<Outcome> LoadAsync(string backup, Database.Postgres server, CancellationToken stop)
        {
            await using (var connection = new NpgsqlConnection(server.Connecting))
            {
                await connection.OpenAsync(stop);
                if (await connection.AskAsync("select count(*) from information_schema.tables where table_schema = 'public'", stop: stop) is not 0L) return new Outcome.NotEmpty();
                await Within.MakeRoleAsync(server, connection, stop);
            }

            return await DatabaseTool.RunAsync("pg_restore", server, ["--no-owner", "--exit-on-error", "--single-transaction", backup], stop, namesDatabase: true) is { } reason
                ? new Outcome.ToolFailed(reason)
                : new Outcome.Restored();
        }
    }
}
