using System.Net;
using System.Text.RegularExpressions;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Accounts;

/// <summary>What is no more, or is somebody's, answers like what never was.</summary>
public sealed partial class SameAnswersTests
{
    private const string Never = "01234567-89ab-7def-8123-456789abcdef";

    [EveryDatabase]
    public async Task Registering_an_address_that_has_an_account_answers_like_one_that_has_none_and_the_letter_alone_differs(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine, mails: true);
        var ada = await city.FirstAdministratorAsync();
        var known = await RegisterAsync(ada.Mail);
        var fresh = await RegisterAsync("bea@example.org");
        Assert.Equal(known with { Letter = "" }, fresh with { Letter = "" });
        Assert.Contains("There is one already", known.Letter, StringComparison.Ordinal);
        Assert.Contains("/set-up/", fresh.Letter, StringComparison.Ordinal);
        // Planted: an answer that tells of the address is another one.
        Assert.NotEqual(known with { Letter = "" }, known with { Letter = "", Page = known.Page + ada.Mail });

        async Task<Answered> RegisterAsync(string mail)
        {
            var before = Letters();
            var (answer, cookies) = await city.Server.SendFormAsync("/register", "/register", "", ("name", "Ada Lovelock"), ("mail", mail));
            using var _ = answer;
            string html = await answer.Content.ReadAsStringAsync();
            while (await city.Database.CountAsync("select count(*) from accounts_mails where sent_at is null") > 0) { }
            string letter = PeopleTests.Decoded(await File.ReadAllTextAsync(Assert.Single(Letters().Except(before))));
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not "Date").Select(h => $"{h.Key}: {(h.Key is "Set-Cookie" ? "one" : string.Join(", ", h.Value))}").Order(StringComparer.Ordinal);
            return new(answer.StatusCode, string.Join('\n', headers), Seal().Replace(html, ""), cookies.Split("; ").Length, letter);
        }

        HashSet<string> Letters() => Directory.Exists(city.MailFolder) ? [.. Directory.GetFiles(city.MailFolder, "*.eml")] : [];
    }

    [EveryDatabase]
    public async Task Ending_one_of_several_sessions_ends_that_one_alone_and_one_that_ended_is_like_one_that_never_was(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var sessions = new List<string> { ada.Cookies };
        for (int more = 0; more < 3; more++)
        {
            Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, city.NextCode(ada)));
            sessions.Add(ada.Cookies);
        }

        // Each page offers to end the other three: the one that only its own page leaves out is the session itself.
        var offered = new List<HashSet<string>>();
        foreach (string cookies in sessions) offered.Add(await OfferedAsync(cookies));
        Assert.All(offered, o => Assert.Equal(3, o.Count));
        string second = Assert.Single(offered[0].Except(offered[1]));
        Assert.Equal(HttpStatusCode.SeeOther, await EndAsync(second));
        foreach (var (cookies, n) in sessions.Select((c, n) => (c, n)))
        {
            using var answer = await city.Server.GetAsync("/home", ("Cookie", cookies));
            Assert.Equal(n == 1 ? HttpStatusCode.SeeOther : HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, await EndAsync(Never));
        Assert.Equal(HttpStatusCode.NotFound, await EndAsync(second));

        async Task<HashSet<string>> OfferedAsync(string cookies)
        {
            using var page = await city.Server.GetAsync("/account", ("Cookie", cookies));
            return [.. Ending().Matches(await page.Content.ReadAsStringAsync()).Select(m => m.Groups[1].Value)];
        }

        async Task<HttpStatusCode> EndAsync(string session)
        {
            var (answer, _) = await city.Server.SendFormAsync("/account", $"/account/sessions/{session}/end", sessions[3]);
            using (answer) return answer.StatusCode;
        }
    }

    [EveryDatabase]
    public async Task A_one_time_address_that_was_used_answers_like_one_that_never_was(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        string used = city.Server.FirstAdministrator!.PathAndQuery;
        Assert.Contains("id=\"key\"", await TextAsync(used), StringComparison.Ordinal);
        await city.FirstAdministratorAsync();
        Assert.Equal(await TextAsync("/set-up/" + new string('A', used.Length - "/set-up/".Length)), await TextAsync(used));

        async Task<string> TextAsync(string path)
        {
            using var answer = await city.Server.GetAsync(path);
            return (int)answer.StatusCode + await answer.Content.ReadAsStringAsync();
        }
    }

    private sealed record Answered(HttpStatusCode Status, string Headers, string Page, int Cookies, string Letter);

    [GeneratedRegex("(?<=name=\"form\"[^>]*value=\")[^\"]+")]
    private static partial Regex Seal();

    [GeneratedRegex("/account/sessions/([0-9a-f-]{36})/end")]
    private static partial Regex Ending();
}
