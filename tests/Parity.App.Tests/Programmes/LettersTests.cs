using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

/// <summary>Who hears that there is news, and nothing else of it.</summary>
public sealed class LettersTests
{
    [EveryDatabase]
    public async Task Participant_and_host_hear_of_a_match_and_the_parties_of_a_contract_that_waits_for_them(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        PersonId[] four = [ama, city.HrLead, city.OtherHrLead, city.Manager];
        Assert.IsType<OfferStretch.Outcome.Done>(await new OfferStretch.Handler(city.Store, city.Clock).HandleAsync(new(city.OtherHrLead, city.Hospital, "One door", "Bring referrals together", 1, new(2027, 9, 1), new(2027, 12, 31)), default));
        var offer = (await new ReadStretch.Handler(city.Store, city.Accounts, city.Partnership).HandleAsync(new(ama, new ReadStretch.View.OfParticipant(place)), default))!.Offers[0];
        Guid assignment = default;
        Assert.Equal([1, 0, 1, 0], await NewsAsync(city, four, async () => assignment = Assert.IsType<MatchStretch.Outcome.Matched>(
            await new MatchStretch.Handler(city.Store, city.Partnership, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, place, offer.Id, null), default)).Assignment));
        var agree = new AgreeContract.Handler(city.Store, city.Accounts, city.Clock);
        Assert.Equal([0, 1, 1, 1], await NewsAsync(city, four, async () => Assert.IsType<AgreeContract.Outcome.Done>(await agree.HandleAsync(new(ama, null, true, assignment, new AgreeContract.Deed.Write(StretchTests.Terms)), default))));
        Assert.Equal([1, 1, 0, 1], await NewsAsync(city, four, async () => Assert.IsType<AgreeContract.Outcome.Done>(
            await agree.HandleAsync(new(city.OtherHrLead, city.Hospital, true, assignment, new AgreeContract.Deed.Write(StretchTests.Terms with { Pattern = "Thursdays" })), default))));
    }

    [EveryDatabase]
    public async Task Assessors_hear_when_they_are_given_work_or_a_seat_and_when_its_time_is_given_up(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var id = await city.ApplyAsync(await city.PersonAsync("Ama Applies"), ApplicationRoute.NoApproval, city.Council);
        var trained = new DateOnly(2026, 11, 2);
        PersonId[] people = [await city.AssessorAsync("Una One", city.Hospital, trained: trained), await city.AssessorAsync("Sid Two", trained: trained)];
        await city.FixAsync(2, "empathy");
        Assert.Equal([1, 1], await NewsAsync(city, people, city.HandOutAsync));
        Assert.Equal([0, 0], await NewsAsync(city, people, city.HandOutAsync));
        await city.MarkAllAsync(people[0], (_, _) => 1);
        await city.MarkAllAsync(people[1], (_, _) => 4);
        people = [.. people, await city.AssessorAsync("Ted Three", trained: trained)];
        Assert.Equal([0, 0, 1], await NewsAsync(city, people, () => new AskModeration.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, MarkingStage.Reading), default)));

        await city.DecideAsync(id, ApplicationDeed.Shortlist);
        await city.TellAsync();
        var slots = new KeepSlots.Handler(city.Store, city.Clock);
        await slots.HandleAsync(new(city.Manager, city.Cohort, new KeepSlots.Deed.Add(new(2027, 3, 1), new(9, 30), 40, "Room 2")), default);
        var slot = (await new ReadInterviews.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default)).Slots.Single().Id;
        Assert.IsType<GiveSlot.Outcome.Given>(await new GiveSlot.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, slot, id), default));
        foreach (var one in people) await new SayFree.Handler(city.Store, city.Clock).HandleAsync(new(one, city.Cohort, [slot]), default);
        Assert.Equal([1, 1, 1], await NewsAsync(city, people, SeatAsync));
        Assert.Equal([0, 0, 0], await NewsAsync(city, people, SeatAsync));
        Assert.Equal([1, 1, 1], await NewsAsync(city, people, () => slots.HandleAsync(new(city.Manager, city.Cohort, new KeepSlots.Deed.Cancel(slot)), default)));

        async Task SeatAsync() => Assert.IsType<SeatPanel.Outcome.Seated>(await new SeatPanel.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, slot, people), default));
    }

    [EveryDatabase]
    public async Task A_line_manager_hears_when_named_and_participants_of_days_that_are_planned_or_cancelled(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        PersonId[] leads = [await city.PersonAsync("Lena Leads", Role.LineManager, city.Council), await city.PersonAsync("Otto Other", Role.LineManager, city.Council)];
        Task NameAsync(PersonId lead) => TakingPartTests.OwnAsync(city, ama, place, new NoteOwnPart.Deed.NameLead(lead));
        Assert.Equal([1, 0], await NewsAsync(city, leads, () => NameAsync(leads[0])));
        Assert.Equal([0, 0], await NewsAsync(city, leads, () => NameAsync(leads[0])));
        Assert.Equal([0, 1], await NewsAsync(city, leads, async () => Assert.IsType<NoteEmployersDeed.Outcome.Done>(
            await new NoteEmployersDeed.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.HrLead, city.Council, new NoteEmployersDeed.Deed.NameLead(place, leads[1])), default))));

        var plan = new PlanCohortDay.Handler(city.Store, city.Clock);
        Task DayAsync(string title, DateOnly on) => plan.HandleAsync(new(city.Manager, new PlanCohortDay.Deed.Make(city.Cohort, "peer", title, on, new(9, 30), new(16, 30), "City Hall", "", null, null)), default);
        Assert.Equal([0], await NewsAsync(city, [ama], () => DayAsync("Over already", new(2027, 4, 19))));
        Assert.Equal([1], await NewsAsync(city, [ama], () => DayAsync("Peers", new(2027, 6, 1))));
        Assert.Equal([0], await NewsAsync(city, [ama], () => DayAsync("Peers again", new(2027, 6, 2))));
        city.Clock.Pass(TimeSpan.FromDays(1));
        Assert.Equal([1], await NewsAsync(city, [ama], () => DayAsync("Peers once more", new(2027, 6, 3))));
        var days = (await new ReadRunning.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!.Days;
        foreach (var (title, news) in ((string, int)[])[("Peers", 1), ("Peers again", 1), ("Over already", 0)])
            Assert.Equal([news], await NewsAsync(city, [ama], async () => Assert.IsType<PlanCohortDay.Outcome.Done>(await plan.HandleAsync(new(city.Manager, new PlanCohortDay.Deed.Cancel(days.Single(d => d.Title == title).Id)), default))));
    }

    /// <summary>How many new letters each of them has, all of which say the same and nothing of what it is.</summary>
    private static async Task<IEnumerable<int>> NewsAsync(ProgrammeCity city, IReadOnlyList<PersonId> people, Func<Task> deed)
    {
        var before = (await ReadAsync()).Select(m => m.Id).ToHashSet();
        await deed();
        var fresh = (await ReadAsync()).FindAll(m => !before.Contains(m.Id));
        Assert.All(fresh, m => Assert.Contains(NeutralLetter.Text.Trim(), m.Open(city.Store.Key).ToString(), StringComparison.Ordinal));
        return people.Select(p => fresh.Count(m => m.Person == p));

        Task<List<Mail>> ReadAsync() => city.Store.ReadAsync(records => records.Set<Mail>().ToListAsync());
    }
}
