using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.House;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

/// <summary>Assessors: appointed, calibrated, given applications by the rules, marking blind and apart from each other.</summary>
public sealed class MarkingTests
{
    [EveryDatabase]
    public async Task An_assessor_who_has_not_marked_the_samples_or_works_where_the_applicant_works_is_given_nothing_and_why_is_said(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var applicant = await city.PersonAsync("Ama Applies");
        var id = await city.ApplyAsync(applicant, ApplicationRoute.NoApproval, city.Council);
        var colleague = await city.AssessorAsync("Col League", city.Council);
        var fresh = await city.AssessorAsync("Fay Fresh", city.Hospital, calibrated: false);
        // The employer is known from a role as well as from what was said.
        var forgetful = await city.AssessorAsync("Fred Forgets");
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.RoleGranted, "a role at the council"), async records => await Parity.Platform.Accounts.AccountsDoor.GiveAsync(records, city.Clock, forgetful, new(Role.LineManager, city.Council)), default);

        Assert.IsType<HandOutApplications.Outcome.NothingFixed>(await new HandOutApplications.Handler(city.Store, city.Accounts, city.Partnership, city.Clock).HandleAsync(new(city.Manager, city.Cohort), default));
        Assert.IsType<FixSelection.Outcome.Fixed>(await city.FixAsync(2, "motivation"));
        Assert.IsType<FixSelection.Outcome.FixedBefore>(await city.FixAsync(1));
        Assert.Equal((0, 1), (await city.HandOutAsync()) is var none ? (none.Given, none.Short) : default);
        var waiting = (await DeskAsync(city)).Applications.Single();
        Assert.Equal((2, 1, 2), (waiting.Short, waiting.Bars[Bar.NotCalibrated], waiting.Bars[Bar.OwnEmployer]));
        Assert.Equal(Bar.OwnEmployer, Assert.IsType<GiveByHand.Outcome.Barred>(await GiveAsync(city, id, colleague)).Bar);
        Assert.Equal(Bar.NotCalibrated, Assert.IsType<GiveByHand.Outcome.Barred>(await GiveAsync(city, id, fresh)).Bar);

        // Whoever gives everybody a three does not agree often enough.
        Assert.False(Assert.IsType<CalibrateAssessor.Outcome.Marked>(await city.CalibrateAsync(fresh, _ => 3)).Passed);
        Assert.IsType<CalibrateAssessor.Outcome.NotYet>(await city.CalibrateAsync(fresh, _ => 6));
        Assert.Equal((0, 1), (await city.HandOutAsync()) is var still ? (still.Given, still.Short) : default);
        Assert.True(Assert.IsType<CalibrateAssessor.Outcome.Marked>(await city.CalibrateAsync(fresh, s => s.Agreed)).Passed);
        Assert.Equal((1, 1), (await city.HandOutAsync()) is var one ? (one.Given, one.Short) : default);
        Assert.Equal(5, (await city.MarkingOfAsync(fresh)).Answers);
        Assert.Equal(0, (await city.MarkingOfAsync(colleague)).Answers);
    }

    [EveryDatabase]
    public async Task A_declared_link_keeps_an_application_away_and_who_steps_back_as_recused_is_replaced_at_once(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var applicant = await city.PersonAsync("Ama Ápplies");
        var id = await city.ApplyAsync(applicant, ApplicationRoute.NoApproval, city.Council);
        var (linked, first, second, third) = (await city.AssessorAsync("Lina Linked"), await city.AssessorAsync("Una First"), await city.AssessorAsync("Sid Second"), await city.AssessorAsync("Ted Third"));
        var declare = new DeclareLink.Handler(city.Store, city.Clock);
        Assert.IsType<DeclareLink.Outcome.NotYet>(await declare.HandleAsync(new(linked, city.Cohort, null, "", "no address"), default));
        Assert.IsType<DeclareLink.Outcome.NoSuchCohort>(await declare.HandleAsync(new(city.HrLead, city.Cohort, LinkKind.Friend, "Ama Applies", null), default));
        Assert.IsType<DeclareLink.Outcome.Declared>(await declare.HandleAsync(new(linked, city.Cohort, LinkKind.Friend, "ama applies", null), default));
        await city.FixAsync();
        await city.HandOutAsync();
        var holders = (await DeskAsync(city)).Applications.Single().Readers.Select(r => r.Assessor).ToList();
        Assert.Equal(2, holders.Count);
        Assert.DoesNotContain(linked, holders);
        Assert.Equal(Bar.DeclaredLink, Assert.IsType<GiveByHand.Outcome.Barred>(await GiveAsync(city, id, linked)).Bar);

        var line = (await city.MarkingOfAsync(holders[0])).Questions[0];
        var step = new StepBack.Handler(city.Store, city.Accounts, city.Clock);
        Assert.True(Assert.IsType<StepBack.Outcome.Done>(await step.HandleAsync(new(holders[0], city.Cohort, line.Trait.Code, line.Answers[0].Code, MarkingEnd.Recused), default)).GivenOn);
        Assert.Null(await ReadAsync(city, holders[0], line.Trait.Code, line.Answers[0].Code));
        var after = (await DeskAsync(city)).Applications.Single().Readers;
        Assert.Equal(((PersonId[])[first, second, third]).Except(holders), after.Where(r => r.EndedBy is null).Select(r => r.Assessor).Except(holders));
        Assert.Equal(Bar.SteppedBack, Assert.IsType<GiveByHand.Outcome.Barred>(await GiveAsync(city, id, holders[0])).Bar);

        // Who abstains is not replaced: one view the fewer.
        var other = (await city.MarkingOfAsync(holders[1])).Questions[0];
        Assert.False(Assert.IsType<StepBack.Outcome.Done>(await step.HandleAsync(new(holders[1], city.Cohort, other.Trait.Code, other.Answers[0].Code, MarkingEnd.Abstained), default)).GivenOn);
        Assert.Equal(0, (await DeskAsync(city)).Applications.Single().Short);
    }

    [EveryDatabase]
    public async Task Answers_are_read_without_names_apart_from_each_other_and_marks_that_are_locked_do_not_change(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var applicant = await city.PersonAsync("Ama Applies");
        var id = await city.FillInAsync(applicant, ApplicationRoute.NoApproval, city.Council);
        Assert.IsType<SaveApplication.Outcome.Saved>(await city.SaveAsync(applicant, id, new SaveApplication.Part.Questions(Rubric.Named("five-traits").Traits.ToDictionary(
            t => t.Code, t => $"I, Ama Applies (she/her), asked Hilda about {t.Code} at The Council. Write to ama@council.example."))));
        Assert.IsType<SendApplication.Outcome.Sent>(await city.SendAsync(applicant, id));
        var (first, second) = (await city.AssessorAsync("Una First"), await city.AssessorAsync("Sid Second"));
        await city.FixAsync();
        await city.HandOutAsync();

        var mine = (await city.MarkingOfAsync(first)).Questions.Single(q => q.Trait.Code == "empathy").Answers.Single();
        var theirs = (await city.MarkingOfAsync(second)).Questions.Single(q => q.Trait.Code == "empathy").Answers.Single();
        Assert.NotEqual(mine.Code, theirs.Code);
        var shown = (await ReadAsync(city, first, "empathy", mine.Code))!;
        Assert.Equal("I, [name] ([about self]), asked [name] about empathy at [employer]. Write to [address].", shown.Text);
        Assert.Null(await ReadAsync(city, second, "empathy", mine.Code));
        Assert.Null(await ReadAsync(city, first, "job", Marking.CodeOf(city.Store.Key, id, first, "job")));
        Assert.Null(await ReadAsync(city, city.HrLead, "empathy", mine.Code));

        Assert.IsType<MarkAnswer.Outcome.NotYet>(await city.MarkAsync(first, "empathy", mine.Code, 6));
        Assert.IsType<MarkAnswer.Outcome.NoSuchAnswer>(await city.MarkAsync(second, "empathy", mine.Code, 4));
        Assert.IsType<MarkAnswer.Outcome.Marked>(await city.MarkAsync(first, "empathy", mine.Code, 2));
        Assert.Equal((0, 1), (await city.LockAsync(first)) is var early ? (early.Locked, early.Left) : default);
        await city.MarkAllAsync(first, (_, trait) => trait == "empathy" ? 2 : 4);
        Assert.IsType<MarkAnswer.Outcome.Locked>(await city.MarkAsync(first, "empathy", mine.Code, 5));
        Assert.Empty((await ReadAsync(city, first, "empathy", mine.Code))!.Others);
        Assert.Empty((await ReadAsync(city, second, "empathy", theirs.Code))!.Others);
        await city.MarkAllAsync(second, (_, trait) => trait == "empathy" ? 5 : 4);
        Assert.Equal([5], (await ReadAsync(city, first, "empathy", mine.Code))!.Others.Select(o => o.Value));
        Assert.Equal([2], (await ReadAsync(city, second, "empathy", theirs.Code))!.Others.Select(o => o.Value));
        Assert.IsType<StepBack.Outcome.Locked>(await new StepBack.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(first, city.Cohort, "empathy", mine.Code, MarkingEnd.Recused), default));

        // Two and five lie apart: somebody else settles it, and the first marks stay.
        Assert.Equal(new AskModeration.Outcome(0, 1), await AskAsync(city));
        var third = await city.AssessorAsync("Ted Third");
        Assert.Equal(new AskModeration.Outcome(1, 0), await AskAsync(city));
        var toSettle = (await city.MarkingOfAsync(third)).Moderations.Single();
        var reading = (await new ReadMarkToSettle.Handler(city.Store).HandleAsync(new(third, city.Cohort, toSettle.Code), default))!;
        // The third person is not told what the others gave before they have locked their own.
        Assert.Equal((2, 0, true, false), (reading.Marked, reading.Given.Count, reading.IsBlind, reading.CountsAlone));
        Assert.DoesNotContain("Ama", reading.Text!, StringComparison.Ordinal);
        var settle = new SettleMark.Handler(city.Store, city.Clock);
        Assert.IsType<SettleMark.Outcome.NoSuchMark>(await settle.HandleAsync(new(first, city.Cohort, toSettle.Code, 4, "It is a four."), default));
        Assert.IsType<SettleMark.Outcome.NotYet>(await settle.HandleAsync(new(third, city.Cohort, toSettle.Code, 4, " "), default));
        Assert.IsType<SettleMark.Outcome.Settled>(await settle.HandleAsync(new(third, city.Cohort, toSettle.Code, 4, "She acted on it."), default));
        Assert.IsType<SettleMark.Outcome.SettledBefore>(await settle.HandleAsync(new(third, city.Cohort, toSettle.Code, 3, "Or not."), default));
        Assert.Equal([2, 5], (await new ReadMarkToSettle.Handler(city.Store).HandleAsync(new(third, city.Cohort, toSettle.Code), default))!.Given.Select(g => g.Value!.Value));
        // Two, five and four in empathy, four in each of the four others.
        var meeting = (await new ReadMeeting.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!;
        Assert.Equal(((11m / 3) + 16) / 5, meeting.Lines.Single().Final);
        // A cohort whose marking was fixed under the earlier rule keeps it.
        await city.Database.ExecuteAsync($"update programmes_selection_rules set fixed_at = {new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000}");
        Assert.Equal(4m, (await new ReadMeeting.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!.Lines.Single().Final);
        Assert.Equal(4, (await ReadAsync(city, first, "empathy", mine.Code))!.Settled!.Value);
        Assert.Equal("2 5", string.Join(' ', (await city.Store.ReadAsync(records => records.Set<Mark>().Where(m => m.Trait == "empathy").OrderBy(m => m.Value).ToListAsync())).Select(m => m.Value.ToString(CultureInfo.InvariantCulture))));
    }

    [EveryDatabase]
    public async Task Whoever_is_no_more_an_assessor_reads_nothing_more_and_what_was_open_can_be_given_to_others(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        await city.ApplyAsync(await city.PersonAsync("Ama Applies"), ApplicationRoute.NoApproval, city.Council);
        var (first, second) = (await city.AssessorAsync("Una First"), await city.AssessorAsync("Sid Second"));
        await city.FixAsync(1);
        await city.HandOutAsync();
        var holder = (await DeskAsync(city)).Applications.Single().Readers.Single().Assessor;
        var line = (await city.MarkingOfAsync(holder)).Questions[0];
        Assert.True(await new EndAssessor.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, holder), default));
        Assert.Empty(await new ReadMarking.Handler(city.Store).HandleAsync(new(holder, city.Cohort), default));
        Assert.Null(await ReadAsync(city, holder, line.Trait.Code, line.Answers[0].Code));
        Assert.Equal((1, 0), (await city.HandOutAsync()) is var again ? (again.Given, again.Short) : default);
        Assert.Equal(holder == first ? second : first, (await DeskAsync(city)).Applications.Single().Readers.Single(r => r.EndedBy is null).Assessor);
    }

    [EveryDatabase]
    public async Task The_team_looks_over_what_is_covered_until_marks_are_locked(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var id = await city.ApplyAsync(await city.PersonAsync("Ama Applies"), ApplicationRoute.NoApproval, city.Council);
        var assessor = await city.AssessorAsync("Una First");
        await city.FixAsync(1);
        await city.HandOutAsync();
        var mask = new MaskAnswers.Handler(city.Store, city.Accounts, city.Partnership, city.Clock);
        var read = new ReadMasking.Handler(city.Store, city.Accounts, city.Partnership);
        Assert.False((await read.HandleAsync(new(id), default))!.IsChecked);
        Assert.IsType<MaskAnswers.Outcome.Done>(await mask.HandleAsync(new(city.Manager, id, ["What I did"], []), default));
        var shown = (await read.HandleAsync(new(id), default))!;
        Assert.True(shown.IsChecked);
        Assert.Equal("[name] about empathy", shown.Lines.Single(l => l.Trait.Code == "empathy").Read);
        var line = (await city.MarkingOfAsync(assessor)).Questions.Single(q => q.Trait.Code == "empathy").Answers.Single();
        Assert.Equal("[name] about empathy", (await ReadAsync(city, assessor, "empathy", line.Code))!.Text);
        await city.MarkAllAsync(assessor, (_, _) => 3);
        Assert.IsType<MaskAnswers.Outcome.MarkedAlready>(await mask.HandleAsync(new(city.Manager, id, [], []), default));
    }

    /// <summary>Whatever an assessor's slices touch, it is neither a declaration, nor monitoring, nor what somebody needs, nor an unmasked answer.</summary>
    [Fact]
    public void Nothing_an_assessor_uses_can_read_eligibility_monitoring_adjustments_or_what_was_written_as_it_was()
    {
        Type[] slices = [typeof(ReadMarking), typeof(ReadAnswerToMark), typeof(MarkAnswer), typeof(LockMarks), typeof(StepBack), typeof(DeclareLink), typeof(SayAboutSelf), typeof(CalibrateAssessor), typeof(SettleMark), typeof(StepBackFromPanel), typeof(StepBackFromSettling), typeof(ReadMarkToSettle), typeof(OwnMarkings)];
        Type[] kept = [typeof(EligibilityDeclaration), typeof(MonitoringAnswers), typeof(Adjustment), typeof(Answer), typeof(Participant), typeof(Endorsement), typeof(Nomination)];
        var uses = Uses.In(typeof(ReadMarking).Assembly).ToLookup(u => u.User, u => u.Used);
        Assert.All(slices.Except([typeof(ReadMarking), typeof(DeclareLink), typeof(SayAboutSelf), typeof(CalibrateAssessor), typeof(OwnMarkings)]), s => Assert.Contains(typeof(OwnMarkings), uses[s]));
        Offences.None(from slice in slices from used in uses[slice] where kept.Contains(used) select $"{slice.Name} uses {used.Name}");
    }

    private static Task<ReadAssessing.Desk> DeskAsync(ProgrammeCity city) => new ReadAssessing.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default);

    private static Task<GiveByHand.Outcome> GiveAsync(ProgrammeCity city, ProgrammeApplicationId id, PersonId assessor) =>
        new GiveByHand.Handler(city.Store, city.Accounts, city.Partnership, city.Clock).HandleAsync(new(city.Manager, city.Cohort, id, assessor), default);

    [EveryDatabase]
    public async Task Where_one_assessor_alone_decides_on_which_side_of_the_line_somebody_stands_a_third_person_is_asked(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 2);
        var ids = new List<ProgrammeApplicationId>();
        foreach (string name in (string[])["Ama One", "Bea Two", "Cyd Three"]) ids.Add(await city.ApplyAsync(await city.PersonAsync(name), ApplicationRoute.NoApproval, city.Council));
        var (first, second) = (await city.AssessorAsync("Una First"), await city.AssessorAsync("Sid Second"));
        await city.FixAsync(2, "empathy");
        await city.HandOutAsync();
        var third = await city.AssessorAsync("Ted Third");
        // No two marks of an answer lie apart. Without the first, the last would stand beside the second on the line of two.
        await city.MarkAllAsync(first, (id, _) => ids.IndexOf(id) switch { 0 => 5, 1 => 4, _ => 3 });
        Assert.Equal(new AskModeration.Outcome(0, 0), await AskAsync(city));
        await city.MarkAllAsync(second, (id, _) => ids.IndexOf(id) switch { 0 => 5, _ => 4 });

        string fixedAt = (await city.Database.CountAsync("select fixed_at from programmes_selection_rules")).ToString(CultureInfo.InvariantCulture);
        await city.Database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"update programmes_selection_rules set fixed_at = {Instant.ToMicroseconds(new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero))}"));
        Assert.Equal(new AskModeration.Outcome(0, 0), await AskAsync(city));
        await city.Database.ExecuteAsync("update programmes_selection_rules set fixed_at = " + fixedAt);
        Assert.Equal(new AskModeration.Outcome(0, 0), await new AskModeration.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, MarkingStage.Reading, Line: 1), default));

        Assert.Equal(5, (await MeetingAsync()).ToAsk);
        Assert.Equal(new AskModeration.Outcome(5, 0), await AskAsync(city));
        Assert.Equal(new AskModeration.Outcome(0, 0), await AskAsync(city));
        var asked = (await city.MarkingOfAsync(third)).Moderations;
        Assert.Equal(5, asked.Count);
        Assert.Equal(ids[2], Assert.Single(await city.Store.ReadAsync(records => Task.FromResult(records.Set<Moderation>().Select(m => m.Application).Distinct().ToList()))));
        foreach (var mark in asked) Assert.IsType<SettleMark.Outcome.Settled>(await new SettleMark.Handler(city.Store, city.Clock).HandleAsync(new(third, city.Cohort, mark.Code, 5, "It is told with its outcome."), default));
        var settled = await MeetingAsync();
        Assert.Equal((0, 4m), (settled.ToSettle, settled.Lines.Single(l => l.Id == ids[2]).Final));

        async Task<ReadMeeting.Shown> MeetingAsync() => (await new ReadMeeting.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Cohort), default))!;
    }

    [EveryDatabase]
    public async Task Nobody_is_told_what_their_merits_led_to_before_all_marks_are_locked_and_settled_unless_that_is_said(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var ids = new List<ProgrammeApplicationId>();
        foreach (string name in (string[])["Ama One", "Bea Two"]) ids.Add(await city.ApplyAsync(await city.PersonAsync(name), ApplicationRoute.NoApproval, city.Council));
        var (first, second) = (await city.AssessorAsync("Una First"), await city.AssessorAsync("Sid Second"));
        await city.DecideAsync(ids[0], ApplicationDeed.Shortlist);
        await city.DecideAsync(ids[1], ApplicationDeed.NotSelect);
        Assert.Equal(new TellOutcomes.Outcome.MarksOpen(2, 0), await city.TellAsync(unmarked: false));
        await city.FixAsync(2, "empathy");
        await city.HandOutAsync();
        await city.MarkAllAsync(first, (id, _) => id == ids[0] ? 5 : 2);
        Assert.Equal(new TellOutcomes.Outcome.MarksOpen(2, 0), await city.TellAsync(unmarked: false));

        await city.MarkAllAsync(second, (id, trait) => (id == ids[0], trait) switch { (true, "empathy") => 3, (true, _) => 5, _ => 2 });
        Assert.Equal(new TellOutcomes.Outcome.MarksOpen(0, 1), await city.TellAsync(unmarked: false));
        var third = await city.AssessorAsync("Ted Third");
        Assert.Equal(new AskModeration.Outcome(1, 0), await AskAsync(city));
        Assert.Equal(new TellOutcomes.Outcome.MarksOpen(0, 1), await city.TellAsync(unmarked: false));
        string code = Assert.Single((await city.MarkingOfAsync(third)).Moderations).Code;
        Assert.IsType<SettleMark.Outcome.Settled>(await new SettleMark.Handler(city.Store, city.Clock).HandleAsync(new(third, city.Cohort, code, 4, "It is told with its outcome."), default));
        Assert.Equal(2, Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync(unmarked: false)).Applicants);

        // A panel that has not locked.
        await city.PutInterviewAsync(ids[0], city.Clock.GetUtcNow().AddHours(-1), isLocked: false);
        Assert.IsType<RecordInterview.Outcome.Done>(await new RecordInterview.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, ids[0], ByFewer: true), default));
        await city.DecideAsync(ids[0], ApplicationDeed.PutOnReserve, 1);
        Assert.Equal(new TellOutcomes.Outcome.MarksOpen(1, 0), await city.TellAsync(unmarked: false));
        Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync(unmarked: true));
        Assert.Contains("what was decided is told to all at once, also where marks were still to come", await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);
    }

    private static Task<AskModeration.Outcome?> AskAsync(ProgrammeCity city) => new AskModeration.Handler(city.Store, city.Accounts, city.Clock).HandleAsync(new(city.Manager, city.Cohort, MarkingStage.Reading), default);

    private static Task<ReadAnswerToMark.Shown?> ReadAsync(ProgrammeCity city, PersonId assessor, string question, string code) =>
        new ReadAnswerToMark.Handler(city.Store).HandleAsync(new(assessor, city.Cohort, question, code), default);
}
