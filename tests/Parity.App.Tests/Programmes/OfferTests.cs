using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

public sealed class OfferTests
{
    [EveryDatabase]
    public async Task An_offer_that_is_declined_is_over_and_its_place_is_free(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 1);
        var (ama, bea) = (await city.PersonAsync("Ama Declines"), await city.PersonAsync("Bea Waits"));
        var (first, second) = (await city.ApplyAsync(ama, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(bea, ApplicationRoute.NoApproval, city.Council));
        await city.BringToAsync(ApplicationDeed.Offer, first);
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(ama, first, AnswerOffer.Wish.Decline));
        Assert.Equal(ApplicationState.Declined, await city.StateAsync(ama, first));
        Assert.IsType<AnswerOffer.Outcome.NotPossible>(await city.AnswerAsync(ama, first, AnswerOffer.Wish.Accept, tell: true));
        await city.BringToAsync(ApplicationDeed.Offer, second);
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(bea, second, AnswerOffer.Wish.Accept, tell: true));
    }

    [EveryDatabase]
    public async Task An_offer_is_open_for_ten_working_days_and_lapses_on_the_next(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (quick, slow) = (await city.PersonAsync("Kay Quick"), await city.PersonAsync("Sol Slow"));
        var (first, second) = (await city.ApplyAsync(quick, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(slow, ApplicationRoute.NoApproval, city.Council));
        await city.BringToAsync(ApplicationDeed.Offer, first, second);
        // Told on Monday 18 January: the tenth working day after it is Monday 1 February.
        var last = new DateOnly(2027, 2, 1);
        Assert.Equal(last, (await city.OwnAsync(slow, second)).AnswerBy);
        city.Clock.Pass(London.At(last, new(23, 59)) - city.Clock.GetUtcNow());
        Assert.Equal(0, await LapseAsync());
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(quick, first, AnswerOffer.Wish.Accept, tell: true));

        // A minute later it is too late, also where nothing has noted that yet.
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.IsType<AnswerOffer.Outcome.NotPossible>(await city.AnswerAsync(slow, second, AnswerOffer.Wish.Accept, tell: true));
        Assert.Equal(ApplicationState.Offered, await city.StateAsync(slow, second));
        Assert.Equal(1, await LapseAsync());
        Assert.Equal((ApplicationState.Accepted, ApplicationState.OfferLapsed), (await city.StateAsync(quick, first), await city.StateAsync(slow, second)));

        async Task<int> LapseAsync() => (await new ForgetApplications.Handler(city.Store, city.Clock).HandleAsync(default)).Lapsed;
    }

    [EveryDatabase]
    public async Task An_offer_that_is_taken_back_stands_until_its_applicant_is_told_and_comes_with_feedback(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var person = await city.PersonAsync("Ama Applies");
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        await city.BringToAsync(ApplicationDeed.Offer, id);
        await city.DecideAsync(id, ApplicationDeed.WithdrawOffer);
        Assert.Equal(ApplicationState.Offered, await city.StateAsync(person, id));
        Assert.Equal(1, Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync()).Applicants);
        var own = await city.OwnAsync(person, id);
        Assert.Equal((ApplicationState.OfferWithdrawn, ApplicationDeed.WithdrawOffer, "Well done, and next time say what changed."), (own.State, own.Outcomes[^1].Deed, own.Outcomes[^1].Feedback));
        Assert.IsType<AnswerOffer.Outcome.NotPossible>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Accept, tell: true));
    }
}
