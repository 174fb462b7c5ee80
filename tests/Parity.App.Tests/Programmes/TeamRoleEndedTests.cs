using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

/// <summary>What the team decides about people asks for its role in the transaction: it may have ended since the page was opened.</summary>
public sealed class TeamRoleEndedTests
{
    [EveryDatabase]
    public async Task Whoever_is_no_programme_manager_any_more_decides_about_nobody_and_whoever_is_does(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        // The role ends with the day.
        var today = London.Today(city.Clock);
        var manager = await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "somebody for a test"),
            records => Task.FromResult(AccountsDoor.Enrol(records, city.Clock, "Mia Manages", new HeldRole(Role.ProgrammeManager), until: today)), default);
        var tomorrow = new ManualClock(city.Clock.GetUtcNow().AddDays(1));
        var person = await city.PersonAsync("Ama Applies");
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);

        await DecideAsync(ApplicationDeed.NotSelect);
        await TellAsync();
        await OnceAsync<ReconsiderApplication.Outcome.NoSuchApplication, ReconsiderApplication.Outcome.Done>(async clock => await new ReconsiderApplication.Handler(city.Store, clock).HandleAsync(new(manager, id, "We had mixed up two applications."), default));
        await DecideAsync(ApplicationDeed.Shortlist);
        await TellAsync();
        await city.PutInterviewAsync(id, city.Clock.GetUtcNow().AddHours(-1), isLocked: true);
        await OnceAsync<RecordInterview.Outcome.NoSuchApplication, RecordInterview.Outcome.Done>(async clock => await new RecordInterview.Handler(city.Store, clock).HandleAsync(new(manager, id, ByFewer: true), default));
        await DecideAsync(ApplicationDeed.Offer);
        await TellAsync();
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Accept, tell: true));
        var place = await city.Store.ReadAsync(records => records.Set<Participant>().Where(p => p.Application == id).Select(p => p.Id).SingleAsync());
        await OnceAsync<MoveParticipant.Outcome.NoSuchParticipant, MoveParticipant.Outcome.Done>(async clock => await new MoveParticipant.Handler(city.Store, clock).HandleAsync(new(manager, place, new MoveParticipant.Deed.Defer()), default));

        Task DecideAsync(ApplicationDeed deed) => OnceAsync<DecideApplication.Outcome.NoSuchApplication, DecideApplication.Outcome.Decided>(async clock =>
            await new DecideApplication.Handler(city.Store, clock).HandleAsync(new(manager, id, deed, "places", "Well done, and next time say what changed.", "apply-again"), default));

        Task TellAsync() => OnceAsync<TellOutcomes.Outcome.NoSuchCohort, TellOutcomes.Outcome.Told>(async clock =>
            await new TellOutcomes.Handler(city.Store, clock).HandleAsync(new(manager, city.Cohort, true, true), default));

        async Task OnceAsync<TRefused, TDone>(Func<TimeProvider, Task<object>> ask)
        {
            long before = await PositionAsync();
            Assert.IsType<TRefused>(await ask(tomorrow));
            Assert.Equal(before, await PositionAsync());
            Assert.IsType<TDone>(await ask(city.Clock));
        }

        Task<long> PositionAsync() => city.Database.CountAsync("select position from change_head");
    }
}
