using System.Net;
using AngleSharp.Html.Parser;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;

namespace Parity.App.Tests.Accounts;

/// <summary>From an empty database, with the pages alone: organisations join, change, merge and leave; groups have dated seats.</summary>
public sealed class RegisterTests
{
    [EveryDatabase]
    public async Task Organisations_join_merge_and_leave_with_their_history_and_roles_follow(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        string council = await AdmitAsync(city, ada, "City Council", "council"), trust = await AdmitAsync(city, ada, "Harbour Trust", "trust"), care = await AdmitAsync(city, ada, "Care Trust", "care");
        var grace = await city.InviteAsync(ada, "Grace Hopperley", "grace@example.org", "hr-lead", $"organisation {IdOf(trust)}");
        var joan = await city.InviteAsync(ada, "Joan Clarkson", "joan@example.org", "hr-lead", $"organisation {IdOf(care)}");

        await DoAsync(city, ada, trust, trust + "/directorates", ("directorate", "Theatres"));
        await DoAsync(city, ada, trust, trust + "/grades", ("grade", "Band 5"), ("rank", "5"), ("band", "operational"));
        await DoAsync(city, ada, trust, trust + "/name", ("name", "Harbourside Trust"));
        await RefusedAsync(city, ada, trust, trust + "/leave", "future", ("on", "2027-01-01"));
        await RefusedAsync(city, ada, trust, trust + "/merge", "another organisation", ("into", IdOf(trust)), ("on", "2026-03-31"));
        await DoAsync(city, ada, trust, trust + "/merge", ("into", IdOf(council)), ("on", "2026-03-31"));
        await DoAsync(city, ada, care, care + "/leave", ("on", "2026-03-31"));

        // What editions compare over time: an organisation is what it has become by the day they are about.
        await using var store = await city.Database.OpenAsync(city.Clock);
        var partners = new PartnershipDoor(store);
        Assert.Equal([new("trust", "council")], await partners.MergedAsync(new(2026, 3, 31), CancellationToken.None));
        Assert.Empty(await partners.MergedAsync(new(2026, 3, 30), CancellationToken.None));
        string after = await TextAsync(city, ada, trust);
        foreach (string told in (string[])["1 January 2020 to 31 March 2026, then part of City Council", "Theatres", "5. Band 5, operational", "renamed", "Harbour Trust"]) Assert.Contains(told, after, StringComparison.Ordinal);
        Assert.Contains("took in", await TextAsync(city, ada, council), StringComparison.Ordinal);
        await RefusedAsync(city, ada, council, trust + "/name", "has left", ("name", "Again"));
        // The roles of the one that merged go on in the other; those of the one that left are over, at once.
        Assert.Contains("You act for City Council", await TextAsync(city, grace, "/home"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await city.VisitAsync(joan, "/partnership"));
    }

    [EveryDatabase]
    public async Task Groups_have_dated_seats_and_whoever_follows_one_up_keeps_that_one_alone(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        string council = await AdmitAsync(city, ada, "City Council", "council");
        string leaders = await FormAsync(city, ada, "Leaders", "strategic"), board = await FormAsync(city, ada, "Board", "board");
        var grace = await city.InviteAsync(ada, "Grace Hopperley", "grace@example.org", "delivery-manager", $"group {IdOf(leaders)}");
        string person = (await city.Database.AskAsync("select lower(cast(id as text)) from accounts_people where mail = 'grace@example.org'"))!.ToString()!;

        await using (var store = await city.Database.OpenAsync(city.Clock))
            await store.WriteAsync(new Change(new Actor.Stranger(), ChangeKind.AccountRegistered, "an account of their own"), records => Task.FromResult(AccountsDoor.Enrol(records, city.Clock, "Reg Istered", new HeldRole(Role.Public))), default);
        using (var forms = await city.Server.GetAsync(leaders, ("Cookie", grace.Cookies)))
        {
            var offered = new HtmlParser().ParseDocument(await forms.Content.ReadAsStringAsync()).QuerySelectorAll("#person option").Select(o => o.TextContent).ToList();
            Assert.Contains("Grace Hopperley", offered);
            Assert.DoesNotContain("Reg Istered", offered);
        }

        await DoAsync(city, grace, leaders, leaders + "/seats", ("title", "Chair"), ("organisation", IdOf(council)), ("person", person), ("from", "2026-01-05"));
        string page = await TextAsync(city, grace, leaders);
        foreach (string told in (string[])["Grace Hopperley", "Chair", "City Council", "5 January 2026"]) Assert.Contains(told, page, StringComparison.Ordinal);
        var (other, _) = await city.Server.SendFormAsync(leaders, board + "/seats", grace.Cookies, ("title", "Chair"), ("from", "2026-01-05"));
        using (other) Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await city.VisitAsync(grace, "/rounds"));

        string seat = (await city.Database.AskAsync("select lower(cast(id as text)) from partnership_seats"))!.ToString()!;
        await DoAsync(city, grace, leaders, leaders + "/seats/end", ("seat", seat), ("on", "2026-03-01"));
        Assert.Contains("1 March 2026", await TextAsync(city, grace, leaders), StringComparison.Ordinal);
        await DoAsync(city, grace, leaders, leaders + "/end", ("on", "2026-03-31"));
        Assert.DoesNotContain("Give a seat", await TextAsync(city, ada, leaders), StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task A_seat_counts_from_its_first_day_until_its_last_and_goes_on_in_a_merger_until_the_day_that_was_agreed(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        string council = await AdmitAsync(city, ada, "City Council", "council"), trust = await AdmitAsync(city, ada, "Harbour Trust", "trust");
        string board = await FormAsync(city, ada, "Board", "board");
        string person = (await city.Database.AskAsync("select lower(cast(id as text)) from accounts_people where mail = 'ada@example.org'"))!.ToString()!;
        Task GiveAsync(string title, string at, string from, string until) => DoAsync(city, ada, board, board + "/seats", ("title", title), ("organisation", IdOf(at)), ("person", person), ("from", from), ("until", until));

        // Today is 1 April 2026.
        await RefusedAsync(city, ada, board, board + "/seats", "not before the first", ("title", "Seat"), ("from", "2026-05-01"), ("until", "2026-04-30"));
        await RefusedAsync(city, ada, board, board + "/seats", "day of the calendar", ("title", "Seat"), ("from", "2026-05-01"), ("until", "in June"));
        await GiveAsync("Chair", council, "2026-01-05", "2026-04-02");
        await GiveAsync("Deputy", trust, "2026-01-05", "2026-09-30");
        await GiveAsync("Clerk", trust, "2026-04-03", "");
        string page = await TextAsync(city, ada, board);
        foreach (string told in (string[])["from 5 January 2026", "until 2 April 2026", "until 30 September 2026", "from 3 April 2026"]) Assert.Contains(told, page, StringComparison.Ordinal);
        Assert.Contains("2 of 2", await TextAsync(city, ada, "/partnership"), StringComparison.Ordinal);

        await DoAsync(city, ada, trust, trust + "/merge", ("into", IdOf(council)), ("on", "2026-04-01"));
        Assert.Contains("2 of 2", await TextAsync(city, ada, "/partnership"), StringComparison.Ordinal);
        city.Clock.Pass(TimeSpan.FromDays(1));
        await SignInAgainAsync(city, ada);
        string after = await TextAsync(city, ada, board);
        foreach (string told in (string[])["until 1 April 2026", "from 2 April 2026", "until 30 September 2026"]) Assert.Contains(told, after, StringComparison.Ordinal);
        Assert.Contains("2 of 2", await TextAsync(city, ada, "/partnership"), StringComparison.Ordinal);
        // The chair's last day is over, the clerk's first has come, for the organisation that took the clerk's in.
        city.Clock.Pass(TimeSpan.FromDays(1));
        await SignInAgainAsync(city, ada);
        Assert.Contains("2 of 2", await TextAsync(city, ada, "/partnership"), StringComparison.Ordinal);
        Assert.Equal(4L, await city.Database.CountAsync("select count(*) from partnership_seats"));

        string deputy = (await city.Database.AskAsync("select lower(cast(id as text)) from partnership_seats where title = 'Deputy' order by from_on desc limit 1"))!.ToString()!;
        await DoAsync(city, ada, board, board + "/seats/end", ("seat", deputy), ("on", "2026-04-02"));
        Assert.Contains("1 of 1", await TextAsync(city, ada, "/partnership"), StringComparison.Ordinal);
    }

    /// <summary>A session does not last from one day to the next.</summary>
    private static async Task SignInAgainAsync(Partnership city, Partnership.Someone person) =>
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(person, city.NextCode(person)));

    private static async Task<string> AdmitAsync(Partnership city, Partnership.Someone by, string name, string code)
    {
        var (answer, _) = await city.Server.SendFormAsync("/partnership/organisations/new", "/partnership/organisations/new", by.Cookies, ("name", name), ("code", code), ("sector", "council"), ("on", "2020-01-01"));
        using (answer) return answer.Headers.Location!.OriginalString;
    }

    private static async Task<string> FormAsync(Partnership city, Partnership.Someone by, string name, string kind)
    {
        var (answer, _) = await city.Server.SendFormAsync("/partnership/groups/new", "/partnership/groups/new", by.Cookies, ("name", name), ("kind", kind), ("purpose", "Decides."), ("on", "2020-01-01"));
        using (answer) return answer.Headers.Location!.OriginalString;
    }

    private static async Task DoAsync(Partnership city, Partnership.Someone by, string page, string action, params (string, string)[] fields)
    {
        var (answer, _) = await city.Server.SendFormAsync(page, action, by.Cookies, fields);
        using (answer) Assert.True(answer.StatusCode is HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
    }

    private static async Task RefusedAsync(Partnership city, Partnership.Someone by, string page, string action, string advice, params (string, string)[] fields)
    {
        var (answer, _) = await city.Server.SendFormAsync(page, action, by.Cookies, fields);
        using (answer)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains(advice, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static async Task<string> TextAsync(Partnership city, Partnership.Someone person, string path)
    {
        using var page = await city.Server.GetAsync(path, ("Cookie", person.Cookies));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync()).QuerySelector("main")!.TextContent;
    }

    private static string IdOf(string path) => path.Split('/')[^1];
}
