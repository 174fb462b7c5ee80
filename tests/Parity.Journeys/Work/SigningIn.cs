using Microsoft.Playwright;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Accounts;

namespace Parity.Journeys.Work;

/// <summary>How somebody gets in, on each database: with password and code, and with a passkey.</summary>
public sealed class SigningIn(Browser browser) : IClassFixture<Browser>
{
    internal const string Mail = "ada@example.org";
    private const string Password = "correct horse battery";

    /// <summary>PostgreSQL where a server is named, as for the other tests of databases.</summary>
    public static TheoryData<string> Databases => EveryDatabaseAttribute.Postgres is null ? new() { "Sqlite" } : new() { "Sqlite", "Postgres" };

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_administrator_sets_up_and_signs_in_with_password_and_code_without_any_script(string engine)
    {
        await using var database = await TestDatabase.MakeAsync(Enum.Parse<Engine>(engine));
        await using var server = await RunningServer.ServingAsync(database, TimeProvider.System);
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!, scripts: false);
        var page = await visit.NewPageAsync();
        // The accessibility rules are themselves a script, and are tried in the other journey.
        string key = await SetUpAsync(page, server, _ => Task.FromResult<IReadOnlyList<string>>([]));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Sign in - Parity");

        await page.Locator("#mail").FillAsync(Mail);
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("#code").FillAsync("000000");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveTitleAsync("Error: Sign in - Parity");
        await page.Locator("#password").FillAsync(Password);
        // The step of the set-up is used up; the next one is good already.
        await page.Locator("#code").FillAsync(CodeOf(key, later: 1));
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page).ToHaveTitleAsync("Start page - Parity");
        await page.GetByRole(AriaRole.Link, new() { Name = "Accounts", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Ada Lovelock" })).ToBeVisibleAsync();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_passkey_is_added_and_signs_in_with_nothing_typed(string engine)
    {
        await using var database = await TestDatabase.MakeAsync(Enum.Parse<Engine>(engine));
        await using var server = await RunningServer.ServingAsync(database, TimeProvider.System);
        await using var visit = await browser.VisitAsync(server.Client.BaseAddress!);
        var page = await visit.NewPageAsync();
        var said = new List<string>();
        page.Console += (_, message) => said.Add(message.Text);
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        var made = await device.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await SetUpAsync(page, server, name => Browser.FaultsAsync(page, name));

        await page.GetByRole(AriaRole.Link, new() { Name = "Your account", Exact = true }).ClickAsync();
        await page.GetByLabel("Name for a new passkey").FillAsync("Work telephone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Work telephone" })).ToBeVisibleAsync();
        Assert.Empty(await Browser.FaultsAsync(page, "account with a passkey"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Start page - Parity");
        await page.GetByRole(AriaRole.Link, new() { Name = "Your account", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "passkey", Exact = true })).ToBeVisibleAsync();

        // A device that does not check who holds it is not let in.
        await device.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object> { ["authenticatorId"] = made!.Value.GetProperty("authenticatorId").GetString()!, ["isUserVerified"] = false });
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Nothing came of it");
        Assert.DoesNotContain(said, text => text.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    internal static async Task<string> SetUpAsync(IPage page, RunningServer server, Func<string, Task<IReadOnlyList<string>>> faultsOf)
    {
        await page.GotoAsync(server.FirstAdministrator!.PathAndQuery);
        Assert.Empty(await faultsOf("set up"));
        string key = (await page.Locator("#key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await page.GetByLabel("Your name").FillAsync("Ada Lovelock");
        await page.GetByLabel("Your mail address").FillAsync(Mail);
        await page.Locator("#password").FillAsync(Password);
        await page.GetByLabel("Code that the app shows now").FillAsync(CodeOf(key));
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up and sign in" }).ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Your recovery codes - Parity");
        Assert.Empty(await faultsOf("recovery codes"));
        await page.GetByRole(AriaRole.Link, new() { Name = "I have them: go on" }).ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Start page - Parity");
        return key;
    }

    /// <summary>As an authenticator app would show it.</summary>
    private static string CodeOf(string key, int later = 0)
    {
        var bits = string.Concat(key.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] bytes = [.. Enumerable.Range(0, bits.Length / 8).Select(n => Convert.ToByte(bits.Substring(n * 8, 8), 2))];
        return TimeCode.At(bytes, TimeCode.StepAt(TimeProvider.System.GetUtcNow()) + later);
    }
}
