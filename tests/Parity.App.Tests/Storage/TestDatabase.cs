using System.Globalization;
using Microsoft.Data.Sqlite;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

/// <summary>A database of its own for one test, of which nothing is left afterwards.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
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

    /// <summary>With every table and no row.</summary>
    public static async Task<TestDatabase> MakeAsync(Engine engine)
    {
        if (engine is Engine.Postgres) return OnServer(await PreparedDatabases.TakeAsync());
        var file = InFile();
        await File.WriteAllBytesAsync(((Database.Sqlite)file.Database).Path, await PreparedDatabases.FileAsync());
        return file;
    }

    /// <summary>Without a table, as a partnership's first start finds it.</summary>
    public static async Task<TestDatabase> MakeBareAsync(Engine engine) => engine is Engine.Postgres ? OnServer(await PreparedDatabases.MakeBareAsync()) : InFile();

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
            await PreparedDatabases.GiveBackAsync(name);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static TestDatabase InFile()
    {
        string folder = Directory.CreateTempSubdirectory("parity-test-").FullName;
        return new(folder, null, new Database.Sqlite(Path.Combine(folder, "parity.db")));
    }

    private static TestDatabase OnServer(string name) => new(Directory.CreateTempSubdirectory("parity-test-").FullName, name, PreparedDatabases.On(name));
}

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public ManualClock() : this(new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.Zero)) { }

    public override DateTimeOffset GetUtcNow() => now;

    public void Pass(TimeSpan time) => now += time;
}
