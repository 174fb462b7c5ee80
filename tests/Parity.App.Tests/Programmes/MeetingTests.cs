using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

/// <summary>What a selection meeting is shown, how ties are decided, interviews and their panels, and how groups fared once all is told.</summary>
public sealed class MeetingTests
{
    [Fact]
    public void Whoever_would_change_sides_without_one_assessor_is_named_and_ties_on_the_line_stay_ties()
    {
        var (first, second) = (new PersonId(SelectionRulesTests.Id(1)), new PersonId(SelectionRulesTests.Id(2)));
        Guid a = SelectionRulesTests.Id(11), b = SelectionRulesTests.Id(12), c = SelectionRulesTests.Id(13);
        // Without the second assessor a has 5, b 3, c 4: b goes below the line of two and c above it.
        GivenMean[] given = [new(a, first, 5), new(a, second, 5), new(b, first, 3), new(b, second, 5), new(c, first, 4), new(c, second, 3)];
        var flips = Cut.FlipsWithout(given, 2);
        Assert.Equal([b, c], flips[second].Order());
        Assert.Empty(flips[first]);

        var means = new Dictionary<Guid, double> { [a] = 4.5, [b] = 4, [c] = 4 };
        Assert.Equal([a, b, c], Cut.Above(means, 2).Order());
        Assert.Equal([b, c], Cut.TiedOn(means, 2).Order());
        Assert.Empty(Cut.TiedOn(means, 3));
        Assert.Empty(Cut.TiedOn(means, 1));

        var byTrait = Cut.Decide([b, c], one => one == c ? [4, 2] : [3, 5], 7);
        Assert.Equal((c, false), (byTrait.Order[0], byTrait.ByLot));
        var byLot = Cut.Decide([b, c], _ => [3, 3], 7);
        Assert.True(byLot.ByLot);
        Assert.Equal(byLot.Order, Cut.Decide([c, b], _ => [3, 3], 7).Order);
        Assert.Contains(Enumerable.Range(0, 50).Select(seed => Cut.Decide([b, c], _ => [], seed).Order[0]), one => one != byLot.Order[0]);
    }

    [EveryDatabase]
    public async Task A_meeting_sees_both_means_agreement_and_a_tie_that_only_what_was_fixed_before_can_decide(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 2);
        var ids = new List<ProgrammeApplicationId>();
        foreach (string name in (string[])["Ama One", "Bea Two", "Cyd Three", "Dot Four"]) ids.Add(await city.ApplyAsync(await city.PersonAsync(name), ApplicationRoute.NoApproval, city.Council));
        var (first, second) = (await city.AssessorAsync("Una First"), await city.AssessorAsync("Sid Second"));
        Assert.IsType<BreakTie.Outcome.NothingFixed>(await BreakTieAsync(city, BreakTie.Wish.ByWhatWasFixed));
        await city.FixAsync(2, "empathy");
        await city.HandOutAsync();
        // One is best; two and three are alike over all traits, three is higher in empathy; four is last. The second marks a point higher.
        int Value(ProgrammeApplicationId id, string trait) => ids.IndexOf(id) switch { 0 => 4, 1 => trait == "motivation" ? 4 : 3, 2 => trait == "empathy" ? 4 : 3, _ => 2 };
        await city.MarkAllAsync(first, Value);
        var half = (await MeetingAsync(city))!;
        Assert.Equal((4, null), (half.Unlocked, half.Lines[0].Final));
        await city.MarkAllAsync(second, (id, trait) => Value(id, trait) + 1);

        var shown = (await MeetingAsync(city))!;
        Assert.Equal([ids[0], ids[3]], [shown.Lines[0].Id, shown.Lines[3].Id]);
        Assert.All(shown.Lines, l => Assert.Null(l.Name));
        Assert.Equal([true, true, true, false], shown.Lines.Select(l => l.IsAbove));
        Assert.Equal([false, true, true, false], shown.Lines.Select(l => l.IsTied));
        Assert.Equal(4.5m, shown.Lines[0].Final);
        Assert.Equal(4.5, shown.Lines[0].Adjusted!.Value, 9);
        Assert.Equal([0.5, -0.5], shown.Assessors.Select(a => Math.Round(a.Leniency, 9)));
        Assert.True(shown is { Connected: true, Agreement.IsComplete: true, Agreement.WithinOne: 1 });
        Assert.InRange(shown.Agreement.Single!.Value, 0.5, 1);

        Assert.IsType<BreakTie.Outcome.NotForPlaces>(await BreakTieAsync(city, BreakTie.Wish.ByProtectedCharacteristic));
        Assert.IsType<BreakTie.Outcome.NotYet>(await BreakTieAsync(city, null));
        Assert.IsType<BreakTie.Outcome.NotTied>(await BreakTieAsync(city, BreakTie.Wish.ByWhatWasFixed, 1));
        var broken = Assert.IsType<BreakTie.Outcome.Broken>(await BreakTieAsync(city, BreakTie.Wish.ByWhatWasFixed));
        Assert.Equal((TieWay.NamedTraits, ids[2]), (broken.Way, broken.Order[0]));
        var after = (await MeetingAsync(city))!;
        Assert.Equal([ids[0], ids[2], ids[1], ids[3]], after.Lines.Select(l => l.Id));
        Assert.Equal([true, true, false, false], after.Lines.Select(l => l.IsAbove));
        Assert.Equal(40, (await new ExportMarks.Handler(city.Store, city.Accounts).HandleAsync(new(city.Cohort), default)).Count);
    }

    [EveryDatabase]
    public async Task Whoever_has_no_marks_or_the_same_mean_as_others_stands_by_a_code_so_that_the_order_tells_no_name(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 2);
        var byName = new List<ProgrammeApplicationId>();
        foreach (string name in (string[])["Ama One", "Bea Two", "Cyd Three", "Dot Four", "Eva Five", "Fay Six", "Gil Seven", "Hal Eight", "Ida Nine", "Joy Ten"]) byName.Add(await city.ApplyAsync(await city.PersonAsync(name), ApplicationRoute.NoApproval, city.Council));
        await ByCodeAsync();
        var before = (await MeetingAsync(city))!.Lines.Select(l => l.Id).ToList();

        var (first, second) = (await city.AssessorAsync("Una First"), await city.AssessorAsync("Sid Second"));
        await city.FixAsync(2, "empathy");
        await city.HandOutAsync();
        foreach (var assessor in (PersonId[])[first, second]) await city.MarkAllAsync(assessor, (_, _) => 3);
        await ByCodeAsync();
        // Marks that are all alike move nobody.
        Assert.Equal(before, (await MeetingAsync(city))!.Lines.Select(l => l.Id));

        async Task ByCodeAsync()
        {
            var lines = (await MeetingAsync(city))!.Lines;
            Assert.Equal(10, lines.Count);
            Assert.Equal(lines.Select(l => l.Code).Order(StringComparer.Ordinal), lines.Select(l => l.Code));
            Assert.NotEqual(byName, lines.Select(l => l.Id));
        }
    }

    [EveryDatabase]
    public async Task An_interview_has_a_time_once_what_is_needed_is_arranged_a_panel_by_the_rules_and_marks_apart(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var applicant = await city.PersonAsync("Ama Applies");
        var id = await city.ApplyAsync(applicant, ApplicationRoute.NoApproval, city.Council);
        await new AskAdjustment.Handler(city.Store, city.Clock).HandleAsync(new(applicant, id, AdjustmentStage.Interview, "A room without stairs"), default);
        var trained = new DateOnly(2026, 11, 2);
        var (one, two, three, four) = (await city.AssessorAsync("Una One", city.Hospital, trained: trained), await city.AssessorAsync("Sid Two", trained: trained), await city.AssessorAsync("Ted Three", trained: trained), await city.AssessorAsync("Col League", city.Council));
        var slots = new KeepSlots.Handler(city.Store, city.Clock);
        Assert.Equal(["day", "from", "minutes", "place"], Assert.IsType<KeepSlots.Outcome.NotYet>(await slots.HandleAsync(new(city.Manager, city.Cohort, new KeepSlots.Deed.Add(new(2027, 6, 1), null, 5, "")), default)).Mistakes.Select(m => m.Field));
        Assert.IsType<KeepSlots.Outcome.Done>(await slots.HandleAsync(new(city.Manager, city.Cohort, new KeepSlots.Deed.Add(new(2027, 3, 1), new(9, 30), 40, "Room 2")), default));
        var slot = (await InterviewsAsync(city)).Slots.Single().Id;

        var give = new GiveSlot.Handler(city.Store, city.Clock);
        Assert.IsType<GiveSlot.Outcome.NotPossible>(await give.HandleAsync(new(city.Manager, city.Cohort, slot, id), default));
        await city.DecideAsync(id, ApplicationDeed.Shortlist);
        await city.TellAsync();
        Assert.IsType<GiveSlot.Outcome.NotArranged>(await give.HandleAsync(new(city.Manager, city.Cohort, slot, id), default));
        Assert.True((await InterviewsAsync(city)).WithoutTime.Single().IsBlocked);
        Assert.Equal(1, (await new ReadApplications.Handler(city.Store, city.Accounts).HandleAsync(new(Cohort: city.Cohort), default)).Single().NotArranged);
        var need = (await new ReadAdjustments.Handler(city.Store).HandleAsync(new(applicant, id, IsTeam: false), default)).Single();
        await new AnswerAdjustment.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, id, need.Id, true, "Room 2 is step-free; I booked it because of your zebra.", "Use room 2, and ten minutes more."), default);
        Assert.Equal(0, (await new ReadApplications.Handler(city.Store, city.Accounts).HandleAsync(new(Cohort: city.Cohort), default)).Single().NotArranged);
        Assert.IsType<GiveSlot.Outcome.Given>(await give.HandleAsync(new(city.Manager, city.Cohort, slot, id), default));
        Assert.Equal("Room 2", (await new ReadOwnInterview.Handler(city.Store).HandleAsync(new(applicant, id), default))!.Place);
        Assert.Null(await new ReadOwnInterview.Handler(city.Store).HandleAsync(new(city.HrLead, id), default));
        Assert.Equal((3, 0), (await InterviewsAsync(city)).TooFewPeople.Single() is var few ? (few.Needed, few.Free) : default);

        var seat = new SeatPanel.Handler(city.Store, city.Accounts, city.Clock);
        Assert.Equal([PanelFault.NotFree, PanelFault.NotFree, PanelFault.OwnEmployer, PanelFault.NotTrained, PanelFault.NotFree], Assert.IsType<SeatPanel.Outcome.Wrong>(await seat.HandleAsync(new(city.Manager, city.Cohort, slot, [one, two, four]), default)).Faults.Select(f => f.Fault));
        foreach (var person in (PersonId[])[one, two, three, four]) Assert.True(await new SayFree.Handler(city.Store, city.Clock).HandleAsync(new(person, city.Cohort, [slot]), default));
        Assert.Equal([PanelFault.TooFew], Assert.IsType<SeatPanel.Outcome.Wrong>(await seat.HandleAsync(new(city.Manager, city.Cohort, slot, [one, two]), default)).Faults.Select(f => f.Fault));
        Assert.IsType<SeatPanel.Outcome.Seated>(await seat.HandleAsync(new(city.Manager, city.Cohort, slot, [one, two, three]), default));
        Assert.Empty((await InterviewsAsync(city)).TooFewPeople);
        // The panel learns what to do in the room, and neither what was asked for nor what the applicant was answered.
        Assert.Empty((await PanelsAsync(city, one))!.Panels.Single().InTheRoom);
        int looks = await LooksAsync();
        Assert.Equal("Use room 2, and ten minutes more.", Assert.Single((await PanelsAsync(city, one, slot))!.Panels.Single().InTheRoom));
        Assert.Equal(looks + 1, await LooksAsync());

        // A time that is given up takes its panel along, and its applicant is told that there is news.
        int letters = await LettersAsync();
        Assert.IsType<KeepSlots.Outcome.Done>(await slots.HandleAsync(new(city.Manager, city.Cohort, new KeepSlots.Deed.Cancel(slot)), default));
        Assert.Equal(letters + 1, await LettersAsync());
        Assert.Null(await new ReadOwnInterview.Handler(city.Store).HandleAsync(new(applicant, id), default));
        Assert.Empty((await PanelsAsync(city, one))!.Panels);
        Assert.IsType<KeepSlots.Outcome.Done>(await slots.HandleAsync(new(city.Manager, city.Cohort, new KeepSlots.Deed.Add(new(2027, 3, 2), new(9, 30), 40, "Room 2")), default));
        slot = (await InterviewsAsync(city)).Slots.Single().Id;
        Assert.IsType<GiveSlot.Outcome.Given>(await give.HandleAsync(new(city.Manager, city.Cohort, slot, id), default));
        foreach (var person in (PersonId[])[one, two, three, four]) Assert.True(await new SayFree.Handler(city.Store, city.Clock).HandleAsync(new(person, city.Cohort, [slot]), default));
        Assert.IsType<SeatPanel.Outcome.Seated>(await seat.HandleAsync(new(city.Manager, city.Cohort, slot, [one, two, three]), default));

        // The colleague knows of the time, and not whose it is; the panel knows whom it meets, and not the others' marks.
        var colleague = (await PanelsAsync(city, four))!;
        Assert.Single(colleague.Times);
        Assert.Empty(colleague.Panels);
        Assert.Equal("Ama Applies", (await PanelsAsync(city, one))!.Panels.Single().Name);
        Assert.IsType<MarkInterview.Outcome.NoSuchInterview>(await MarkAsync(city, four, slot, 4, true));
        Assert.Equal(5, Assert.IsType<MarkInterview.Outcome.NotYet>(await MarkAsync(city, one, slot, null, true)).Mistakes.Count);
        Assert.IsType<MarkInterview.Outcome.Kept>(await MarkAsync(city, one, slot, 3, false));
        Assert.IsType<MarkInterview.Outcome.Kept>(await MarkAsync(city, one, slot, 4, true));
        Assert.IsType<MarkInterview.Outcome.Locked>(await MarkAsync(city, one, slot, 5, true));
        Assert.IsType<MarkInterview.Outcome.Kept>(await MarkAsync(city, two, slot, 2, true));
        Assert.Empty((await PanelsAsync(city, one))!.Panels.Single().Others);
        Assert.IsType<KeepSlots.Outcome.NotYet>(await slots.HandleAsync(new(city.Manager, city.Cohort, new KeepSlots.Deed.Cancel(slot)), default));
        Assert.IsType<SeatPanel.Outcome.MarkedAlready>(await seat.HandleAsync(new(city.Manager, city.Cohort, slot, [one, two, three]), default));
        Assert.IsType<MarkInterview.Outcome.Kept>(await MarkAsync(city, three, slot, 3, true));
        Assert.Equal(10, (await PanelsAsync(city, one))!.Panels.Single().Others.Count);
        var meeting = (await new ReadMeeting.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort, MarkingStage.Interview), default))!;
        Assert.Equal((3m, 3), (meeting.Lines.Single().Final, meeting.Lines.Single().Readers));

        // Two and four lie apart: somebody who was not in the panel, and does not work with the applicant, settles it from the notes.
        Assert.Equal((5, 5), (meeting.ToSettle, meeting.ToAsk));
        var ask = new AskModeration.Handler(city.Store, city.Accounts, city.Clock);
        Assert.Equal(new AskModeration.Outcome(0, 5), await ask.HandleAsync(new(city.Manager, city.Cohort, MarkingStage.Interview), default));
        var five = await city.AssessorAsync("Fay Five");
        Assert.Equal(new AskModeration.Outcome(0, 0), await ask.HandleAsync(new(city.Manager, city.Cohort, MarkingStage.Reading), default));
        Assert.Equal(new AskModeration.Outcome(5, 0), await ask.HandleAsync(new(city.Manager, city.Cohort, MarkingStage.Interview), default));
        var toSettle = (await city.MarkingOfAsync(five)).Moderations;
        Assert.Equal((5, true), (toSettle.Count, toSettle.All(m => m.Stage is MarkingStage.Interview)));
        var shown = (await new ReadMarkToSettle.Handler(city.Store).HandleAsync(new(five, city.Cohort, toSettle[0].Code), default))!;
        Assert.Null(shown.Text);
        Assert.Equal((3, 3, true), (shown.Marked, shown.Given.Count, shown.Given.All(g => g.Value is null)));
        foreach (var mark in toSettle) Assert.IsType<SettleMark.Outcome.Settled>(await new SettleMark.Handler(city.Store, city.Clock).HandleAsync(new(five, city.Cohort, mark.Code, 4, "The notes tell of their own part."), default));
        meeting = (await new ReadMeeting.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort, MarkingStage.Interview), default))!;
        Assert.Equal([2, 3, 4], (await new ReadMarkToSettle.Handler(city.Store).HandleAsync(new(five, city.Cohort, toSettle[0].Code), default))!.Given.Select(g => g.Value!.Value));
        // Two, three, four and the four of the third person.
        Assert.Equal((3.25m, 0, 0), (meeting.Lines.Single().Final, meeting.ToSettle, meeting.ToAsk));

        Task<int> LooksAsync() => city.Store.ReadAsync(records => records.Set<SightingRecord>().CountAsync(s => s.What == Sighting.AdjustmentsOfApplication && s.Person == one));
        Task<int> LettersAsync() => city.Store.ReadAsync(records => records.Set<Parity.Platform.Accounts.Model.Mail>().CountAsync(m => m.Person == applicant));
    }

    [EveryDatabase]
    public async Task How_groups_fared_is_shown_when_every_outcome_is_told_and_never_a_small_count(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 30);
        var read = new ReadAdverseImpact.Handler(city.Store, city.Clock);
        Assert.IsType<ReadAdverseImpact.Outcome.NoSuchCohort>(await read.HandleAsync(new(city.Manager, CohortId.New(city.Clock)), default));
        Assert.IsType<ReadAdverseImpact.Outcome.NotToldYet>(await read.HandleAsync(new(city.Manager, city.Cohort), default));
        // Of 30 women 20 are shortlisted and of 20 men 10; four answer otherwise or not at all and are not shortlisted.
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ApplicationMoved, "a cohort that is decided"), records =>
        {
            for (int at = 0; at < 54; at++)
            {
                var one = new Application { Id = ProgrammeApplicationId.New(city.Clock), Cohort = city.Cohort, Person = PersonId.New(city.Clock), State = ApplicationState.Draft, BegunAt = city.Clock.GetUtcNow(), SentAt = city.Clock.GetUtcNow(), Route = ApplicationRoute.NoApproval };
                records.Add(one);
                one.Move(records, city.Clock, ApplicationDeed.Submit, Doer.Applicant);
                if (at < 20 || at is >= 30 and < 40) one.Move(records, city.Clock, ApplicationDeed.Shortlist, Doer.Team);
                one.Move(records, city.Clock, ApplicationDeed.NotSelect, Doer.Team);
                if (at == 53) continue;
                byte[] subject = MonitoringAnswers.SubjectOf(city.Store.Key, one.Id);
                records.Add(new MonitoringAnswers { Subject = subject, Cohort = city.Cohort, Sealed = MonitoringAnswers.Seal(city.Store.Key, subject, new Dictionary<string, string> { ["sex"] = at < 30 ? "F" : at < 50 ? "M" : "X1", ["ethnicity"] = at % 2 == 0 ? "B1" : "A3" }), SavedOn = London.Today(city.Clock) });
            }

            return Task.FromResult(true);
        }, default);

        var shown = Assert.IsType<ReadAdverseImpact.Outcome.Shown>(await read.HandleAsync(new(city.Manager, city.Cohort), default));
        var sex = shown.Questions.Single(q => q.Code == "sex").Steps[1];
        // Alone, women and men would leave four people over for whoever subtracts: the smaller of the two goes as well.
        Assert.Equal(["F"], sex.Groups.Select(g => g.Code));
        var women = sex.Groups.Single();
        Assert.Equal((20, 30), (women.Through, women.Of));
        Assert.Equal(10.0 / 24 / (20.0 / 30), women.Ratio, 9);
        Assert.True(women.BelowFourFifths);
        Assert.Equal(3, sex.Hidden);
        // Everybody was eligible, and nobody who was shortlisted was interviewed.
        Assert.All([0, 2, 3, 4], step => Assert.Empty(shown.Questions.Single(q => q.Code == "sex").Steps[step].Groups));
        Assert.All(shown.Questions.Where(q => q.Code is not ("sex" or "ethnicity")).SelectMany(q => q.Steps), s => Assert.Empty(s.Groups));

        // One more is found to have been shortlisted, and later looks show what the first one showed.
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ApplicationMoved, "one more"), async records =>
        {
            var subjects = (await records.Set<MonitoringAnswers>().ToListAsync()).Select(m => Convert.ToHexString(m.Subject)).ToHashSet();
            var never = await records.Set<Application>().Where(a => !records.Set<ApplicationMove>().Any(m => m.Application == a.Id && m.ToState == ApplicationState.Shortlisted)).OrderBy(a => a.Id).ToListAsync();
            var one = never.First(a => subjects.Contains(Convert.ToHexString(MonitoringAnswers.SubjectOf(city.Store.Key, a.Id))));
            return records.Add(new ApplicationMove { Id = TypedId.NewValue(city.Clock), Application = one.Id, Deed = ApplicationDeed.Shortlist, FromState = ApplicationState.Submitted, ToState = ApplicationState.Shortlisted, DoneBy = Doer.Team, At = city.Clock.GetUtcNow() });
        }, default);
        city.Clock.Pass(TimeSpan.FromDays(1));
        var again = Assert.IsType<ReadAdverseImpact.Outcome.Shown>(await read.HandleAsync(new(city.Manager, city.Cohort), default));
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(shown), System.Text.Json.JsonSerializer.Serialize(again));
        // Counted anew it would be another number.
        await city.Database.ExecuteAsync("delete from programmes_shown_groups");
        var anew = Assert.IsType<ReadAdverseImpact.Outcome.Shown>(await read.HandleAsync(new(city.Manager, city.Cohort), default));
        Assert.NotEqual(System.Text.Json.JsonSerializer.Serialize(shown.Questions), System.Text.Json.JsonSerializer.Serialize(anew.Questions));
    }

    private static Task<ReadMeeting.Shown?> MeetingAsync(ProgrammeCity city) => new ReadMeeting.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default);

    private static Task<BreakTie.Outcome> BreakTieAsync(ProgrammeCity city, BreakTie.Wish? wish, int? line = null) => new BreakTie.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, MarkingStage.Reading, line, wish), default);

    private static Task<ReadInterviews.Shown> InterviewsAsync(ProgrammeCity city) => new ReadInterviews.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default);

    private static Task<ReadOwnPanels.Shown?> PanelsAsync(ProgrammeCity city, PersonId assessor, Guid? slot = null) => new ReadOwnPanels.Handler(city.Store, city.Accounts).HandleAsync(new(assessor, city.Cohort, slot), default);

    private static Task<MarkInterview.Outcome> MarkAsync(ProgrammeCity city, PersonId assessor, Guid slot, int? value, bool locks) => new MarkInterview.Handler(city.Store, city.Clock).HandleAsync(new(
        assessor, city.Cohort, slot, value is { } mark ? Rubric.Named("five-traits").Traits.ToDictionary(t => t.Code, _ => mark) : new Dictionary<string, int>(), new Dictionary<string, string> { ["empathy"] = "Gave an example of their own." }, locks), default);
}
