using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Parity.Journeys.Site;
using Parity.Platform.SampleCity;

namespace Parity.Journeys.Work;

/// <summary>An analyst, an HR lead, the delivery manager, two publishers and the head of an organisation, each in a browser of their own.</summary>
public sealed partial class FromReturnToEdition : IAsyncLifetime, IDisposable
{
    private readonly CityInBrowser city = new();

    public Task InitializeAsync() => city.InitializeAsync();

    public Task DisposeAsync() => city.DisposeAsync();

    public void Dispose() => city.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_return_goes_from_its_first_mistakes_to_a_public_edition_with_and_without_scripts(bool scripts)
    {
        var first = TheCity.Employers[0];
        var faults = new List<string>();
        var analyst = await city.SignInAsync("HR analyst", first.Name, scripts: scripts);
        await analyst.ClickAsync("a[href='/returns']");
        if (scripts) await LookAsync(analyst, faults, "/home", "/returns");

        string bad = city.Return(first.Code, 500, problems: 120, more: 40_000);
        await (scripts ? DropOverABadLineAsync(analyst, bad) : UploadAsync(analyst, bad));
        await analyst.ComesToAsync("/returns/problems/[^/]+");
        Assert.Contains("120 problems", await analyst.InnerTextAsync("h1"), StringComparison.Ordinal);
        Assert.Equal(50, await analyst.Locator("tbody tr").CountAsync());
        string problems = new Uri(analyst.Url).PathAndQuery;
        await analyst.ClickAsync("a[rel=next]");
        Assert.Contains("Page 2 of 3", await analyst.InnerTextAsync(".govuk-pagination"), StringComparison.Ordinal);
        if (scripts) await LookAsync(analyst, faults, problems, problems + "?file=grades.csv", "/returns");

        await analyst.GotoAsync("/returns");
        await UploadAsync(analyst, city.Return(first.Code, 500));
        await analyst.ComesToAsync("/returns/(?!problems)[^/]+");
        string receipt = new Uri(analyst.Url).AbsolutePath;
        await analyst.ClickAsync("text=See what the public would see of this return alone");
        await analyst.ClickAsync("text=Make the pages");
        await UntilAsync(analyst, "text=Your organisation's page", scripts);
        await analyst.ClickAsync("text=Your organisation's page");
        Assert.Contains("Not public.", await analyst.InnerTextAsync("aside"), StringComparison.Ordinal);
        if (scripts) await LookAsync(analyst, faults, receipt, receipt + "/changes", receipt + "/preview");
        await analyst.GotoAsync(receipt);
        await analyst.ClickAsync("main button[type=submit]");
        Assert.Contains("Waiting to be signed off", await analyst.InnerTextAsync("main"), StringComparison.Ordinal);

        var lead = await city.SignInAsync("HR lead", first.Name, scripts: scripts);
        await lead.ClickAsync("text=An HR lead signs it off");
        await lead.ClickAsync("text=Sign off version");
        Assert.Contains("Signed off", await lead.InnerTextAsync("dl"), StringComparison.Ordinal);

        var manager = await city.SignInAsync("Delivery manager", scripts: scripts);
        await manager.ClickAsync("a[href='/rounds']");
        await manager.ClickAsync("tbody a");
        Assert.Contains("1 of 16 returns is signed off", await manager.InnerTextAsync("h1"), StringComparison.Ordinal);
        string round = new Uri(manager.Url).AbsolutePath;
        if (scripts) await LookAsync(manager, faults, "/home", "/rounds", round, "/rounds/new", new Uri(await manager.Locator("a:has-text('Agree')").First.EvaluateAsync<string>("a => a.href")).AbsolutePath);

        // Neither publisher, nor the head below, has a mouse.
        var publisher = await city.SignInAsync("Publisher", scripts: scripts, deed: Keys.SignInAsync);
        await Keys.FollowAsync(publisher, "Publishing", "/publishing");
        await Keys.TypeAsync(publisher, "#name", "3");
        await Keys.TypeAsync(publisher, "#title", "Race equality in Severnside, third edition");
        await Keys.PressAsync(publisher, "Make it of what is signed off");
        await publisher.ComesToAsync("/publishing/[0-9a-f-]+");
        string version = new Uri(publisher.Url).AbsolutePath;
        if (scripts) await LookAsync(publisher, faults, version);
        await UntilAsync(publisher, "text=What protection costs", scripts);
        if (scripts) await LookAsync(publisher, faults, "/publishing", version);
        await Keys.TypeAsync(publisher, "#approve-why", "We looked at every page.");
        await Keys.PressAsync(publisher, "Approve version 1");
        await publisher.WaitForSelectorAsync("p:has-text('Two different publishers have to'):not(:has-text('Nobody has approved'))");
        var second = await city.SignInAsync("Publisher", which: 1, scripts: scripts, deed: Keys.SignInAsync);
        await Keys.FollowAsync(second, "Publishing", "/publishing");
        await Keys.FollowAsync(second, "Race equality in Severnside, third edition", version);
        await Keys.TypeAsync(second, "#approve-why", "The figures are those of the returns.");
        await Keys.PressAsync(second, "Approve version 1", "Space");
        await second.WaitForSelectorAsync("#when-now");
        if (scripts) await LookAsync(second, faults, version);
        await Keys.GoRoundAsync(second);
        await Keys.TabToAsync(second, "#when-day");
        await second.Keyboard.PressAsync("ArrowDown");
        Assert.True(await second.IsCheckedAsync("#when-now"));
        await Keys.PressAsync(second, "Publish version 1");
        await second.WaitForSelectorAsync("h1:has-text('It is public')");

        Assert.Equal("", string.Join('\n', faults));
        await analyst.GotoAsync("/");
        Assert.Contains("Severnside", await analyst.TitleAsync(), StringComparison.Ordinal);
        var head = await city.SignInAsync("Organisation lead", first.Name, scripts: scripts, deed: Keys.SignInAsync);
        await Keys.FollowAsync(head, "Your figures", "/figures");
        await Keys.FollowAsync(head, "The briefing on one page", "/briefing");
        Assert.Contains("Not for publication", await head.InnerTextAsync("main"), StringComparison.Ordinal);
        string briefing = new Uri(head.Url).AbsolutePath;
        // ISO 32000, 14.7: a tagged file names the root of its structure, and its language.
        string printed = Encoding.Latin1.GetString(await (await head.Context.APIRequest.GetAsync(briefing + ".pdf")).BodyAsync());
        Assert.All((string[])["%PDF-", "/StructTreeRoot", "/Lang (en"], part => Assert.Contains(part, printed, StringComparison.Ordinal));
        await Keys.PressAsync(head, "Your figures");
        await head.ComesToAsync("/figures");
        await Keys.FollowAsync(head, "Compare employers", "/compare");
        await Keys.TabToAsync(head, "#place-" + first.Code);
        await head.Keyboard.PressAsync("Space");
        await Keys.PressAsync(head, "Compare");
        await head.WaitForSelectorAsync("h1:has-text('beside the city')");
        await Keys.GoRoundAsync(head);
        if (scripts) await LookAsync(head, faults, "/home", "/figures", briefing, briefing.Replace("/briefing", "", StringComparison.Ordinal), "/corrections", "/compare?place=" + TheCity.Employers[0].Code);

        Assert.Equal("", string.Join('\n', faults));
    }

    [Fact]
    public async Task What_analysts_hr_leads_and_delivery_managers_do_about_a_return_and_its_round_is_done_with_the_keyboard_alone()
    {
        var first = TheCity.Employers[1];
        var analyst = await city.SignInAsync("HR analyst", first.Name, deed: Keys.SignInAsync);
        await Keys.TabToAsync(analyst, "Returns");
        await analyst.Keyboard.PressAsync("Enter");
        await analyst.ComesToAsync("/returns");
        await SendAsync(analyst, city.Return(first.Code, 400, problems: 60));
        await analyst.ComesToAsync("/returns/problems/[^/]+");
        await Keys.TabToAsync(analyst, "Next");
        await analyst.Keyboard.PressAsync("Enter");
        await analyst.ComesToAsync("page=2");
        await Keys.GoRoundAsync(analyst);
        await Keys.TabToAsync(analyst, "Send the corrected file");
        await analyst.Keyboard.PressAsync("Enter");
        await analyst.ComesToAsync("/returns#send");

        await SendAsync(analyst, city.Return(first.Code, 400));
        await analyst.ComesToAsync("/returns/(?!problems)[^/]+");
        await Keys.TabToAsync(analyst, "Submit version 1");
        await analyst.Keyboard.PressAsync("Space");
        await analyst.WaitForSelectorAsync("text=Waiting to be signed off");

        var lead = await city.SignInAsync("HR lead", first.Name, deed: Keys.SignInAsync);
        await Keys.TabToAsync(lead, "An HR lead signs it off");
        await lead.Keyboard.PressAsync("Enter");
        await lead.ComesToAsync("/returns/[^/]+");
        await Keys.GoRoundAsync(lead);
        await Keys.TabToAsync(lead, "Sign off version 1");
        await lead.Keyboard.PressAsync("Enter");
        await lead.WaitForSelectorAsync("dd:has-text('Signed off')");

        // What a delivery manager does about rounds.
        var manager = await city.SignInAsync("Delivery manager", deed: Keys.SignInAsync);
        await Keys.FollowAsync(manager, "Rounds", "/rounds");
        await Keys.FollowAsync(manager, "Third edition", "/rounds/[0-9a-f-]+");
        await Keys.FollowAsync(manager, "Agree something with " + first.Name, "/organisations/[0-9a-f-]+");
        await Keys.TabToAsync(manager, "#agreement-more-time");
        await manager.Keyboard.PressAsync("Space");
        await Keys.TypeAsync(manager, "#until", Typed(60));
        await Keys.TypeAsync(manager, "#reason", "Their system is moved.");
        await Keys.PressAsync(manager, "Keep this agreement");
        await manager.ComesToAsync("/rounds/[0-9a-f-]+");
        await Keys.PressAsync(manager, "Close Third edition", "Space");
        await manager.WaitForSelectorAsync("text=The round was closed on");
        await Keys.FollowAsync(manager, "Rounds", "/rounds");
        await Keys.FollowAsync(manager, "Open a round", "/rounds/new");
        foreach (var (field, text) in ((string, string)[])[("#title", "Fourth edition"), ("#snapshot", "03312028"), ("#start", "04012027"), ("#end", "03312028"), ("#due", Typed(400))]) await Keys.TypeAsync(manager, field, text);
        await Keys.PressAsync(manager, "Open the round");
        await manager.WaitForSelectorAsync(".kicker:has-text('Fourth edition')");

        // Planted: where the focus cannot be seen, or does not go on, it is noticed.
        await lead.EvaluateAsync("() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('*:focus { outline: none !important; box-shadow: none !important; background: none !important }'); document.adoptedStyleSheets = [sheet]; }");
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Keys.GoRoundAsync(lead));
        await lead.ReloadAsync();
        await lead.EvaluateAsync("() => document.querySelector('main a').addEventListener('keydown', pressed => pressed.preventDefault())");
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Keys.GoRoundAsync(lead));

        // A day as it is typed into the field of this browser.
        static string Typed(int days) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(days).ToString("MMddyyyy", CultureInfo.InvariantCulture);

        static async Task SendAsync(IPage page, string file)
        {
            await Keys.TabToAsync(page, "#file");
            // What opens now is the system's own window, which a test cannot use.
            await page.SetInputFilesAsync("#file", file);
            await Keys.TabToAsync(page, "Check this file");
            await page.Keyboard.PressAsync("Enter");
        }
    }

    /// <summary>Dropped onto the form; sent over a slow line that breaks midway, and sent again: the page says how far it is, that it broke, and when all is sent.</summary>
    private static async Task DropOverABadLineAsync(IPage page, string file)
    {
        var dropped = await page.EvaluateHandleAsync(
            """
            ([name, bytes]) => {
              const files = new DataTransfer();
              files.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
              return files;
            }
            """,
            new[] { Path.GetFileName(file), Convert.ToBase64String(await File.ReadAllBytesAsync(file)) });
        await page.DispatchEventAsync("form[data-upload]", "drop", new { dataTransfer = dropped });
        await Assertions.Expect(page.Locator("[data-said]")).ToHaveTextAsync($"{Path.GetFileName(file)} is chosen.");

        var line = await page.Context.NewCDPSessionAsync(page);
        await line.SendAsync("Network.enable");
        await SlowAsync((int)new FileInfo(file).Length / 2);
        await page.ClickAsync("text=Check this file");
        await Assertions.Expect(page.Locator("[data-said]")).ToHaveTextAsync(Quarter());
        await Assertions.Expect(page.Locator("progress")).ToBeVisibleAsync();
        await SlowAsync(-1, offline: true);
        await Assertions.Expect(page.Locator("[data-said]")).ToContainTextAsync("The connection broke.");
        await Assertions.Expect(page.Locator("progress")).ToBeHiddenAsync();

        var told = new List<string>();
        await page.ExposeFunctionAsync("told", (string text) => told.Add(text));
        await page.EvaluateAsync("() => { const said = document.querySelector('[data-said]'); new MutationObserver(() => told(`${document.querySelector('progress').value > 0} ${said.textContent}`)).observe(said, { childList: true }); }");
        await SlowAsync((int)new FileInfo(file).Length / 2);
        await page.ClickAsync("text=Check this file");
        await page.ComesToAsync("/returns/problems/[^/]+");
        await SlowAsync(-1);
        Assert.Contains(told, text => text.StartsWith("true ", StringComparison.Ordinal) && Quarter().IsMatch(text[5..]));
        Assert.Contains("true Sent. It is being checked.", told);

        Task SlowAsync(int bytesASecond, bool offline = false) => line.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = offline, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = bytesASecond });
    }

    private static async Task UploadAsync(IPage page, string file)
    {
        await page.SetInputFilesAsync("#file", file);
        await page.ClickAsync("text=Check this file");
    }

    /// <summary>Waits until the work is done: the page looks again by itself, or a reader without scripts does by hand.</summary>
    private static async Task UntilAsync(IPage page, string selector, bool scripts)
    {
        if (scripts)
        {
            await page.Locator(selector).First.WaitForAsync(new() { Timeout = 120_000 });
            return;
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        string address = page.Url;
        while (await page.Locator(selector).CountAsync() == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await page.GotoAsync(address);
        }
    }

    /// <summary>In a tab beside, without the script by which a page that waits for work comes anew meanwhile.</summary>
    private static async Task LookAsync(IPage page, List<string> faults, params string[] paths)
    {
        foreach (string path in paths)
            foreach (int width in Browser.WidthsFor(path))
            {
                var beside = await page.Context.NewPageAsync();
                await beside.RouteAsync("**/progress*.js", route => route.AbortAsync());
                await beside.SetViewportSizeAsync(width, 900);
                faults.AddRange((await PageFaults.OfAsync(beside, [path])).Select(f => $"{width} px: {f}"));
                await beside.CloseAsync();
            }
    }

    [GeneratedRegex("^(25|50|75)% sent$")]
    private static partial Regex Quarter();
}
