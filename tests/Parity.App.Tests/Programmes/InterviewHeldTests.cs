using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

public sealed class InterviewHeldTests
{
    [EveryDatabase]
    public async Task An_interview_is_noted_only_with_a_time_a_whole_panel_and_what_was_asked_for_and_before_its_time_only_with_how_it_was_held(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var id = await InvitedAsync(city);
        Assert.IsType<RecordInterview.Outcome.NoTime>(await RecordAsync(city, id));
        var startsAt = city.Clock.GetUtcNow().AddHours(1);
        await city.PutInterviewAsync(id, startsAt, isLocked: false);
        Assert.Equal(new RecordInterview.Outcome.PanelTooSmall(1, 3), await RecordAsync(city, id, HeldOtherwise.ByTelephone, byFewer: false));
        Assert.Equal(startsAt, Assert.IsType<RecordInterview.Outcome.NotYet>(await RecordAsync(city, id)).StartsAt);

        // Asked for after the time was given: neither the hour nor a way to hold it goes round that.
        var need = Guid.Parse("00000000-0000-7000-8000-000000000001");
        await ChangeAsync(city, records =>
        {
            records.Add(new Adjustment { Id = need, Application = id, Stage = AdjustmentStage.Interview, AskedAt = city.Clock.GetUtcNow() });
            return Task.CompletedTask;
        });
        Assert.IsType<RecordInterview.Outcome.NotArranged>(await RecordAsync(city, id, HeldOtherwise.ByTelephone));
        await ChangeAsync(city, async records => (await records.Set<Adjustment>().SingleAsync(a => a.Id == need)).IsMet = true);

        await ChangeAsync(city, async records => (await records.Set<Marking>().SingleAsync(m => m.Application == id)).EndedAt = city.Clock.GetUtcNow());
        Assert.IsType<RecordInterview.Outcome.NoPanel>(await RecordAsync(city, id, HeldOtherwise.ByTelephone));
        await ChangeAsync(city, async records => (await records.Set<Marking>().SingleAsync(m => m.Application == id)).EndedAt = null);

        Assert.IsType<RecordInterview.Outcome.NotYet>(await RecordAsync(city, id));
        Assert.IsType<RecordInterview.Outcome.Done>(await RecordAsync(city, id, HeldOtherwise.ByTelephone));
        Assert.Contains("an interview took place before its time: by-telephone; before fewer than a whole panel", await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);
        Assert.IsType<RecordInterview.Outcome.NotPossible>(await RecordAsync(city, id));
    }

    [EveryDatabase]
    public async Task An_interview_whose_time_is_past_is_noted_without_more(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var id = await InvitedAsync(city);
        await city.PutInterviewAsync(id, city.Clock.GetUtcNow().AddHours(1), isLocked: false);
        city.Clock.Pass(TimeSpan.FromHours(1));
        Assert.IsType<RecordInterview.Outcome.Done>(await RecordAsync(city, id));
    }

    [EveryDatabase]
    public async Task No_place_is_offered_before_the_whole_panel_has_locked_its_marks_nor_from_the_reserve_list(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var id = await InvitedAsync(city);
        await city.PutInterviewAsync(id, city.Clock.GetUtcNow().AddHours(-1), isLocked: false);
        Assert.IsType<RecordInterview.Outcome.Done>(await RecordAsync(city, id));
        Assert.IsType<DecideApplication.Outcome.MarksNotLocked>(await OfferAsync(city, id));
        await city.DecideAsync(id, ApplicationDeed.PutOnReserve, rank: 1);
        await city.TellAsync();
        Assert.IsType<DecideApplication.Outcome.MarksNotLocked>(await OfferAsync(city, id));
        await ChangeAsync(city, async records => (await records.Set<Marking>().SingleAsync(m => m.Application == id)).LockedAt = city.Clock.GetUtcNow());
        Assert.IsType<DecideApplication.Outcome.Decided>(await OfferAsync(city, id));
    }

    [EveryDatabase]
    public async Task Whoever_was_not_selected_comes_to_a_place_only_by_being_considered_again(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var person = await city.PersonAsync("Ama Applies");
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        await city.DecideAsync(id, ApplicationDeed.NotSelect);
        await city.TellAsync();
        Assert.Equal(ApplicationState.NotSelected, Assert.IsType<DecideApplication.Outcome.NotPossible>(await OfferAsync(city, id)).State);
        Assert.Equal(ApplicationState.NotSelected, await city.StateAsync(person, id));
    }

    private static async Task<ProgrammeApplicationId> InvitedAsync(ProgrammeCity city)
    {
        var id = await city.ApplyAsync(await city.PersonAsync("Ama Applies"), ApplicationRoute.NoApproval, city.Council);
        await city.DecideAsync(id, ApplicationDeed.Shortlist);
        await city.TellAsync();
        return id;
    }

    private static Task<RecordInterview.Outcome> RecordAsync(ProgrammeCity city, ProgrammeApplicationId id, HeldOtherwise? otherwise = null, bool byFewer = true) =>
        new RecordInterview.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, id, otherwise, byFewer), default);

    private static Task<DecideApplication.Outcome> OfferAsync(ProgrammeCity city, ProgrammeApplicationId id) =>
        new DecideApplication.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, id, ApplicationDeed.Offer), default);

    private static Task<bool> ChangeAsync(ProgrammeCity city, Func<Records, Task> change) => city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.InterviewArranged, "a change for a test"), async records =>
    {
        await change(records);
        return true;
    }, default);
}
