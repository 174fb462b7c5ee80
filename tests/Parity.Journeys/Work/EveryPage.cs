using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Parity.App.Tests;
using Parity.App.Tests.Publishing;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Journeys.Site;

namespace Parity.Journeys.Work;

/// <summary>
/// Every page that anybody of the fictional city may open, found by following links in every role and looked at in a
/// browser, and every form as it comes back when nothing was filled in. A page that is added is found by itself; one that
/// nobody comes to fails the test.
/// </summary>
[Long]
public sealed partial class EveryPage
{
    /// <summary>Addresses that show no page of their own here, and why.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["/set-up/{secret}"] = "one person opens it once; SigningIn looks at it",
        ["/new-password/{secret}"] = "by an address in a mail; SigningIn looks at it",
        ["/sign-in/organisation/{id}"] = "sends on to the organisation's provider",
        ["/sign-in/organisation/return"] = "the provider's answer, which sends on",
        ["/sign-in/organisation/code"] = "between the provider's answer and the session; SingleSignOnTests reads it",
        ["/briefing-places/{secret}"] = "by an address in a letter; EmployersTests reads it",
        ["/feedback/{secret}"] = "by an address in a letter; FeedbackTests reads it",
        ["/calendar/{secret}"] = "a calendar for a phone, without a page",
        ["/programme/cohorts/{id}/edit"] = "the city has no draft of a cohort; FromCaseToOutcome looks at it",
        ["/data/{**path}"] = "files of a public site without editions beside it",
        ["/editions/{edition}/data/{**path}"] = "public files, no pages",
    };

    /// <param name="Sent">What a form answered; null for a page that is opened.</param>
    private sealed record Look(string Who, string Cookies, string Kind, string Path, string Html, string? Sent = null);

    [Fact]
    public async Task Every_page_and_every_empty_form_of_every_role_is_accessible_and_fits_its_width()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        await (await CityAtWork.ArriveAsync(server.Client)).WorkAsync();
        var people = await server.Client.PeopleAsync();
        var pages = new List<Look>();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        // One of each role first; then the others, for what these have not come to.
        var first = people.SelectMany(p => p.Roles.Select(r => (Role: r, Person: p))).Where(p => p.Role is not "disabled").DistinctBy(p => p.Role).ToList();
        foreach (var (role, person) in first) await LookRoundAsync(role, await server.SignInAsync(person), all: true);
        foreach (var person in people.Where(p => Unreached().Any() && !p.Roles.Contains("disabled") && first.TrueForAll(f => f.Person.Id != p.Id))) await LookRoundAsync(person.Roles[0], await server.SignInAsync(person), all: false);
        await LookRoundAsync("stranger", "", all: true);
        pages.Add(new("stranger", "", "missing", "/no/such/page", ""));
        Assert.Equal("", string.Join('\n', Unreached()));
        Assert.Equal("", string.Join('\n', Elsewhere.Keys.Where(reached.Contains)));

        var faults = new List<string>();
        int looked = await LookAsync(server, Share(pages, every: 1), faults);
        var forms = await SendNothingAsync(server, pages);
        faults.AddRange(forms.Where(f => !f.Sent!.Contains("<title>Error: ", StringComparison.Ordinal)).Select(f => $"{f.Kind}: the title does not say that something is wrong"));
        looked += await LookAsync(server, Share(forms, every: 5), faults);
        Battery.Report(string.Create(CultureInfo.InvariantCulture, $"every page: {reached.Count} kinds of address, {pages.Count} pages of {first.Count} roles, {forms.Count} empty forms; {looked} looks, {faults.Count} faults"));
        Assert.True(faults.Count == 0, string.Join('\n', faults));

        IEnumerable<string> Unreached() => Walk.Routes.Except(reached).Except(Elsewhere.Keys);

        async Task LookRoundAsync(string who, string cookies, bool all)
        {
            var seen = await new Walk(server.Client).AllAsync(cookies, each: 2);
            pages.AddRange(from step in seen
                           where step.Type is "text/html" && step.Status is HttpStatusCode.OK or HttpStatusCode.Forbidden
                           let kind = step.Status is HttpStatusCode.OK ? step.Route : "not allowed"
                           where all || !reached.Contains(kind)
                           group step by kind into one
                           select new Look(who, cookies, one.Key, one.First().Path, one.First().Text));
            reached.UnionWith(seen.Where(s => s.Status is HttpStatusCode.OK).Select(s => s.Route));
        }
    }

    /// <summary>In full all of them at every width; otherwise each kind once, role and width by turns, or each so manieth kind.</summary>
    private static IEnumerable<(Look Look, int Width)> Share(IReadOnlyList<Look> looks, int every) => Battery.IsFull
        ? looks.SelectMany(look => Browser.Widths.Select(width => (look, width)))
        : looks.GroupBy(l => l.Kind).Where((_, turn) => turn % every == 0).Select((kind, turn) => (kind.ElementAt(turn % kind.Count()), Browser.Widths[turn % Browser.Widths.Count]));

    private static async Task<int> LookAsync(RunningServer server, IEnumerable<(Look Look, int Width)> share, List<string> faults)
    {
        int looked = 0;
        foreach (var person in share.GroupBy(s => s.Look.Cookies))
        {
            await using var context = await Browser.VisitAsync(server.Client.BaseAddress!);
            await context.TakeAsync(person.Key, new UriBuilder(server.Client.BaseAddress!) { Host = "localhost" }.ToString());
            var page = await context.NewPageAsync();
            await PageFaults.PrepareAsync(page);
            if (looked == 0) await PlantAsync(page);
            foreach (var (look, width) in person)
            {
                await page.SetViewportSizeAsync(width, 900);
                await page.GotoAsync(look.Path);
                if (look.Sent is not null) await page.SetContentAsync(look.Sent);
                faults.AddRange((await PageFaults.OfAxeAsync(page)).Concat(await PageFaults.OfLayoutAsync(page)).Select(f => $"{look.Who} at {width} px, {look.Kind} {look.Path}: {f}"));
                looked++;
            }
        }

        return looked;
    }

    /// <summary>What the program answers when the forms of these pages are sent with nothing in them; the last thing to do, since some of it is right.</summary>
    private static async Task<IReadOnlyList<Look>> SendNothingAsync(RunningServer server, IReadOnlyList<Look> pages)
    {
        var sent = new List<Look>();
        var tried = new HashSet<(string, string)>();
        foreach (var page in pages)
            foreach (Match form in Form().Matches(page.Html))
            {
                string action = WebUtility.HtmlDecode(form.Groups[1].Value);
                if (!Field().IsMatch(form.Groups[2].Value) || !tried.Add((page.Cookies, Id().Replace(action, "{id}")))) continue;
                using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent([new("form", CityPeople.SealIn(form.Value))]) };
                if (page.Cookies.Length > 0) request.Headers.Add("Cookie", page.Cookies);
                using var answer = await server.Client.SendAsync(request);
                if (answer.StatusCode is HttpStatusCode.UnprocessableEntity) sent.Add(page with { Kind = "form " + Id().Replace(action, "{id}"), Sent = await answer.Content.ReadAsStringAsync() });
            }

        return sent;
    }

    /// <summary>What the search would be worth: a field without a name and a word that is too wide are found.</summary>
    private static async Task PlantAsync(IPage page)
    {
        await page.GotoAsync("/home");
        await page.EvaluateAsync("""
            () => {
              document.querySelector("main").append(document.createElement("input"));
              document.querySelector("main").append(Object.assign(document.createElement("pre"), { textContent: "M".repeat(900) }));
            }
            """);
        Assert.Contains(await PageFaults.OfAxeAsync(page), f => f.StartsWith("label:", StringComparison.Ordinal));
        Assert.Contains("the page scrolls sideways", await PageFaults.OfLayoutAsync(page));
    }

    [GeneratedRegex("<form[^>]*method=\"post\"[^>]*action=\"([^\"]+)\"[^>]*>(.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<textarea|<select|<input(?![^>]*type=\"hidden\")")]
    private static partial Regex Field();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
