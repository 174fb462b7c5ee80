using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Workforce;

public sealed class ReturnsPagesTests
{
    [EveryDatabase]
    public async Task An_analyst_sends_a_return_and_the_organisations_hr_lead_signs_it_off(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        // At night nothing happens by itself.
        await using var server = await RunningServer.OnAsync(database.Database, clock: new ManualClock(new(2026, 11, 30, 3, 0, 0, TimeSpan.Zero)));
        var (analyst, lead) = await PairAsync(server);
        string sender = await server.SignInAsync(analyst), signer = await server.SignInAsync(lead);
        Assert.Contains("Not received yet", await TextAsync(server, "/home", sender), StringComparison.Ordinal);

        using var sent = await server.UploadAsync(sender, analyst.Return());

        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        string receipt = sent.Headers.Location!.ToString();
        string seen = await TextAsync(server, receipt, sender);
        Assert.Contains(analyst.Name, seen, StringComparison.Ordinal);
        Assert.Contains("Checked, not submitted yet", seen, StringComparison.Ordinal);
        var (early, _) = await server.SendFormAsync(receipt, receipt + "/sign-off", signer);
        using (early) Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);

        await SubmitAsync(server, sender, receipt);
        await SubmitAsync(server, sender, receipt);
        Assert.Contains("Waiting to be signed off", await TextAsync(server, receipt, sender), StringComparison.Ordinal);
        Assert.DoesNotContain("sign-off", await HtmlAsync(server, receipt, sender), StringComparison.Ordinal);
        Assert.Contains("Waiting", await TextAsync(server, "/home", signer), StringComparison.Ordinal);

        var (signed, _) = await server.SendFormAsync(receipt, receipt + "/sign-off", signer);
        using (signed) Assert.Equal((HttpStatusCode.SeeOther, receipt), (signed.StatusCode, signed.Headers.Location!.ToString()));
        Assert.Contains($"by {lead.Name}", await TextAsync(server, receipt, sender), StringComparison.Ordinal);
        Assert.Equal("signed-off", (await server.Client.AskAsync(analyst, "/api/v1" + receipt)).Text.Text("status"));

        var before = await database.AskAsync("select position from change_head");
        var (again, _) = await server.SendFormAsync("/returns", receipt + "/sign-off", signer);
        using (again) Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(before, await database.AskAsync("select position from change_head"));
    }

    [EveryDatabase]
    public async Task The_same_file_twice_is_one_version_and_another_file_replaces_what_was_signed_off_once_it_is_signed_off_too(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var (analyst, lead) = await PairAsync(server);
        string sender = await server.SignInAsync(analyst), signer = await server.SignInAsync(lead);

        using var first = await server.UploadAsync(sender, analyst.Return(50));
        using var second = await server.UploadAsync(sender, analyst.Return(50));
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        await SubmitAsync(server, sender, first.Headers.Location!.ToString());
        (await server.SendFormAsync("/returns", first.Headers.Location + "/sign-off", signer)).Answer.Dispose();
        using var third = await server.UploadAsync(sender, analyst.Return(51));

        Assert.NotEqual(first.Headers.Location, third.Headers.Location);
        Assert.Contains("Signed off", await TextAsync(server, first.Headers.Location!.ToString(), sender), StringComparison.Ordinal);
        await SubmitAsync(server, sender, third.Headers.Location!.ToString());
        Assert.Contains("Waiting to be signed off", await TextAsync(server, third.Headers.Location!.ToString(), sender), StringComparison.Ordinal);
        Assert.Contains("Signed off", await TextAsync(server, first.Headers.Location!.ToString(), sender), StringComparison.Ordinal);
        (await server.SendFormAsync("/returns", third.Headers.Location + "/sign-off", signer)).Answer.Dispose();
        Assert.Contains("Replaced by a later version", await TextAsync(server, first.Headers.Location!.ToString(), sender), StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task A_return_with_problems_is_not_stored_and_each_problem_is_shown_with_its_place(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var (analyst, _) = await PairAsync(server);
        string sender = await server.SignInAsync(analyst);

        using var refused = await server.UploadAsync(sender, analyst.Return(extra: "Libraries,Secretgrade,W1,3\n=cmd,G1,W1,1\n"));

        Assert.Equal(HttpStatusCode.SeeOther, refused.StatusCode);
        string problems = refused.Headers.Location!.ToString();
        var page = await new HtmlParser().ParseDocumentAsync(await HtmlAsync(server, problems, sender));
        Assert.Equal(["employees.csv", "3", "grade"], page.QuerySelectorAll("table tbody tr:first-child > *").Take(3).Select(c => c.TextContent));
        Assert.NotNull(page.QuerySelector(".govuk-error-summary a[href='#problems']"));
        Assert.DoesNotContain("Secretgrade", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var narrowed = await new HtmlParser().ParseDocumentAsync(await HtmlAsync(server, problems + "?file=employees.csv&code=formula", sender));
        Assert.Equal(["4"], narrowed.QuerySelectorAll("table tbody td:nth-child(2)").Select(c => c.TextContent));
        string list = await HtmlAsync(server, problems + "/problems.csv", sender);
        Assert.Equal(3, list.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("Secretgrade", list, StringComparison.Ordinal);
        Assert.Contains("2 problems", await TextAsync(server, "/returns", sender), StringComparison.Ordinal);
        Assert.Equal(0L, Convert.ToInt64(await database.AskAsync("select count(*) from workforce_return_parts"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("Nothing yet", await TextAsync(server, "/returns", sender), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_file_or_with_a_form_that_is_not_ours_nothing_is_stored()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        // At night nothing happens by itself.
        await using var server = await RunningServer.OnAsync(database.Database, clock: new ManualClock(new(2026, 11, 30, 3, 0, 0, TimeSpan.Zero)));
        var (analyst, _) = await PairAsync(server);
        string sender = await server.SignInAsync(analyst);
        var before = await database.AskAsync("select position from change_head");

        using var empty = await server.UploadAsync(sender, []);
        using var forged = await server.UploadAsync(sender, analyst.Return(), seal: "made up");
        using var plain = new HttpRequestMessage(HttpMethod.Post, "/returns") { Content = new ByteArrayContent(analyst.Return()) };
        plain.Headers.Add("Cookie", sender);
        using var notAForm = await server.Client.SendAsync(plain);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (forged.StatusCode, notAForm.StatusCode));
        Assert.Equal(before, await database.AskAsync("select position from change_head"));
    }

    [EveryDatabase]
    public async Task Another_organisations_receipt_and_its_sign_off_are_like_ones_that_do_not_exist(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var (analyst, lead) = await PairAsync(server);
        var strange = (await server.Client.PeopleAsync()).First(p => p.Roles.Contains("hr-lead") && p.Organisation != analyst.Organisation);
        string sender = await server.SignInAsync(analyst), stranger = await server.SignInAsync(strange);
        using var sent = await server.UploadAsync(sender, analyst.Return());
        string receipt = sent.Headers.Location!.ToString(), none = "/returns/01234567-89ab-7def-8123-456789abcdef";

        using var theirs = await server.GetAsync(receipt, ("Cookie", stranger));
        using var nothing = await server.GetAsync(none, ("Cookie", stranger));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (theirs.StatusCode, nothing.StatusCode));
        Assert.Equal(await nothing.Content.ReadAsStringAsync(), await theirs.Content.ReadAsStringAsync());
        await SubmitAsync(server, sender, receipt);
        var (signed, _) = await server.SendFormAsync("/returns", receipt + "/sign-off", stranger);
        using (signed) Assert.Equal(HttpStatusCode.NotFound, signed.StatusCode);
        Assert.Equal("submitted", (await server.Client.AskAsync(analyst, "/api/v1" + receipt)).Text.Text("status"));
        Assert.NotEqual(lead, strange);
    }

    [EveryDatabase]
    public async Task In_the_second_round_the_start_page_tells_of_that_round_and_of_what_still_waits_from_the_first(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        // At night nothing happens by itself.
        await using var server = await RunningServer.OnAsync(database.Database, clock: new ManualClock(new(2026, 11, 30, 3, 0, 0, TimeSpan.Zero)));
        var (analyst, lead) = await PairAsync(server);
        string sender = await server.SignInAsync(analyst), signer = await server.SignInAsync(lead);
        string manager = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.Contains("delivery-manager")));
        using var sent = await server.UploadAsync(sender, analyst.Return());
        string receipt = sent.Headers.Location!.ToString();
        await SubmitAsync(server, sender, receipt);

        string first = await HtmlAsync(server, "/rounds", manager);
        first = System.Text.RegularExpressions.Regex.Match(first, "/rounds/[0-9a-f-]{36}").Value;
        var (closed, _) = await server.SendFormAsync(first, first + "/close", manager);
        using (closed) Assert.Equal(HttpStatusCode.SeeOther, closed.StatusCode);

        string overview = await TextAsync(server, first, manager);
        Assert.Contains("Who was written to", overview, StringComparison.Ordinal);
        Assert.Contains($"{lead.Name}, HR lead", overview, StringComparison.Ordinal);
        Assert.Contains("Write to them now", overview, StringComparison.Ordinal);
        Assert.DoesNotContain("Close the round", overview, StringComparison.Ordinal);

        // Closed, and nobody signed it off: the HR lead still finds it.
        string between = await HtmlAsync(server, "/home", signer);
        Assert.Contains("A return of your organisation waits to be signed off", between, StringComparison.Ordinal);
        Assert.Contains($"href=\"{receipt}\"", between, StringComparison.Ordinal);

        var (opened, _) = await server.SendFormAsync("/rounds/new", "/rounds/new", manager,
            [("title", "The next round"), ("snapshot", "2030-03-31"), ("start", "2029-04-01"), ("end", "2030-03-31"), ("due", "2030-06-03"), .. await AskedAsync(server, manager)]);
        using (opened) Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
        string home = await TextAsync(server, "/home", signer);
        Assert.Contains("Your organisation's return has not been sent yet", home, StringComparison.Ordinal);
        Assert.Contains("Not received yet", home, StringComparison.Ordinal);
        Assert.Contains("an HR lead signs the return off", home, StringComparison.Ordinal);

        var (signed, _) = await server.SendFormAsync(receipt, receipt + "/sign-off", signer);
        using (signed) Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        home = await HtmlAsync(server, "/home", sender);
        Assert.Contains("has not been sent yet", home, StringComparison.Ordinal);
        Assert.DoesNotContain(receipt, home, StringComparison.Ordinal);
        Assert.DoesNotContain("Of other rounds", home, StringComparison.Ordinal);

        using var next = await server.UploadAsync(sender, (analyst with { SnapshotDate = "2030-03-31", PeriodStart = "2029-04-01", PeriodEnd = "2030-03-31" }).Return());
        Assert.Contains("has not been submitted yet", await TextAsync(server, "/home", sender), StringComparison.Ordinal);
        var page = await new HtmlParser().ParseDocumentAsync(await HtmlAsync(server, "/returns", sender));
        var rows = page.QuerySelectorAll("table tbody tr").Select(r => (r.QuerySelector("a")!.GetAttribute("href"), r.QuerySelector("td[data-h=Round]")!.TextContent)).ToList();
        // Both came at one moment of this clock, so they stand in either order.
        Assert.Equal(2, rows.Count);
        Assert.Contains((next.Headers.Location!.ToString(), "The next round"), rows);
        Assert.NotEqual("The next round", Assert.Single(rows, r => r.Item1 == receipt).Item2);
    }

    private static async Task<IEnumerable<(string, string)>> AskedAsync(RunningServer server, string manager) =>
        (await new HtmlParser().ParseDocumentAsync(await HtmlAsync(server, "/rounds/new", manager))).QuerySelectorAll("input[name=organisations]").Select(o => ("organisations", o.GetAttribute("value")!));

    private static async Task<(CityPerson Analyst, CityPerson Lead)> PairAsync(RunningServer server)
    {
        var people = await server.Client.PeopleAsync();
        var analyst = people.First(p => p.ApiToken is not null);
        return (analyst, people.First(p => p.Organisation == analyst.Organisation && p.Roles.Contains("hr-lead")));
    }

    private static async Task SubmitAsync(RunningServer server, string cookies, string receipt)
    {
        var (submitted, _) = await server.SendFormAsync(receipt, receipt + "/submit", cookies);
        using (submitted) Assert.Equal((HttpStatusCode.SeeOther, receipt), (submitted.StatusCode, submitted.Headers.Location?.ToString()));
    }

    private static async Task<string> HtmlAsync(RunningServer server, string path, string cookies)
    {
        using var page = await server.GetAsync(path, ("Cookie", cookies));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return await page.Content.ReadAsStringAsync();
    }

    private static async Task<string> TextAsync(RunningServer server, string path, string cookies)
    {
        IHtmlDocument page = await new HtmlParser().ParseDocumentAsync(await HtmlAsync(server, path, cookies));
        return page.QuerySelector("main")!.TextContent;
    }
}
