using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Parity.App.Tests;
using Parity.Journeys.Work;

namespace Parity.Journeys.Site;

/// <summary>What is wrong with pages as a browser lays them out: for everybody (axe), and for the eye.</summary>
internal static class PageFaults
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Hands axe over once for all pages that will be looked at here: 650 kB sent for each take longer than looking.</summary>
    public static Task PrepareAsync(IPage page) => page.AddInitScriptAsync("window.beginAxe = () => {" + Axe + "};");

    /// <param name="width">Which of the widths this is, where pages are looked at in each: in full all of them, and otherwise each page in one of them by turns.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(IPage page, IReadOnlyList<string> paths, int? width = null)
    {
        var faults = new List<string>();
        await PrepareAsync(page);
        for (int n = 0; n < paths.Count; n++)
        {
            if (!Battery.IsFull && width is not null && Browser.Widths[n % Browser.Widths.Count] != width) continue;
            await page.GotoAsync(paths[n]);
            faults.AddRange((await OfAxeAsync(page)).Concat(await OfLayoutAsync(page)).Select(t => $"{paths[n]}: {t}"));
        }
        return faults;
    }

    /// <summary>What axe finds against WCAG 2.2 A and AA and good practice: its rule and the first place.</summary>
    public static async Task<string[]> OfAxeAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => { if ('beginAxe' in window && !('axe' in window)) beginAxe(); return 'axe' in window; }")) await page.EvaluateAsync(Axe);
        // Only what it finds is asked for: what passes is thousands of cells, and takes longer to hand over than to look at.
        return await page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document, {
              runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"] },
              resultTypes: ["violations"], elementRef: false,
            })).violations.map((v) => `${v.id}: ${v.nodes[0].html}`)
            """);
    }

    public static Task<bool> IsWiderThanItsWindow(IPage page) =>
        page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > window.innerWidth");

    /// <summary>
    /// Text of a chart on other text, on a dot or on the dashed line; a bar past its chart; a table or a cell that leaves its
    /// place; a page that moves sideways. A table in a box of its own may be moved sideways there.
    /// </summary>
    public static Task<string[]> OfLayoutAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => {
          const faults = new Set(), meet = (a, b, across, down) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > across && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > down;
          if (document.documentElement.scrollWidth > window.innerWidth) faults.add("the page scrolls sideways");
          for (const svg of document.querySelectorAll("svg.ch")) {
            const box = svg.getBoundingClientRect();
            if (box.width === 0) continue;
            const texts = [...svg.querySelectorAll("text")].map((t) => [t.textContent, t.getBoundingClientRect()]).filter(([, b]) => b.width > 0);
            for (let i = 0; i < texts.length; i++) {
              for (let j = i + 1; j < texts.length; j++)
                if (meet(texts[i][1], texts[j][1], 1, 4)) faults.add(`“${texts[i][0]}” meets “${texts[j][0]}”`);
              // the letters stand inside their box with some air above and below
              const { left, right, top, bottom } = texts[i][1], ink = { left, right, top: top + 4, bottom: bottom - 5 };
              for (const line of svg.querySelectorAll(":scope > line.ref")) {
                const l = line.getBoundingClientRect();
                if (l.top > ink.top && l.top < ink.bottom) faults.add(`“${texts[i][0]}” stands on the dashed line`);
              }
              for (const dot of svg.querySelectorAll("circle")) if (meet(ink, dot.getBoundingClientRect(), 1, 1)) faults.add(`“${texts[i][0]}” stands on a dot`);
            }
            for (const bar of svg.querySelectorAll("rect")) if (!bar.closest("defs") && bar.getBoundingClientRect().right > box.right + 2) faults.add("a bar passes the end of its chart");
          }
          for (const table of document.querySelectorAll("table")) {
            // the zone runs unbroken through the theme rows of a spine
            const lane = table.querySelector("tbody .cc > svg");
            for (const through of table.querySelectorAll(".grp svg"))
              if (lane && getComputedStyle(through).display !== "none" && Math.abs(through.getBoundingClientRect().left - lane.getBoundingClientRect().left) > 2)
                faults.add(`the chart of “${table.caption?.textContent}” is broken at its theme rows`);
            if (table.closest(".scroll")) continue;
            if (table.getBoundingClientRect().right > table.parentElement.getBoundingClientRect().right + 1) faults.add(`the table “${table.caption?.textContent}” leaves its column`);
            for (const cell of table.querySelectorAll("td, th"))
              if (!cell.querySelector(".vh, svg") && getComputedStyle(cell).position !== "absolute" && cell.clientWidth > 0 && cell.scrollWidth > cell.clientWidth + 2)
                faults.add(`“${cell.textContent}” leaves its cell`);
          }
          return [...faults];
        }
        """);
}
