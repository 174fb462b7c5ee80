using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;

namespace Parity.App.Tests.Programmes;

public sealed class EarlierCohortTests
{
    [EveryDatabase]
    public async Task Those_of_earlier_cohorts_are_a_part_of_their_own_with_a_source_and_are_corrected_with_a_reason(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var note = new NoteEarlierCohort.Handler(city.Store, city.Clock);
        DateOnly ended = new(2019, 1, 25);
        NoteEarlierCohort.Request First(string title, int graduates) => new(city.Manager, title, title == "The second year" ? ended.AddYears(1) : ended, graduates, "Report of the board, March 2019.");
        Assert.Equal(["title", "ended-on", "graduates", "source"], await MistakesAsync(new(city.Manager, " ", London.Today(city.Clock), 4, "")));
        Assert.IsType<NoteEarlierCohort.Outcome.Done>(await note.HandleAsync(First("The first year", 46), default));
        Assert.IsType<NoteEarlierCohort.Outcome.Done>(await note.HandleAsync(First("The second year", 5), default));
        Assert.Equal(["title"], await MistakesAsync(First("the FIRST year", 46)));
        var read = await OutcomesAsync();
        Assert.Equal([("The first year", 46), ("The second year", 5)], read.Earlier.Select(e => (e.Title, e.Graduates)));
        Assert.Equal(51, read.GraduatesEarlier);
        Assert.All(read.Earlier, e => Assert.Equal("Report of the board, March 2019.", e.Source));
        // The total is told where the count from records is, and adds up.
        Assert.Equal(read.Graduates.Count?.Value + 51, read.GraduatesInAll?.Value);

        var entered = await new ReadEarlierCohorts.Handler(city.Store).HandleAsync(default);
        Assert.Equal(["reason"], await MistakesAsync(First("The first year", 44) with { Corrects = entered[0].Id }));
        Assert.Equal(["graduates"], await MistakesAsync(First("The first year", 3) with { Corrects = entered[0].Id, Reason = "Counted again." }));
        Assert.IsType<NoteEarlierCohort.Outcome.Done>(await note.HandleAsync(First("The first year", 40) with { Corrects = entered[0].Id, Reason = "Counted again." }, default));
        Assert.IsType<NoteEarlierCohort.Outcome.NoSuchCohort>(await note.HandleAsync(First("The first year", 41) with { Corrects = entered[0].Id, Reason = "Again." }, default));
        Assert.IsType<NoteEarlierCohort.Outcome.Done>(await note.HandleAsync(First("The second year", 0) with { Corrects = entered[1].Id, Reason = "It is in the first." }, default));
        Assert.Equal([("The first year", 40)], (await OutcomesAsync()).Earlier.Select(e => (e.Title, e.Graduates)));
        Assert.Equal([(46, true, null), (40, false, "Counted again."), (5, true, null), (0, false, "It is in the first.")], (await new ReadEarlierCohorts.Handler(city.Store).HandleAsync(default)).OrderBy(c => c.Title, StringComparer.Ordinal).ThenByDescending(c => c.IsReplaced).Select(c => (c.Graduates, c.IsReplaced, c.Reason)));

        async Task<IEnumerable<string>> MistakesAsync(NoteEarlierCohort.Request request) => Assert.IsType<NoteEarlierCohort.Outcome.NotYet>(await note.HandleAsync(request, default)).Mistakes.Select(m => m.Field);

        Task<ReadOutcomes.Outcomes> OutcomesAsync() => new ReadOutcomes.Handler(city.Store, city.Clock).HandleAsync(default);
    }

    [EveryDatabase]
    public async Task A_cohort_that_is_kept_here_is_counted_from_its_records_alone(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        string title = (await new ReadCohorts.Handler(city.Store, city.Clock).HandleAsync(new(), default)).Single().Title;
        var answer = Assert.IsType<NoteEarlierCohort.Outcome.NotYet>(await new NoteEarlierCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, title, new(2019, 1, 25), 20, "A report."), default));
        Assert.Equal("That cohort is kept here, and whoever completed it is counted from its records.", Assert.Single(answer.Mistakes).Advice);
    }
}
