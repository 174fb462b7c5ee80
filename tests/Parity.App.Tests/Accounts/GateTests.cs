using System.Net;
using AngleSharp.Html.Parser;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Programmes;

namespace Parity.App.Tests.Accounts;

public sealed class GateTests
{
    [EveryDatabase]
    public async Task A_form_that_is_not_ours_changes_nothing(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        // At night nothing happens by itself.
        await using var server = await RunningServer.OnAsync(database.Database, clock: new ManualClock(new(2026, 11, 30, 3, 0, 0, TimeSpan.Zero)));
        var person = (await server.Client.PeopleAsync())[0];
        string cookies = await server.SignInAsync(person);
        string other = await server.SignInAsync((await server.Client.PeopleAsync())[1]);
        var before = await database.AskAsync("select position from change_head");

        foreach (var (path, cookie, fields) in (IEnumerable<(string, string, (string, string)[])>)
                 [
                     ("/sign-out", cookies, []),
                     ("/sign-out", cookies, [("form", "made up")]),
                     ("/demo/sign-in", "", [("person", person.Id)]),
                     ("/demo/sign-in", cookies, [("person", person.Id)]),
                 ])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))) };
            if (cookie.Length > 0) request.Headers.Add("Cookie", cookie);
            using var answer = await server.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        using var text = new HttpRequestMessage(HttpMethod.Post, "/sign-out") { Content = new StringContent("form=x") };
        text.Headers.Add("Cookie", cookies);
        using var refused = await server.Client.SendAsync(text);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(before, await database.AskAsync("select position from change_head"));
        using var still = await server.GetAsync("/home", ("Cookie", cookies));
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        Assert.NotEqual(cookies, other);
    }

    [Fact]
    public async Task Five_long_answers_in_any_script_are_taken_and_a_form_that_is_far_too_long_is_told_so()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        string cookies = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.Contains("publisher")));
        var (begun, _) = await server.SendFormAsync("/apply/stepping-up", "/apply/stepping-up", cookies);
        string here = begun.Headers.Location! + "/questions";
        begun.Dispose();
        (string, string)[] Answers(int length) => [.. Rubric.Named("five-traits").Traits.Select(t => (t.Code, new string('\u0995', length)))];

        var (taken, _) = await server.SendFormAsync(here, here, cookies, Answers(2000));
        using (taken) Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        // Too long for an answer, and said beside it; then too long for any form.
        var (refused, _) = await server.SendFormAsync(here, here, cookies, Answers(2001));
        using (refused) Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var (far, _) = await server.SendFormAsync(here, here, cookies, Answers(20_000));
        using (far)
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, far.StatusCode);
            Assert.Contains("The form holds more text than can be taken", await far.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [EveryDatabase]
    public async Task A_character_that_no_text_can_keep_is_refused_behind_an_address_and_in_a_form(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database, clock: new ManualClock(new(2026, 11, 30, 3, 0, 0, TimeSpan.Zero)));
        var people = await server.Client.PeopleAsync();
        string auditor = await server.SignInAsync(people.First(p => p.Roles.Contains("auditor"))), administrator = await server.SignInAsync(people.First(p => p.Roles.Contains("administrator")));
        var before = await database.AskAsync("select position from change_head");

        using (var asked = await server.GetAsync("/audit?kind=a%00b", ("Cookie", auditor))) Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        using (var asked = await server.GetAsync("/audit?kind=ab", ("Cookie", auditor))) Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var (sent, _) = await server.SendFormAsync("/partnership/groups/new", "/partnership/groups/new", administrator, ("name", "Night\0network"), ("kind", "network"), ("purpose", "To meet."), ("on", "2026-01-05"));
        using (sent)
        {
            Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
            Assert.Contains("It holds a character that cannot be kept", await sent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(before, await database.AskAsync("select position from change_head"));
    }

    [Fact]
    public async Task A_form_shown_to_one_person_is_not_accepted_from_another()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        var people = await server.Client.PeopleAsync();
        string first = await server.SignInAsync(people[0]), second = await server.SignInAsync(people[1]);
        string Cookie(string cookies, string name) => cookies.Split("; ").Single(c => c.StartsWith(name, StringComparison.Ordinal));

        using var page = await server.GetAsync("/home", ("Cookie", second));
        string sealedForSecond = CityPeople.SealIn(await page.Content.ReadAsStringAsync());

        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-out") { Content = new FormUrlEncodedContent([KeyValuePair.Create("form", sealedForSecond)]) };
        request.Headers.Add("Cookie", $"{Cookie(first, "parity-session")}; {Cookie(second, "parity-form")}");
        using var answer = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [EveryDatabase]
    public async Task Private_answers_are_kept_in_no_cache_and_the_cookie_is_out_of_reach_of_scripts(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var (answer, cookies) = await server.SendFormAsync("/demo", "/demo/sign-in", "", ("person", (await server.Client.PeopleAsync())[0].Id));
        using var _ = answer;

        string set = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("parity-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", set, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", set, StringComparison.Ordinal);
        Assert.DoesNotContain("secure", set, StringComparison.Ordinal);
        foreach (string path in (string[])["/home", "/demo", "/demo/people.json", "/api/v1/returns"])
        {
            using var page = await server.GetAsync(path, ("Cookie", cookies));
            Assert.True(page.Headers.CacheControl!.NoStore, path);
            Assert.Contains("frame-ancestors 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task Behind_a_proxy_that_speaks_https_the_cookie_is_secure_and_bound_to_its_host()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        using var shown = await server.GetAsync("/demo", ("X-Forwarded-Proto", "https"));

        string set = shown.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-parity-form=", set, StringComparison.Ordinal);
        foreach (string said in (string[])["; secure", "; httponly", "; path=/", "; samesite=strict"]) Assert.Contains(said, set, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", set, StringComparison.Ordinal);

        // A form is taken with that cookie, and with it alone.
        string form = Uri.EscapeDataString(CityPeople.SealIn(await shown.Content.ReadAsStringAsync())), value = set.Split(';')[0]["__Host-parity-form=".Length..];
        string person = (await server.Client.PeopleAsync())[0].Id;
        Assert.Equal(HttpStatusCode.SeeOther, await SendAsync("__Host-parity-form"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("parity-form"));

        async Task<HttpStatusCode> SendAsync(string name)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/demo/sign-in") { Content = new StringContent($"form={form}&person={person}", null, "application/x-www-form-urlencoded") };
            request.Headers.Add("Cookie", $"{name}={value}");
            request.Headers.Add("X-Forwarded-Proto", "https");
            using var answer = await server.Client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [EveryDatabase]
    public async Task A_disabled_account_loses_its_session_at_once(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var person = await server.Client.AnalystAsync();
        string cookies = await server.SignInAsync(person);

        await database.ExecuteAsync($"update accounts_people set disabled_at = 1 where lower(cast(id as text)) = '{person.Id}'");

        using var page = await server.GetAsync("/home", ("Cookie", cookies));
        Assert.Equal(HttpStatusCode.SeeOther, page.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.AskAsync(person, "/api/v1/returns")).Status);
    }

    [Fact]
    public async Task Every_private_page_has_one_heading_a_language_its_own_title_and_nothing_inline()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        string cookies = await server.SignInAsync(await server.Client.AnalystAsync());
        var titles = new List<string>();
        foreach (string path in (string[])["/demo", "/home", "/returns"])
        {
            using var page = await server.GetAsync(path, ("Cookie", cookies));
            var html = await new HtmlParser().ParseDocumentAsync(await page.Content.ReadAsStringAsync());
            Assert.Single(html.QuerySelectorAll("h1"));
            Assert.Equal("en-GB", html.DocumentElement.GetAttribute("lang"));
            Assert.Empty(html.QuerySelectorAll("script:not([src]), style, [style], [onclick], [onload]"));
            titles.Add(html.Title!);
            string style = html.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
            using var css = await server.GetAsync(style);
            Assert.Equal(("text/css", HttpStatusCode.OK), (css.Content.Headers.ContentType!.MediaType, css.StatusCode));
        }

        Assert.Equal(titles.Count, titles.Distinct().Count());
    }
}
