using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

public sealed class InterviewTimesTests
{
    [EveryDatabase]
    public async Task A_time_keeps_its_name_once_outcomes_are_told_and_is_free_again_when_its_applicant_withdraws_before(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, bea) = (await city.PersonAsync("Ama Away"), await city.PersonAsync("Bea Stays"));
        var (first, second) = (await city.ApplyAsync(ama, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(bea, ApplicationRoute.NoApproval, city.Council));
        foreach (var id in (ProgrammeApplicationId[])[first, second]) await city.DecideAsync(id, ApplicationDeed.Shortlist);
        await city.TellAsync();
        Assert.IsType<KeepSlots.Outcome.Done>(await new KeepSlots.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new KeepSlots.Deed.Add(new(2027, 3, 1), new(9, 30), 40, "Room 2")), default));
        var slot = (await TimesAsync(city)).Slots.Single().Id;
        await GiveAsync<GiveSlot.Outcome.Given>(first);
        var panel = new List<PersonId>();
        foreach (string name in (string[])["Una One", "Sid Two", "Ted Three"]) panel.Add(await city.AssessorAsync(name, name == "Una One" ? city.Hospital : null, trained: new(2026, 11, 2)));
        foreach (var one in panel) Assert.True(await new SayFree.Handler(city.Store, city.Clock).HandleAsync(new(one, city.Cohort, [slot]), default));
        await SeatAsync();
        await GiveAsync<GiveSlot.Outcome.NotPossible>(second);

        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(ama, first, AnswerOffer.Wish.Withdraw));
        var free = Assert.Single((await TimesAsync(city)).Slots);
        Assert.Equal((null, null, 0), (free.Application, free.Name, free.Panel.Count));
        await GiveAsync<GiveSlot.Outcome.Given>(second);
        await SeatAsync();

        city.Clock.Pass(London.At(new(2027, 3, 1), new(9, 31)) - city.Clock.GetUtcNow());
        Assert.IsType<RecordInterview.Outcome.Done>(await new RecordInterview.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, second), default));
        Assert.True((await TimesAsync(city)).Slots.Single().IsToCome);
        await city.DecideAsync(second, ApplicationDeed.NotSelect);
        await city.TellAsync();
        var held = Assert.Single((await TimesAsync(city)).Slots);
        Assert.Equal(("Bea Stays", false, 3), (held.Name, held.IsToCome, held.Panel.Count));
        Assert.IsType<SeatPanel.Outcome.NoSuch>(await new SeatPanel.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, slot, panel), default));

        async Task GiveAsync<T>(ProgrammeApplicationId to) => Assert.IsType<T>(await new GiveSlot.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, slot, to), default));
        async Task SeatAsync() => Assert.IsType<SeatPanel.Outcome.Seated>(await new SeatPanel.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, slot, panel), default));
    }

    private static Task<ReadInterviews.Shown> TimesAsync(ProgrammeCity city) => new ReadInterviews.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default);
}
