using System.Net;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;

namespace Parity.App.Tests.SampleCity;

public sealed class DemoTests
{
    [EveryDatabase]
    public async Task Somebody_is_there_in_every_role_and_analysts_in_many_organisations_with_the_dates_of_the_round(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);

        var people = await server.Client.PeopleAsync();

        Assert.Equal(Roles.All.Select(r => r.Word()).Order(), people.SelectMany(p => p.Roles).Distinct().Order());
        var analysts = people.Where(p => p.Roles.Contains("hr-analyst")).ToList();
        Assert.Equal(16, analysts.Select(a => a.Organisation).Distinct().Count());
        Assert.All(analysts, a => Assert.Equal(("2027-03-31", "2026-04-01", "2027-03-31"), (a.SnapshotDate, a.PeriodStart, a.PeriodEnd)));
        Assert.Equal(analysts.Count, analysts.Select(a => a.ApiToken).Distinct().Count());
        Assert.All(people.Except(analysts), p => Assert.Null(p.ApiToken));
        Assert.All(people.Where(p => p.Roles.Contains("administrator")), p => Assert.Null(p.Organisation));
        Assert.Equal(people.Count, people.Select(p => p.Name).Distinct().Count());
    }

    [EveryDatabase]
    public async Task Everybody_listed_can_sign_in_except_those_whose_account_is_disabled(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);

        foreach (var person in await server.Client.PeopleAsync())
        {
            var (answer, cookies) = await server.SendFormAsync("/demo", "/demo/sign-in", "", ("person", person.Id));
            using var _ = answer;
            bool disabled = person.Roles.Contains("disabled");
            Assert.Equal(disabled ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.SeeOther, answer.StatusCode);
            if (disabled) continue;
            using var start = await server.GetAsync(answer.Headers.Location!.ToString(), ("Cookie", cookies));
            Assert.Equal(HttpStatusCode.OK, start.StatusCode);
            Assert.Contains(person.Name, await start.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            using var stranger = await server.GetAsync(answer.Headers.Location!.ToString());
            Assert.Equal((HttpStatusCode.SeeOther, "/demo"), (stranger.StatusCode, stranger.Headers.Location!.ToString()));
        }
    }

    [Fact]
    public async Task An_auditor_finds_both_selection_meetings_of_the_cohort_that_runs_and_each_gives_the_same_list_again()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        string cookies = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.Contains("auditor")));

        using var answer = await server.GetAsync("/audit/meetings", ("Cookie", cookies));

        string page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Every selection meeting gives the same list again, 2 of 2", page, StringComparison.Ordinal);
        Assert.Contains("above</td><td data-h=\"Told\">Offer a place", page, StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task People_and_tokens_are_the_same_after_a_restart_and_a_session_goes_on(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        string before, cookies;
        await using (var server = await RunningServer.OnAsync(database.Database))
        {
            before = await server.Client.GetStringAsync("/demo/people.json");
            cookies = await server.SignInAsync((await server.Client.PeopleAsync())[0]);
        }

        await using var again = await RunningServer.OnAsync(database.Database);

        Assert.Equal(before, await again.Client.GetStringAsync("/demo/people.json"));
        using var start = await again.GetAsync("/home", ("Cookie", cookies));
        Assert.Equal(HttpStatusCode.OK, start.StatusCode);
    }

    [EveryDatabase]
    public async Task Two_nodes_on_one_database_know_each_others_sessions_and_forms(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var nodes = await Task.WhenAll(RunningServer.OnAsync(database.Database), RunningServer.OnAsync(database.Database));
        await using var one = nodes[0];
        await using var other = nodes[1];
        Assert.Equal(await one.Client.GetStringAsync("/demo/people.json"), await other.Client.GetStringAsync("/demo/people.json"));

        string cookies = await one.SignInAsync((await one.Client.PeopleAsync())[3]);

        using var start = await other.GetAsync("/home", ("Cookie", cookies));
        Assert.Equal(HttpStatusCode.OK, start.StatusCode);
        var (left, _) = await other.SendFormAsync("/home", "/sign-out", cookies);
        using (left) Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        using var ended = await one.GetAsync("/home", ("Cookie", cookies));
        Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
    }

    [Fact]
    public async Task Outside_a_demonstration_its_addresses_are_like_any_other_unknown_one()
    {
        await using var server = await RunningServer.WithTwoEditionsAsync();
        using var unknown = await server.GetAsync("/nothing-of-that-name");
        string expected = await unknown.Content.ReadAsStringAsync();

        foreach (string path in (string[])["/demo", "/demo/people.json", "/demo/sign-in"])
        {
            using var answer = await server.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        }
    }
}
