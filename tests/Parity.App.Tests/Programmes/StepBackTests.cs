using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

public sealed class StepBackTests
{
    [EveryDatabase]
    public async Task Who_sits_in_a_panel_steps_back_before_locking_and_is_not_seated_for_that_applicant_again(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var id = await city.ApplyAsync(await city.PersonAsync("Ama Applies"), ApplicationRoute.NoApproval, city.Council);
        await city.DecideAsync(id, ApplicationDeed.Shortlist);
        await city.TellAsync();
        Assert.IsType<KeepSlots.Outcome.Done>(await new KeepSlots.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new KeepSlots.Deed.Add(new(2027, 3, 1), new(9, 30), 40, "Room 2")), default));
        var slot = (await TimesAsync()).Slots.Single().Id;
        Assert.IsType<GiveSlot.Outcome.Given>(await new GiveSlot.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, slot, id), default));
        var people = new List<PersonId>();
        foreach (string name in (string[])["Una One", "Sid Two", "Ted Three", "Fay Four"]) people.Add(await city.AssessorAsync(name, name == "Una One" ? city.Hospital : null, trained: new(2026, 11, 2)));
        foreach (var one in people) Assert.True(await new SayFree.Handler(city.Store, city.Clock).HandleAsync(new(one, city.Cohort, [slot]), default));
        Assert.IsType<SeatPanel.Outcome.Seated>(await SeatAsync(people[..3]));
        var marks = Rubric.Named("five-traits").Traits.ToDictionary(t => t.Code, _ => 3);
        Assert.IsType<MarkInterview.Outcome.Kept>(await MarkAsync(people[2], false));

        int letters = await LettersAsync();
        Assert.IsType<StepBackFromPanel.Outcome.NoSuchInterview>(await LeaveAsync(people[3]));
        Assert.IsType<StepBackFromPanel.Outcome.Done>(await LeaveAsync(people[2]));
        Assert.IsType<StepBackFromPanel.Outcome.NoSuchInterview>(await LeaveAsync(people[2]));
        Assert.Equal(letters + 1, await LettersAsync());
        Assert.Equal(2, (await TimesAsync()).Slots.Single().Panel.Count);
        Assert.Equal(0, await city.Store.ReadAsync(records => records.Set<Mark>().CountAsync(m => m.Assessor == people[2])));
        Assert.IsType<SeatPanel.Outcome.Wrong>(await SeatAsync(people[..3]));
        Assert.IsType<SeatPanel.Outcome.Seated>(await SeatAsync([people[0], people[1], people[3]]));
        Assert.IsType<MarkInterview.Outcome.Kept>(await MarkAsync(people[0], true));
        Assert.IsType<StepBackFromPanel.Outcome.Locked>(await LeaveAsync(people[0]));

        Task<ReadInterviews.Shown> TimesAsync() => new ReadInterviews.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default);
        Task<SeatPanel.Outcome> SeatAsync(IReadOnlyList<PersonId> panel) => new SeatPanel.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, slot, panel), default);
        Task<MarkInterview.Outcome> MarkAsync(PersonId by, bool locks) => new MarkInterview.Handler(city.Store, city.Clock).HandleAsync(new(by, city.Cohort, slot, marks, new Dictionary<string, string>(), locks), default);
        Task<StepBackFromPanel.Outcome> LeaveAsync(PersonId by) => new StepBackFromPanel.Handler(city.Store, city.Clock).HandleAsync(new(by, city.Cohort, slot), default);
        Task<int> LettersAsync() => city.Store.ReadAsync(records => records.Set<Mail>().CountAsync(m => m.Person == city.Manager));
    }

    [EveryDatabase]
    public async Task A_third_person_steps_back_and_another_has_all_that_was_open_or_the_team_asks_again(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        await city.ApplyAsync(await city.PersonAsync("Ama Applies"), ApplicationRoute.NoApproval, city.Council);
        var (one, two) = (await city.AssessorAsync("Una One"), await city.AssessorAsync("Sid Two"));
        await city.FixAsync(2, "empathy");
        await city.HandOutAsync();
        await city.MarkAllAsync(one, (_, _) => 1);
        await city.MarkAllAsync(two, (_, _) => 4);
        PersonId[] thirds = [await city.AssessorAsync("Ted Third"), await city.AssessorAsync("Fay Fourth")];
        Assert.Equal(new AskModeration.Outcome(5, 0), await AskAsync());
        var first = (await OpenOfAsync(thirds[0])).Count == 5 ? thirds[0] : thirds[1];
        var other = thirds.Single(t => t != first);
        string code = (await OpenOfAsync(first))[0].Code;
        Assert.IsType<SettleMark.Outcome.Settled>(await new SettleMark.Handler(city.Store, city.Clock).HandleAsync(new(first, city.Cohort, code, 3, "Their own part is told."), default));
        Assert.IsType<StepBackFromSettling.Outcome.SettledBefore>(await LeaveAsync(first, code));
        Assert.IsType<StepBackFromSettling.Outcome.NoSuchMark>(await LeaveAsync(other, code));

        // What was settled stays; the four others go to whoever is left, and once nobody is left they wait.
        Assert.True(Assert.IsType<StepBackFromSettling.Outcome.Done>(await LeaveAsync(first, (await OpenOfAsync(first)).First(m => m.Code != code).Code)).GivenOn);
        Assert.Equal((1, 4), ((await OpenOfAsync(first)).Count, (await OpenOfAsync(other)).Count));
        Assert.False(Assert.IsType<StepBackFromSettling.Outcome.Done>(await LeaveAsync(other, (await OpenOfAsync(other))[0].Code)).GivenOn);
        Assert.Empty(await OpenOfAsync(other));
        Assert.Equal(new AskModeration.Outcome(0, 4), await AskAsync());
        var last = await city.AssessorAsync("Lea Last");
        Assert.Equal(new AskModeration.Outcome(4, 0), await AskAsync());
        Assert.Equal(4, (await OpenOfAsync(last)).Count);

        Task<AskModeration.Outcome?> AskAsync() => new AskModeration.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, MarkingStage.Reading), default);
        async Task<IReadOnlyList<ReadMarking.ToSettle>> OpenOfAsync(PersonId person) => (await city.MarkingOfAsync(person)).Moderations;
        Task<StepBackFromSettling.Outcome> LeaveAsync(PersonId by, string which) => new StepBackFromSettling.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(by, city.Cohort, which), default);
    }
}
