using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;

namespace Parity.App.Tests.Programmes;

public sealed class WishedNetworksTests
{
    [EveryDatabase]
    public async Task A_participant_wishes_to_come_to_a_network_once_takes_it_back_and_the_team_sees_who_does(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var team = new AnswerParticipant.Handler(city.Store, city.Clock);
        foreach (string title in (string[])["Women who lead", "Black and Asian staff"])
            Assert.IsType<AnswerParticipant.Outcome.Done>(await team.HandleAsync(new(city.Manager, city.Cohort, new AnswerParticipant.Deed.AddNetwork(title, "Each first Monday")), default));
        var networks = (await TakingPartTests.PlaceAsync(city, ama)).Networks;
        Assert.Equal([("Black and Asian staff", false), ("Women who lead", false)], networks.Select(n => (n.Title, n.Wishes)));
        var one = networks[1].Id;

        // Wished twice, it stands once; nobody wishes for another, and for nothing that is not there.
        Assert.IsType<NoteOwnPart.Outcome.Done>(await WishAsync(ama, true));
        Assert.IsType<NoteOwnPart.Outcome.Done>(await WishAsync(ama, true));
        Assert.IsType<NoteOwnPart.Outcome.NotYours>(await WishAsync(city.HrLead, true));
        Assert.IsType<NoteOwnPart.Outcome.NotYours>(await WishAsync(city.Manager, false));
        Assert.IsType<NoteOwnPart.Outcome.NotYours>(await TakingPartTests.OwnAsync(city, ama, place, new NoteOwnPart.Deed.WishNetwork(Guid.NewGuid(), true)));
        Assert.Equal([false, true], (await TakingPartTests.PlaceAsync(city, ama)).Networks.Select(n => n.Wishes));
        Assert.Equal(["", "Ama"], (await NetworksAsync()).Select(n => string.Join(' ', n.Wishing)));
        Assert.Contains(await new HeldOfParticipant(city.Store, city.Clock).AboutAsync(ama, default), h => h.Table == "programmes_network_wishes" && h.Value == "Women who lead");

        Assert.IsType<NoteOwnPart.Outcome.Done>(await WishAsync(ama, false));
        Assert.IsType<NoteOwnPart.Outcome.Done>(await WishAsync(ama, false));
        Assert.All(await NetworksAsync(), n => Assert.Empty(n.Wishing));

        // One that has ended is offered to nobody, and nobody wishes for it any more.
        Assert.IsType<AnswerParticipant.Outcome.Done>(await team.HandleAsync(new(city.Manager, city.Cohort, new AnswerParticipant.Deed.EndNetwork(one)), default));
        Assert.IsType<NoteOwnPart.Outcome.NotYours>(await WishAsync(ama, true));
        Assert.Equal(["Black and Asian staff"], (await TakingPartTests.PlaceAsync(city, ama)).Networks.Select(n => n.Title));

        Task<NoteOwnPart.Outcome> WishAsync(PersonId by, bool wishes) => TakingPartTests.OwnAsync(city, by, place, new NoteOwnPart.Deed.WishNetwork(one, wishes));
        async Task<IReadOnlyList<ReadRunning.Networked>> NetworksAsync() => (await new ReadRunning.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!.Networks;
    }
}
