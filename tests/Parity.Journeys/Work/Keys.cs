using Microsoft.Playwright;

namespace Parity.Journeys.Work;

/// <summary>Somebody who has no mouse: Tab, Enter, Space and the arrows, and eyes that must see where the focus is.</summary>
internal static class Keys
{
    private const int Farthest = 150;

    /// <summary>Chooses the person in the demonstration's list and signs in.</summary>
    public static async Task SignInAsync(IPage page, string person)
    {
        await ChooseAsync(page, "#person", person);
        await PressAsync(page, "Sign in");
        await page.ComesToAsync("/home");
    }

    /// <summary>Chooses in a list with the arrows.</summary>
    public static async Task ChooseAsync(IPage page, string list, string value)
    {
        await TabToAsync(page, list);
        for (int n = 0; n < 200 && await page.InputValueAsync(list) != value; n++) await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal(value, await page.InputValueAsync(list));
    }

    public static async Task TypeAsync(IPage page, string field, string text)
    {
        await TabToAsync(page, field);
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Comes to a link or a button and presses it.</summary>
    public static async Task PressAsync(IPage page, string goal, string key = "Enter")
    {
        await TabToAsync(page, goal);
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Follows a link from the main part of a page or its head, and looks at every place of the page it leads to.</summary>
    public static async Task FollowAsync(IPage page, string link, string address)
    {
        await PressAsync(page, link);
        await page.ComesToAsync(address);
        await GoRoundAsync(page);
    }

    /// <param name="goal">The id of a field, after <c>#</c>, or the words of a link or button.</param>
    public static async Task TabToAsync(IPage page, string goal)
    {
        for (int n = 0; n < Farthest; n++)
        {
            await page.Keyboard.PressAsync("Tab");
            await SeeAsync(page);
            if (await page.EvaluateAsync<bool>("goal => { const bare = (text) => text.replace(/\\s+/g, ''), at = document.activeElement; return goal[0] === '#' ? at.id === goal.slice(1) : bare(at.textContent).startsWith(bare(goal)); }", goal)) return;
        }

        Assert.Fail($"\"{goal}\" cannot be reached with the Tab key.");
    }

    /// <summary>With Tab alone, every place that takes the focus is come to and left again.</summary>
    public static async Task GoRoundAsync(IPage page)
    {
        await page.EvaluateAsync("() => { document.activeElement.blur(); window.come = new Set(); window.last = null; }");
        for (int n = 0; n < Farthest; n++)
        {
            await page.Keyboard.PressAsync("Tab");
            await SeeAsync(page);
            // Past the last one the focus is with the browser itself, and then with the first one again. A date has several places within.
            if (await page.EvaluateAsync<bool>("""
                () => {
                  const at = document.activeElement;
                  if (at === document.body || at === window.last) return false;
                  window.last = at;
                  const before = window.come.size;
                  return window.come.add(at).size === before;
                }
                """)) break;
        }

        // Of radio buttons that belong together one is come to, and the arrows lead to the others.
        Assert.Empty(await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
              .filter((e) => e.checkVisibility() && !window.come.has(e) && !(e.type === "radio" && [...window.come].some((c) => c.name === e.name && c.form === e.form)))
              .map((e) => e.outerHTML.slice(0, 120))
            """));
    }

    /// <summary>WCAG 2.2, 2.4.7 and 2.4.11: the focus has an edge of its own, and nothing lies over it.</summary>
    private static async Task SeeAsync(IPage page) => Assert.Equal("", await page.EvaluateAsync<string>("""
        () => {
          const at = document.activeElement;
          if (at === document.body) return "";
          const style = getComputedStyle(at), box = at.getBoundingClientRect();
          // The button in a date field is the browser's own, with an edge that no style of the page reaches.
          const isTheBrowsers = at.type === "date" && !at.matches(":focus");
          if (!isTheBrowsers && (style.outlineStyle === "none" || style.outlineWidth === "0px") && style.boxShadow === "none") return "no focus is seen on " + at.outerHTML.slice(0, 120);
          const over = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 10));
          return over && (at.contains(over) || over.contains(at) || over.closest("label")) ? "" : "something lies over " + at.outerHTML.slice(0, 120);
        }
        """));
}
