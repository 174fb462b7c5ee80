using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;

namespace Parity.App.Tests.Programmes;

/// <summary>Until when it is kept why a programme was for one group, and which employers reviewed their strategy.</summary>
public sealed class CasesKeptTests
{
    private static readonly DateOnly CohortEnds = new(2028, 4, 14);

    [EveryDatabase]
    public async Task A_case_goes_six_years_after_it_and_its_last_cohort_were_over_and_its_cohort_stays(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        await RegardAsync(city, "To open a cohort");
        await new WriteCase.Handler(city.Store, city.Clock).HandleAsync(city.GoodCase with { Which = city.Case, Evidence = "What the newest edition shows." }, default);
        Assert.Equal(1L, await city.Database.CountAsync("select count(*) from programmes_case_versions"));
        await EndAsync(city, city.Case);
        Assert.True((await ReadCohortAsync(city)).IsCaseKept);

        city.GoTo(CohortEnds.AddYears(6));
        Assert.Equal(new ForgetCases.Outcome(0, 0, 0), await ForgetAsync(city));
        city.GoTo(CohortEnds.AddYears(6).AddDays(1));
        Assert.Equal(new ForgetCases.Outcome(1, 1, 0), await ForgetAsync(city));
        Assert.Equal(new ForgetCases.Outcome(0, 0, 0), await ForgetAsync(city));

        Assert.Empty(await new ReadCases.Handler(city.Store, city.Clock).HandleAsync(new(), default));
        foreach (string table in (string[])["programmes_due_regards", "programmes_case_reviews", "programmes_case_versions", "programmes_case_bases"]) Assert.Equal(0L, await city.Database.CountAsync($"select count(*) from {table}"));
        Assert.Equal(1L, await city.Database.CountAsync("select count(*) from programmes_cases where owner is null and figure is null and review_on is null and title || group_served || grounds || evidence || evidence_source || proportionate || alternatives || end_condition = ''"));
        Assert.False((await ReadCohortAsync(city)).IsCaseKept);
        Assert.IsType<RecordDueRegard.Outcome.NoSuchCase>(await RecordAsync(city, "Too late"));
    }

    [EveryDatabase]
    public async Task A_case_that_nobody_ended_and_one_of_which_something_was_recorded_later_stay(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        city.GoTo(CohortEnds.AddYears(20));
        Assert.Equal(0, (await ForgetAsync(city)).Cases);

        await EndAsync(city, city.Case);
        city.GoTo(CohortEnds.AddYears(21));
        await RegardAsync(city, "Ending it was considered");
        city.GoTo(CohortEnds.AddYears(27));
        Assert.Equal(0, (await ForgetAsync(city)).Cases);
        city.GoTo(CohortEnds.AddYears(27).AddDays(1));
        Assert.Equal(new ForgetCases.Outcome(1, 1, 0), await ForgetAsync(city));
    }

    [EveryDatabase]
    public async Task Nothing_is_left_of_a_case_on_which_no_cohort_rests(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var unused = ActionCaseId.New(city.Clock);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.CaseMade, "a case without a cohort"), records =>
        {
            records.Add(new ActionCase
            {
                Id = unused,
                Title = "Unused",
                GroupServed = "Somebody",
                Grounds = "",
                Evidence = "",
                EvidenceSource = "",
                Proportionate = "",
                Alternatives = "",
                EndCondition = "",
                Owner = city.Manager,
                MadeAt = city.Clock.GetUtcNow(),
            });
            return Task.FromResult(true);
        }, default);
        await EndAsync(city, unused);
        city.GoTo(London.Today(city.Clock).AddYears(6).AddDays(1));
        Assert.Equal(new ForgetCases.Outcome(1, 0, 0), await ForgetAsync(city));
        Assert.Equal([city.Case], (await new ReadCases.Handler(city.Store, city.Clock).HandleAsync(new(), default)).Select(c => c.Id));
        Assert.Equal(1L, await city.Database.CountAsync("select count(*) from programmes_cases"));
    }

    [EveryDatabase]
    public async Task A_review_of_a_strategy_goes_six_years_after_it_was_held_and_noted_and_every_day_sees_to_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var noted = London.Today(city.Clock);
        Assert.IsType<NoteEmployersDeed.Outcome.Done>(await new NoteEmployersDeed.Handler(city.Store, city.Accounts, city.Clock)
            .HandleAsync(new(city.HrLead, city.Council, new NoteEmployersDeed.Deed.Review(noted.AddDays(-30), true, "What was found.")), default));
        city.GoTo(noted.AddYears(6));
        Assert.Equal(0, (await ForgetAsync(city)).StrategyReviews);
        city.GoTo(noted.AddYears(6).AddDays(1));
        Assert.Contains("0 positive-action cases with 0 records of due regard and 1 reviews of strategies forgotten", await new ProgrammeDay(city.Store, city.Accounts, city.Clock).RunAsync(default), StringComparison.Ordinal);
        Assert.Equal(0L, await city.Database.CountAsync("select count(*) from programmes_strategy_reviews"));
    }

    private static async Task RegardAsync(ProgrammeCity city, string decision) => Assert.IsType<RecordDueRegard.Outcome.Done>(await RecordAsync(city, decision));

    private static Task<RecordDueRegard.Outcome> RecordAsync(ProgrammeCity city, string decision) => new RecordDueRegard.Handler(city.Store, city.Clock)
        .HandleAsync(new(city.Manager, city.Case, decision, London.Today(city.Clock), "The board", "a", "b", "c", "d"), default);

    private static async Task EndAsync(ProgrammeCity city, ActionCaseId which) => Assert.IsType<ReviewCase.Outcome.Done>(
        await new ReviewCase.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, which, "The need is over.", null, End: true), default));

    private static async Task<ReadCohorts.Listed> ReadCohortAsync(ProgrammeCity city) => Assert.Single(await new ReadCohorts.Handler(city.Store, city.Clock).HandleAsync(new(city.Cohort), default));

    private static Task<ForgetCases.Outcome> ForgetAsync(ProgrammeCity city) => new ForgetCases.Handler(city.Store, city.Clock).HandleAsync(default);
}
