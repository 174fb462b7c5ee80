using System.Reflection;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;

namespace Parity.App.Tests.Programmes;

/// <summary>Who had regard to equality, when, to what and with what result, stays with the case as it was written.</summary>
public sealed class DueRegardTests
{
    [EveryDatabase]
    public async Task A_record_says_who_had_regard_to_which_aims_when_and_what_came_of_it_and_a_later_one_stands_beside_it(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var good = new RecordDueRegard.Request(
            city.Manager, city.Case, " To open a cohort ", new(2027, 1, 11), "The programme board", "Answers are read without names.", "Days are work time.", "No bearing: nobody else's place is touched.", "Two days a month, not a week.");
        Assert.IsType<RecordDueRegard.Outcome.Done>(await RecordAsync(good));
        city.Clock.Pass(TimeSpan.FromDays(1));
        Assert.IsType<RecordDueRegard.Outcome.Done>(await RecordAsync(good with { Decision = "To add a place", ConsideredOn = new(2027, 1, 19) }));

        var kept = (await OneAsync()).DueRegards;
        Assert.Equal(["To add a place", "To open a cohort"], kept.Select(r => r.Decision));
        var first = kept[1];
        Assert.Equal((new DateOnly(2027, 1, 11), "The programme board", city.Manager), (first.On, first.By, first.RecordedBy));
        Assert.Equal(("Answers are read without names.", "Days are work time.", "No bearing: nobody else's place is touched.", "Two days a month, not a week."), (first.Eliminating, first.Advancing, first.Fostering, first.LedTo));
        Assert.Equal(2L, await city.Database.CountAsync("select count(*) from changes where kind = 'case.due-regard-recorded'"));

        // Ending a case is decided too.
        Assert.IsType<ReviewCase.Outcome.Done>(await new ReviewCase.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Case, "The need is over.", null, End: true), default));
        Assert.IsType<RecordDueRegard.Outcome.Done>(await RecordAsync(good with { Decision = "To end the case", ConsideredOn = new(2027, 1, 19) }));
        Assert.Equal(3, (await OneAsync()).DueRegards.Count);

        Task<RecordDueRegard.Outcome> RecordAsync(RecordDueRegard.Request request) => new RecordDueRegard.Handler(city.Store, city.Clock).HandleAsync(request, default);
        async Task<ReadCases.Listed> OneAsync() => Assert.Single(await new ReadCases.Handler(city.Store, city.Clock).HandleAsync(new(city.Case), default));
    }

    [EveryDatabase]
    public async Task A_record_without_an_aim_of_a_day_to_come_or_of_no_case_is_not_kept(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var record = new RecordDueRegard.Handler(city.Store, city.Clock);
        var empty = new RecordDueRegard.Request(city.Manager, city.Case, null, null, " ", null, null, null, null);
        Assert.Equal(["regard-decision", "regard-by", "regard-on", "eliminating", "advancing", "fostering", "led-to"], Assert.IsType<RecordDueRegard.Outcome.NotYet>(await record.HandleAsync(empty, default)).Mistakes.Select(m => m.Field));
        var good = new RecordDueRegard.Request(city.Manager, city.Case, "To open", new(2027, 1, 18), "The board", "a", "b", "c", "d");
        Assert.Equal(["regard-on"], Assert.IsType<RecordDueRegard.Outcome.NotYet>(await record.HandleAsync(good with { ConsideredOn = new(2027, 1, 19) }, default)).Mistakes.Select(m => m.Field));
        Assert.Equal(["advancing"], Assert.IsType<RecordDueRegard.Outcome.NotYet>(await record.HandleAsync(good with { Advancing = new string('b', RecordDueRegard.LongestText + 1) }, default)).Mistakes.Select(m => m.Field));
        Assert.IsType<RecordDueRegard.Outcome.NoSuchCase>(await record.HandleAsync(good with { Case = ActionCaseId.New(city.Clock) }, default));
        Assert.Equal(0L, await city.Database.CountAsync("select count(*) from programmes_due_regards"));
        Assert.IsType<RecordDueRegard.Outcome.Done>(await record.HandleAsync(good, default));
    }

    [Fact]
    public void Nothing_of_a_record_can_be_changed_once_it_is_kept() => Assert.All(
        typeof(DueRegard).GetProperties(BindingFlags.Public | BindingFlags.Instance),
        property => Assert.Contains(typeof(System.Runtime.CompilerServices.IsExternalInit), property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers()));
}
