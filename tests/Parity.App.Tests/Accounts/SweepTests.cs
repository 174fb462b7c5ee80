using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Web.Server;

namespace Parity.App.Tests.Accounts;

/// <summary>
/// What holds for every address of the running program, whoever wrote it: the addresses come from the program itself.
/// Each sweep first finds a fault that was planted for it, or it would be worth nothing.
/// </summary>
[Long]
public sealed partial class SweepTests
{
    private const string NoSuchId = "01234567-89ab-7def-8123-456789abcdef";
    private static readonly Role[] Everybody = [.. Roles.All.Where(r => r is not Role.Disabled)];

    [EveryDatabase]
    public async Task Every_answer_to_every_address_and_role_carries_its_headers_and_nothing_inline(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var cookies = await CookiesAsync(server, engine);
        var faults = new List<string>();
        foreach (var route in ParityServer.Routes())
            foreach (var (who, cookie) in cookies)
            {
                using var answer = await server.SendAsync(new HttpMethod(route.Method), PathOf(route), ("Cookie", cookie));
                faults.AddRange(FaultsOf(answer, await answer.Content.ReadAsStringAsync(), route.Policy != "public").Select(f => $"{route.Method} {route.Path} as {who}: {f}"));
                if ((int)answer.StatusCode >= 500 && answer.StatusCode is not HttpStatusCode.ServiceUnavailable) faults.Add($"{route.Method} {route.Path} as {who}: {(int)answer.StatusCode}");
            }

        foreach (string strange in (string[])["/.git/config", "/../etc/passwd", "/%2e%2e/x", "/app/none.css", "/people/" + new string('a', 3000), "/account?x=%00", "/sign-in/" + NoSuchId])
        {
            using var answer = await server.SendAsync(HttpMethod.Get, strange);
            faults.AddRange(FaultsOf(answer, await answer.Content.ReadAsStringAsync(), isPrivate: false).Select(f => $"{strange}: {f}"));
        }

        foreach (string method in (string[])["TRACE", "PUT", "DELETE", "PATCH"])
        {
            using var answer = await server.SendAsync(new HttpMethod(method), "/account", ("Cookie", cookies[Role.Administrator.Word()]));
            Assert.True(answer.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound, $"{method}: {(int)answer.StatusCode}");
        }

        House.Offences.None(faults);
    }

    [EveryDatabase]
    public async Task No_form_is_taken_that_is_not_ours_and_no_look_changes_anything(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        // At night nothing happens by itself.
        await using var server = await RunningServer.OnAsync(database.Database, clock: new ManualClock(new(2026, 11, 30, 3, 0, 0, TimeSpan.Zero)));
        var cookies = await CookiesAsync(server, engine);
        string administrator = cookies[Role.Administrator.Word()];
        string mine = SealFor(await TextAsync(server, "/account", administrator)), another = SealFor(await TextAsync(server, "/account", cookies[Role.Auditor.Word()]));
        // Who asks for what is for other roles is counted, and the count is written now and then; nothing else may be.
        async Task<object?> LogAsync() => await database.AskAsync("select count(*) from changes where kind <> 'access.refused'");

        // Planted: a form of ours does change something, and the sweep would see it.
        var before = await LogAsync();
        using (var own = await PostAsync(server, "/account/monitoring", administrator, $"form={Uri.EscapeDataString(mine)}&objects=yes", "application/x-www-form-urlencoded"))
            Assert.Equal(HttpStatusCode.SeeOther, own.StatusCode);
        Assert.NotEqual(before, await LogAsync());

        before = await LogAsync();
        var faults = new List<string>();
        // Every address is sent each of them in each run, by the roles in turn; by all of them where there is time.
        int turn = 0, shares = Battery.Size(sample: 5, full: 1);
        foreach (var route in ParityServer.Routes().Where(r => r.Method == "POST" && r.Policy is not "api-token"))
            foreach (var (who, cookie) in cookies)
            {
                turn++;
                foreach (var (body, type) in ((IEnumerable<(string, string)>)
                         [
                             ("", "application/x-www-form-urlencoded"), ("form=made-up&objects=yes", "application/x-www-form-urlencoded"), ($"form={Uri.EscapeDataString(another)}", "text/plain"),
                             ($"form={Uri.EscapeDataString(who == Role.Auditor.Word() ? mine : another)}&objects=yes", "application/x-www-form-urlencoded"), ("{\"form\":\"x\"}", "application/json"),
                         ]).Where((_, n) => n % shares == turn % shares))
                {
                    using var answer = await PostAsync(server, PathOf(route), cookie, body, type);
                    if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Forbidden) && !(cookie.Length == 0 && answer.StatusCode is HttpStatusCode.SeeOther))
                        faults.Add($"{route.Path} as {who} with {type}: {(int)answer.StatusCode}");
                }
            }

        House.Offences.None(faults);
        Assert.Equal(before, await LogAsync());

        foreach (var route in ParityServer.Routes().Where(r => r.Method is "GET" or "HEAD"))
            foreach (var (_, cookie) in cookies.Where(_ => Battery.IsFull || turn++ % 2 == 0))
                for (int twice = 0; twice < 2; twice++)
                    using (await server.SendAsync(new HttpMethod(route.Method), PathOf(route), ("Cookie", cookie))) { }
        Assert.Equal(before, await LogAsync());
    }

    [EveryDatabase]
    public async Task An_id_that_one_person_was_shown_is_worth_nothing_to_another_and_answers_like_one_that_does_not_exist(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var people = await server.Client.PeopleAsync();
        var analyst = people.First(p => p.ApiToken is not null);
        await server.Client.SubmitAsync(analyst, analyst.Return(), "for the sweep");
        var owners = people.Where(p => p.Organisation == analyst.Organisation && !p.Roles.Contains("disabled")).ToList();
        var others = Everybody.Select(role => people.FirstOrDefault(p => p.Roles.Contains(role.Word()) && p.Organisation != analyst.Organisation)).OfType<CityPerson>().ToList();
        // The register of the partnership is everybody's who works here, and its ids are no secret among them.
        var routes = ParityServer.Routes().Where(r => r.Path.Contains('{', StringComparison.Ordinal) && r.Method is "GET" or "POST" && r.Path.Contains("{id}", StringComparison.Ordinal)
            && r.Policy is not ("public" or "api-token" or "working") && !r.Path.StartsWith("/partnership/", StringComparison.Ordinal)).ToList();

        var ids = new HashSet<string>(StringComparer.Ordinal);
        int opened = 0;
        foreach (var owner in owners)
        {
            string cookie = await server.SignInAsync(owner), ownSeal = SealFor(await TextAsync(server, "/account", cookie));
            foreach (string page in ParityServer.Routes().Where(r => r.Method == "GET" && !r.Path.Contains('{', StringComparison.Ordinal) && r.Policy is not ("public" or "demo" or "api-token" or "metrics-token")).Select(r => r.Path).Where(p => p is not "/partnership"))
            {
                using var shown = await server.GetAsync(page, ("Cookie", cookie));
                if (shown.StatusCode is not HttpStatusCode.OK) continue;
                foreach (Match id in Id().Matches(await shown.Content.ReadAsStringAsync())) ids.Add(id.Value);
            }

            foreach (string id in ids.Where(_ => opened == 0))
                foreach (var route in routes.Where(r => r.Method == "GET"))
                {
                    var own = await TryAsync(server, route, id, cookie, ownSeal);
                    var missing = await TryAsync(server, route, NoSuchId, cookie, ownSeal);
                    if (own.Status is not HttpStatusCode.OK || missing.Status is HttpStatusCode.OK) continue;
                    opened++;
                    // Planted: what the owner is shown, given to an analyst of another organisation, is found; so is a refusal that says a little more.
                    Assert.True(IsLeak([Role.HrAnalyst.Word()], own, missing), route.Path);
                    Assert.True(IsLeak([Role.Publisher.Word()], (missing.Status, missing.Text + owner.Organisation), missing), route.Path);
                    Assert.False(IsLeak([Role.HrAnalyst.Word()], await TryAsync(server, route, Guid.CreateVersion7().ToString(), cookie, ownSeal), missing), route.Path);
                }
        }

        // Planted: what the sweep tries on others does open for those it belongs to.
        Assert.NotEmpty(ids);
        Assert.NotEqual(0, opened);
        var leaks = new List<string>();
        // Every id meets every address in each run, by some of the roles; by all of them where there is time.
        string[] all = [.. ids.Order(StringComparer.Ordinal)];
        int shares = Battery.Size(sample: engine is Engine.Sqlite ? 8 : others.Count, full: 1);
        Assert.InRange(others.Count, 8, int.MaxValue);
        foreach (var (turn, other) in others.Index())
        {
            string cookie = await server.SignInAsync(other), seal = SealFor(await TextAsync(server, "/account", cookie));
            foreach (var route in routes)
            {
                var (none, missing) = await TryAsync(server, route, NoSuchId, cookie, seal);
                foreach (string id in all.Where((_, n) => n % shares == turn % shares))
                {
                    var answer = await TryAsync(server, route, id, cookie, seal);
                    if (IsLeak(other.Roles, answer, (none, missing))) leaks.Add($"{route.Method} {route.Path} as {other.Roles[0]}: {(int)answer.Status}, and {(int)none} for one that does not exist");
                }
            }
        }

        House.Offences.None(leaks);
    }

    [EveryDatabase]
    public async Task Nothing_that_is_asked_for_in_public_needs_or_sets_a_cookie(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        foreach (var route in ParityServer.Routes().Where(r => r.Policy == "public"))
        {
            using var answer = await server.SendAsync(new HttpMethod(route.Method), PathOf(route));
            Assert.False(answer.Headers.Contains("Set-Cookie"), route.Path);
        }
    }

    private const string GoodPolicy = "default-src 'none'; frame-ancestors 'none'; object-src 'none'; base-uri 'none'";
    private const string GoodPage = "<html lang='en'><title>a</title><h1>a</h1></html>";

    public static TheoryData<string, string, string?, string> PlantedFaults => new()
    {
        { "content security policy", "Content-Security-Policy", null, GoodPage },
        { "content security policy", "Content-Security-Policy", GoodPolicy + "; script-src 'unsafe-inline'", GoodPage },
        { "content security policy", "Content-Security-Policy", GoodPolicy + "; img-src https://elsewhere.example", GoodPage },
        { "content security policy", "Content-Security-Policy", "default-src 'none'; object-src 'none'; base-uri 'none'", GoodPage },
        { "content security policy", "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'", GoodPage },
        { "content security policy", "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; object-src 'none'", GoodPage },
        { "nosniff", "X-Content-Type-Options", null, GoodPage },
        { "referrer policy", "Referrer-Policy", "unsafe-url", GoodPage },
        { "opener policy", "Cross-Origin-Opener-Policy", null, GoodPage },
        { "tells its software", "Server", "Kestrel", GoodPage },
        { "tells its software", "X-Powered-By", "ASP.NET", GoodPage },
        { "may be kept", "Cache-Control", "max-age=60", GoodPage },
        { "cookie a", "Set-Cookie", "a=1; path=/; samesite=lax", GoodPage },
        { "cookie a", "Set-Cookie", "a=1; path=/; httponly", GoodPage },
        { "cookie a", "Set-Cookie", "a=1; path=/; httponly; samesite=none", GoodPage },
        { "one heading", "", null, "<html lang='en'><title>a</title></html>" },
        { "language", "", null, "<html><title>a</title><h1>a</h1></html>" },
        { "title", "", null, "<html lang='en'><h1>a</h1></html>" },
        { "something inline", "", null, "<html lang='en'><title>a</title><h1 style='x'>a</h1></html>" },
        { "something inline", "", null, "<html lang='en'><title>a</title><h1>a</h1><script>1</script></html>" },
        { "something inline", "", null, "<html lang='en'><title>a</title><h1 onclick='x'>a</h1></html>" },
        { "something from elsewhere", "", null, "<html lang='en'><title>a</title><h1>a</h1><img src='//elsewhere.example/a.png'></html>" },
    };

    /// <summary>Each fault alone, in an answer that has no other: so each detector finds its own.</summary>
    [Theory, MemberData(nameof(PlantedFaults))]
    public void A_single_fault_in_an_answer_is_found_by_its_name(string fault, string header, string? value, string body)
    {
        using var good = Answer("", null, GoodPage);
        Assert.Empty(FaultsOf(good, GoodPage, isPrivate: true));
        using var bad = Answer(header, value, body);
        Assert.Equal([fault], FaultsOf(bad, body, isPrivate: true));

        static HttpResponseMessage Answer(string header, string? value, string body)
        {
            var answer = new HttpResponseMessage { Content = new StringContent(body, null, "text/html") };
            var headers = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Content-Security-Policy"] = GoodPolicy,
                ["X-Content-Type-Options"] = "nosniff",
                ["Referrer-Policy"] = "no-referrer",
                ["Cross-Origin-Opener-Policy"] = "same-origin",
                ["Cache-Control"] = "no-store",
                ["Set-Cookie"] = "a=1; path=/; httponly; samesite=lax",
            };
            if (header.Length > 0) headers[header] = value;
            foreach (var (name, said) in headers)
                if (said is not null) answer.Headers.TryAddWithoutValidation(name, said);
            return answer;
        }
    }

    private static IEnumerable<string> FaultsOf(HttpResponseMessage answer, string body, bool isPrivate)
    {
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
        string policy = Header("Content-Security-Policy");
        if (!policy.Contains("default-src 'none'", StringComparison.Ordinal) || policy.Contains("unsafe", StringComparison.Ordinal) || !policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal)
            || !policy.Contains("object-src 'none'", StringComparison.Ordinal) || !policy.Contains("base-uri 'none'", StringComparison.Ordinal) || policy.Contains("http", StringComparison.Ordinal)) yield return "content security policy";
        if (Header("X-Content-Type-Options") != "nosniff") yield return "nosniff";
        if (Header("Referrer-Policy") is not ("strict-origin-when-cross-origin" or "no-referrer")) yield return "referrer policy";
        if (Header("Cross-Origin-Opener-Policy") != "same-origin") yield return "opener policy";
        if (answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By")) yield return "tells its software";
        if (isPrivate && answer.Headers.CacheControl?.NoStore is not true) yield return "may be kept";
        foreach (string cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            if (!cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase) || !cookie.Contains("samesite=", StringComparison.OrdinalIgnoreCase) || cookie.Contains("samesite=none", StringComparison.OrdinalIgnoreCase)) yield return $"cookie {cookie.Split('=')[0]}";
        if (answer.Content.Headers.ContentType?.MediaType is not "text/html" || body.Length == 0) yield break;
        var html = new HtmlParser().ParseDocument(body);
        if (html.QuerySelectorAll("h1").Length != 1) yield return "one heading";
        if (string.IsNullOrEmpty(html.DocumentElement.GetAttribute("lang"))) yield return "language";
        if (string.IsNullOrEmpty(html.Title)) yield return "title";
        if (html.QuerySelector("script:not([src]), style, [style]") is not null || html.All.Any(e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)))) yield return "something inline";
        if (html.QuerySelectorAll("[src], link[href], form[action]").Any(e => (e.GetAttribute("src") ?? e.GetAttribute("href") ?? e.GetAttribute("action"))!.Contains("//", StringComparison.Ordinal))) yield return "something from elsewhere";
    }

    /// <summary>
    /// Whether an answer about what is another's differs from that for what never was. The ids of pages that hold both
    /// organisations' people, such as rounds and cohorts, are shown to some roles themselves.
    /// </summary>
    private static bool IsLeak(IReadOnlyList<string> roles, (HttpStatusCode Status, string Text) answer, (HttpStatusCode Status, string Text) missing)
    {
        bool own = roles.Any(r => r is "administrator" or "delivery-manager" or "publisher" or "programme-manager") && answer.Status is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity or HttpStatusCode.SeeOther;
        return !own && answer != missing;
    }

    private static async Task<(HttpStatusCode Status, string Text)> TryAsync(RunningServer server, ServerRoute route, string id, string cookie, string seal)
    {
        string path = Part().Replace(route.Path, id);
        if (route.Method == "GET")
        {
            using var answer = await server.GetAsync(path, ("Cookie", cookie));
            return (answer.StatusCode, Bare(await answer.Content.ReadAsStringAsync(), id));
        }

        using var sent = await PostAsync(server, path, cookie, $"form={Uri.EscapeDataString(seal)}", "application/x-www-form-urlencoded");
        return (sent.StatusCode, Bare(await sent.Content.ReadAsStringAsync(), id));
    }

    /// <summary>Without what may differ: the id itself and the seal of forms.</summary>
    private static string Bare(string html, string id) => Seals().Replace(html, "").Replace(id, "", StringComparison.Ordinal);

    /// <summary>Somebody in every role. What a role may is decided in the program: on the second database a few roles are enough, all of them where there is time.</summary>
    private static async Task<Dictionary<string, string>> CookiesAsync(RunningServer server, Engine engine)
    {
        var people = await server.Client.PeopleAsync();
        var cookies = new Dictionary<string, string>(StringComparer.Ordinal) { ["stranger"] = "" };
        foreach (var role in Everybody.Where(r => engine is Engine.Sqlite || Battery.IsFull || r is Role.Administrator or Role.Auditor or Role.HrLead or Role.ProgrammeManager)) cookies[role.Word()] = await server.SignInAsync(people.First(p => p.Roles.Contains(role.Word())));
        return cookies;
    }

    private static async Task<HttpResponseMessage> PostAsync(RunningServer server, string path, string cookie, string body, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, null, type) };
        if (cookie.Length > 0) request.Headers.Add("Cookie", cookie);
        return await server.Client.SendAsync(request);
    }

    private static async Task<string> TextAsync(RunningServer server, string path, string cookie)
    {
        using var answer = await server.GetAsync(path, ("Cookie", cookie));
        return await answer.Content.ReadAsStringAsync();
    }

    private static string SealFor(string html) => CityPeople.SealIn(html);

    private static string PathOf(ServerRoute route) => Part().Replace(route.Path, NoSuchId);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Part();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex("name=\"form\" value=\"[^\"]*\"")]
    private static partial Regex Seals();
}
