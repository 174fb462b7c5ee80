using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Parity.App.Tests.House;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;
using Parity.Web.Server;

namespace Parity.App.Tests.Accounts;

/// <summary>Whatever is typed into whatever form, or written behind whatever address, gets an answer, and never a fault of the program.</summary>
[Long]
public sealed class AnythingTypedTests
{
    /// <summary>As they stand in the body of a form: what no browser would send, what ends a text or a statement, what is too much.</summary>
    private static readonly string[] Typed =
    [
        "%00", "a%00b", "%FF%FE", "%ED%A0%80", "%E2%80%AEabc", "%27%3B+drop+table+changes%3B+--", "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%3D1%2B1", "..%2F..%2Fetc%2Fpasswd",
        "0001-01-01", "9999-12-31", "2026-02-30", "-1", "99999999999999999999", "%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB", "a%0D%0ABcc%3A+b%40example.org", new string('x', 70_000),
    ];

    /// <summary>Databases differ in what they take for a letter: a sample tries the first few on the second database too, and all of them where there is time.</summary>
    private static string[] TypedOn(Engine engine) => engine is Engine.Sqlite || Battery.IsFull ? Typed : Typed[..5];

    /// <summary>Each address and form takes one in so many of what is typed, and the next ones another.</summary>
    private static int SharesOn(Engine engine) => Battery.Size(sample: engine is Engine.Sqlite ? 3 : 5, full: 1);

    /// <summary>Behind these the test would lose the people it works with.</summary>
    private static readonly string[] Ending = ["/sign-out", "/disable", "/leave", "/merge", "/end", "/end-others"];

    [EveryDatabase]
    public async Task Every_form_of_every_page_takes_anything_and_answers(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var people = await server.Client.PeopleAsync();
        var analyst = people.First(p => p.ApiToken is not null);
        await server.Client.SubmitAsync(analyst, analyst.Return(), "for the forms");
        var faults = new List<string>();
        var tried = new HashSet<string>(StringComparer.Ordinal);
        string[] typed = TypedOn(engine);
        int sent = 0, shares = SharesOn(engine);
        foreach (var role in (Role[])[Role.HrAnalyst, Role.HrLead, Role.OrganisationLead, Role.DeliveryManager, Role.Publisher, Role.Administrator, Role.Auditor, Role.ProgrammeManager, Role.Assessor, Role.Participant, Role.LineManager, Role.Evaluator])
        {
            string cookies = await server.SignInAsync(people.FirstOrDefault(p => p.Roles.Contains(role.Word()) && p.Organisation == analyst.Organisation) ?? people.First(p => p.Roles.Contains(role.Word())));
            var (proof, proven) = await server.SendFormAsync("/account/prove", "/account/prove", cookies, ("to", "/account"));
            proof.Dispose();
            cookies = proven;
            foreach (var (turn, (page, form)) in (await FormsAsync(server, cookies)).Index())
            {
                string action = form.GetAttribute("action") ?? page;
                if (Ending.Any(action.EndsWith) || !tried.Add(string.Join('/', action.Split('/').Where(part => !Guid.TryParse(part, out _))) + string.Join(',', NamesIn(form)))) continue;
                foreach (string value in typed.Where((_, n) => n % shares == turn % shares))
                {
                    sent++;
                    string body = string.Join('&', NamesIn(form).Select(name => $"{Uri.EscapeDataString(name)}={value}").Prepend($"form={Uri.EscapeDataString(form.QuerySelector("input[name=form]")!.GetAttribute("value")!)}"));
                    using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded") };
                    request.Headers.Add("Cookie", cookies);
                    using var answer = await server.Client.SendAsync(request);
                    if ((int)answer.StatusCode >= 500) faults.Add($"{action} as {role.Word()} with {value[..Math.Min(30, value.Length)]}: {(int)answer.StatusCode}");
                }
            }
        }

        Offences.None(faults);
        Assert.True(sent > 20 * typed.Length / shares, $"Only {sent} forms were sent.");
    }

    [EveryDatabase]
    public async Task Every_address_takes_anything_behind_it_and_answers(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var people = await server.Client.PeopleAsync();
        var faults = new List<string>();
        string[] asked = ["kind", "organisation", "before", "record", "position", "hash", "theme", "groups", "stage", "sector", "page", "file", "code", "round", "to", "letters", "state"];
        var cookies = new List<string> { "" };
        foreach (var role in (Role[])[Role.HrLead, Role.DeliveryManager, Role.Administrator, Role.Auditor]) cookies.Add(await server.SignInAsync(people.First(p => p.Roles.Contains(role.Word()))));
        int shares = SharesOn(engine);
        foreach (var (turn, route) in ParityServer.Routes().Where(r => r.Method == "GET").Index())
            foreach (var (n, value) in TypedOn(engine).Where(v => v.Length < 1000).Index())
            {
                string path = route.Path.Contains('{', StringComparison.Ordinal)
                    ? string.Join('/', route.Path.Split('/').Select(part => part.Contains('{', StringComparison.Ordinal) ? value.Replace('+', '-') : part))
                    : $"{route.Path}?{string.Join('&', asked.Select(name => $"{name}={value}"))}";
                foreach (string cookie in cookies.Where((_, who) => who % shares == (turn + n) % shares))
                {
                    using var answer = await server.GetAsync(path, ("Cookie", cookie));
                    if ((int)answer.StatusCode >= 500 && answer.StatusCode is not HttpStatusCode.ServiceUnavailable) faults.Add($"{path}: {(int)answer.StatusCode}");
                }
            }

        Offences.None(faults.Distinct());
    }

    [Fact]
    public async Task Nobody_is_led_elsewhere_and_no_spelling_of_an_address_opens_it_to_others()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        string cookies = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.Contains(Role.Mentor.Word())));
        foreach (string to in (string[])["//evil.example", "/\\evil.example", "https://evil.example", "/%2fevil.example", "javascript:alert(1)", "/\tevil", "evil.example", "/a?b", "/@evil.example", ""])
        {
            var (answer, after) = await server.SendFormAsync("/account/prove?to=" + Uri.EscapeDataString(to), "/account/prove", cookies, ("to", to));
            using (answer) Assert.Equal("/home", answer.Headers.Location!.ToString());
            cookies = after;
        }

        foreach (string path in (string[])["/people", "/PEOPLE", "/people/", "/people/invite", "/people%2finvite", "/./people", "/account/../people", "/account/%2e%2e/people", "/people;x=1", "/people%00", "/people?role=administrator", "/home/../people/invite"])
        {
            using var answer = await server.GetAsync(path, ("Cookie", cookies), ("X-Original-URL", "/account"), ("X-Rewrite-URL", "/people"), ("X-HTTP-Method-Override", "POST"));
            Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{path}: {(int)answer.StatusCode}");
        }
    }

    [EveryDatabase]
    public async Task A_form_that_is_sent_twice_at_once_or_from_an_old_tab_does_its_work_once(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        // At night nothing happens by itself.
        await using var server = await RunningServer.OnAsync(database.Database, clock: new ManualClock(new(2026, 11, 30, 3, 0, 0, TimeSpan.Zero)));
        var people = await server.Client.PeopleAsync();
        string manager = await server.SignInAsync(people.First(p => p.Roles.Contains(Role.DeliveryManager.Word())));
        using var rounds = await server.GetAsync("/rounds", ("Cookie", manager));
        string round = new HtmlParser().ParseDocument(await rounds.Content.ReadAsStringAsync()).QuerySelector("tbody a")!.GetAttribute("href")!;
        using var page = await server.GetAsync(round, ("Cookie", manager));
        string seal = CityPeople.SealIn(await page.Content.ReadAsStringAsync());
        var before = await database.AskAsync("select position from change_head");

        async Task<HttpStatusCode> CloseAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, round + "/close") { Content = new FormUrlEncodedContent([KeyValuePair.Create("form", seal)]) };
            request.Headers.Add("Cookie", manager);
            using var answer = await server.Client.SendAsync(request);
            return answer.StatusCode;
        }

        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CloseAsync()));
        Assert.DoesNotContain(statuses, status => (int)status >= 500);
        await CloseAsync();
        Assert.Equal(Convert.ToInt64(before, System.Globalization.CultureInfo.InvariantCulture) + 1, Convert.ToInt64(await database.AskAsync("select position from change_head"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [EveryDatabase]
    public async Task A_form_that_is_sent_again_as_it_was_gets_the_first_answer_and_other_words_or_another_page_are_another_form(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        string administrator = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles[0] == Role.Administrator.Word()));
        const string Page = "/partnership/groups/new";
        async Task<string> SealAsync()
        {
            using var page = await server.GetAsync(Page, ("Cookie", administrator));
            return CityPeople.SealIn(await page.Content.ReadAsStringAsync());
        }

        await using var other = await RunningServer.OnAsync(database.Database);
        async Task<string?> PostAsync(string seal, string name, RunningServer? at = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Page)
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("form", seal), KeyValuePair.Create("name", name), KeyValuePair.Create("kind", "network"), KeyValuePair.Create("purpose", "To meet."), KeyValuePair.Create("on", "2026-01-05")]),
            };
            request.Headers.Add("Cookie", administrator);
            using var answer = await (at ?? server).Client.SendAsync(request);
            return answer.Headers.Location?.ToString();
        }

        Task<long> CountAsync() => database.CountAsync("select count(*) from partnership_groups");
        long before = await CountAsync();
        string once = await SealAsync();
        // Refused, it did no work, and is looked at again.
        for (int again = 0; again < 2; again++) Assert.Null(await PostAsync(once, ""));
        var addresses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(once, "Night network")));
        Assert.NotNull(Assert.Single(addresses.Append(await PostAsync(once, "Night network")).Distinct()));
        Assert.Equal(1, await CountAsync() - before);
        // Nor does another node do it again, after the first or at the same moment.
        Assert.NotNull(await PostAsync(once, "Night network", other));
        Assert.Equal(1, await CountAsync() - before);
        string both = await SealAsync();
        var answers = await Task.WhenAll(PostAsync(both, "Shift network"), PostAsync(both, "Shift network", other));
        Assert.All(answers, Assert.NotNull);
        Assert.Equal(1, await database.CountAsync("select count(*) from partnership_groups where name = 'Shift network'"));
        before++;
        await PostAsync(once, "Day network");
        await PostAsync(await SealAsync(), "Night network");
        Assert.Equal(3, await CountAsync() - before);
    }

    /// <summary>The forms that take something, on every page that a role comes to.</summary>
    private static async Task<List<(string Page, IElement Form)>> FormsAsync(RunningServer server, string cookies)
    {
        var found = new List<(string, IElement)>();
        var waiting = new Queue<string>(ParityServer.Routes().Where(r => r.Method == "GET" && !r.Path.Contains('{', StringComparison.Ordinal) && r.Policy is not ("public" or "demo" or "api-token" or "metrics-token")).Select(r => r.Path));
        var known = new HashSet<string>(waiting, StringComparer.Ordinal);
        for (int pages = 0; pages < 60 && waiting.TryDequeue(out string? path); pages++)
        {
            using var answer = await server.GetAsync(path, ("Cookie", cookies));
            if (answer.StatusCode is not HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType is not "text/html") continue;
            var html = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            found.AddRange(html.QuerySelectorAll("main form[method=post]").Select(form => (path, form)));
            foreach (string link in html.QuerySelectorAll("main a[href^='/']").Select(a => a.GetAttribute("href")!.Split('#')[0]).Where(known.Add)) waiting.Enqueue(link);
        }

        return found;
    }

    private static IEnumerable<string> NamesIn(IElement form) => form.QuerySelectorAll("input, select, textarea").Select(field => field.GetAttribute("name")).OfType<string>().Where(name => name != "form").Distinct();
}
