using Microsoft.Playwright;
using Parity.App.Tests;
using Parity.Journeys.Site;

namespace Parity.Journeys.Work;

/// <summary>One browser for the journeys of people who sign in, and what every page they see is held to.</summary>
public sealed class Browser : IAsyncLifetime
{
    public static readonly IReadOnlyList<int> Widths = [320, 768, 1280];

    /// <summary>In full all of them; otherwise one, which the page's name decides: what EveryPage has looked at is here looked at in another state.</summary>
    public static IEnumerable<int> WidthsFor(string name) => Battery.IsFull ? Widths : [Widths[name.Sum(letter => letter) % Widths.Count]];

    private const float Patience = 30_000;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        // What is expected comes when it comes: a busy machine takes longer, and nothing waits once it is there.
        Assertions.SetDefaultExpectTimeout(Patience);
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            ChromiumSandbox = false,
            Args = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A passkey belongs to a name, and 127.0.0.1 is none: the address says localhost.</summary>
    public Task<IBrowserContext> VisitAsync(Uri server, bool scripts = true) => browser!.NewContextAsync(new()
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

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
