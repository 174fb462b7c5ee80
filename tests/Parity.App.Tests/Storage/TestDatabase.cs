using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

/// <summary>An empty database of its own for one test, gone afterwards.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static int made;
    private readonly string folder;
    private readonly string? name;

    private TestDatabase(string folder, string? name, Database database) => (this.folder, this.name, Database) = (folder, name, database);

    public Database Database { get; }

    /// <summary>A key that lies in the test, as it lies outside the database in use.</summary>
    public MasterKey Key { get; } = MasterKey.New();

    public KeyPlace KeyPlace => new KeyPlace.Given(Key);

    public string Folder => folder;

    /// <summary>As <c>--database</c> takes it.</summary>
    public string Option => Database switch
    {
        Database.Sqlite file => "sqlite:" + file.Path,
        Database.Postgres server => server.ConnectionString,
        _ => throw new InvalidOperationException(),
    };

    public static async Task<TestDatabase> MakeAsync(Engine engine)
    {
        string folder = Directory.CreateTempSubdirectory("parity-test-").FullName;
        if (engine is Engine.Sqlite) return new(folder, null, new Database.Sqlite(Path.Combine(folder, "parity.db")));

        string name = string.Create(CultureInfo.InvariantCulture, $"parity_test_{Environment.ProcessId}_{Interlocked.Increment(ref made)}");
        await OnServerAsync($"create database {name}");
        var connecting = new NpgsqlConnectionStringBuilder(EveryDatabaseAttribute.Postgres) { Database = name };
        return new(folder, name, new Database.Postgres(connecting.ToString()));
    }

    /// <summary>A database that is somebody else's to make and to remove.</summary>
    public static TestDatabase On(Database database) => new(Directory.CreateTempSubdirectory("parity-test-").FullName, null, database);

    public async Task<Store> OpenAsync(TimeProvider? clock = null, Holding holding = Holding.RealPartnership)
    {
        var opening = await Store.OpenAsync(Database, KeyPlace, holding, clock ?? TimeProvider.System, CancellationToken.None);
        return Assert.IsType<Store.Opening.Opened>(opening).Store;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = Database.Connect();
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    public async Task<object?> AskAsync(string sql)
    {
        await using var connection = Database.Connect();
        await connection.OpenAsync();
        return await connection.AskAsync(sql);
    }

    public async Task<long> CountAsync(string sql) => Convert.ToInt64(await AskAsync(sql), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (name is null)
        {
            SqliteConnection.ClearAllPools();
        }
        else
        {
            await OnServerAsync($"drop database {name} with (force)");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(EveryDatabaseAttribute.Postgres) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }
}

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public ManualClock() : this(new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.Zero)) { }

    public override DateTimeOffset GetUtcNow() => now;

    public void Pass(TimeSpan time) => now += time;
}
