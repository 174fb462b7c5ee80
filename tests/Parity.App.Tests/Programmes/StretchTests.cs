using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Programmes.TakingPart;

namespace Parity.App.Tests.Programmes;

public sealed class StretchTests
{
    internal static readonly ContractTerms Terms = new("Lead across two services", "One referral form", "Sana at the Hospital", new(2027, 9, 1), new(2027, 12, 17), 6, "Wednesdays", "On site", new(2027, 12, 8), "the host's senior board", "The employer pays; the host insures.", "Two weeks' notice by any of the four.",
        HomeManager: "Hannah of the Council", Adjustments: "A desk by a window.", TalkDays: "2027-10-06\n2027-11-24");

    [EveryDatabase]
    public async Task An_assignment_goes_from_offer_to_presentation_with_four_signatures_that_a_changed_word_voids(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var offers = new OfferStretch.Handler(city.Store, city.Clock);
        Assert.IsType<OfferStretch.Outcome.Done>(await offers.HandleAsync(new(city.HrLead, city.Council, "Own project", "At home", 1, new(2027, 9, 1), new(2027, 12, 31)), default));
        Assert.IsType<OfferStretch.Outcome.Done>(await offers.HandleAsync(new(city.OtherHrLead, city.Hospital, "One door", "Bring referrals together", 1, new(2027, 9, 1), new(2027, 12, 31)), default));
        Assert.Equal(4, Assert.IsType<OfferStretch.Outcome.NotYet>(await offers.HandleAsync(new(city.OtherHrLead, city.Hospital, "", "", 0, null, null), default)).Mistakes.Count);
        var mine = await ReadAsync(city, ama, new ReadStretch.View.OfParticipant(place));
        var offer = Assert.Single(mine!.Offers);
        Assert.Equal(("The Hospital", true), (offer.Host, offer.OtherSector));
        Assert.Null(await ReadAsync(city, city.HrLead, new ReadStretch.View.OfParticipant(place)));

        var choose = new ChooseStretch.Handler(city.Store);
        var own = (await ReadAsync(city, city.HrLead, new ReadStretch.View.OfOrganisation(city.Council)))!.Offers[0];
        Assert.IsType<ChooseStretch.Outcome.NotYet>(await choose.HandleAsync(new(ama, place, [own.Id]), default));
        Assert.IsType<ChooseStretch.Outcome.NotYours>(await choose.HandleAsync(new(city.HrLead, place, [offer.Id]), default));
        Assert.IsType<ChooseStretch.Outcome.Done>(await choose.HandleAsync(new(ama, place, [offer.Id]), default));
        Assert.IsType<ChooseStretch.Outcome.Done>(await choose.HandleAsync(new(ama, place, [offer.Id]), default));
        var match = new MatchStretch.Handler(city.Store, new PartnershipDoor(city.Store), city.Accounts, city.Clock);
        Assert.Contains("another organisation", Assert.IsType<MatchStretch.Outcome.NotYet>(await match.HandleAsync(new(city.Manager, city.Cohort, place, own.Id, null), default)).Mistakes[0].Advice, StringComparison.Ordinal);
        var id = Assert.IsType<MatchStretch.Outcome.Matched>(await match.HandleAsync(new(city.Manager, city.Cohort, place, offer.Id, null), default)).Assignment;
        Assert.IsType<MatchStretch.Outcome.NotYet>(await match.HandleAsync(new(city.Manager, city.Cohort, place, offer.Id, null), default));
        Assert.Equal(["participant"], Assert.IsType<MatchStretch.Outcome.NotYet>(await match.HandleAsync(new(city.Manager, CohortId.New(city.Clock), place, offer.Id, null), default)).Mistakes.Select(m => m.Field));

        // Whom only the employer's sign-in vouches for may be somebody of the employer.
        Assert.IsType<ReadAssignment.Outcome.ProveFirst>(await new ReadAssignment.Handler(city.Store, new(city.Store, city.Clock), new(city.Store), city.Clock).HandleAsync(new(ama, null, false, id), default));
        Assert.IsType<AgreeContract.Outcome.ProveFirst>(await new AgreeContract.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(ama, null, false, id, new AgreeContract.Deed.Write(Terms)), default));

        // Six days is the rule of the shape, and a presentation is compulsory.
        Assert.Equal(["contract-days", "presentation-on"], Assert.IsType<AgreeContract.Outcome.NotYet>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Write(Terms with { Days = 5, PresentationOn = null }))).Mistakes.Select(m => m.Field));
        Assert.IsType<AgreeContract.Outcome.NotYet>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Sign(0)));
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Write(Terms)));
        PersonId[] four = [ama, city.HrLead, city.OtherHrLead, city.Manager];
        foreach (var one in four[..3]) Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, one, id, new AgreeContract.Deed.Sign(1)));
        Assert.Equal((AssignmentState.ToSign, 3), ((await OneAsync(city, ama, id))!.State, (await OneAsync(city, ama, id))!.Signatures.Count));
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, city.OtherHrLead, id, new AgreeContract.Deed.Write(Terms with { Pattern = "Thursdays" })));
        Assert.Empty((await OneAsync(city, ama, id))!.Signatures);
        Assert.IsType<AgreeContract.Outcome.NotYet>(await AgreeAsync(city, city.Manager, id, new AgreeContract.Deed.Sign(1)));
        foreach (var one in four) Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, one, id, new AgreeContract.Deed.Sign(2)));
        Assert.Equal(AssignmentState.Active, (await OneAsync(city, ama, id))!.State);

        Assert.IsType<AgreeContract.Outcome.NotYet>(await AgreeAsync(city, city.Manager, id, new AgreeContract.Deed.Close()));
        Assert.IsType<AgreeContract.Outcome.NotYours>(await AgreeAsync(city, city.HrLead, id, new AgreeContract.Deed.CheckIn(new(2027, 4, 20), "Well")));
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, city.OtherHrLead, id, new AgreeContract.Deed.CheckIn(new(2027, 4, 20), "Settled in well")));
        Assert.IsType<AgreeContract.Outcome.NotYours>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Present(new(2027, 4, 20), "Good", false)));
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, city.OtherHrLead, id, new AgreeContract.Deed.Present(new(2027, 4, 20), "The board takes it up", true)));
        Assert.Equal("The board takes it up", (await OneAsync(city, ama, id))!.Feedback);
        Assert.Null((await OneAsync(city, city.HrLead, id))!.Feedback);
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, city.Manager, id, new AgreeContract.Deed.Close()));

        // The host sees the participant while it lasts and no longer.
        Assert.Null(await OneAsync(city, city.OtherHrLead, id));
        Assert.Empty((await ReadAsync(city, city.OtherHrLead, new ReadStretch.View.OfOrganisation(city.Hospital)))!.Assignments);
        Assert.NotNull(await OneAsync(city, city.HrLead, id));
        Assert.Null(await OneAsync(city, await city.PersonAsync("Nobody"), id));
        string everything = await Dump.EverythingAsync(city.Database);
        Assert.DoesNotContain("takes it up", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("referral form", everything, StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task Without_a_presentation_an_assignment_closes_only_with_a_recorded_reason(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        await new OfferStretch.Handler(city.Store, city.Clock).HandleAsync(new(city.OtherHrLead, city.Hospital, "One door", "Bring referrals together", 1, new(2027, 9, 1), new(2027, 12, 31)), default);
        var offer = (await ReadAsync(city, ama, new ReadStretch.View.OfParticipant(place)))!.Offers[0];
        var id = Assert.IsType<MatchStretch.Outcome.Matched>(await new MatchStretch.Handler(city.Store, new PartnershipDoor(city.Store), city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, place, offer.Id, null), default)).Assignment;
        Assert.IsType<AgreeContract.Outcome.NotYours>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Waive("I would rather not")));
        Assert.IsType<AgreeContract.Outcome.NotYet>(await AgreeAsync(city, city.Manager, id, new AgreeContract.Deed.Close()));
        Assert.IsType<AgreeContract.Outcome.NotYet>(await AgreeAsync(city, city.Manager, id, new AgreeContract.Deed.Waive(" ")));
        // Somebody whose role ends with the day: for whom they speak is asked in the transaction, tomorrow.
        var leaving = await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "somebody for a test"), records =>
            Task.FromResult(AccountsDoor.Enrol(records, city.Clock, "Mia Manages", new(Platform.Accounts.Contract.Role.ProgrammeManager), until: London.Today(city.Clock))), default);
        Assert.IsType<AgreeContract.Outcome.NotYours>(await WaiveAsync(new ManualClock(city.Clock.GetUtcNow().AddDays(1))));
        Assert.IsType<AgreeContract.Outcome.Done>(await WaiveAsync(city.Clock));
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, city.Manager, id, new AgreeContract.Deed.Close()));
        Assert.IsType<AgreeContract.Outcome.NotYet>(await AgreeAsync(city, city.Manager, id, new AgreeContract.Deed.Write(Terms)));

        Task<AgreeContract.Outcome> WaiveAsync(TimeProvider clock) =>
            new AgreeContract.Handler(city.Store, city.Accounts, clock).HandleAsync(new(leaving, null, true, id, new AgreeContract.Deed.Waive("The host closed")), default);
    }

    [EveryDatabase]
    public async Task Whoever_acts_for_two_organisations_signs_a_contract_for_one_of_them(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        await new OfferStretch.Handler(city.Store, city.Clock).HandleAsync(new(city.OtherHrLead, city.Hospital, "One door", "Bring referrals together", 1, new(2027, 9, 1), new(2027, 12, 31)), default);
        var offer = (await ReadAsync(city, ama, new ReadStretch.View.OfParticipant(place)))!.Offers[0];
        var id = Assert.IsType<MatchStretch.Outcome.Matched>(await new MatchStretch.Handler(city.Store, new PartnershipDoor(city.Store), city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, place, offer.Id, null), default)).Assignment;
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Write(Terms)));
        var both = await city.PersonAsync("Bo Both", Platform.Accounts.Contract.Role.HrLead, city.Council);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.RoleGranted, "a second organisation for a test"), records =>
            AccountsDoor.GiveAsync(records, city.Clock, both, new(Platform.Accounts.Contract.Role.HrLead, city.Hospital)), default);

        Assert.IsType<AgreeContract.Outcome.Done>(await SignAsync(city.Council));
        Assert.IsType<AgreeContract.Outcome.Done>(await SignAsync(city.Council));
        Assert.Contains("another of the four", Assert.Single(Assert.IsType<AgreeContract.Outcome.NotYet>(await SignAsync(city.Hospital)).Mistakes).Advice, StringComparison.Ordinal);
        Assert.Single((await OneAsync(city, ama, id))!.Signatures);
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, city.OtherHrLead, id, new AgreeContract.Deed.Sign(1)));

        Task<AgreeContract.Outcome> SignAsync(OrganisationId organisation) =>
            new AgreeContract.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(both, organisation, true, id, new AgreeContract.Deed.Sign(1)), default);
    }

    [Fact]
    public void Ones_own_employer_a_full_offer_and_a_wrong_time_bar_a_match_and_the_same_sector_asks_for_a_reason()
    {
        var good = new StretchFaults.Match(false, false, 1, new(2027, 9, 1), new(2027, 12, 1), new(2027, 4, 19), new(2028, 4, 14), null);
        Assert.Empty(StretchFaults.Of(good));
        Assert.Equal("own-employer", Assert.Single(StretchFaults.Of(good with { IsOwn = true })).Code);
        Assert.Equal("no-place", Assert.Single(StretchFaults.Of(good with { Left = 0 })).Code);
        Assert.Equal("other-time", Assert.Single(StretchFaults.Of(good with { From = new(2028, 5, 1), Until = new(2028, 6, 1) })).Code);
        Assert.Equal("same-sector", Assert.Single(StretchFaults.Of(good with { IsSameSector = true })).Code);
        Assert.Empty(StretchFaults.Of(good with { IsSameSector = true, Reason = "The only one with a ward" }));
    }

    [Fact]
    public void Agreed_days_lie_on_the_agreed_days_of_the_week_or_evenly_and_never_on_a_holiday()
    {
        // From Tuesday 1 June 2027; the spring bank holiday is Monday 31 May.
        var terms = Terms with { From = new(2027, 6, 1), Until = new(2027, 6, 30), Days = 4.5m, Weekdays = "Tuesday Wednesday" };
        Assert.Equal([(new(2027, 6, 1), 1m), (new(2027, 6, 2), 1m), (new(2027, 6, 8), 1m), (new(2027, 6, 9), 1m), (new DateOnly(2027, 6, 15), 0.5m)], AgreedDays.Of(terms));
        Assert.Equal([new(2027, 6, 1), new(2027, 6, 7)], AgreedDays.Of(terms with { From = new(2027, 5, 31), Until = new(2027, 6, 11), Days = 2, Weekdays = "" }).Select(d => d.On));
        Assert.Equal([new DateOnly(2027, 6, 7)], AgreedDays.Of(terms with { From = new(2027, 5, 31), Until = new(2027, 6, 11), Days = 2, Weekdays = "Monday" }).Select(d => d.On));
        Assert.Contains("contract-weekdays", StretchFaults.Of(terms with { From = new(2027, 5, 31), Until = new(2027, 6, 11), Days = 2, Weekdays = "Monday" }, 2, new(2027, 4, 19), new(2028, 4, 18)).Select(f => f.Code));
        Assert.DoesNotContain("contract-weekdays", StretchFaults.Of(terms, 4.5m, new(2027, 4, 19), new(2028, 4, 18)).Select(f => f.Code));
    }

    [Fact]
    public void What_is_entered_stands_for_the_agreed_day_of_its_date_and_else_for_the_earliest()
    {
        (DateOnly On, int Minutes)[] agreed = [(new(2027, 6, 1), 480), (new(2027, 6, 2), 480), (new(2027, 6, 8), 480)];
        Assert.Equal(agreed, AgreedDays.Left(agreed, []));
        Assert.Equal([agreed[0], (agreed[1].On, 240), agreed[2]], AgreedDays.Left(agreed, [(agreed[1].On, 240)]));
        Assert.Equal([(agreed[1].On, 240), agreed[2]], AgreedDays.Left(agreed, [(new(2027, 5, 20), 480), (agreed[1].On, 240)]));
        Assert.Empty(AgreedDays.Left(agreed, [(new(2027, 5, 20), 1440), (agreed[1].On, 480)]));
    }

    [EveryDatabase]
    public async Task Agreed_days_count_as_planned_for_everybody_whom_they_concern_while_all_four_signatures_stand(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var lead = await city.PersonAsync("Lou Leads", Platform.Accounts.Contract.Role.LineManager, city.Council);
        var deeds = new NoteEmployersDeed.Handler(city.Store, new(city.Store, city.Clock), city.Clock);
        Assert.IsType<NoteEmployersDeed.Outcome.Done>(await deeds.HandleAsync(new(city.HrLead, city.Council, new NoteEmployersDeed.Deed.NameLead(place, lead)), default));
        Assert.IsType<NoteEmployersDeed.Outcome.Done>(await deeds.HandleAsync(new(city.HrLead, city.Council, new NoteEmployersDeed.Deed.Release(place, "Cover by two colleagues", "20", [], "2027-09-08 to 2027-09-20")), default));
        await new OfferStretch.Handler(city.Store, city.Clock).HandleAsync(new(city.OtherHrLead, city.Hospital, "One door", "Bring referrals together", 1, new(2027, 9, 1), new(2027, 12, 31)), default);
        var offer = (await ReadAsync(city, ama, new ReadStretch.View.OfParticipant(place)))!.Offers[0];
        var id = Assert.IsType<MatchStretch.Outcome.Matched>(await new MatchStretch.Handler(city.Store, new PartnershipDoor(city.Store), city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, place, offer.Id, null), default)).Assignment;
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Write(Terms with { Weekdays = "Wednesday" })));
        async Task<(decimal Planned, decimal Short)> LedgerAsync() => (await TakingPartTests.PlaceAsync(city, ama)).Ledger.Lines.Single(l => l.Type.Code == "stretch") is var line ? (line.DaysPlanned, line.DaysShort) : default;
        async Task<ReadEmployerPart.Place> OfEmployerAsync() => Assert.Single((await new ReadEmployerPart.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(city.Council), default)).Places);
        async Task<ReadForecast.Person> ForecastAsync() => Assert.Single((await new ReadForecast.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(city.Cohort), default))!.People);

        // Before anybody is bound, those whom the release concerns see that a day clashes with it, and the host does not.
        Assert.Equal([new(2027, 9, 8), new DateOnly(2027, 9, 15)], (await OneAsync(city, ama, id))!.Clashes.Select(c => c.Day.On));
        Assert.Equal(2, (await OneAsync(city, city.HrLead, id))!.Clashes.Count);
        Assert.Empty((await OneAsync(city, city.OtherHrLead, id))!.Clashes);
        PersonId[] four = [ama, city.HrLead, city.OtherHrLead, city.Manager];
        foreach (var one in four[..3]) Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, one, id, new AgreeContract.Deed.Sign(1)));
        Assert.Equal((0, 6), await LedgerAsync());
        Assert.Empty((await OfEmployerAsync()).Ahead);
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, city.Manager, id, new AgreeContract.Deed.Sign(1)));

        // Six Wednesdays from 1 September: five in that month, one in October.
        (DateOnly, decimal)[] months = [(new(2027, 9, 1), 5), (new(2027, 10, 1), 1)];
        Assert.Equal((6, 0), await LedgerAsync());
        Assert.Equal(months, (await OfEmployerAsync()).Ahead);
        Assert.Equal(2, (await OfEmployerAsync()).Clashes.Count);
        Assert.Equal((21m, 2), ((await ForecastAsync()).DaysShort, (await ForecastAsync()).Clashes));
        Assert.Equal(months, (await ForecastAsync()).Ahead);
        var team = Assert.Single(await new ReadTeam.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(lead), default));
        Assert.Equal(months, team.Ahead);
        Assert.Equal(2, team.Clashes.Count);
        string secret = Assert.IsType<NoteOwnPart.Outcome.Done>(await TakingPartTests.OwnAsync(city, ama, place, new NoteOwnPart.Deed.MakeCalendar())).CalendarSecret!;
        async Task<IReadOnlyList<ReadCalendar.Date>> CalendarAsync() => (await new ReadCalendar.Handler(city.Store).HandleAsync(new(secret), default))!;
        var dates = await CalendarAsync();
        Assert.Equal(Enumerable.Range(0, 6).Select(week => (DateOnly?)new DateOnly(2027, 9, 1).AddDays(7 * week)), dates.Select(d => (DateOnly?)d.On));
        Assert.Equal((6, 6), (dates.Select(d => d.Id).Distinct().Count(), dates.IntersectBy((await CalendarAsync()).Select(d => d.Id), d => d.Id).Count()));
        string calendar = CalendarText.Of(dates);
        Assert.Contains("DTSTART;VALUE=DATE:20270901\r\nDTEND;VALUE=DATE:20270902\r\nSUMMARY:Development day\r\nEND:VEVENT", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain("One door", calendar, StringComparison.Ordinal);
        Assert.Equal(2, (await TakingPartTests.PlaceAsync(city, ama)).Clashes.Count);

        // What the participant enters stands in place of an agreed day, and changes nothing for the employer.
        Assert.IsType<NoteOwnPart.Outcome.Done>(await TakingPartTests.OwnAsync(city, ama, place, new NoteOwnPart.Deed.EnterDay("stretch", 480, new(2027, 9, 2), "A day later")));
        Assert.Equal((6, 0), await LedgerAsync());
        Assert.Equal(5, (await TakingPartTests.PlaceAsync(city, ama)).AgreedDays.Count);
        Assert.Equal([new(2027, 9, 2), new(2027, 9, 8)], (await CalendarAsync()).Select(d => d.On).Take(2));
        Assert.Equal(months, (await OfEmployerAsync()).Ahead);

        // A changed word voids the signatures, and with them the days; they count again once all four have signed.
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, ama, id, new AgreeContract.Deed.Write(Terms with { Weekdays = "Thursday" })));
        Assert.Equal((1, 5), await LedgerAsync());
        foreach (var one in four) Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, one, id, new AgreeContract.Deed.Sign(2)));
        Assert.Equal((6, 0), await LedgerAsync());

        // What is closed early leaves no day to come.
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, city.Manager, id, new AgreeContract.Deed.Waive("The host closed")));
        Assert.IsType<AgreeContract.Outcome.Done>(await AgreeAsync(city, city.Manager, id, new AgreeContract.Deed.Close()));
        Assert.Empty((await OfEmployerAsync()).Ahead);
        Assert.Equal((1, 5), await LedgerAsync());
    }

    private static Task<ReadStretch.Stretch?> ReadAsync(ProgrammeCity city, PersonId by, ReadStretch.View view) => new ReadStretch.Handler(city.Store, new(city.Store, city.Clock), new(city.Store)).HandleAsync(new(by, view), default);

    private static async Task<ReadAssignment.One?> OneAsync(ProgrammeCity city, PersonId by, Guid id) =>
        (await new ReadAssignment.Handler(city.Store, new(city.Store, city.Clock), new(city.Store), city.Clock).HandleAsync(new(by, await ForAsync(city, by), true, id), default) as ReadAssignment.Outcome.Found)?.One;

    private static async Task<AgreeContract.Outcome> AgreeAsync(ProgrammeCity city, PersonId by, Guid id, AgreeContract.Deed deed) =>
        await new AgreeContract.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(by, await ForAsync(city, by), true, id, deed), default);

    private static async Task<OrganisationId?> ForAsync(ProgrammeCity city, PersonId by) =>
        (await new AccountsDoor(city.Store, city.Clock).FindAsync(by, default))!.ActsFor.Select(o => (OrganisationId?)o).FirstOrDefault();
}
