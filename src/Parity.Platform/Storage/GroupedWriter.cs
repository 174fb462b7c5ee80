using System.Data.Common;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>
/// The one writer of this process. What waits is written together in one transaction and answered after its commit:
/// a commit must reach the disk, and that is what costs. Measured on one file with 16 clients, this gave about
/// 25 times the writes of a commit for each. A piece of work that fails is undone alone.
/// </summary>
internal sealed class GroupedWriter : IAsyncDisposable
{
    private const int AtMostTogether = 100;
    private const int AtMostWaiting = 10_000;
    private const string Piece = "piece";

    private readonly Database database;
    private readonly byte[] chainKey;
    private readonly TimeProvider clock;
    private readonly Channel<IPending> queue = Channel.CreateBounded<IPending>(new BoundedChannelOptions(AtMostWaiting) { SingleReader = true });
    private readonly Task writing;
    private DbConnection? connection;
    private DbContextOptions<Records>? options;

    public GroupedWriter(Database database, MasterKey key, TimeProvider clock)
    {
        this.database = database;
        this.clock = clock;
        chainKey = key.Derive(ChangeLog.Purpose);
        writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Does the work and records the change, both or neither. Once it has begun it is not cancelled.</summary>
    public async Task<T> WriteAsync<T>(Change change, Func<Records, Task<T>> work, CancellationToken stop)
    {
        var pending = new Pending<T>(change, work, stop);
        await queue.Writer.WriteAsync(pending, stop);
        return await pending.Done;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writing;
        await HangUpAsync();
    }

    private async Task WriteAllAsync()
    {
        var together = new List<IPending>(AtMostTogether);
        while (await queue.Reader.WaitToReadAsync())
        {
            together.Clear();
            while (together.Count < AtMostTogether && queue.Reader.TryRead(out var next))
                if (!next.GaveUp()) together.Add(next);
            if (together.Count == 0) continue;
            try
            {
                await WriteTogetherAsync(together);
            }
            catch (Exception fault)
            {
                // Nothing of the group is acknowledged: each asker learns of the fault and may ask again.
                foreach (var one in together) one.Fail(fault);
                await HangUpAsync();
            }
        }
    }

    private async Task WriteTogetherAsync(List<IPending> together)
    {
        var open = await ConnectedAsync();
        await using var transaction = await Database.BeginAsync(open, CancellationToken.None);
        var head = await HeadAsync(open, transaction);
        long before = head.Position;
        foreach (var one in together)
        {
            await transaction.SaveAsync(Piece);
            try
            {
                await using var records = new Records(options!);
                records.Database.AutoSavepointsEnabled = false;
                await records.Database.UseTransactionAsync(transaction);
                await one.DoAsync(records);
                records.ChangeTracker.DetectChanges();
                var after = head;
                if (records.ChangeTracker.HasChanges())
                {
                    var line = Next(head, one.Change, Touched(records.ChangeTracker));
                    // To have looked at something is not yet the work of a form.
                    if (one.Form is { } form && one.Change.Kind != ChangeKind.RecordSeen) await form.NoteAsync(records, line.At);
                    records.Add(line);
                    await records.SaveChangesAsync();
                    after = (line.Position, line.Hash);
                }

                await transaction.ReleaseAsync(Piece);
                head = after;
            }
            catch (Exception fault) when (open.State == System.Data.ConnectionState.Open)
            {
                await transaction.RollbackAsync(Piece);
                one.Fail(fault);
            }
        }

        if (head.Position != before)
            await open.ExecuteAsync("update change_head set position = @position, hash = @hash where id = 1", transaction, CancellationToken.None, ("position", head.Position), ("hash", head.Hash));
        await transaction.CommitAsync();
        foreach (var one in together) one.Succeed();
    }

    /// <summary>Reads where the log ends; on a server with several nodes this also makes their groups follow one another.</summary>
    private async Task<(long Position, byte[] Hash)> HeadAsync(DbConnection open, DbTransaction transaction)
    {
        await using var command = open.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "select position, hash from change_head where id = 1" + (database is Database.Postgres ? " for update" : "");
        await using var found = await command.ExecuteReaderAsync();
        if (!await found.ReadAsync()) throw new InvalidOperationException("The log of changes has no end recorded: the database is damaged.");
        return (found.GetInt64(0), found.GetFieldValue<byte[]>(1));
    }

    private ChangeRecord Next((long Position, byte[] Hash) head, Change change, string touched)
    {
        var at = Instant.Stored(clock.GetUtcNow());
        string actor = change.By.ToString();
        long position = head.Position + 1;
        return new()
        {
            Position = position,
            At = at,
            Actor = actor,
            Kind = change.Kind.Name,
            Reason = change.Reason,
            Organisation = change.Organisation,
            Touched = touched,
            Hash = ChangeLog.Hash(chainKey, head.Hash, position, at, actor, change.Kind.Name, change.Reason, change.Organisation, touched),
        };
    }

    private string Touched(ChangeTracker tracker) => string.Join('\n', tracker.Entries().Where(e => e.State is not EntityState.Unchanged and not EntityState.Detached).Select(Touch).Order(StringComparer.Ordinal));

    private string Touch(EntityEntry entry)
    {
        string key = string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => Convert.ToString(entry.Property(p.Name).CurrentValue, CultureInfo.InvariantCulture)));
        string columns = entry.Entity is SightingRecord seen && entry.State is EntityState.Added ? " " + seen.Digest(chainKey)
            : entry.State is EntityState.Modified ? " " + string.Join(',', entry.Properties.Where(p => p.IsModified).Select(p => p.Metadata.GetColumnName()))
            : "";
        string did = entry.State switch { EntityState.Added => "added", EntityState.Deleted => "removed", _ => "changed" };
        return $"{did} {entry.Metadata.GetTableName()} {key}{columns}";
    }

    private async Task<DbConnection> ConnectedAsync()
    {
        if (connection is { State: System.Data.ConnectionState.Open } open) return open;
        await HangUpAsync();
        connection = await database.ConnectToWriteAsync(CancellationToken.None);
        options = Store.Options(database, connection);
        return connection;
    }

    private async Task HangUpAsync()
    {
        if (connection is { } old) await old.DisposeAsync();
        connection = null;
    }

    private interface IPending
    {
        Change Change { get; }
        FormAtWork? Form { get; }
        bool GaveUp();
        Task DoAsync(Records records);
        void Succeed();
        void Fail(Exception fault);
    }

    private sealed class Pending<T>(Change change, Func<Records, Task<T>> work, CancellationToken stop) : IPending
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T result = default!;

        public Change Change => change;
        public FormAtWork? Form { get; } = FormAtWork.OfThisRequest;
        public Task<T> Done => done.Task;

        public bool GaveUp() => stop.IsCancellationRequested && done.TrySetCanceled(stop);

        public async Task DoAsync(Records records) => result = await work(records);

        public void Succeed() => done.TrySetResult(result);

        public void Fail(Exception fault) => done.TrySetException(fault);
    }
}
