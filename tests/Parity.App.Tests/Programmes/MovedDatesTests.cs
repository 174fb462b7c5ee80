using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Programmes.Cohorts;

namespace Parity.App.Tests.Programmes;

public sealed class MovedDatesTests
{
    [EveryDatabase]
    public async Task A_window_is_not_held_open_longer_once_its_case_has_ended_or_its_review_is_overdue(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        await city.Database.ExecuteAsync(engine is Engine.Postgres ? "update programmes_cases set review_on = date '2020-01-01'" : "update programmes_cases set review_on = '2020-01-01'");
        Assert.Equal(("extend-day", "review-over"), await RefusedAsync());
        var review = new ReviewCase.Handler(city.Store, city.Clock);
        Assert.IsType<ReviewCase.Outcome.Done>(await review.HandleAsync(new(city.Manager, city.Case, "It is still needed.", new(2027, 12, 1), End: false), default));
        Assert.IsType<ChangeCohort.Outcome.Done>(await ExtendAsync());
        Assert.IsType<ReviewCase.Outcome.Done>(await review.HandleAsync(new(city.Manager, city.Case, "The need is over.", null, End: true), default));
        Assert.Equal(("extend-day", "case-ended"), await RefusedAsync(26));

        Task<ChangeCohort.Outcome> ExtendAsync(int day = 19) =>
            new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Extend(new(2027, 2, day), new(23, 59), "The post was on strike", true)), default);
        async Task<(string Field, string Code)> RefusedAsync(int day = 19) => Assert.Single(Assert.IsType<ChangeCohort.Outcome.NotPossible>(await ExtendAsync(day)).Faults) is var fault ? (fault.Field, fault.Code) : default;
    }

    [EveryDatabase]
    public async Task Whoever_has_a_draft_or_has_applied_is_written_to_when_the_window_is_longer_and_times_left_outside_are_named(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (drafts, applied, gone) = (await city.PersonAsync("Dot Drafts"), await city.PersonAsync("Ama Applied"), await city.PersonAsync("Gil Gone"));
        await city.BeginAsync(drafts);
        await city.ApplyAsync(applied, ApplicationRoute.NoApproval, city.Council);
        var left = await city.ApplyAsync(gone, ApplicationRoute.NoApproval, city.Council);
        Assert.IsType<AnswerOffer.Outcome.Done>(await city.AnswerAsync(gone, left, AnswerOffer.Wish.Withdraw));
        Assert.IsType<KeepSlots.Outcome.Done>(await new KeepSlots.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, new KeepSlots.Deed.Add(new(2027, 3, 1), new(9, 30), 40, "Room 2")), default));
        Assert.Empty((await CohortAsync()).Outside);

        Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(
            new(city.Manager, city.Cohort, new ChangeCohort.Deed.Extend(new(2027, 2, 19), new(23, 59), "The post was on strike", true)), default));
        var letters = await city.Store.ReadAsync(records => records.Set<Mail>().ToListAsync());
        Assert.Equal((1, 1, 0), (letters.Count(m => m.Person == drafts), letters.Count(m => m.Person == applied), letters.Count(m => m.Person == gone)));
        Assert.All(letters.Where(m => m.Person == drafts || m.Person == applied), m => Assert.Contains(NeutralLetter.Text.Trim(), m.Open(city.Store.Key).ToString(), StringComparison.Ordinal));

        // Interviews are on 8 to 12 March now.
        var cohort = await CohortAsync();
        Assert.Equal([London.At(new(2027, 3, 1), new(9, 30))], cohort.Outside);
        Assert.Contains("1 time for interviews lies outside the days for interviews", await Rendered.PageAsync<CohortPage>((nameof(CohortPage.One), cohort), (nameof(CohortPage.Applications), Array.Empty<ReadApplications.Listed>())), StringComparison.Ordinal);

        async Task<ReadCohorts.Listed> CohortAsync() => Assert.Single(await new ReadCohorts.Handler(city.Store, city.Clock).HandleAsync(new(city.Cohort), default));
    }

    [EveryDatabase]
    public async Task Days_that_a_longer_window_would_push_onto_a_weekend_or_holiday_go_on_to_a_working_day_and_the_public_page_says_which(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        // Two weeks longer: outcomes would be told on Good Friday, and the programme begin on the early May bank holiday.
        Assert.IsType<ChangeCohort.Outcome.Done>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(
            new(city.Manager, city.Cohort, new ChangeCohort.Deed.Extend(new(2027, 2, 26), new(23, 59), "The post was on strike", true)), default));

        var cohort = Assert.Single(await new ReadCohorts.Handler(city.Store, city.Clock).HandleAsync(new(city.Cohort), default));
        Assert.Equal((new DateOnly(2027, 3, 15), new DateOnly(2027, 3, 30), new DateOnly(2027, 5, 4)), (cohort.Dates.InterviewsFrom, cohort.Dates.OutcomesOn, cohort.Dates.StartsOn));
        var opening = Assert.Single(await new ReadOpenings.Handler(city.Store, city.Clock).HandleAsync(new(ProgrammeCity.Code), default));
        string said = Assert.Single(opening.Changes).What!;
        Assert.Contains("outcomes told on 30 March 2027; begins on 4 May 2027", said, StringComparison.Ordinal);
        Assert.DoesNotContain("interviews", said, StringComparison.Ordinal);
        Assert.Contains("from 12 February 2027", await Rendered.PageAsync<CohortPage>((nameof(CohortPage.One), cohort), (nameof(CohortPage.Applications), Array.Empty<ReadApplications.Listed>())), StringComparison.Ordinal);
    }
}
