using Microsoft.Playwright;
using Parity.App.Tests;

namespace Parity.Journeys.Site;

/// <summary>The fictional city's own editions, with all that a real edition has and a small sample has not: long names, many withheld figures, two editions.</summary>
[Long]
public sealed class ReadingTheDemo(DemoInBrowser demo) : IClassFixture<DemoInBrowser>
{
    [Theory]
    [InlineData(320)]
    [InlineData(768)]
    [InlineData(1280)]
    public async Task Every_kind_of_page_is_accessible_and_well_laid_out(int width)
    {
        await using var visit = await demo.VisitAsync(width);
        Assert.Empty(await PageFaults.OfAsync(await visit.NewPageAsync(), DemoInBrowser.DemoKinds, width));
    }

    [Theory]
    [InlineData(390)]
    [InlineData(768)]
    public async Task Every_measure_is_well_laid_out(int width)
    {
        await using var visit = await demo.VisitAsync(width);
        var page = await visit.NewPageAsync();
        var faults = new List<string>();
        foreach (string path in demo.Measures)
        {
            await page.GotoAsync(path);
            faults.AddRange((await PageFaults.OfLayoutAsync(page)).Select(f => $"{path}: {f}"));
        }
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_number_of_the_overview_leads_to_its_counts_its_definition_and_every_organisation()
    {
        await using var visit = await demo.VisitAsync();
        var page = await visit.NewPageAsync();
        await page.GotoAsync("index.html");
        var key = page.Locator(".keys li").First;
        string value = await key.Locator(".big a").InnerTextAsync();
        await key.Locator(".big a").ClickAsync();
        await Assertions.Expect(page.Locator(".lineage h2")).ToContainTextAsync(value);
        await page.GetByRole(AriaRole.Link, new() { Name = "in every organisation" }).ClickAsync();
        Assert.Equal(17, await page.Locator("#organisations .plot tbody tr").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Definition and method" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Every_organisation_is_found_from_A_to_Z_and_the_earlier_edition_from_the_corrections()
    {
        await using var visit = await demo.VisitAsync(390);
        var page = await visit.NewPageAsync();
        await page.GotoAsync("organisations/index.html");
        Assert.Equal(16, await page.Locator("#az a:visible").CountAsync());
        await page.GetByRole(AriaRole.Textbox).FillAsync("university");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("2 of 16 shown");
        await page.GetByRole(AriaRole.Link, new() { Name = "Corrections and versions" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "first edition" }).ClickAsync();
        await Assertions.Expect(page.Locator(".masthead p")).ToContainTextAsync("first edition");
    }

    [Fact]
    public async Task A_chart_can_be_taken_along_as_a_picture()
    {
        await using var visit = await demo.VisitAsync();
        var page = await visit.NewPageAsync();
        await page.GotoAsync("measures/disciplinary-likelihood.html");
        string heading = await page.Locator("#organisations h2").InnerTextAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "The chart by organisation" }).ClickAsync();
        Assert.EndsWith(".svg", page.Url, StringComparison.Ordinal);
        Assert.Contains(heading, await page.EvaluateAsync<string>("() => document.documentElement.textContent"), StringComparison.Ordinal);
    }
}
