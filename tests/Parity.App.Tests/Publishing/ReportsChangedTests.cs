using Parity.App.Tests.Storage;
using Parity.App.Tests.Workforce;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Workforce;

namespace Parity.App.Tests.Publishing;

public sealed class ReportsChangedTests
{
    private const string Lines = "organisation,indicator,classification,group,numerator\nONE,headcount,broad,A,40\n";

    [EveryDatabase]
    public async Task A_version_made_before_a_report_was_noted_or_taken_out_is_not_approved_until_it_is_made_again(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        var tell = new TellElsewhere.Handler(city.Store, city.Accounts, city.Clock);
        var approve = new ApproveVersion.Handler(city.Store, city.Accounts, city.Clock);
        var (edition, archive) = (EditionId.New(city.Clock), ArchiveId.New(city.Clock));
        var publisher = await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.EditionAssembled, "an edition for a test"), records =>
        {
            records.Add(new PlannedEdition { Id = edition, Name = "1", Title = "The first", Round = RoundId.New(city.Clock), SnapshotDate = new(2025, 3, 31), MadeBy = city.Manager, MadeAt = city.Clock.GetUtcNow() });
            records.Add(new KeptArchive { Id = archive, MadeAt = city.Clock.GetUtcNow(), Sha256 = new string('0', 64), Bytes = 1 });
            return Task.FromResult(AccountsDoor.Enrol(records, city.Clock, "Petra Print", new HeldRole(Role.Publisher)));
        }, default);
        int number = 0;

        var first = await MakeAsync();
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        await TellAsync(null);
        Assert.IsType<ApproveVersion.Outcome.Approved>(await ApproveAsync(first));
        await TellAsync(Lines);
        Assert.IsType<ApproveVersion.Outcome.NotWaiting>(await ApproveAsync(first));

        city.Clock.Pass(TimeSpan.FromMinutes(1));
        var second = await MakeAsync();
        Assert.IsType<ApproveVersion.Outcome.Approved>(await ApproveAsync(second));
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        await TellAsync(null);
        Assert.IsType<ApproveVersion.Outcome.NotWaiting>(await ApproveAsync(second));
        city.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.IsType<ApproveVersion.Outcome.Approved>(await ApproveAsync(await MakeAsync()));

        async Task TellAsync(string? lines) => Assert.IsType<TellElsewhere.Outcome.Told>(await tell.HandleAsync(new(publisher, edition, "Our own report", lines), default));

        Task<ApproveVersion.Outcome> ApproveAsync(VersionId version) => approve.HandleAsync(new(publisher, version, archive, "We looked at every page."), default);

        Task<VersionId> MakeAsync() => city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.EditionAssembled, "a version for a test"), records =>
        {
            var id = VersionId.New(city.Clock);
            records.Add(new EditionVersion { Id = id, Edition = edition, Number = ++number, LeftOut = "", Returns = "", MadeBy = city.Manager, MadeAt = city.Clock.GetUtcNow(), Status = VersionStatus.Ready, Archive = archive });
            return Task.FromResult(id);
        }, default);
    }
}
