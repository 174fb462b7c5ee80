using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

public sealed class ModulesTests
{
    private static readonly DateOnly Today = new(2027, 6, 1);

    private static ModuleDay Day(int? module, int day, LedgerState state, bool makesUp = false, int minutes = 480) => new(module, minutes, new(2027, day > 31 ? 6 : 5, day > 31 ? day - 31 : day), state, makesUp);

    [Fact]
    public void A_module_is_attended_when_all_its_days_are_and_a_day_missed_is_to_make_up_until_one_is()
    {
        var shape = ShapesOnFile.Named("days-27");
        (decimal Done, decimal Ahead, ModuleState State) Second(params ModuleDay[] days) => ModuleProgress.Of(shape, days, Today)[1] is var module ? (module.Done, module.Ahead, module.State) : default;
        Assert.Equal((0, 0, ModuleState.ToCome), Second());
        Assert.Equal((2, 0, ModuleState.Attended), Second(Day(2, 4, LedgerState.Attended), Day(2, 5, LedgerState.MadeUp)));
        Assert.Equal((1, 1, ModuleState.ToCome), Second(Day(2, 4, LedgerState.Attended), Day(2, 40, LedgerState.Planned)));
        Assert.Equal((1, 0, ModuleState.ToMakeUp), Second(Day(2, 4, LedgerState.Attended), Day(2, 5, LedgerState.Missed)));
        // A make-up day that is planned is ahead, and what it makes up is attended once it was taken.
        Assert.Equal((1, 1, ModuleState.ToMakeUp), Second(Day(2, 4, LedgerState.Attended), Day(2, 5, LedgerState.Missed), Day(2, 40, LedgerState.Planned, makesUp: true)));
        Assert.Equal((2, 0, ModuleState.Attended), Second(Day(2, 4, LedgerState.Attended), Day(2, 5, LedgerState.Missed), Day(2, 20, LedgerState.Attended, makesUp: true)));
        // Half a day makes up half a day, and a day of another module nothing.
        Assert.Equal((1.5m, 0, ModuleState.ToMakeUp), Second(Day(2, 4, LedgerState.Attended), Day(2, 5, LedgerState.Missed), Day(2, 20, LedgerState.Attended, makesUp: true, minutes: 240)));
        Assert.Equal((1, 0, ModuleState.ToMakeUp), Second(Day(2, 4, LedgerState.Attended), Day(2, 5, LedgerState.Missed), Day(3, 20, LedgerState.Attended, makesUp: true)));
    }

    [Fact]
    public void A_day_too_many_of_one_module_counts_for_no_other_and_whoever_lacks_nothing_is_not_awaited()
    {
        var shape = ShapesOnFile.Named("days-27");
        ModuleDay[] all = [Day(1, 4, LedgerState.Attended), Day(1, 5, LedgerState.Attended), Day(1, 20, LedgerState.Attended, makesUp: true), Day(null, 21, LedgerState.Attended), Day(1, 40, LedgerState.Planned, makesUp: true)];
        Assert.Equal(3 * 480, ModuleProgress.Counted(shape, all, Today).Sum(d => d.Minutes));
        Assert.Equal([true, true, true, true, false], all.Select(d => ModuleProgress.IsFor(d, all)));
        // Who has made up what they missed is not awaited on the next such day.
        ModuleDay[] madeUp = [Day(2, 4, LedgerState.Missed), Day(2, 20, LedgerState.Attended, makesUp: true), Day(2, 40, LedgerState.Planned, makesUp: true)];
        Assert.Equal([true, true, false], madeUp.Select(d => ModuleProgress.IsFor(d, madeUp)));
        Assert.True(ModuleProgress.IsFor(madeUp[2], [madeUp[0], madeUp[1] with { Minutes = 240 }, madeUp[2]]));
    }

    [EveryDatabase]
    public async Task Whoever_missed_a_day_is_awaited_on_the_make_up_day_which_counts_for_its_module(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        PersonId ama = await city.PersonAsync("Ama"), bea = await city.PersonAsync("Bea");
        ProgrammeApplicationId first = await city.ApplyAsync(ama, ApplicationRoute.NoApproval, city.Council), second = await city.ApplyAsync(bea, ApplicationRoute.NoApproval, city.Council);
        await city.BringToAsync(ApplicationDeed.Offer, first, second);
        foreach (var (person, application) in new[] { (ama, first), (bea, second) }) Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, application, AnswerOffer.Wish.Accept, tell: true));
        city.Clock.Pass(London.At(new(2027, 4, 21), new(18, 0)) - city.Clock.GetUtcNow());
        Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Start()), default));

        Assert.Equal(["module"], Assert.IsType<PlanCohortDay.Outcome.NotYet>(await PlanAsync(city, new(2027, 4, 20), null)).Mistakes.Select(m => m.Field));
        Assert.Equal(["module"], Assert.IsType<PlanCohortDay.Outcome.NotYet>(await PlanAsync(city, new(2027, 4, 20), 7)).Mistakes.Select(m => m.Field));
        foreach (int day in (int[])[20, 21]) Assert.IsType<PlanCohortDay.Outcome.Done>(await PlanAsync(city, new(2027, 4, day), 1));
        Assert.Equal(["makes-up"], Assert.IsType<PlanCohortDay.Outcome.NotYet>(await PlanAsync(city, new(2027, 6, 1), 1)).Mistakes.Select(m => m.Field));
        ParticipantId amas = (await TakingPartTests.PlaceAsync(city, ama)).Id, beas = (await TakingPartTests.PlaceAsync(city, bea)).Id;
        await NoteAsync(city, 0, (amas, LedgerState.Attended), (beas, LedgerState.Attended));
        await NoteAsync(city, 1, (amas, LedgerState.Missed), (beas, LedgerState.Attended));
        Assert.Equal((ModuleState.ToMakeUp, ModuleState.Attended), (await StateAsync(city, ama), await StateAsync(city, bea)));
        Assert.Equal(["Ama"], (await ModulesAsync(city)).All[0].Those(ModuleState.ToMakeUp).Select(p => p.Name));

        // The make-up day is Ama's alone: Bea is not away on it, and has no more planned than before.
        Assert.IsType<PlanCohortDay.Outcome.Done>(await PlanAsync(city, new(2027, 6, 1), 1, makesUp: true));
        Assert.Equal((3, 2), ((await TakingPartTests.PlaceAsync(city, ama)).Days.Count, (await TakingPartTests.PlaceAsync(city, bea)).Days.Count));
        var forecast = (await new ReadForecast.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!;
        Assert.Equal([("Ama", 1m), ("Bea", 0m)], forecast.People.Select(p => (p.Name, p.In(new(2027, 6, 1)))));
        async Task<(decimal Done, decimal Planned)> LedgerAsync(PersonId person) => (await TakingPartTests.PlaceAsync(city, person)).Ledger.Lines.Single(l => l.Type.Code == "modules") is var line ? (line.DaysDone, line.DaysPlanned) : default;
        Assert.Equal(((1, 1), (2, 0)), (await LedgerAsync(ama), await LedgerAsync(bea)));

        city.Clock.Pass(London.At(new(2027, 6, 1), new(18, 0)) - city.Clock.GetUtcNow());
        await NoteAsync(city, 2, (amas, LedgerState.Attended), (beas, LedgerState.Attended));
        Assert.Equal(((2, 0), (2, 0)), (await LedgerAsync(ama), await LedgerAsync(bea)));
        Assert.Equal(ModuleState.Attended, await StateAsync(city, ama));
        Assert.Empty((await ModulesAsync(city)).All[0].Those(ModuleState.ToMakeUp));

        // A day that was planned before days had a module is given one.
        var loose = (await new ReadRunning.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!.Days[0].Id;
        await city.Database.ExecuteAsync("update programmes_cohort_days set module = null where on_day = '2027-04-20'");
        Assert.Equal(loose, Assert.Single((await ModulesAsync(city)).WithoutModule).Day);
        var plan = new PlanCohortDay.Handler(city.Store, city.Clock);
        Assert.IsType<PlanCohortDay.Outcome.NotYet>(await plan.HandleAsync(new(city.Manager, new PlanCohortDay.Deed.SayModule(loose, 9)), default));
        Assert.IsType<PlanCohortDay.Outcome.NoSuchDay>(await plan.HandleAsync(new(city.Manager, new PlanCohortDay.Deed.SayModule(Guid.Empty, 1)), default));
        Assert.IsType<PlanCohortDay.Outcome.Done>(await plan.HandleAsync(new(city.Manager, new PlanCohortDay.Deed.SayModule(loose, 1)), default));
        Assert.Empty((await ModulesAsync(city)).WithoutModule);
    }

    [EveryDatabase]
    public async Task How_a_module_was_found_is_told_without_names_a_week_after_it_and_of_five_at_the_least(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 6);
        var people = new List<(PersonId Person, ProgrammeApplicationId Application)>();
        for (int at = 0; at < 5; at++)
        {
            var person = await city.PersonAsync($"Person {at}");
            people.Add((person, await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council)));
        }

        await city.BringToAsync(ApplicationDeed.Offer, [.. people.Select(p => p.Application)]);
        foreach (var (person, application) in people) Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, application, AnswerOffer.Wish.Accept, tell: true));
        city.Clock.Pass(London.At(new(2027, 4, 20), new(18, 0)) - city.Clock.GetUtcNow());
        Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Start()), default));
        var places = new List<ParticipantId>();
        foreach (var (person, _) in people) places.Add((await TakingPartTests.PlaceAsync(city, person)).Id);
        Task<AnswerReaction.Outcome> AnswerAsync(int at, int mark, string comment = "", int module = 1, int questions = 5) => new AnswerReaction.Handler(city.Store, city.Clock).HandleAsync(
            new(people[at].Person, places[at], ReactionSubject.Module(module), ReactionQuestions.Of(ReactionKind.Module).Take(questions).ToDictionary(q => q.Code, _ => mark), comment), default);
        foreach (int day in (int[])[19, 20]) Assert.IsType<PlanCohortDay.Outcome.Done>(await PlanAsync(city, new(2027, 4, day), 1));
        Assert.IsType<AnswerReaction.Outcome.NotYet>(await AnswerAsync(0, 4));
        await NoteAsync(city, 0, [.. places.Select(p => (p, LedgerState.Attended))]);

        Assert.Equal(["next", "comment"], Assert.IsType<AnswerReaction.Outcome.NotYet>(await AnswerAsync(0, 4, new('x', 501), questions: 4)).Mistakes.Select(m => m.Field));
        Assert.IsType<AnswerReaction.Outcome.NotYet>(await AnswerAsync(0, 4, module: 2));
        Assert.IsType<AnswerReaction.Outcome.NotYours>(await new AnswerReaction.Handler(city.Store, city.Clock).HandleAsync(new(people[1].Person, places[0], ReactionSubject.Module(1), new Dictionary<string, int>(), null), default));
        for (int at = 0; at < 4; at++) Assert.IsType<AnswerReaction.Outcome.Done>(await AnswerAsync(at, 4, at == 2 ? "More zebra" : ""));
        city.Clock.Pass(TimeSpan.FromDays(7));
        Assert.Equal([(1, true, true)], (await TakingPartTests.PlaceAsync(city, people[0].Person)).Reactions.Select(r => (r.About.Number, r.IsOpen, r.IsAnswered)));
        Assert.IsType<AnswerReaction.Outcome.Done>(await AnswerAsync(4, 1));
        Assert.IsType<AnswerReaction.Outcome.Done>(await AnswerAsync(4, 2));
        Assert.Null((await ModulesAsync(city)).All[0].Reactions);
        city.Clock.Pass(TimeSpan.FromDays(1));
        Assert.IsType<AnswerReaction.Outcome.NotYet>(await AnswerAsync(4, 5));

        // Four fours and a two.
        var found = (await ModulesAsync(city)).All[0].Reactions!;
        Assert.Equal((5, 3.6m), (found.People, found.Averages.Select(a => a.Average).Distinct().Single()));
        Assert.Equal(["More zebra"], found.Comments);
        Assert.DoesNotContain("zebra", await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);
        Assert.Contains((await new HeldOfParticipant(city.Store, city.Clock).AboutAsync(people[2].Person, default)).Select(h => h.Value), value => value.Contains("More zebra", StringComparison.Ordinal));
        Assert.Null(await new ReadReaction.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, places[2], ReactionSubject.Module(1)), default));

        // With one fewer nothing is told; and two years after the programme all of a cohort go at once.
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ParticipantForgotten, "one fewer"), async records => records.Remove(await records.Set<Reaction>().SingleAsync(r => r.Participant == places[0])), default);
        Assert.Null((await ModulesAsync(city)).All[0].Reactions);
        city.Clock.Pass(TimeSpan.FromDays(365 + 365 + 370));
        await new ForgetParticipants.Handler(city.Store, city.Clock).HandleAsync(default);
        Assert.Equal(0, await city.Store.ReadAsync(records => records.Set<Reaction>().CountAsync()));
    }

    [EveryDatabase]
    public async Task Whoever_was_at_a_module_and_has_not_said_how_they_found_it_is_reminded_in_the_first_week_after_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        // In June neither a plan nor another form is due. The first module ends on a Wednesday; the second on a Monday, and
        // its letter comes on the last day to answer; the third is answered; to the fourth she did not come.
        (int Module, DateOnly First, DateOnly Last)[] modules =
            [(1, new(2027, 6, 1), new(2027, 6, 2)), (2, new(2027, 6, 11), new(2027, 6, 14)), (3, new(2027, 6, 22), new(2027, 6, 23)), (4, new(2027, 6, 24), new(2027, 6, 25))];
        foreach (var (module, first, last) in modules)
            foreach (var day in (DateOnly[])[first, last]) Assert.IsType<PlanCohortDay.Outcome.Done>(await PlanAsync(city, day, module));
        city.Clock.Pass(TimeSpan.FromDays(40));
        var reminded = new List<DateOnly>();
        for (var day = London.Today(city.Clock); day < new DateOnly(2027, 7, 11); day = day.AddDays(1), city.Clock.Pass(TimeSpan.FromDays(1)))
        {
            if ((await new RemindParticipants.Handler(city.Store, city.Clock).HandleAsync(default)).Letters > 0) reminded.Add(day);
            if (Array.FindIndex(modules, m => m.Last == day) is >= 0 and var at)
                foreach (int of in (int[])[2 * at, 2 * at + 1]) await NoteAsync(city, of, (place, at < 3 ? LedgerState.Attended : LedgerState.Missed));
            if (day == modules[2].Last) Assert.IsType<AnswerReaction.Outcome.Done>(await new AnswerReaction.Handler(city.Store, city.Clock).HandleAsync(new(ama, place, ReactionSubject.Module(3), ReactionQuestions.Of(ReactionKind.Module).ToDictionary(q => q.Code, _ => 4), null), default));
        }

        Assert.Equal([new(2027, 6, 7), new(2027, 6, 21)], reminded);
    }

    private static Task<PlanCohortDay.Outcome> PlanAsync(ProgrammeCity city, DateOnly on, int? module, bool makesUp = false) => new PlanCohortDay.Handler(city.Store, city.Clock).HandleAsync(
        new(city.Manager, new PlanCohortDay.Deed.Make(city.Cohort, "modules", "Leading through others", on, new(9, 30), new(16, 30), "City Hall", "", null, null, Module: module, MakesUp: makesUp)), default);

    private static async Task NoteAsync(ProgrammeCity city, int day, params (ParticipantId Who, LedgerState State)[] noted) => Assert.IsType<NoteAttendance.Outcome.Done>(await new NoteAttendance.Handler(city.Store, city.Clock).HandleAsync(
        new(city.Manager, (await new ReadRunning.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!.Days[day].Id, noted.ToDictionary(n => n.Who, n => n.State)), default));

    private static async Task<ModuleState> StateAsync(ProgrammeCity city, PersonId person) => (await TakingPartTests.PlaceAsync(city, person)).Modules[0].State;

    private static async Task<ReadModules.Modules> ModulesAsync(ProgrammeCity city) => (await new ReadModules.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!;
}
