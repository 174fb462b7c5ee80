using System.Net;
using AngleSharp.Html.Parser;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;

namespace Parity.App.Tests.Programmes;

/// <summary>In 2027 clocks go forward on 28 March at 01:00 and back on 31 October at 02:00; in 2028 forward on 26 March.</summary>
public sealed class ClockChangeTests
{
    private static readonly DateOnly Forward = new(2027, 3, 28), Back = new(2027, 10, 31), NextForward = new(2028, 3, 26);

    [Theory]
    [InlineData("2027-03-28", "00:59", null)]
    [InlineData("2027-03-28", "01:00", "does not exist")]
    [InlineData("2027-03-28", "01:59", "does not exist")]
    [InlineData("2027-03-28", "02:00", null)]
    [InlineData("2027-10-31", "00:59", null)]
    [InlineData("2027-10-31", "01:00", "comes twice")]
    [InlineData("2027-10-31", "01:59", "comes twice")]
    [InlineData("2027-10-31", "02:00", null)]
    [InlineData("2027-06-27", "01:30", null)]
    public void A_time_that_clocks_skip_or_give_twice_is_in_doubt_and_no_other(string day, string time, string? why)
    {
        string? doubt = London.Doubt(DateOnly.ParseExact(day, "yyyy-MM-dd"), TimeOnly.ParseExact(time, "HH:mm"));
        if (why is null) Assert.Null(doubt);
        else Assert.Contains(why, doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void The_check_of_dates_finds_a_window_or_briefing_at_an_hour_that_comes_twice_and_a_briefing_at_one_that_is_skipped()
    {
        var later = ProgrammeCity.Dates.Later(300);
        Assert.Empty(Blocking(later with { Window = ApplicationWindow.Of(new(2027, 10, 1), new(9, 0), Back, new(2, 0)) }));
        Assert.Equal(["ambiguous-closing"], Blocking(later with { Window = ApplicationWindow.Of(new(2027, 10, 1), new(9, 0), Back, new(1, 30)) }));
        Assert.Equal(["ambiguous-opening"], Blocking(later with { Window = ApplicationWindow.Of(Back, new(1, 30), new(2027, 11, 30), new(23, 59)) }));
        foreach (var (day, from, until) in new[] { (Back, new TimeOnly(1, 0), new TimeOnly(3, 0)), (Back, new(0, 30), new(1, 30)), (Forward, new(1, 30), new(3, 0)) })
            Assert.Equal(["ambiguous-briefing"], Blocking(later with { Window = ApplicationWindow.Of(new(2027, 3, 1), new(9, 0), new(2027, 11, 30), new(23, 59)), Briefing = new(day, from, until, "City Hall", 20) }));

        static IEnumerable<string> Blocking(Timeline dates) => TimelineFaults.Of(dates).Where(f => f.Blocks).Select(f => f.Code);
    }

    [EveryDatabase]
    public async Task Whatever_is_planned_at_such_an_hour_is_refused_where_it_is_entered(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine);
        var change = new ChangeCohort.Handler(city.Store, city.Clock);
        async Task<string> ExtendAsync(TimeOnly time) => Assert.IsType<ChangeCohort.Outcome.NotPossible>(
            await change.HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Extend(Forward, time, "", true)), default)).Faults.Single().Field;
        Assert.Equal(("extend-time", "extend-reason"), (await ExtendAsync(new(1, 30)), await ExtendAsync(new(0, 30))));

        var dates = ProgrammeCity.Dates;
        Assert.IsType<ChangeCohort.Outcome.Done>(await change.HandleAsync(new(city.Manager, city.Cohort, new ChangeCohort.Deed.Replan(3, dates.InterviewsFrom, Forward, new(2027, 4, 9), dates.StartsOn, dates.StartsUntil, dates.WorkshopOn, dates.EndsOn, "More people.")), default));
        var slots = new KeepSlots.Handler(city.Store, city.Clock);
        Task<KeepSlots.Outcome> SlotAsync(TimeOnly from) => slots.HandleAsync(new(city.Manager, city.Cohort, new KeepSlots.Deed.Add(Forward, from, 40, "Online")), default);
        Assert.Equal(["from"], Assert.IsType<KeepSlots.Outcome.NotYet>(await SlotAsync(new(1, 30))).Mistakes.Select(m => m.Field));
        Assert.IsType<KeepSlots.Outcome.Done>(await SlotAsync(new(2, 30)));

        foreach (var day in (DateOnly[])[Back, NextForward])
        {
            foreach (var (from, until) in ((TimeOnly, TimeOnly)[])[(new(1, 30), new(4, 0)), (new(0, 15), new(1, 15))])
            {
                Assert.Equal(["from"], Assert.IsType<PlanCohortDay.Outcome.NotYet>(await DayAsync(day, from, until)).Mistakes.Select(m => m.Field));
                Assert.Equal(["workshop-from"], Assert.IsType<PlanWorkshop.Outcome.NotYet>(await WorkshopAsync(day, from, until)).Mistakes.Select(m => m.Field));
            }

            Assert.IsType<PlanCohortDay.Outcome.Done>(await DayAsync(day, new(2, 0), new(4, 0)));
            Assert.IsType<PlanWorkshop.Outcome.Done>(await WorkshopAsync(day, new(2, 0), new(4, 0)));
        }

        Task<PlanCohortDay.Outcome> DayAsync(DateOnly on, TimeOnly from, TimeOnly until) =>
            new PlanCohortDay.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, new PlanCohortDay.Deed.Make(city.Cohort, "peer", "At night", on, from, until, "City Hall", "", null, null)), default);
        Task<PlanWorkshop.Outcome> WorkshopAsync(DateOnly on, TimeOnly from, TimeOnly until) => new PlanWorkshop.Handler(city.Store, city.Clock).HandleAsync(new(city.Manager, city.Cohort, on, from, until, "City Hall"), default);
    }

    [Fact]
    public async Task The_form_of_a_cohort_says_at_each_time_that_it_does_not_exist_or_comes_twice()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        string team = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.SequenceEqual(["programme-manager"])));
        var (answer, _) = await server.SendFormAsync("/programme/cohorts/new", "/programme/cohorts/new", team,
            ("opens", "2027-03-28"), ("opens-time", "01:30"), ("closes", "2027-10-31"), ("closes-time", "01:59"), ("briefing", "2027-10-31"), ("briefing-from", "01:00"), ("briefing-until", "02:00"));
        using (answer)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            string Said(string field) => page.GetElementById(field + "-error")?.TextContent ?? "";
            Assert.Contains("does not exist", Said("opens-time"), StringComparison.Ordinal);
            foreach (string twice in (string[])["closes-time", "briefing-from"]) Assert.Contains("comes twice", Said(twice), StringComparison.Ordinal);
            Assert.Equal("", Said("briefing-until"));
        }
    }
}
