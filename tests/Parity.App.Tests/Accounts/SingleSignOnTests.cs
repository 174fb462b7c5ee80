using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts.Contract;

namespace Parity.App.Tests.Accounts;

public sealed partial class SingleSignOnTests
{
    [EveryDatabase]
    public async Task Somebody_invited_comes_in_by_their_organisations_provider_without_a_password_of_ours(Engine engine)
    {
        await using var city = await Council.OnAsync(engine, asksSecondFactor: true);
        await city.InviteAsync("Grace Hopperley", "grace@council.example", Role.HrAnalyst);

        var (answer, cookies) = await city.ComeInAsync();

        Assert.Equal("/home", answer);
        // Asked for a proof of their own, they are told how to come to have one.
        using var proof = await city.Real.Server.GetAsync("/account/prove?to=/applications", ("Cookie", cookies));
        string advice = await proof.Content.ReadAsStringAsync();
        Assert.Contains("ask an administrator to send it again", advice, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"password\"", advice, StringComparison.Ordinal);
        using var home = await city.Real.Server.GetAsync("/home", ("Cookie", cookies));
        Assert.Contains("Grace Hopperley, HR analyst", await home.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null((await city.ComeInAsync(returnTwice: true)).Location);
    }

    [EveryDatabase]
    public async Task Where_the_provider_asks_for_no_second_factor_ours_is_asked_for(Engine engine)
    {
        await using var city = await Council.OnAsync(engine, asksSecondFactor: false);
        var grace = await city.SetUpAsync("Grace Hopperley", "grace@council.example", Role.HrAnalyst);
        await CodeIsAskedForAsync(city, grace);
    }

    [EveryDatabase]
    public async Task An_account_that_is_set_up_here_is_opened_to_a_provider_by_our_second_factor_once_and_its_owner_is_told(Engine engine)
    {
        await using var city = await Council.OnAsync(engine, asksSecondFactor: true);
        var grace = await city.SetUpAsync("Grace Hopperley", "grace@council.example", Role.HrAnalyst);
        long before = await LettersAsync();
        Assert.Equal("/sign-in/organisation/code", (await city.ComeInAsync()).Location);
        Assert.Equal(before, await LettersAsync());
        await CodeIsAskedForAsync(city, grace);
        Assert.Equal(before + 1, await LettersAsync());
        Assert.Equal("/home", (await city.ComeInAsync()).Location);
        Assert.Equal(before + 1, await LettersAsync());

        async Task<long> LettersAsync() => Convert.ToInt64(await city.Real.Database.AskAsync("select count(*) from accounts_mails"), System.Globalization.CultureInfo.InvariantCulture);
    }

    [EveryDatabase]
    public async Task A_role_beyond_the_organisation_ends_what_its_provider_has_opened(Engine engine)
    {
        await using var city = await Council.OnAsync(engine, asksSecondFactor: true);
        await city.InviteAsync("Grace Hopperley", "grace@council.example", Role.HrAnalyst);
        var (_, cookies) = await city.ComeInAsync();
        string page = await PeopleTests.PersonPageAsync(city.Real, city.Ada, "Grace Hopperley");

        await PeopleTests.DoAsync(city.Real, city.Ada, page, page + "/roles", ("role", "hr-lead"), ("scope", $"organisation {city.Organisation}"), ("why", "As the board decided."));
        using (var home = await city.Real.Server.GetAsync("/home", ("Cookie", cookies))) Assert.Equal(HttpStatusCode.OK, home.StatusCode);
        await PeopleTests.DoAsync(city.Real, city.Ada, page, page + "/roles", ("role", "publisher"), ("scope", "partnership"), ("why", "As the board decided."));
        using var ended = await city.Real.Server.GetAsync("/publishing", ("Cookie", cookies));
        Assert.Equal("/sign-in", ended.Headers.Location?.OriginalString);
    }

    [EveryDatabase]
    public async Task The_employers_word_opens_no_application_and_no_copy_and_is_no_fresh_proof_until_the_person_proves_themselves(Engine engine)
    {
        await using var city = await Council.OnAsync(engine, asksSecondFactor: true);
        var grace = await city.SetUpAsync("Grace Hopperley", "grace@council.example", Role.HrAnalyst);
        await CodeIsAskedForAsync(city, grace);
        var (_, cookies) = await city.ComeInAsync();
        foreach (var (path, to) in (IEnumerable<(string, string)>)[("/applications", "/applications"), ($"/applications/{Guid.CreateVersion7():D}/work", "/applications"), ("/apply/stepping-up", "/apply/stepping-up"), ("/account/password", "/account/password")])
        {
            using var asked = await city.Real.Server.GetAsync(path, ("Cookie", cookies));
            Assert.Equal("/account/prove?to=" + Uri.EscapeDataString(to), asked.Headers.Location?.OriginalString);
        }

        var (copy, _) = await city.Real.Server.SendFormAsync("/account", "/account/copy", cookies);
        using (copy) Assert.StartsWith("/account/prove", copy.Headers.Location?.OriginalString, StringComparison.Ordinal);
        var (proven, _) = await city.Real.Server.SendFormAsync("/account/prove?to=/applications", "/account/prove", cookies, ("to", "/applications"), ("password", grace.Password), ("code", city.Real.NextCode(grace)));
        using (proven) Assert.Equal("/applications", proven.Headers.Location?.OriginalString);
        city.Real.Clock.Pass(TimeSpan.FromMinutes(20));
        using var mine = await city.Real.Server.GetAsync("/applications", ("Cookie", cookies));
        Assert.Equal(HttpStatusCode.OK, mine.StatusCode);
    }

    [EveryDatabase]
    public async Task Where_the_token_itself_says_that_there_was_none_ours_is_asked_for_whatever_was_promised(Engine engine)
    {
        await using var city = await Council.OnAsync(engine, asksSecondFactor: true);
        var grace = await city.SetUpAsync("Grace Hopperley", "grace@council.example", Role.HrAnalyst);
        foreach (Action<JsonObject> weak in (Action<JsonObject>[])[c => c["amr"] = new JsonArray("pwd"), c => c["amr"] = new JsonArray("otp", "hwk"), c => c["acr"] = "0", c => (c["acr"], c["amr"]) = ("0", new JsonArray("mfa"))])
        {
            city.Provider.Claims = weak;
            await CodeIsAskedForAsync(city, grace);
        }

        foreach (Action<JsonObject> strong in (Action<JsonObject>[])[c => c["amr"] = new JsonArray("pwd", "mfa"), c => c["amr"] = new JsonArray("pin", "hwk"), c => c["acr"] = "1"])
        {
            city.Provider.Claims = strong;
            Assert.Equal("/home", (await city.ComeInAsync()).Location);
        }
    }

    [EveryDatabase]
    public async Task Every_token_that_is_not_right_in_one_thing_is_refused(Engine engine)
    {
        await using var city = await Council.OnAsync(engine, asksSecondFactor: true);
        await city.InviteAsync("Grace Hopperley", "grace@council.example", Role.HrAnalyst);
        await city.InviteAsync("Olga Outside", "olga@elsewhere.example", Role.HrAnalyst);
        var provider = city.Provider;
        long now = city.Real.Clock.GetUtcNow().ToUnixTimeSeconds();
        using var stranger = RSA.Create(2048);
        var badClaims = new Dictionary<string, Action<JsonObject>>
        {
            ["issuer"] = c => c["iss"] = "https://other.example",
            ["issuer with a slash"] = c => c["iss"] = c["iss"] + "/",
            ["no issuer"] = c => c.Remove("iss"),
            ["audience"] = c => c["aud"] = "another client",
            ["no audience"] = c => c.Remove("aud"),
            ["several without a party"] = c => c["aud"] = new JsonArray(SmallProvider.ClientId, "another client"),
            ["party"] = c => c["azp"] = "another client",
            ["run out"] = c => c["exp"] = now - 130,
            ["no end"] = c => c.Remove("exp"),
            ["end as words"] = c => c["exp"] = "tomorrow",
            ["not yet"] = c => c["nbf"] = now + 130,
            ["made later"] = c => c["iat"] = now + 130,
            ["made long ago"] = c => c["iat"] = now - 601,
            ["no making"] = c => c.Remove("iat"),
            ["nonce"] = c => c["nonce"] = new string('a', 64),
            ["no nonce"] = c => c.Remove("nonce"),
            ["no subject"] = c => c.Remove("sub"),
            ["empty subject"] = c => c["sub"] = "",
            ["mail not made sure of"] = c => c["email_verified"] = false,
            ["mail perhaps made sure of"] = c => c["email_verified"] = "true",
            ["no mail"] = c => c.Remove("email"),
            ["mail of another domain"] = c => c["email"] = "olga@elsewhere.example",
            ["mail of nobody"] = c => c["email"] = "nobody@council.example",
            ["mail that ends alike"] = c => c["email"] = "grace@evilcouncil.example",
        };
        var badTokens = new Dictionary<string, Func<JsonObject, JsonObject, string>>
        {
            ["no signature"] = (h, c) => $"{SmallProvider.Part(With(h, "alg", "none").ToJsonString())}.{SmallProvider.Part(c.ToJsonString())}.",
            ["the public key as a shared one"] = (h, c) => SmallProvider.Sign(With(h, "alg", "HS256"), c, b => HMACSHA256.HashData(provider.Rsa.ExportSubjectPublicKeyInfo(), b)),
            ["our secret as a shared one"] = (h, c) => SmallProvider.Sign(With(h, "alg", "HS256"), c, b => HMACSHA256.HashData(Encoding.UTF8.GetBytes(SmallProvider.ClientSecret), b)),
            ["one kind under the other's name"] = (h, c) => SmallProvider.Sign(With(h, "alg", "ES256"), c, provider.WithRsa),
            ["the curve's key under the wrong algorithm"] = (h, c) => SmallProvider.Sign(With(h, "kid", "curve"), c, provider.WithElliptic),
            ["a stronger hash"] = (h, c) => SmallProvider.Sign(With(h, "alg", "RS512"), c, b => provider.Rsa.SignData(b, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
            ["a stranger's key under the right name"] = (h, c) => SmallProvider.Sign(h, c, b => stranger.SignData(b, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            ["a key with a name nobody knows"] = (h, c) => SmallProvider.Sign(With(h, "kid", "three"), c, provider.WithRsa),
            ["a key brought along"] = (h, c) => SmallProvider.Sign(With(With(h, "kid", "mine"), "jwk", "{}"), c, b => stranger.SignData(b, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            ["an extension"] = (h, c) => SmallProvider.Sign(With(h, "crit", "b64"), c, provider.WithRsa),
            ["claims changed after signing"] = (h, c) => SmallProvider.Sign(h, c, provider.WithRsa).Split('.') is [var a, _, var s] ? $"{a}.{SmallProvider.Part(With(c, "sub", "person 18").ToJsonString())}.{s}" : "",
            ["half a signature"] = (h, c) => SmallProvider.Sign(h, c, provider.WithRsa)[..^20],
            ["a claim given twice"] = (h, c) => SignText(h, "{\"sub\":\"person 1\"," + c.ToJsonString()[1..]),
            ["claims that are no object"] = (h, _) => SignText(h, "[]"),
            ["four parts"] = (h, c) => SmallProvider.Sign(h, c, provider.WithRsa) + ".AAAA",
            ["nothing"] = (_, _) => "",
        };

        string SignText(JsonObject header, string claims)
        {
            string content = $"{SmallProvider.Part(header.ToJsonString())}.{SmallProvider.Part(claims)}";
            return $"{content}.{System.Buffers.Text.Base64Url.EncodeToString(provider.WithRsa(Encoding.ASCII.GetBytes(content)))}";
        }

        var letIn = new List<string>();
        foreach (var (what, spoil) in badClaims)
        {
            provider.Claims = spoil;
            if ((await city.ComeInAsync()).Location is not null) letIn.Add(what);
        }

        provider.Claims = _ => { };
        foreach (var (what, make) in badTokens)
        {
            provider.Make = make;
            if ((await city.ComeInAsync()).Location is not null) letIn.Add(what);
        }

        House.Offences.None(letIn);
        provider.Make = null;
        Assert.Equal("/home", (await city.ComeInAsync()).Location);
        provider.Claims = c => (c["aud"], c["azp"]) = (new JsonArray("another client", SmallProvider.ClientId), SmallProvider.ClientId);
        Assert.Equal("/home", (await city.ComeInAsync()).Location);
        provider.Make = (h, c) => SmallProvider.Sign(With(With(h, "alg", "ES256"), "kid", "curve"), c, provider.WithElliptic);
        Assert.Equal("/home", (await city.ComeInAsync()).Location);
    }

    [EveryDatabase]
    public async Task An_answer_to_another_question_another_browser_or_without_its_proof_is_refused(Engine engine)
    {
        await using var city = await Council.OnAsync(engine, asksSecondFactor: true);
        await city.InviteAsync("Grace Hopperley", "grace@council.example", Role.HrAnalyst);
        var (asked, cookies) = await city.AskAsync();
        string right = city.Provider.Answer(asked);
        foreach (var (path, with) in (IEnumerable<(string, string)>)[(right, ""), (StateIn().Replace(right, "state=" + new string('b', 64)), cookies), (StateIn().Replace(right, "x=1"), cookies), (right.Replace("iss=", "iss=x", StringComparison.Ordinal), cookies), ("/sign-in/organisation/return", cookies), ("/sign-in/organisation/return?error=access_denied", cookies)])
        {
            using var refused = await city.Real.Server.GetAsync(path, ("Cookie", with));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        var (_, others) = await city.AskAsync();
        using (var foreign = await city.Real.Server.GetAsync(right, ("Cookie", others))) Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var good = await city.Real.Server.GetAsync(right, ("Cookie", cookies));
        Assert.Equal("/home", good.Headers.Location?.OriginalString);
    }

    [EveryDatabase]
    public async Task A_provider_speaks_for_its_own_people_alone_and_for_nobody_with_a_role_beyond_it(Engine engine)
    {
        await using var city = await Council.OnAsync(engine, asksSecondFactor: true);
        var grace = await city.InviteAsync("Grace Hopperley", "grace@council.example", Role.HrAnalyst);
        Assert.Equal("/home", (await city.ComeInAsync()).Location);

        string page = await PeopleTests.PersonPageAsync(city.Real, city.Ada, "Grace Hopperley");
        await PeopleTests.DoAsync(city.Real, city.Ada, page, page + "/roles", ("role", "publisher"), ("scope", "partnership"), ("why", "As the board decided."));
        Assert.Null((await city.ComeInAsync()).Location);
        await PeopleTests.DoAsync(city.Real, city.Ada, page, LastEnd().Match(await PeopleTests.HtmlAsync(city.Real, city.Ada, page)).Groups[1].Value, ("why", "As the board decided."));
        Assert.Equal("/home", (await city.ComeInAsync()).Location);

        // Somebody else there is given the address of somebody who left.
        city.Provider.Claims = c => c["sub"] = "person 18";
        Assert.Null((await city.ComeInAsync()).Location);
        city.Provider.Claims = _ => { };
        // What an account is proven with is set anew: what its provider calls the person is forgotten with it.
        var (reset, _) = await city.Real.Server.SendFormAsync(page, page + "/reset", city.Ada.Cookies);
        using (reset) Assert.Equal(HttpStatusCode.OK, reset.StatusCode);
        city.Provider.Claims = c => c["sub"] = "person 18";
        Assert.Equal("/home", (await city.ComeInAsync()).Location);
        city.Provider.Claims = _ => { };
        Assert.Null((await city.ComeInAsync()).Location);
        city.Provider.Claims = c => c["sub"] = "person 18";
        await PeopleTests.DoAsync(city.Real, city.Ada, page, page + "/disable", ("why", "As the board decided."));
        Assert.Null((await city.ComeInAsync()).Location);
    }

    [EveryDatabase]
    public async Task A_new_key_of_the_provider_is_found_and_a_provider_that_contradicts_itself_is_not_asked(Engine engine)
    {
        await using var city = await Council.OnAsync(engine, asksSecondFactor: true);
        await city.InviteAsync("Grace Hopperley", "grace@council.example", Role.HrAnalyst);
        Assert.Equal("/home", (await city.ComeInAsync()).Location);
        city.Provider.ChangeKey();
        city.Real.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal("/home", (await city.ComeInAsync()).Location);

        foreach (Action<JsonObject> lie in (Action<JsonObject>[])[c => c["issuer"] = "https://other.example", c => c["token_endpoint"] = "http://other.example/token", c => c.Remove("jwks_uri")])
        {
            city.Provider.Card = lie;
            city.Real.Clock.Pass(TimeSpan.FromMinutes(11));
            using var answer = await city.Real.Server.GetAsync(await city.FirstChoiceAsync());
            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        }
    }

    [EveryDatabase]
    public async Task Settings_are_checked_replaced_and_ended_and_the_secret_is_shown_to_nobody(Engine engine)
    {
        await using var city = await Council.OnAsync(engine, asksSecondFactor: true);
        string page = $"/people/sign-on/{city.Organisation}";
        foreach (var (field, value) in (IEnumerable<(string, string)>)[("issuer", "http://provider.example"), ("issuer", "https://provider.example?x=1"), ("client", ""), ("domains", "council"), ("domains", "")])
        {
            (string, string)[] fields = [.. city.Settings.Select(s => s.Item1 == field ? (field, value) : s)];
            var (refused, _) = await city.Real.Server.SendFormAsync(page, page, city.Ada.Cookies, fields);
            using (refused) Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        var (kept, _) = await city.Real.Server.SendFormAsync(page, page, city.Ada.Cookies, [.. city.Settings.Select(s => s.Item1 == "secret" ? (s.Item1, "") : s)]);
        using (kept) Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        Assert.DoesNotContain(SmallProvider.ClientSecret, await PeopleTests.HtmlAsync(city.Real, city.Ada, page), StringComparison.Ordinal);
        await city.InviteAsync("Grace Hopperley", "grace@council.example", Role.HrAnalyst);
        Assert.Equal("/home", (await city.ComeInAsync()).Location);
        var (_, cookies) = await city.ComeInAsync();
        await PeopleTests.DoAsync(city.Real, city.Ada, page, page + "/end");
        using var ended = await city.Real.Server.GetAsync("/home", ("Cookie", cookies));
        Assert.Equal("/sign-in", ended.Headers.Location?.OriginalString);
        using var choices = await city.Real.Server.GetAsync("/sign-in/organisation");
        Assert.Contains("No organisation has connected", await choices.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task CodeIsAskedForAsync(Council city, Partnership.Someone grace)
    {
        var (location, cookies) = await city.ComeInAsync();
        Assert.Equal("/sign-in/organisation/code", location);
        Assert.DoesNotContain("parity-session", cookies, StringComparison.Ordinal);
        var (wrong, _) = await city.Real.Server.SendFormAsync(location!, location!, cookies, ("code", "000000"));
        using (wrong) Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var (right, after) = await city.Real.Server.SendFormAsync(location!, location!, cookies, ("code", city.Real.NextCode(grace)));
        using (right) Assert.Equal("/home", right.Headers.Location?.OriginalString);
        Assert.Contains("parity-session", after, StringComparison.Ordinal);
    }

    private static JsonObject With(JsonObject one, string name, string value)
    {
        var copy = (JsonObject)one.DeepClone();
        copy[name] = value;
        return copy;
    }

    /// <summary>A partnership with one council whose provider is connected.</summary>
    private sealed class Council : IAsyncDisposable
    {
        public required Partnership Real { get; init; }
        public required SmallProvider Provider { get; init; }
        public required Partnership.Someone Ada { get; init; }
        public required string Organisation { get; init; }
        public required (string, string)[] Settings { get; init; }

        public static async Task<Council> OnAsync(Engine engine, bool asksSecondFactor)
        {
            var real = await Partnership.OnAsync(engine);
            var provider = await SmallProvider.StartAsync(real.Clock);
            var ada = await real.FirstAdministratorAsync();
            var (admitted, _) = await real.Server.SendFormAsync("/partnership/organisations/new", "/partnership/organisations/new", ada.Cookies, ("code", "council"), ("name", "The Council"), ("sector", "council"), ("on", "2026-04-01"));
            using var _1 = admitted;
            string organisation = admitted.Headers.Location!.OriginalString.Split('/')[^1];
            (string, string)[] settings = [("issuer", provider.Issuer.AbsoluteUri.TrimEnd('/')), ("client", SmallProvider.ClientId), ("secret", SmallProvider.ClientSecret), ("domains", "Council.example, council.test"), ("second-factor", asksSecondFactor ? "yes" : "")];
            string page = $"/people/sign-on/{organisation}";
            var (set, _) = await real.Server.SendFormAsync(page, page, ada.Cookies, settings);
            using (set) Assert.Equal(HttpStatusCode.SeeOther, set.StatusCode);
            return new() { Real = real, Provider = provider, Ada = ada, Organisation = organisation, Settings = settings };
        }

        public Task<Uri> InviteAsync(string name, string mail, Role role) => Real.InvitationAsync(Ada, name, mail, role.Word(), $"organisation {Organisation}");

        public async Task<Partnership.Someone> SetUpAsync(string name, string mail, Role role) => await Real.SetUpAsync((await InviteAsync(name, mail, role)).PathAndQuery, mail);

        public async Task<string> FirstChoiceAsync()
        {
            using var choices = await Real.Server.GetAsync("/sign-in/organisation");
            return Choice().Match(await choices.Content.ReadAsStringAsync()).Groups[1].Value;
        }

        /// <returns>Where the browser is sent, and the cookies it takes along.</returns>
        public async Task<(Uri Asked, string Cookies)> AskAsync()
        {
            using var sent = await Real.Server.GetAsync(await FirstChoiceAsync());
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
            return (sent.Headers.Location!, string.Join("; ", sent.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0])));
        }

        /// <returns>Where somebody arrives, null if they are refused; and their cookies.</returns>
        public async Task<(string? Location, string Cookies)> ComeInAsync(bool returnTwice = false)
        {
            var (asked, cookies) = await AskAsync();
            string back = Provider.Answer(asked);
            if (returnTwice) (await Real.Server.GetAsync(back, ("Cookie", cookies))).Dispose();
            using var answer = await Real.Server.GetAsync(back, ("Cookie", cookies));
            Assert.Equal(answer.Headers.Location is null ? HttpStatusCode.Forbidden : HttpStatusCode.SeeOther, answer.StatusCode);
            return (answer.Headers.Location?.OriginalString, answer.Headers.TryGetValues("Set-Cookie", out var set)
                ? string.Join("; ", set.Select(c => c.Split(';')[0]).GroupBy(c => c.Split('=')[0]).Select(c => c.Last()))
                : "");
        }

        public async ValueTask DisposeAsync()
        {
            await Provider.DisposeAsync();
            await Real.DisposeAsync();
        }
    }

    [GeneratedRegex("href=\"(/sign-in/organisation/[0-9a-f-]{36})\"")]
    private static partial Regex Choice();

    [GeneratedRegex("state=[0-9a-f]+")]
    private static partial Regex StateIn();

    [GeneratedRegex("action=\"(/people/[^\"]+/end)\"(?!.*action=\"/people/[^\"]+/end\")", RegexOptions.Singleline)]
    private static partial Regex LastEnd();
}
