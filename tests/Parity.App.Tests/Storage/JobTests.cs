using System.Collections.Concurrent;
using System.Globalization;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

public sealed class JobTests
{
    [EveryDatabase]
    public async Task A_piece_of_work_asked_for_twice_by_two_nodes_is_done_once(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var first = await database.OpenAsync();
        await using var second = await database.OpenAsync();
        var done = new ConcurrentBag<string>();
        JobRunner On(Store store) => new(store, TimeProvider.System, Doing((run, _) =>
        {
            done.Add(run.Subject);
            return Task.FromResult("done");
        }));
        foreach (var store in (Store[])[first, second, first])
            for (int n = 0; n < 10; n++) await QueueAsync(store, TimeProvider.System, n.ToString(CultureInfo.InvariantCulture));

        await Task.WhenAll(new[] { On(first), On(second), On(first) }.Select(async runner =>
        {
            while (await runner.RunOneAsync(default)) { }
        }));

        Assert.Equal(Enumerable.Range(0, 10).Select(n => n.ToString(CultureInfo.InvariantCulture)), done.Order(StringComparer.Ordinal));
        Assert.Equal(10L, Convert.ToInt64(await database.AskAsync("select count(*) from jobs where outcome = 'done' and finished_at is not null and attempts = 1"), CultureInfo.InvariantCulture));
    }

    [EveryDatabase]
    public async Task Work_of_a_node_that_died_is_taken_over_and_what_the_dead_one_still_writes_does_not_count(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock();
        await using var store = await database.OpenAsync(clock);
        await QueueAsync(store, clock, "x");
        JobRun? dead = null;
        var stopped = new CancellationTokenSource();
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<string>();
        var dying = new JobRunner(store, clock, Doing((run, _) =>
        {
            dead = run;
            died.SetResult();
            return never.Task;
        })).RunOneAsync(stopped.Token);
        await died.Task;
        bool mine = false;
        var other = new JobRunner(store, clock, Doing(async (run, _) =>
        {
            mine = await store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.JobMoved, "x"), records => run.IsMineAsync(records), default);
            return "done";
        }));

        Assert.False(await other.RunOneAsync(default));
        clock.Pass(JobRunner.Lease + TimeSpan.FromSeconds(1));
        Assert.True(await other.RunOneAsync(default));

        Assert.True(mine);
        Assert.False(await store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.JobMoved, "x"), records => dead!.IsMineAsync(records), default));
        never.SetResult("too late");
        await stopped.CancelAsync();
        await dying;
        Assert.Equal("done", await database.AskAsync("select outcome from jobs"));
    }

    [EveryDatabase]
    public async Task Work_that_fails_is_tried_again_later_and_then_given_up_without_its_message(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock();
        await using var store = await database.OpenAsync(clock);
        await QueueAsync(store, clock, "x");
        int tries = 0;
        var runner = new JobRunner(store, clock, Doing((_, _) =>
        {
            tries++;
            throw new InvalidDataException("Somebody's row");
        }));
        for (int n = 0; n < 20; n++)
        {
            await runner.RunOneAsync(default);
            clock.Pass(TimeSpan.FromMinutes(20));
        }

        Assert.Equal(5, tries);
        Assert.Equal("given up: InvalidDataException", await database.AskAsync("select outcome from jobs"));
        Assert.Equal(0L, Convert.ToInt64(await database.AskAsync("select count(*) from jobs where progress like '%Somebody%' or outcome like '%Somebody%'"), CultureInfo.InvariantCulture));
    }

    private static Dictionary<string, Func<JobRun, CancellationToken, Task<string>>> Doing(Func<JobRun, CancellationToken, Task<string>> work) => new() { ["test"] = work };

    private static Task<bool> QueueAsync(Store store, TimeProvider clock, string subject) =>
        store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.JobMoved, "work for a test"), async records =>
        {
            await Job.QueueAsync(records, clock, "test", subject);
            return true;
        }, default);
}
