using Microsoft.Playwright;

namespace Parity.Journeys.Work;

/// <summary>An administrator who keeps accounts, and an auditor who reads afterwards what was done and who looked at what.</summary>
public sealed class KeepingAccounts : IAsyncLifetime, IDisposable
{
    private readonly CityInBrowser city = new();

    public Task InitializeAsync() => city.InitializeAsync();

    public Task DisposeAsync() => city.DisposeAsync();

    public void Dispose() => city.Dispose();

    [Fact]
    public async Task An_administrator_invites_somebody_and_ends_a_session_and_an_auditor_reads_and_verifies_it()
    {
        var faults = new List<string>();
        var administrator = await city.SignInAsync("Administrator");
        var forgotten = await city.SignInAsync("Administrator");
        await administrator.ClickAsync("nav >> text=Accounts");
        await administrator.ClickAsync("main a[href='/people/invite']");
        await administrator.ClickAsync("main button[type=submit]");
        Assert.StartsWith("Error:", await administrator.TitleAsync(), StringComparison.Ordinal);
        await administrator.FillAsync("#name", "Ines Newcomer");
        await administrator.FillAsync("#mail", "ines@example.org");
        await administrator.SelectOptionAsync("#role", new SelectOptionValue { Label = "Auditor" });
        await administrator.SelectOptionAsync("#scope", new SelectOptionValue { Label = "The whole partnership" });
        await administrator.FillAsync("#why", "As the board decided.");
        await administrator.ClickAsync("main button[type=submit]");
        Assert.Equal("Ines Newcomer", await administrator.InnerTextAsync("h1"));
        Assert.Contains("/set-up/", await administrator.InnerTextAsync("#one-time-address"), StringComparison.Ordinal);
        faults.AddRange(await Browser.FaultsAsync(administrator, "somebody invited"));
        await administrator.ClickAsync("summary:has-text('Give another role')");
        await administrator.ClickAsync("text=Give this role");
        Assert.StartsWith("Error: Account of Ines Newcomer", await administrator.TitleAsync(), StringComparison.Ordinal);
        faults.AddRange(await Browser.FaultsAsync(administrator, "a role that was not chosen"));

        // Of what people are and answered, an administrator sees nothing.
        foreach (string closed in (string[])["/audit", "/audit/seen", "/figures", "/returns", "/programme"])
        {
            await administrator.GotoAsync(closed);
            Assert.Equal("This page is for another role", await administrator.InnerTextAsync("h1"));
        }

        await administrator.GotoAsync("/account");
        await administrator.ClickAsync("text=End all the others");
        await forgotten.GotoAsync("/home");
        Assert.EndsWith("/demo", new Uri(forgotten.Url).AbsolutePath, StringComparison.Ordinal);

        var manager = await city.SignInAsync("Programme manager");
        await manager.GotoAsync("/programme");
        await manager.ClickAsync("main table a:has-text('third cohort')");
        await manager.ClickAsync("main table a[href^='/programme/applications/'] >> nth=0");
        await manager.ClickAsync("text=Look at the declaration");
        string looked = (await manager.InnerTextAsync(".who p")).Split(',')[0];

        var auditor = await city.SignInAsync("Auditor");
        await auditor.ClickAsync("nav >> a[href='/audit']");
        Assert.Contains("invited", await auditor.InnerTextAsync("main table"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("ines@example.org", await auditor.ContentAsync(), StringComparison.Ordinal);
        await auditor.ClickAsync("text=Verify the log");
        Assert.Equal("The log is the one that was written", await auditor.InnerTextAsync("h1"));
        await auditor.FillAsync("#position", await auditor.InnerTextAsync("dd >> nth=0"));
        await auditor.FillAsync("#hash", await auditor.InnerTextAsync("dd >> nth=1"));
        await auditor.ClickAsync("text=Verify with it");
        Assert.Contains("still holds the line noted outside", await auditor.InnerTextAsync("main"), StringComparison.Ordinal);
        await auditor.FillAsync("#position", "1");
        await auditor.FillAsync("#hash", new string('0', 64));
        await auditor.ClickAsync("text=Verify with it");
        Assert.Equal("The log is not the one that was written", await auditor.InnerTextAsync("h1"));
        faults.AddRange(await Browser.FaultsAsync(auditor, "a log that does not verify"));
        await auditor.GotoAsync("/audit");
        await auditor.ClickAsync("text=Who saw special-category data");
        Assert.Contains(looked, await auditor.InnerTextAsync("main table"), StringComparison.Ordinal);
        faults.AddRange(await Browser.FaultsAsync(auditor, "who saw what"));
        Assert.Equal("", string.Join('\n', faults));
        await KeepWithTheKeyboardAsync("Ines Newcomer");
    }

    /// <summary>An administrator without a mouse gives a role that needs two people, and a delivery manager without one confirms it; the administrator adds an organisation.</summary>
    private async Task KeepWithTheKeyboardAsync(string to)
    {
        var administrator = await city.SignInAsync("Administrator", deed: Keys.SignInAsync);
        await Keys.PressAsync(administrator, "Accounts");
        await administrator.ComesToAsync("/people");
        await Keys.TypeAsync(administrator, "#name", to);
        await administrator.Keyboard.PressAsync("Enter");
        await administrator.ComesToAsync("/people[?]name=[^/]+");
        await Keys.PressAsync(administrator, to);
        await administrator.WaitForSelectorAsync($"h1:has-text('{to}')");
        await Keys.PressAsync(administrator, "Give another role", "Space");
        await Keys.GoRoundAsync(administrator);
        await Keys.ChooseAsync(administrator, "#role", "publisher");
        await Keys.TypeAsync(administrator, "#why-grant", "As the board decided.");
        await Keys.PressAsync(administrator, "Give this role");
        await administrator.WaitForSelectorAsync("text=Asked for, and not held yet: Publisher");

        var manager = await city.SignInAsync("Delivery manager", deed: Keys.SignInAsync);
        await Keys.FollowAsync(manager, "Confirmations", "/confirmations");
        Assert.Contains($"for {to}", await manager.InnerTextAsync("h2"), StringComparison.Ordinal);
        await Keys.PressAsync(manager, "Confirm Publisher");
        await manager.WaitForSelectorAsync("h1:has-text('Nothing waits to be confirmed')");
        await administrator.ReloadAsync();
        Assert.Contains("Publisher", await administrator.InnerTextAsync("main table"), StringComparison.Ordinal);

        await Keys.FollowAsync(administrator, "Partnership", "/partnership");
        await Keys.FollowAsync(administrator, "Add an organisation", "/partnership/organisations/new");
        await Keys.TypeAsync(administrator, "#name", "Severnside Lighthouse Trust");
        await Keys.TypeAsync(administrator, "#code", "lighthouse-trust");
        await Keys.ChooseAsync(administrator, "#sector", "voluntary");
        await Keys.TypeAsync(administrator, "#on", "01012026");
        await Keys.PressAsync(administrator, "Add it");
        await administrator.WaitForSelectorAsync("h1:has-text('Severnside Lighthouse Trust')");
    }
}
