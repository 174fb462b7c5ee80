using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Workforce;

/// <summary>What is written about rounds, returns and editions asks for the role in its transaction too: it may have ended since it was asked for.</summary>
public sealed class RoleEndedMeanwhileTests
{
    [EveryDatabase]
    public async Task Whoever_lost_the_role_before_the_transaction_writes_nothing_and_whoever_has_it_does(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        // The role ends with the day: asked for today it is held, and a moment later, in the transaction, it is tomorrow.
        var tomorrow = new ManualClock(city.Clock.GetUtcNow().AddDays(1));
        PersonId analyst = default, lead = default, manager = default, publisher = default, second = default;
        await city.Store.WriteAsync(Any, records =>
        {
            analyst = Enrol("Ana", new(Role.HrAnalyst, city.Organisation));
            lead = Enrol("Leo", new(Role.HrLead, city.Organisation));
            manager = Enrol("Mo", new(Role.DeliveryManager));
            publisher = Enrol("Pat", new(Role.Publisher));
            second = Enrol("Sid", new(Role.Publisher));
            return Task.FromResult(true);

            PersonId Enrol(string name, HeldRole holds) => AccountsDoor.Enrol(records, city.Clock, name, holds, until: city.Today);
        }, default);
        var (store, accounts) = (city.Store, city.Accounts);

        var round = (await OnceAsync<OpenRound.Outcome.NotAllowed, OpenRound.Outcome.Opened>(async clock => await new OpenRound.Handler(store, accounts, city.Partnership, clock).HandleAsync(city.Round("First edition", 2025) with { By = manager }, default))).Id;
        await OnceAsync<ChangeInvitation.Outcome.NotFound, ChangeInvitation.Outcome.Agreed>(async clock => await new ChangeInvitation.Handler(store, accounts, city.Partnership, clock).HandleAsync(new(manager, round, city.Organisation, ChangeInvitation.Agreement.MoreTime, city.Today.AddDays(40), "as agreed"), default));
        long unasked = await PositionAsync();
        Assert.Equal(0, await RemindAsync(tomorrow));
        Assert.Equal(unasked, await PositionAsync());
        Assert.NotEqual(0, await RemindAsync(city.Clock));
        await OnceAsync<IssueToken.Outcome.NotPossible, IssueToken.Outcome.Issued>(async clock => await new IssueToken.Handler(store, accounts, clock).HandleAsync(new(analyst, city.Organisation, round), default));
        var kept = Assert.IsType<UploadReturn.Outcome.Stored>(await city.UploadAsync(2025, 400, by: analyst)).Id;
        await OnceAsync<ExplainSwings.Outcome.NotFound, ExplainSwings.Outcome.Kept>(async clock => await new ExplainSwings.Handler(store, accounts, clock).HandleAsync(new(analyst, city.Organisation, kept, new Dictionary<string, string>()), default));
        await OnceAsync<ConfirmReturn.Outcome.NotFound, ConfirmReturn.Outcome.Submitted>(async clock => await new ConfirmReturn.Handler(store, accounts, clock).HandleAsync(new(analyst, city.Organisation, kept), default));
        await OnceAsync<SendBackReturn.Outcome.NotFound, SendBackReturn.Outcome.SentBack>(async clock => await new SendBackReturn.Handler(store, accounts, clock).HandleAsync(new(lead, city.Organisation, kept, "look again"), default));
        await OnceAsync<ConfirmReturn.Outcome.NotFound, ConfirmReturn.Outcome.Submitted>(async clock => await new ConfirmReturn.Handler(store, accounts, clock).HandleAsync(new(analyst, city.Organisation, kept), default));
        await OnceAsync<SignOffReturn.Outcome.NotFound, SignOffReturn.Outcome.SignedOff>(async clock => await new SignOffReturn.Handler(store, accounts, clock).HandleAsync(new(lead, city.Organisation, kept), default));

        var workforce = new WorkforceDoor(store, city.Clock);
        var version = (await OnceAsync<AssembleEdition.Outcome.NotAllowed, AssembleEdition.Outcome.Assembled>(async clock => await new AssembleEdition.Handler(store, accounts, workforce, clock).HandleAsync(new(publisher, null, round, "1", "First edition", EditionDesign.Usual, ""), default))).Version;
        var making = new JobRunner(store, city.Clock, new EditionRuns(store, workforce, city.Partnership, city.Clock, (_, _, _) => Task.CompletedTask, () => []).Work);
        while (await making.RunOneAsync(default)) { }
        var made = (await new ReadEditions.Handler(store).FindAsync(version, default))!;
        long unseen = await PositionAsync();
        Assert.False(await PreviewAsync(tomorrow));
        Assert.Equal(unseen, await PositionAsync());
        Assert.True(await PreviewAsync(city.Clock));
        await OnceAsync<TellElsewhere.Outcome.NotFound, TellElsewhere.Outcome.Told>(async clock => await new TellElsewhere.Handler(store, accounts, clock).HandleAsync(new(publisher, made.Edition.Id, "Annual report", null), default));
        foreach (var person in (PersonId[])[publisher, second])
            await OnceAsync<ApproveVersion.Outcome.NotFound, ApproveVersion.Outcome.Approved>(async clock => await new ApproveVersion.Handler(store, accounts, clock).HandleAsync(new(person, version, made.Version.Archive!.Value, "We looked at every page"), default));
        await OnceAsync<ReleaseVersion.Outcome.NotFound, ReleaseVersion.Outcome.Published>(async clock => await new ReleaseVersion.Handler(store, accounts, clock).HandleAsync(new(publisher, version, null), default));
        await OnceAsync<WithdrawEdition.Outcome.NotFound, WithdrawEdition.Outcome.Withdrawn>(async clock => await new WithdrawEdition.Handler(store, accounts, clock).HandleAsync(new(publisher, made.Edition.Id, "A mistake"), default));
        await OnceAsync<CloseRound.Outcome.NotFound, CloseRound.Outcome.Closed>(async clock => await new CloseRound.Handler(store, accounts, clock).HandleAsync(new(manager, round), default));

        async Task<TDone> OnceAsync<TRefused, TDone>(Func<TimeProvider, Task<object>> ask)
        {
            long before = await PositionAsync();
            Assert.IsType<TRefused>(await ask(tomorrow));
            Assert.Equal(before, await PositionAsync());
            return Assert.IsType<TDone>(await ask(city.Clock));
        }

        async Task<int> RemindAsync(TimeProvider clock) => (await new RemindEmployers.Handler(store, accounts, city.Partnership, clock).HandleAsync(new(manager, round), default)).Letters;

        Task<bool> PreviewAsync(TimeProvider clock) => new PreviewReturn.Handler(store, clock).AskAsync(new(city.Organisation, kept), lead, default);

        Task<long> PositionAsync() => city.Database.CountAsync("select position from change_head");
    }

    private static Change Any => new(new Actor.TheSystem("test"), ChangeKind.DemoLoaded, "for a test");
}
