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

/// <summary>What bars a pair of mentor and participant although nothing joins the two any more, or only a declared link.</summary>
public sealed class MentorBarsTests
{
    [EveryDatabase]
    public async Task Whoever_was_of_the_participants_organisation_mentors_them_only_after_two_years(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (_, ama) = await PlaceAsync(city, "Ama");
        var left = await MentorAsync(city, "Leo Left");
        await GiveAsync(city, left, new(Role.HrAnalyst, city.Council));
        var mistaken = await MentorAsync(city, "Mia Mistaken");
        await GiveAsync(city, mistaken, new(Role.HrAnalyst, city.Council));
        await EndAsync(city, mistaken, new(Role.HrAnalyst, city.Council));
        city.Clock.Pass(TimeSpan.FromDays(30));
        await EndAsync(city, left, new(Role.HrAnalyst, city.Council));
        var ended = London.Today(city.Clock);

        Assert.Equal([MentorBar.FormerEmployer], await MentorsTests.BarredAsync(city, (ama, left)));
        await MentorsTests.DoneAsync(city, (ama, mistaken));
        city.GoTo(ended.AddMonths(24));
        Assert.Equal([MentorBar.FormerEmployer], await MentorsTests.BarredAsync(city, (ama, left)));
        city.GoTo(ended.AddMonths(24).AddDays(1));
        await MentorsTests.DoneAsync(city, (ama, left));
    }

    [EveryDatabase]
    public async Task A_line_manager_who_was_replaced_and_moved_on_is_no_mentor_of_theirs(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (_, ama) = await PlaceAsync(city, "Ama");
        PersonId lead = await city.PersonAsync("Lea Leads", Role.LineManager, city.Council), next = await city.PersonAsync("Ned Next", Role.LineManager, city.Council);
        foreach (var one in (PersonId[])[lead, next])
        {
            Assert.IsType<NoteEmployersDeed.Outcome.Done>(await new NoteEmployersDeed.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.HrLead, city.Council, new NoteEmployersDeed.Deed.NameLead(ama, one)), default));
            city.Clock.Pass(TimeSpan.FromDays(10));
        }

        await EndAsync(city, lead, new(Role.LineManager, city.Council));
        await GiveAsync(city, lead, new(Role.Mentor, city.Hospital));
        Assert.Equal([MentorBar.FormerEmployer], await MentorsTests.BarredAsync(city, (ama, lead)));
    }

    [EveryDatabase]
    public async Task A_line_that_went_through_somebody_who_left_the_programme_bars_for_two_years(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var ((bea, beasPlace), (_, ama)) = (await PlaceAsync(city, "Bea"), await PlaceAsync(city, "Ama"));
        var top = await MentorAsync(city, "Tom Top");
        var left = London.Today(city.Clock);
        await city.Store.WriteAsync(Testing, async records =>
        {
            (await records.Set<Participant>().SingleAsync(p => p.Id == ama)).LineManager = bea;
            var between = await records.Set<Participant>().SingleAsync(p => p.Id == beasPlace);
            (between.LineManager, between.EndedOn) = (top, left);
            return 0;
        }, default);

        Assert.Equal([MentorBar.Line], await MentorsTests.BarredAsync(city, (ama, top)));
        city.GoTo(left.AddMonths(24).AddDays(1));
        await MentorsTests.DoneAsync(city, (ama, top));
    }

    [EveryDatabase]
    public async Task Where_an_assessor_said_they_work_and_what_links_they_declared_bar_a_pair_from_either_side(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        PersonId works = await AssessingMentorAsync(city, "Wes Works", city.Council), linked = await AssessingMentorAsync(city, "Lin Linked", city.Hospital), far = await AssessingMentorAsync(city, "Fay Far", city.Hospital);
        Assert.IsType<DeclareLink.Outcome.Declared>(await new DeclareLink.Handler(city.Store, city.Clock).HandleAsync(new(linked, city.Cohort, LinkKind.Friend, "AMA", null), default));
        Assert.IsType<DeclareLink.Outcome.Declared>(await new DeclareLink.Handler(city.Store, city.Clock).HandleAsync(new(far, city.Cohort, LinkKind.Friend, "Somebody Else", null), default));
        var ((_, ama), (bea, beasPlace)) = (await PlaceAsync(city, "Ama"), await PlaceAsync(city, "Bea"));
        Assert.Equal([MentorBar.FormerEmployer], await MentorsTests.BarredAsync(city, (ama, works)));
        Assert.Equal([MentorBar.DeclaredLink], await MentorsTests.BarredAsync(city, (ama, linked)));

        // Bea assessed an earlier cohort, and named the mentor by an address.
        await city.Store.WriteAsync(Testing, async records =>
        {
            (await records.Set<Parity.Platform.Accounts.Model.Person>().SingleAsync(p => p.Id == far)).Mail = "fay@example.org";
            var id = TypedId.NewValue(city.Clock);
            records.Add(new AssessorLink { Id = id, Cohort = city.Cohort, Assessor = bea, Kind = LinkKind.Family, Sealed = new Contact("F.", "fay@example.org").Seal(city.Store.Key, AssessorLink.Purpose, id), DeclaredAt = city.Clock.GetUtcNow() });
            return 0;
        }, default);
        Assert.Equal([MentorBar.DeclaredLink], await MentorsTests.BarredAsync(city, (beasPlace, far)));
        await MentorsTests.DoneAsync(city, (ama, far), (beasPlace, linked));
    }

    private static Change Testing => new(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "what was before, for a test");

    private static Task<PersonId> MentorAsync(ProgrammeCity city, string name) => city.PersonAsync(name, Role.Mentor, city.Hospital);

    private static async Task<PersonId> AssessingMentorAsync(ProgrammeCity city, string name, OrganisationId works)
    {
        var person = await city.AssessorAsync(name, works);
        await GiveAsync(city, person, new(Role.Mentor, city.Hospital));
        return person;
    }

    private static async Task<(PersonId Person, ParticipantId Place)> PlaceAsync(ProgrammeCity city, string name)
    {
        var person = await city.PersonAsync(name);
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        await city.BringToAsync(ApplicationDeed.Offer, id);
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Accept, tell: true));
        return (person, await city.Store.ReadAsync(records => records.Set<Participant>().Where(p => p.Person == person).Select(p => p.Id).SingleAsync()));
    }

    private static Task<bool> GiveAsync(ProgrammeCity city, PersonId person, HeldRole holds) => city.Store.WriteAsync(Testing, records => AccountsDoor.GiveAsync(records, city.Clock, person, holds), default);

    private static Task<bool> EndAsync(ProgrammeCity city, PersonId person, HeldRole holds) => city.Store.WriteAsync(Testing, records => AccountsDoor.TakeBackAsync(records, city.Clock, person, holds), default);
}
