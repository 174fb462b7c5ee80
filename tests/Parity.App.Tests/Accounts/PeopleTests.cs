using System.Net;
using System.Text.Json;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Accounts;

public sealed class PeopleTests
{
    [EveryDatabase]
    public async Task Somebody_invited_sets_up_works_in_their_role_and_loses_it_at_once(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var grace = await city.InviteAsync(ada, "Grace Hopperley", "Grace@Example.org", "auditor");
        Assert.Equal(HttpStatusCode.OK, await city.VisitAsync(grace, "/audit"));
        Assert.Equal(HttpStatusCode.Forbidden, await city.VisitAsync(grace, "/people"));
        grace = new("grace@example.org", grace.Password, grace.Key, grace.RecoveryCodes, "");
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(grace, city.NextCode(grace)));

        string page = await PersonPageAsync(city, ada, "Grace Hopperley");
        await DoAsync(city, ada, page, ActionIn(await HtmlAsync(city, ada, page), "/end"), ("why", "As the board decided."));
        Assert.Equal(HttpStatusCode.Forbidden, await city.VisitAsync(grace, "/audit"));
        await DoAsync(city, ada, page, page + "/roles", ("role", "publisher"), ("scope", "partnership"), ("why", "As the board decided."));
        Assert.Equal(HttpStatusCode.OK, await city.VisitAsync(grace, "/partnership"));

        await DoAsync(city, ada, page, page + "/disable", ("why", "As the board decided."));
        Assert.Equal(HttpStatusCode.SeeOther, await city.VisitAsync(grace, "/home"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.SignInAsync(grace, city.NextCode(grace)));
        await DoAsync(city, ada, page, page + "/enable");
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(grace, city.NextCode(grace)));
    }

    [EveryDatabase]
    public async Task A_lost_telephone_is_replaced_by_an_administrator_and_what_was_before_is_good_no_more(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var grace = await city.InviteAsync(ada, "Grace Hopperley", "grace@example.org", "publisher");
        string page = await PersonPageAsync(city, ada, "Grace Hopperley");

        var (answer, _) = await city.Server.SendFormAsync(page, page + "/reset", ada.Cookies);
        Uri address;
        using (answer) address = Partnership.AddressIn(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.SeeOther, await city.VisitAsync(grace, "/home"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.SignInAsync(grace, city.NextCode(grace)));
        var again = await city.SetUpAsync(address.PathAndQuery, grace.Mail, password: "quite another password");
        Assert.NotEqual(grace.Key, again.Key);
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(again, city.NextCode(again)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.SignInAsync(again, grace.RecoveryCodes[0]));
    }

    [EveryDatabase]
    public async Task Somebody_whose_sign_in_an_administrator_reset_is_told_so_and_is_not_invited_as_if_new(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine, mails: true);
        var ada = await city.FirstAdministratorAsync();
        (await city.Server.SendFormAsync("/people/invite", "/people/invite", ada.Cookies, ("name", "Grace Hopperley"), ("mail", "grace@example.org"), ("role", "evaluator"), ("scope", "partnership"), ("why", "As the board decided."))).Answer.Dispose();
        string invitation = await LetterAsync(city, "grace@example.org");
        Assert.Contains("an account has been made for you", invitation, StringComparison.Ordinal);
        var grace = await city.SetUpAsync(AddressOf(invitation), "grace@example.org");
        foreach (string old in Directory.GetFiles(city.MailFolder)) File.Delete(old);
        string page = await PersonPageAsync(city, ada, "Grace Hopperley");
        (await city.Server.SendFormAsync(page, page + "/reset", ada.Cookies)).Answer.Dispose();

        string letter = await LetterAsync(city, grace.Mail);
        Assert.DoesNotContain("an account has been made for you", letter, StringComparison.Ordinal);
        Assert.Contains("an administrator has reset how you sign in", letter, StringComparison.Ordinal);
        Assert.Contains("If you did not ask for it, tell", letter, StringComparison.Ordinal);
        await city.SetUpAsync(AddressOf(letter), grace.Mail, password: "quite another password");

        static string AddressOf(string letter) => new Uri(letter.Split('\n').Single(l => l.StartsWith("http", StringComparison.Ordinal)).Trim()).PathAndQuery;
    }

    [EveryDatabase]
    public async Task Nobody_changes_their_own_account_and_a_role_fits_where_it_is_held(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        string own = await PersonPageAsync(city, ada, "Ada Lovelock");
        Assert.Contains("Another administrator gives and ends your roles", await HtmlAsync(city, ada, own), StringComparison.Ordinal);
        foreach (var (deed, fields) in (IEnumerable<(string, (string, string)[])>)[("/roles", [("role", "publisher"), ("scope", "partnership")]), ("/disable", []), ("/reset", [])])
        {
            var (refused, _) = await city.Server.SendFormAsync(own, own + deed, ada.Cookies, fields);
            using (refused) Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        var (misfit, _) = await city.Server.SendFormAsync("/people/invite", "/people/invite", ada.Cookies, ("name", "Grace"), ("mail", "g@example.org"), ("role", "hr-analyst"), ("scope", "partnership"));
        using (misfit)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, misfit.StatusCode);
            Assert.Contains("is held in one organisation", await misfit.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [EveryDatabase]
    public async Task A_forgotten_password_is_set_anew_with_mail_and_code_and_every_session_ends(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine, mails: true);
        var ada = await city.FirstAdministratorAsync();
        var texts = new List<string>();
        foreach (string mail in (string[])[ada.Mail, "nobody@example.org"])
        {
            var (noted, _) = await city.Server.SendFormAsync("/forgotten-password", "/forgotten-password", "", ("mail", mail));
            using (noted) texts.Add(await noted.Content.ReadAsStringAsync());
        }

        Assert.Single(texts.Distinct());
        string letter = await LetterAsync(city, ada.Mail);
        Assert.DoesNotContain("Parity", letter.Split('\n').Single(l => l.StartsWith("Subject", StringComparison.OrdinalIgnoreCase)), StringComparison.Ordinal);
        string path = new Uri(letter.Split('\n').Single(l => l.StartsWith("http", StringComparison.Ordinal)).Trim()).PathAndQuery;
        Assert.Single(Directory.GetFiles(city.MailFolder));

        var (without, _) = await city.Server.SendFormAsync(path, path, "", ("password", "a wholly new password"), ("code", "000000"));
        using (without) Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        var (done, _) = await city.Server.SendFormAsync(path, path, "", ("password", "a wholly new password"), ("code", city.NextCode(ada)));
        using (done) Assert.Equal("/sign-in", done.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.SeeOther, await city.VisitAsync(ada, "/home"));
        using (var used = await city.Server.GetAsync(path)) Assert.Equal(HttpStatusCode.NotFound, used.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.SignInAsync(ada, city.NextCode(ada)));
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, city.NextCode(ada), "a wholly new password"));
    }

    [EveryDatabase]
    public async Task One_time_addresses_run_out(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var invitation = await city.InvitationAsync(ada, "Grace Hopperley", "grace@example.org", "auditor");
        city.Clock.Pass(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));

        using var late = await city.Server.GetAsync(invitation.PathAndQuery);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        Assert.Equal("no-referrer", late.Headers.GetValues("Referrer-Policy").Single());
    }

    [EveryDatabase]
    public async Task The_copy_of_what_is_held_names_every_row_about_the_person_and_no_secret_nor_anybody_else(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var grace = await city.InviteAsync(ada, "Grace Hopperley", "grace@example.org", "delivery-manager");
        await DoAsync(city, grace, "/account", "/account/monitoring", ("objects", "yes"));
        var (copied, _) = await city.Server.SendFormAsync("/account", "/account/copy", grace.Cookies);
        string text;
        using (copied) text = await copied.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(text);
        string id = (await city.Database.AskAsync("select lower(cast(id as text)) from accounts_people where mail = 'grace@example.org'"))!.ToString()!;

        // Whatever table a thief would find her id in, as a row about her, is in her copy.
        var tables = (await Dump.EverythingAsync(city.Database)).Split('\n').Where(line => line.Contains(id, StringComparison.OrdinalIgnoreCase)).Select(line => line.Split(' ')[0]).Distinct().Where(t => t is not "changes").Order(StringComparer.Ordinal);
        Assert.Equal(tables, document.RootElement.GetProperty("records").EnumerateArray().Select(t => t.GetProperty("table").GetString()!).Order(StringComparer.Ordinal));
        Assert.NotEqual(0, document.RootElement.GetProperty("whatYouDid").GetArrayLength());
        Assert.Contains("grace@example.org", text, StringComparison.Ordinal);
        foreach (string other in (string[])["Ada", "ada@example.org", grace.Password, grace.Key, grace.RecoveryCodes[0]]) Assert.DoesNotContain(other, text, StringComparison.Ordinal);
        Assert.Contains("own record", await Dump.EverythingAsync(city.Database), StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task Who_saw_a_record_is_told_and_cannot_be_rewritten(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var grace = await city.InviteAsync(ada, "Grace Hopperley", "grace@example.org", "auditor");
        await using var store = await city.Database.OpenAsync(city.Clock);
        var record = Guid.CreateVersion7();
        await store.NoteAsync(new(new Actor.TheSystem("publishing"), Sighting.RowsOfReturn, record, null, "to make the third edition"), default);

        var seen = (await new WhoSaw.Handler(store).HandleAsync(new(record, null), default)).Seen;
        Assert.Equal(("system: publishing", "rows of a return", "to make the third edition"), (seen.Single().Who, seen.Single().What, seen.Single().Why));
        Assert.Contains("to make the third edition", await HtmlAsync(city, grace, $"/audit/seen?record={record:D}"), StringComparison.Ordinal);
        Assert.Contains("Nobody has", await HtmlAsync(city, grace, $"/audit/seen?record={Guid.CreateVersion7():D}"), StringComparison.Ordinal);
        Assert.Contains("record.seen", await HtmlAsync(city, grace, "/audit?kind=record.seen"), StringComparison.Ordinal);
        Assert.Contains("is the one that was written", await HtmlAsync(city, grace, "/audit/verify"), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => city.Database.ExecuteAsync("update sightings set why = 'nothing'"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => city.Database.ExecuteAsync("delete from sightings"));
    }

    [EveryDatabase]
    public async Task Who_saw_what_is_told_page_by_page_to_the_oldest(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var grace = await city.InviteAsync(ada, "Grace Hopperley", "grace@example.org", "auditor");
        await using var store = await city.Database.OpenAsync(city.Clock);
        Guid record = Guid.CreateVersion7(), other = Guid.CreateVersion7();
        for (int n = 0; n < 2 * WhoSaw.OnAPage + 5; n++)
        {
            city.Clock.Pass(TimeSpan.FromSeconds(1));
            await store.NoteAsync(new(new Actor.TheSystem("publishing"), Sighting.RowsOfReturn, n == 3 ? other : record, null, $"reading {n}"), default);
        }

        var told = new List<string>();
        string path = $"/audit/seen?record={record:D}";
        for (int page = 1; page <= 3; page++)
        {
            var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await HtmlAsync(city, grace, path));
            told.AddRange(html.QuerySelectorAll("tbody td:last-child").Select(cell => cell.TextContent));
            string? next = html.QuerySelector("[rel=next]")?.GetAttribute("href");
            Assert.Equal(page == 3, next is null);
            path = next ?? path;
        }

        Assert.Equal(Enumerable.Range(0, 2 * WhoSaw.OnAPage + 5).Where(n => n != 3).Select(n => $"reading {n}").Reverse(), told);

        // Between two days, both of them whole.
        var today = London.Today(city.Clock);
        string mistyped = await HtmlAsync(city, grace, "/audit/seen?record=no-id-at-all");
        Assert.Contains("Nobody has", mistyped, StringComparison.Ordinal);
        Assert.Contains("is not an id", mistyped, StringComparison.Ordinal);
        Assert.Contains("value=\"no-id-at-all\"", mistyped, StringComparison.Ordinal);
        Assert.Contains("Nobody has", await HtmlAsync(city, grace, $"/audit/seen?record={record}&until={today.AddDays(-1):yyyy-MM-dd}"), StringComparison.Ordinal);
        Assert.Contains("reading 7", await HtmlAsync(city, grace, $"/audit/seen?record={record}&from={today:yyyy-MM-dd}&until=9999-12-31&since={Instant.ToMicroseconds(city.Clock.GetUtcNow()) - 150_000_000}.0"), StringComparison.Ordinal);
        // What is no place in an address is the newest.
        foreach (string typed in (string[])["9", "-1.0", "99999999999999999999.0", "9223372036854775807.0", "1.2.3", "a.b"])
            Assert.Contains($"reading {2 * WhoSaw.OnAPage + 4}", await HtmlAsync(city, grace, $"/audit/seen?record={record}&since={typed}"), StringComparison.Ordinal);

        city.Clock.Pass(TimeSpan.FromDays(1));
        await store.NoteAsync(new(new Actor.TheSystem("publishing"), Sighting.RowsOfReturn, record, null, "a day later"), default);
        Assert.Equal(2 * WhoSaw.OnAPage + 4, (await AllAsync(record, today, today)).Count);
        Assert.Single(await AllAsync(record, today.AddDays(1), null));
        Assert.Equal(2 * WhoSaw.OnAPage + 5, (await AllAsync(record, null, today.AddDays(1))).Count);
        Assert.Empty(await AllAsync(record, today.AddDays(2), null));

        // Many at one instant: each is told once, whatever page begins among them.
        var crowded = Guid.CreateVersion7();
        for (int n = 0; n < 2 * WhoSaw.OnAPage + 5; n++) await store.NoteAsync(new(new Actor.TheSystem("publishing"), Sighting.RowsOfReturn, crowded, null, $"reading {n}"), default);
        Assert.Equal(Enumerable.Range(0, 2 * WhoSaw.OnAPage + 5).Select(n => $"reading {n}").Order(StringComparer.Ordinal), (await AllAsync(crowded, null, null)).Order(StringComparer.Ordinal));

        async Task<List<string>> AllAsync(Guid asked, DateOnly? from, DateOnly? until)
        {
            var found = new List<string>();
            WhoSaw.PageStart? since = null;
            do
            {
                var read = await new WhoSaw.Handler(store).HandleAsync(new(asked, null, since, from, until), default);
                found.AddRange(read.Seen.Select(s => s.Why));
                since = read.Older;
            }
            while (since is not null);
            return found;
        }
    }

    [EveryDatabase]
    public async Task Old_traces_are_forgotten_and_newer_ones_kept(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        await city.SignInAsync(ada, city.NextCode(ada));
        await using var store = await city.Database.OpenAsync(city.Clock);
        var forget = new ForgetTraces.Handler(store, city.Clock);
        Assert.Equal(new(0, 0, 0, 0, 0, 0, 0, 0), await forget.HandleAsync(default));

        city.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Equal(2, (await forget.HandleAsync(default)).Tries);
        city.Clock.Pass(TimeSpan.FromDays(90));
        Assert.Equal(2, (await forget.HandleAsync(default)).Sessions);
        Assert.Equal(new(0, 0, 0, 0, 0, 0, 0, 0), await forget.HandleAsync(default));
    }

    private static async Task<string> LetterAsync(Partnership city, string to)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(patience.Token))
            foreach (string file in Directory.Exists(city.MailFolder) ? Directory.GetFiles(city.MailFolder, "*.eml") : [])
                if (await File.ReadAllTextAsync(file, patience.Token) is var text && text.Contains(to, StringComparison.Ordinal)) return Decoded(text);
        throw new InvalidOperationException();
    }

    [EveryDatabase]
    public async Task Accounts_are_found_by_part_of_a_name_by_role_and_by_state(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        await city.InviteAsync(ada, "Grace Hopeful", "grace@example.org", "publisher");
        await city.InvitationAsync(ada, "Idris Early", "idris@example.org", "auditor");

        Assert.Equal(["Ada Lovelock", "Grace Hopeful", "Idris Early"], await FoundAsync(""));
        Assert.Equal(["Grace Hopeful"], await FoundAsync("?name=HOPE&role=&state="));
        Assert.Equal(["Idris Early"], await FoundAsync("?role=auditor"));
        Assert.Equal(["Idris Early"], await FoundAsync("?state=Invited"));
        Assert.Equal([], await FoundAsync("?role=auditor&name=ada"));
        Assert.Equal(["Ada Lovelock", "Grace Hopeful", "Idris Early"], await FoundAsync("?page=-3"));

        async Task<IReadOnlyList<string>> FoundAsync(string query) =>
            [.. new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await HtmlAsync(city, ada, "/people" + query)).QuerySelectorAll("th a").Select(a => a.TextContent)];
    }

    /// <summary>The framework writes the body as quoted-printable or base 64, as its letters ask for.</summary>
    internal static string Decoded(string mail)
    {
        string head = mail[..mail.IndexOf("\r\n\r\n", StringComparison.Ordinal)], body = mail[(head.Length + 4)..];
        body = head.Contains("base64", StringComparison.OrdinalIgnoreCase)
            ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal)))
            : body.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        return head.Replace("\r\n", "\n", StringComparison.Ordinal) + "\n\n" + body.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    internal static async Task<string> PersonPageAsync(Partnership city, Partnership.Someone administrator, string name)
    {
        var list = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await HtmlAsync(city, administrator, "/people"));
        return list.QuerySelectorAll("th a").Single(a => a.TextContent == name).GetAttribute("href")!;
    }

    internal static string ActionIn(string html, string ending) =>
        new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).QuerySelectorAll("form").Select(f => f.GetAttribute("action")).First(a => a?.EndsWith(ending, StringComparison.Ordinal) is true)!;

    internal static async Task<string> HtmlAsync(Partnership city, Partnership.Someone person, string path)
    {
        using var page = await city.Server.GetAsync(path, ("Cookie", person.Cookies));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return await page.Content.ReadAsStringAsync();
    }

    internal static async Task DoAsync(Partnership city, Partnership.Someone person, string page, string action, params (string, string)[] fields)
    {
        var (answer, _) = await city.Server.SendFormAsync(page, action, person.Cookies, fields);
        using (answer) Assert.True(answer.StatusCode is HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
    }
}
