using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>
/// Everything that is remembered, open for use by one process. Slices read and write through it; what the records look
/// like is known to the platform alone.
/// </summary>
public sealed class Store : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);
    private readonly DbContextOptions<Records> reading;
    private readonly GroupedWriter writer;
    private readonly Remembered remembered;
    private readonly TimeProvider clock;

    private Store(Database database, Guid id, Holding holding, MasterKey key, TimeProvider clock)
    {
        Holding = holding;
        Database = database;
        Id = id;
        Key = key;
        reading = Options(database, null);
        this.clock = clock;
        writer = new(database, key, clock);
        remembered = new(database, clock);
    }

    public Database Database { get; }

    public Holding Holding { get; }

    /// <summary>The database's own id, made with it.</summary>
    public Guid Id { get; }

    internal MasterKey Key { get; }

    internal TimeProvider Clock => clock;

    /// <summary>How an attempt to open a database ended.</summary>
    public abstract record Opening
    {
        private Opening() { }

        /// <param name="IsNew">The database was empty and has been made.</param>
        public sealed record Opened(Store Store, bool IsNew) : Opening;

        /// <summary>It holds real organisations where the fictional city was asked for, or the other way round.</summary>
        public sealed record HoldsOther(Holding Holding) : Opening;

        /// <summary>Its key is not where it should be, or is another database's.</summary>
        public sealed record NoKey(string Place) : Opening;
    }

    /// <summary>Opens a database, bringing its tables up to date; an empty one is made, its key with it.</summary>
    public static async Task<Opening> OpenAsync(Database database, KeyPlace place, Holding holding, TimeProvider clock, CancellationToken stop)
    {
        await using var connection = await database.ConnectToWriteAsync(stop);
        return await Migrator.RunAsync(database, connection, clock, () => PrepareAsync(database, connection, place, holding, clock, stop), stop);
    }

    public async ValueTask DisposeAsync() => await writer.DisposeAsync();

    /// <summary>Whether the database answers within a few seconds.</summary>
    public async Task<bool> AnswersAsync(CancellationToken stop)
    {
        try
        {
            return await ReadAsync(records => records.Set<ChangeHead>().AnyAsync(stop)).WaitAsync(LongestWait, stop);
        }
        catch (Exception away) when (away is not OperationCanceledException && (away is TimeoutException || Database.IsAway(away)))
        {
            return false;
        }
    }

    internal async Task<T> ReadAsync<T>(Func<Records, Task<T>> read)
    {
        await using var records = new Records(reading);
        return await read(records);
    }

    /// <summary>Reads what an organisation may: on a server, its policies give back no other's rows, whatever was asked for.</summary>
    internal async Task<T> ReadWithinAsync<T>(OrganisationId organisation, Func<Records, Task<T>> read, CancellationToken stop)
    {
        if (Database is Database.Sqlite) return await ReadAsync(read);
        await using var connection = Database.Connect();
        await connection.OpenAsync(stop);
        await using var transaction = await Database.BeginReadingAsync(connection, stop);
        await Within.ReadForAsync(Database, connection, transaction, organisation, stop);
        await using var records = new Records(Options(Database, connection));
        records.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        await records.Database.UseTransactionAsync(transaction, stop);
        return await read(records);
    }

    /// <summary>Reads as above, or gives what was read before if nothing has been recorded since, on any node.</summary>
    internal Task<T?> RememberAsync<T>(object key, Func<Records, Task<T?>> read, CancellationToken stop) where T : class =>
        remembered.ReadAsync(key, () => ReadAsync(read), stop);

    /// <summary>
    /// Does a piece of work and records the change in the same transaction; returns once that is durable. Work that
    /// changes no record leaves no line in the log.
    /// </summary>
    internal Task<T> WriteAsync<T>(Change change, Func<Records, Task<T>> work, CancellationToken stop) => writer.WriteAsync(change, work, stop);

    /// <summary>
    /// Notes that somebody is about to look at special-category data. It returns once that is durable: nothing is shown
    /// that is not noted.
    /// </summary>
    internal Task NoteAsync(Sighting seen, CancellationToken stop) =>
        WriteAsync(new Change(seen.By, ChangeKind.RecordSeen, $"looked at {seen.What}: {seen.Why}", seen.Organisation), records =>
        {
            records.Add(SightingRecord.Of(seen, clock));
            return Task.FromResult(true);
        }, stop);

    internal static DbContextOptions<Records> Options(Database database, DbConnection? connection)
    {
        var options = new DbContextOptionsBuilder<Records>().EnableThreadSafetyChecks(false);
        if (connection is null) options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        return (database, connection) switch
        {
            (Database.Sqlite, null) => options.UseSqlite(database.Connecting).Options,
            (Database.Sqlite, _) => options.UseSqlite(connection).Options,
            (_, null) => options.UseNpgsql(database.Connecting).Options,
            (_, _) => options.UseNpgsql(connection).Options,
        };
    }

    private static async Task<Opening> PrepareAsync(Database database, DbConnection connection, KeyPlace place, Holding holding, TimeProvider clock, CancellationToken stop)
    {
        // Whoever starts at the same moment waits here, and then finds what this one made.
        await using var transaction = await Database.BeginAsync(connection, stop);
        await using var records = new Records(Options(database, connection));
        await records.Database.UseTransactionAsync(transaction, stop);
        if (await records.Set<Installation>().SingleOrDefaultAsync(stop) is { } known)
        {
            if (!known.Is(holding)) return new Opening.HoldsOther(holding is Holding.FictionalCity ? Holding.RealPartnership : Holding.FictionalCity);
            return place.Find(known.Database) is { } key && known.OpensWith(key)
                ? new Opening.Opened(new Store(database, known.Database, holding, key, clock), IsNew: false)
                : new Opening.NoKey(place.Describe(known.Database));
        }

        var id = TypedId.NewValue(clock);
        var made = place.FindOrMake(id);
        records.Add(Installation.Make(id, holding, made, clock));
        records.Add(new ChangeHead { Position = 0, Hash = ChangeLog.Start });
        await records.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new Opening.Opened(new Store(database, id, holding, made, clock), IsNew: true);
    }
}
