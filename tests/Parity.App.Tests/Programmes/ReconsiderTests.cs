using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

public sealed class ReconsiderTests
{
    [EveryDatabase]
    public async Task Whoever_was_found_not_eligible_by_mistake_is_considered_again_with_a_reason_that_they_read(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var person = await city.PersonAsync("Ama Applies");
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        Assert.IsType<ReconsiderApplication.Outcome.NotPossible>(await TryAsync("A mistake of ours."));
        await city.DecideAsync(id, ApplicationDeed.FindNotEligible);
        await city.TellAsync();
        Assert.Equal(ApplicationState.NotEligible, await city.StateAsync(person, id));

        Assert.Equal("reconsider", Assert.IsType<ReconsiderApplication.Outcome.NotYet>(await TryAsync(" ")).Field);
        int letters = await LettersAsync();
        Assert.IsType<ReconsiderApplication.Outcome.Done>(await TryAsync("We misread the zebra."));
        Assert.IsType<ReconsiderApplication.Outcome.NotPossible>(await TryAsync("Again."));
        var own = await city.OwnAsync(person, id);
        Assert.Equal((ApplicationState.Submitted, ApplicationDeed.Reconsider, "We misread the zebra."), (own.State, own.Outcomes[^1].Deed, own.Outcomes[^1].Feedback));
        Assert.Equal(letters + 1, await LettersAsync());
        Assert.DoesNotContain("zebra", await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);

        // Whoever was not selected by mistake is, too, as long as the programme has not begun; no offer goes round that.
        await city.DecideAsync(id, ApplicationDeed.NotSelect);
        await city.TellAsync();
        Assert.IsType<DecideApplication.Outcome.NotPossible>(await new DecideApplication.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, id, ApplicationDeed.Offer), default));
        Assert.IsType<ReconsiderApplication.Outcome.Done>(await TryAsync("We had mixed up two applications."));
        Assert.Equal(ApplicationState.Submitted, await city.StateAsync(person, id));
        Assert.IsType<TellOutcomes.Outcome.NothingToTell>(await city.TellAsync());

        // It goes on like any other.
        await city.BringToAsync(ApplicationDeed.Offer, id);
        Assert.Equal(ApplicationState.Offered, await city.StateAsync(person, id));

        var late = await city.PersonAsync("Lea Late");
        var other = await city.ApplyAsync(late, ApplicationRoute.NoApproval, city.Council);
        await city.DecideAsync(other, ApplicationDeed.NotSelect);
        await city.TellAsync();
        city.Clock.Pass(London.At(new(2027, 4, 19), new(9, 0)) - city.Clock.GetUtcNow());
        Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Start()), default));
        Assert.IsType<ReconsiderApplication.Outcome.NotPossible>(await new ReconsiderApplication.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, other, "Too late."), default));

        Task<ReconsiderApplication.Outcome> TryAsync(string reason) => new ReconsiderApplication.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, id, reason), default);
        Task<int> LettersAsync() => city.Store.ReadAsync(records => records.Set<Mail>().CountAsync(m => m.Person == person));
    }
}
