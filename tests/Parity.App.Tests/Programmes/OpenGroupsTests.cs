using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Programmes;

public sealed class OpenGroupsTests
{
    [EveryDatabase]
    public async Task Levels_routes_and_sectors_are_counted_in_full_at_every_step_without_opening_a_monitoring_answer(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 30);
        // Of ten team leaders eight are shortlisted and of five middle managers one; every second was put forward; the last five have no employer here.
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ApplicationMoved, "a cohort that is decided"), records =>
        {
            for (int at = 0; at < 16; at++)
            {
                var one = Add(records, city, at < 10 ? "team-leader" : "middle-manager", at % 2 == 0 ? ApplicationRoute.Nominated : ApplicationRoute.NoApproval, at < 10 ? city.Council : null, isSent: at < 15);
                // A draft is nobody's but its applicant's.
                if (at == 15) continue;
                one.Move(records, city.Clock, ApplicationDeed.Submit, Doer.Applicant);
                if (at is < 8 or 10) one.Move(records, city.Clock, ApplicationDeed.Shortlist, Doer.Team);
                one.Move(records, city.Clock, ApplicationDeed.NotSelect, Doer.Team);
            }

            return Task.FromResult(true);
        }, default);

        var read = await new ReadOpenGroups.Handler(city.Store, city.Partnership).HandleAsync(new(city.Cohort), default);
        var levels = read.Single(q => q.Code == ReadOpenGroups.Level);
        // Everybody was eligible.
        Assert.Empty(levels.Steps[0].Groups);
        Assert.Equal([("middle-manager", 1, 5), ("team-leader", 8, 10)], levels.Steps[1].Groups.Select(g => (g.Code, g.Through, g.Of)));
        Assert.Equal((0.25, true), (levels.Steps[1].Groups[0].Ratio, levels.Steps[1].Groups[0].BelowFourFifths));
        Assert.InRange(levels.Steps[1].Groups[0].P, 0.05, 0.15);
        Assert.Equal([("nominated", 5, 8), ("no-approval", 4, 7)], read.Single(q => q.Code == ReadOpenGroups.Route).Steps[1].Groups.OrderByDescending(g => g.Of).Select(g => (g.Code, g.Through, g.Of)));
        Assert.Equal([("", 1, 5), ("council", 8, 10)], read.Single(q => q.Code == ReadOpenGroups.Sector).Steps[1].Groups.Select(g => (g.Code, g.Through, g.Of)));
        Assert.All(levels.Steps.Skip(3), s => Assert.Empty(s.Groups));
        Assert.Equal(0, await city.Database.CountAsync("select count(*) from sightings"));
    }

    [EveryDatabase]
    public async Task Who_came_to_the_end_is_compared_once_the_programme_is_finished_and_not_before(Engine engine)
    {
        await using var city = await ProgrammeCity.MakeAsync(engine, places: 30);
        await city.Store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.ApplicationMoved, "a cohort that took part"), records =>
        {
            // Of six team leaders five came to the end, and of four middle managers one.
            for (int at = 0; at < 10; at++)
            {
                var one = Add(records, city, at < 6 ? "team-leader" : "middle-manager", ApplicationRoute.Nominated, city.Council);
                foreach (var (deed, by) in ((ApplicationDeed, Doer)[])[(ApplicationDeed.Submit, Doer.Applicant), (ApplicationDeed.Shortlist, Doer.Team), (ApplicationDeed.RecordInterview, Doer.Team), (ApplicationDeed.Offer, Doer.Team), (ApplicationDeed.Accept, Doer.Applicant)]) one.Move(records, city.Clock, deed, by);
                records.Add(new Participant { Id = ParticipantId.New(city.Clock), Cohort = city.Cohort, Application = one.Id, Person = one.Person, Employer = city.Council, AcceptedAt = city.Clock.GetUtcNow(), Completed = at is < 5 or 6 });
            }

            return Task.FromResult(true);
        }, default);
        Assert.Empty(await LevelsAsync());
        await city.Database.ExecuteAsync("update programmes_cohorts set finished_at = 1");
        Assert.Equal([("middle-manager", 1, 4), ("team-leader", 5, 6)], await LevelsAsync());

        async Task<IReadOnlyList<(string, int, int)>> LevelsAsync()
        {
            var steps = (await new ReadOpenGroups.Handler(city.Store, city.Partnership).HandleAsync(new(city.Cohort), default)).Single(q => q.Code == ReadOpenGroups.Level).Steps;
            Assert.All(steps.SkipLast(1), s => Assert.Empty(s.Groups));
            return [.. steps[^1].Groups.Select(g => (g.Code, g.Through, g.Of))];
        }
    }

    private static Application Add(Records records, ProgrammeCity city, string level, ApplicationRoute route, OrganisationId? employer, bool isSent = true)
    {
        var one = new Application
        {
            Id = ProgrammeApplicationId.New(city.Clock),
            Cohort = city.Cohort,
            Person = PersonId.New(city.Clock),
            State = ApplicationState.Draft,
            BegunAt = city.Clock.GetUtcNow(),
            SentAt = isSent ? city.Clock.GetUtcNow() : null,
            Level = level,
            Employer = employer,
            Route = route,
        };
        records.Add(one);
        return one;
    }
}
