using System.Net;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;

namespace Parity.App.Tests.Programmes;

public sealed class FeedbackTests
{
    private static readonly string[] Traits = [.. Rubric.Named("five-traits").Traits.Select(t => t.Code)];

    [EveryDatabase]
    public async Task Others_are_asked_by_a_letter_that_says_nothing_of_a_programme_and_their_answers_are_told_once_as_averages_of_five(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama Agyeman");
        var asked = new Asking(city, ama, place);
        Assert.Equal("lead", await asked.WrongAsync(null, lead: true));
        var lead = await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "a line manager"), records => Task.FromResult(AccountsDoor.Enrol(records, city.Clock, "Lou Leads", new HeldRole(Role.LineManager, city.Council), "lou@council.example")), default);
        Assert.IsType<NoteOwnPart.Outcome.Done>(await TakingPartTests.OwnAsync(city, ama, place, new NoteOwnPart.Deed.NameLead(lead)));
        await asked.DoneAsync(null, lead: true);
        Assert.Equal("lead", await asked.WrongAsync(null, lead: true));
        Assert.Equal("mail", await asked.WrongAsync("no address"));
        Assert.Equal("mail", await asked.WrongAsync("LOU@council.example"));
        for (int at = 0; at < 8; at++) await asked.DoneAsync($"colleague{at}@council.example");
        Assert.Equal("mail", await asked.WrongAsync("one-more@council.example"));
        Assert.IsType<AskFeedback.Outcome.NotYours>(await new AskFeedback.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.HrLead, place, false, "x@council.example", _ => throw new InvalidOperationException()), default));
        Assert.Equal(9, asked.Secrets.Count);

        var letters = await city.Store.ReadAsync(async records => (await records.Set<Mail>().ToListAsync()).ConvertAll(m => m.Open(city.Store.Key)!.ToString()).FindAll(t => t.Contains("/feedback/", StringComparison.Ordinal)));
        Assert.Equal(9, letters.Count);
        Assert.All(letters, text => Assert.DoesNotMatch("(?i)programme|applic|stepping|leader", text));
        Assert.All(letters, text => Assert.Contains("Ama Agyeman", text, StringComparison.Ordinal));

        // Four answer, the lead among them; a form answers once, and not with a mark left out.
        for (int at = 0; at < 4; at++) Assert.IsType<AnswerFeedback.Outcome.Done>(await AnswerAsync(city, asked.Secrets[at], 4));
        Assert.IsType<AnswerFeedback.Outcome.NoForm>(await AnswerAsync(city, asked.Secrets[0], 1));
        Assert.Equal([Traits[^1]], Assert.IsType<AnswerFeedback.Outcome.NotYet>(await AnswerAsync(city, asked.Secrets[4], 1, Traits[..^1])).Mistakes.Select(m => m.Field));
        Assert.IsType<AnswerFeedback.Outcome.NoForm>(await AnswerAsync(city, new('0', 64), 1));
        var open = (await ReadAsync(city, ama, place))!;
        Assert.Equal((EvaluationMoment.Before, 8, true, null), (open.OpenNow!.Value, open.Moments[0].Colleagues, open.Moments[0].LeadAsked, open.Moments[0].Others));
        Assert.Null(await ReadAsync(city, city.HrLead, place));
        Assert.Null(await ReadAsync(city, city.Manager, place));

        // The fifth answers on the last day. What came of it is told when that is over, and does not change.
        city.GoTo(new(2027, 5, 31));
        Assert.IsType<AnswerFeedback.Outcome.Done>(await AnswerAsync(city, asked.Secrets[4], 2));
        Assert.Null(Assert.Single((await ReadAsync(city, ama, place))!.Moments).Others);
        city.Clock.Pass(TimeSpan.FromDays(1));
        Assert.IsType<AnswerFeedback.Outcome.NoForm>(await AnswerAsync(city, asked.Secrets[5], 1));
        Assert.Equal("", await asked.WrongAsync("late@council.example"));
        var told = Assert.Single((await ReadAsync(city, ama, place))!.Moments);
        Assert.Equal((5, "3.6"), (told.Answers!.Value, told.Others!.Values.Distinct().Single()));
        Assert.Contains((await new HeldOfParticipant(city.Store, city.Clock).AboutAsync(ama, default)).Select(h => h.Value), value => value.StartsWith("9 asked; averages of 5: ", StringComparison.Ordinal));
        string everything = await Dump.EverythingAsync(city.Database);
        Assert.All(asked.Secrets, s => Assert.DoesNotContain(s, everything, StringComparison.Ordinal));
        Assert.DoesNotContain("colleague0", everything, StringComparison.Ordinal);

        // A moment that was told is over for good: days that move afterwards open it to no further answer.
        Assert.IsType<MoveParticipant.Outcome.NotYet>(await new MoveParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, place, new MoveParticipant.Deed.Defer()), default));
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ParticipantMoved, "as if it began today"), async records => (await records.Set<Participant>().SingleAsync(p => p.Id == place)).StartedOn = London.Today(city.Clock), default);
        Assert.Equal("", await asked.WrongAsync("sixth@council.example"));
        Assert.IsType<AnswerFeedback.Outcome.NoForm>(await AnswerAsync(city, asked.Secrets[5], 1));
        var again = Assert.Single((await ReadAsync(city, ama, place))!.Moments);
        Assert.Equal((told.Until, 5, "3.6"), (again.Until, again.Answers!.Value, again.Others!.Values.Distinct().Single()));

        // With one fewer nothing is told; and it goes with what else was written.
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ParticipantForgotten, "one fewer"), async records => records.Remove(await records.Set<AskedFeedback>().FirstAsync(f => f.Sealed != null)), default);
        Assert.Null(Assert.Single((await ReadAsync(city, ama, place))!.Moments).Others);
        city.Clock.Pass(TimeSpan.FromDays(3 * 366));
        await new ForgetParticipants.Handler(city.Store, city.Clock).HandleAsync(default);
        Assert.Equal(0, await city.Store.ReadAsync(records => records.Set<AskedFeedback>().CountAsync()));
    }

    [EveryDatabase]
    public async Task At_the_end_others_are_asked_again_and_both_moments_stand_beside_what_the_participant_marked(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        city.Clock.Pass(TimeSpan.FromDays(60));
        Assert.Null((await ReadAsync(city, ama, place))!.OpenNow);
        Assert.IsType<MoveParticipant.Outcome.Done>(await new MoveParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, place, new MoveParticipant.Deed.Complete(London.Today(city.Clock), true)), default));
        Assert.IsType<NoteOwnPart.Outcome.Done>(await TakingPartTests.OwnAsync(city, ama, place, new NoteOwnPart.Deed.Evaluate(EvaluationMoment.After, Traits.Append(EvaluationQuestions.Confidence).ToDictionary(t => t, _ => 5))));
        var asked = new Asking(city, ama, place);
        for (int at = 0; at < 6; at++)
        {
            await asked.DoneAsync($"colleague{at}@council.example");
            Assert.IsType<AnswerFeedback.Outcome.Done>(await AnswerAsync(city, asked.Secrets[at], at < 4 ? 3 : 4, alike: Traits[^1]));
        }

        city.Clock.Pass(TimeSpan.FromDays(43));
        var told = (await ReadAsync(city, ama, place))!.Moments;
        Assert.Equal([(EvaluationMoment.Before, true, 0), (EvaluationMoment.After, true, 6)], told.Select(t => (t.Moment, t.IsOver, t.Answers ?? 0)));
        // Four threes and two fours.
        Assert.Equal((5, "3.3"), (told[1].Own["empathy"], told[1].Others!["empathy"]));
        // All six gave the highest mark for one trait: to tell 5.0 would be to tell what each of them said.
        Assert.Equal("4.5 or more", told[1].Others![Traits[^1]]);
        Assert.Equal("1.5 or less", FeedbackMeans.Say(FeedbackMeans.Least));
    }

    [Fact]
    public async Task Whoever_was_asked_answers_on_one_page_without_an_account()
    {
        await using var city = await ProgrammeCity.MakeAsync(Engine.Sqlite);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama Agyeman");
        var asked = new Asking(city, ama, place);
        await asked.DoneAsync("colleague@council.example");
        await using var server = await RunningServer.ServingAsync(city.Database, city.Clock);
        string page = "/feedback/" + asked.Secrets[0];
        string html = await server.Client.GetStringAsync(page);
        Assert.Contains("How do you see Ama Agyeman at work?", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Stepping Up", html, StringComparison.Ordinal);
        Assert.Contains("an average can tell what you said", html, StringComparison.Ordinal);
        var (empty, _) = await server.Client.SendFormAsync(page, page, "");
        using (empty) Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        var (given, _) = await server.Client.SendFormAsync(page, page, "", [.. Traits.Select(t => (t, "4"))]);
        using (given)
        {
            Assert.Equal((HttpStatusCode.OK, "no-referrer"), (given.StatusCode, given.Headers.GetValues("Referrer-Policy").Single()));
            Assert.Contains("Thank you", await given.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using HttpResponseMessage used = await server.Client.GetAsync(page), never = await server.Client.GetAsync("/feedback/" + new string('0', 64));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (used.StatusCode, never.StatusCode));
    }

    private static Task<AnswerFeedback.Outcome> AnswerAsync(ProgrammeCity city, string secret, int mark, string[]? traits = null, string? alike = null) =>
        new AnswerFeedback.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(secret, (traits ?? Traits).ToDictionary(t => t, t => t == alike ? 5 : mark)), default);

    private static Task<ReadFeedback.Feedback?> ReadAsync(ProgrammeCity city, PersonId by, ParticipantId place) => new ReadFeedback.Handler(city.Store, city.Clock).HandleAsync(new(by, place), default);

    /// <summary>A participant who asks, and the secrets of the letters.</summary>
    private sealed class Asking(ProgrammeCity city, PersonId by, ParticipantId place)
    {
        public List<string> Secrets { get; } = [];

        public async Task DoneAsync(string? mail, bool lead = false) => Assert.IsType<AskFeedback.Outcome.Asked>(await AskAsync(mail, lead));

        public async Task<string> WrongAsync(string? mail, bool lead = false) => Assert.Single(Assert.IsType<AskFeedback.Outcome.NotYet>(await AskAsync(mail, lead)).Mistakes).Field;

        private Task<AskFeedback.Outcome> AskAsync(string? mail, bool lead) => new AskFeedback.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(by, place, lead, mail, Address), default);

        private Uri Address(string secret)
        {
            Secrets.Add(secret);
            return new("https://parity.example/feedback/" + secret);
        }
    }
}
