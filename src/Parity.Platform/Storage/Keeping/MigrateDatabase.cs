using System.Data.Common;

namespace Parity.Platform.Storage;

/// <summary>Brings a database's tables up to this version of the program, as a start of the server does, and says what was done.</summary>
public static class MigrateDatabase
{
    public sealed record Request(Database Database);

    /// <param name="Applied">The scripts that ran now, in order.</param>
    /// <param name="Newest">The last script the database has.</param>
    /// <param name="IsNew">There was none, and it has been made.</param>
    public sealed record Outcome(IReadOnlyList<string> Applied, string Newest, bool IsNew);

    public sealed class Handler(TimeProvider clock)
    {
        /// <exception cref="OtherSchemaException">It was made by a newer version, or a script was changed since.</exception>
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            await using var connection = await request.Database.ConnectToWriteAsync(stop);
            var before = await IdsAsync(connection, stop);
            return await Migrator.RunAsync(request.Database, connection, clock, async () =>
            {
                var after = await IdsAsync(connection, stop);
                return new Outcome([.. after.Except(before, StringComparer.Ordinal)], after[^1], before.Count == 0);
            }, stop);
        }

        private static async Task<List<string>> IdsAsync(DbConnection connection, CancellationToken stop)
        {
            var ids = new List<string>();
            await connection.ExecuteAsync("create table if not exists schema_version (id text not null primary key, hash text not null, applied_at bigint not null)", stop: stop);
            await using var command = connection.CreateCommand();
            command.CommandText = "select id from schema_version order by id";
            await using var found = await command.ExecuteReaderAsync(stop);
            while (await found.ReadAsync(stop)) ids.Add(found.GetString(0));
            return ids;
        }
    }
}
