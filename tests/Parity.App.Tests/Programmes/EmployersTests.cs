using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

public sealed class EmployersTests
{
    private static readonly Func<string, Uri> Page = code => new("https://example.org/programmes/" + code);

    [EveryDatabase]
    public async Task A_slow_employer_is_asked_again_and_holds_nobody_up(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var person = await city.PersonAsync("Tom Told");
        var id = await city.ApplyAsync(person, ApplicationRoute.EmployerTold, city.Hospital);
        Assert.Equal(ApplicationState.Submitted, await city.StateAsync(person, id));
        Assert.Equal(1, await MailsOfAsync(city, city.OtherHrLead));
        Assert.Equal(0, await MailsOfAsync(city, city.HrLead));

        // Sent on a Monday; the policy asks again 3, 7 and 12 working days after, and then leaves it.
        var chase = new ChaseEndorsements.Handler(city.Store, new(city.Store, city.Clock), city.Clock);
        var asked = new List<int>();
        for (int day = 1; day <= 25; day++)
        {
            city.Clock.Pass(TimeSpan.FromDays(1));
            if ((await chase.HandleAsync(default)).Letters > 0) asked.Add(WorkingDays.Between(new(2027, 1, 18), London.Today(city.Clock)));
            Assert.Equal(0, (await chase.HandleAsync(default)).Letters);
        }

        Assert.Equal([3, 7, 12], asked);
        var endorse = new Endorse.Handler(city.Store, city.Clock);
        Assert.IsType<Endorse.Outcome.NoSuchApplication>(await endorse.HandleAsync(new(city.HrLead, city.Council, id, true, ""), default));
        Assert.IsType<Endorse.Outcome.NotYet>(await endorse.HandleAsync(new(city.OtherHrLead, city.Hospital, id, null, ""), default));
        Assert.IsType<Endorse.Outcome.Done>(await endorse.HandleAsync(new(city.OtherHrLead, city.Hospital, id, true, "We gladly release him."), default));
        var known = Assert.Single((await PartAsync(city, city.Hospital)).Applications);
        Assert.Equal(("Tom Told", KnownStanding.Applied, true), (known.Name, known.Standing, known.Endorses));
        Assert.Empty((await PartAsync(city, city.Council)).Applications);
        var seen = Assert.Single(await new ReadApplications.Handler(city.Store, city.Accounts).HandleAsync(new(Only: id), default));
        Assert.Equal((3, true, "We gladly release him.", false), (seen.Endorsement!.AskedAgain, seen.Endorsement.Supports!.Value, seen.Endorsement.Comment, seen.WasNominated));
        Assert.DoesNotContain("gladly", await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task An_employer_that_tries_names_learns_nothing_and_sees_only_who_says_it_put_them_forward(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var nominate = new NominatePerson.Handler(city.Store, city.Clock);
        NominatePerson.Request For(string name, string mail) => new(city.HrLead, city.Council, city.Cohort, name, mail, Page);
        Assert.Equal(["cohort"], Assert.IsType<NominatePerson.Outcome.NotYet>(await nominate.HandleAsync(For("Sefa", "sefa@example.org"), default)).Mistakes.Select(m => m.Field));
        Assert.IsType<GiveBasis.Outcome.Done>(await new GiveBasis.Handler(city.Store, city.Clock).HandleAsync(new(city.HrLead, city.Council, city.Case, "Few of our seniors."), default));

        var secret = await WithMailAsync(city, "Sefa Secret", "sefa@example.org");
        var open = await WithMailAsync(city, "Nia Nominated", "nia@example.org");
        var hidden = await city.ApplyAsync(secret, ApplicationRoute.NoApproval, city.Council);
        foreach (var (name, mail) in ((string, string)[])[("Sefa Secret", "Sefa@Example.org"), ("Nobody Known", "nobody@example.org"), ("Nia Nominated", "nia@example.org")])
        {
            Assert.IsType<NominatePerson.Outcome.Nominated>(await nominate.HandleAsync(For(name, mail), default));
            Assert.IsType<NominatePerson.Outcome.Nominated>(await nominate.HandleAsync(For(name, mail), default));
        }

        Assert.All((await PartAsync(city, city.Council)).Nominations, n => Assert.False(n.HasApplied));
        await city.ApplyAsync(open, ApplicationRoute.Nominated, city.Council);
        var part = await PartAsync(city, city.Council);
        Assert.Equal([("Sefa Secret", false), ("Nobody Known", false), ("Nia Nominated", true)], part.Nominations.Select(n => (n.Name, n.HasApplied)));
        Assert.Equal(["Nia Nominated"], part.Applications.Select(a => a.Name));
        Assert.Equal(ApplicationState.Submitted, await city.StateAsync(secret, hidden));
        Assert.IsType<WithdrawNomination.Outcome.NoSuchNomination>(await new WithdrawNomination.Handler(city.Store, city.Clock).HandleAsync(new(city.OtherHrLead, city.Hospital, part.Nominations[0].Id), default));
        Assert.IsType<WithdrawNomination.Outcome.Done>(await new WithdrawNomination.Handler(city.Store, city.Clock).HandleAsync(new(city.HrLead, city.Council, part.Nominations[0].Id), default));
        Assert.DoesNotContain("nobody@example.org", await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task What_an_employer_lends_and_what_is_used_of_it_add_up(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var offer = new OfferSupport.Handler(city.Store, city.Clock);
        var note = new NoteSupport.Handler(city.Store, city.Partnership, city.Clock);
        Assert.IsType<OfferSupport.Outcome.Done>(await offer.HandleAsync(new(city.HrLead, city.Council, OfferKind.Mentor, 5, "Five heads of service"), default));
        Assert.Equal(["kind", "amount", "note"], Assert.IsType<OfferSupport.Outcome.NotYet>(await offer.HandleAsync(new(city.HrLead, city.Council, null, 0, " "), default)).Mistakes.Select(m => m.Field));
        var given = Assert.Single((await PartAsync(city, city.Council)).Offers);
        Assert.IsType<NoteSupport.Outcome.Done>(await note.HandleAsync(new(city.Manager, new NoteSupport.Deed.Used(given.Id, new(2027, 1, 18), 3, "Three pairs")), default));
        Assert.Equal(["used-amount"], Assert.IsType<NoteSupport.Outcome.NotYet>(await note.HandleAsync(new(city.Manager, new NoteSupport.Deed.Used(given.Id, new(2027, 1, 18), 3, "Too many")), default)).Mistakes.Select(m => m.Field));
        Assert.IsType<NoteSupport.Outcome.Done>(await note.HandleAsync(new(city.Manager, new NoteSupport.Deed.Paid(city.Council, city.Cohort, PaymentKind.Fee, 250_000, new(2027, 1, 18), "One place")), default));
        var part = await PartAsync(city, city.Council);
        Assert.Equal((5, 3, 250_000), (part.Offers.Sum(o => o.Amount), part.Offers.Sum(o => o.Used), part.Payments.Sum(p => p.Pence)));
        Assert.IsType<OfferSupport.Outcome.NoSuchOffer>(await offer.HandleAsync(new(city.OtherHrLead, city.Hospital, null, null, null, given.Id), default));
        Assert.IsType<OfferSupport.Outcome.Done>(await offer.HandleAsync(new(city.HrLead, city.Council, null, null, null, given.Id), default));
    }

    [EveryDatabase]
    public async Task An_employer_releases_its_own_people_with_a_place_and_nobody_elses(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var person = await city.PersonAsync("Sefa Secret");
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        await city.BringToAsync(ApplicationDeed.Offer, id);
        Assert.Empty((await PartAsync(city, city.Council)).Places);
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Accept, tell: true));
        var place = Assert.Single((await PartAsync(city, city.Council)).Places);
        Assert.Equal(("Sefa Secret", KnownStanding.HasPlace, 27m), (place.Name, place.Standing, place.Days));
        var deeds = new NoteEmployersDeed.Handler(city.Store, new(city.Store, city.Clock), city.Clock);
        Assert.IsType<NoteEmployersDeed.Outcome.NoSuchParticipant>(await deeds.HandleAsync(new(city.OtherHrLead, city.Hospital, new NoteEmployersDeed.Deed.Release(place.Participant, "All days")), default));
        Assert.IsType<NoteEmployersDeed.Outcome.Done>(await deeds.HandleAsync(new(city.HrLead, city.Council, new NoteEmployersDeed.Deed.Release(place.Participant, "All 27 days")), default));
        Assert.Equal("All 27 days", Assert.Single((await PartAsync(city, city.Council)).Places).Release);

        // Given back, the place and the knowledge of it are gone.
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Withdraw));
        Assert.Empty((await PartAsync(city, city.Council)).Places);
    }

    [EveryDatabase]
    public async Task What_time_is_over_for_is_gone_and_what_is_held_is_told_to_the_applicant(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var person = await city.PersonAsync("Ama Applies");
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        var drafter = await city.PersonAsync("Didi Draft");
        var draft = await city.FillInAsync(drafter, ApplicationRoute.NoApproval, city.Council);
        await new AnswerMonitoring.Handler(city.Store, city.Clock).HandleAsync(new(person, id, new Dictionary<string, string> { ["ethnicity"] = "B1" }), default);
        await new AskAdjustment.Handler(city.Store, city.Clock).HandleAsync(new(person, id, AdjustmentStage.Interview, "A room without stairs"), default);
        Assert.Single(await new ReadAdjustments.Handler(city.Store).HandleAsync(new(city.Manager, id, IsTeam: true), default));
        Assert.Empty(await new ReadAdjustments.Handler(city.Store).HandleAsync(new(city.HrLead, id, IsTeam: false), default));

        string copy = Encoding.UTF8.GetString(await new CopyOwnRecord.Handler(city.Store, [new HeldOfApplicant(city.Store, city.Clock)]).HandleAsync(new(person), default));
        foreach (string held in (string[])["What I did about empathy", "A room without stairs", "B1", "whether you said that you belong"]) Assert.Contains(held, copy, StringComparison.Ordinal);
        string another = Encoding.UTF8.GetString(await new CopyOwnRecord.Handler(city.Store, [new HeldOfApplicant(city.Store, city.Clock)]).HandleAsync(new(drafter), default));
        Assert.DoesNotContain("A room without stairs", another, StringComparison.Ordinal);

        var forget = new ForgetApplications.Handler(city.Store, city.Clock);
        Assert.Equal(new(0, 0, 0, 0, 0, 0, 0), await forget.HandleAsync(default));
        await ToAsync(city, new(2027, 2, 13));
        Assert.Equal(new(1, 0, 0, 0, 0, 0, 0), await forget.HandleAsync(default));
        Assert.Equal(ApplicationState.NotSent, await city.StateAsync(drafter, draft));
        await ToAsync(city, new(2027, 5, 15));
        Assert.Equal(1, (await forget.HandleAsync(default)).Drafts);
        Assert.Empty((await city.OwnAsync(drafter, draft)).Answers);
        await ToAsync(city, new(2027, 6, 11));
        Assert.Equal(1, (await forget.HandleAsync(default)).Declarations);
        await ToAsync(city, new(2028, 3, 13));
        var gone = await forget.HandleAsync(default);
        Assert.Equal((1, 1), (gone.Answers, gone.Adjustments));
        await ToAsync(city, new(2029, 1, 18));
        Assert.Equal(1, (await forget.HandleAsync(default)).Monitoring);
        Assert.Equal(new(0, 0, 0, 0, 0, 0, 0), await forget.HandleAsync(default));
        Assert.Equal(0, await city.Store.ReadAsync(records => records.Set<Answer>().CountAsync()) + await city.Store.ReadAsync(records => records.Set<MonitoringAnswers>().CountAsync()) + await city.Store.ReadAsync(records => records.Set<Adjustment>().CountAsync()));
    }

    [EveryDatabase]
    public async Task What_participants_wrote_and_need_and_who_was_put_forward_and_never_applied_goes_a_year_after_the_outcome(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var person = await city.PersonAsync("Pia Participant");
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        await new AskAdjustment.Handler(city.Store, city.Clock).HandleAsync(new(person, id, AdjustmentStage.Interview, "A room without stairs"), default);
        await city.BringToAsync(ApplicationDeed.Offer, id);
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Accept, tell: true));
        await new GiveBasis.Handler(city.Store, city.Clock).HandleAsync(new(city.HrLead, city.Council, city.Case, "Few here are senior."), default);
        Assert.IsType<NominatePerson.Outcome.Nominated>(await new NominatePerson.Handler(city.Store, city.Clock).HandleAsync(
            new(city.HrLead, city.Council, city.Cohort, "Noor Never", "noor@example.org", code => new Uri($"https://parity.example/{code}")), default));
        await ToAsync(city, new(2028, 3, 12));
        await new AskAdjustment.Handler(city.Store, city.Clock).HandleAsync(new(person, id, AdjustmentStage.Interview, "An interpreter"), default);
        await ToAsync(city, new(2028, 3, 13));
        var gone = await new ForgetApplications.Handler(city.Store, city.Clock).HandleAsync(default);
        Assert.Equal((1, 1, 1), (gone.Answers, gone.Adjustments, gone.Nominations));
        Assert.Equal(["An interpreter"], (await new ReadAdjustments.Handler(city.Store).HandleAsync(new(person, id, IsTeam: false), default)).Select(a => a.Need));
        Assert.Empty((await city.OwnAsync(person, id)).Answers);
        Assert.All((await city.OwnAsync(person, id)).Outcomes, o => Assert.Null(o.Feedback));
        await ToAsync(city, new(2029, 3, 14));
        Assert.Equal(1, (await new ForgetApplications.Handler(city.Store, city.Clock).HandleAsync(default)).Adjustments);
    }

    [EveryDatabase]
    public async Task A_briefing_has_as_many_places_as_it_has_and_tells_nobody_who_booked(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var book = new BookBriefing.Handler(city.Store, city.Clock);
        Task<BookBriefing.Outcome> BookAsync(string name, string mail) => book.HandleAsync(new(ProgrammeCity.Code, name, mail, "A seat near the door", s => new("https://parity.example/back/" + s)), default);
        Assert.Equal(["name", "mail"], Assert.IsType<BookBriefing.Outcome.NotYet>(await BookAsync("", "no address")).Mistakes.Select(m => m.Field));
        Assert.IsType<BookBriefing.Outcome.Booked>(await BookAsync("Ama", "ama@example.org"));
        Assert.IsType<BookBriefing.Outcome.Booked>(await BookAsync("Bea", "bea@example.org"));
        Assert.IsType<BookBriefing.Outcome.Full>(await BookAsync("Cleo", "cleo@example.org"));
        Assert.IsType<BookBriefing.Outcome.Full>(await BookAsync("Ama", "ama@example.org"));
        string copy = Encoding.UTF8.GetString(await new CopyOwnRecord.Handler(city.Store, [new HeldOfApplicant(city.Store, city.Clock)]).HandleAsync(new(await WithMailAsync(city, "Ama", "ama@example.org")), default));
        Assert.Contains("A seat near the door", copy, StringComparison.Ordinal);
        BookBriefing.Outcome answer = new BookBriefing.Outcome.Full();
        for (int tries = 0; tries < 100 && answer is BookBriefing.Outcome.Full; tries++) answer = await BookAsync("Ama", "ama@example.org");
        Assert.IsType<BookBriefing.Outcome.TooManyTries>(answer);
        Assert.Equal(["Ama", "Bea"], (await new ReadBookings.Handler(city.Store).HandleAsync(new(city.Manager, city.Cohort), default)).Select(b => b.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("near the door", await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);
        await ToAsync(city, new(2027, 1, 26));
        Assert.IsType<BookBriefing.Outcome.NoBriefing>(await BookAsync("Dora", "dora@example.org"));
    }

    [EveryDatabase]
    public async Task A_place_at_a_briefing_is_given_back_by_its_letter_alone_and_is_free_again(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var secrets = new List<string>();
        Task<BookBriefing.Outcome> BookAsync(string name, string mail) => new BookBriefing.Handler(city.Store, city.Clock).HandleAsync(new(ProgrammeCity.Code, name, mail, "A seat near the door", Address), default);
        Uri Address(string secret)
        {
            secrets.Add(secret);
            return new("https://parity.example/back/" + secret);
        }

        var cancel = new CancelBriefing.Handler(city.Store, city.Clock);
        foreach (string name in (string[])["ama", "bea"]) Assert.IsType<BookBriefing.Outcome.Booked>(await BookAsync(name, name + "@example.org"));
        Assert.Equal(2, secrets.Count);
        string everything = await Dump.EverythingAsync(city.Database);
        Assert.All(secrets, s => Assert.DoesNotContain(s, everything, StringComparison.Ordinal));
        var letters = await city.Store.ReadAsync(async records => (await records.Set<Parity.Platform.Accounts.Model.Mail>().ToListAsync()).ConvertAll(m => m.Open(city.Store.Key)!.ToString()));
        Assert.Single(letters, l => l.Contains(secrets[0], StringComparison.Ordinal) && l.Contains("Hello ama", StringComparison.Ordinal));

        Assert.Null(await cancel.LookAsync(new('0', 64), default));
        Assert.IsType<CancelBriefing.Outcome.NoPlace>(await cancel.HandleAsync(new(new('0', 64)), default));
        Assert.Equal((new DateOnly(2027, 1, 25), "City Hall"), (await cancel.LookAsync(secrets[0], default) is { } kept) ? (kept.On, kept.Place) : default);
        Assert.IsType<BookBriefing.Outcome.Full>(await BookAsync("cleo", "cleo@example.org"));
        Assert.IsType<CancelBriefing.Outcome.Done>(await cancel.HandleAsync(new(secrets[0]), default));
        Assert.Null(await cancel.LookAsync(secrets[0], default));
        Assert.IsType<CancelBriefing.Outcome.NoPlace>(await cancel.HandleAsync(new(secrets[0]), default));
        Assert.Equal(["bea"], (await new ReadBookings.Handler(city.Store).HandleAsync(new(city.Manager, city.Cohort), default)).Select(b => b.Name));

        // Whoever gave it back can have it again, while there is room, by a letter of its own.
        Assert.IsType<BookBriefing.Outcome.Booked>(await BookAsync("ama", "ama@example.org"));
        Assert.IsType<BookBriefing.Outcome.Full>(await BookAsync("cleo", "cleo@example.org"));
        Assert.IsType<CancelBriefing.Outcome.NoPlace>(await cancel.HandleAsync(new(secrets[0]), default));
        city.Clock.Pass(London.At(new(2027, 1, 25), new(13, 30)) - city.Clock.GetUtcNow());
        Assert.IsType<CancelBriefing.Outcome.NoPlace>(await cancel.HandleAsync(new(secrets[^1]), default));
    }

    [Fact]
    public async Task Whoever_has_the_letter_reads_which_briefing_it_is_and_gives_the_place_back_on_one_page()
    {
        await using var city = await ProgrammeCity.MakeAsync(Engine.Sqlite);
        string secret = "";
        Assert.IsType<BookBriefing.Outcome.Booked>(await new BookBriefing.Handler(city.Store, city.Clock).HandleAsync(new(ProgrammeCity.Code, "Ama", "ama@example.org", null, s => new("https://parity.example/" + (secret = s))), default));
        await using var server = await RunningServer.ServingAsync(city.Database, city.Clock);
        string page = "/briefing-places/" + secret;
        string html = await server.Client.GetStringAsync(page);
        Assert.Contains("Monday 25 January 2027", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Ama", html, StringComparison.Ordinal);
        var (given, _) = await server.Client.SendFormAsync(page, page, "");
        using (given)
        {
            Assert.Equal((HttpStatusCode.OK, "no-referrer"), (given.StatusCode, given.Headers.GetValues("Referrer-Policy").Single()));
            Assert.Contains("Your place is given back", await given.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // A used address and one that never was answer with the same words.
        using HttpResponseMessage used = await server.Client.GetAsync(page), never = await server.Client.GetAsync("/briefing-places/" + new string('0', 64));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (used.StatusCode, never.StatusCode));
        Assert.Contains("No place is kept under this address", await used.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("No place is kept under this address", await never.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<ReadEmployerPart.Part> PartAsync(ProgrammeCity city, OrganisationId organisation) => new ReadEmployerPart.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(organisation), default);

    private static async Task<int> MailsOfAsync(ProgrammeCity city, PersonId person) => await city.Store.ReadAsync(records => records.Set<Parity.Platform.Accounts.Model.Mail>().CountAsync(m => m.Person == person));

    private static Task<PersonId> WithMailAsync(ProgrammeCity city, string name, string mail) => city.Store.WriteAsync(
        new Change(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "somebody for a test"), records => Task.FromResult(AccountsDoor.Enrol(records, city.Clock, name, new HeldRole(Role.Public), mail)), default);

    private static Task ToAsync(ProgrammeCity city, DateOnly day)
    {
        city.GoTo(day);
        return Task.CompletedTask;
    }
}
