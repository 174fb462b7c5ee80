using System.Net;
using System.Text.RegularExpressions;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;
using Parity.Web.Server;

namespace Parity.App.Tests.Accounts;

/// <summary>A real partnership's server on an empty database, and the people that a test sets up there through its pages.</summary>
internal sealed partial class Partnership : IAsyncDisposable
{
    private Partnership(TestDatabase database, ManualClock clock, RunningServer server) => (Database, Clock, Server) = (database, clock, server);

    public TestDatabase Database { get; }

    public ManualClock Clock { get; }

    public RunningServer Server { get; private set; }

    public string MailFolder => Path.Combine(Database.Folder, "mails");

    /// <param name="mails">Mails lie in a folder; else one-time addresses are shown to the administrator.</param>
    public static async Task<Partnership> OnAsync(Engine engine, bool mails = false)
    {
        var database = await TestDatabase.MakeAsync(engine);
        var clock = new ManualClock(new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.Zero));
        var server = await RunningServer.ServingAsync(database, clock, mails ? new PostRoute.Folder(Path.Combine(database.Folder, "mails"), "parity@example.org") : null);
        return new(database, clock, server);
    }

    /// <summary>Somebody set up: what they know, what their telephone holds, and the cookies of their browser.</summary>
    internal sealed class Someone(string mail, string password, string key, IReadOnlyList<string> recoveryCodes, string cookies)
    {
        public string Mail => mail;
        public string Password { get; set; } = password;
        public string Key { get; set; } = key;
        public IReadOnlyList<string> RecoveryCodes => recoveryCodes;
        public string Cookies { get; set; } = cookies;

        /// <summary>A browser that nobody has signed in with.</summary>
        public (string, string)[] Proof(string code) => [("mail", Mail), ("password", Password), ("code", code)];
    }

    /// <summary>The code that the telephone shows next: each call is a step later, as no code is good twice.</summary>
    public string NextCode(Someone person)
    {
        Clock.Pass(TimeSpan.FromSeconds(30));
        return CodeNow(person.Key);
    }

    public string CodeNow(string key) => TimeCode.At(Bytes(key), TimeCode.StepAt(Clock.GetUtcNow()));

    public Task<Someone> FirstAdministratorAsync() => SetUpAsync(Server.FirstAdministrator!.PathAndQuery, "ada@example.org", "Ada Lovelock");

    public async Task<Someone> SetUpAsync(string path, string mail, string? name = null, string password = "correct horse battery")
    {
        using var page = await Server.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        string key = KeyIn(await page.Content.ReadAsStringAsync());
        var (answer, cookies) = await Server.SendFormAsync(path, path, "", ("name", name ?? ""), ("mail", mail), ("password", password), ("code", CodeNow(key)));
        using var _ = answer;
        string html = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.OK, html);
        var codes = Codes().Matches(html).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(10, codes.Count);
        return new(mail, password, key, codes, cookies);
    }

    /// <summary>Invites and sets up; the administrator's cookies stay theirs.</summary>
    public async Task<Someone> InviteAsync(Someone administrator, string name, string mail, string role, string scope = "partnership") =>
        await SetUpAsync((await InvitationAsync(administrator, name, mail, role, scope)).PathAndQuery, mail);

    public async Task<Uri> InvitationAsync(Someone administrator, string name, string mail, string role, string scope = "partnership", (string From, string Until) days = default)
    {
        var (answer, _) = await Server.SendFormAsync("/people/invite", "/people/invite", administrator.Cookies, ("name", name), ("mail", mail), ("role", role), ("scope", scope), ("from", days.From ?? ""), ("until", days.Until ?? ""), ("why", "As the board decided."));
        using (answer) return AddressIn(await answer.Content.ReadAsStringAsync());
    }

    public static Uri AddressIn(string html) => new(Address().Match(html).Groups[1].Value is { Length: > 0 } found ? found : throw new InvalidOperationException(html));

    /// <summary>Signs in with whatever cookies the browser has; the answer tells how it went.</summary>
    public async Task<HttpStatusCode> SignInAsync(Someone person, string code, string? password = null, string cookies = "")
    {
        var (answer, after) = await Server.SendFormAsync("/sign-in", "/sign-in", cookies, ("mail", person.Mail), ("password", password ?? person.Password), ("code", code));
        using (answer)
        {
            if (answer.StatusCode is HttpStatusCode.SeeOther) person.Cookies = after;
            return answer.StatusCode;
        }
    }

    public async Task<HttpStatusCode> VisitAsync(Someone person, string path)
    {
        using var answer = await Server.GetAsync(path, ("Cookie", person.Cookies));
        return answer.StatusCode;
    }

    /// <summary>Fills in a form that is taken.</summary>
    /// <returns>Where it leads.</returns>
    public async Task<string> SendAsync(Someone by, string page, string action, params (string Name, string Value)[] fields)
    {
        var (answer, _) = await Server.SendFormAsync(page, action, by.Cookies, fields);
        using (answer)
        {
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            return answer.Headers.Location!.OriginalString;
        }
    }

    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        Server = await RunningServer.ServingAsync(Database, Clock);
    }

    public static string KeyIn(string html) => Key().Match(html).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static byte[] Bytes(string key)
    {
        var bits = string.Concat(key.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(n => Convert.ToByte(bits.Substring(n * 8, 8), 2))];
    }

    [GeneratedRegex("id=\"key\">([A-Z2-7 ]+)<")]
    private static partial Regex Key();

    [GeneratedRegex("<li class=\"hash\">([^<]+)</li>")]
    private static partial Regex Codes();

    [GeneratedRegex("id=\"one-time-address\">([^<]+)<")]
    private static partial Regex Address();
}
