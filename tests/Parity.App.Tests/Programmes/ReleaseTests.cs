using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

public sealed class ReleaseTests
{
    [Fact]
    public void A_day_clashes_by_its_weekday_by_a_time_of_need_or_because_it_is_one_too_many()
    {
        var terms = new ReleaseTerms(3, [DayOfWeek.Tuesday, DayOfWeek.Wednesday], [(new(2027, 6, 1), new(2027, 6, 2))]);
        PlannedDay Day(int month, int day) => new(new(2027, month, day), "a day", 1);
        // A Tuesday, a Thursday, a Tuesday that cannot be spared, then two Wednesdays of which the second is the fifth day.
        var clashes = ReleaseClash.Of(terms with { Days = 4 }, [Day(7, 14), Day(5, 4), Day(5, 6), Day(6, 1), Day(7, 7)]);
        Assert.Equal([(new(2027, 5, 6), ClashKind.Weekday), (new(2027, 6, 1), ClashKind.NotSpared), (new DateOnly(2027, 7, 14), ClashKind.TooMany)], clashes.Select(c => (c.Day.On, c.Kind)));
        Assert.Empty(ReleaseClash.Of(new(null, [], []), [Day(5, 6), Day(6, 1)]));
        Assert.Equal([(new(2027, 5, 1), 2m), (new DateOnly(2027, 6, 1), 0.5m)], ReleaseClash.ByMonth([Day(5, 4), new(new(2027, 6, 1), "half", 0.5m), Day(5, 31)]));
    }

    [Fact]
    public void Clashes_of_random_agreements_are_those_that_a_plain_reading_finds()
    {
        var random = new Random(46);
        for (int round = 0; round < 500; round++)
        {
            DateOnly Any() => new DateOnly(2027, 1, 1).AddDays(random.Next(365));
            var days = Enumerable.Range(0, random.Next(12)).Select(_ => new PlannedDay(Any(), "a day", random.Next(1, 3) / 2m)).ToList();
            var from = Any();
            var terms = new ReleaseTerms(random.Next(2) == 0 ? null : random.Next(1, 6), [.. Enum.GetValues<DayOfWeek>().Where(_ => random.Next(3) == 0)], [(from, from.AddDays(random.Next(60)))]);
            var found = ReleaseClash.Of(terms, days).Select(c => c.Day).ToHashSet();
            var sorted = days.OrderBy(d => d.On).ToList();
            for (int at = 0; at < sorted.Count; at++)
            {
                var on = sorted[at].On;
                bool wrongDay = terms.Weekdays.Count > 0 && !terms.Weekdays.Contains(on.DayOfWeek), needed = on >= terms.NotBetween[0].From && on <= terms.NotBetween[0].Until;
                bool tooMany = terms.Days is { } most && sorted.Take(at + 1).Sum(d => d.Days) > most;
                if (wrongDay || needed || tooMany) Assert.Contains(sorted[at], found);
                else Assert.True(!found.Contains(sorted[at]) || sorted.Count(d => d == sorted[at]) > 1);
            }
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" 2027-03-29 \r\n\r\n2027-04-01 to 2027-04-05\n", "2027-03-29\n2027-04-01 to 2027-04-05")]
    [InlineData("2027-03-29 to 2027-03-29", "2027-03-29")]
    [InlineData("2027-04-05 to 2027-04-01", null)]
    [InlineData("29 March", null)]
    [InlineData("2027-02-30", null)]
    [InlineData("2027-03-29 to 2027-03-30 to 2027-03-31", null)]
    public void Times_of_need_are_read_a_line_each_and_written_as_they_are_read(string given, string? kept) =>
        Assert.Equal(kept, ReleasedDays.Periods(given) is { } periods ? ReleasedDays.Text(periods) : null);

    [EveryDatabase]
    public async Task Whoever_plans_a_day_learns_of_a_clash_before_and_everybody_whom_it_concerns_sees_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        var lead = await city.PersonAsync("Lou Leads", Role.LineManager, city.Council);
        var deeds = new NoteEmployersDeed.Handler(city.Store, new(city.Store, city.Clock), city.Clock);
        Task<NoteEmployersDeed.Outcome> ReleaseAsync(string? days, string? not, params DayOfWeek[] weekdays) =>
            deeds.HandleAsync(new(city.HrLead, city.Council, new NoteEmployersDeed.Deed.Release(place, "Cover by two colleagues", days, weekdays, not)), default);
        Assert.IsType<NoteEmployersDeed.Outcome.Done>(await deeds.HandleAsync(new(city.HrLead, city.Council, new NoteEmployersDeed.Deed.NameLead(place, lead)), default));
        Assert.Equal("released-days", Assert.IsType<NoteEmployersDeed.Outcome.NotYet>(await ReleaseAsync("many", null)).Field);
        Assert.Equal("not-between", Assert.IsType<NoteEmployersDeed.Outcome.NotYet>(await ReleaseAsync("20", "at the end of the year")).Field);
        Assert.IsType<NoteEmployersDeed.Outcome.Done>(await ReleaseAsync("20", "2027-06-21 to 2027-07-02", DayOfWeek.Tuesday));

        // A Tuesday is well, a Thursday is not, nor a Tuesday in a time of need.
        Assert.IsType<PlanCohortDay.Outcome.Done>(await DayAsync(city, new(2027, 6, 1)));
        Assert.Equal("day-even-so", Assert.Single(Assert.IsType<PlanCohortDay.Outcome.NotYet>(await DayAsync(city, new(2027, 6, 3))).Mistakes).Field);
        Assert.IsType<PlanCohortDay.Outcome.Done>(await DayAsync(city, new(2027, 6, 22), evenSo: true));
        (DateOnly, ClashKind)[] expected = [(new(2027, 6, 22), ClashKind.NotSpared)];
        var part = Assert.Single((await PartAsync(city, city.Council)).Places);
        Assert.Equal(expected, (await TakingPartTests.PlaceAsync(city, ama)).Clashes.Select(c => (c.Day.On, c.Kind)));
        Assert.Equal(expected, (await new ReadTeam.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(lead), default)).Single().Clashes.Select(c => (c.Day.On, c.Kind)));
        Assert.Equal(expected, part.Clashes.Select(c => (c.Day.On, c.Kind)));
        Assert.Equal([("Ama", new DateOnly(2027, 6, 22))], (await new ReadRunning.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(city.Cohort), default))!.Clashes.Select(c => (c.Name, c.Clash.Day.On)));
        Assert.Equal([(new DateOnly(2027, 6, 1), 2m)], part.Ahead);

        // Their own planned time is theirs: they see that it clashes, and nobody else does.
        Assert.IsType<NoteOwnPart.Outcome.Done>(await TakingPartTests.OwnAsync(city, ama, place, new NoteOwnPart.Deed.EnterDay("mentoring", 60, new(2027, 5, 5), "Meet Idris")));
        Assert.Equal(2, (await TakingPartTests.PlaceAsync(city, ama)).Clashes.Count);
        Assert.Single(Assert.Single((await PartAsync(city, city.Council)).Places).Clashes);
        Assert.IsType<NoteEmployersDeed.Outcome.Done>(await ReleaseAsync(null, null));
        Assert.Empty((await TakingPartTests.PlaceAsync(city, ama)).Clashes);
    }

    [EveryDatabase]
    public async Task An_employer_confirms_a_step_of_its_own_people_when_asked_and_sees_no_other(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        Assert.IsType<MoveParticipant.Outcome.Done>(await new MoveParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, place, new MoveParticipant.Deed.Complete(new(2027, 4, 20), true)), default));
        await new AskFollowUps.Handler(city.Store, city.Clock).HandleAsync(default);
        Task<AnswerFollowUp.Outcome> TellAsync(bool same, string move, bool ask) =>
            new AnswerFollowUp.Handler(city.Store, city.Clock).HandleAsync(new(ama, place, 0, same, move, move == "none" ? null : new(2027, 4, 20), [], null, ask), default);
        Assert.Equal(["ask-employer"], Assert.IsType<AnswerFollowUp.Outcome.NotYet>(await TellAsync(false, "promotion", true)).Mistakes.Select(m => m.Field));
        Assert.Equal(["ask-employer"], Assert.IsType<AnswerFollowUp.Outcome.NotYet>(await TellAsync(true, "none", true)).Mistakes.Select(m => m.Field));
        Assert.IsType<AnswerFollowUp.Outcome.Done>(await TellAsync(true, "acting-up", false));
        Assert.Empty((await PartAsync(city, city.Council)).Moves);
        Assert.IsType<AnswerFollowUp.Outcome.Done>(await TellAsync(true, "promotion", true));
        var asked = Assert.Single((await PartAsync(city, city.Council)).Moves);
        Assert.Equal(("Ama", CareerMoveKind.Promotion, (bool?)null), (asked.Name, asked.Kind, asked.IsSo));
        Assert.Empty((await PartAsync(city, city.Hospital)).Moves);

        var deeds = new NoteEmployersDeed.Handler(city.Store, new(city.Store, city.Clock), city.Clock);
        Assert.IsType<NoteEmployersDeed.Outcome.NotYet>(await deeds.HandleAsync(new(city.HrLead, city.Council, new NoteEmployersDeed.Deed.Confirm(asked.Id, null)), default));
        Assert.IsType<NoteEmployersDeed.Outcome.NoSuchParticipant>(await deeds.HandleAsync(new(city.OtherHrLead, city.Hospital, new NoteEmployersDeed.Deed.Confirm(asked.Id, true)), default));
        var other = await city.Store.ReadAsync(records => records.Set<CareerMove>().SingleAsync(m => m.Kind == CareerMoveKind.ActingUp));
        Assert.IsType<NoteEmployersDeed.Outcome.NoSuchParticipant>(await deeds.HandleAsync(new(city.HrLead, city.Council, new NoteEmployersDeed.Deed.Confirm(other.Id, true)), default));
        Assert.IsType<NoteEmployersDeed.Outcome.Done>(await deeds.HandleAsync(new(city.HrLead, city.Council, new NoteEmployersDeed.Deed.Confirm(asked.Id, true)), default));
        Assert.Equal([(false, (bool?)null), (true, true)], (await new ReadFollowUps.Handler(city.Store, city.Clock).HandleAsync(new(ama, place), default))!.Moves.OrderBy(m => m.EmployerAsked).Select(m => (m.EmployerAsked, m.IsSo)));

        // Whoever did not agree to tell is nobody to their employer, whatever they asked.
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ApplicationSaved, "not told"), async records => (await records.Set<Application>().SingleAsync()).AgreedToTellAt = null, default);
        Assert.Empty((await PartAsync(city, city.Council)).Moves);
        Assert.IsType<NoteEmployersDeed.Outcome.NoSuchParticipant>(await deeds.HandleAsync(new(city.HrLead, city.Council, new NoteEmployersDeed.Deed.Confirm(asked.Id, false)), default));
    }

    private static Task<ReadEmployerPart.Part> PartAsync(ProgrammeCity city, OrganisationId organisation) => new ReadEmployerPart.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(organisation), default);

    private static Task<PlanCohortDay.Outcome> DayAsync(ProgrammeCity city, DateOnly on, bool evenSo = false) => new PlanCohortDay.Handler(city.Store, city.Clock).HandleAsync(
        new(city.Manager, new PlanCohortDay.Deed.Make(city.Cohort, "modules", "Leading through others", on, new(9, 30), new(16, 30), "City Hall", "", null, null, evenSo, 1)), default);
}
