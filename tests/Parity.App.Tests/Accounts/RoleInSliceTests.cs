using Parity.App.Tests.Storage;
using Parity.App.Tests.Workforce;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Partnership.Contract;

namespace Parity.App.Tests.Accounts;

/// <summary>What keeps accounts, organisations and groups asks for the role itself, in the transaction: a page that forgot to would let nobody in.</summary>
public sealed class RoleInSliceTests
{
    private sealed record Setting(SmallCity City, GroupId Group, PersonId Other);

    private static readonly Dictionary<string, Func<Setting, PersonId, Task<object>>> Slices = new(StringComparer.Ordinal)
    {
        ["InvitePerson"] = async (at, by) => await new InvitePerson.Handler(at.City.Store, at.City.Clock).HandleAsync(new(by, "Ivy New", "ivy@example.org", new(new(Role.Auditor)), "As the board decided.", _ => new("https://parity.example")), default),
        ["ChangeAccount"] = async (at, by) => await new ChangeAccount.Handler(at.City.Store, at.City.Clock).HandleAsync(new(by, at.Other, new ChangeAccount.Deed.Disable(), "As the board decided."), default),
        ["SetSignOn"] = async (at, by) => await new SetSignOn.Handler(at.City.Store, at.City.Clock).HandleAsync(new(by, at.City.Organisation, "https://id.example.org", "parity", "a secret", "example.org", true), default),
        ["EndSignOn"] = async (at, by) => await new EndSignOn.Handler(at.City.Store, at.City.Clock).HandleAsync(new(by, at.City.Organisation), default),
        ["AdmitOrganisation"] = async (at, by) => await new AdmitOrganisation.Handler(at.City.Store, at.City.Clock).HandleAsync(new(by, "NEW", "A new trust", "health", new(2024, 1, 1)), default),
        ["ChangeOrganisation"] = async (at, by) => await new ChangeOrganisation.Handler(at.City.Store, at.City.Clock).HandleAsync(new(by, at.City.Organisation, new ChangeOrganisation.Deed.Rename("Another name")), default),
        ["FormGroup"] = async (at, by) => await new FormGroup.Handler(at.City.Store, at.City.Clock).HandleAsync(new(by, "A board", GroupKind.Board, "Decides.", new(2024, 1, 1)), default),
        ["ChangeGroup"] = async (at, by) => await new ChangeGroup.Handler(at.City.Store, at.City.Clock).HandleAsync(new(by, at.Group, new ChangeGroup.Deed.Fill("Chair", null, null, new(2024, 2, 1))), default),
    };

    [EveryDatabase]
    public async Task Whoever_has_not_the_role_is_refused_by_the_slice_itself_and_nothing_is_written(Engine engine)
    {
        await using var city = await SmallCity.MakeAsync(engine);
        PersonId administrator = default;
        var at = await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.GroupFormed, "a group and people for a test"), records =>
        {
            administrator = AccountsDoor.Enrol(records, city.Clock, "Ada", new HeldRole(Role.Administrator));
            var group = PartnershipDoor.Form(records, city.Clock, "Leaders", GroupKind.Strategic, "Decides.", new(2024, 1, 1));
            return Task.FromResult(new Setting(city, group, AccountsDoor.Enrol(records, city.Clock, "Olga Other", new HeldRole(Role.Auditor))));
        }, default);
        foreach (var (slice, call) in Slices)
        {
            long before = await PositionAsync();
            object refused = await call(at, city.Lead);
            Assert.True(refused is false || refused.GetType().Name is "NotYours", $"{slice}: {refused}");
            Assert.Equal(before, await PositionAsync());

            // Whoever has it does the same.
            object done = await call(at, administrator);
            Assert.True(done is true || done.GetType().Name is "Invited" or "Done" or "Waits" or "Admitted" or "Formed", $"{slice}: {done}");
            Assert.NotEqual(before, await PositionAsync());
            if (done is SetSignOn.Outcome.Waits) await ConfirmAsync();
        }

        Task<long> PositionAsync() => city.Database.CountAsync("select position from change_head");

        async Task ConfirmAsync()
        {
            var waiting = (await new ReadConfirmations.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, null), default)).Single(c => c.State is ReadConfirmations.State.Waiting);
            Assert.IsType<SettleConfirmation.Outcome.NothingWaits>(await new SettleConfirmation.Handler(city.Store, city.Clock).HandleAsync(new(at.Other, waiting.Id, true), default));
            Assert.IsType<SettleConfirmation.Outcome.Settled>(await new SettleConfirmation.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, waiting.Id, true), default));
        }
    }
}
