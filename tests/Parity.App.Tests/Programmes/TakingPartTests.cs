using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;
using Parity.Web.Modules.Programmes.TakingPart;
using Parity.Web.Modules.Shared;

namespace Parity.App.Tests.Programmes;

public sealed class TakingPartTests
{
    [EveryDatabase]
    public async Task Days_of_the_cohort_and_days_of_ones_own_come_together_in_one_ledger(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await RunningAsync(city, "Ama");
        Assert.IsType<OfferSupport.Outcome.Done>(await new OfferSupport.Handler(city.Store, city.Clock).HandleAsync(new(city.OtherHrLead, city.Hospital, OfferKind.Venue, 1, "The seminar room"), default));
        var room = Assert.Single((await RunningOfAsync(city)).Offers);
        Assert.IsType<PlanCohortDay.Outcome.NotYet>(await DayAsync(city, new(2029, 1, 1), null));
        Assert.IsType<PlanCohortDay.Outcome.Done>(await DayAsync(city, new(2027, 4, 19), room.Id));
        Assert.Equal(["venue-offer"], Assert.IsType<PlanCohortDay.Outcome.NotYet>(await DayAsync(city, new(2027, 4, 20), room.Id)).Mistakes.Select(m => m.Field));
        // What is sent twice, by a second press or from another tab, is there once.
        Assert.IsType<PlanCohortDay.Outcome.Done>(await DayAsync(city, new(2027, 4, 19), room.Id));
        for (int twice = 0; twice < 2; twice++) Assert.IsType<PlanCohortDay.Outcome.Done>(await DayAsync(city, new(2027, 6, 1), null));
        Assert.Equal(2, (await RunningOfAsync(city)).Days.Count);
        for (int twice = 0; twice < 2; twice++)
        {
            Assert.IsType<OfferSupport.Outcome.Done>(await new OfferSupport.Handler(city.Store, city.Clock).HandleAsync(new(city.OtherHrLead, city.Hospital, OfferKind.Speaker, 1, "Our director"), default));
            Assert.IsType<SetMilestones.Outcome.Done>(await new SetMilestones.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new SetMilestones.Deed.Make("Half way", new(2027, 10, 1))), default));
        }

        Assert.Single((await RunningOfAsync(city)).Offers, o => o.Kind is OfferKind.Speaker);
        Assert.Single((await RunningOfAsync(city)).Milestones);
        var day = (await RunningOfAsync(city)).Days[0];
        Assert.Equal("The seminar room", day.Place);
        var note = new NoteAttendance.Handler(city.Store, city.Clock);
        Assert.IsType<NoteAttendance.Outcome.NotYet>(await note.HandleAsync(new(city.Manager, (await RunningOfAsync(city)).Days[1].Id, new Dictionary<ParticipantId, LedgerState> { [place] = LedgerState.Attended }), default));
        Assert.IsType<NoteAttendance.Outcome.Done>(await note.HandleAsync(new(city.Manager, day.Id, new Dictionary<ParticipantId, LedgerState> { [place] = LedgerState.Missed }), default));
        Assert.Equal(0, (await PlaceAsync(city, ama)).Ledger.DaysDone);
        Assert.IsType<NoteAttendance.Outcome.Done>(await note.HandleAsync(new(city.Manager, day.Id, new Dictionary<ParticipantId, LedgerState> { [place] = LedgerState.MadeUp }), default));

        Assert.Equal(["kind"], Assert.IsType<NoteOwnPart.Outcome.NotYet>(await EnterAsync(city, ama, place, "modules", 480)).Mistakes.Select(m => m.Field));
        for (int twice = 0; twice < 2; twice++) Assert.IsType<NoteOwnPart.Outcome.Done>(await EnterAsync(city, ama, place, "mentoring", 240));
        Assert.IsType<NoteOwnPart.Outcome.Done>(await EnterAsync(city, ama, place, "stretch", 480));
        var ledger = (await PlaceAsync(city, ama)).Ledger;
        Assert.Equal((27m, 1.5m), (ledger.DaysRequired, ledger.DaysDone));
        Assert.Equal(10, ledger.Lines.Single(l => l.Type.Code == "modules").DaysShort);
        Assert.Equal(5, ledger.Lines.Single(l => l.Type.Code == "stretch").DaysShort);

        // A day of the assignment counts once somebody else has confirmed it, and then stays.
        var waiting = Assert.Single((await RunningOfAsync(city)).ToConfirm);
        Assert.IsType<AnswerParticipant.Outcome.Done>(await new AnswerParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new AnswerParticipant.Deed.ConfirmDay(waiting.Id)), default));
        Assert.Equal(2.5m, (await PlaceAsync(city, ama)).Ledger.DaysDone);
        Assert.IsType<NoteOwnPart.Outcome.NotYet>(await OwnAsync(city, ama, place, new NoteOwnPart.Deed.RemoveDay(waiting.Id)));
        var (bea, _) = (await city.PersonAsync("Bea"), 0);
        Assert.IsType<NoteOwnPart.Outcome.NotYours>(await EnterAsync(city, bea, place, "mentoring", 60));
        Assert.IsType<PlanCohortDay.Outcome.NotYet>(await new PlanCohortDay.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, new PlanCohortDay.Deed.Cancel(day.Id)), default));
    }

    [EveryDatabase]
    public async Task A_plan_is_read_by_its_writer_alone_and_coaching_is_for_a_need_in_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await RunningAsync(city, "Ama");
        var write = new WritePlan.Handler(city.Store, city.Clock);
        Assert.Equal(["need"], Assert.IsType<WritePlan.Outcome.NotYet>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.AskCoaching(null)), default)).Mistakes.Select(m => m.Field));
        for (int twice = 0; twice < 2; twice++) Assert.IsType<WritePlan.Outcome.Done>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Add(PlanPartKind.Goal, "Chair the zebra meeting", null, "communication", new(2027, 9, 1))), default));
        Assert.Single((await PlaceAsync(city, ama)).Plan);
        Assert.IsType<WritePlan.Outcome.Done>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Add(PlanPartKind.Need, "Courage before the okapi board", SupportKind.Coaching, null, null)), default));
        Assert.IsType<WritePlan.Outcome.Done>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Add(PlanPartKind.Need, "Somebody to watch", SupportKind.Shadowing, null, null)), default));
        var plan = (await PlaceAsync(city, ama)).Plan;
        Assert.Equal([new(2027, 4, 19), new(2027, 7, 19), new(2027, 10, 19), new(2028, 1, 19), new(2028, 4, 19)], (await PlaceAsync(city, ama)).Reviews.Select(r => r.DueOn));
        foreach (var part in plan.Where(p => p.Support is not SupportKind.Coaching)) Assert.IsType<WritePlan.Outcome.NotYet>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.AskCoaching(part.Id)), default));
        var need = plan.Single(p => p.Support is SupportKind.Coaching);
        Assert.IsType<WritePlan.Outcome.Done>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.AskCoaching(need.Id)), default));
        Assert.IsType<WritePlan.Outcome.NotYet>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.AskCoaching(need.Id)), default));
        Assert.IsType<WritePlan.Outcome.NotYet>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Remove(need.Id)), default));
        var asked = Assert.Single((await RunningOfAsync(city)).Coaching);
        Assert.Equal("Courage before the okapi board", asked.Need);
        Assert.IsType<AnswerParticipant.Outcome.Done>(await new AnswerParticipant.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new AnswerParticipant.Deed.ArrangeCoaching(asked.Id, "Dele coaches you")), default));
        Assert.Equal("Dele coaches you", (await PlaceAsync(city, ama)).Plan.Single(p => p.Id == need.Id).Coaching);
        Assert.IsType<WritePlan.Outcome.NotYours>(await write.HandleAsync(new(city.Manager, place, new WritePlan.Deed.Met(need.Id)), default));
        // A goal says how it will be known to be reached, and what showed it; neither is lost by a second sending, and both are theirs alone.
        Assert.Equal(["measure"], Assert.IsType<WritePlan.Outcome.NotYet>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Add(PlanPartKind.Aim, "Lead", null, null, null, "They zebra me")), default)).Mistakes.Select(m => m.Field));
        Assert.IsType<WritePlan.Outcome.Done>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Add(PlanPartKind.Goal, "Be heard", null, null, new(2027, 9, 1), "The zebra is in the minutes")), default));
        var goal = (await PlaceAsync(city, ama)).Plan.Single(p => p.Text == "Be heard");
        Assert.Equal(("The zebra is in the minutes", null), (goal.Measure, goal.Evidence));
        foreach (string? evidence in (string?[])["Minutes of the okapi board", null]) Assert.IsType<WritePlan.Outcome.Done>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Met(goal.Id, Evidence: evidence)), default));
        goal = (await PlaceAsync(city, ama)).Plan.Single(p => p.Id == goal.Id);
        Assert.Equal(("Minutes of the okapi board", London.Today(city.Clock)), (goal.Evidence, goal.MetOn));
        Assert.Equal([$"evidence-{goal.Id:N}"], Assert.IsType<WritePlan.Outcome.NotYet>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Met(goal.Id, Evidence: new('x', WritePlan.LongestText + 1))), default)).Mistakes.Select(m => m.Field));
        Assert.IsType<WritePlan.Outcome.Done>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Met(goal.Id, IsReached: false)), default));
        goal = (await PlaceAsync(city, ama)).Plan.Single(p => p.Id == goal.Id);
        Assert.Equal(((string?)null, (DateOnly?)null), (goal.Evidence, goal.MetOn));
        Assert.IsType<WritePlan.Outcome.Done>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Met(goal.Id, Evidence: "Minutes of the okapi board")), default));
        string everything = await Dump.EverythingAsync(city.Database);
        Assert.DoesNotContain("zebra", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("okapi", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Dele", everything, StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task A_line_manager_of_ones_own_employer_sees_days_and_milestones_and_no_plan(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await RunningAsync(city, "Ama");
        PersonId lead = await city.PersonAsync("Lena Leads", Role.LineManager, city.Council), other = await city.PersonAsync("Otto Other", Role.LineManager, city.Hospital);
        Assert.IsType<NoteOwnPart.Outcome.NotYet>(await OwnAsync(city, ama, place, new NoteOwnPart.Deed.NameLead(other)));
        Assert.IsType<NoteOwnPart.Outcome.NotYet>(await OwnAsync(city, ama, place, new NoteOwnPart.Deed.NameLead(city.HrLead)));
        Assert.Empty(await TeamAsync(city, lead));
        Assert.IsType<NoteOwnPart.Outcome.Done>(await OwnAsync(city, ama, place, new NoteOwnPart.Deed.NameLead(lead)));
        Assert.IsType<WritePlan.Outcome.Done>(await new WritePlan.Handler(city.Store, city.Clock).HandleAsync(new(ama, place, new WritePlan.Deed.Add(PlanPartKind.Aim, "Lead another service", null, null, null)), default));
        Assert.IsType<PlanCohortDay.Outcome.Done>(await DayAsync(city, new(2027, 4, 19), null));
        var milestones = new SetMilestones.Handler(city.Store, city.Clock);
        Assert.IsType<SetMilestones.Outcome.Done>(await milestones.HandleAsync(new(city.Manager, city.Cohort, new SetMilestones.Deed.Make("First module", new(2027, 5, 1))), default));
        Assert.IsType<SetMilestones.Outcome.Done>(await milestones.HandleAsync(new(city.Manager, city.Cohort, new SetMilestones.Deed.Reached((await RunningOfAsync(city)).Milestones[0].Id, [place])), default));
        Assert.IsType<SetMilestones.Outcome.Done>(await milestones.HandleAsync(new(city.Manager, city.Cohort, new SetMilestones.Deed.Workshop([place])), default));
        var seen = Assert.Single(await TeamAsync(city, lead));
        Assert.Equal(("Ama", true, 27m, "First module"), (seen.Name, seen.CameToWorkshop, seen.DaysRequired, seen.Milestones[0].Title));
        Assert.NotNull(seen.Milestones[0].ReachedOn);
        Assert.Empty(await TeamAsync(city, other));

        // The employer can name another; one who works elsewhere it cannot.
        var note = new NoteEmployersDeed.Handler(city.Store, new(city.Store, city.Clock), city.Clock);
        Assert.IsType<NoteEmployersDeed.Outcome.NotYet>(await note.HandleAsync(new(city.HrLead, city.Council, new NoteEmployersDeed.Deed.NameLead(place, other)), default));
        Assert.IsType<NoteEmployersDeed.Outcome.NoSuchParticipant>(await note.HandleAsync(new(city.OtherHrLead, city.Hospital, new NoteEmployersDeed.Deed.NameLead(place, other)), default));
    }

    [EveryDatabase]
    public async Task Participants_are_reminded_of_plans_and_forms_in_one_letter_a_week_until_they_have_done_them(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await RunningAsync(city, "Ama");
        await city.PersonAsync("Nobody's Participant");
        var write = new WritePlan.Handler(city.Store, city.Clock);
        Assert.IsType<WritePlan.Outcome.Done>(await write.HandleAsync(new(ama, place, new WritePlan.Deed.Add(PlanPartKind.Goal, "Chair a meeting", null, "communication", new(2027, 9, 1))), default));
        var start = await PlaceAsync(city, ama);
        Assert.Empty(start.Evaluations);
        async Task<int> RemindAsync() => (await new RemindParticipants.Handler(city.Store, city.Clock).HandleAsync(default)).Letters;
        var reminded = new List<DateOnly>();
        // From 20 April, a Tuesday: the first look at the plan was due on the 19th and the form before the programme is open,
        // each for two weeks; the next look at the plan is due on 19 July.
        for (var day = London.Today(city.Clock); day < new DateOnly(2027, 8, 20); day = day.AddDays(1), city.Clock.Pass(TimeSpan.FromDays(1)))
        {
            if (await RemindAsync() > 0) reminded.Add(day);
            Assert.Equal(0, await RemindAsync());
        }

        Assert.Equal([new(2027, 4, 20), new(2027, 4, 26), new(2027, 5, 3), new(2027, 7, 12), new(2027, 7, 19), new(2027, 7, 26), new(2027, 8, 2)], reminded);
        var letters = await city.Store.ReadAsync(async records => (await records.Set<Mail>().ToListAsync()).ConvertAll(m => m.Open(city.Store.Key).ToString()).FindAll(t => t.Contains("takes a few minutes", StringComparison.Ordinal)));
        Assert.Equal(reminded.Count, letters.Count);
        Assert.All(letters, text => Assert.DoesNotMatch("(?i)appl|programme|plan|stepping", text));
    }

    [Fact]
    public void What_line_managers_and_employers_read_comes_near_no_plan_and_no_answer()
    {
        Type[] theirs = [typeof(PlanPart), typeof(PlanReview), typeof(Coaching), typeof(Evaluation), typeof(Reaction), typeof(Occasions), typeof(AskedFeedback), typeof(OwnPlan), typeof(Answer), typeof(EligibilityDeclaration), typeof(MonitoringAnswers), typeof(Adjustment), typeof(LearningSet), typeof(InLearningSet), typeof(NamedMentor)];
        var uses = House.Uses.In(typeof(ReadTeam).Assembly).ToLookup(u => u.User, u => u.Used);
        foreach (var slice in (Type[])[typeof(ReadTeam), typeof(ReadEmployerPart), typeof(NoteEmployersDeed)])
        {
            Assert.Contains(typeof(EmployersView), uses[slice]);
            House.Offences.None(uses[slice].Where(theirs.Contains).Select(t => $"{slice.Name} {t.Name}"));
        }

        // Neither mentors nor hosts read what was said of them.
        Assert.Contains(typeof(Participant), uses[typeof(ReadMentees)]);
        foreach (var slice in (Type[])[typeof(ReadMentees), typeof(ReadStretch), typeof(ReadAssignment)]) House.Offences.None(uses[slice].Where(t => t == typeof(Reaction) || t == typeof(Occasions)).Select(t => $"{slice.Name} {t.Name}"));
    }

    [EveryDatabase]
    public async Task A_calendar_has_neutral_titles_an_address_nobody_can_guess_and_can_be_taken_back(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await RunningAsync(city, "Ama");
        Assert.IsType<PlanCohortDay.Outcome.Done>(await DayAsync(city, new(2027, 6, 1), null));
        string first = Assert.IsType<NoteOwnPart.Outcome.Done>(await OwnAsync(city, ama, place, new NoteOwnPart.Deed.MakeCalendar())).CalendarSecret!;
        var read = new ReadCalendar.Handler(city.Store);
        string text = CalendarText.Of((await read.HandleAsync(new(first), default))!);
        Assert.Contains("DTSTART:20270601T083000Z\r\nDTEND:20270601T153000Z\r\nSUMMARY:Development day\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Leading", text, StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75));
        Assert.True(first.Length >= 64);
        Assert.DoesNotContain(first, await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);
        string second = Assert.IsType<NoteOwnPart.Outcome.Done>(await OwnAsync(city, ama, place, new NoteOwnPart.Deed.MakeCalendar())).CalendarSecret!;
        Assert.Null(await read.HandleAsync(new(first), default));
        Assert.NotNull(await read.HandleAsync(new(second), default));
        Assert.IsType<NoteOwnPart.Outcome.Done>(await OwnAsync(city, ama, place, new NoteOwnPart.Deed.EndCalendar()));
        Assert.Null(await read.HandleAsync(new(second), default));
    }

    [EveryDatabase]
    public async Task A_place_is_put_off_taken_up_left_and_completed_by_its_rules(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (ama, place) = await RunningAsync(city, "Ama");
        var move = new MoveParticipant.Handler(city.Store, city.Clock);
        Task<MoveParticipant.Outcome> MoveAsync(MoveParticipant.Deed deed) => move.HandleAsync(new(city.Manager, place, deed), default);
        Assert.IsType<MoveParticipant.Outcome.NotYet>(await MoveAsync(new MoveParticipant.Deed.Defer()));
        Assert.Equal("reason", Assert.IsType<MoveParticipant.Outcome.NotYet>(await MoveAsync(new MoveParticipant.Deed.Leave(new(2027, 4, 20), "bored"))).Field);
        Assert.IsType<MoveParticipant.Outcome.Done>(await MoveAsync(new MoveParticipant.Deed.Leave(new(2027, 4, 20), "workload")));
        Assert.Equal(ApplicationState.LeftEarly, (await PlaceAsync(city, ama)).State);
        Assert.IsType<MoveParticipant.Outcome.Done>(await MoveAsync(new MoveParticipant.Deed.Reinstate()));
        Assert.Equal("even-so", Assert.IsType<MoveParticipant.Outcome.NotYet>(await MoveAsync(new MoveParticipant.Deed.Complete(new(2027, 4, 20), false))).Field);
        Assert.IsType<MoveParticipant.Outcome.Done>(await MoveAsync(new MoveParticipant.Deed.Complete(new(2027, 4, 20), true)));
        Assert.True((await PlaceAsync(city, ama)).Completed);
        Assert.IsType<MoveParticipant.Outcome.NotYet>(await MoveAsync(new MoveParticipant.Deed.Leave(new(2027, 4, 20), "workload")));
        var evaluate = new NoteOwnPart.Deed.Evaluate(EvaluationMoment.After, Rubric.Named("five-traits").Traits.ToDictionary(t => t.Code, _ => 4).Append(new(EvaluationQuestions.Confidence, 5)).ToDictionary());
        Assert.IsType<NoteOwnPart.Outcome.Done>(await OwnAsync(city, ama, place, evaluate));
        Assert.Equal(6, Assert.IsType<NoteOwnPart.Outcome.NotYet>(await OwnAsync(city, ama, place, evaluate with { Marks = new Dictionary<string, int> { ["confidence"] = 6 } })).Mistakes.Count);
    }

    [EveryDatabase]
    public async Task Whoever_accepts_a_place_finds_the_programme_by_a_role_that_comes_and_goes_with_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        async Task<Account> AccountAsync(PersonId person) => (await city.Accounts.FindAsync(person, default))!;
        PersonId ama = await city.PersonAsync("Ama"), bea = await city.PersonAsync("Bea");
        ProgrammeApplicationId first = await city.ApplyAsync(ama, ApplicationRoute.NoApproval, city.Council), second = await city.ApplyAsync(bea, ApplicationRoute.NoApproval, city.Council);
        await city.BringToAsync(ApplicationDeed.Offer, first, second);
        Assert.False((await AccountAsync(ama)).HasSomewhere(Role.Participant));
        foreach (var (person, application) in new[] { (ama, first), (bea, second) }) Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, application, AnswerOffer.Wish.Accept, tell: true));
        var account = await AccountAsync(ama);
        Assert.Contains(Participant.RoleIn(city.Cohort), account.Holds);
        Assert.Contains("/places", ServiceParts.Of(account).Select(p => p.Href));
        Assert.DoesNotContain("/partnership", ServiceParts.Of(account).Select(p => p.Href));
        // Administrators are not told: it would say that somebody applied.
        Assert.DoesNotContain(Assert.Single(await new ReadPeople.Handler(city.Store, city.Clock).HandleAsync(new(ama), default)).Roles, r => r.Holds.Role is Role.Participant);
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(bea, second, AnswerOffer.Wish.Withdraw));
        Assert.False((await AccountAsync(bea)).HasSomewhere(Role.Participant));

        // Who had a place before the role came with it gets it when the database is brought up to date, once.
        await city.Database.ExecuteAsync("delete from accounts_roles where role = 'participant'");
        string script = Migrator.ScriptsFor(city.Database.Database).Single(s => s.Id.StartsWith("0056", StringComparison.Ordinal)).Sql;
        for (int twice = 0; twice < 2; twice++) await city.Database.ExecuteAsync(script);
        Assert.Single((await AccountAsync(ama)).Holds, Participant.RoleIn(city.Cohort));
        Assert.False((await AccountAsync(bea)).HasSomewhere(Role.Participant));
    }

    /// <summary>Somebody of the council with a place, on the second day of the programme.</summary>
    internal static async Task<(PersonId Person, ParticipantId Place)> RunningAsync(ProgrammeCity city, string name)
    {
        var person = await city.PersonAsync(name);
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        await city.BringToAsync(ApplicationDeed.Offer, id);
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, id, AnswerOffer.Wish.Accept, tell: true));
        city.Clock.Pass(London.At(new(2027, 4, 20), new(18, 0)) - city.Clock.GetUtcNow());
        Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Start()), default));
        return (person, (await PlaceAsync(city, person)).Id);
    }

    internal static async Task<ReadPlace.Place> PlaceAsync(ProgrammeCity city, PersonId person) => Assert.Single(await new ReadPlace.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(person), default));

    private static async Task<ReadRunning.Running> RunningOfAsync(ProgrammeCity city) => (await new ReadRunning.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(city.Cohort), default))!;

    private static Task<IReadOnlyList<ReadTeam.One>> TeamAsync(ProgrammeCity city, PersonId lead) => new ReadTeam.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(lead), default);

    private static Task<PlanCohortDay.Outcome> DayAsync(ProgrammeCity city, DateOnly on, Guid? room) => new PlanCohortDay.Handler(city.Store, city.Clock).HandleAsync(
        new(city.Manager, new PlanCohortDay.Deed.Make(city.Cohort, "modules", "Leading through others", on, new(9, 30), new(16, 30), room is null ? "City Hall" : "", "", room, null, Module: 1)), default);

    internal static Task<NoteOwnPart.Outcome> OwnAsync(ProgrammeCity city, PersonId person, ParticipantId place, NoteOwnPart.Deed deed) => new NoteOwnPart.Handler(city.Store, new(city.Store, city.Clock), city.Clock).HandleAsync(new(person, place, deed), default);

    private static Task<NoteOwnPart.Outcome> EnterAsync(ProgrammeCity city, PersonId person, ParticipantId place, string kind, int minutes) => OwnAsync(city, person, place, new NoteOwnPart.Deed.EnterDay(kind, minutes, new(2027, 4, 20), "What we did"));
}
