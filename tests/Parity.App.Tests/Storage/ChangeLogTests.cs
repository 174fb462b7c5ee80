using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

public class ChangeLogTests
{
    private static readonly Change Note = new(new Actor.TheSystem("test"), ChangeKind.DatabaseCreated, "to see it in the log");

    [EveryDatabase]
    public async Task A_change_is_recorded_with_who_when_and_why_in_the_transaction_of_the_write(Engine engine)
    {
        var clock = new ManualClock();
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var store = await database.OpenAsync(clock);

        await MarkAsync(store, "first");

        var line = await store.ReadAsync(records => records.Set<ChangeRecord>().SingleAsync());
        Assert.Equal((1L, "system: test", "database.created", "to see it in the log"), (line.Position, line.Actor, line.Kind, line.Reason));
        Assert.Equal(clock.GetUtcNow(), line.At);
        Assert.Equal("changed installation 1 holds", line.Touched);
    }

    [EveryDatabase]
    public async Task Every_morning_each_auditor_is_told_where_the_log_ends_and_with_it_finds_that_an_older_database_was_put_back(Engine engine)
    {
        var clock = new ManualClock();
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var store = await database.OpenAsync(clock);
        await using var there = await database.OpenAsync(clock);
        PersonId former = default;
        await store.WriteAsync(Note, async records =>
        {
            PersonId[] takenUp =
            [
                AccountsDoor.Enrol(records, clock, "Ada Auditor", new HeldRole(Role.Auditor), "ada@example.org"), AccountsDoor.Enrol(records, clock, "Odo Auditor", new HeldRole(Role.Auditor), "odo@example.org"),
                AccountsDoor.Enrol(records, clock, "Nil Auditor", new HeldRole(Role.Auditor)), AccountsDoor.Enrol(records, clock, "Del Manager", new HeldRole(Role.DeliveryManager), "del@example.org"),
                former = AccountsDoor.Enrol(records, clock, "Fay Former", new HeldRole(Role.Auditor), "fay@example.org"),
            ];
            AccountsDoor.Enrol(records, clock, "Ivy Invited", new HeldRole(Role.Auditor), "ivy@example.org");
            await records.SaveChangesAsync();
            foreach (var person in takenUp) records.Add(new Credential { Person = person, PasswordHash = "x", PasswordSetAt = clock.GetUtcNow(), SealedCodeKey = [1], CodeSetAt = clock.GetUtcNow(), LastCodeStep = 0 });
            return true;
        }, default);
        await store.WriteAsync(Note, async records => await AccountsDoor.TakeBackAsync(records, clock, former, new HeldRole(Role.Auditor)), default);

        var told = await Task.WhenAll(TellAsync(store), TellAsync(there));

        Assert.Equal(2, told.Sum(t => t.Letters));
        var letters = await store.ReadAsync(async records => (await records.Set<Mail>().ToListAsync()).ConvertAll(m => m.Open(database.Key)));
        Assert.Equal(["ada@example.org", "odo@example.org"], letters.Select(l => l.To).Order(StringComparer.Ordinal));
        VerifyChanges.Anchor noted = new(
            long.Parse(Regex.Match(letters[0].Text, "position: ([0-9]+)").Groups[1].Value, CultureInfo.InvariantCulture), Regex.Match(letters[0].Text, "hash: ([0-9a-f]{64})").Groups[1].Value);
        Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(store).HandleAsync(new(noted), default));
        Assert.Equal(noted.Hash, await store.ReadAsync(async records => Convert.ToHexStringLower((await records.Set<ChangeRecord>().SingleAsync(c => c.Position == noted.Position)).Hash)));

        // The next day there are others, and a database that was put back to before the letter is found by it.
        clock.Pass(TimeSpan.FromDays(1));
        Assert.Equal(2, (await TellAsync(there)).Letters);
        await using var older = await TestDatabase.MakeAsync(engine);
        await using var before = await older.OpenAsync(clock);
        for (int lines = 0; lines <= noted.Position; lines++) await MarkAsync(before, $"another past {lines}");
        Assert.Equal(noted.Position, Assert.IsType<VerifyChanges.Outcome.Broken>(await new VerifyChanges.Handler(before).HandleAsync(new(noted), default)).Position);

        Task<TellWhereLogEnds.Outcome> TellAsync(Store node) => new TellWhereLogEnds.Handler(node, clock).HandleAsync(default);
    }

    [EveryDatabase]
    public async Task Work_that_changes_nothing_or_fails_leaves_no_line_and_no_trace(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var store = await database.OpenAsync();
        var before = await database.AskAsync("select holds from installation");

        await store.WriteAsync(Note, records => records.Set<Installation>().CountAsync(), default);
        await Assert.ThrowsAsync<InvalidDataException>(() => store.WriteAsync(Note, async records =>
        {
            await records.Set<Installation>().ExecuteUpdateAsync(set => set.SetProperty(i => i.Holds, "half"));
            await FailAsync();
            return true;
        }, default));

        Assert.Equal(before, await database.AskAsync("select holds from installation"));
        Assert.Equal(0, await store.ReadAsync(records => records.Set<ChangeRecord>().CountAsync()));
    }

    [EveryDatabase]
    public async Task One_failing_piece_of_a_group_leaves_the_others_written(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var store = await database.OpenAsync();

        var all = Enumerable.Range(0, 60).Select(n => n % 3 == 0
            ? store.WriteAsync(Note, async _ => { await FailAsync(); return true; }, default)
            : MarkAsync(store, $"mark {n}")).ToList();
        await Task.WhenAll(all.Select(async one => { try { await one; } catch (InvalidDataException) { } }));

        Assert.Equal(20, all.Count(t => t.IsFaulted));
        Assert.Equal(40, await store.ReadAsync(records => records.Set<ChangeRecord>().CountAsync()));
        Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(store).HandleAsync(new(), default));
    }

    [EveryDatabase]
    public async Task Two_processes_on_one_database_write_one_chain(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var one = await database.OpenAsync();
        await using var other = await database.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => MarkAsync(n % 2 == 0 ? one : other, $"mark {n}")));

        var end = Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(one).HandleAsync(new(), default)).End;
        Assert.Equal(50, end.Position);
    }

    [EveryDatabase]
    public async Task The_log_cannot_be_altered_by_an_ordinary_statement(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var store = await database.OpenAsync();
        await MarkAsync(store, "first");

        foreach (string sql in (string[])["update changes set reason = 'another'", "delete from changes", "delete from change_head"])
        {
            var refusal = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.ExecuteAsync(sql));
            Assert.Contains("only added to", refusal.Message, StringComparison.Ordinal);
        }
    }

    public static readonly string[] Tamperings =
    [
        "update changes set reason = 'another reason' where position = 3",
        "update changes set actor = 'person 0' where position = 1",
        "update changes set at = at + 1 where position = 5",
        "update changes set touched = '' where position = 2",
        "delete from changes where position = 4",
        "delete from changes where position = 5",
        "delete from changes where position = 5; update change_head set position = 4, hash = (select hash from changes where position = 4)",
        "update changes set position = 99 where position = 2; update changes set position = 2 where position = 3; update changes set position = 3 where position = 99",
    ];

    [EveryDatabase]
    public async Task Whoever_lifts_the_guard_and_alters_the_log_is_found(Engine engine)
    {
        foreach (string tampering in Tamperings)
        {
            await using var database = await TestDatabase.MakeAsync(engine);
            await using var store = await database.OpenAsync();
            for (int n = 1; n <= 5; n++) await MarkAsync(store, $"mark {n}");
            var verify = new VerifyChanges.Handler(store);
            var end = Assert.IsType<VerifyChanges.Outcome.Intact>(await verify.HandleAsync(new(), default)).End;

            await database.ExecuteAsync((engine is Engine.Sqlite
                ? "drop trigger changes_stay; drop trigger changes_are_kept; drop trigger change_head_is_kept; "
                : "alter table changes disable trigger user; alter table change_head disable trigger user; ") + tampering);

            Assert.IsType<VerifyChanges.Outcome.Broken>(await verify.HandleAsync(new(end), default));
        }
    }

    public static readonly string[] SightingTamperings =
    [
        "update sightings set why = 'another reason' where what = 'first'",
        "update sightings set what = 'second' where what = 'first'",
        "update sightings set record = (select record from sightings where what = 'second') where what = 'first'",
        "update sightings set actor = 'system: another' where what = 'second'",
        "update sightings set organisation = record where what = 'second'",
        "update sightings set at = at + 1 where what = 'third'",
        "delete from sightings where what = 'third'",
        "delete from sightings",
        "insert into sightings (id, at, actor, person, what, record, organisation, why) select organisation, at, actor, person, 'fourth', record, organisation, why from sightings where what = 'third'",
    ];

    [EveryDatabase]
    public async Task Whoever_lifts_the_guard_and_alters_who_saw_what_is_found(Engine engine)
    {
        foreach (string tampering in SightingTamperings)
        {
            await using var database = await TestDatabase.MakeAsync(engine);
            await using var store = await database.OpenAsync();
            foreach (string what in (string[])["first", "second", "third"]) await store.NoteAsync(new(Note.By, what, Guid.CreateVersion7(), new OrganisationId(Guid.CreateVersion7()), "to see it"), default);
            var verify = new VerifyChanges.Handler(store);
            Assert.IsType<VerifyChanges.Outcome.Intact>(await verify.HandleAsync(new(), default));

            await database.ExecuteAsync(LiftGuardOfSightings(engine) + tampering);

            var broken = Assert.IsType<VerifyChanges.Outcome.Broken>(await verify.HandleAsync(new(), default));
            Assert.Contains("sighting", broken.Why, StringComparison.Ordinal);
        }
    }

    [EveryDatabase]
    public async Task A_line_from_before_it_told_what_was_seen_still_verifies_and_its_sighting_must_be_there(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var store = await database.OpenAsync();
        await store.NoteAsync(new(Note.By, "first", Guid.CreateVersion7(), null, "to see it"), default);
        var line = await store.ReadAsync(records => records.Set<ChangeRecord>().SingleAsync());
        string before = line.Touched[..line.Touched.LastIndexOf(' ')];
        var hash = ChangeLog.Hash(store.Key.Derive(ChangeLog.Purpose), ChangeLog.Start, line.Position, line.At, line.Actor, line.Kind, line.Reason, line.Organisation, before);
        string bytes = (engine is Engine.Sqlite ? "x'" : "'\\x") + Convert.ToHexStringLower(hash) + "'";
        await database.ExecuteAsync((engine is Engine.Sqlite ? "drop trigger changes_stay; " : "alter table changes disable trigger user; ")
            + $"update changes set touched = '{before}', hash = {bytes}; update change_head set hash = {bytes}");
        var verify = new VerifyChanges.Handler(store);

        Assert.IsType<VerifyChanges.Outcome.Intact>(await verify.HandleAsync(new(), default));
        await database.ExecuteAsync(LiftGuardOfSightings(engine) + "delete from sightings");
        Assert.Equal(1, Assert.IsType<VerifyChanges.Outcome.Broken>(await verify.HandleAsync(new(), default)).Position);
    }

    private static string LiftGuardOfSightings(Engine engine) => engine is Engine.Sqlite
        ? "drop trigger sightings_stay; drop trigger sightings_are_kept; "
        : "alter table sightings disable trigger user; ";

    [Fact]
    public void A_change_needs_a_reason() =>
        Assert.Throws<ArgumentException>(() => new Change(new Actor.Stranger(), ChangeKind.DatabaseCreated, "  "));

    private static Task<bool> MarkAsync(Store store, string mark) => store.WriteAsync(Note, async records =>
    {
        var one = await records.Set<Installation>().SingleAsync();
        records.Entry(one).Property(i => i.Holds).CurrentValue = mark;
        return true;
    }, default);

    private static Task FailAsync() => throw new InvalidDataException("planted");
}
