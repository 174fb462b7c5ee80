using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Parity.Platform.Storage;

/// <summary>
/// Applies the numbered scripts that a database has not had yet, each in a transaction of its own, in order. A script
/// exists twice, once in each database's words, and never changes after a release.
/// </summary>
internal static class Migrator
{
    // Any number of our own that no other program on the server uses: nodes that start together migrate one after the other.
    private const long AdvisoryLock = 0x5061726974790001;
    private const string Folder = "migrations/";

    public sealed record Script(string Id, string Sql, string Hash);

    public static IReadOnlyList<Script> ScriptsFor(Database database)
    {
        var assembly = Assembly.GetExecutingAssembly();
        string ending = $".{database.Dialect}.sql";
        return
        [
            .. from name in assembly.GetManifestResourceNames()
               where name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(ending, StringComparison.Ordinal)
               orderby name
               let sql = Read(assembly, name)
               select new Script(name[Folder.Length..^ending.Length], sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))),
        ];
    }

    /// <summary>Runs <paramref name="then"/> on the migrated database while no other node can migrate it.</summary>
    public static async Task<T> RunAsync<T>(Database database, DbConnection connection, TimeProvider clock, Func<Task<T>> then, CancellationToken stop)
    {
        string text = AdvisoryLock.ToString(CultureInfo.InvariantCulture);
        if (database is Database.Postgres) await connection.ExecuteAsync($"select pg_advisory_lock({text})", stop: stop);
        try
        {
            await Within.MakeRoleAsync(database, connection, stop);
            await ApplyAsync(database, connection, clock, stop);
            return await then();
        }
        finally
        {
            if (database is Database.Postgres && connection.State == System.Data.ConnectionState.Open)
                await connection.ExecuteAsync($"select pg_advisory_unlock({text})", stop: CancellationToken.None);
        }
    }

    private static async Task ApplyAsync(Database database, DbConnection connection, TimeProvider clock, CancellationToken stop)
    {
        await connection.ExecuteAsync("create table if not exists schema_version (id text not null primary key, hash text not null, applied_at bigint not null)", stop: stop);
        var scripts = ScriptsFor(database);
        var known = await AppliedAsync(connection, null, stop);
        foreach (var script in scripts)
        {
            if (Has(known, script)) continue;
            await using var transaction = await Database.BeginAsync(connection, stop);
            // A file's other processes may have applied it in the meantime.
            if (Has(await AppliedAsync(connection, transaction, stop), script))
            {
                await transaction.RollbackAsync(stop);
                continue;
            }

            await connection.ExecuteAsync(script.Sql, transaction, stop);
            await connection.ExecuteAsync("insert into schema_version (id, hash, applied_at) values (@id, @hash, @at)", transaction, stop,
                ("id", script.Id), ("hash", script.Hash), ("at", Instant.ToMicroseconds(clock.GetUtcNow())));
            await transaction.CommitAsync(stop);
        }

        if ((await AppliedAsync(connection, null, stop)).Keys.Where(id => string.CompareOrdinal(id, scripts[^1].Id) > 0).Max(StringComparer.Ordinal) is { } newest)
            throw new OtherSchemaException($"This database was made by a newer version of the program (migration {newest}). Use that version, or restore a backup from before it.");
    }

    private static bool Has(Dictionary<string, string> applied, Script script)
    {
        if (!applied.TryGetValue(script.Id, out string? hash)) return false;
        if (!string.Equals(hash, script.Hash, StringComparison.Ordinal))
            throw new OtherSchemaException($"Migration {script.Id} was changed after it was applied to this database. Use a release of the program as it was published.");
        return true;
    }

    private static async Task<Dictionary<string, string>> AppliedAsync(DbConnection connection, DbTransaction? within, CancellationToken stop)
    {
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = connection.CreateCommand();
        command.CommandText = "select id, hash from schema_version";
        command.Transaction = within;
        await using var found = await command.ExecuteReaderAsync(stop);
        while (await found.ReadAsync(stop)) applied.Add(found.GetString(0), found.GetString(1));
        return applied;
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
