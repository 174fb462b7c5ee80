using Microsoft.Playwright;

namespace Parity.Journeys.Work;

/// <summary>A participant, a line manager, an employer, the programme's team and an evaluator, each in a browser of their own.</summary>
public sealed class FromPlaceToOutcome : IAsyncLifetime, IDisposable
{
    private const string Council = "Severnside City Council";
    private readonly CityInBrowser city = new();

    public Task InitializeAsync() => city.InitializeAsync();

    public Task DisposeAsync() => city.DisposeAsync();

    public void Dispose() => city.Dispose();

    [Fact]
    public async Task A_participant_plans_enters_time_asks_for_coaching_and_the_line_manager_sees_days_alone()
    {
        var faults = new List<string>();
        var participant = await city.SignInAsync("Participant", Council, which: 1);
        if (!(await participant.InnerTextAsync("header")).Contains("Winston", StringComparison.Ordinal)) participant = await city.SignInAsync("Participant", Council);
        await participant.ClickAsync("nav >> text=Your programme");
        await LookAsync(participant, faults);
        await participant.ClickAsync("main ul a:has-text('second cohort')");
        await LookAsync(participant, faults);
        string here = new Uri(participant.Url).AbsolutePath;
        Assert.Contains("short of", await participant.InnerTextAsync("main"), StringComparison.Ordinal);
        await participant.ClickAsync("text=Enter time, done or planned");
        await participant.ClickAsync("main button:has-text('Enter it')");
        Assert.StartsWith("Error:", await participant.TitleAsync(), StringComparison.Ordinal);
        await participant.SelectOptionAsync("#kind", "mentoring");
        await participant.FillAsync("#on", Day(-2));
        await participant.FillAsync("#hours", "1.5");
        await participant.FillAsync("#what", "Met my mentor by the harbour");
        await participant.ClickAsync("main button:has-text('Enter it')");
        Assert.Contains("by the harbour", await participant.InnerTextAsync("main"), StringComparison.Ordinal);
        await participant.ClickAsync("main button:has-text('Make an address')");
        string address = await participant.InnerTextAsync("code");
        Assert.EndsWith(".ics", address, StringComparison.Ordinal);
        await LookAsync(participant, faults);

        await participant.GotoAsync(here + "/plan");
        await LookAsync(participant, faults);
        await participant.ClickAsync("main button:has-text('Ask for coaching')");
        Assert.Contains("You have asked for coaching", await participant.InnerTextAsync("main"), StringComparison.Ordinal);
        await participant.GotoAsync(here + "/stretch");
        await LookAsync(participant, faults);
        await participant.GotoAsync(here + "/evaluation");
        await LookAsync(participant, faults);
        await participant.GotoAsync(here + "/certificate");
        if (await participant.TitleAsync() is { } title && !title.StartsWith("Page not found", StringComparison.Ordinal)) await LookAsync(participant, faults);

        var lead = await city.SignInAsync("Line manager", Council);
        await lead.ClickAsync("nav >> text=Your people");
        string seen = await lead.InnerTextAsync("main");
        Assert.Contains("Winston Lascelles", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("harbour", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("rehearse", seen, StringComparison.Ordinal);
        await LookAsync(lead, faults);

        var manager = await city.SignInAsync("Programme manager");
        await manager.GotoAsync("/programme");
        await manager.ClickAsync("main table a:has-text('second cohort')");
        await manager.ClickAsync("text=Run the cohort");
        await LookAsync(manager, faults);
        Assert.Contains("rehearse what could go wrong", await manager.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("Bring two organisations", await manager.InnerTextAsync("main"), StringComparison.Ordinal);
        await manager.ClickAsync("text=Plan a day");
        await manager.FillAsync("#day-title", "A day at the harbour");
        await manager.SelectOptionAsync("#kind", "modules");
        await manager.FillAsync("#on", Day(20));
        await manager.FillAsync("#place", "Harbour office");
        await manager.ClickAsync("main button:has-text('Plan it')");
        Assert.Contains("A day at the harbour", await manager.InnerTextAsync("main"), StringComparison.Ordinal);
        await participant.GotoAsync(here);
        Assert.Contains("A day at the harbour", await participant.InnerTextAsync("main"), StringComparison.Ordinal);
        await manager.GoBackAsync();
        await manager.GotoAsync("/programme");
        await manager.ClickAsync("main table a:has-text('second cohort')");
        await manager.ClickAsync("text=Match participants with assignments");
        await LookAsync(manager, faults);
        Assert.Equal("", string.Join('\n', faults));
    }

    [Fact]
    public async Task An_employer_puts_somebody_forward_signs_a_contract_and_an_evaluator_takes_every_number_away_as_a_file()
    {
        var faults = new List<string>();
        var lead = await city.SignInAsync("HR lead", Council);
        await lead.ClickAsync("nav >> text=Your part in programmes");
        if (await lead.Locator("#basis").CountAsync() > 0 && await lead.Locator("summary:has-text('Before you put anybody forward')").CountAsync() > 0)
        {
            await lead.FillAsync("#basis", "Few of our seniors.");
            await lead.ClickAsync("main button:has-text('Keep it') >> nth=0");
        }

        await lead.ClickAsync("summary:has-text('Put somebody forward')");
        await lead.SelectOptionAsync("#cohort", new SelectOptionValue { Index = 1 });
        await lead.FillAsync("#name", "Efua Lantern");
        await lead.FillAsync("#mail", "efua.lantern@severnside.example");
        await lead.ClickAsync("main button:has-text('Put forward')");
        Assert.Contains("Efua Lantern", await lead.InnerTextAsync("main"), StringComparison.Ordinal);
        await LookAsync(lead, faults);
        await lead.ClickAsync("nav >> text=Assignments");
        await LookAsync(lead, faults);
        await lead.ClickAsync("main table a >> nth=0");
        await LookAsync(lead, faults);

        var evaluator = await city.SignInAsync("Evaluator");
        await evaluator.ClickAsync("nav >> text=Outcomes");
        Assert.Contains("6 of 12 moved to a more significant role, 50%", await evaluator.InnerTextAsync("h1"), StringComparison.Ordinal);
        Assert.Contains("400", await evaluator.InnerTextAsync("main"), StringComparison.Ordinal);
        await LookAsync(evaluator, faults);
        var download = await evaluator.RunAndWaitForDownloadAsync(() => evaluator.ClickAsync("text=Every number as a file"));
        string file = await File.ReadAllTextAsync((await download.PathAsync())!);
        Assert.Contains("role,\"All cohorts, each person once\"", file, StringComparison.Ordinal);
        Assert.Contains(",6,12,12,0.5,", file, StringComparison.Ordinal);
        var sponsor = await city.SignInAsync("Sponsor");
        await sponsor.ClickAsync("nav >> text=Outcomes");
        await LookAsync(sponsor, faults);
        Assert.Equal("", string.Join('\n', faults));
    }

    private static string Day(int from) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(from).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task LookAsync(IPage page, List<string> faults) => faults.AddRange(await Browser.FaultsAsync(page, new Uri(page.Url).AbsolutePath));
}
