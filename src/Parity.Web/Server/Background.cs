using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Platform.Publishing;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Publishing;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Server;

/// <summary>
/// What this node does besides answering: it works off the jobs, and puts editions on the shelf as soon as they are
/// public, wherever they were published.
/// </summary>
internal sealed class Background(
    Store store, AccountsDoor accounts, PartnershipDoor partnership, WorkforceDoor workforce, ReadArchive.Handler archives, ReleaseVersion.Handler release, RecheckEvidence.Handler evidence,
    TimeProvider clock, ILogger<Background> log) : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenTicks = TimeSpan.FromSeconds(20);
    private readonly Dictionary<VersionId, PublishedEdition> open = [];
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string What, string Kind), DateTimeOffset> told = [];
    private readonly SemaphoreSlim turn = new(1);
    private Shelf shelf = new();
    private IReadOnlyList<PublishedEdition> fromFolders = [];
    private IReadOnlyList<string> folders = [];
    private string seen = "";
    private Editions? heldAgainst;

    /// <summary>Fills the shelf for the first time.</summary>
    public async Task BeginAsync(Shelf into, IReadOnlyList<PublishedEdition> read, IReadOnlyList<string> places, CancellationToken stop)
    {
        (shelf, fromFolders, folders) = (into, read, places);
        await WatchAsync(stop);
    }

    public void Dispose() => turn.Dispose();

    /// <summary>Names that editions served from folders have.</summary>
    public bool IsTaken(string name) => fromFolders.Any(e => e.Card.Edition == name);

    /// <summary>Looks what is public now and changes the shelf if that is something else than before.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            var now = await archives.PublicAsync(stop);
            string stamp = string.Join(' ', now.Editions.Select(e => e.Version.ToString()).Concat(now.Gone.Select(g => "gone " + g.Name)).Order(StringComparer.Ordinal));
            if (shelf.Editions is not null && string.Equals(stamp, seen, StringComparison.Ordinal)) return;
            foreach (var edition in now.Editions.Where(e => !open.ContainsKey(e.Version)))
                open[edition.Version] = PublishedEdition.Read(await archives.OpenAsync(edition.Archive, stop), edition.PublishedAt);
            foreach (var old in open.Keys.Except(now.Editions.Select(e => e.Version)).ToList()) open.Remove(old);
            var made = now.Editions.Select(e => open[e.Version]).ToList();
            var names = made.Select(e => e.Card.Edition).Concat(now.Gone.Select(g => g.Name)).ToHashSet(StringComparer.Ordinal);
            shelf.Editions = Editions.Of(
                fromFolders.Where(e => !names.Contains(e.Card.Edition)).Concat(made),
                now.Gone.ToDictionary(g => g.Name, g => Notice.Withdrawn(g.Title, Words.Day(London.DayOf(g.At)), g.Why), StringComparer.Ordinal));
            seen = stamp;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Works until told to stop.</summary>
    public Task RunAsync(CancellationToken stop)
    {
        var daily = new DailyWork(store, clock, release, new(store, accounts, partnership, clock), new(store, clock), [new ForgetSendings.Handler(store, clock).RunAsync, new ProgrammeDay(store, accounts, clock).RunAsync, new TellWhereLogEnds.Handler(store, clock).RunAsync, new DrawSightings.Handler(store, clock).RunAsync]);
        var runs = new EditionRuns(store, workforce, partnership, clock, PublicSite.WriteAsync, () => folders);
        var jobs = new JobRunner(store, clock, runs.Work.Concat(daily.Work).ToDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal), (kind, fault) => Told(kind ?? "jobs", fault));
        return Task.WhenAll(jobs.RunAsync(stop), RepeatAsync("editions", BetweenLooks, WatchAsync, stop), RepeatAsync("daily work", BetweenTicks, daily.TickAsync, stop));
    }

    /// <summary>Looks, and holds what positive-action cases rest on against the newest edition if there is another one.</summary>
    private async Task WatchAsync(CancellationToken stop)
    {
        await LookAsync(stop);
        var now = shelf.Editions;
        if (now == heldAgainst) return;
        if (now?.NewestFirst.Count > 0) await evidence.HandleAsync(new(figure => ComparedEdition.Newest(shelf)?.Needs.Shows(figure)), stop);
        heldAgainst = now;
    }

    private async Task RepeatAsync(string what, TimeSpan every, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop);
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                Told(what, fault);
                // The database does not answer: what was public stays on the shelf, and the next look may find it again.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(every, clock, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Leaves a line for every fault within, and of what does not end one in a minute.</summary>
    private void Told(string what, Exception fault)
    {
        foreach (var one in fault is AggregateException several ? several.InnerExceptions : [fault])
        {
            string kind = one.GetType().FullName!;
            var now = clock.GetUtcNow();
            if (told.TryGetValue((what, kind), out var last) && now - last < BetweenLines) continue;
            told[(what, kind)] = now;
            log.Fault(what, kind, one.StackTrace ?? "");
        }
    }
}
