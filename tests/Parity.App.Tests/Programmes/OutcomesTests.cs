using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

public sealed class OutcomesTests
{
    [Theory]
    [InlineData("2028-02-29", 6, "2028-08-29")]
    [InlineData("2028-02-29", 12, "2029-02-28")]
    [InlineData("2028-02-29", 24, "2030-02-28")]
    [InlineData("2028-02-29", 48, "2032-02-29")]
    [InlineData("2027-08-31", 6, "2028-02-29")]
    [InlineData("2027-12-31", 36, "2030-12-31")]
    public void Follow_ups_fall_due_on_the_right_day_across_leap_years(string ended, int months, string due) =>
        Assert.Equal(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), FollowUpPlan.DueOn(DateOnly.Parse(ended, System.Globalization.CultureInfo.InvariantCulture), months));

    [Fact]
    public void Months_until_a_step_are_whole_months_after_the_end()
    {
        Assert.Equal([0, 0, 0, 1, 11, 12], ((DateOnly[])[new(2027, 1, 1), new(2028, 2, 29), new(2028, 3, 28), new(2028, 3, 29), new(2029, 2, 27), new(2029, 2, 28)]).Select(on => FollowUpPlan.MonthsUntil(new(2028, 2, 29), on)));
        Assert.Equal([0, 6, 12], FollowUpPlan.DueBy(new(2026, 1, 31), new(2027, 2, 1), [0, 6, 12, 24, 36]));
    }

    [EveryDatabase]
    public async Task Whoever_completed_is_asked_at_the_policys_months_asked_again_and_then_left_in_peace(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        Assert.IsType<MoveParticipant.Outcome.Done>(await new MoveParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, place, new MoveParticipant.Deed.Complete(new(2027, 4, 20), true)), default));
        var ask = new AskFollowUps.Handler(city.Store, city.Clock);
        int before = await MailsAsync(city, ama);
        var days = new List<(DateOnly Day, int Asked, int Again)>();
        for (int day = 0; day < 420; day++)
        {
            var outcome = await ask.HandleAsync(default);
            Assert.Equal(new(0, 0), await ask.HandleAsync(default));
            if (outcome != new AskFollowUps.Outcome(0, 0)) days.Add((London.Today(city.Clock), outcome.Asked, outcome.AskedAgain));
            if (London.Today(city.Clock) == new DateOnly(2027, 4, 26)) Assert.IsType<AnswerFollowUp.Outcome.Done>(await AnswerAsync(city, ama, place, 0, "none", null));
            city.Clock.Pass(TimeSpan.FromDays(1));
        }

        // At the end, answered at once; after six months asked and asked twice again; after twelve asked anew.
        Assert.Equal([(new(2027, 4, 20), 1, 0), (new(2027, 10, 20), 1, 0), (new(2027, 11, 3), 0, 1), (new(2027, 11, 17), 0, 1), (new(2028, 4, 20), 1, 0), (new(2028, 5, 5), 0, 1), (new(2028, 5, 19), 0, 1)], days);
        Assert.Equal(7, await MailsAsync(city, ama) - before);
        Assert.IsType<AnswerFollowUp.Outcome.NotYet>(await AnswerAsync(city, ama, place, 6, "none", null));
        Assert.IsType<AnswerFollowUp.Outcome.NotYours>(await AnswerAsync(city, ama, place, 24, "none", null));
        Assert.Equal(["move"], Assert.IsType<AnswerFollowUp.Outcome.NotYet>(await AnswerAsync(city, ama, place, 12, "director", null)).Mistakes.Select(m => m.Field));
        Assert.Equal(["moved-on"], Assert.IsType<AnswerFollowUp.Outcome.NotYet>(await AnswerAsync(city, ama, place, 12, "promotion", null)).Mistakes.Select(m => m.Field));
        Assert.IsType<AnswerFollowUp.Outcome.Done>(await AnswerAsync(city, ama, place, 12, "promotion", new(2028, 1, 10)));
    }

    [EveryDatabase]
    public async Task The_citys_figures_are_recomputed_from_records_and_small_ones_are_withheld(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        await GraduatesAsync(city, 20, promoted: 10, actingUp: 5);
        var now = await new ReadOutcomes.Handler(city.Store, city.Clock).HandleAsync(default);
        Assert.Equal((new(2026, 12, 31), 0L), (now.AsAt, now.Figures.First(f => f.Cohort is null && f.Code == "role").Asked!.Value));
        city.Clock.Pass(TimeSpan.FromDays(80));
        var read = await new ReadOutcomes.Handler(city.Store, city.Clock).HandleAsync(default);
        Assert.Equal(new(2027, 3, 31), read.AsAt);
        OutcomeFigure Figure(string code) => read.Figures.First(f => f.Cohort is null && f.Code == code);
        Assert.Equal((10L, 20L, 20L), (Figure("role").Count!.Value, Figure("role").Of!.Value, Figure("role").Asked!.Value));
        Assert.Equal((0.299, 0.701), (Math.Round(Figure("role").Interval!.Value.From, 3), Math.Round(Figure("role").Interval!.Value.Until, 3)));
        // What the employer confirmed stands apart from what was told.
        Assert.Equal((5L, 10L), (Figure("confirmed").Count!.Value, Figure("confirmed").Of!.Value));
        Assert.Equal(5, Figure("role-for-a-time").Count!.Value);
        Assert.Equal((15L, 20L, 20L), (Figure("employer").Count!.Value, Figure("employer").Of!.Value, Figure("employer").Asked!.Value));
        Assert.Equal((20L, 20L), (Figure("confidence").Count!.Value, Figure("confidence").Of!.Value));
        Assert.Equal((10L, 20L), (read.Leaders.Count!.Value, read.Graduates.Count!.Value));
        Assert.Equal(400, read.Target);
        Assert.All(read.Figures, f => Assert.False(string.IsNullOrWhiteSpace(f.Definition)));
        // Two have a part in public life: neither that nor the rest of twenty is told.
        Assert.Null(Figure("civic").Count);
        Assert.NotNull(read.Curve);
        Assert.Equal((20L, 10L), (read.Curve.Value[0].AtRisk, read.Curve.Value[0].Happened));
    }

    /// <summary>Who looks every day, and keeps what they saw, learns nothing of one person's answer.</summary>
    [EveryDatabase]
    public async Task A_figure_that_few_people_have_changed_stays_as_it_was_told_with_its_day_until_more_have(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        await GraduatesAsync(city, 40, promoted: 10, actingUp: 10);
        city.Clock.Pass(TimeSpan.FromDays(80));
        var told = await CountAsync(new(2027, 3, 31));
        Assert.Equal((10L, 40L, new DateOnly(2027, 3, 31)), told);

        await RiseAsync(1);
        Assert.Equal(told, await ReadAsync());
        city.Clock.Pass(TimeSpan.FromDays(92));
        Assert.Equal(told, await ReadAsync());
        Assert.Equal(told, await CountAsync(new(2027, 6, 30)));
        await RiseAsync(3);
        city.Clock.Pass(TimeSpan.FromDays(92));
        Assert.Equal(told, await CountAsync(new(2027, 9, 30)));

        // With a fifth and a sixth the change is no small number any more; nobody is known to have moved since June.
        await RiseAsync(2);
        city.Clock.Pass(TimeSpan.FromDays(92));
        Assert.Equal(told, await ReadAsync());
        Assert.Equal((16L, 40L, new DateOnly(2027, 12, 31)), await CountAsync(new(2027, 12, 31)));

        async Task<(long?, long?, DateOnly)> ReadAsync()
        {
            var moved = (await new ReadOutcomes.Handler(city.Store, city.Clock).HandleAsync(default)).Figures.First(f => f.Cohort is null && f.Code == "role");
            return (moved.Count?.Value, moved.Of?.Value, moved.AsAt);
        }

        // The page goes on with what is kept until the quarter is counted, once.
        async Task<(long?, long?, DateOnly)> CountAsync(DateOnly asAt)
        {
            Assert.Equal(asAt, (await new CountOutcomes.Handler(city.Store, city.Clock).HandleAsync(default)).AsAt);
            var first = await ReadAsync();
            Assert.Null((await new CountOutcomes.Handler(city.Store, city.Clock).HandleAsync(default)).AsAt);
            Assert.Equal(first, await ReadAsync());
            return first;
        }

        Task RiseAsync(int many) => city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.FollowUpAnswered, "more rises"), async records =>
        {
            var late = (await records.Set<Participant>().Where(p => !records.Set<CareerMove>().Any(m => m.Participant == p.Id)).ToListAsync()).Take(many).ToList();
            records.AddRange(late.Select(p => new CareerMove { Id = TypedId.NewValue(city.Clock), Participant = p.Id, Kind = CareerMoveKind.Promotion, OnDay = new(2027, 3, 1), ToldOn = London.Today(city.Clock) }));
            return late.Count;
        }, default);
    }

    [EveryDatabase]
    public async Task What_was_told_of_a_quarter_stays_when_the_records_it_was_counted_from_go(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        await GraduatesAsync(city, 20, promoted: 10, actingUp: 5);
        city.Clock.Pass(TimeSpan.FromDays(80));
        await new CountOutcomes.Handler(city.Store, city.Clock).HandleAsync(default);
        var before = await new ReadOutcomes.Handler(city.Store, city.Clock).HandleAsync(default);
        Assert.NotNull(before.Curve);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ParticipantForgotten, "one person's records"), async records =>
        {
            await records.Set<CareerMove>().ExecuteDeleteAsync();
            return await records.Set<CivicRoleTaken>().ExecuteDeleteAsync();
        }, default);

        var after = await new ReadOutcomes.Handler(city.Store, city.Clock).HandleAsync(default);

        Assert.Equal(Told(before), Told(after));
        static List<(string, long?, long?, long?, DateOnly)> Told(ReadOutcomes.Outcomes read) => [.. read.Figures.Select(f => (f.Code, f.Count?.Value, f.Of?.Value, f.Asked?.Value, f.AsAt))];
    }

    /// <summary>Three cohorts of few people finish one after the other, and the reader keeps every page.</summary>
    [Fact]
    public void What_is_withheld_of_one_cohort_follows_neither_from_an_unchanged_one_nor_from_an_earlier_total()
    {
        var policy = ParticipationPolicy.InForceOn(new(2027, 1, 1));
        CohortId a = Cohort(1), b = Cohort(2), c = Cohort(3);
        static CohortId Cohort(int n) => CohortId.From(new Guid(n, 0, 0, new byte[8]));
        OutcomeCells Count(IReadOnlyList<QuarterLedger> earlier, params (CohortId Cohort, int Completed)[] cohorts)
        {
            var cells = new OutcomeCells(5);
            cells.Add("completed", ["completed"], [.. cohorts.SelectMany(o => Enumerable.Range(0, o.Completed).Select(n => (o.Cohort, (o.Cohort, n), "completed")))], [.. cohorts.Select(o => o.Cohort)], found => found.First(), [["completed"]], _ => "ended");
            cells.Beside(earlier);
            cells.Protect(policy, default);
            return cells;
        }

        long? Of(OutcomeCells cells, CohortId? cohort) => cells.Count("completed", cohort, "completed")?.Value;

        // The first cohort's 8 were told and are the same: they cannot cover the second's 3, so all has to go.
        var first = Count([], (a, 8));
        Assert.Equal((8, 8), (Of(first, null), Of(first, a)));
        var second = Count([first.Ledger(new(2027, 3, 31))], (a, 8), (b, 3));
        Assert.Equal((null, 8, null), (Of(second, null), Of(second, a), Of(second, b)));
        // Without what was told before, the same counts are shown otherwise: the test would see it.
        var alone = Count([], (a, 8), (b, 3));
        Assert.Equal((11, null, null), (Of(alone, null), Of(alone, a), Of(alone, b)));

        // All eleven were told while 3 and 8 were withheld: the 8 stay so, which the 6 of a third cohort would cover.
        second = Count([alone.Ledger(new(2027, 3, 31))], (a, 8), (b, 3), (c, 6));
        Assert.Equal((17, null, null, 6), (Of(second, null), Of(second, a), Of(second, b), Of(second, c)));
        alone = Count([], (a, 8), (b, 3), (c, 6));
        Assert.Equal((17, 8, null, null), (Of(alone, null), Of(alone, a), Of(alone, b), Of(alone, c)));
    }

    /// <summary>What follows from what is told is protected like what is told.</summary>
    [Fact]
    public void What_two_pages_give_of_a_part_that_neither_tells_is_no_small_number()
    {
        var cohort = CohortId.From(Guid.Parse("01234567-89ab-7def-8123-456789abcdef"));
        string[] share = [OutcomeCells.Whole, OutcomeCells.Silent, "yes"];
        OutcomeCells Count(IReadOnlyList<QuarterLedger> earlier, int yes, int no)
        {
            var cells = new OutcomeCells(5);
            cells.Add("confidence", ["yes", "no", "silent"], [.. Enumerable.Range(0, 50).Select(n => (cohort, n, n < yes ? "yes" : n < yes + no ? "no" : "silent"))], [cohort], found => found.First(), [share], _ => null);
            cells.Beside(earlier);
            cells.Protect(ParticipationPolicy.InForceOn(new(2027, 1, 1)), default);
            return cells;
        }

        bool IsTold(OutcomeCells cells) => share.All(part => cells.Count("confidence", null, part) is not null);
        var first = Count([], 20, 10);
        Assert.True(IsTold(first));
        // Six more forms, five of them more confident: the sixth person would be known not to be.
        Assert.False(IsTold(Count([first.Ledger(new(2027, 3, 31))], 25, 11)));
        Assert.True(IsTold(Count([first.Ledger(new(2027, 3, 31))], 25, 15)));
        Assert.True(IsTold(Count([], 25, 11)));
    }

    [Fact]
    public void What_a_quarter_hid_beside_the_one_before_it_does_not_follow_from_a_third()
    {
        CohortId a = CohortId.From(new Guid(1, 0, 0, new byte[8])), b = CohortId.From(new Guid(2, 0, 0, new byte[8]));
        OutcomeCells Count(IReadOnlyList<QuarterLedger> earlier, params (CohortId Cohort, int Rose, string? Settled)[] cohorts)
        {
            var cells = new OutcomeCells(5);
            cells.Add("role", ["promoted", "no"], [.. cohorts.SelectMany(c => Enumerable.Range(0, 40).Select(n => (c.Cohort, (c.Cohort, n), n < c.Rose ? "promoted" : "no")))], [.. cohorts.Select(c => c.Cohort)], found => found.First(), [["promoted"]], c => cohorts.First(o => o.Cohort == c).Settled);
            cells.Beside(earlier);
            cells.Protect(ParticipationPolicy.InForceOn(new(2027, 1, 1)), default);
            return cells;
        }

        long? Of(OutcomeCells cells, CohortId? cohort) => cells.Count("role", cohort, "promoted")?.Value;
        var first = Count([], (b, 10, "after 0"));
        Assert.Equal(10, Of(first, b));
        var second = Count([first.Ledger(new(2027, 3, 31))], (b, 12, null), (a, 14, "after 12"));
        Assert.Equal((26, null), (Of(second, null), Of(second, a)));
        // 26 less 14 would be 12, two more than 10.
        var third = Count([second.Ledger(new(2027, 6, 30)), first.Ledger(new(2027, 3, 31))], (b, 18, "after 6"), (a, 14, "after 12"));
        Assert.Null(Of(third, a));
    }

    [Fact]
    public void Few_people_of_several_parts_or_cohorts_are_not_told_together_either()
    {
        CohortId[] cohorts = [.. Enumerable.Range(1, 3).Select(n => CohortId.From(new Guid(n, 0, 0, new byte[8])))];
        var role = new OutcomeCells(5);
        role.Add("role", ["promoted", "for-a-time", "no", "silent"], [.. Enumerable.Range(0, 20).Select(n => (cohorts[0], n, n < 17 ? "silent" : n < 18 ? "for-a-time" : "no"))], [cohorts[0]], found => found.First(), [[OutcomeCells.Whole, OutcomeCells.Silent, "promoted"]], _ => null);
        role.Protect(ParticipationPolicy.InForceOn(new(2027, 1, 1)), default);
        Assert.True(role.Count("role", null, OutcomeCells.Whole) is null || role.Count("role", null, OutcomeCells.Silent) is null, "three people answered");

        var completed = new OutcomeCells(5);
        completed.Add("completed", ["completed"], [.. new[] { 17, 1, 2 }.SelectMany((many, at) => Enumerable.Range(0, many).Select(n => (cohorts[at], (at, n), "completed")))], cohorts, found => found.First(), [["completed"]], _ => "ended");
        completed.Protect(ParticipationPolicy.InForceOn(new(2027, 1, 1)), default);
        Assert.Equal(20, completed.Count("completed", null, "completed")!.Value);
        Assert.Null(completed.Count("completed", cohorts[0], "completed"));
    }

    [Fact]
    public void Where_the_policy_asks_for_more_than_it_did_earlier_quarters_are_told_on_and_nothing_fails()
    {
        var policy = ParticipationPolicy.InForceOn(new(2027, 1, 1));
        var cohort = CohortId.From(Guid.Parse("01234567-89ab-7def-8123-456789abcdef"));
        OutcomeCells Count(int smallest, int yes, IReadOnlyList<QuarterLedger> earlier)
        {
            var cells = new OutcomeCells(smallest);
            cells.Add("role", ["yes", "no", "silent"], [.. Enumerable.Range(0, 30).Select(n => (cohort, n, n < yes ? "yes" : "no"))], [cohort], found => found.First(), [[OutcomeCells.Whole, OutcomeCells.Silent, "yes"]], _ => null);
            cells.Beside(earlier);
            cells.Protect(policy with { SmallestShown = smallest }, default);
            return cells;
        }

        var before = Count(5, 6, []).Ledger(new(2027, 3, 31));
        Assert.Equal(6, before.Shown(policy with { SmallestShown = 10 }).Count("role", null, "yes")!.Value);
        foreach (int yes in (int[])[6, 7, 18]) _ = Count(10, yes, [before]).Ledger(new(2027, 6, 30));
    }

    /// <summary>A part in which nobody can be hides nothing, also where zeros are withheld.</summary>
    [Fact]
    public void A_part_in_which_nobody_can_be_is_no_cover_for_a_small_one()
    {
        var cohort = CohortId.From(Guid.Parse("01234567-89ab-7def-8123-456789abcdef"));
        var cells = new OutcomeCells(5);
        cells.Add("confirmed", ["confirmed", "told", "silent"], [.. Enumerable.Range(0, 20).Select(n => (cohort, n, n < 18 ? "confirmed" : "told"))], [cohort], found => found.First(),
            [["silent"], ["confirmed"], ["told"], [OutcomeCells.Whole]], _ => null, (_, part) => part == "silent");
        cells.Protect(ParticipationPolicy.InForceOn(new(2027, 1, 1)), default);

        Assert.Equal(0, cells.Count("confirmed", null, "silent")!.Value);
        Assert.Null(cells.Count("confirmed", null, "told"));
        Assert.True(cells.Count("confirmed", null, "confirmed") is null || cells.Count("confirmed", null, OutcomeCells.Whole) is null, "The two follow by subtraction.");
    }

    [Fact]
    public void The_denominator_of_one_figure_does_not_give_away_the_number_that_another_withholds()
    {
        var cohort = CohortId.From(Guid.Parse("01234567-89ab-7def-8123-456789abcdef"));
        var cells = new OutcomeCells(5);
        cells.Add("completed", ["completed", "left", "silent"], [.. Enumerable.Range(0, 13).Select(n => (cohort, n, n < 12 ? "completed" : "left"))], [cohort], found => found.First(), [["completed"], [OutcomeCells.Whole, OutcomeCells.Silent, "completed"]], _ => "ended");
        cells.Add("role", ["promoted", "no", "silent"], [.. Enumerable.Range(0, 12).Select(n => (cohort, n, n < 6 ? "promoted" : "no"))], [cohort], found => found.First(), [[OutcomeCells.Whole, OutcomeCells.Silent, "promoted"]], _ => "after 12");
        cells.Tie([cohort], [("role", OutcomeCells.Whole)], ("completed", "completed"));
        cells.Protect(ParticipationPolicy.InForceOn(new(2027, 1, 1)), default);
        // One of thirteen left. Twelve of whom six moved on can be told, and then not thirteen.
        Assert.Equal((6L, 12L), (cells.Count("role", null, "promoted")!.Value, cells.Count("role", null, OutcomeCells.Whole)!.Value));
        Assert.Null(cells.Count("completed", null, OutcomeCells.Whole));
        Assert.Null(cells.Count("completed", cohort, OutcomeCells.Whole));
        Assert.Null(cells.Count("completed", null, "left"));
    }

    [EveryDatabase]
    public async Task Somebody_in_two_cohorts_counts_once_in_all_and_no_small_number_follows(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var cells = new OutcomeCells(5);
        CohortId one = CohortId.New(city.Clock), two = CohortId.New(city.Clock);
        List<(CohortId, int, string)> people = [.. Enumerable.Range(0, 12).Select(n => (one, n, n < 6 ? "yes" : "no")), .. Enumerable.Range(10, 12).Select(n => (two, n, n < 13 ? "yes" : "no"))];
        cells.Add("role", ["yes", "no", "silent"], people, [one, two], found => found.Contains("yes") ? "yes" : "no", [["yes"]], _ => "after 12");
        cells.Protect(ParticipationPolicy.InForceOn(new(2027, 1, 1)), default);
        // Three of the second cohort are few: with the sums over both, more than that has to go.
        Assert.Null(cells.Count("role", two, "yes"));
        long?[] all = [cells.Count("role", one, "yes")?.Value, cells.Count("role", null, "yes")?.Value];
        Assert.True(all.Count(c => c is not null) < 2, "the second cohort's three could be worked out");
    }

    [EveryDatabase]
    public async Task What_a_participant_wrote_goes_after_two_years_and_the_rest_after_six_and_until_then_it_is_in_their_copy(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await TakingPartTests.RunningAsync(city, "Ama");
        Assert.IsType<WritePlan.Outcome.Done>(await new WritePlan.Handler(city.Store, city.Clock).HandleAsync(new(ama, place, new WritePlan.Deed.Add(PlanPartKind.Aim, "To lead the observatory", null, null, null)), default));
        Assert.IsType<NoteOwnPart.Outcome.Done>(await TakingPartTests.OwnAsync(city, ama, place, new NoteOwnPart.Deed.EnterDay("mentoring", 60, new(2027, 4, 20), "Met Idris")));
        Assert.IsType<MoveParticipant.Outcome.Done>(await new MoveParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, place, new MoveParticipant.Deed.Complete(new(2027, 4, 20), true)), default));
        await new AskFollowUps.Handler(city.Store, city.Clock).HandleAsync(default);
        Assert.IsType<AnswerFollowUp.Outcome.Done>(await AnswerAsync(city, ama, place, 0, "none", null, "Grateful for the lighthouse visit"));
        string copy = Encoding.UTF8.GetString(await new CopyOwnRecord.Handler(city.Store, [new HeldOfApplicant(city.Store, city.Clock), new HeldOfParticipant(city.Store, city.Clock)]).HandleAsync(new(ama), default));
        foreach (string word in (string[])["observatory", "Met Idris", "lighthouse"]) Assert.Contains(word, copy, StringComparison.Ordinal);
        var forget = new ForgetParticipants.Handler(city.Store, city.Clock);
        Assert.Equal(new(0, 0), await forget.HandleAsync(default));
        city.Clock.Pass(TimeSpan.FromDays(731));
        Assert.Equal(new(1, 0), await forget.HandleAsync(default));
        Assert.Equal(new(0, 0), await forget.HandleAsync(default));
        var mine = await TakingPartTests.PlaceAsync(city, ama);
        Assert.Empty(mine.Plan);
        Assert.Single(mine.OwnDays);
        city.Clock.Pass(TimeSpan.FromDays(4 * 366));
        Assert.Equal(new(0, 1), await forget.HandleAsync(default));
        Assert.Equal(0, await city.Store.ReadAsync(records => records.Set<Participant>().CountAsync()));
    }

    [EveryDatabase]
    public async Task A_place_that_is_given_back_takes_everything_written_with_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var person = await city.PersonAsync("Ama");
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        await city.BringToAsync(ApplicationDeed.Offer, id);
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Accept, tell: true));
        var place = (await TakingPartTests.PlaceAsync(city, person)).Id;
        Assert.IsType<WritePlan.Outcome.Done>(await new WritePlan.Handler(city.Store, city.Clock).HandleAsync(new(person, place, new WritePlan.Deed.Add(PlanPartKind.Aim, "Lead", null, null, null)), default));
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Withdraw));
        Assert.Equal((0, 0), await city.Store.ReadAsync(async records => (await records.Set<Participant>().CountAsync(), await records.Set<PlanPart>().CountAsync())));
    }

    /// <summary>A finished cohort whose people all answered; two are trustees.</summary>
    private static Task<int> GraduatesAsync(ProgrammeCity city, int many, int promoted, int actingUp) => city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.CohortChanged, "a cohort of the past"), async records =>
    {
        var cohort = await records.Set<Cohort>().SingleAsync();
        (cohort.StartedAt, cohort.FinishedAt) = (city.Clock.GetUtcNow(), city.Clock.GetUtcNow());
        DateOnly starts = new(2024, 1, 15), ends = new(2025, 1, 15);
        for (int at = 0; at < many; at++)
        {
            var person = PersonId.New(city.Clock);
            var application = new Application { Id = ProgrammeApplicationId.New(city.Clock), Cohort = cohort.Id, Person = person, Route = ApplicationRoute.EmployerTold, State = ApplicationState.Completed, BegunAt = city.Clock.GetUtcNow(), SentAt = city.Clock.GetUtcNow() };
            var one = new Participant { Id = ParticipantId.New(city.Clock), Cohort = cohort.Id, Application = application.Id, Person = person, AcceptedAt = city.Clock.GetUtcNow(), StartedOn = starts, EndedOn = ends, Completed = true };
            records.AddRange(application, one);
            records.Add(new FollowUp { Participant = one.Id, Months = 12, DueOn = ends.AddYears(1), AskedOn = ends.AddYears(1), AnsweredOn = ends.AddYears(1).AddDays(3), SameEmployer = at % 4 != 0 });
            // Who had stayed at first and went later has gone: the newest answer counts.
            if (at == 0) records.Add(new FollowUp { Participant = one.Id, Months = 6, DueOn = ends.AddMonths(6), AskedOn = ends.AddMonths(6), AnsweredOn = ends.AddMonths(6).AddDays(3), SameEmployer = true });
            if (at < promoted + actingUp) records.Add(new CareerMove { Id = TypedId.NewValue(city.Clock), Participant = one.Id, Kind = at < promoted ? CareerMoveKind.Promotion : CareerMoveKind.ActingUp, OnDay = ends.AddMonths(4), ToldOn = ends.AddYears(1), EmployerAsked = at < 6, IsSo = at < 5 ? true : null, AnsweredOn = at < 5 ? ends.AddYears(1) : null });
            if (at < 2) records.Add(new CivicRoleTaken { Participant = one.Id, Kind = CivicRole.Trustee, ToldOn = ends.AddYears(1) });
            foreach (var (moment, mark) in ((EvaluationMoment, int)[])[(EvaluationMoment.Before, 2), (EvaluationMoment.After, 4)])
                records.Add(new Evaluation { Participant = one.Id, Moment = moment, Sealed = OwnPlan.Seal(city.Store.Key, one.Id, $$"""{"confidence":{{mark}},"empathy":3}"""), AnsweredAt = city.Clock.GetUtcNow() });
        }

        return many;
    }, default);

    private static Task<AnswerFollowUp.Outcome> AnswerAsync(ProgrammeCity city, PersonId person, ParticipantId place, int months, string move, DateOnly? on, string? comment = null) =>
        new AnswerFollowUp.Handler(city.Store, city.Clock).HandleAsync(new(person, place, months, true, move, on, [], comment), default);

    private static Task<int> MailsAsync(ProgrammeCity city, PersonId person) => city.Store.ReadAsync(records => records.Set<Parity.Platform.Accounts.Model.Mail>().CountAsync(m => m.Person == person));
}
