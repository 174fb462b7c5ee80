using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Accounts;

/// <summary>Nobody is reminded at night, nor twice on a day.</summary>
public sealed class ReminderTests
{
    [EveryDatabase]
    public async Task What_one_day_reminds_of_is_one_letter_in_the_morning_and_what_comes_after_it_waits_for_the_next(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock(new(2027, 1, 18, 7, 0, 0, TimeSpan.Zero));
        await using var store = await database.OpenAsync(clock);
        var (ama, bea) = (await EnrolAsync(store, clock, "ama@example.org"), await EnrolAsync(store, clock, "bea@example.org"));

        Assert.True(await RemindAsync(store, clock, "a plan", ama, "Hello,\n\nyour plan waits.\n"));
        Assert.True(await RemindAsync(store, clock, "a form", ama, "Hello,\n\na form waits.\n"));
        Assert.True(await RemindAsync(store, clock, "another form", ama, "Hello,\n\na form waits.\n"));
        Assert.False(await RemindAsync(store, clock, "a form", ama, "Hello,\n\na form waits.\n"));
        Assert.True(await RemindAsync(store, clock, "a form of hers", bea, "A form waits."));
        Assert.Empty(await SendAsync(store, clock));
        clock.Pass(TimeSpan.FromMinutes(59));
        Assert.Empty(await SendAsync(store, clock));
        clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(
            [("ama@example.org", "Hello,\n\nyour plan waits.\n\na form waits.\n"), ("bea@example.org", "A form waits.")],
            await SendAsync(store, clock));

        clock.Pass(TimeSpan.FromHours(1));
        Assert.True(await RemindAsync(store, clock, "later", ama, "Later."));
        Assert.False(await RemindAsync(store, clock, "another form", ama, "Hello,\n\na form waits.\n"));
        Assert.Empty(await SendAsync(store, clock));
        clock.Pass(TimeSpan.FromHours(9));
        Assert.True(await RemindAsync(store, clock, "in the evening", bea, "In the evening."));
        Assert.True(await RemindAsync(store, clock, "in the evening too", ama, "In the evening too."));
        clock.Pass(TimeSpan.FromHours(12));
        Assert.Empty(await SendAsync(store, clock));
        clock.Pass(TimeSpan.FromHours(2));
        Assert.Equal([("ama@example.org", "Later.\n\nIn the evening too.\n"), ("bea@example.org", "In the evening.")], await SendAsync(store, clock));
    }

    [EveryDatabase]
    public async Task A_letter_that_is_no_reminder_goes_at_any_hour_and_a_reminder_by_the_clock_of_London(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        // The Saturday before the clocks go forward, after hours.
        var clock = new ManualClock(new(2027, 3, 27, 19, 0, 0, TimeSpan.Zero));
        await using var store = await database.OpenAsync(clock);
        var ama = await EnrolAsync(store, clock, "ama@example.org");
        await store.WriteAsync(Any, records => AccountsDoor.QueueMailAsync(records, store.Key, clock, "news", ama, "News."), default);
        await RemindAsync(store, clock, "a plan", ama, "A plan.");
        Assert.Equal([("ama@example.org", "News.")], await SendAsync(store, clock));

        clock.Pass(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1));
        Assert.Empty(await SendAsync(store, clock));
        // Eight in London is seven by the clock that does not change.
        clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal([("ama@example.org", "A plan.")], await SendAsync(store, clock));
    }

    [EveryDatabase]
    public async Task A_reminder_that_a_mail_server_has_refused_is_not_changed_any_more_and_the_next_waits_for_another_day(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock(new(2027, 1, 18, 9, 0, 0, TimeSpan.Zero));
        await using var store = await database.OpenAsync(clock);
        var ama = await EnrolAsync(store, clock, "ama@example.org");
        await RemindAsync(store, clock, "a plan", ama, "A plan.");
        await new SendMails.Handler(store, clock).HandleAsync(new((_, _) => throw new InvalidOperationException("not now")), default);

        await RemindAsync(store, clock, "a form", ama, "A form.");

        clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal([("ama@example.org", "A plan.")], await SendAsync(store, clock));
        clock.Pass(TimeSpan.FromHours(22));
        Assert.Equal([("ama@example.org", "A form.")], await SendAsync(store, clock));
    }

    [EveryDatabase]
    public async Task When_a_letter_about_a_return_was_written_and_sent_tells_nothing_of_what_else_its_person_is_reminded_of(Engine engine)
    {
        var told = new List<List<(string, DateTimeOffset?)>>();
        foreach (bool applies in (bool[])[false, true])
        {
            await using var database = await TestDatabase.MakeAsync(engine);
            var clock = new ManualClock(new(2027, 1, 18, 7, 0, 0, TimeSpan.Zero));
            await using var store = await database.OpenAsync(clock);
            var ama = await EnrolAsync(store, clock, "ama@example.org");
            if (applies) await RemindAsync(store, clock, "a draft", ama, "A draft waits.");
            await AboutReturnAsync(store, clock, "a round 1", ama);
            if (applies) await RemindAsync(store, clock, "an offer", ama, "An offer waits.");
            clock.Pass(TimeSpan.FromHours(1));
            await SendAsync(store, clock);
            await AboutReturnAsync(store, clock, "a round 2", ama);
            await SendAsync(store, clock);
            told.Add((await new AccountsDoor(store, clock).LettersAboutAsync("a round", default)).ConvertAll(l => (l.Key, l.SentAt)));
        }

        Assert.Equal(told[0], told[1]);
        DateTimeOffset opens = new(2027, 1, 18, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal([("a round 2", opens), ("a round 1", opens)], told[0]);
    }

    private static Task<bool> AboutReturnAsync(Store store, ManualClock clock, string key, PersonId person) =>
        store.WriteAsync(Any, records => AccountsDoor.QueueMailAsync(records, store.Key, clock, key, person, "The return is due.", inHours: true), default);

    private static Change Any => new(new Actor.TheSystem("test"), ChangeKind.ParticipantReminded, "a reminder for a test");

    private static Task<PersonId> EnrolAsync(Store store, ManualClock clock, string mail) =>
        store.WriteAsync(Any, records => Task.FromResult(AccountsDoor.Enrol(records, clock, "Ama", new HeldRole(Role.Evaluator), mail)), default);

    private static Task<bool> RemindAsync(Store store, ManualClock clock, string key, PersonId person, string text) =>
        store.WriteAsync(Any, records => AccountsDoor.RemindAsync(records, store.Key, clock, key, person, text), default);

    private static async Task<List<(string To, string Text)>> SendAsync(Store store, ManualClock clock)
    {
        var sent = new List<(string To, string Text)>();
        await new SendMails.Handler(store, clock).HandleAsync(new((message, _) =>
        {
            sent.Add((message.To, message.Text));
            return Task.CompletedTask;
        }), default);
        return [.. sent.OrderBy(s => s.To, StringComparer.Ordinal)];
    }
}
