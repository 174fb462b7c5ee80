using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Parity.Journeys.Work;

internal static class Arriving
{
    /// <summary>Waits until the page's whole address ends so, and the page is loaded. The address is asked for again and again: whoever waits for the way there misses one that ended before the waiting began.</summary>
    /// <param name="end">A pattern.</param>
    public static async Task ComesToAsync(this IPage page, string end)
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(end + "$", RegexOptions.None, TimeSpan.FromSeconds(1)), new() { Timeout = 30_000 });
        await page.WaitForLoadStateAsync();
    }
}
