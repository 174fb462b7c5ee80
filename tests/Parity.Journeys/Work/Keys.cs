using Microsoft.Playwright;

namespace Parity.Journeys.Work;

/// <summary>Somebody who has no mouse: Tab, Enter, Space and the arrows, and eyes that must see where the focus is.</summary>
internal static class Keys
{
    private const int Farthest = 150;

    /// <summary>Chooses the person in the demonstration's list and signs in.</summary>
    public static async Task SignInAsync(IPage page, string person)
    {
        await TabToAsync(page, "#person");
        for (int n = 0; n < 200 && await page.InputValueAsync("#person") != person; n++) await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal(person, await page.InputValueAsync("#person"));
        await TabToAsync(page, "Sign in");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/home");
    }

    /// <param name="goal">The id of a field, after <c>#</c>, or the words of a link or button.</param>
    public static async Task TabToAsync(IPage page, string goal)
    {
        for (int n = 0; n < Farthest; n++)
        {
            await page.Keyboard.PressAsync("Tab");
            await SeeAsync(page);
            if (await page.EvaluateAsync<bool>("goal => goal[0] === '#' ? document.activeElement.id === goal.slice(1) : document.activeElement.textContent.trim().startsWith(goal)", goal)) return;
        }

        Assert.Fail($"\"{goal}\" cannot be reached with the Tab key.");
    }

    /// <summary>With Tab alone, every place that takes the focus is come to and left again.</summary>
    public static async Task GoRoundAsync(IPage page)
    {
        await page.EvaluateAsync("() => { document.activeElement.blur(); window.come = new Set(); }");
        for (int n = 0; n < Farthest; n++)
        {
            await page.Keyboard.PressAsync("Tab");
            await SeeAsync(page);
            // Past the last one the focus is with the browser itself, and then with the first one again.
            if (await page.EvaluateAsync<bool>("() => { const at = document.activeElement; if (at === document.body) return false; if (window.come.has(at)) return true; window.come.add(at); return false; }")) break;
        }

        Assert.Empty(await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
              .filter((e) => e.checkVisibility() && !window.come.has(e)).map((e) => e.outerHTML.slice(0, 120))
            """));
    }

    /// <summary>WCAG 2.2, 2.4.7 and 2.4.11: the focus has an edge of its own, and nothing lies over it.</summary>
    private static async Task SeeAsync(IPage page) => Assert.Equal("", await page.EvaluateAsync<string>("""
        () => {
          const at = document.activeElement;
          if (at === document.body) return "";
          const style = getComputedStyle(at), box = at.getBoundingClientRect();
          if ((style.outlineStyle === "none" || style.outlineWidth === "0px") && style.boxShadow === "none") return "no focus is seen on " + at.outerHTML.slice(0, 120);
          const over = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 10));
          return over && (at.contains(over) || over.contains(at) || over.closest("label")) ? "" : "something lies over " + at.outerHTML.slice(0, 120);
        }
        """));
}
