using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Storage;
using Parity.Web.Modules.Accounts.SignIn;

namespace Parity.App.Tests.Accounts;

[Long]
public sealed class SignInTests
{
    [EveryDatabase]
    public async Task On_an_empty_database_the_first_administrator_is_set_up_from_an_address_that_is_good_once(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var first = city.Server.FirstAdministrator!;
        var ada = await city.FirstAdministratorAsync();

        Assert.Equal(HttpStatusCode.OK, await city.VisitAsync(ada, "/people"));
        using var again = await city.Server.GetAsync(first.PathAndQuery);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        await city.RestartAsync();
        Assert.Null(city.Server.FirstAdministrator);
        Assert.Equal(HttpStatusCode.OK, await city.VisitAsync(ada, "/people"));
        foreach (string demo in (string[])["/demo", "/demo/people.json"])
        {
            using var none = await city.Server.GetAsync(demo);
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }
    }

    [EveryDatabase]
    public async Task Password_and_code_sign_in_and_a_code_is_good_once(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        string before = ada.Cookies, code = city.NextCode(ada);

        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, code));
        Assert.NotEqual(before, ada.Cookies);
        Assert.Equal(HttpStatusCode.OK, await city.VisitAsync(ada, "/home"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.SignInAsync(ada, code));
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, city.NextCode(ada)));
    }

    [EveryDatabase]
    public async Task Of_two_sign_ins_with_the_same_code_at_once_one_is_let_in(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        string code = city.NextCode(ada);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => city.SignInAsync(ada, code)));

        Assert.Single(answers, HttpStatusCode.SeeOther);
    }

    [EveryDatabase]
    public async Task A_recovery_code_stands_in_once_for_the_app(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();

        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, ada.RecoveryCodes[3]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.SignInAsync(ada, ada.RecoveryCodes[3]));
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, ada.RecoveryCodes[4].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)));
    }

    [EveryDatabase]
    public async Task Whoever_signs_in_with_a_recovery_code_is_told_by_mail_and_nobody_who_uses_the_app_is(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        await using var store = await city.Database.OpenAsync(city.Clock);
        async Task<List<string>> LettersAsync() => (await store.ReadAsync(records => records.Set<Mail>().AsNoTracking().ToListAsync())).ConvertAll(m => m.Open(store.Key).Text);
        var before = await LettersAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.SignInAsync(ada, "2222-2222-2222"));
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, city.NextCode(ada)));
        Assert.Equal(before, await LettersAsync());

        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, ada.RecoveryCodes[3]));
        string letter = Assert.Single((await LettersAsync()).Except(before));
        Assert.Contains("A recovery code of your account was used", letter, StringComparison.Ordinal);
        Assert.DoesNotContain(ada.RecoveryCodes[3], letter, StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task What_was_wrong_and_whether_there_is_such_an_account_is_not_told(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var answers = new List<string>();
        foreach (var (mail, password, code) in (IEnumerable<(string, string, string)>)
                 [(ada.Mail, "wrong wrong wrong", "000000"), (ada.Mail, ada.Password, "000000"), ("bob@example.org", "wrong wrong wrong", "000000"), (ada.Mail, "wrong wrong wrong", city.NextCode(ada))])
        {
            var (answer, _) = await city.Server.SendFormAsync("/sign-in", "/sign-in", "", ("mail", mail), ("password", password), ("code", code));
            using (answer)
            {
                Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
                string html = await answer.Content.ReadAsStringAsync();
                answers.Add(html.Replace(mail, "", StringComparison.Ordinal).Replace(CityPeople.SealIn(html), "", StringComparison.Ordinal));
            }
        }

        Assert.Single(answers.Distinct());
    }

    [EveryDatabase]
    public async Task Guessing_is_cut_short_and_does_not_shut_out_the_browser_its_owner_uses(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, city.NextCode(ada)));
        string known = ada.Cookies;
        city.Clock.Pass(TimeSpan.FromMinutes(10));

        var guesses = await Task.WhenAll(Enumerable.Range(0, 14).Select(n => city.SignInAsync(ada, "000000", $"guess number {n}")));

        Assert.Equal(10, guesses.Count(g => g is HttpStatusCode.UnprocessableEntity));
        Assert.Equal(4, guesses.Count(g => g is HttpStatusCode.TooManyRequests));
        Assert.Equal(HttpStatusCode.TooManyRequests, await city.SignInAsync(ada, city.NextCode(ada)));
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, city.NextCode(ada), cookies: known));
        city.Clock.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, city.NextCode(ada)));
    }

    [EveryDatabase]
    public async Task Tries_from_the_same_network_do_not_shut_out_a_browser_that_is_known(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, city.NextCode(ada)));
        string known = ada.Cookies;
        city.Clock.Pass(TimeSpan.FromMinutes(10));

        int most = AccountPolicy.InForceAt(city.Clock.GetUtcNow()).TriesFromOneAddress;
        for (int n = 0; n < most; n++)
        {
            var (asked, _) = await city.Server.SendFormAsync("/forgotten-password", "/forgotten-password", "", ("mail", $"nobody{n}@example.org"));
            using (asked) Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await city.SignInAsync(ada, city.NextCode(ada)));
        Assert.Equal(HttpStatusCode.SeeOther, await city.SignInAsync(ada, city.NextCode(ada), cookies: known));
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    public void A_line_with_many_addresses_counts_as_one(string address, string network) => Assert.Equal(network, SignInEndpoints.NetworkOf(IPAddress.Parse(address)));

    [EveryDatabase]
    public async Task Guesses_are_counted_over_all_nodes_together(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        await using var other = await Server.RunningServer.ServingAsync(city.Database, city.Clock);
        async Task<HttpStatusCode> GuessAsync(Server.RunningServer node)
        {
            var (answer, _) = await node.SendFormAsync("/sign-in", "/sign-in", "", ("mail", ada.Mail), ("password", "no such password"), ("code", "000000"));
            using (answer) return answer.StatusCode;
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => GuessAsync(n % 2 == 0 ? city.Server : other)));

        Assert.Equal(10, answers.Count(a => a is HttpStatusCode.UnprocessableEntity));
    }

    [EveryDatabase]
    public async Task A_session_ends_when_idle_when_old_when_ended_elsewhere_and_with_the_account(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        city.Clock.Pass(TimeSpan.FromMinutes(50));
        Assert.Equal(HttpStatusCode.OK, await city.VisitAsync(ada, "/home"));
        city.Clock.Pass(TimeSpan.FromMinutes(50));
        Assert.Equal(HttpStatusCode.OK, await city.VisitAsync(ada, "/home"));
        city.Clock.Pass(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.SeeOther, await city.VisitAsync(ada, "/home"));

        await city.SignInAsync(ada, city.NextCode(ada));
        for (int quarter = 0; quarter < 4 * 12; quarter++)
        {
            Assert.Equal(HttpStatusCode.OK, await city.VisitAsync(ada, "/home"));
            city.Clock.Pass(TimeSpan.FromMinutes(15));
        }

        Assert.Equal(HttpStatusCode.SeeOther, await city.VisitAsync(ada, "/home"));

        await city.SignInAsync(ada, city.NextCode(ada));
        string one = ada.Cookies;
        await city.SignInAsync(ada, city.NextCode(ada));
        var (answer, _) = await city.Server.SendFormAsync("/account", "/account/sessions/end-others", ada.Cookies);
        using (answer) Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await city.VisitAsync(ada, "/home"));
        ada.Cookies = one;
        Assert.Equal(HttpStatusCode.SeeOther, await city.VisitAsync(ada, "/home"));
    }

    [EveryDatabase]
    public async Task What_is_dangerous_asks_for_a_fresh_proof_and_goes_on_from_there(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        Assert.Equal(HttpStatusCode.OK, await city.VisitAsync(ada, "/people/invite"));
        var publisher = await city.InviteAsync(ada, "Petra Print", "petra@example.org", "publisher");
        city.Clock.Pass(TimeSpan.FromMinutes(11));
        using (var sent = await city.Server.GetAsync("/people/invite", ("Cookie", ada.Cookies))) Assert.Equal("/account/prove?to=%2Fpeople%2Finvite", sent.Headers.Location?.OriginalString);
        var (deed, _) = await city.Server.SendFormAsync("/home", "/people/01234567-89ab-7def-8123-456789abcdef/disable", ada.Cookies);
        using (deed) Assert.StartsWith("/account/prove", deed.Headers.Location?.OriginalString, StringComparison.Ordinal);
        foreach (string to in (string[])["publish", "withdraw"])
        {
            var (publication, _) = await city.Server.SendFormAsync("/home", $"/publishing/01234567-89ab-7def-8123-456789abcdef/{to}", publisher.Cookies);
            using (publication) Assert.Equal("/account/prove?to=%2Fpublishing%2F01234567-89ab-7def-8123-456789abcdef", publication.Headers.Location?.OriginalString);
        }

        var (wrong, _) = await city.Server.SendFormAsync("/account/prove", "/account/prove", ada.Cookies, ("password", ada.Password), ("code", "000000"), ("to", "/people/invite"));
        using (wrong) Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var (right, _) = await city.Server.SendFormAsync("/account/prove", "/account/prove", ada.Cookies, ("password", ada.Password), ("code", city.NextCode(ada)), ("to", "//elsewhere.example"));
        using (right) Assert.Equal("/home", right.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await city.VisitAsync(ada, "/people/invite"));
    }

    [EveryDatabase]
    public async Task A_short_password_a_guessable_one_and_a_wrong_code_are_told_at_their_field_and_nothing_is_made(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        string path = city.Server.FirstAdministrator!.PathAndQuery;
        foreach (var (password, advice) in (IEnumerable<(string, string)>)[("short", "at least 12"), ("password12345", "Choose another"), ("aaaaaaaaaaaaaa", "Choose another"), ("ada.lovelock.1815", "Choose another")])
        {
            var (answer, _) = await city.Server.SendFormAsync(path, path, "", ("name", "Ada"), ("mail", "ada.lovelock@example.org"), ("password", password), ("code", "123456"));
            using (answer)
            {
                string html = await answer.Content.ReadAsStringAsync();
                Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
                Assert.Contains(advice, html, StringComparison.Ordinal);
                Assert.Contains("href=\"#code\"", html, StringComparison.Ordinal);
                Assert.DoesNotContain(password, html, StringComparison.Ordinal);
            }
        }

        Assert.Equal(0L, Convert.ToInt64(await city.Database.AskAsync("select count(*) from accounts_people"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [EveryDatabase]
    public async Task The_database_alone_tells_no_password_no_key_and_no_one_time_address(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var invitation = await city.InvitationAsync(ada, "Grace Hopperley", "grace@example.org", "auditor");
        await using var store = await city.Database.OpenAsync(city.Clock);
        string all = await Dump.EverythingAsync(city.Database);

        Assert.Contains("grace@example.org", all, StringComparison.Ordinal);
        foreach (string secret in (string[])[ada.Password, ada.Key, ada.RecoveryCodes[0], ada.RecoveryCodes[0].Replace("-", "", StringComparison.Ordinal), invitation.Segments[^1], city.Database.Key.ToText()])
            Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase);
        Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(store).HandleAsync(new(), default));
    }

    [Fact]
    public async Task A_wrong_password_takes_as_long_for_nobody_as_for_somebody()
    {
        await using var city = await Partnership.OnAsync(Engine.Sqlite);
        var ada = await city.FirstAdministratorAsync();
        var times = new Dictionary<string, List<TimeSpan>> { [ada.Mail] = [], ["nobody@example.org"] = [] };
        for (int round = 0; round < 12; round++)
            foreach (string mail in times.Keys)
            {
                city.Clock.Pass(TimeSpan.FromMinutes(6));
                using var page = await city.Server.GetAsync("/sign-in");
                var watch = Stopwatch.StartNew();
                var (answer, _) = await city.Server.SendFormAsync("/sign-in", "/sign-in", "", ("mail", mail), ("password", "no such password"), ("code", "000000"));
                answer.Dispose();
                times[mail].Add(watch.Elapsed);
            }

        // Without the decoy the difference is that of the hash: a hundredfold of everything else together.
        double somebody = Median(times[ada.Mail]), nobody = Median(times["nobody@example.org"]);
        Assert.InRange(nobody / somebody, 0.5, 2);

        static double Median(List<TimeSpan> all) => all.Select(t => t.TotalMilliseconds).Order().ElementAt(all.Count / 2);
    }
}
