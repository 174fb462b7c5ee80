using System.Net;
using AngleSharp.Html.Parser;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Accounts;

/// <summary>What an auditor finds: why somebody did what they did, in their own words.</summary>
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
        var before = await city.Database.AskAsync("select position from change_head");
        foreach (string none in (string[])["", "   ", new('x', 301), "two\nlines"])
            foreach (var (action, fields) in deeds) await RefusedAsync(action, [.. fields, ("why", none)]);
        Assert.Equal(before, await city.Database.AskAsync("select position from change_head"));

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
}
