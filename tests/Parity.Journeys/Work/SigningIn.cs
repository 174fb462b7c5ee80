using Microsoft.Playwright;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;

namespace Parity.Journeys.Work;

/// <summary>How somebody gets in, on each database: with password and code, and with a passkey.</summary>
public sealed class SigningIn
{
    internal const string Mail = "ada@example.org";

    /// <summary>PostgreSQL where a server is named, as for the other tests of databases.</summary>
    public static TheoryData<string> Databases => EveryDatabaseAttribute.Postgres is null ? new() { "Sqlite" } : new() { "Sqlite", "Postgres" };

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_administrator_sets_up_and_signs_in_with_password_and_code_without_any_script(string engine)
    {
        await using var database = await TestDatabase.MakeAsync(Enum.Parse<Engine>(engine));
        await using var server = await RunningServer.ServingAsync(database, TimeProvider.System);
        await using var visit = await Browser.VisitAsync(server.Client.BaseAddress!, scripts: false);
        var page = await visit.NewPageAsync();
        // The accessibility rules are themselves a script, and are tried in the other journey.
        string key = await SetUpAsync(page, server, _ => Task.FromResult<IReadOnlyList<string>>([]));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Sign in - Parity");

        await page.Locator("#mail").FillAsync(Mail);
        await page.Locator("#password").FillAsync(Newcomer.Password);
        await page.Locator("#code").FillAsync("000000");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveTitleAsync("Error: Sign in - Parity");
        await page.Locator("#password").FillAsync(Newcomer.Password);
        // The step of the set-up is used up; the next one is good already.
        await page.Locator("#code").FillAsync(Newcomer.CodeOf(key, later: 1));
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page).ToHaveTitleAsync("Start page - Parity");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Accounts", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Ada Lovelock" })).ToBeVisibleAsync();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_passkey_is_added_and_signs_in_with_nothing_typed(string engine)
    {
        await using var database = await TestDatabase.MakeAsync(Enum.Parse<Engine>(engine));
        await using var server = await RunningServer.ServingAsync(database, TimeProvider.System);
        await using var visit = await Browser.VisitAsync(server.Client.BaseAddress!);
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

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Your account", Exact = true }).ClickAsync();
        await page.GetByLabel("Name for a new passkey").FillAsync("Work telephone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Work telephone" })).ToBeVisibleAsync();
        Assert.Empty(await Browser.FaultsAsync(page, "account with a passkey"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Start page - Parity");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Your account", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "passkey", Exact = true })).ToBeVisibleAsync();

        // A device that does not check who holds it is not let in.
        await device.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object> { ["authenticatorId"] = made!.Value.GetProperty("authenticatorId").GetString()!, ["isUserVerified"] = false });
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Nothing came of it");
        Assert.DoesNotContain(said, text => text.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    internal static Task<string> SetUpAsync(IPage page, RunningServer server, Func<string, Task<IReadOnlyList<string>>> faultsOf) =>
        Newcomer.SetUpAsync(page, server.FirstAdministrator!.PathAndQuery, ("Ada Lovelock", Mail), faultsOf);
}
