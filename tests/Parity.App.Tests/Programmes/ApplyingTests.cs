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

namespace Parity.App.Tests.Programmes;

public sealed class ApplyingTests
{
    [EveryDatabase]
    public async Task A_place_that_is_given_back_is_offered_from_the_reserve_list_while_it_holds_and_not_after(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 1);
        PersonId ama = await city.PersonAsync("Ama"), bea = await city.PersonAsync("Bea"), cyd = await city.PersonAsync("Cyd");
        var ids = new List<ProgrammeApplicationId>();
        foreach (var person in (PersonId[])[ama, bea, cyd]) ids.Add(await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council));
        foreach (var id in ids) await city.DecideAsync(id, ApplicationDeed.Shortlist);
        await city.TellAsync();
        await city.InterviewAsync([.. ids]);
        await city.DecideAsync(ids[0], ApplicationDeed.Offer);
        await city.DecideAsync(ids[1], ApplicationDeed.PutOnReserve, rank: 1);
        await city.DecideAsync(ids[2], ApplicationDeed.PutOnReserve, rank: 2);
        Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync());
        var until = London.Today(city.Clock).AddDays(90);
        Assert.Equal(until, (await city.OwnAsync(bea, ids[1])).Outcomes[^1].HoldsUntil);
        Assert.Equal([null, until, (DateOnly?)until], (await new ReadApplications.Handler(city.Store, city.Accounts).HandleAsync(new(city.Cohort), default)).OrderBy(a => a.Reserve ?? 0).Select(a => a.ReserveUntil));
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(ama, ids[0], AnswerOffer.Wish.Accept, tell: true));

        // On its last day the place comes back and goes to the first on the list; a day later nobody is offered one from it.
        city.Clock.Pass(TimeSpan.FromDays(90));
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(ama, ids[0], AnswerOffer.Wish.Withdraw));
        await city.DecideAsync(ids[1], ApplicationDeed.Offer);
        Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync());
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(bea, ids[1], AnswerOffer.Wish.Accept, tell: true));
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(bea, ids[1], AnswerOffer.Wish.Withdraw));
        // Decided on the last day and not told: a day later there is no list from which it could be told.
        await city.DecideAsync(ids[2], ApplicationDeed.Offer);
        city.Clock.Pass(TimeSpan.FromDays(1));
        Assert.IsType<TellOutcomes.Outcome.NothingToTell>(await city.TellAsync());
        Assert.Equal(ApplicationState.Reserve, await city.StateAsync(cyd, ids[2]));
        var decide = new DecideApplication.Handler(city.Store, city.Clock);
        Assert.Equal(until, Assert.IsType<DecideApplication.Outcome.ReserveOver>(await decide.HandleAsync(new(city.Manager, ids[2], ApplicationDeed.Offer), default)).Until);
        Assert.IsType<DecideApplication.Outcome.Decided>(await decide.HandleAsync(new(city.Manager, ids[2], ApplicationDeed.NotSelect, "places", "Well done.", "apply-again"), default));
    }

    [EveryDatabase]
    public async Task Three_people_apply_by_three_routes_and_one_of_each_outcome_is_told_to_them_at_once(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (secret, nominated, told) = (await city.PersonAsync("Sefa Secret"), await city.PersonAsync("Nia Nominated"), await city.PersonAsync("Tom Told"));
        var first = await city.ApplyAsync(secret, ApplicationRoute.NoApproval, city.Council);
        var second = await city.ApplyAsync(nominated, ApplicationRoute.Nominated, city.Hospital);
        var third = await city.ApplyAsync(told, ApplicationRoute.EmployerTold, null, EmployerStanding.Elsewhere);
        foreach (var id in (ProgrammeApplicationId[])[first, second, third]) await city.DecideAsync(id, ApplicationDeed.Shortlist);
        Assert.Equal(ApplicationState.Submitted, await city.StateAsync(secret, first));
        Assert.Equal(3, Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync()).Applicants);
        Assert.IsType<TellOutcomes.Outcome.NothingToTell>(await city.TellAsync());
        await city.InterviewAsync(first, second, third);
        await city.DecideAsync(first, ApplicationDeed.Offer);
        await city.DecideAsync(second, ApplicationDeed.PutOnReserve, rank: 1);
        await city.DecideAsync(third, ApplicationDeed.Offer);
        await city.DecideAsync(third, ApplicationDeed.NotSelect);
        city.Clock.Pass(TimeSpan.FromDays(1));
        Assert.Equal(ApplicationState.Interviewed, await city.StateAsync(told, third));
        Assert.Equal(3, Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync()).Applicants);

        Assert.Equal((ApplicationState.Offered, ApplicationState.Reserve, ApplicationState.NotSelected), (await city.StateAsync(secret, first), await city.StateAsync(nominated, second), await city.StateAsync(told, third)));
        var refused = (await city.OwnAsync(told, third)).Outcomes[^1];
        Assert.Equal(("You reached the standard; there were more people than places", "Well done, and next time say what changed."), (refused.Reason, refused.Feedback));
        Assert.StartsWith("Apply again", refused.NextStep, StringComparison.Ordinal);
        Assert.Equal(1, (await city.OwnAsync(nominated, second)).Outcomes[^1].Rank);

        Assert.IsType<AnswerOffer.Outcome.MustAgreeToTell>(await city.AnswerAsync(secret, first, AnswerOffer.Wish.Accept));
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(secret, first, AnswerOffer.Wish.Accept, tell: true));
        Assert.Equal(ApplicationState.Accepted, await city.StateAsync(secret, first));
    }

    [EveryDatabase]
    public async Task Who_took_the_declaration_back_does_not_go_on_and_outcomes_are_not_told_past_those_who_stand_at_the_same_stage(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (first, second) = (await city.PersonAsync("Fay First"), await city.PersonAsync("Sol Second"));
        var (one, other) = (await city.ApplyAsync(first, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(second, ApplicationRoute.NoApproval, city.Council));
        Task<DecideApplication.Outcome> TryAsync(ProgrammeApplicationId id, ApplicationDeed deed, int? rank = null) =>
            new DecideApplication.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, id, deed, "places", "Well done.", "apply-again", rank), default);
        await city.DecideAsync(one, ApplicationDeed.Shortlist);
        Assert.Equal(1, Assert.IsType<TellOutcomes.Outcome.OthersUndecided>(await city.TellAsync(allTheSame: false)).Others);
        await city.DecideAsync(other, ApplicationDeed.Shortlist);

        // Decided before, taken back since: not told, and not decided again until it is declared again.
        await city.DeclareAsync(second, other, new DeclareEligibility.Deed.TakeBack());
        Assert.IsType<TellOutcomes.Outcome.OthersUndecided>(await city.TellAsync(allTheSame: false));
        Assert.IsType<DecideApplication.Outcome.DeclarationTakenBack>(await TryAsync(other, ApplicationDeed.Shortlist));
        Assert.Equal(1, Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync()).Applicants);
        Assert.Equal(ApplicationState.Submitted, await city.StateAsync(second, other));
        await city.DeclareAsync(second, other, new DeclareEligibility.Deed.Declare(true, true));
        Assert.Equal(1, Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync(allTheSame: false)).Applicants);

        // A place on the reserve list is one person's.
        await city.InterviewAsync(one);
        await city.DecideAsync(one, ApplicationDeed.PutOnReserve, rank: 1);
        Assert.Equal(1, Assert.IsType<TellOutcomes.Outcome.OthersUndecided>(await city.TellAsync(allTheSame: false)).Others);
        await city.InterviewAsync(other);
        Assert.Equal("rank", Assert.Single(Assert.IsType<DecideApplication.Outcome.NotYet>(await TryAsync(other, ApplicationDeed.PutOnReserve, 1)).Mistakes).Field);
        await city.DecideAsync(one, ApplicationDeed.PutOnReserve, rank: 2);
        await city.DecideAsync(other, ApplicationDeed.PutOnReserve, rank: 1);
        Assert.Equal(2, Assert.IsType<TellOutcomes.Outcome.Told>(await city.TellAsync(allTheSame: false)).Applicants);
        var listed = await new ReadApplications.Handler(city.Store, city.Accounts).HandleAsync(new(city.Cohort), default);
        Assert.Equal([(other, 1), (one, (int?)2)], listed.OrderBy(a => a.Reserve).Select(a => (a.Id, a.Reserve)));
    }

    [EveryDatabase]
    public async Task Whoever_has_not_finished_is_reminded_once_shortly_before_it_is_too_late_and_the_letter_does_not_say_of_what(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (slow, quick) = (await city.PersonAsync("Sol Slow"), await city.PersonAsync("Kay Quick"));
        await city.BeginAsync(slow);
        var id = await city.ApplyAsync(quick, ApplicationRoute.NoApproval, city.Council);
        async Task<int> RemindAsync() => (await new RemindApplicants.Handler(city.Store, city.Clock).HandleAsync(default)).Letters;
        var reminded = new List<DateOnly>();
        // The window closes on 12 February; told on the 15th, the offer can be answered for ten working days, until 1 March.
        for (var day = London.Today(city.Clock); day < new DateOnly(2027, 3, 4); day = day.AddDays(1), city.Clock.Pass(TimeSpan.FromDays(1)))
        {
            if (day == new DateOnly(2027, 2, 15)) await city.BringToAsync(ApplicationDeed.Offer, id);
            if (await RemindAsync() > 0) reminded.Add(day);
            Assert.Equal(0, await RemindAsync());
        }

        Assert.Equal([new(2027, 2, 9), new(2027, 2, 26)], reminded);
        var letters = await city.Store.ReadAsync(async records => (await records.Set<Mail>().ToListAsync()).ConvertAll(m => m.Open(city.Store.Key).ToString()).FindAll(t => t.Contains("finished for a few days", StringComparison.Ordinal)));
        Assert.Equal(2, letters.Count);
        Assert.All(letters, text => Assert.DoesNotMatch("(?i)appl|programme|offer|stepping", text));
    }

    [EveryDatabase]
    public async Task Days_and_places_of_a_published_cohort_change_with_a_reason_that_everybody_reads_and_whoever_applied_is_written_to(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 3);
        var person = await city.PersonAsync("Ama Applies");
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        await city.BringToAsync(ApplicationDeed.Offer, id);
        var dates = ProgrammeCity.Dates;
        ChangeCohort.Deed.Replan Plan(int? places, DateOnly until, string? reason = "Twice as many employers support it.") =>
            new(places, dates.InterviewsFrom, until, dates.OutcomesOn.AddDays(7), dates.StartsOn, dates.StartsUntil, dates.WorkshopOn, dates.EndsOn, reason);
        async Task<ChangeCohort.Outcome> ChangeAsync(ChangeCohort.Deed deed) => await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, deed), default);
        async Task<string> RefusedAsync(ChangeCohort.Deed deed) => Assert.Single(Assert.IsType<ChangeCohort.Outcome.NotPossible>(await ChangeAsync(deed)).Faults).Field;
        Assert.Equal(["new-places", "new-reason", "new-outcomes"],
            [await RefusedAsync(Plan(0, dates.InterviewsUntil)), await RefusedAsync(Plan(6, dates.InterviewsUntil, " ")), await RefusedAsync(Plan(6, dates.OutcomesOn.AddDays(8)))]);

        long letters = await city.Database.CountAsync("select count(*) from accounts_mails");
        Assert.IsType<ChangeCohort.Outcome.Done>(await ChangeAsync(Plan(6, dates.OutcomesOn)));
        Assert.IsType<ChangeCohort.Outcome.Done>(await ChangeAsync(Plan(6, dates.OutcomesOn)));
        Assert.Equal(1, await city.Database.CountAsync("select count(*) from accounts_mails") - letters);
        var opening = Assert.Single(await new ReadOpenings.Handler(city.Store, city.Clock).HandleAsync(new(ProgrammeCity.Code), default));
        var change = Assert.Single(opening.Changes);
        Assert.Equal((6, dates.OutcomesOn, "Twice as many employers support it."), (opening.Places, opening.Dates.InterviewsUntil, change.Reason));
        Assert.Equal("6 places, before 3; interviews until 12 March 2027, before 5 March 2027; outcomes told on 19 March 2027, before 12 March 2027", change.What);
    }

    [EveryDatabase]
    public async Task A_window_does_not_open_on_a_case_whose_review_was_due_before_and_opens_once_it_is_reviewed(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var person = await city.PersonAsync("Ama Applies");
        Task<BeginApplication.Outcome> BeginAsync() => new BeginApplication.Handler(city.Store, city.Clock).HandleAsync(new(person, ProgrammeCity.Code), default);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.CaseChanged, "a review that was due"), async records => (await records.Set<ActionCase>().SingleAsync()).ReviewOn = new(2027, 1, 17), default);
        Assert.IsType<BeginApplication.Outcome.NotOpen>(await BeginAsync());
        var opening = Assert.Single(await new ReadOpenings.Handler(city.Store, city.Clock).HandleAsync(new(ProgrammeCity.Code), default));
        Assert.Equal((false, true), (opening.IsOpen, opening.Waits));
        Assert.Contains("case-over", Assert.Single(await new ReadCohorts.Handler(city.Store, city.Clock).HandleAsync(new(), default)).Faults.Select(f => f.Code));
        await new ReviewCase.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Case, "The need is still there.", new(2027, 12, 1), End: false), default);
        Assert.IsType<BeginApplication.Outcome.Begun>(await BeginAsync());

        // Due while the window is open: what has opened goes on.
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.CaseChanged, "a review due meanwhile"), async records => (await records.Set<ActionCase>().SingleAsync()).ReviewOn = new(2027, 1, 20), default);
        city.Clock.Pass(TimeSpan.FromDays(5));
        Assert.True(Assert.Single(await new ReadOpenings.Handler(city.Store, city.Clock).HandleAsync(new(ProgrammeCity.Code), default)).IsOpen);
    }

    [EveryDatabase]
    public async Task A_part_that_was_saved_is_there_again_and_nobody_else_can_reach_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (person, other) = (await city.PersonAsync("Ama Applies"), await city.PersonAsync("Olu Other"));
        var id = await city.BeginAsync(person);
        Assert.Equal(id, await city.BeginAsync(person));
        await city.SaveAsync(person, id, new SaveApplication.Part.Questions(new Dictionary<string, string> { ["motivation"] = " To lead. ", ["made-up"] = "x" }));

        var kept = await city.OwnAsync(person, id);
        Assert.Equal(["motivation"], kept.Answers.Keys);
        Assert.Equal("To lead.", kept.Answers["motivation"]);
        Assert.Empty(await new ReadOwnApplications.Handler(city.Store, city.Clock).HandleAsync(new(other, id), default));
        Assert.IsType<SaveApplication.Outcome.NoSuchApplication>(await city.SaveAsync(other, id, new SaveApplication.Part.Questions(new Dictionary<string, string> { ["motivation"] = "mine" })));
        Assert.IsType<SendApplication.Outcome.NoSuchApplication>(await city.SendAsync(other, id));
        Assert.IsType<DeclareEligibility.Outcome.NoSuchApplication>(await city.DeclareAsync(other, id, new DeclareEligibility.Deed.Declare(true, true)));
        Assert.IsType<AnswerOffer.Outcome.NoSuchApplication>(await city.AnswerAsync(other, id, AnswerOffer.Wish.Withdraw));
        Assert.Equal(["work", "eligibility", "questions", "questions", "questions", "questions"], Assert.IsType<SendApplication.Outcome.NotYet>(await city.SendAsync(person, id)).Missing.Select(m => m.Section));
        int longest = ProgrammePolicy.InForceOn(new(2027, 1, 18)).LongestAnswer;
        Assert.IsType<SaveApplication.Outcome.NotYet>(await city.SaveAsync(person, id, new SaveApplication.Part.Questions(new Dictionary<string, string> { ["empathy"] = new('x', longest + 1) })));
        Assert.IsType<SaveApplication.Outcome.NotYet>(await city.SaveAsync(person, id, new SaveApplication.Part.Work("team-leader", city.Hospital, null, "I lead.", ApplicationRoute.NoApproval)));
        Assert.DoesNotContain("To lead.", await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task One_second_after_the_window_nothing_is_taken_and_an_extension_opens_drafts_again(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (early, late) = (await city.PersonAsync("Ebo Early"), await city.PersonAsync("Lola Late"));
        var (first, second) = (await city.FillInAsync(early, ApplicationRoute.NoApproval, city.Council), await city.FillInAsync(late, ApplicationRoute.NoApproval, city.Council));
        city.Clock.Pass(new DateTimeOffset(2027, 2, 12, 23, 59, 59, TimeSpan.Zero) - city.Clock.GetUtcNow());
        Assert.IsType<SendApplication.Outcome.Sent>(await city.SendAsync(early, first));
        city.Clock.Pass(TimeSpan.FromSeconds(1));
        Assert.IsType<SendApplication.Outcome.TooLate>(await city.SendAsync(late, second));
        Assert.IsType<BeginApplication.Outcome.NotOpen>(await new BeginApplication.Handler(city.Store, city.Clock).HandleAsync(new(await city.PersonAsync("Zed Zero"), ProgrammeCity.Code), default));

        var change = new ChangeCohort.Handler(city.Store, city.Clock);
        Assert.IsType<ChangeCohort.Outcome.NotPossible>(await change.HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Extend(new(2027, 2, 19), new(23, 59), " ", true)), default));
        Assert.IsType<ChangeCohort.Outcome.NotPossible>(await change.HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Extend(new(2027, 2, 1), new(23, 59), "Shorter", true)), default));
        Assert.IsType<ChangeCohort.Outcome.NotPossible>(await change.HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Extend(new(2027, 3, 4), new(23, 59), "Into the interviews", false)), default));
        Assert.IsType<ChangeCohort.Outcome.Done>(await change.HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Extend(new(2027, 2, 19), new(23, 59), "The post was on strike", true)), default));
        Assert.IsType<SendApplication.Outcome.Sent>(await city.SendAsync(late, second));
        var cohort = (await new ReadCohorts.Handler(city.Store, city.Clock).HandleAsync(new(city.Cohort), default)).Single();
        Assert.Equal((new DateOnly(2027, 3, 8), new DateOnly(2027, 3, 19), new DateOnly(2027, 4, 26)), (cohort.Dates.InterviewsFrom, cohort.Dates.OutcomesOn, cohort.Dates.StartsOn));
        Assert.Equal("The post was on strike", cohort.Extensions.Single().Reason);
    }

    [EveryDatabase]
    public async Task Who_takes_a_place_after_the_programme_began_begins_at_once_and_nobody_once_it_is_finished(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (person, other) = (await city.PersonAsync("Lola Late"), await city.PersonAsync("Zed Zero"));
        var (late, never) = (await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council), await city.ApplyAsync(other, ApplicationRoute.NoApproval, city.Council));
        var change = new ChangeCohort.Handler(city.Store, city.Clock);
        city.GoTo(new(2027, 4, 22));
        Assert.IsType<ChangeCohort.Outcome.Done>(await change.HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Start()), default));
        await city.BringToAsync(ApplicationDeed.Offer, late);
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(person, late, AnswerOffer.Wish.Accept, tell: true));
        Assert.Equal(ApplicationState.OnProgramme, await city.StateAsync(person, late));
        Assert.Equal(new DateOnly(2027, 4, 22), await city.Store.ReadAsync(records => records.Set<Participant>().Where(p => p.Application == late).Select(p => p.StartedOn).SingleAsync()));

        city.GoTo(ProgrammeCity.Dates.EndsOn);
        Assert.IsType<ChangeCohort.Outcome.Done>(await change.HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Finish()), default));
        await city.BringToAsync(ApplicationDeed.Offer, never);
        Assert.IsType<AnswerOffer.Outcome.NotPossible>(await city.AnswerAsync(other, never, AnswerOffer.Wish.Accept, tell: true));
    }

    [EveryDatabase]
    public async Task An_auditor_reads_what_applicants_did_by_day_alone_apart_from_who_signed_in_around_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (person, next) = (await city.PersonAsync("Ama Applies"), await city.PersonAsync("Nora Next"));
        await SignInAsync(city, person);
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        await SignInAsync(city, next);
        await city.DecideAsync(id, ApplicationDeed.Shortlist);
        Task<ReadChanges.Outcome> ReadAsync(long? before = null) => new ReadChanges.Handler(city.Store, city.Clock).HandleAsync(new(before), default);

        Assert.DoesNotContain((await ReadAsync()).Lines, l => l.At is null);
        city.Clock.Pass(TimeSpan.FromDays(1));
        var lines = (await ReadAsync()).Lines;
        var apart = lines.Where(l => l.At is null).ToList();
        Assert.Contains(apart, l => l is { Kind: "application.begun", Times: 1, Who: "an applicant" } && l.Day == new DateOnly(2027, 1, 18));
        Assert.Equal(apart, lines.Skip(lines.Count - apart.Count));
        Assert.DoesNotContain(id.ToString(), string.Join('\n', lines.SelectMany(l => l.Touched).Concat(lines.Select(l => l.Who))), StringComparison.Ordinal);
        // No choice of where to begin moves them: they are with the end of their day.
        for (long before = 0; before < lines.Count - apart.Count; before++) Assert.Equal(before == 0 ? 0 : apart.Count, (await ReadAsync(before)).Lines.Count(l => l.At is null));
    }

    [EveryDatabase]
    public async Task Of_two_hundred_who_reach_for_the_last_place_one_gets_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 1);
        var people = new List<(PersonId Person, ProgrammeApplicationId Application)>();
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ApplicationMoved, "two hundred offers from the reserve list"), records =>
        {
            for (int at = 0; at < 200; at++)
            {
                var person = AccountsDoor.Enrol(records, city.Clock, $"Reserve {at}", new HeldRole(Role.Public));
                var one = new Application { Id = ProgrammeApplicationId.New(city.Clock), Cohort = city.Cohort, Person = person, Standing = EmployerStanding.None, Route = ApplicationRoute.NoApproval, State = ApplicationState.Offered, BegunAt = city.Clock.GetUtcNow(), SentAt = city.Clock.GetUtcNow() };
                records.Add(one);
                people.Add((person, one.Id));
            }

            return Task.FromResult(true);
        }, default);

        // Half of them through a second node on the same database.
        await using var other = await city.Database.OpenAsync(city.Clock);
        AnswerOffer.Handler[] nodes = [new(city.Store, city.Clock), new(other, city.Clock)];
        var answers = await Task.WhenAll(people.Select((p, at) => Task.Run(() => nodes[at % 2].HandleAsync(new(p.Person, p.Application, AnswerOffer.Wish.Accept), default))));

        Assert.Single(answers.OfType<AnswerOffer.Outcome.Done>());
        Assert.Equal(199, answers.OfType<AnswerOffer.Outcome.NoPlaceLeft>().Count());
        Assert.Equal(1, await city.Store.ReadAsync(records => records.Set<Participant>().CountAsync()));
    }

    [EveryDatabase]
    public async Task The_declaration_can_be_taken_back_and_is_gone_and_every_look_at_it_is_noted_without_the_employer(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var person = await city.PersonAsync("Ama Applies");
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        var check = new CheckEligibility.Handler(city.Store);
        Assert.True(Assert.IsType<CheckEligibility.Outcome.Declared>(await check.HandleAsync(new(city.Manager, id), default)).Belongs);
        Assert.Equal(1L, Convert.ToInt64(await city.Database.AskAsync("select count(*) from sightings where organisation is null and what = 'declaration of eligibility'")));

        Assert.IsType<DeclareEligibility.Outcome.Done>(await city.DeclareAsync(person, id, new DeclareEligibility.Deed.TakeBack()));
        Assert.IsType<CheckEligibility.Outcome.TakenBack>(await check.HandleAsync(new(city.Manager, id), default));
        Assert.Equal(1L, Convert.ToInt64(await city.Database.AskAsync("select count(*) from programmes_eligibility where sealed is null")));
        Assert.Null((await city.OwnAsync(person, id)).Belongs);
        Assert.IsType<DeclareEligibility.Outcome.NotYet>(await city.DeclareAsync(person, id, new DeclareEligibility.Deed.Declare(true, false)));
        Assert.IsType<DeclareEligibility.Outcome.Done>(await city.DeclareAsync(person, id, new DeclareEligibility.Deed.Declare(true, true)));
    }

    [EveryDatabase]
    public async Task A_refusal_without_reason_feedback_and_next_step_cannot_be_kept(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var id = await city.ApplyAsync(await city.PersonAsync("Ama Applies"), ApplicationRoute.NoApproval, city.Council);
        var decide = new DecideApplication.Handler(city.Store, city.Clock);
        Assert.Equal(["reason", "feedback", "next-step"], Assert.IsType<DecideApplication.Outcome.NotYet>(await decide.HandleAsync(new(city.Manager, id, ApplicationDeed.NotSelect), default)).Mistakes.Select(m => m.Field));
        Assert.Equal(["deed"], Assert.IsType<DecideApplication.Outcome.NotYet>(await decide.HandleAsync(new(city.Manager, id, ApplicationDeed.Accept), default)).Mistakes.Select(m => m.Field));
        Assert.IsType<DecideApplication.Outcome.NotPossible>(await decide.HandleAsync(new(city.Manager, id, ApplicationDeed.Offer), default));
        Assert.True(ProgrammePolicy.InForceOn(new(2027, 1, 18)).RefusalReasons.Count <= 10);
    }

    [EveryDatabase]
    public async Task A_window_opens_only_on_a_case_that_holds_and_dates_that_agree(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (make, change) = (new MakeCohort.Handler(city.Store, city.Clock), new ChangeCohort.Handler(city.Store, city.Clock));
        async Task<ChangeCohort.Outcome> PublishAsync(string code, Timeline dates, bool isHistory = false, string shape = "days-27/1")
        {
            var made = Assert.IsType<MakeCohort.Outcome.Made>(await make.HandleAsync(new(city.Manager, null, code, code, "For people who lead.", city.Case, shape, 10, dates, isHistory), default));
            return await change.HandleAsync(new(city.Manager, made.Id, new ChangeCohort.Deed.Publish()), default);
        }

        var wrong = ProgrammeCity.Dates with { OutcomesOn = ProgrammeCity.Dates.InterviewsFrom.AddDays(-1) };
        Assert.Contains(Assert.IsType<ChangeCohort.Outcome.NotPossible>(await PublishAsync("wrong", wrong)).Faults, f => f.Code == "outcome-before-interview");
        // Whoever calls a cohort history does not get round the checks: every day of it is over.
        Assert.Equal(["history"], Assert.IsType<MakeCohort.Outcome.NotYet>(await make.HandleAsync(new(city.Manager, null, "tomorrow", "tomorrow", "For people who lead.", city.Case, "days-27/1", 10, wrong, true), default)).Faults.Select(f => f.Field));
        var (opened, closed) = (ApplicationWindow.Of(new(2024, 1, 18), new(9, 0), new(2024, 2, 12), new(23, 59)), new DateOnly(2025, 4, 14));
        var past = new Timeline(null, opened, new(2024, 3, 1), new(2024, 3, 5), new(2024, 2, 29), new(2024, 4, 19), new(2024, 4, 20), null, closed);
        Assert.False((past with { WorkshopOn = London.Today(city.Clock) }).IsOverOn(London.Today(city.Clock)));
        Assert.IsType<ChangeCohort.Outcome.Done>(await PublishAsync("history", past, isHistory: true));
        var history = (await new ReadCohorts.Handler(city.Store, city.Clock).HandleAsync(new(), default)).Single(c => c.Code == "history");
        Assert.IsType<ChangeCohort.Outcome.NotPossible>(await change.HandleAsync(new(city.Manager, history.Id, new ChangeCohort.Deed.Extend(new(2027, 2, 19), new(23, 59), "Open it again", true)), default));
        Assert.Contains(history.Faults, f => f.Code == "outcome-before-interview");
        Assert.Contains(Assert.IsType<ChangeCohort.Outcome.NotPossible>(await PublishAsync("aged", ProgrammeCity.Dates, shape: "days-30-half/1")).Faults, f => f.Code == "age-criterion");
        Assert.IsType<ChangeCohort.Outcome.Done>(await PublishAsync("good", ProgrammeCity.Dates));

        city.Clock.Pass(TimeSpan.FromDays(330));
        Assert.Contains(Assert.IsType<ChangeCohort.Outcome.NotPossible>(await PublishAsync("overdue", ProgrammeCity.Dates)).Faults, f => f.Code == "review-over");
        Assert.IsType<ReviewCase.Outcome.Done>(await new ReviewCase.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Case, "The need is still there.", new(2028, 12, 1), false), default));
        Assert.IsType<ChangeCohort.Outcome.Done>(await PublishAsync("reviewed", ProgrammeCity.Dates));
    }

    [EveryDatabase]
    public async Task Monitoring_answers_lead_to_nobody_in_the_database(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var person = await city.PersonAsync("Ama Applies");
        var id = await city.ApplyAsync(person, ApplicationRoute.NoApproval, city.Council);
        var answer = new AnswerMonitoring.Handler(city.Store, city.Clock);
        Assert.IsType<AnswerMonitoring.Outcome.Done>(await answer.HandleAsync(new(person, id, new Dictionary<string, string> { ["ethnicity"] = "B1", ["sex"] = "X1", ["religion"] = "made up", ["shoe"] = "9" }), default));
        Assert.IsType<AnswerMonitoring.Outcome.NoSuchApplication>(await answer.HandleAsync(new(city.HrLead, id, new Dictionary<string, string> { ["ethnicity"] = "B1" }), default));
        var row = await city.Store.ReadAsync(records => records.Set<MonitoringAnswers>().SingleAsync());
        var leave = await Leave.AskAsync(city.Store, new Actor.Someone(city.Manager), Purposes.GroupStatistics, city.Cohort.Value, default, MonitoringAnswers.Kept);
        Assert.Equal(["ethnicity B1", "sex X1"], row.Open(leave!).Select(a => $"{a.Key} {a.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(MonitoringAnswers.SubjectOf(city.Store.Key, id), row.Subject);
        Assert.NotEqual(MonitoringAnswers.SubjectOf(MasterKey.New(), id), row.Subject);
        Assert.DoesNotContain(id.ToString(), await city.Database.AskAsync("select touched from changes where kind = 'monitoring.answered'") as string ?? "", StringComparison.Ordinal);
        Assert.Equal("system: monitoring", await city.Database.AskAsync("select actor from changes where kind = 'monitoring.answered'"));
        Assert.True((await city.OwnAsync(person, id)).HasMonitoring);
    }

    /// <summary>The line of the log alone.</summary>
    private static Task<bool> SignInAsync(ProgrammeCity city, PersonId person) => city.Store.WriteAsync(new Change(new Actor.Someone(person), ChangeKind.SignedIn, "signed in"), async records =>
    {
        (await records.Set<Parity.Platform.Accounts.Model.Person>().SingleAsync(p => p.Id == person)).ObjectedAt = city.Clock.GetUtcNow();
        return true;
    }, default);
}
