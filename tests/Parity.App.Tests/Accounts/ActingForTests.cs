using System.Net;
using AngleSharp.Html.Parser;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Accounts;

/// <summary>Somebody who works for two organisations acts for one of them at a time, and every page says for which.</summary>
public sealed class ActingForTests
{
    [EveryDatabase]
    public async Task Whoever_works_for_two_organisations_chooses_one_and_does_there_what_their_role_there_allows(Engine engine)
    {
        await using var city = await CityOfTwo.MakeAsync(engine);
        Assert.Equal("You act for " + city.First + ".", await city.ActsAsync("/home"));
        Assert.Equal(city.First, await city.NameOnAsync("/returns"));
        Assert.Equal(HttpStatusCode.Forbidden, await city.StatusAsync("/employer"));

        Assert.Equal("/returns", await city.ChooseAsync(city.SecondId, from: "/returns"));
        Assert.Equal("You act for " + city.Second + ".", await city.ActsAsync("/account"));
        Assert.Equal(city.Second, await city.NameOnAsync("/returns"));
        Assert.Equal(HttpStatusCode.OK, await city.StatusAsync("/employer"));
        Assert.DoesNotContain("data-upload", await city.HtmlAsync("/returns"), StringComparison.Ordinal);
        Assert.Equal("organisation.chosen", (await city.Database.AskAsync("select kind from changes order by position desc limit 1"))!.ToString());

        // There is no such page where they lead to: the part of the first is for another role there.
        Assert.Equal("/home", await city.ChooseAsync(city.FirstId, from: "/employer"));
        Assert.Equal(HttpStatusCode.Forbidden, await city.StatusAsync("/employer"));
        Assert.Null(await city.ChooseAsync(await city.IdOfAsync("harbour-port"), from: "/home"));
        Assert.Equal("You act for " + city.First + ".", await city.ActsAsync("/home"));
    }

    [EveryDatabase]
    public async Task A_form_is_sent_for_the_organisation_it_was_opened_for_or_not_at_all(Engine engine)
    {
        await using var city = await CityOfTwo.MakeAsync(engine);
        string ofFirst = CityPeople.SealIn(await city.HtmlAsync("/returns"));
        await city.ChooseAsync(city.SecondId, from: "/home");
        string ofSecond = CityPeople.SealIn(await city.HtmlAsync("/employer"));

        // The other tab still shows the first one's form: what it sends is that one's business, which here is no role of theirs.
        using (var upload = await city.Server.UploadAsync(city.Cookies, city.Person.Return(), ofFirst)) Assert.Equal(HttpStatusCode.Forbidden, upload.StatusCode);
        await RefusedAsync("/employer/pledge", ofFirst, city.First, HttpStatusCode.BadRequest);
        await city.ChooseAsync(city.FirstId, from: "/home");
        await RefusedAsync("/employer/pledge", ofSecond, city.Second, HttpStatusCode.Forbidden);
        await RefusedAsync("/returns/token", ofSecond, city.Second, HttpStatusCode.BadRequest);
        using (var upload = await city.Server.UploadAsync(city.Cookies, city.Person.Return(), ofSecond))
        {
            Assert.Equal(HttpStatusCode.BadRequest, upload.StatusCode);
            Assert.Contains(city.Second, await upload.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(0L, Convert.ToInt64(await city.Database.AskAsync("select count(*) from workforce_returns"), System.Globalization.CultureInfo.InvariantCulture));
        using (var upload = await city.Server.UploadAsync(city.Cookies, city.Person.Return(), ofFirst)) Assert.Equal(HttpStatusCode.SeeOther, upload.StatusCode);

        // To choose, and to leave, is the same from every tab.
        Assert.Equal("/home", await city.SendAsync("/account/acting-for", ofSecond, HttpStatusCode.SeeOther, ("organisation", city.SecondId)));
        await city.SendAsync("/sign-out", ofFirst, HttpStatusCode.SeeOther);
        Assert.Equal(HttpStatusCode.SeeOther, await city.StatusAsync("/home"));

        async Task RefusedAsync(string path, string seal, string openedFor, HttpStatusCode status) =>
            Assert.Contains($"The form was opened for {openedFor}", await city.SendAsync(path, seal, status, ("promise", "We give days."), ("waives", "no")), StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task The_choice_ends_with_its_role_and_holds_neither_for_programs_nor_for_other_sessions(Engine engine)
    {
        await using var city = await CityOfTwo.MakeAsync(engine);
        await city.ChooseAsync(city.SecondId, from: "/home");
        Assert.Equal(HttpStatusCode.Created, (await city.Server.Client.SubmitAsync(city.Person, city.Person.Return(), "once")).Status);
        string elsewhere = await city.Server.SignInAsync(city.Person);
        Assert.Contains($"You act for <b>{city.First}</b>", await city.HtmlAsync("/home", elsewhere), StringComparison.Ordinal);

        await city.EndRoleAsync(city.SecondId);
        Assert.Equal(city.First, await city.NameOnAsync("/returns"));
        Assert.DoesNotContain("acting-for", await city.HtmlAsync("/home"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await city.StatusAsync("/employer"));
    }

    [EveryDatabase]
    public async Task To_choose_again_from_a_tab_left_open_works_and_ones_account_tells_every_role(Engine engine)
    {
        await using var city = await CityOfTwo.MakeAsync(engine);
        string seal = CityPeople.SealIn(await city.HtmlAsync("/home"));
        foreach (string organisation in (string[])[city.SecondId, city.FirstId, city.SecondId]) await city.SendAsync("/account/acting-for", seal, HttpStatusCode.SeeOther, ("organisation", organisation));
        Assert.Equal("You act for " + city.Second + ".", await city.ActsAsync("/home"));
        string account = new HtmlParser().ParseDocument(await city.HtmlAsync("/account")).QuerySelector("main")!.TextContent;
        foreach (string role in (string[])["HR analyst", "HR lead"]) Assert.Contains(role, account, StringComparison.Ordinal);

        // A role in an organisation that is not known here is no choice, and breaks no page.
        await city.Database.ExecuteAsync($"update accounts_roles set organisation = '00000000-0000-7000-8000-000000000000' where lower(cast(person as text)) = '{city.Person.Id}' and lower(cast(organisation as text)) = '{city.SecondId}'");
        Assert.DoesNotContain("acting-for", await city.HtmlAsync("/home", await city.Server.SignInAsync(city.Person)), StringComparison.Ordinal);
    }

    /// <summary>The fictional city, in which an analyst of one organisation became HR lead of another.</summary>
    private sealed class CityOfTwo : IAsyncDisposable
    {
        private string administrator = "";

        public required TestDatabase Database { get; init; }
        public required RunningServer Server { get; init; }
        public required CityPerson Person { get; init; }
        public string Cookies { get; private set; } = "";
        public string First { get; private set; } = "";
        public string FirstId { get; private set; } = "";
        public string Second { get; private set; } = "";
        public string SecondId { get; private set; } = "";

        public static async Task<CityOfTwo> MakeAsync(Engine engine)
        {
            var database = await TestDatabase.MakeAsync(engine);
            var server = await RunningServer.OnAsync(database.Database, clock: new ManualClock(new(2026, 11, 30, 3, 0, 0, TimeSpan.Zero)));
            var people = await server.Client.PeopleAsync();
            var person = await server.Client.AnalystAsync();
            var city = new CityOfTwo { Database = database, Server = server, Person = person };
            string other = people.First(p => p.Roles.Contains("hr-lead") && p.Organisation != person.Organisation).Organisation!;
            (city.FirstId, city.First) = (await city.IdOfAsync(person.Organisation!), await city.NameOfAsync(person.Organisation!));
            (city.SecondId, city.Second) = (await city.IdOfAsync(other), await city.NameOfAsync(other));
            city.administrator = await server.SignInAsync(people.First(p => p.Roles[0] == "administrator"));
            string page = "/people/" + person.Id;
            var (given, _) = await server.SendFormAsync(page, page + "/roles", city.administrator, ("role", "hr-lead"), ("scope", "organisation " + city.SecondId), ("why", "As the board decided."));
            using (given) Assert.Equal(HttpStatusCode.SeeOther, given.StatusCode);
            await server.Client.ConfirmAllAsync(await server.SignInAsync(people.First(p => p.Roles[0] == "delivery-manager")));
            city.Cookies = await server.SignInAsync(person);
            return city;
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await Database.DisposeAsync();
        }

        public async Task<string> IdOfAsync(string code) => (await Database.AskAsync($"select lower(cast(id as text)) from partnership_organisations where code = '{code}'"))?.ToString() ?? Guid.Empty.ToString();

        public async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var page = await Server.GetAsync(path, ("Cookie", Cookies));
            return page.StatusCode;
        }

        public async Task<string> HtmlAsync(string path, string? cookies = null)
        {
            using var page = await Server.GetAsync(path, ("Cookie", cookies ?? Cookies));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            return await page.Content.ReadAsStringAsync();
        }

        public async Task<string> ActsAsync(string path) => new HtmlParser().ParseDocument(await HtmlAsync(path)).QuerySelector(".acting p")!.TextContent;

        /// <summary>Which of the two the page itself is about.</summary>
        public async Task<string> NameOnAsync(string path)
        {
            string main = new HtmlParser().ParseDocument(await HtmlAsync(path)).QuerySelector("main")!.TextContent;
            return new[] { First, Second }.Single(name => main.Contains(name, StringComparison.Ordinal));
        }

        /// <returns>Where it leads on to; null where it was refused.</returns>
        public async Task<string?> ChooseAsync(string organisation, string from)
        {
            var (answer, _) = await Server.SendFormAsync("/home", "/account/acting-for", Cookies, ("organisation", organisation), ("from", from));
            using (answer) return answer.Headers.Location?.ToString();
        }

        /// <returns>Where it leads on to, or what was answered.</returns>
        public async Task<string> SendAsync(string path, string seal, HttpStatusCode status, params (string Name, string Value)[] fields)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([KeyValuePair.Create("form", seal), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]) };
            request.Headers.Add("Cookie", Cookies);
            using var answer = await Server.Client.SendAsync(request);
            Assert.Equal(status, answer.StatusCode);
            return answer.Headers.Location?.ToString() ?? WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }

        public async Task EndRoleAsync(string organisation)
        {
            string page = "/people/" + Person.Id;
            string grant = (await Database.AskAsync($"select lower(cast(id as text)) from accounts_roles where lower(cast(person as text)) = '{Person.Id}' and lower(cast(organisation as text)) = '{organisation}'"))!.ToString()!;
            var (ended, _) = await Server.SendFormAsync(page, $"{page}/roles/{grant}/end", administrator, ("why", "As the board decided."));
            using (ended) Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        }

        private async Task<string> NameOfAsync(string code) => (await Database.AskAsync($"select name from partnership_organisations where code = '{code}'"))!.ToString()!;
    }
}
