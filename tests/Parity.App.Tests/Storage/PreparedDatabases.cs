using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

/// <summary>
/// Databases with every table and no row, which is what most tests start from. Making the tables takes longer than most
/// tests do, so a file is copied, and a PostgreSQL database is emptied and lent to the next test, unless its tables are
/// no longer as the scripts make them.
/// </summary>
internal static class PreparedDatabases
{
    private const string Shape = """
        select md5(string_agg(line, ';' order by line)) from (
            select 'column ' || c.relname || ' ' || c.relkind::text || ' ' || a.attname || ' ' || a.atttypid || ' ' || a.attnotnull as line
            from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relnamespace = 'public'::regnamespace and not a.attisdropped
            union all select 'key ' || conrelid::regclass || ' ' || conname || ' ' || contype::text from pg_constraint where connamespace = 'public'::regnamespace
            union all select 'trigger ' || t.tgrelid::regclass || ' ' || t.tgname || ' ' || t.tgenabled::text from pg_trigger t where not t.tgisinternal
            union all select 'function ' || proname || ' ' || md5(prosrc) from pg_proc where pronamespace = 'public'::regnamespace
            union all select 'script ' || id || ' ' || hash from schema_version) shape
        """;

    private const string Empty = """
        do $$
        declare one regclass;
        begin
            set local session_replication_role = replica;
            for one in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_version' and pg_relation_size(oid) > 0 loop
                execute format('delete from %s', one);
            end loop;
            for one in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' loop
                execute format('alter sequence %s restart', one);
            end loop;
        end $$
        """;

    private const string Used = """
        select string_agg(oid::regclass::text, ', ') from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_version' and pg_relation_size(oid) > 0
        """;

    private static readonly Lazy<Task<byte[]>> File = new(MakeFileAsync);
    private static readonly ConcurrentBag<string> Free = [];
    private static string? shape;
    private static int made;

    static PreparedDatabases() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (string name in Free) OnServerAsync($"drop database {name} with (force)").GetAwaiter().GetResult();
    };

    /// <summary>What a file holds that every script was applied to.</summary>
    public static Task<byte[]> FileAsync() => File.Value;

    public static Database.Postgres On(string name) =>
        new(new NpgsqlConnectionStringBuilder(EveryDatabaseAttribute.Postgres) { Database = name }.ToString());

    /// <summary>The name of a PostgreSQL database without tables.</summary>
    public static async Task<string> MakeBareAsync()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"parity_test_{Environment.ProcessId}_{Interlocked.Increment(ref made)}");
        await OnServerAsync($"create database {name}");
        return name;
    }

    /// <summary>The name of a PostgreSQL database with tables and without rows.</summary>
    public static async Task<string> TakeAsync()
    {
        if (Free.TryTake(out string? ready)) return ready;
        string name = await MakeBareAsync();
        await new MigrateDatabase.Handler(TimeProvider.System).HandleAsync(new(On(name)), default);
        await using var connection = await ConnectAsync(On(name));
        shape ??= (string?)await connection.AskAsync(Shape);
        return name;
    }

    public static async Task GiveBackAsync(string name)
    {
        var database = On(name);
        foreach (string used in (string[])[database.ConnectionString, database.Connecting])
        {
            await using var pooled = new NpgsqlConnection(used);
            NpgsqlConnection.ClearPool(pooled);
        }

        await OnServerAsync($"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{name}'");
        // Whoever came back meanwhile would write into the next test's.
        if (await EmptyAsync(database) && await IsAloneAsync(name)) Free.Add(name);
        else await OnServerAsync($"drop database {name} with (force)");
    }

    private static async Task<bool> IsAloneAsync(string name)
    {
        await using var connection = await ConnectAsync(new(EveryDatabaseAttribute.Postgres!));
        return await connection.AskAsync($"select count(*) from pg_stat_activity where datname = '{name}' and backend_type = 'client backend'") is 0L;
    }

    private static async Task<bool> EmptyAsync(Database.Postgres database)
    {
        await using var connection = await ConnectAsync(database);
        if (await connection.AskAsync("select to_regclass('schema_version')::text") is null) return false;
        if (shape is null || !string.Equals(shape, (string?)await connection.AskAsync(Shape), StringComparison.Ordinal)) return false;
        await connection.ExecuteAsync(Empty);
        // Else the next test's rows would come to lie where there is room, and not in the order in which they were written.
        if (await connection.AskAsync(Used) is string used) await connection.ExecuteAsync($"vacuum (truncate, index_cleanup on) {used}");
        return true;
    }

    private static async Task<byte[]> MakeFileAsync()
    {
        string folder = Directory.CreateTempSubdirectory("parity-test-").FullName;
        var file = new Database.Sqlite(Path.Combine(folder, "parity.db"));
        await new MigrateDatabase.Handler(TimeProvider.System).HandleAsync(new(file), default);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        byte[] held = await System.IO.File.ReadAllBytesAsync(file.Path);
        Directory.Delete(folder, recursive: true);
        return held;
    }

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = await ConnectAsync(new(EveryDatabaseAttribute.Postgres!));
        await connection.ExecuteAsync(sql);
    }

    private static async Task<NpgsqlConnection> ConnectAsync(Database.Postgres database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        return connection;
    }
}
