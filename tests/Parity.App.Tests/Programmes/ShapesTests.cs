using Parity.App.Tests.Storage;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

public sealed class ShapesTests
{
    [EveryDatabase]
    public async Task A_new_version_changes_nothing_for_a_cohort_that_has_an_earlier_one_and_can_be_had_by_a_new_cohort(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        string before = await ShapeOfAsync(city, ProgrammeCity.Code);
        var shape = ShapesOnFile.Named("days-27");
        Assert.IsType<KeepShape.Outcome.Done>(await KeepAsync(city, shape with { Types = [.. shape.Types.Select(t => t.Code == "mentoring" ? t with { Units = t.Units + 1 } : t)], StatedDays = 28 }));
        Assert.Equal(before, await ShapeOfAsync(city, ProgrammeCity.Code));

        Assert.IsType<MakeCohort.Outcome.Made>(await new MakeCohort.Handler(city.Store, city.Clock).HandleAsync(
            new(city.Manager, null, "Next", "next", "For people who lead.", city.Case, "days-27/2", 10, ProgrammeCity.Dates, false), default));
        Assert.Equal(28, ProgrammeShape.FromJson(await ShapeOfAsync(city, "next")).Days);

        // A third version builds on the numbers given so far; the second is used and stays, the third is not and goes.
        Assert.IsType<KeepShape.Outcome.Done>(await KeepAsync(city, shape));
        Assert.IsType<KeepShape.Outcome.InUse>(await TakeOutAsync(city, 2));
        Assert.IsType<KeepShape.Outcome.Done>(await TakeOutAsync(city, 3));
        Assert.IsType<KeepShape.Outcome.NoSuchShape>(await TakeOutAsync(city, 3));
        // Those that come with the program are nobody's to take out.
        Assert.IsType<KeepShape.Outcome.NoSuchShape>(await TakeOutAsync(city, 1));
        Assert.Equal([2], (await new ReadShapes.Handler(city.Store).HandleAsync(default)).Where(s => s.IsOwn).Select(s => s.Shape.Version));
    }

    [EveryDatabase]
    public async Task A_version_that_contradicts_itself_is_kept_only_on_purpose_and_no_new_cohort_with_it_is_published(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var shape = ShapesOnFile.Named("days-27") with { StatedDays = 30, Criteria = [new(CriterionKind.Age, "You are under 40")] };
        Assert.Equal(["age-criterion", "sum-of-days"], Assert.IsType<KeepShape.Outcome.Contradicts>(await KeepAsync(city, shape)).Faults.Select(f => f.Code).Order());
        Assert.DoesNotContain(await new ReadShapes.Handler(city.Store).HandleAsync(default), s => s.IsOwn);
        Assert.IsType<KeepShape.Outcome.Done>(await KeepAsync(city, shape, evenSo: true));
        var made = Assert.IsType<MakeCohort.Outcome.Made>(await new MakeCohort.Handler(city.Store, city.Clock).HandleAsync(
            new(city.Manager, null, "Next", "next", "For people who lead.", city.Case, "days-27/2", 10, ProgrammeCity.Dates, false), default));
        Assert.IsType<ChangeCohort.Outcome.NotPossible>(await new ChangeCohort.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, made.Id, new ChangeCohort.Deed.Publish()), default));
    }

    [Fact]
    public async Task What_is_no_shape_is_not_kept_on_purpose_either_and_each_mistake_names_its_field()
    {
        await using var city = await ProgrammeCity.MakeAsync(Engine.Sqlite);
        var shape = new ProgrammeShape(
            "Days 30", 0, "", new(2027, 1, 1), 0, -1, [new("modules", "Modules", 0, DayUnit.Day, 30)], [new("Leading others", -1)], [], new("Certificate", -1, 3, 5, 9, 10, 4, 6, 6), "five-traits", "");
        Assert.Equal(
            ["certificate", "code", "days", "modules", "months", "source", "title", "type-1-amount", "type-1-hours"],
            Assert.IsType<KeepShape.Outcome.NotYet>(await KeepAsync(city, shape, evenSo: true)).Mistakes.Select(m => m.Field).Order(StringComparer.Ordinal));
    }

    [EveryDatabase]
    public async Task A_draft_can_be_put_right_until_it_is_published_and_keeps_an_address_of_its_own(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var (make, change) = (new MakeCohort.Handler(city.Store, city.Clock), new ChangeCohort.Handler(city.Store, city.Clock));
        MakeCohort.Request Draft(CohortId? draft, string code, Timeline dates) => new(city.Manager, draft, "Next", code, "For people who lead.", city.Case, "days-30/1", 10, dates, false);
        var id = Assert.IsType<MakeCohort.Outcome.Made>(await make.HandleAsync(Draft(null, "next", ProgrammeCity.Dates with { OutcomesOn = ProgrammeCity.Dates.InterviewsFrom.AddDays(-1) }), default)).Id;
        Assert.IsType<ChangeCohort.Outcome.NotPossible>(await change.HandleAsync(new(city.Manager, id, new ChangeCohort.Deed.Publish()), default));
        Assert.Equal(["code"], Assert.IsType<MakeCohort.Outcome.NotYet>(await make.HandleAsync(Draft(id, ProgrammeCity.Code, ProgrammeCity.Dates), default)).Faults.Select(f => f.Field));
        Assert.Equal(id, Assert.IsType<MakeCohort.Outcome.Made>(await make.HandleAsync(Draft(id, "next", ProgrammeCity.Dates), default)).Id);
        Assert.IsType<ChangeCohort.Outcome.Done>(await change.HandleAsync(new(city.Manager, id, new ChangeCohort.Deed.Publish()), default));
        Assert.IsType<MakeCohort.Outcome.NoSuchDraft>(await make.HandleAsync(Draft(id, "next", ProgrammeCity.Dates with { EndsOn = ProgrammeCity.Dates.EndsOn.AddDays(7) }), default));
        Assert.Equal(ProgrammeCity.Dates.EndsOn, (await new ReadCohorts.Handler(city.Store, city.Clock).HandleAsync(new(id), default)).Single().Dates.EndsOn);
    }

    private static Task<KeepShape.Outcome> KeepAsync(ProgrammeCity city, ProgrammeShape shape, bool evenSo = false) =>
        new KeepShape.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, new KeepShape.Deed.Keep(shape, evenSo)), default);

    private static Task<KeepShape.Outcome> TakeOutAsync(ProgrammeCity city, int version) =>
        new KeepShape.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, new KeepShape.Deed.TakeOut("days-27", version)), default);

    private static Task<string> ShapeOfAsync(ProgrammeCity city, string code) => city.Store.ReadAsync(records => Task.FromResult(records.Set<Cohort>().Single(c => c.Code == code).Shape));
}
