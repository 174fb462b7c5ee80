using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Programmes;

namespace Parity.App.Tests.Programmes;

public sealed class StrategyReviewTests
{
    [EveryDatabase]
    public async Task Boards_and_employers_are_told_in_full_how_many_of_their_organisations_reviewed_their_strategy_within_a_year(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        DateOnly early = new(2026, 1, 1);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.GroupFormed, "groups for a test"), records =>
        {
            GroupId Of(string name, GroupKind kind) => PartnershipDoor.Form(records, city.Clock, name, kind, "For a test.", early);
            var (board, leaders, forum) = (Of("Board", GroupKind.Board), Of("Leaders", GroupKind.Strategic), Of("Forum", GroupKind.Network));
            Of("Carriers", GroupKind.Delivery);
            foreach (var group in (GroupId[])[board, leaders, forum]) PartnershipDoor.Seat(records, city.Clock, group, city.Council, null, "Seat", early);
            // Two seats of one organisation are one organisation; a seat that had ended is none.
            PartnershipDoor.Seat(records, city.Clock, leaders, city.Council, null, "Chair", early);
            PartnershipDoor.Seat(records, city.Clock, leaders, city.Hospital, null, "Seat", early);
            PartnershipDoor.Seat(records, city.Clock, board, city.Hospital, null, "Seat", early, new(2026, 11, 30));
            PartnershipDoor.Seat(records, city.Clock, board, null, null, "Outside chair", early);
            return Task.FromResult(true);
        }, default);
        await ReviewAsync(city.OtherHrLead, city.Hospital, new(2026, 6, 1), improved: true);
        await ReviewAsync(city.HrLead, city.Council, new(2026, 3, 1), improved: false);

        // Noted after the quarter that is over: neither counts yet.
        var now = await ReadAsync();
        Assert.Equal((new(2026, 1, 1), new(2026, 12, 31)), (now.From, now.AsAt));
        Assert.Equal([("Board", 1, 0, 0), ("Carriers", 0, 0, 0), ("Leaders", 2, 0, 0)], now.Boards.Select(b => (b.Name, b.Organisations, b.Reviewed, b.Improved)));
        city.Clock.Pass(TimeSpan.FromDays(80));
        // By the end of March that of the council is more than a year ago.
        now = await ReadAsync();
        Assert.Equal([("Board", 1, 0, 0), ("Carriers", 0, 0, 0), ("Leaders", 2, 1, 1)], now.Boards.Select(b => (b.Name, b.Organisations, b.Reviewed, b.Improved)));
        await ReviewAsync(city.HrLead, city.Council, new(2027, 4, 1), improved: false);
        city.Clock.Pass(TimeSpan.FromDays(91));
        now = await ReadAsync();
        Assert.Equal(new(2027, 6, 30), now.AsAt);
        Assert.Equal([("Board", 1, 1, 0), ("Carriers", 0, 0, 0), ("Leaders", 2, 1, 0)], now.Boards.Select(b => (b.Name, b.Organisations, b.Reviewed, b.Improved)));
        Assert.Equal((2, 1, 0), (now.Employers.Organisations, now.Employers.Reviewed, now.Employers.Improved));

        Task<ReadStrategyReviews.Reviews> ReadAsync() => new ReadStrategyReviews.Handler(city.Store, city.Partnership, city.Clock).HandleAsync(default);

        async Task ReviewAsync(PersonId by, OrganisationId of, DateOnly on, bool improved) => Assert.IsType<NoteEmployersDeed.Outcome.Done>(
            await new NoteEmployersDeed.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(by, of, new NoteEmployersDeed.Deed.Review(on, improved, "What was found.")), default));
    }
}
