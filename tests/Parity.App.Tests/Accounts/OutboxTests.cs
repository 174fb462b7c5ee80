using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Web.Server;

namespace Parity.App.Tests.Accounts;

/// <summary>Letters go from the outbox to a mail server, whichever node hands them over.</summary>
public sealed class OutboxTests
{
    private const int Letters = 12;

    [EveryDatabase]
    public async Task Each_letter_arrives_once_from_two_nodes_and_one_that_was_refused_is_tried_again_later(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock();
        var refusedOnce = new ConcurrentDictionary<string, bool>();
        await using var post = new SmallMailServer(to => !to.StartsWith("letter03", StringComparison.Ordinal) || !refusedOnce.TryAdd(to, true));
        var route = new PostRoute.Smtp("127.0.0.1", post.Port, Encrypted: false, null, null, "parity@example.org");
        await QueueAsync(database, clock);
        await using var store = await database.OpenAsync(clock);
        await using var one = await RunningServer.ServingAsync(database, clock, route);
        await using var other = await RunningServer.ServingAsync(database, clock, route);

        var arrived = new List<(string To, string Id, bool Taken)>();
        while (arrived.Count < Letters) arrived.Add(await post.NextAsync());
        // A letter is on its way until the node that handed it over has noted it; were its claim to run out, it would go again.
        while (await LeftAsync(store) > 1 || await store.ReadAsync(records => records.Set<Mail>().AnyAsync(m => m.SentAt == null && m.NextTryAt > clock.GetUtcNow().AddMinutes(4)))) { }
        var refused = Assert.Single(arrived, a => !a.Taken);
        // The one that was refused is due again only when time has passed.
        clock.Pass(TimeSpan.FromMinutes(5));
        arrived.Add(await post.NextAsync());

        Assert.Equal((refused.To, refused.Id, true), arrived[^1]);
        Assert.Equal(Enumerable.Range(0, Letters).Select(Address), arrived.Where(a => a.Taken).Select(a => a.To).Order(StringComparer.Ordinal));
        // Every try of a letter carries the same id, so that a server that got it twice can tell.
        Assert.Equal(Letters, arrived.Select(a => a.Id).Distinct().Count());
        Assert.All(arrived, a => Assert.EndsWith("@example.org>", a.Id, StringComparison.Ordinal));
        while (await LeftAsync(store) > 0) { }
        clock.Pass(TimeSpan.FromHours(1));
        await NothingLeftAsync(store, clock);
    }

    [EveryDatabase]
    public async Task A_letter_that_is_never_taken_is_tried_with_growing_pauses_and_then_given_up_and_its_words_forgotten(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock();
        await QueueAsync(database, clock);
        await using var store = await database.OpenAsync(clock);
        await store.WriteAsync(Any, async records =>
        {
            records.RemoveRange(await records.Set<Mail>().OrderBy(m => m.Key).Skip(1).ToListAsync());
            return true;
        }, default);
        var tries = new List<DateTimeOffset>();
        for (int minute = 0; minute < 60 * 24 * 3; minute++)
        {
            await new SendMails.Handler(store, clock).HandleAsync(new((_, _) =>
            {
                tries.Add(clock.GetUtcNow());
                throw new InvalidOperationException("not now");
            }), default);
            if (await store.ReadAsync(records => records.Set<Mail>().AnyAsync(m => m.GivenUpAt != null))) break;
            clock.Pass(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(AccountPolicy.InForceAt(clock.GetUtcNow()).MailTries, tries.Count);
        var pauses = tries.Zip(tries.Skip(1), (a, b) => b - a).ToList();
        Assert.Equal(pauses.Order(), pauses);
        Assert.True(pauses[^1] > 4 * pauses[0]);
        Assert.True(await store.ReadAsync(records => records.Set<Mail>().AllAsync(m => m.Sealed == null)));
        await NothingLeftAsync(store, clock);
    }

    [EveryDatabase]
    public async Task A_letter_to_somebody_without_an_account_is_sent_and_one_to_no_address_is_not(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock();
        await using var store = await database.OpenAsync(clock);
        await store.WriteAsync(Any, records =>
        {
            AccountsDoor.QueueMailTo(records, store.Key, clock, "one", "ama@example.org", "Something has happened.");
            return Task.FromResult(true);
        }, default);
        await new ForgetPassword.Handler(store, clock).HandleAsync(new("nobody@example.org", null, secret => new Uri("https://parity.example/" + secret)), default);
        var sent = new List<string>();
        await new SendMails.Handler(store, clock).HandleAsync(new((message, _) =>
        {
            sent.Add(message.To);
            return Task.CompletedTask;
        }), default);
        Assert.Equal(["ama@example.org"], sent);
        await NothingLeftAsync(store, clock);
    }

    [EveryDatabase]
    public async Task A_letter_goes_to_the_person_it_was_written_for_or_to_nobody(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock();
        await using var store = await database.OpenAsync(clock);
        await store.WriteAsync(Any, async records =>
        {
            PersonId ada = Enrol("Ada", "ada@example.org"), bea = Enrol("Bea", "bea@example.org"), cyd = Enrol("Cyd", "cyd@example.org");
            await records.SaveChangesAsync();
            await AccountsDoor.QueueMailAsync(records, store.Key, clock, "right", ada, "For Ada.");
            await AccountsDoor.QueueMailAsync(records, store.Key, clock, "moved", cyd, "For Cyd.");
            // Planted: as a mail merge that slipped by a row would write it.
            records.Add(Mail.Make(store.Key, clock, bea, new("ada@example.org", "For Bea."), "slipped"));
            (await records.Set<Person>().SingleAsync(p => p.Id == cyd)).Mail = "cyd@example.net";
            return true;

            PersonId Enrol(string name, string mail) => AccountsDoor.Enrol(records, clock, name, new HeldRole(Role.Auditor), mail);
        }, default);
        var sent = new List<(string, string)>();
        Assert.Equal(new(1, 2, 0), await new SendMails.Handler(store, clock).HandleAsync(new((message, _) =>
        {
            sent.Add((message.To, message.Text));
            return Task.CompletedTask;
        }), default));
        Assert.Equal([("ada@example.org", "For Ada.")], sent);
        var left = await store.ReadAsync(records => records.Set<Mail>().Where(m => m.GivenUpAt != null && m.Sealed == null).Select(m => m.Key).Order().ToListAsync());
        Assert.Equal(["moved", "slipped"], left);
        clock.Pass(TimeSpan.FromHours(1));
        await NothingLeftAsync(store, clock);
    }

    [EveryDatabase]
    public async Task What_nobody_sent_in_time_is_given_up_and_never_goes_out_late(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock();
        await QueueAsync(database, clock);
        await using var store = await database.OpenAsync(clock);
        await new ForgetPassword.Handler(store, clock).HandleAsync(new("ada@example.org", null, secret => new Uri("https://parity.example/" + secret)), default);
        var forget = new ForgetTraces.Handler(store, clock);
        Task<int> WordsAsync() => store.ReadAsync(records => records.Set<Mail>().CountAsync(m => m.Sealed != null));

        clock.Pass(TimeSpan.FromMinutes(59));
        Assert.Equal(0, (await forget.HandleAsync(default)).Unsent);
        Assert.Equal(Letters + 1, await WordsAsync());
        // The one-time address works no longer: its letter goes first.
        clock.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await forget.HandleAsync(default)).Unsent);
        clock.Pass(TimeSpan.FromDays(6));
        Assert.Equal(0, (await forget.HandleAsync(default)).Unsent);
        Assert.Equal(Letters, await WordsAsync());
        clock.Pass(TimeSpan.FromDays(1));
        // A mail server that is set up now gets none of them, even before they are given up.
        await NothingLeftAsync(store, clock);
        Assert.Equal(Letters, (await forget.HandleAsync(default)).Unsent);
        Assert.Equal(0, await WordsAsync());
        await NothingLeftAsync(store, clock);
        clock.Pass(TimeSpan.FromDays(90));
        Assert.Equal(Letters + 1, (await forget.HandleAsync(default)).Mails);
    }

    [Fact]
    public void Whoever_writes_a_letter_writes_no_subject_and_the_one_of_all_letters_says_nothing_of_anybody()
    {
        // What is handed over comes from these letters alone, and nothing of a letter but its words can be chosen.
        Assert.Equal(["GoodFor", "Text", "To"], typeof(Letter).GetProperties().Where(p => p.Name != "EqualityContract").Select(p => p.Name).Order(StringComparer.Ordinal));
        string[] doors = [nameof(AccountsDoor.QueueMailAsync), nameof(AccountsDoor.QueueMailTo)];
        var methods = typeof(AccountsDoor).GetMethods(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static).Where(m => doors.Contains(m.Name)).ToList();
        Assert.Equal(2, methods.Count);
        Assert.All(methods, m => Assert.Equal(["key", "text"], m.GetParameters().Where(p => p.ParameterType == typeof(string) && p.Name != "to").Select(p => p.Name)));
        Assert.Equal("A message for you", Letter.Subject);
    }

    private static Change Any => new(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "letters for a test");

    private static string Address(int n) => string.Create(CultureInfo.InvariantCulture, $"letter{n:D2}@example.org");

    private static async Task QueueAsync(TestDatabase database, ManualClock clock)
    {
        await using var store = await database.OpenAsync(clock);
        await store.WriteAsync(Any, async records =>
        {
            var people = Enumerable.Range(0, Letters).Select(n => AccountsDoor.Enrol(records, clock, "Ada", new HeldRole(Role.Evaluator), Address(n))).ToList();
            await records.SaveChangesAsync();
            for (int n = 0; n < Letters; n++)
                for (int twice = 0; twice < 2; twice++) Assert.Equal(twice == 0, await AccountsDoor.QueueMailAsync(records, store.Key, clock, Address(n), people[n], "Something has happened."));
            return true;
        }, default);
    }

    private static Task<int> LeftAsync(Store store) => store.ReadAsync(records => records.Set<Mail>().CountAsync(m => m.SentAt == null));

    private static async Task NothingLeftAsync(Store store, ManualClock clock) => Assert.Equal(
        new SendMails.Outcome(0, 0, 0), await new SendMails.Handler(store, clock).HandleAsync(new((_, _) => throw new InvalidOperationException("Nothing was left to send.")), default));
}
