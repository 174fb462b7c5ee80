using Microsoft.Playwright;
using Parity.App.Tests;
using Parity.Journeys.Site;

namespace Parity.Journeys.Work;

/// <summary>The one browser of all journeys, where each visitor is a stranger to every other, and what every page is held to.</summary>
internal static class Browser
{
    /// <summary>The browser without its windows does the same with a third less work; the whole one serves where it is not installed.</summary>
    private static readonly string Program = Array.Find((string[])["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"], File.Exists) ?? "chromium";

    public static readonly IReadOnlyList<int> Widths = [320, 768, 1280];

    /// <summary>In full all of them; otherwise one, which the page's name decides: what EveryPage has looked at is here looked at in another state.</summary>
    public static IEnumerable<int> WidthsFor(string name) => Battery.IsFull ? Widths : [Widths[name.Sum(letter => letter) % Widths.Count]];

    private const float Patience = 30_000;

    /// <summary>Begun with the first visit, it ends with the process of the tests.</summary>
    private static readonly Lazy<Task<IBrowser>> Begun = new(async () =>
    {
        var playwright = await Playwright.CreateAsync();
        // What is expected comes when it comes: a busy machine takes longer, and nothing waits once it is there.
        Assertions.SetDefaultExpectTimeout(Patience);
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            ChromiumSandbox = false,
            Args = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    });

    public static async Task<IBrowserContext> VisitAsync(BrowserNewContextOptions visitor) => await (await Begun.Value).NewContextAsync(visitor);

    /// <summary>The cookies of a session that began elsewhere, as a browser takes them.</summary>
    public static Task TakeAsync(this IBrowserContext visit, string cookies, string address) =>
        visit.AddCookiesAsync(cookies.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(c => c.Split('=', 2)).Select(c => new Microsoft.Playwright.Cookie { Name = c[0], Value = c[1], Url = address }));

    /// <summary>A passkey belongs to a name, and 127.0.0.1 is none: the address says localhost.</summary>
    public static Task<IBrowserContext> VisitAsync(Uri server, bool scripts = true) => VisitAsync(new BrowserNewContextOptions
    {
        BaseURL = new UriBuilder(server) { Host = "localhost" }.ToString(),
        ViewportSize = new() { Width = 1280, Height = 900 },
        JavaScriptEnabled = scripts,
    });

    /// <summary>What is wrong with the page as it stands.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string name)
    {
        var faults = new List<string>();
        foreach (int width in WidthsFor(name))
        {
            await page.SetViewportSizeAsync(width, 900);
            faults.AddRange((await PageFaults.OfAxeAsync(page)).Select(f => $"{name} at {width}: {f}"));
            if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > window.innerWidth")) faults.Add($"{name} at {width} scrolls sideways");
        }

        await page.SetViewportSizeAsync(1280, 900);
        return faults;
    }
}
