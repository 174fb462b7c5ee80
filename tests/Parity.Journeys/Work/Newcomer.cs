using Microsoft.Playwright;
using Parity.Platform.Accounts;

namespace Parity.Journeys.Work;

/// <summary>Somebody who opens their one-time address for the first time.</summary>
internal static class Newcomer
{
    public const string Password = "correct horse battery";

    /// <param name="named">Name and mail address, where the page asks for them: of the first administrator alone.</param>
    /// <returns>The key their authenticator app holds from now on.</returns>
    public static async Task<string> SetUpAsync(IPage page, string path, (string Name, string Mail)? named, Func<string, Task<IReadOnlyList<string>>> faultsOf)
    {
        await page.GotoAsync(path);
        Assert.Empty(await faultsOf("set up"));
        string key = (await page.Locator("#key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        if (named is { } who)
        {
            await page.GetByLabel("Your name").FillAsync(who.Name);
            await page.GetByLabel("Your mail address").FillAsync(who.Mail);
        }

        await page.Locator("#password").FillAsync(Password);
        await page.GetByLabel("Code that the app shows now").FillAsync(CodeOf(key));
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up and sign in" }).ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Your recovery codes - Parity");
        Assert.Empty(await faultsOf("recovery codes"));
        await page.GetByRole(AriaRole.Link, new() { Name = "I have them: go on" }).ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Start page - Parity");
        return key;
    }

    /// <summary>As an authenticator app would show it.</summary>
    public static string CodeOf(string key, int later = 0)
    {
        var bits = string.Concat(key.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] bytes = [.. Enumerable.Range(0, bits.Length / 8).Select(n => Convert.ToByte(bits.Substring(n * 8, 8), 2))];
        return TimeCode.At(bytes, TimeCode.StepAt(TimeProvider.System.GetUtcNow()) + later);
    }
}
