using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Workforce;

/// <summary>Reminders, retention and publication on a set day happen once, by however many nodes and however often they are run.</summary>
public sealed class ScheduledWorkTests
{
    [EveryDatabase]
    public async Task The_daily_work_of_two_nodes_is_done_once_and_a_second_run_changes_nothing(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        await using var there = await city.Database.OpenAsync(city.Clock);
        var (_, old) = await city.CollectAsync("First edition", 2025, 100);
        await city.Store.WriteAsync(Any, records =>
        {
            records.Add(new ReturnPreview { Return = old, Organisation = city.Organisation, MadeAt = city.Clock.GetUtcNow() });
            return Task.FromResult(true);
        }, default);
        city.Clock.Pass(TimeSpan.FromDays(366));
        await city.Database.ExecuteAsync("update workforce_rounds set closed_at = 1");
        var due = city.Today.AddDays(1);
        Assert.IsType<OpenRound.Outcome.Opened>(await city.OpenRound.HandleAsync(city.Round("Second edition", 2026) with { DueOn = due }, default));
        do city.Clock.Pass(TimeSpan.FromDays(1));
        while (city.Today <= due || !WorkingDays.IsOne(city.Today));

        await Task.WhenAll(TickAsync(city, city.Store), TickAsync(city, there), TickAsync(city, there));
        Assert.Equal(1L, await city.Database.CountAsync("select count(*) from jobs"));
        await Task.WhenAll(WorkOffAsync(city, city.Store), WorkOffAsync(city, there));

        string after = await DumpAsync(city);
        Assert.True(await city.Database.CountAsync("select count(*) from accounts_mails") > 0);
        Assert.Equal(0L, await city.Database.CountAsync("select count(*) from workforce_return_parts"));
        Assert.Equal(0L, await city.Database.CountAsync("select count(*) from publishing_previews"));
        Assert.Equal(1L, await city.Database.CountAsync("select count(*) from jobs where attempts = 1 and finished_at is not null"));

        // Once more from the beginning, as after a node that died just before it could note that it was done.
        await city.Database.ExecuteAsync("update jobs set finished_at = null, outcome = null, claim = null, claimed_until = null");
        await Task.WhenAll(WorkOffAsync(city, city.Store), WorkOffAsync(city, there));
        Assert.Equal(1L, await city.Database.CountAsync("select count(*) from jobs where attempts = 2 and outcome = '0 letters to employers; 0 returns whose rows were deleted; 0 previews deleted; 0 parts of editions deleted; 0 employers'' own figures deleted'"));
        Assert.Equal(after, await DumpAsync(city));
    }

    [EveryDatabase]
    public async Task A_part_of_the_days_work_that_fails_keeps_no_other_back_and_those_who_run_the_program_hear_of_it(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        int others = 0;
        var faults = new List<(string? Kind, Exception Fault)>();
        var daily = new DailyWork(city.Store, city.Clock, new(city.Store, city.Accounts, city.Clock), new(city.Store, city.Accounts, city.Partnership, city.Clock), new(city.Store, city.Clock), [_ => throw new IOException("A row of somebody's."), _ => Task.FromResult($"{++others} done")]);
        var runner = new JobRunner(city.Store, city.Clock, daily.Work, (kind, fault) => faults.Add((kind, fault)));
        var waiting = new ReadWaiting.Handler(city.Store, city.Clock);
        city.Clock.Pass(TimeSpan.FromHours(12));
        await daily.TickAsync(default);
        Assert.Equal((1, 0), await waiting.HandleAsync(default) is var before ? (before.JobsDue, before.JobsGivenUp) : default);
        for (int attempt = 1; attempt <= 5; attempt++)
        {
            Assert.True(await runner.RunOneAsync(default));
            Assert.Equal(attempt, others);
            city.Clock.Pass(TimeSpan.FromHours(1));
        }

        Assert.False(await runner.RunOneAsync(default));
        Assert.Equal(Enumerable.Repeat("daily", 5), faults.Select(f => f.Kind));
        Assert.All(faults, f => Assert.IsType<IOException>(Assert.Single(Assert.IsType<AggregateException>(f.Fault).InnerExceptions)));
        var after = await waiting.HandleAsync(default);
        Assert.Equal((0, TimeSpan.Zero, 1), (after.JobsDue, after.OldestJob, after.JobsGivenUp));
        city.Clock.Pass(TimeSpan.FromDays(8));
        Assert.Equal(0, (await waiting.HandleAsync(default)).JobsGivenUp);
        Assert.DoesNotContain("A row of somebody's", await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task Old_traces_of_signing_in_are_forgotten_once(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        await using var there = await city.Database.OpenAsync(city.Clock);
        await city.Store.WriteAsync(Any, records => Task.FromResult(NewSession.Begin(records, city.Clock, city.Analyst, Ways.Demo).Secret), default);
        city.Clock.Pass(TimeSpan.FromDays(3_000));

        await Task.WhenAll(new ForgetTraces.Handler(city.Store, city.Clock).HandleAsync(default), new ForgetTraces.Handler(there, city.Clock).HandleAsync(default));
        Assert.Equal(0L, await city.Database.CountAsync("select count(*) from accounts_sessions"));
        string after = await DumpAsync(city);
        await new ForgetTraces.Handler(there, city.Clock).HandleAsync(default);
        Assert.Equal(after, await DumpAsync(city));
    }

    [EveryDatabase]
    public async Task Employers_own_figures_go_some_days_after_their_edition_was_withdrawn_and_no_others(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var (round, _) = await city.CollectAsync("First edition", 2025, 100);
        EditionId withdrawn = new(Guid.CreateVersion7()), standing = new(Guid.CreateVersion7());
        await city.Store.WriteAsync(Any, async records =>
        {
            var now = city.Clock.GetUtcNow();
            foreach (var (id, name) in new[] { (withdrawn, "1"), (standing, "2") })
            {
                var version = new VersionId(Guid.CreateVersion7());
                records.Add(new PlannedEdition { Id = id, Name = name, Title = name, Round = round, SnapshotDate = new(2025, 3, 31), MadeBy = city.Manager, MadeAt = now, WithdrawnAt = id == withdrawn ? now : null });
                await records.SaveChangesAsync();
                records.Add(new EditionVersion { Id = version, Edition = id, Number = 1, LeftOut = "", Returns = "", MadeBy = city.Manager, MadeAt = now, Status = VersionStatus.Published });
                await records.SaveChangesAsync();
                records.Add(new OwnFigures { Version = version, Organisation = city.Organisation, Sealed = [1] });
            }

            return true;
        }, default);
        Task<List<EditionId>> KeptAsync() => city.Store.ReadAsync(records => (
            from own in records.Set<OwnFigures>()
            join version in records.Set<EditionVersion>() on own.Version equals version.Id
            select version.Edition).ToListAsync());
        async Task DayAsync(double days)
        {
            city.Clock.Pass(TimeSpan.FromDays(days));
            await TickAsync(city, city.Store);
            await WorkOffAsync(city, city.Store);
        }

        await DayAsync(29);
        Assert.Equal(2, (await KeptAsync()).Count);
        await DayAsync(2);
        Assert.Equal([standing], await KeptAsync());
        await DayAsync(400);
        Assert.Equal([standing], await KeptAsync());
    }

    [EveryDatabase]
    public async Task An_edition_comes_out_on_its_day_once_and_not_before(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        await using var there = await city.Database.OpenAsync(city.Clock);
        var (round, _) = await city.CollectAsync("First edition", 2025, 400);
        PersonId[] publishers = await city.Store.WriteAsync(Any, records => Task.FromResult<PersonId[]>(
            [AccountsDoor.Enrol(records, city.Clock, "Una", new HeldRole(Role.Publisher)), AccountsDoor.Enrol(records, city.Clock, "Duo", new HeldRole(Role.Publisher))]), default);
        var workforce = new WorkforceDoor(city.Store, city.Clock);
        var version = Assert.IsType<AssembleEdition.Outcome.Assembled>(
            await new AssembleEdition.Handler(city.Store, city.Accounts, workforce, city.Clock).HandleAsync(new(publishers[0], null, round, "1", "First edition", EditionDesign.Usual, ""), default)).Version;
        var making = new JobRunner(city.Store, city.Clock, new EditionRuns(city.Store, workforce, city.Partnership, city.Clock, (_, _, _) => Task.CompletedTask, () => []).Work);
        while (await making.RunOneAsync(default)) { }
        var archive = (await new ReadEditions.Handler(city.Store).FindAsync(version, default))!.Version.Archive!.Value;
        foreach (var publisher in publishers) Assert.IsType<ApproveVersion.Outcome.Approved>(await new ApproveVersion.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(publisher, version, archive, "We looked at every page"), default));
        var here = new ReleaseVersion.Handler(city.Store, city.Accounts, city.Clock);
        await city.Database.ExecuteAsync("update accounts_people set mail = 'head@example.org' where name = 'Odd Head'");
        Assert.IsType<ReleaseVersion.Outcome.Scheduled>(await here.HandleAsync(new(publishers[1], version, city.Today.AddDays(2)), default));

        // Heads of organisations are told once that they may look, and by neither word nor key what it is.
        Assert.IsType<ReleaseVersion.Outcome.Scheduled>(await here.HandleAsync(new(publishers[0], version, city.Today.AddDays(2)), default));
        var letters = new List<SendMails.Message>();
        await new SendMails.Handler(city.Store, city.Clock).HandleAsync(new((message, _) =>
        {
            letters.Add(message);
            return Task.CompletedTask;
        }), default);
        var letter = Assert.Single(letters, l => l.Text.StartsWith("Something that is not public yet", StringComparison.Ordinal));
        Assert.All(letters, l => Assert.Equal("A message for you", l.Subject));
        Assert.DoesNotContain("edition", letter.Text, StringComparison.OrdinalIgnoreCase);

        Assert.Equal(0, await here.PublishDueAsync(default));
        city.Clock.Pass(TimeSpan.FromDays(1));
        Assert.Equal(0, await here.PublishDueAsync(default));

        // Its day comes, and one of the two who vouch for it publishes no more: publishers hear of it once.
        await city.Database.ExecuteAsync("update accounts_people set mail = 'duo@example.org' where name = 'Duo'");
        string ended = city.Database.Database is Database.Sqlite ? $"'{publishers[0].ToString().ToUpperInvariant()}'" : $"'{publishers[0]}'", grants = $"update accounts_roles set until_on = {{0}} where person = {ended}";
        await city.Database.ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, grants, engine is Engine.Postgres ? "date '2020-01-01'" : "'2020-01-01'"));
        city.Clock.Pass(TimeSpan.FromDays(1.5));
        for (int times = 0; times < 3; times++) Assert.Equal(0, await here.PublishDueAsync(default));
        letters.Clear();
        await new SendMails.Handler(city.Store, city.Clock).HandleAsync(new((message, _) =>
        {
            letters.Add(message);
            return Task.CompletedTask;
        }), default);
        Assert.Equal("duo@example.org", Assert.Single(letters, l => l.Text.StartsWith("Something that was to become public today did not.", StringComparison.Ordinal)).To);
        await city.Database.ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, grants, "null"));
        await Task.WhenAll(here.PublishDueAsync(default), new ReleaseVersion.Handler(there, new(there, city.Clock), city.Clock).PublishDueAsync(default));

        Assert.Equal(1L, await city.Database.CountAsync("select count(*) from publishing_versions where status = 'published'"));
        Assert.Equal(1L, await city.Database.CountAsync("select count(*) from changes where kind = 'edition.published'"));
        string after = await DumpAsync(city);
        city.Clock.Pass(TimeSpan.FromDays(1));
        Assert.Equal(0, await here.PublishDueAsync(default));
        Assert.Equal(after, await DumpAsync(city));
    }

    private static Change Any => new(new Actor.TheSystem("test"), ChangeKind.DemoLoaded, "for a test");

    private static DailyWork Daily(SmallCity city, Store on) => new(
        on, city.Clock, new(on, new(on, city.Clock), city.Clock), new(on, new(on, city.Clock), new(on), city.Clock), new(on, city.Clock));

    private static Task TickAsync(SmallCity city, Store on) => Daily(city, on).TickAsync(default);

    private static async Task WorkOffAsync(SmallCity city, Store on)
    {
        var runner = new JobRunner(on, city.Clock, Daily(city, on).Work);
        while (await runner.RunOneAsync(default)) { }
    }

    /// <summary>Everything but how often work was tried.</summary>
    private static async Task<string> DumpAsync(SmallCity city) =>
        string.Join('\n', (await Dump.EverythingAsync(city.Database)).Split('\n').Where(l => !l.StartsWith("jobs ", StringComparison.Ordinal)));
}
