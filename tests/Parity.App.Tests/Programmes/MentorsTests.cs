using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

public sealed class MentorsTests
{
    [EveryDatabase]
    public async Task A_mentor_is_named_by_hand_of_another_organisation_outside_the_line_and_never_who_judged(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var judge = await city.AssessorAsync("Jude Judges", city.Hospital);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "a role for a test"), async records =>
        {
            await Parity.Platform.Accounts.AccountsDoor.GiveAsync(records, city.Clock, judge, new(Role.Mentor, city.Hospital));
            return 0;
        }, default);
        PersonId colleague = await city.PersonAsync("Cole League", Role.Mentor, city.Council), far = await city.PersonAsync("Fay Far", Role.Mentor, city.Hospital), near = await city.PersonAsync("Nia Near", Role.Mentor, city.Hospital);
        PersonId ama = await city.PersonAsync("Ama"), bea = await city.PersonAsync("Bea"), cai = await city.PersonAsync("Cai");
        ProgrammeApplicationId[] ids = [await city.ApplyAsync(ama, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(bea, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(cai, ApplicationRoute.NoApproval, city.Council)];
        await city.FixAsync(readers: 1);
        await city.HandOutAsync();
        await city.BringToAsync(ApplicationDeed.Offer, ids);
        foreach (var (person, id) in new[] { ama, bea, cai }.Zip(ids)) Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Accept, tell: true));
        var places = (await MentorsAsync(city)).People.ToDictionary(p => p.Name, p => p.Id);
        Assert.Equal(["Cole League", "Fay Far", "Jude Judges", "Nia Near"], (await MentorsAsync(city)).Possible.Select(m => m.Name));

        int before = await LettersAsync(city, ama);
        Assert.Equal([MentorBar.OwnEmployer], await BarredAsync(city, (places["Ama"], colleague)));
        Assert.Equal([MentorBar.Judged], await BarredAsync(city, (places["Ama"], judge)));
        Assert.IsType<NameMentors.Outcome.NoSuch>(await NameAsync(city, (places["Ama"], city.Manager)));
        await DoneAsync(city, (places["Ama"], far), (places["Bea"], far));
        Assert.Equal([MentorBar.NoTime], await BarredAsync(city, (places["Cai"], far)));
        Assert.Equal("Fay Far", (await TakingPartTests.PlaceAsync(city, ama)).Mentor);

        // What was named and taken back on one day was a slip; a pair that lasted and ended is not made again.
        await DoneAsync(city, (places["Bea"], null));
        await DoneAsync(city, (places["Bea"], far));
        city.Clock.Pass(TimeSpan.FromDays(1));
        await DoneAsync(city, (places["Bea"], near));
        Assert.Equal([MentorBar.EndedBefore], await BarredAsync(city, (places["Bea"], far)));
        await DoneAsync(city, (places["Cai"], far));
        Assert.Equal([("Ama", far), ("Bea", near), ("Cai", far)], (await MentorsAsync(city)).People.Select(p => (p.Name, p.Mentor!.Value)).Order());
        Assert.Null((await TakingPartTests.PlaceAsync(city, cai)).Set);

        // Both are written to that there is news, once for each pair, and a mentor sees theirs and nobody else's.
        Assert.Equal(["Ama", "Cai"], (await MenteesAsync(city, far)).Select(m => m.Name));
        Assert.Equal((city.Council, (await MenteesAsync(city, near))[0].Since), ((await MenteesAsync(city, near))[0].Employer, London.Today(city.Clock)));
        Assert.Empty(await MenteesAsync(city, colleague));
        Assert.Equal((4, 1, 0), (await LettersAsync(city, far), await LettersAsync(city, near), await LettersAsync(city, colleague)));
        Assert.Equal(before + 1, await LettersAsync(city, ama));

        // A place that is put off has no mentor any more, and time for somebody else.
        Assert.IsType<MoveParticipant.Outcome.Done>(await new MoveParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, places["Ama"], new MoveParticipant.Deed.Defer()), default));
        Assert.Equal(["Cai"], (await MenteesAsync(city, far)).Select(m => m.Name));
        Assert.Equal(5, await LettersAsync(city, far));
        await DoneAsync(city, (places["Cai"], null));
        Assert.Empty(await MenteesAsync(city, far));
    }

    [Fact]
    public void Neither_leads_the_other_directly_or_through_somebody_and_nobody_mentors_themselves()
    {
        var (participant, lead, leadsLead, stranger, below) = (Person(2), Person(3), Person(4), Person(5), Person(6));
        var lines = new ReportingLines([(participant, lead), (lead, leadsLead), (leadsLead, lead), (below, participant)]);
        foreach (var inLine in (PersonId[])[lead, leadsLead, below]) Assert.Equal([MentorBar.Line], Bars(inLine));
        Assert.Equal([MentorBar.Oneself], Bars(participant));
        Assert.Empty(Bars(stranger));

        static PersonId Person(int n) => PersonId.From(new Guid(n, 0, 0, new byte[8]));
        IReadOnlyList<MentorBar> Bars(PersonId mentor) => MentorRules.Of(new Learner(new Guid(1, 0, 0, new byte[8]), participant, null, null, lead), [], new(mentor, [], []), lines, new(false, false, false), 1, 2);
    }

    private static Task<IReadOnlyList<ReadMentees.Mentee>> MenteesAsync(ProgrammeCity city, PersonId mentor) => new ReadMentees.Handler(city.Store, city.Accounts).HandleAsync(new(mentor), default);

    private static Task<int> LettersAsync(ProgrammeCity city, PersonId person) => city.Store.ReadAsync(records => records.Set<Parity.Platform.Accounts.Model.Mail>().CountAsync(m => m.Person == person));

    private static async Task<ReadMentors.Mentors> MentorsAsync(ProgrammeCity city) => (await new ReadMentors.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!;

    private static Task<NameMentors.Outcome> NameAsync(ProgrammeCity city, params (ParticipantId Participant, PersonId? Mentor)[] named) =>
        new NameMentors.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, named.ToDictionary(n => n.Participant, n => n.Mentor)), default);

    internal static async Task DoneAsync(ProgrammeCity city, params (ParticipantId Participant, PersonId? Mentor)[] named) => Assert.IsType<NameMentors.Outcome.Done>(await NameAsync(city, named));

    internal static async Task<IReadOnlyList<MentorBar>> BarredAsync(ProgrammeCity city, (ParticipantId Participant, PersonId? Mentor) named) => Assert.Single(Assert.IsType<NameMentors.Outcome.Wrong>(await NameAsync(city, named)).Barred).Bars;
}
