using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Parity.App.Tests;
using Parity.App.Tests.Accounts;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Journeys.Site;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Journeys.Work;

/// <summary>
/// The pages that say no, and those of a partnership that has nothing yet: what EveryPage does not come to, since its city
/// has everything and its people ask for nothing that is refused.
/// </summary>
[Long]
public sealed class WhatIsRefused
{
    private static readonly string[] AtWork = ["programme-manager", "publisher", "auditor", "delivery-manager"];

    /// <param name="Status">What it was answered with; 200 for a page without anything on it yet.</param>
    private sealed record State(string Name, int Status, string Html);

    [Fact]
    public async Task Every_page_that_refuses_and_every_page_with_nothing_on_it_is_accessible_and_fits_its_width()
    {
        await using var city = await Partnership.OnAsync(Engine.Sqlite);
        var administrator = await city.FirstAdministratorAsync();
        var sessions = new List<string> { "", administrator.Cookies };
        foreach (string role in AtWork) sessions.Add((await city.InviteAsync(administrator, $"Grace the {role}", $"{role}@example.org", role)).Cookies);
        var empty = await EmptyAsync(city, sessions);
        // Afterwards, since it ends with a table that is missing.
        var refused = await RefusedAsync(city, sessions[^1]);
        await using var visit = await Browser.VisitAsync(city.Server.Client.BaseAddress!);
        var page = await visit.NewPageAsync();
        await PageFaults.PrepareAsync(page);
        await page.GotoAsync("/sign-in");

        // Planted: a field without a name and a line that is too wide, on one of these very pages.
        var planted = refused[0] with { Html = refused[0].Html.Replace("</main>", $"<input><pre>{new string('M', 900)}</pre></main>", StringComparison.Ordinal) };
        var found = await FaultsAsync(page, planted, 320);
        Assert.Contains(found, f => f.Contains("label:", StringComparison.Ordinal));
        Assert.Contains(found, f => f.Contains("the page scrolls sideways", StringComparison.Ordinal));

        var faults = new List<string>();
        foreach (var state in refused.Concat(empty))
            foreach (int width in Browser.WidthsFor(state.Name)) faults.AddRange(await FaultsAsync(page, state, width));
        faults.AddRange(await WhileLoadingAsync(page));
        Assert.Equal("", string.Join('\n', faults));
        Assert.Equal([400, 403, 404, 405, 410, 413, 421, 422, 429, 500, 503], refused.Select(s => s.Status).Distinct().Order());
    }

    /// <summary>The answer as it came, shown where it came from, so that its style and its scripts come along.</summary>
    private static async Task<IEnumerable<string>> FaultsAsync(IPage page, State state, int width)
    {
        await page.SetViewportSizeAsync(width, 900);
        await page.SetContentAsync(state.Html);
        return await SeenAsync(page, state.Name, width);
    }

    private static async Task<IEnumerable<string>> SeenAsync(IPage page, string name, int width) =>
        (await PageFaults.OfAxeAsync(page)).Concat(await PageFaults.OfLayoutAsync(page)).Select(f => string.Create(CultureInfo.InvariantCulture, $"{name} at {width} px: {f}"));

    /// <summary>Looked at where it is: its script goes on to the edition as soon as a server is ready.</summary>
    private static async Task<IReadOnlyList<string>> WhileLoadingAsync(IPage page)
    {
        var never = new TaskCompletionSource<IReadOnlyList<string>>();
        await using var loading = await RunningServer.StartAsync((_, stop) => never.Task.WaitAsync(stop));
        var faults = new List<string>();
        foreach (int width in Browser.Widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            Assert.Equal(503, (await page.GotoAsync(loading.Client.BaseAddress!.ToString()))!.Status);
            faults.AddRange(await SeenAsync(page, "getting ready", width));
        }

        return faults;
    }

    /// <summary>Every kind of page that the first people of a partnership come to before it has an organisation or a round.</summary>
    private static async Task<IReadOnlyList<State>> EmptyAsync(Partnership city, IReadOnlyList<string> cookies)
    {
        var pages = new Dictionary<string, State>(StringComparer.Ordinal);
        foreach (string session in cookies)
            foreach (var step in (await new Walk(city.Server.Client).AllAsync(session, each: 1)).Where(s => s.IsPage)) pages.TryAdd(step.Route, new(step.Route, (int)step.Status, step.Text));
        Assert.Superset(new HashSet<string>(["/rounds", "/partnership", "/publishing", "/programmes", "/people", "/audit"], StringComparer.Ordinal), pages.Keys.ToHashSet(StringComparer.Ordinal));
        return [.. pages.Values];
    }

    /// <param name="manager">The session of a delivery manager.</param>
    private static async Task<IReadOnlyList<State>> RefusedAsync(Partnership city, string manager)
    {
        var server = city.Server;
        var states = new List<State>();
        await AddAsync("a form without its seal, of a stranger", 400, () => server.SendAsync(HttpMethod.Post, "/sign-in"));
        await AddAsync("a form without its seal, signed in", 400, () => server.SendAsync(HttpMethod.Post, "/sign-out", ("Cookie", manager)));
        await AddAsync("a character that cannot be kept", 400, () => server.GetAsync("/rounds?page=%00", ("Cookie", manager)));
        await AddAsync("a form that is far too long", 413, async () => (await server.SendFormAsync("/account/prove", "/account/prove", manager, ("password", new string('a', 600_000)))).Answer);
        await AddAsync("for another role", 403, () => server.GetAsync("/audit", ("Cookie", manager)));
        await AddAsync("nothing published yet", 404, () => server.GetAsync("/"));
        await AddAsync("nothing of that id", 404, () => server.GetAsync("/rounds/01234567-89ab-7def-8123-456789abcdef", ("Cookie", manager)));
        foreach (string used in (string[])["/set-up/used", "/new-password/used", "/feedback/used", "/briefing-places/used"]) await AddAsync(used, 404, () => server.GetAsync(used));
        await AddAsync("an address that is only read", 405, () => server.SendAsync(HttpMethod.Post, "/no/such/page"));
        await AddAsync("a wrong password", 422, SignInAsync);
        await AddAsync("too many wrong passwords", 429, SignInAsync, tries: 100);
        await AddAsync("far too many forms", 429, () => server.SendAsync(HttpMethod.Post, "/sign-out", ("Cookie", manager)), tries: 2 * Limits.Allowance.Sending.AtOnce);
        await using (var demo = await RunningServer.WithTwoEditionsAsync(demo: true)) await AddAsync("another name than its own", 421, () => demo.GetAsync("/", ("Host", "rebound.example")));
        // A withdrawn edition needs one that was published, and records that are away a database of another kind: what the program answers then, without what leads there.
        states.Add(await AnswerOfAsync("a withdrawn edition", Editions.Of([], new Dictionary<string, Notice> { ["1"] = Notice.Withdrawn("Race equality in our city", "2 December 2026", "A site had been left out.") }).FileAsync));
        states.Add(await AnswerOfAsync("the records are away", http => Answers.NoticeAsync(http, StatusCodes.Status503ServiceUnavailable, Notice.Away)));
        await city.Database.ExecuteAsync("ALTER TABLE workforce_rounds RENAME TO workforce_rounds_elsewhere");
        await AddAsync("a fault of the program", 500, () => server.GetAsync("/rounds", ("Cookie", manager)));
        return states;

        async Task AddAsync(string name, int status, Func<Task<HttpResponseMessage>> ask, int tries = 1)
        {
            using var answer = await AnswerAsync();
            Assert.Equal((name, status, "text/html"), (name, (int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            states.Add(new(name, status, await answer.Content.ReadAsStringAsync()));

            async Task<HttpResponseMessage> AnswerAsync()
            {
                for (int tried = 1; ; tried++)
                {
                    var one = await ask();
                    if ((int)one.StatusCode == status || tried >= tries) return one;
                    one.Dispose();
                }
            }
        }

        async Task<HttpResponseMessage> SignInAsync() =>
            (await server.SendFormAsync("/sign-in", "/sign-in", "", ("mail", "nobody@example.org"), ("password", "not the right one"), ("code", "000000"))).Answer;
    }

    private static async Task<State> AnswerOfAsync(string name, RequestDelegate answer)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { Request = { Path = "/" }, Response = { Body = body } };
        await answer(http);
        return new(name, http.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()));
    }
}
