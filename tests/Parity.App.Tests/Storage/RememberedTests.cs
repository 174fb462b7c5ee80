using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

/// <summary>Two nodes share a database and each remembers what it read: what is recorded on one holds on the other at once.</summary>
public sealed class RememberedTests
{
    [EveryDatabase]
    public async Task A_session_that_one_node_remembers_ends_there_as_soon_as_another_node_ends_it(Engine engine)
    {
        await using var nodes = await TwoNodes.MakeAsync(engine);
        var (secret, person) = await nodes.SignInAsync(Role.Publisher);

        var here = Assert.IsType<RecogniseSession.SignedIn>(await nodes.RecogniseAsync(nodes.Here, secret));
        Assert.NotNull(await nodes.RecogniseAsync(nodes.There, secret));
        await new EndSession.Handler(nodes.There, nodes.Clock).HandleAsync(new(here.Session, person), default);

        Assert.Null(await nodes.RecogniseAsync(nodes.Here, secret));
        Assert.Null(await nodes.RecogniseAsync(nodes.There, secret));
    }

    [EveryDatabase]
    public async Task A_role_that_another_node_takes_away_is_gone_at_once(Engine engine)
    {
        await using var nodes = await TwoNodes.MakeAsync(engine);
        var (secret, person) = await nodes.SignInAsync(Role.Publisher);
        Assert.True((await nodes.RecogniseAsync(nodes.Here, secret))!.Account.Has(Role.Publisher));

        await nodes.There.WriteAsync(Any, async records =>
        {
            (await records.Set<RoleGrant>().SingleAsync(g => g.Person == person)).EndedAt = nodes.Clock.GetUtcNow();
            return true;
        }, default);

        Assert.False((await nodes.RecogniseAsync(nodes.Here, secret))!.Account.Has(Role.Publisher));
    }

    [EveryDatabase]
    public async Task Somebody_who_was_busy_on_one_node_is_not_idle_on_the_other(Engine engine)
    {
        await using var nodes = await TwoNodes.MakeAsync(engine);
        var (secret, _) = await nodes.SignInAsync(Role.Publisher);
        var idle = AccountPolicy.InForceAt(nodes.Clock.GetUtcNow()).Idle;
        Assert.NotNull(await nodes.RecogniseAsync(nodes.There, secret));
        nodes.Clock.Pass(idle - TimeSpan.FromSeconds(30));
        Assert.NotNull(await nodes.RecogniseAsync(nodes.Here, secret));

        nodes.Clock.Pass(TimeSpan.FromSeconds(40));

        Assert.NotNull(await nodes.RecogniseAsync(nodes.There, secret));
        nodes.Clock.Pass(idle + TimeSpan.FromSeconds(1));
        Assert.Null(await nodes.RecogniseAsync(nodes.Here, secret));
    }

    /// <summary>The other tests would also pass if nothing were remembered: this one would not.</summary>
    [EveryDatabase]
    public async Task What_was_read_is_not_read_again_until_something_is_recorded_anywhere_or_a_minute_is_over(Engine engine)
    {
        await using var nodes = await TwoNodes.MakeAsync(engine);
        int reads = 0;
        Task<string?> ReadAsync() => nodes.Here.RememberAsync("x", _ => Task.FromResult<string?>($"read {++reads}"), default);

        Assert.Equal(("read 1", "read 1"), (await ReadAsync(), await ReadAsync()));
        await nodes.There.WriteAsync(Any, records => records.Set<Person>().ExecuteUpdateAsync(set => set.SetProperty(p => p.Name, "by hand")), default);
        Assert.Equal("read 1", await ReadAsync());
        await nodes.SignInAsync(Role.Auditor);
        Assert.Equal(("read 2", "read 2"), (await ReadAsync(), await ReadAsync()));
        nodes.Clock.Pass(TimeSpan.FromSeconds(61));
        Assert.Equal(("read 3", "read 3"), (await ReadAsync(), await ReadAsync()));
    }

    /// <summary>Many ask at once and are asked for together, and none is told of an end from before they asked.</summary>
    [EveryDatabase]
    public async Task However_many_ask_where_the_log_ends_each_is_told_of_every_write_that_was_over_when_they_asked(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var store = await database.OpenAsync();
        var end = new LogEnd(database.Database);
        long written = 0;
        var stale = new System.Collections.Concurrent.ConcurrentBag<string>();
        var askers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (int n = 0; n < 50; n++)
            {
                long before = Interlocked.Read(ref written);
                if (await end.AskAsync(default) is var told && told < before) stale.Add($"told {told} after {before}");
            }
        })).ToList();
        for (int n = 0; n < 40; n++)
        {
            await store.WriteAsync(Any, records =>
            {
                AccountsDoor.Enrol(records, TimeProvider.System, "Ada", new HeldRole(Role.Public));
                return Task.FromResult(true);
            }, default);
            Interlocked.Exchange(ref written, await database.CountAsync("select position from change_head"));
        }

        await Task.WhenAll(askers);
        Assert.Empty(stale);
        Assert.Equal(written, await end.AskAsync(default));
        Assert.True(written >= 40);
    }

    private static Change Any => new(new Actor.TheSystem("test"), ChangeKind.RoleEnded, "for a test");

    private sealed class TwoNodes(TestDatabase database, Store here, Store there, ManualClock clock) : IAsyncDisposable
    {
        public Store Here => here;
        public Store There => there;
        public ManualClock Clock => clock;

        public static async Task<TwoNodes> MakeAsync(Engine engine)
        {
            var database = await TestDatabase.MakeAsync(engine);
            var clock = new ManualClock();
            return new(database, await database.OpenAsync(clock), await database.OpenAsync(clock), clock);
        }

        public async Task<(string Secret, PersonId Person)> SignInAsync(Role role) => await there.WriteAsync(Any, async records =>
        {
            var person = AccountsDoor.Enrol(records, clock, "Ada", new HeldRole(role));
            await records.SaveChangesAsync();
            return (NewSession.Begin(records, clock, person, Ways.Demo).Secret, person);
        }, default);

        public Task<RecogniseSession.SignedIn?> RecogniseAsync(Store on, string secret) => new RecogniseSession.Handler(on, new(on, clock), clock).HandleAsync(new(secret), default);

        public async ValueTask DisposeAsync()
        {
            await here.DisposeAsync();
            await there.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
