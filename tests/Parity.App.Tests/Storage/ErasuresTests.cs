using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Programmes;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Storage;

/// <summary>A backup that is put back does not bring back what people had taken out since it was made.</summary>
public sealed class ErasuresTests
{
    [EveryDatabase]
    public async Task What_people_took_out_after_a_backup_is_taken_out_again_when_it_is_put_back(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        PersonId ama = await city.PersonAsync("Ama"), bea = await city.PersonAsync("Bea"), cyd = await city.PersonAsync("Cyd");
        var first = await city.FillInAsync(ama, ApplicationRoute.NoApproval, city.Council);
        var second = await city.FillInAsync(bea, ApplicationRoute.NoApproval, city.Council);
        await ObjectAsync(cyd, true);
        string list = Path.Combine(city.Database.Folder, "erasures"), backup = Path.Combine(city.Database.Folder, "backup");
        var writer = new ErasureList.Writer(city.Store, list);
        Assert.Equal(1, await writer.WriteAsync(default));
        Assert.IsType<BackupDatabase.Outcome.Written>(await BackupDatabase.Handler.HandleAsync(new(city.Database.Database, city.Database.KeyPlace, backup), default));

        await city.DeclareAsync(ama, first, new DeclareEligibility.Deed.TakeBack());
        await ObjectAsync(bea, true);
        await ObjectAsync(cyd, false);
        var dee = await city.PersonAsync("Dee");
        await ObjectAsync(dee, true);
        Assert.Equal(4, await writer.WriteAsync(default));
        Assert.Equal(0, await writer.WriteAsync(default));
        Assert.Equal(0, await new ErasureList.Writer(city.Store, list).WriteAsync(default));
        string listed = await File.ReadAllTextAsync(list);
        foreach (string told in (string[])[ama.ToString(), bea.ToString(), first.ToString(), second.ToString()]) Assert.DoesNotContain(told, listed, StringComparison.OrdinalIgnoreCase);

        await using var other = await TestDatabase.MakeBareAsync(engine);
        Assert.IsType<RestoreDatabase.Outcome.Restored>(await RestoreDatabase.Handler.HandleAsync(new(backup, city.Database.KeyPlace, other.Database), default));
        await using var restored = Assert.IsType<Store.Opening.Opened>(await Store.OpenAsync(other.Database, city.Database.KeyPlace, Holding.RealPartnership, city.Clock, default)).Store;
        Assert.Equal((2L, 1L), await HeldAsync(other));

        Assert.Equal(new(3, 1, 1, 0), await AgainAsync(restored, list));
        Assert.Equal((1L, 1L), await HeldAsync(other));
        Assert.Equal([bea], await restored.ReadAsync(records => AccountsDoor.ObjectingAsync(records, default)));
        var own = (await new ReadOwnApplications.Handler(restored, city.Clock).HandleAsync(new(bea, second), default)).Single();
        Assert.NotNull(own);
        Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(restored).HandleAsync(new(), default));
        // What is done after that is added to the same list, also after a line that was not written to its end.
        await File.AppendAllTextAsync(list, "1800000000000000;account.obj");
        await new ObjectToMonitoring.Handler(restored, city.Clock).HandleAsync(new(ama, true), default);
        Assert.Equal(1, await new ErasureList.Writer(restored, list).WriteAsync(default));
        Assert.Equal(new(0, 5, 1, 1), await AgainAsync(restored, list));

        Task ObjectAsync(PersonId person, bool objects)
        {
            city.Clock.Pass(TimeSpan.FromMinutes(1));
            return new ObjectToMonitoring.Handler(city.Store, city.Clock).HandleAsync(new(person, objects), default);
        }
    }

    [EveryDatabase]
    public async Task An_objection_made_anew_after_a_restore_stands_when_the_next_backup_is_put_back(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var bea = await city.PersonAsync("Bea");
        string list = Path.Combine(city.Database.Folder, "erasures");
        await ObjectAsync(city.Store, true);
        await using var first = await TestDatabase.MakeBareAsync(engine);
        await CopyAsync(city, city.Database, first, "first");
        await ObjectAsync(city.Store, false);
        Assert.Equal(2, await new ErasureList.Writer(city.Store, list).WriteAsync(default));

        await using var once = await OpenAsync(first, city);
        Assert.Equal(new(1, 1, 0, 0), await AgainAsync(once, list));
        Assert.Empty(await ObjectingAsync(once));
        Assert.Equal(new(0, 2, 0, 0), await AgainAsync(once, list));
        await using var between = await TestDatabase.MakeBareAsync(engine);
        await CopyAsync(city, first, between, "between");
        await ObjectAsync(once, true);
        Assert.Equal(1, await new ErasureList.Writer(once, list).WriteAsync(default));
        await using var second = await TestDatabase.MakeBareAsync(engine);
        await CopyAsync(city, first, second, "second");

        await using var twice = await OpenAsync(second, city);
        Assert.Equal(new(0, 3, 0, 0), await AgainAsync(twice, list));
        Assert.Equal([bea], await ObjectingAsync(twice));
        // What was carried out again is known by the line it was carried out for, and what is newer is carried out.
        await using var other = await OpenAsync(between, city);
        Assert.Equal(new(1, 2, 0, 0), await AgainAsync(other, list));
        Assert.Equal([bea], await ObjectingAsync(other));

        Task ObjectAsync(Store store, bool objects)
        {
            city.Clock.Pass(TimeSpan.FromMinutes(1));
            return new ObjectToMonitoring.Handler(store, city.Clock).HandleAsync(new(bea, objects), default);
        }
    }

    [EveryDatabase]
    public async Task Answers_words_about_oneself_calendars_and_bookings_that_went_after_a_backup_go_again(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var application = await city.Store.ReadAsync(records => records.Set<Participant>().Select(p => p.Application).SingleAsync());
        var una = await city.PersonAsync("Una", Role.Assessor);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.AssessorAppointed, "an assessor for a test"), records =>
            Task.FromResult(records.Add(new Assessor { Cohort = city.Cohort, Person = una, AppointedBy = city.Manager, AppointedAt = city.Clock.GetUtcNow() }).Entity.Person), default);
        await city.Database.ExecuteAsync("update programmes_cohorts set briefing_on = '2027-05-25'");
        string secret = "", list = Path.Combine(city.Database.Folder, "erasures");
        Assert.IsType<BookBriefing.Outcome.Booked>(await new BookBriefing.Handler(city.Store, city.Clock).HandleAsync(new(ProgrammeCity.Code, "Bea", "bea@example.org", "A seat near the door", s => new("https://parity.example/" + (secret = s))), default));
        await AnswerAsync(new() { ["ethnicity"] = "B1" });
        await SayAsync("woman", true);
        await CalendarAsync(new NoteOwnPart.Deed.MakeCalendar());
        await using var other = await TestDatabase.MakeBareAsync(engine);
        await CopyAsync(city, city.Database, other, "backup");

        city.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.IsType<CancelBriefing.Outcome.Done>(await new CancelBriefing.Handler(city.Store, city.Clock).HandleAsync(new(secret), default));
        await AnswerAsync([]);
        await SayAsync("", null);
        await CalendarAsync(new NoteOwnPart.Deed.EndCalendar());
        Assert.Equal(6, await new ErasureList.Writer(city.Store, list).WriteAsync(default));
        Assert.DoesNotContain(application.ToString(), await File.ReadAllTextAsync(list), StringComparison.Ordinal);

        await using var restored = await OpenAsync(other, city);
        Assert.Equal((long[])[1, 1, 1, 1], await KeptAsync());
        Assert.Equal(new(4, 2, 0, 0), await AgainAsync(restored, list));
        Assert.Equal((long[])[0, 0, 0, 0], await KeptAsync());
        Assert.Equal(new(0, 6, 0, 0), await AgainAsync(restored, list));
        Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(restored).HandleAsync(new(), default));

        async Task AnswerAsync(Dictionary<string, string> answers) => Assert.IsType<AnswerMonitoring.Outcome.Done>(await new AnswerMonitoring.Handler(city.Store, city.Clock).HandleAsync(new(ama, application, answers), default));
        async Task SayAsync(string gender, bool? underRepresented) => Assert.True(await new SayAboutSelf.Handler(city.Store, city.Clock).HandleAsync(new(una, city.Cohort, gender, underRepresented), default));
        async Task CalendarAsync(NoteOwnPart.Deed deed) => Assert.IsType<NoteOwnPart.Outcome.Done>(await TakingPartTests.OwnAsync(city, ama, place, deed));
        async Task<long[]> KeptAsync() =>
        [
            await other.CountAsync("select count(*) from programmes_bookings"), await other.CountAsync("select count(*) from programmes_monitoring"),
            await other.CountAsync("select count(*) from programmes_calendars"), await other.CountAsync("select count(*) from programmes_assessors where sealed_about_self is not null"),
        ];
    }

    private static async Task CopyAsync(ProgrammeCity keyOf, TestDatabase from, TestDatabase into, string name)
    {
        string backup = Path.Combine(from.Folder, name);
        Assert.IsType<BackupDatabase.Outcome.Written>(await BackupDatabase.Handler.HandleAsync(new(from.Database, keyOf.Database.KeyPlace, backup), default));
        Assert.IsType<RestoreDatabase.Outcome.Restored>(await RestoreDatabase.Handler.HandleAsync(new(backup, keyOf.Database.KeyPlace, into.Database), default));
    }

    private static async Task<Store> OpenAsync(TestDatabase database, ProgrammeCity city) =>
        Assert.IsType<Store.Opening.Opened>(await Store.OpenAsync(database.Database, city.Database.KeyPlace, Holding.RealPartnership, city.Clock, default)).Store;

    private static Task<HashSet<PersonId>> ObjectingAsync(Store store) => store.ReadAsync(records => AccountsDoor.ObjectingAsync(records, default));

    private static Task<ErasureList.Outcome> AgainAsync(Store store, string list) => new ErasureList.Handler(store, [new ObjectAgain(store), .. EraseAgain.All(store)]).EraseAgainAsync(list, default);

    private static async Task<(long Declared, long Objecting)> HeldAsync(TestDatabase database) =>
        (await database.CountAsync("select count(*) from programmes_eligibility where sealed is not null"), await database.CountAsync("select count(*) from accounts_people where objected_at is not null"));
}
