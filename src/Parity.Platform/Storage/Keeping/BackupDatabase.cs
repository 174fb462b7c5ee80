using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Parity.Platform.Storage;

/// <summary>
/// Writes one consistent copy of a database into a file while it is in use. The key is not in it: a copy that is stolen
/// opens no return, and one that is kept needs the key kept elsewhere.
/// </summary>
public static class BackupDatabase
{
    public sealed record Request(Database Database, string File);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Written(long Bytes, string Sha256) : Outcome;

        /// <summary>There is such a file already, and it is not overwritten.</summary>
        public sealed record FileExists : Outcome;

        public sealed record NoDatabase(string Reason) : Outcome;

        /// <summary>A program of the database's own is needed and not here, or it failed.</summary>
        public sealed record ToolFailed(string Reason) : Outcome;
    }

    public static class Handler
    {
        public static async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (File.Exists(request.File)) return new Outcome.FileExists();
            string draft = request.File + ".draft";
            File.Delete(draft);
            if (request.Database is Database.Sqlite { Path: var path } && !File.Exists(path)) return new Outcome.NoDatabase($"{path} is not there.");
            MakeForOwner(draft);
            switch (request.Database)
            {
                case Database.Sqlite file:
                    await CopyAsync(file, draft, stop);
                    break;
                case Database.Postgres server when await DatabaseTool.RunAsync("pg_dump", server, ["--format=custom", "--no-owner", $"--file={draft}"], stop) is { } reason:
                    File.Delete(draft);
                    return new Outcome.ToolFailed(reason);
            }

            // On the disk before it has its name: a copy that is there is whole.
            string sha256;
            await using (var written = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
                sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(written, stop));
            }

            File.Move(draft, request.File, overwrite: false);
            return new Outcome.Written(new FileInfo(request.File).Length, sha256);
        }

        /// <summary>Nobody else on the machine reads a copy, neither while it is written nor later: what writes it finds the file there and keeps who may.</summary>
        private static void MakeForOwner(string draft)
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var made = new FileStream(draft, options);
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
            if (await copy.AskAsync("pragma integrity_check", stop: stop) is not "ok") throw new InvalidDataException("The copy of the database is damaged.");
        }
    }
}
