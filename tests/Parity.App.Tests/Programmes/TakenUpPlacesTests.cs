using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

public sealed class TakenUpPlacesTests
{
    [EveryDatabase]
    public async Task A_place_that_was_put_off_is_taken_up_in_a_running_cohort_with_a_place_left_and_the_role_goes_with_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, bea) = (await city.PersonAsync("Ama"), await city.PersonAsync("Bea"));
        var (first, second) = (await city.ApplyAsync(ama, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(bea, ApplicationRoute.NoApproval, city.Council));
        await city.BringToAsync(ApplicationDeed.Offer, first, second);
        foreach (var (person, id) in ((PersonId, ProgrammeApplicationId)[])[(ama, first), (bea, second)])
        {
            Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Accept, tell: true));
            Assert.IsType<MoveParticipant.Outcome.Done>(await MoveAsync(person, new MoveParticipant.Deed.Defer()));
        }

        var later = Assert.IsType<MakeCohort.Outcome.Made>(await new MakeCohort.Handler(city.Store, city.Clock).HandleAsync(
            new(city.Manager, null, "Later", "later", "For people who lead.", city.Case, "days-27/1", 1, ProgrammeCity.Dates, false), default)).Id;
        await ChangeAsync(new ChangeCohort.Deed.Publish());
        Assert.Equal("into", Assert.IsType<MoveParticipant.Outcome.NotYet>(await MoveAsync(ama, new MoveParticipant.Deed.TakeUp(later))).Field);
        city.Clock.Pass(London.At(ProgrammeCity.Dates.StartsOn, new(9, 0)) - city.Clock.GetUtcNow());
        await ChangeAsync(new ChangeCohort.Deed.Start());
        Assert.Equal("into", Assert.IsType<MoveParticipant.Outcome.NotYet>(await MoveAsync(ama, new MoveParticipant.Deed.TakeUp(city.Cohort))).Field);

        Assert.IsType<MoveParticipant.Outcome.Done>(await MoveAsync(ama, new MoveParticipant.Deed.TakeUp(later)));
        var place = await city.Store.ReadAsync(records => records.Set<Participant>().SingleAsync(p => p.Person == ama));
        Assert.Equal((later, ProgrammeCity.Dates.StartsOn), (place.Cohort, place.StartedOn!.Value));
        Assert.Equal([Participant.RoleIn(later)], (await city.Accounts.AllAsync(default)).Single(a => a.Id == ama).Holds.Where(h => h.Role == Role.Participant));

        // It was the only one.
        Assert.Equal("into", Assert.IsType<MoveParticipant.Outcome.NotYet>(await MoveAsync(bea, new MoveParticipant.Deed.TakeUp(later))).Field);
        Assert.Equal(city.Cohort, (await city.Store.ReadAsync(records => records.Set<Participant>().SingleAsync(p => p.Person == bea))).Cohort);

        async Task<MoveParticipant.Outcome> MoveAsync(PersonId person, MoveParticipant.Deed deed)
        {
            var id = await city.Store.ReadAsync(records => records.Set<Participant>().Where(p => p.Person == person).Select(p => p.Id).SingleAsync());
            return await new MoveParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, id, deed), default);
        }

        async Task ChangeAsync(ChangeCohort.Deed deed) => Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, later, deed), default));
    }
}
