using Microsoft.Playwright;

namespace Parity.Journeys.Site;

/// <summary>What a reader of the public site can do, whatever they read it with.</summary>
public sealed class ReadingThePublicSite(SiteInBrowser site) : IClassFixture<SiteInBrowser>
{
    [Theory]
    [InlineData(320)]
    [InlineData(768)]
    [InlineData(1280)]
    public async Task Every_kind_of_page_is_accessible_and_fits_its_width(int width)
    {
        await using var visit = await site.VisitAsync(width);
        var page = await visit.NewPageAsync();
        Assert.Empty(await PageFaults.OfAsync(page, SiteInBrowser.Kinds, width));
    }

    [Fact]
    public async Task Nothing_is_cut_off_when_a_reader_spaces_text_out()
    {
        await using var visit = await site.VisitAsync(320);
        var page = await visit.NewPageAsync();
        foreach (string path in SiteInBrowser.Kinds)
        {
            await page.GotoAsync(path);
            // WCAG 2.2, 1.4.12: line height, paragraph, letter and word spacing
            await page.EvaluateAsync("""
                () => {
                  const sheet = new CSSStyleSheet();
                  sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}");
                  document.adoptedStyleSheets = [sheet];
                }
                """);
            Assert.False(await PageFaults.IsWiderThanItsWindow(page), $"{path} scrolls sideways with text spaced out");
        }
    }

    [Fact]
    public async Task Every_page_keeps_to_its_content_policy_and_asks_nobody_else()
    {
        await using var visit = await site.VisitAsync();
        var page = await visit.NewPageAsync();
        var said = new List<string>();
        page.Console += (_, message) => said.Add(message.Text);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address, StringComparison.Ordinal) && request.Url != "data:,") said.Add("asked " + request.Url);
        };
        foreach (string path in SiteInBrowser.Kinds) await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        Assert.Empty(said);
    }

    [Fact]
    public async Task An_organisation_is_found_by_typing_a_part_of_its_name_with_the_keyboard_alone()
    {
        await using var visit = await site.VisitAsync();
        var page = await visit.NewPageAsync();
        await page.GotoAsync("organisations/index.html");
        var filter = page.GetByRole(AriaRole.Textbox, new() { Name = "Find an organisation" });
        for (int i = 0; i < 30 && !await filter.EvaluateAsync<bool>("e => e === document.activeElement"); i++) await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("hosp");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("2 of 6 shown");
        Assert.Equal(2, await page.Locator("#az a:visible").CountAsync());
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".kicker")).ToContainTextAsync("Hospital");
    }

    [Fact]
    public async Task A_filter_without_a_match_says_so_and_an_emptied_one_shows_all()
    {
        await using var visit = await site.VisitAsync();
        var page = await visit.NewPageAsync();
        await page.GotoAsync("organisations/index.html");
        var filter = page.GetByRole(AriaRole.Textbox);
        await filter.FillAsync("nowhere");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("0 of 6 shown");
        Assert.Equal(0, await page.Locator("#az h2:visible").CountAsync());
        await filter.FillAsync("");
        Assert.Equal(6, await page.Locator("#az a:visible").CountAsync());
    }

    [Fact]
    public async Task Without_scripts_the_whole_list_is_there_and_a_number_leads_to_its_counts()
    {
        await using var visit = await site.VisitAsync(scripts: false);
        var page = await visit.NewPageAsync();
        await page.GotoAsync("organisations/index.html");
        Assert.Equal(6, await page.Locator("#az a:visible").CountAsync());
        Assert.False(await page.GetByRole(AriaRole.Textbox).IsVisibleAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "Overview" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Formal disciplinary process" }).First.ClickAsync();
        await page.Locator(".plot tr.city td.n a").ClickAsync();
        await Assertions.Expect(page.Locator(".fractions b").First).ToHaveTextAsync("115");
    }

    [Fact]
    public async Task Every_stop_of_the_keyboard_is_seen()
    {
        await using var visit = await site.VisitAsync();
        var page = await visit.NewPageAsync();
        await page.GotoAsync("measures/disciplinary-likelihood.html");
        for (int i = 0; i < 40; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (shown, what) = await page.EvaluateAsync<System.Text.Json.JsonElement>("""
                () => {
                  const e = document.activeElement, s = getComputedStyle(e), b = e.getClientRects()[0] ?? e.getBoundingClientRect(); // the first line of a link that wraps
                  const top = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
                  return { shown: e === document.body || (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 3 && e.contains(top) || top === null), what: e.outerHTML.slice(0, 200) };
                }
                """) is var seen ? (seen.GetProperty("shown").GetBoolean(), seen.GetProperty("what").GetString()) : default;
            Assert.True(shown, what);
        }
    }

    [Fact]
    public async Task On_paper_there_is_no_navigation_and_what_was_folded_is_open()
    {
        await using var visit = await site.VisitAsync();
        var page = await visit.NewPageAsync();
        await page.GotoAsync("organisations/TEACH.html");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await page.GetByRole(AriaRole.Navigation).First.IsVisibleAsync());
        Assert.True(await page.Locator("details table").IsVisibleAsync());
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("block", await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.tx')).display"));
        byte[] paper = await page.PdfAsync(new() { Format = "A4", Tagged = true, PrintBackground = true });
        Assert.True(paper.Length > 20_000);
    }

    [Fact]
    public async Task In_forced_colours_marks_and_patterns_take_the_readers_own_colours()
    {
        await using var visit = await site.VisitAsync(forcedColours: true);
        var page = await visit.NewPageAsync();
        await page.GotoAsync("organisations/TEACH.html");
        string ink = await page.EvaluateAsync<string>("() => getComputedStyle(document.body).color");
        Assert.Equal(ink, await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.m.more circle')).fill"));
        Assert.NotEqual(ink, await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.m.level circle')).fill"));
        Assert.Equal("block", await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.tx')).display"));
    }

    [Fact]
    public async Task The_site_works_straight_from_a_disk()
    {
        await using var visit = await site.VisitAsync();
        var page = await visit.NewPageAsync();
        await page.GotoAsync(site.OnDisk("index.html"));
        Assert.Equal("rgb(55, 26, 76)", await page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.masthead')).backgroundColor"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Measures" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("measures in");
    }
}
