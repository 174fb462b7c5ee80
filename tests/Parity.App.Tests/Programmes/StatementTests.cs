using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.SampleCity.Model;
using Parity.Platform.Storage;
using Parity.Web.Modules.Programmes.Employers;
using Parity.Web.Modules.Shared;

namespace Parity.App.Tests.Programmes;

public sealed class StatementTests
{
    [EveryDatabase]
    public async Task What_a_statement_says_adds_up_to_the_ledger_and_repeats_no_remark(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var note = new NoteSupport.Handler(city.Store, city.Partnership, city.Clock);
        var offer = new OfferSupport.Handler(city.Store, city.Clock);
        var pledge = new PledgeSupport.Handler(city.Store, city.Clock);
        DateOnly day = new(2027, 1, 18);
        async Task DoneAsync(NoteSupport.Deed deed) => Assert.IsType<NoteSupport.Outcome.Done>(await note.HandleAsync(new(city.Manager, deed), default));
        Assert.Equal("pounds", Assert.IsType<PledgeSupport.Outcome.NotYet>(await pledge.HandleAsync(new(city.HrLead, city.Council, "We pay.", false, 0), default)).Field);
        Assert.IsType<PledgeSupport.Outcome.Done>(await pledge.HandleAsync(new(city.HrLead, city.Council, "We pay.", false, 900_000), default));
        Assert.IsType<OfferSupport.Outcome.Done>(await offer.HandleAsync(new(city.HrLead, city.Council, OfferKind.Mentor, 5, "Ama Agyeman and four others"), default));
        Assert.IsType<OfferSupport.Outcome.Done>(await offer.HandleAsync(new(city.OtherHrLead, city.Hospital, OfferKind.Venue, 2, "A room"), default));
        var offers = await city.Store.ReadAsync(records => records.Set<OfferInKind>().ToDictionaryAsync(o => o.Kind, o => o.Id));
        await DoneAsync(new NoteSupport.Deed.Used(offers[OfferKind.Mentor], day, 2, "Ama Agyeman mentors", city.Cohort));
        await DoneAsync(new NoteSupport.Deed.Used(offers[OfferKind.Mentor], day, 1, "A talk"));
        await DoneAsync(new NoteSupport.Deed.Paid(city.Council, city.Cohort, PaymentKind.Sponsorship, 500_000, day, "For Ama Agyeman"));
        await DoneAsync(new NoteSupport.Deed.Paid(city.Council, city.Cohort, PaymentKind.Sponsorship, 100_050, day, ""));
        await DoneAsync(new NoteSupport.Deed.Paid(city.Council, null, PaymentKind.Fee, 250_000, day, ""));
        await DoneAsync(new NoteSupport.Deed.Paid(city.Hospital, null, PaymentKind.Bursary, 70_000, day, ""));
        await DoneAsync(new NoteSupport.Deed.Promised(city.Council, city.Cohort, PaymentKind.Sponsorship, 400_000, day));
        await DoneAsync(new NoteSupport.Deed.Promised(city.Council, city.Cohort, PaymentKind.Sponsorship, 300_000, day));
        await DoneAsync(new NoteSupport.Deed.Promised(city.Council, city.Cohort, PaymentKind.Bursary, 80_000, day));
        await DoneAsync(new NoteSupport.Deed.Promised(city.Hospital, null, PaymentKind.Fee, 250_000, day));
        await DoneAsync(new NoteSupport.Deed.Promised(city.Hospital, null, PaymentKind.Fee, 999_900, day));
        var money = new ReadMoney.Handler(city.Store, city.Partnership, city.Clock);
        await DoneAsync(new NoteSupport.Deed.EndPromise((await money.HandleAsync(default)).Promises.Single(p => p.Pence == 999_900).Id));
        Assert.Equal(["promising", "promised-for", "promised-pounds", "promised-on"], Assert.IsType<NoteSupport.Outcome.NotYet>(await note.HandleAsync(new(city.Manager, new NoteSupport.Deed.Promised(null, null, null, 0, null)), default)).Mistakes.Select(m => m.Field));
        var wrong = Assert.IsType<NoteSupport.Outcome.NotYet>(await note.HandleAsync(new(city.Manager, new NoteSupport.Deed.Paid(city.Council, CohortId.New(city.Clock), PaymentKind.Fee, 1, day, "")), default));
        Assert.Equal(["paid-cohort"], wrong.Mistakes.Select(m => m.Field));
        var nobodys = OrganisationId.New(city.Clock);
        Assert.Equal(["organisation"], Assert.IsType<NoteSupport.Outcome.NotYet>(await note.HandleAsync(new(city.Manager, new NoteSupport.Deed.Paid(nobodys, null, PaymentKind.Fee, 1, day, "")), default)).Mistakes.Select(m => m.Field));
        Assert.Equal(["promising"], Assert.IsType<NoteSupport.Outcome.NotYet>(await note.HandleAsync(new(city.Manager, new NoteSupport.Deed.Promised(nobodys, null, PaymentKind.Fee, 1, day)), default)).Mistakes.Select(m => m.Field));
        var lines = await city.Store.ReadAsync(records => records.Set<ChangeRecord>().Where(c => c.Kind == ChangeKind.SupportNoted.Name).OrderBy(c => c.Position).ToListAsync());
        Assert.Equal(
            [("noted that what an employer lent was used", city.Council), ("noted what an employer paid", city.Council), ("noted what an employer paid", city.Hospital), ("noted a sum that an employer promised", city.Council), ("noted a sum that an employer promised", city.Hospital), ("noted that a promised sum is not promised any more", (OrganisationId?)city.Hospital)],
            lines.Select(l => (l.Reason, l.Organisation)).Distinct());

        var council = await StatementAsync(city, city.Council);
        var hospital = await StatementAsync(city, city.Hospital);
        Assert.Equal((900_000, 1_680_000, 850_050), (council.PencePledged, council.PencePromised, council.PenceGiven));
        string title = council.Supported[0].Title;
        Assert.Equal([(PaymentKind.Fee, null, 0, 250_000), (PaymentKind.Sponsorship, title, 700_000, 600_050), (PaymentKind.Bursary, title, 80_000, 0)], council.Money.Select(m => (m.Kind, m.Cohort, m.Promised, m.Pence)));
        Assert.Equal([(PaymentKind.Fee, null, 250_000, 0), (PaymentKind.Bursary, null, 0, 70_000)], hospital.Money.Select(m => (m.Kind, m.Cohort, m.Promised, m.Pence)));
        Assert.Equal([(null, 1), (council.Supported[0].Title, 2)], council.Lent.Select(u => (u.Cohort, u.Amount)));
        Assert.Equal([(city.Cohort, 3)], council.Supported.Select(s => (s.Id, s.Places)));
        Assert.Empty(hospital.Supported);

        // All statements together are the ledger, and so are the rows of their files.
        var (paid, promised, used) = await city.Store.ReadAsync(async records => (
            await records.Set<Payment>().SumAsync(p => p.Pence), await records.Set<OfferInKind>().SumAsync(o => o.Amount), await records.Set<OfferUse>().SumAsync(u => u.Amount)));
        Assert.Equal(paid, council.PenceGiven + hospital.PenceGiven);
        var support = await new ReadSupport.Handler(city.Store, city.Partnership, city.Clock).HandleAsync(default);
        Assert.Equal(support.Select(e => (e.PencePromised, e.PencePaid)).Order(), new[] { council, hospital }.Select(s => (s.PencePromised, s.PenceGiven)).Order());
        // By cohort it is the same money.
        var byCohort = await money.HandleAsync(default);
        Assert.Equal([(null, PaymentKind.Fee, 250_000, 250_000), (null, PaymentKind.Bursary, 0, 70_000), (title, PaymentKind.Sponsorship, 700_000, 600_050), (title, PaymentKind.Bursary, 80_000, 0)], byCohort.Lines.Select(l => (l.Cohort, l.Kind, l.PencePromised, l.PencePaid)));
        Assert.Equal(council.PencePromised + hospital.PencePromised, byCohort.PencePledged + byCohort.Lines.Sum(l => l.PencePromised));
        var outcomes = await new ReadOutcomes.Handler(city.Store, city.Clock).HandleAsync(default);
        var partners = (await city.Partnership.AllAsync(default)).ToDictionary(o => o.Id);
        (OrganisationId Of, ReadStatement.Statement Given)[] both = [(city.Council, council), (city.Hospital, hospital)];
        List<string[]> rows = [.. both.SelectMany(s => new EmployerStatement(partners[s.Of], s.Given, [], outcomes, null).Rows())];
        Assert.All(rows, row => Assert.Equal(EmployerStatement.Columns.Count, row.Length));
        Assert.Equal(paid / 100m, Sum(rows, "pounds", 4));
        Assert.Equal((council.PencePromised + hospital.PencePromised) / 100m, Sum(rows, "pounds", 3));
        Assert.Equal((promised, used), (Sum(rows, "number", 3), Sum(rows, "number", 4)));
        Assert.DoesNotContain("Agyeman", string.Join(' ', rows.SelectMany(r => r)), StringComparison.Ordinal);
        Assert.Equal(2 * outcomes.Figures.Count, rows.Count(r => r[0] == "outcome"));
    }

    [EveryDatabase]
    public async Task Mentors_rooms_speakers_and_assignments_are_counted_from_the_records_of_cohorts_by_themselves(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var count = new CountGiven.Handler(city.Store, city.Accounts);
        Assert.Empty(await count.HandleAsync(new(city.Hospital), default));

        var offer = new OfferSupport.Handler(city.Store, city.Clock);
        foreach (var (kind, amount) in ((OfferKind, int)[])[(OfferKind.Mentor, 4), (OfferKind.Venue, 2), (OfferKind.Speaker, 1)])
            Assert.IsType<OfferSupport.Outcome.Done>(await offer.HandleAsync(new(city.OtherHrLead, city.Hospital, kind, amount, $"Lent: {kind}"), default));
        var offers = await city.Store.ReadAsync(records => records.Set<OfferInKind>().ToDictionaryAsync(o => o.Kind, o => o.Id));
        var plan = new PlanCohortDay.Handler(city.Store, city.Clock);
        foreach (var on in (DateOnly[])[new(2027, 5, 3), new(2027, 5, 4)])
            Assert.IsType<PlanCohortDay.Outcome.Done>(await plan.HandleAsync(new(city.Manager, new PlanCohortDay.Deed.Make(city.Cohort, "modules", "Leading", on, new(9, 30), new(16, 30), "", "", offers[OfferKind.Venue], on.Day == 3 ? offers[OfferKind.Speaker] : null, Module: 1)), default));
        PersonId mentor = await city.PersonAsync("Mina Mentors", Role.Mentor, city.Hospital);
        Assert.IsType<NameMentors.Outcome.Done>(await new NameMentors.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new Dictionary<ParticipantId, PersonId?> { [place] = mentor }), default));
        Assert.IsType<OfferStretch.Outcome.Done>(await new OfferStretch.Handler(city.Store, city.Clock).HandleAsync(new(city.OtherHrLead, city.Hospital, "One door", "Bring referrals together", 3, new(2027, 9, 1), new(2027, 12, 31)), default));
        var hosted = (await new ReadStretch.Handler(city.Store, city.Accounts, city.Partnership).HandleAsync(new(ama, new ReadStretch.View.OfParticipant(place)), default))!.Offers[0];
        Assert.IsType<MatchStretch.Outcome.Matched>(await new MatchStretch.Handler(city.Store, city.Partnership, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, place, hosted.Id, null), default));

        var lines = await count.HandleAsync(new(city.Hospital), default);
        Assert.Equal(
            [(OfferKind.Mentor, null, 4, 1), (OfferKind.Mentor, "Stepping Up", null, 1), (OfferKind.Venue, null, 2, 2), (OfferKind.Venue, "Stepping Up", null, 2), (OfferKind.Speaker, null, 1, 1), (OfferKind.Speaker, "Stepping Up", null, 1), (OfferKind.StretchAssignment, null, 3, 1), (OfferKind.StretchAssignment, "Stepping Up", (int?)null, 1)],
            lines.Select(l => (l.Kind, l.Cohort, l.Offered, l.Used)));
        // A day that is cancelled is no day in a room, and the participant's own employer gave none of it.
        var day = (await new ReadRunning.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!.Days[0];
        Assert.IsType<PlanCohortDay.Outcome.Done>(await plan.HandleAsync(new(city.Manager, new PlanCohortDay.Deed.Cancel(day.Id)), default));
        Assert.Equal(1, (await count.HandleAsync(new(city.Hospital), default)).First(l => l.Kind is OfferKind.Venue).Used);
        Assert.Empty(await count.HandleAsync(new(city.Council), default));
    }

    [Fact]
    public async Task A_sponsor_reads_its_own_statement_which_names_nobody_and_tells_the_outcomes_that_are_told_already()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        var people = await server.Client.PeopleAsync();
        string sponsor = await server.SignInAsync(people.First(p => p.Roles.Contains("sponsor")));
        string page = await TextAsync(sponsor, "/employer/statement"), file = await TextAsync(sponsor, "/employer/statement.csv");
        Assert.Contains("12,500 given, 3 of 4 offers in kind used", page, StringComparison.Ordinal);
        Assert.Contains("15,000.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("own people", file, StringComparison.Ordinal);
        foreach (var one in Cast.All.Where(p => p.Name != "Constance Adebowale"))
        {
            Assert.DoesNotContain(one.Name, page, StringComparison.Ordinal);
            Assert.DoesNotContain(one.Name, file, StringComparison.Ordinal);
        }

        // Every figure stands word for word in the file of outcomes.
        string told = await TextAsync(sponsor, "/outcomes/figures.csv");
        var outcomes = file.Split("\r\n").Where(l => l.StartsWith("outcome,", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(outcomes);
        Assert.All(outcomes, line => Assert.Contains(line[(line.IndexOf(",,,,", StringComparison.Ordinal) + 4)..].TrimStart(','), told, StringComparison.Ordinal));
        using var others = await server.GetAsync("/programme/employers", ("Cookie", sponsor));
        Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);

        async Task<string> TextAsync(string who, string path)
        {
            using var answer = await server.GetAsync(path, ("Cookie", who));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public void A_sponsor_of_the_whole_partnership_has_no_statement_of_an_organisation_to_read()
    {
        Account Holding(HeldRole holds) => new(PersonId.New(TimeProvider.System), "A sponsor", false, [holds]);
        var within = Holding(new(Role.Sponsor, OrganisationId.New(TimeProvider.System)));
        var whole = Holding(new(Role.Sponsor));
        Assert.True(RoutePolicy.ReadsOwnStatement.Admits!(within) && ServiceParts.Of(within).Any(p => p.Href == "/employer/statement"));
        Assert.False(RoutePolicy.ReadsOwnStatement.Admits!(whole) || ServiceParts.Of(whole).Any(p => p.Href == "/employer/statement"));
        Assert.False(RoutePolicy.ReadsOwnStatement.Admits!(within with { IsDisabled = true }));
    }

    private static Task<ReadStatement.Statement> StatementAsync(ProgrammeCity city, OrganisationId of) => new ReadStatement.Handler(city.Store, city.Clock).HandleAsync(new(of), default);

    private static decimal Sum(IEnumerable<string[]> rows, string unit, int column) => rows.Where(r => r[5] == unit && r[column].Length > 0).Sum(r => decimal.Parse(r[column], CultureInfo.InvariantCulture));
}
