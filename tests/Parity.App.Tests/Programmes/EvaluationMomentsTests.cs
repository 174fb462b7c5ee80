using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;

namespace Parity.App.Tests.Programmes;

/// <summary>Participants mark themselves and ask others also in between: 6 and 18 months after the first day.</summary>
public sealed class EvaluationMomentsTests
{
    private static readonly Dictionary<string, int> Threes = Rubric.Named("five-traits").Traits.Select(t => t.Code).Append(EvaluationQuestions.Confidence).ToDictionary(q => q, _ => 3);

    [Theory]
    [InlineData(null, false, "2027-10-19", "2028-10-19")]
    [InlineData("2028-04-14", true, "2027-10-19", "2028-10-19")]
    // Completed before the middle, and a week after it: that is the end's.
    [InlineData("2027-09-01", true, null, "2028-10-19")]
    [InlineData("2027-10-26", true, null, "2028-10-19")]
    // A long programme that ends about then is asked about once.
    [InlineData("2028-10-01", true, "2027-10-19", null)]
    // Whoever left early is asked no more.
    [InlineData("2027-11-01", false, null, null)]
    public void The_moments_in_between_are_counted_from_the_first_day_and_give_way_to_the_end(string? ended, bool completed, string? halfway, string? later)
    {
        var policy = ParticipationPolicy.InForceOn(new(2027, 4, 19));
        DateOnly? From(EvaluationMoment moment) => EvaluationPlan.From(moment, new(2027, 4, 19), Day(ended), completed, policy);
        Assert.Equal((Day(halfway), Day(later)), (From(EvaluationMoment.Halfway), From(EvaluationMoment.Later)));
        Assert.Equal((new DateOnly(2027, 4, 19), completed ? Day(ended) : null), (From(EvaluationMoment.Before)!.Value, From(EvaluationMoment.After)));
        Assert.All(Enum.GetValues<EvaluationMoment>(), moment => Assert.Null(EvaluationPlan.From(moment, null, null, false, policy)));
    }

    [EveryDatabase]
    public async Task In_the_middle_and_later_participants_mark_themselves_and_ask_others_for_six_weeks(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        Task<NoteOwnPart.Outcome> MarkAsync(EvaluationMoment moment, int mark = 3) => TakingPartTests.OwnAsync(city, ama, place, new NoteOwnPart.Deed.Evaluate(moment, Threes.ToDictionary(q => q.Key, _ => mark)));
        async Task<EvaluationMoment?> OpenAsync() => (await FeedbackAsync(city, ama, place))!.OpenNow;
        foreach (var (first, moment) in new[] { (new DateOnly(2027, 10, 19), EvaluationMoment.Halfway), (new DateOnly(2028, 10, 19), EvaluationMoment.Later) })
        {
            city.GoTo(first.AddDays(-1));
            Assert.IsType<NoteOwnPart.Outcome.NotYet>(await MarkAsync(moment));
            Assert.Null(await OpenAsync());
            Assert.DoesNotContain((await FeedbackAsync(city, ama, place))!.Moments, m => m.Moment == moment);
            Assert.Empty((await TakingPartTests.PlaceAsync(city, ama)).Ratings);
            city.GoTo(first);
            Assert.Equal(moment, await OpenAsync());
            Assert.Equal(new ReadPlace.Rating(moment, first.AddDays(42), false), Assert.Single((await TakingPartTests.PlaceAsync(city, ama)).Ratings));
            Assert.IsType<NoteOwnPart.Outcome.Done>(await MarkAsync(moment));

            // Nothing of it is counted, so it can be changed as long as it is open: also once a quarter's figures are told.
            city.GoTo(first.AddDays(42));
            Assert.IsType<NoteOwnPart.Outcome.Done>(await MarkAsync(moment, 4));
            Assert.True(Assert.Single((await TakingPartTests.PlaceAsync(city, ama)).Ratings).IsAnswered);
            var secrets = new List<string>();
            for (int at = 0; at < 5; at++)
                Assert.IsType<AskFeedback.Outcome.Asked>(await new AskFeedback.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(ama, place, false, $"c{at}@council.example", s =>
                {
                    secrets.Add(s);
                    return new("https://parity.example/feedback/" + s);
                }), default));
            foreach (string secret in secrets) Assert.IsType<AnswerFeedback.Outcome.Done>(await new AnswerFeedback.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(secret, Threes), default));
            city.GoTo(first.AddDays(43));
            Assert.IsType<NoteOwnPart.Outcome.NotYet>(await MarkAsync(moment));
            var told = (await FeedbackAsync(city, ama, place))!.Moments.Single(m => m.Moment == moment);
            Assert.Equal((true, 5, 4, "3.0"), (told.IsOver, told.Answers!.Value, told.Own["empathy"], told.Others!["empathy"]));
            if (moment is EvaluationMoment.Halfway)
            {
                city.GoTo(new(2028, 4, 14));
                Assert.IsType<MoveParticipant.Outcome.Done>(await new MoveParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, place, new MoveParticipant.Deed.Complete(new(2028, 4, 14), true)), default));
            }
        }

        var held = (await new HeldOfParticipant(city.Store, city.Clock).AboutAsync(ama, default)).Select(h => h.Is).ToList();
        Assert.Contains("what you answered 6 months after the programme began", held);
        Assert.Contains("how others see you 18 months after the programme began", held);
    }

    [EveryDatabase]
    public async Task The_weekly_letter_reminds_of_the_form_in_the_middle_until_it_is_answered_and_nobody_who_left(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.PlanWritten, "no looks at a plan"), async records =>
        {
            records.RemoveRange(await records.Set<PlanReview>().ToListAsync());
            return 0;
        }, default);
        var reminded = new List<DateOnly>();
        city.GoTo(new(2027, 10, 12));
        for (var day = new DateOnly(2027, 10, 12); day < new DateOnly(2027, 11, 20); day = day.AddDays(1))
        {
            city.GoTo(day);
            if ((await new RemindParticipants.Handler(city.Store, city.Clock).HandleAsync(default)).Letters > 0) reminded.Add(day);
        }

        // It opens on Tuesday 19 October.
        Assert.Equal([new(2027, 10, 25), new(2027, 11, 1)], reminded);
        Assert.IsType<NoteOwnPart.Outcome.Done>(await TakingPartTests.OwnAsync(city, ama, place, new NoteOwnPart.Deed.Evaluate(EvaluationMoment.Halfway, Threes)));
        city.GoTo(new(2028, 10, 24));
        Assert.IsType<MoveParticipant.Outcome.Done>(await new MoveParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, place, new MoveParticipant.Deed.Leave(new(2028, 3, 1), "workload")), default));
        city.GoTo(new(2028, 10, 25));
        Assert.Equal(0, (await new RemindParticipants.Handler(city.Store, city.Clock).HandleAsync(default)).Letters);
    }

    private static Task<ReadFeedback.Feedback?> FeedbackAsync(ProgrammeCity city, PersonId by, ParticipantId place) => new ReadFeedback.Handler(city.Store, city.Clock).HandleAsync(new(by, place), default);

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
