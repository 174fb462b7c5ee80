using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging.Abstractions;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Web.Modules.Shared;

namespace Parity.App.Tests.Accounts;

/// <summary>What an auditor finds: why somebody did what they did, in their own words, and who asked for what is not theirs.</summary>
public sealed class AccountabilityTests
{
    [EveryDatabase]
    public async Task Roles_are_given_and_ended_and_accounts_disabled_for_a_reason_that_the_log_keeps(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var audit = await city.InviteAsync(ada, "Grace Hopperley", "grace@example.org", "auditor");
        await city.InviteAsync(ada, "Idris Early", "idris@example.org", "publisher");
        string page = await PeopleTests.PersonPageAsync(city, ada, "Idris Early");
        string end = PeopleTests.ActionIn(await PeopleTests.HtmlAsync(city, ada, page), "/end");
        (string Action, (string, string)[] Fields)[] deeds = [(page + "/roles", [("role", "auditor"), ("scope", "partnership")]), (end, []), (page + "/disable", []), ("/people/invite", [("name", "Joan"), ("mail", "joan@example.org"), ("role", "auditor"), ("scope", "partnership")])];
        // Letters go out meanwhile: what counts is what happens to roles and accounts.
        const string Deeds = "select count(*) from changes where kind like 'role.%' or kind like 'account.%'";
        var before = await city.Database.AskAsync(Deeds);
        foreach (string none in (string[])["", "   ", new('x', 301), "two\nlines"])
            foreach (var (action, fields) in deeds) await RefusedAsync(action, [.. fields, ("why", none)]);
        Assert.Equal(before, await city.Database.AskAsync(Deeds));

        foreach (var (index, (action, fields)) in deeds.Take(3).Index()) await PeopleTests.DoAsync(city, ada, page, action, [.. fields, ("why", $" The board decided so, minute {index + 7}. ")]);
        string log = new HtmlParser().ParseDocument(await PeopleTests.HtmlAsync(city, audit, "/audit")).QuerySelector("main")!.TextContent;
        foreach (string told in (string[])["role.granted: gave somebody the role auditor: The board decided so, minute 7.", "role.ended: ended a role of somebody: The board decided so, minute 8.", "account.disabled: disabled an account; its sessions ended: The board decided so, minute 9.", "As the board decided."])
            Assert.Contains(told, log, StringComparison.Ordinal);

        async Task RefusedAsync(string action, (string, string)[] fields)
        {
            var (refused, _) = await city.Server.SendFormAsync(action is "/people/invite" ? action : page, action, ada.Cookies, fields);
            using (refused)
            {
                Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
                var summary = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
                string? to = summary.QuerySelector(".govuk-error-summary a")?.GetAttribute("href");
                Assert.NotNull(summary.QuerySelector(to!));
            }
        }
    }

    [EveryDatabase]
    public async Task Who_asks_for_what_is_for_other_roles_is_counted_by_kind_of_address_and_an_auditor_finds_it(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var audit = await city.InviteAsync(ada, "Grace Hopperley", "grace@example.org", "auditor");
        var curious = await city.InviteAsync(ada, "Idris Early", "idris@example.org", "publisher");
        Assert.Contains("Nobody was.", await PeopleTests.HtmlAsync(city, audit, "/audit/refused"), StringComparison.Ordinal);
        string own = await PeopleTests.PersonPageAsync(city, ada, "Idris Early");
        foreach (string path in (string[])["/people", "/people", own, "/people", own + "?name=Idris", "/partnership", "/nowhere"]) await city.VisitAsync(curious, path);
        var (sent, _) = await city.Server.SendFormAsync("/partnership", own + "/disable", curious.Cookies);
        using (sent) Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);

        Assert.Equal(["Idris Early GET /people 3", "Idris Early GET /people/{id} 2", "Idris Early POST /people/{id}/disable 1"], await ToldAsync());
        await city.VisitAsync(curious, "/people");
        Assert.Contains("Idris Early GET /people 4", await ToldAsync());
        Assert.DoesNotContain(own.Split('/')[^1], await PeopleTests.HtmlAsync(city, audit, "/audit/refused"), StringComparison.Ordinal);
        // What was counted is kept when the program ends, and another day is counted by itself.
        await city.VisitAsync(curious, "/people");
        await city.RestartAsync();
        Assert.Contains("Idris Early GET /people 5", await ToldAsync());
        Assert.Contains("access.refused", await PeopleTests.HtmlAsync(city, audit, "/audit?kind=access.refused"), StringComparison.Ordinal);

        await using var store = await city.Database.OpenAsync(city.Clock);
        var forget = new Platform.Accounts.ForgetTraces.Handler(store, city.Clock);
        city.Clock.Pass(TimeSpan.FromDays(364));
        Assert.Equal(0, (await forget.HandleAsync(default)).Refusals);
        city.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Equal(3, (await forget.HandleAsync(default)).Refusals);
        // The log of changes stays for ever: it knows the rows of this table by ids that say nothing.
        foreach (string did in (string[])["added", "changed", "removed"]) Assert.NotEqual(0L, await city.Database.CountAsync($"select count(*) from changes where touched like '%{did} accounts_refused_access %'"));
        Assert.Equal(0L, await city.Database.CountAsync($"select count(*) from changes where touched like '%accounts_refused_access%' and lower(touched) like '%{own.Split('/')[^1]}%'"));

        async Task<IEnumerable<string>> ToldAsync() => new HtmlParser().ParseDocument(await PeopleTests.HtmlAsync(city, audit, "/audit/refused")).QuerySelectorAll("tbody tr")
            .Select(row => string.Join(' ', row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()))).Order(StringComparer.Ordinal);
    }

    [EveryDatabase]
    public async Task What_could_not_be_written_of_who_was_refused_is_counted_on_and_written_the_next_time(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock();
        await using var store = await database.OpenAsync(clock);
        var person = await store.WriteAsync(new Change(new Actor.TheSystem("test"), ChangeKind.AccountInvited, "somebody for a test"), records => Task.FromResult(AccountsDoor.Enrol(records, clock, "Idris Early", new HeldRole(Role.Publisher))), default);
        using var refusals = new Refusals(new(store, clock), clock, NullLogger<Refusals>.Instance);
        var http = new DefaultHttpContext { Request = { Method = HttpMethods.Get } };
        http.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/people"), 0, null, null));
        http.Features.Set(new RecogniseSession.SignedIn(default, new(person, "Idris Early", false, []), "", false, false, null, []));
        refusals.Note(http);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refusals.WriteAsync(new(true)));
        refusals.Note(http);
        await refusals.WriteAsync(default);
        Assert.Equal(2L, await database.CountAsync("select times from accounts_refused_access"));
    }
}
