using System.Net;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

/// <summary>How participants found their assignments and meetings with mentors: asked as of modules, told of a whole cohort once it is finished.</summary>
public sealed class ReactionsTests
{
    private static readonly DateOnly Met = new(2027, 4, 20);

    [EveryDatabase]
    public async Task How_meetings_with_mentors_were_found_is_told_once_of_five_people_each_of_whom_counts_once_and_in_no_words(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 6);
        var people = await FiveAsync(city);
        foreach (var (person, place) in people) await MeetAsync(city, person, place, Met);
        Assert.IsType<AnswerReaction.Outcome.NotYet>(await AnswerAsync(city, people[0], ReactionSubject.Meeting(Met.AddDays(1)), 4));
        Assert.IsType<AnswerReaction.Outcome.NotYet>(await AnswerAsync(city, people[0], ReactionSubject.Assignment, 4));
        Assert.IsType<AnswerReaction.Outcome.NotYet>(await AnswerAsync(city, people[0], ReactionSubject.Module(0), 4));
        Assert.Equal((ReactionSubject.Meeting(Met), true, Met.AddDays(7), false), (await TakingPartTests.PlaceAsync(city, people[0].Person)).Reactions.Select(r => (r.About, r.IsOpen, r.Until, r.IsAnswered)).Single());
        for (int at = 0; at < 4; at++) Assert.IsType<AnswerReaction.Outcome.Done>(await AnswerAsync(city, people[at], ReactionSubject.Meeting(Met), 4, "My mentor zebra"));
        Assert.IsType<AnswerReaction.Outcome.NotYours>(await AnswerAsync(city, (city.Manager, people[0].Place), ReactionSubject.Meeting(Met), 1));
        Assert.Null(await new ReadReaction.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, people[0].Place, ReactionSubject.Meeting(Met)), default));

        // The first is met again and again; the week of the first meeting is over by then.
        for (int week = 1; week <= 3; week++)
        {
            city.GoTo(Met.AddDays(8 * week));
            Assert.IsType<AnswerReaction.Outcome.NotYet>(await AnswerAsync(city, people[4], ReactionSubject.Meeting(Met), 4));
            await MeetAsync(city, people[0].Person, people[0].Place, Met.AddDays(8 * week));
            Assert.IsType<AnswerReaction.Outcome.Done>(await AnswerAsync(city, people[0], ReactionSubject.Meeting(Met.AddDays(8 * week)), 1));
        }

        Assert.Equal(new ReadReactions.Reactions(false, null), await ReadAsync(city, ReactionKind.Mentoring));
        await FinishAsync(city);
        city.GoTo(Met.AddDays(24 + 8));
        Assert.Equal(new ReadReactions.Reactions(true, null), await ReadAsync(city, ReactionKind.Mentoring));
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.EvaluationGiven, "as if a fifth had answered"), async records =>
        {
            var one = await records.Set<Reaction>().FirstAsync(r => r.Participant == people[1].Place);
            records.Add(new Reaction { Participant = people[4].Place, Kind = one.Kind, Number = one.Number, Sealed = Reaction.Seal(city.Store.Key, people[4].Place, one.Open(city.Store.Key)) });
            return 0;
        }, default);

        // Four fours, and of the first a four and three ones: 1.75. Each counts once: 3.55 and not the mean of the eight answers, 2.9.
        var told = await ReadAsync(city, ReactionKind.Mentoring);
        Assert.Equal((5, 3.6m), (told.Of!.People, told.Of.Averages.Select(a => a.Average).Distinct().Single()));
        Assert.Empty(told.Of.Comments);
        Assert.DoesNotContain("zebra", await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);
        Assert.DoesNotContain((await new HeldOfParticipant(city.Store, city.Clock).AboutAsync(people[0].Person, default)).Select(h => h.Value), v => v.Contains("zebra", StringComparison.Ordinal));
        Assert.Contains("how you found the meeting with your mentor on 2027-04-20", (await new HeldOfParticipant(city.Store, city.Clock).AboutAsync(people[0].Person, default)).Select(h => h.Is));

        // What is told changes by no later meeting.
        var today = London.Today(city.Clock);
        await MeetAsync(city, people[2].Person, people[2].Place, today);
        Assert.IsType<AnswerReaction.Outcome.NotYet>(await AnswerAsync(city, people[2], ReactionSubject.Meeting(today), 1));
        city.Clock.Pass(TimeSpan.FromDays(365 + 365 + 370));
        await new ForgetParticipants.Handler(city.Store, city.Clock).HandleAsync(default);
        Assert.Equal(0, await city.Store.ReadAsync(records => records.Set<Reaction>().CountAsync()));
    }

    [EveryDatabase]
    public async Task How_assignments_were_found_is_asked_for_a_week_after_presentation_and_closing_and_told_of_the_cohort(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 6);
        var people = await FiveAsync(city);
        var presented = new DateOnly(2027, 12, 8);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.AssignmentNoted, "assignments"), records =>
        {
            var offer = new StretchOffer { Id = TypedId.NewValue(city.Clock), Organisation = city.Hospital, Title = "One door", About = "Referrals", Places = 5, FromOn = new(2027, 9, 1), UntilOn = new(2027, 12, 31), OfferedBy = city.OtherHrLead, OfferedAt = city.Clock.GetUtcNow() };
            records.Add(offer);
            foreach (var (_, place) in people) records.Add(new StretchAssignment { Id = TypedId.NewValue(city.Clock), Participant = place, Offer = offer.Id, MatchedBy = city.Manager, MatchedAt = city.Clock.GetUtcNow(), PresentedOn = presented, ClosedAt = London.At(presented.AddDays(30), new(10, 0)) });
            return Task.FromResult(0);
        }, default);

        // Open for a week twice: from the presentation, and from the closing.
        foreach (var (day, open) in ((int, bool)[])[(-1, false), (0, true), (7, true), (8, false), (29, false), (30, true), (37, true), (38, false)])
        {
            city.GoTo(presented.AddDays(day));
            if (day == 37) for (int at = 1; at < 5; at++) Assert.IsType<AnswerReaction.Outcome.Done>(await AnswerAsync(city, people[at], ReactionSubject.Assignment, 4, at == 3 ? "More zebra" : ""));
            Assert.Equal(open, await AnswerAsync(city, people[0], ReactionSubject.Assignment, 1) is AnswerReaction.Outcome.Done);
            Assert.Equal(open, (await TakingPartTests.PlaceAsync(city, people[0].Person)).Reactions.Any(r => r.About == ReactionSubject.Assignment && r.IsOpen));
        }

        Assert.False((await ReadAsync(city, ReactionKind.Assignment)).IsOver);
        await FinishAsync(city);
        city.Clock.Pass(TimeSpan.FromDays(7));
        Assert.False((await ReadAsync(city, ReactionKind.Assignment)).IsOver);
        city.Clock.Pass(TimeSpan.FromDays(1));
        var told = (await ReadAsync(city, ReactionKind.Assignment)).Of!;
        Assert.Equal((5, 3.4m, "More zebra"), (told.People, told.Averages.Select(a => a.Average).Distinct().Single(), told.Comments.Single()));
        Assert.Contains("The host looked after me well.", told.Averages.Select(a => a.Question));

        await using var server = await RunningServer.ServingAsync(city.Database, city.Clock);
        string page = $"/places/{people[0].Place}/stretch/found";
        using var stranger = await server.Client.GetAsync(page);
        Assert.NotEqual(HttpStatusCode.OK, stranger.StatusCode);
    }

    [EveryDatabase]
    public async Task A_meeting_that_was_entered_wrongly_is_taken_out_with_what_was_said_of_it_and_stays_once_that_is_fixed(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        async Task<NoteOwnPart.Outcome> RemoveAsync() => await TakingPartTests.OwnAsync(city, ama, place, new NoteOwnPart.Deed.RemoveDay(Assert.Single((await TakingPartTests.PlaceAsync(city, ama)).OwnDays).Id));
        Task<int> CountAsync() => city.Store.ReadAsync(records => records.Set<Reaction>().CountAsync());
        for (int late = 0; late < 2; late++)
        {
            var today = London.Today(city.Clock);
            await MeetAsync(city, ama, place, today);
            Assert.IsType<AnswerReaction.Outcome.Done>(await AnswerAsync(city, (ama, place), ReactionSubject.Meeting(today), 4));
            if (late == 1) city.GoTo(today.AddDays(8));
            Assert.Equal(late == 1, await RemoveAsync() is NoteOwnPart.Outcome.NotYet);
            Assert.Equal(late, await CountAsync());
        }
    }

    [EveryDatabase]
    public async Task The_weekly_letter_reminds_once_of_a_meeting_that_nothing_is_said_of(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        // In June neither a plan nor another form is due. Wednesday, and a Friday of which something is said.
        city.GoTo(new(2027, 6, 1));
        DateOnly said = new(2027, 6, 18), unsaid = new(2027, 6, 9);
        foreach (var day in (DateOnly[])[unsaid, said]) await MeetAsync(city, ama, place, day);
        var reminded = new List<DateOnly>();
        for (var day = new DateOnly(2027, 6, 1); day < new DateOnly(2027, 7, 10); day = day.AddDays(1))
        {
            city.GoTo(day);
            if ((await new RemindParticipants.Handler(city.Store, city.Clock).HandleAsync(default)).Letters > 0) reminded.Add(day);
            if (day == said) Assert.IsType<AnswerReaction.Outcome.Done>(await AnswerAsync(city, (ama, place), ReactionSubject.Meeting(said), 4));
        }

        Assert.Equal([new(2027, 6, 14)], reminded);
    }

    private static async Task<List<(PersonId Person, ParticipantId Place)>> FiveAsync(ProgrammeCity city)
    {
        var people = new List<(PersonId Person, ProgrammeApplicationId Application)>();
        for (int at = 0; at < 5; at++)
        {
            var person = await city.PersonAsync($"Person {at}");
            people.Add((person, await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council)));
        }

        await city.BringToAsync(ApplicationDeed.Offer, [.. people.Select(p => p.Application)]);
        foreach (var (person, application) in people) Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, application, AnswerOffer.Wish.Accept, tell: true));
        city.Clock.Pass(London.At(Met, new(18, 0)) - city.Clock.GetUtcNow());
        Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Start()), default));
        var found = new List<(PersonId Person, ParticipantId Place)>();
        foreach (var (person, _) in people) found.Add((person, (await TakingPartTests.PlaceAsync(city, person)).Id));
        return found;
    }

    private static async Task MeetAsync(ProgrammeCity city, PersonId person, ParticipantId place, DateOnly on) =>
        Assert.IsType<NoteOwnPart.Outcome.Done>(await TakingPartTests.OwnAsync(city, person, place, new NoteOwnPart.Deed.EnterDay(ProgrammeShape.MentoringType, 60, on, "Met my mentor")));

    private static Task<AnswerReaction.Outcome> AnswerAsync(ProgrammeCity city, (PersonId Person, ParticipantId Place) one, ReactionSubject about, int mark, string comment = "") =>
        new AnswerReaction.Handler(city.Store, city.Clock).HandleAsync(new(one.Person, one.Place, about, ReactionQuestions.Of(about.Kind).ToDictionary(q => q.Code, _ => mark), comment), default);

    private static Task<ReadReactions.Reactions> ReadAsync(ProgrammeCity city, ReactionKind kind) => new ReadReactions.Handler(city.Store, city.Clock).HandleAsync(new(city.Cohort, kind), default);

    private static Task<DateTimeOffset?> FinishAsync(ProgrammeCity city) => city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.CohortChanged, "as if it were finished"), async records => (await records.Set<Cohort>().SingleAsync(c => c.Id == city.Cohort)).FinishedAt = city.Clock.GetUtcNow(), default);
}
