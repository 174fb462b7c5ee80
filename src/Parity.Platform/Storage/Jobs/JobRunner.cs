using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Storage;

/// <summary>
/// Does the background work of this process. A piece is claimed for a short while and the claim is renewed while the
/// work goes on; if the process dies, another takes the piece over when the claim runs out. What a piece of work writes
/// it writes in one transaction that holds only while the claim is still its own, so doing it twice changes nothing.
/// </summary>
/// <param name="failed">Hears of each attempt that failed, and of a database that does not answer (without a kind): whoever runs this node reads its log.</param>
public sealed class JobRunner(Store store, TimeProvider clock, IReadOnlyDictionary<string, Func<JobRun, CancellationToken, Task<string>>> work, Action<string?, Exception>? failed = null)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>How the outcome of work begins that was tried too often.</summary>
    internal const string GivenUp = "given up";
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private const int MostAttempts = 5;
    private const int AtOnce = 2;

    /// <summary>Works until told to stop; what is then half done is taken over later, here or elsewhere.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => LoopAsync(stop), CancellationToken.None)));

    /// <returns>Whether there was something to do.</returns>
    public async Task<bool> RunOneAsync(CancellationToken stop)
    {
        if (await ClaimAsync() is not { } claimed) return false;
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var run = new JobRun(store, claimed.Id, claimed.Claim!.Value, claimed.Subject);
        var renewing = RenewAsync(run, lost);
        string? outcome = null;
        try
        {
            outcome = await work[claimed.Kind](run, lost.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            // Stopped, or no longer ours: whoever claims it next begins again.
        }
        catch (Exception fault)
        {
            failed?.Invoke(claimed.Kind, fault);
            // The kind of a fault is kept, never its message, which may quote a row.
            if (claimed.Attempts >= MostAttempts) outcome = $"{GivenUp}: {fault.GetType().Name}";
            else await run.LetGoAsync(clock.GetUtcNow() + Rest * Math.Pow(4, claimed.Attempts), $"it failed ({fault.GetType().Name}) and is tried again");
        }

        await lost.CancelAsync();
        await renewing;
        if (outcome is not null) await run.FinishAsync(clock.GetUtcNow(), outcome);
        else if (stop.IsCancellationRequested) await run.LetGoAsync(clock.GetUtcNow(), "stopped, and done later");
        return true;
    }

    private async Task LoopAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await RunOneAsync(stop)) continue;
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                // The database does not answer: the piece stays claimed until its time runs out.
                failed?.Invoke(null, fault);
            }

            await Task.Delay(Rest, clock, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task<Job?> ClaimAsync()
    {
        var kinds = work.Keys.ToList();
        var now = clock.GetUtcNow();
        var due = await store.ReadAsync(records => records.Set<Job>()
            .Where(j => j.FinishedAt == null && j.NotBefore <= now && (j.ClaimedUntil == null || j.ClaimedUntil < now) && kinds.Contains(j.Kind))
            .OrderBy(j => j.NotBefore).Select(j => j.Id).Take(4).ToListAsync());
        foreach (var id in due)
        {
            var claim = TypedId.NewValue(clock);
            var until = now + Lease;
            int taken = await Quietly(records => records.Set<Job>()
                .Where(j => j.Id == id && j.FinishedAt == null && (j.ClaimedUntil == null || j.ClaimedUntil < now))
                .ExecuteUpdateAsync(set => set.SetProperty(j => j.Claim, claim).SetProperty(j => j.ClaimedUntil, until).SetProperty(j => j.Attempts, j => j.Attempts + 1)));
            if (taken == 1) return await store.ReadAsync(records => records.Set<Job>().SingleAsync(j => j.Id == id));
        }

        return null;
    }

    private async Task RenewAsync(JobRun run, CancellationTokenSource lost)
    {
        while (!lost.IsCancellationRequested)
        {
            await Task.Delay(Renewal, clock, lost.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            if (lost.IsCancellationRequested) return;
            try
            {
                var until = clock.GetUtcNow() + Lease;
                int ours = await Quietly(records => records.Set<Job>().Where(j => j.Id == run.Id && j.Claim == run.Claim && j.FinishedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(j => j.ClaimedUntil, until)));
                if (ours == 0) await lost.CancelAsync();
            }
            catch (Exception)
            {
                // Not renewed this time; the lease outlives several of these.
            }
        }
    }

    /// <summary>How far work is says nothing about anybody and leaves no line in the log of changes.</summary>
    private Task<int> Quietly(Func<Records, Task<int>> update) => store.WriteAsync(JobRun.Housekeeping, update, CancellationToken.None);
}

/// <summary>One attempt at a piece of work.</summary>
public sealed class JobRun
{
    internal static readonly Change Housekeeping = new(new Actor.TheSystem("jobs"), ChangeKind.JobMoved, "background work goes on");
    private readonly Store store;

    internal JobRun(Store store, Guid id, Guid claim, string subject) => (this.store, Id, Claim, Subject) = (store, id, claim, subject);

    internal Guid Id { get; }
    internal Guid Claim { get; }
    public string Subject { get; }

    /// <summary>Says what is being done, for whoever waits.</summary>
    public Task TellAsync(string progress) => store.WriteAsync(Housekeeping, records => Mine(records).ExecuteUpdateAsync(set => set.SetProperty(j => j.Progress, progress)), CancellationToken.None);

    /// <summary>Inside a writing transaction: whether this attempt is still the one that counts. The row stays locked until the commit.</summary>
    internal async Task<bool> IsMineAsync(Records records) => await Mine(records).ExecuteUpdateAsync(set => set.SetProperty(j => j.Progress, "writing")) == 1;

    internal Task FinishAsync(DateTimeOffset at, string outcome) => store.WriteAsync(Housekeeping, records => Mine(records).ExecuteUpdateAsync(set =>
        set.SetProperty(j => j.FinishedAt, at).SetProperty(j => j.Outcome, outcome).SetProperty(j => j.ClaimedUntil, (DateTimeOffset?)null)), CancellationToken.None);

    internal Task LetGoAsync(DateTimeOffset until, string progress) => store.WriteAsync(Housekeeping, records => Mine(records).ExecuteUpdateAsync(set =>
        set.SetProperty(j => j.ClaimedUntil, (DateTimeOffset?)null).SetProperty(j => j.NotBefore, until).SetProperty(j => j.Progress, progress)), CancellationToken.None);

    private IQueryable<Job> Mine(Records records) => records.Set<Job>().Where(j => j.Id == Id && j.Claim == Claim && j.FinishedAt == null);
}
