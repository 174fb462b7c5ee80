using Microsoft.Playwright;

namespace Parity.Journeys.Work;

/// <summary>A programme manager, an applicant who asks nobody, and people of an employer, each in a browser of their own.</summary>
public sealed class FromCaseToPlace : IAsyncLifetime, IDisposable
{
    private const string Council = "Severnside City Council";
    private readonly CityInBrowser city = new();

    public Task InitializeAsync() => city.InitializeAsync();

    public Task DisposeAsync() => city.DisposeAsync();

    public void Dispose() => city.Dispose();

    [Fact]
    public async Task Somebody_applies_without_asking_is_offered_a_place_and_takes_it()
    {
        var faults = new List<string>();
        var applicant = await city.SignInAsync("HR analyst", Council);
        await applicant.GotoAsync("/programmes");
        await applicant.ClickAsync("main h2 a");
        await LookAsync(applicant, faults);
        await applicant.ClickAsync("text=Apply, or go on with your application");
        await LookAsync(applicant, faults);
        await applicant.ClickAsync("main button[type=submit]");
        Assert.Equal("Your application", await applicant.InnerTextAsync("h1"));
        await LookAsync(applicant, faults);

        await applicant.ClickAsync("text=Your work, and how you apply");
        await applicant.CheckAsync("input[value=team-leader]");
        await applicant.FillAsync("#job", "I prepare returns and lead two people.");
        await applicant.SelectOptionAsync("#employer", new SelectOptionValue { Label = Council + " (no approval needed)" });
        await applicant.CheckAsync("input[value=no-approval]");
        await LookAsync(applicant, faults);
        await applicant.ClickAsync("main button:has-text('Save')");
        await applicant.ClickAsync("text=Five questions");
        await applicant.FillAsync("#motivation", "I want to lead a service.");
        await LookAsync(applicant, faults);
        await applicant.ClickAsync("main button:has-text('Save')");
        Assert.Contains("1 of 5 answered", await applicant.InnerTextAsync("main"), StringComparison.Ordinal);

        // Away, and back another day: what was saved is there.
        string here = new Uri(applicant.Url).AbsolutePath;
        await applicant.GotoAsync("/applications");
        await LookAsync(applicant, faults);
        await applicant.ClickAsync("main ul a:has-text('third cohort')");
        await applicant.ClickAsync("text=Five questions");
        Assert.Equal("I want to lead a service.", await applicant.InputValueAsync("#motivation"));
        foreach (string trait in (string[])["empathy", "communication", "critical-thinking", "negotiation"]) await applicant.FillAsync("#" + trait, "What I did.");
        await applicant.ClickAsync("main button:has-text('Save')");
        await applicant.ClickAsync("text=Whether the programme is for you");
        await applicant.ClickAsync("main button:has-text('Save')");
        Assert.StartsWith("Error:", await applicant.TitleAsync(), StringComparison.Ordinal);
        await applicant.CheckAsync("#belongs-yes");
        await applicant.CheckAsync("#agrees");
        await LookAsync(applicant, faults);
        await applicant.ClickAsync("main button:has-text('Save')");
        await applicant.ClickAsync("text=What you need in order to take part, if anything");
        await applicant.CheckAsync("#stage-Interview");
        await applicant.FillAsync("#need", "A room without stairs.");
        await applicant.ClickAsync("main button:has-text('Ask for it')");
        await LookAsync(applicant, faults);
        await applicant.GotoAsync(here + "/monitoring");
        await applicant.SelectOptionAsync("#sex", "X1");
        await LookAsync(applicant, faults);
        await applicant.ClickAsync("main button:has-text('Save')");
        await applicant.ClickAsync("text=Read it over and send it");
        await LookAsync(applicant, faults);
        await applicant.ClickAsync("main button:has-text('Send my application')");
        Assert.Equal("We have your application", await applicant.InnerTextAsync("h1"));
        await LookAsync(applicant, faults);

        var lead = await city.SignInAsync("HR lead", Council);
        await lead.ClickAsync("text=Your part in programmes");
        Assert.DoesNotContain("Nadia Rahman", await lead.InnerTextAsync("main"), StringComparison.Ordinal);
        await LookAsync(lead, faults);

        var manager = await city.SignInAsync("Programme manager");
        await manager.ClickAsync("nav >> text=Programme");
        await LookAsync(manager, faults);
        await manager.ClickAsync("main table a:has-text('third cohort')");
        string cohort = new Uri(manager.Url).AbsolutePath;
        await LookAsync(manager, faults);
        await manager.ClickAsync("main table a:has-text('Nadia Rahman')");
        string application = new Uri(manager.Url).AbsolutePath;
        Assert.Contains("The employer must not learn of this application", await manager.InnerTextAsync("main"), StringComparison.Ordinal);
        await manager.ClickAsync("text=Look at the declaration");
        Assert.Contains("have declared that they belong", (await manager.InnerTextAsync("main")).Replace("has declared", "have declared", StringComparison.Ordinal), StringComparison.Ordinal);
        await LookAsync(manager, faults);
        await DecideAsync("Shortlist");
        await manager.ClickAsync("text=The interview has taken place");
        await DecideAsync("Offer");

        await applicant.GotoAsync(here);
        Assert.Equal("A place is offered to you", await applicant.InnerTextAsync("h1"));
        await LookAsync(applicant, faults);
        await applicant.ClickAsync("main button:has-text('Take the place')");
        Assert.Contains("Tick the box", await applicant.InnerTextAsync("[role=alert]"), StringComparison.Ordinal);
        await applicant.CheckAsync("#tell");
        await applicant.ClickAsync("main button:has-text('Take the place')");
        Assert.Equal("You have a place", await applicant.InnerTextAsync("h1"));
        await lead.ReloadAsync();
        Assert.Contains("Nadia Rahman", await lead.InnerTextAsync("main"), StringComparison.Ordinal);
        await LookAsync(lead, faults);
        Assert.Equal("", string.Join('\n', faults));

        async Task DecideAsync(string deed)
        {
            await manager.GotoAsync(application);
            await manager.CheckAsync("#deed-" + deed);
            await manager.ClickAsync("text=Keep the decision");
            await manager.GotoAsync(cohort);
            await manager.ClickAsync("main button:has-text('Tell')");
            Assert.Contains("1 applicant was told", await manager.InnerTextAsync("main"), StringComparison.Ordinal);
            await manager.GotoAsync(application);
        }
    }

    [Fact]
    public async Task A_manager_makes_a_case_and_a_cohort_whose_contradiction_is_found_and_a_visitor_books_the_briefing()
    {
        var faults = new List<string>();
        var manager = await city.SignInAsync("Programme manager");
        await manager.GotoAsync("/programme/cases/new");
        await LookAsync(manager, faults);
        await manager.ClickAsync("main button:has-text('Keep the case')");
        Assert.StartsWith("Error:", await manager.TitleAsync(), StringComparison.Ordinal);
        await manager.FillAsync("#title", "Disabled leaders");
        await manager.CheckAsync("#grounds-low-participation");
        foreach (string field in (string[])["group", "evidence", "evidence-source", "proportionate", "alternatives", "end-condition"]) await manager.FillAsync("#" + field, "As we found.");
        await manager.FillAsync("#evidence-on", Day(-100));
        await manager.FillAsync("#review-on", Day(200));
        await manager.ClickAsync("main button:has-text('Keep the case')");
        Assert.Contains("The case holds", await manager.InnerTextAsync("main"), StringComparison.Ordinal);
        await LookAsync(manager, faults);

        await manager.GotoAsync("/programme/shapes");
        await LookAsync(manager, faults);
        await manager.GotoAsync("/programme/cohorts/new");
        await LookAsync(manager, faults);
        await manager.FillAsync("#title", "Leading differently");
        await manager.FillAsync("#code", "leading-differently");
        await manager.FillAsync("#summary", "For disabled people who lead.");
        await manager.SelectOptionAsync("#case", new SelectOptionValue { Label = "Disabled leaders" });
        await manager.SelectOptionAsync("#shape", "days-30/1");
        await manager.FillAsync("#places", "10");
        (string Field, int Day)[] dates = [("opens", 1), ("closes", 30), ("briefing", 5), ("interviews", 45), ("interviews-until", 47), ("outcomes", 40), ("starts", 60), ("starts-until", 61), ("workshop", 61), ("ends", 400)];
        foreach (var (field, day) in dates) await manager.FillAsync("#" + field, Day(day));
        await manager.FillAsync("#briefing-from", "13:30");
        await manager.FillAsync("#briefing-until", "15:00");
        await manager.FillAsync("#briefing-place", "City Hall");
        await manager.ClickAsync("main button:has-text('Make the cohort')");
        Assert.Contains("Outcomes are told before the interviews are over", await manager.InnerTextAsync("main"), StringComparison.Ordinal);
        await manager.ClickAsync("main button:has-text('Publish it')");
        Assert.Contains("Outcomes are told before", await manager.InnerTextAsync("[role=alert]"), StringComparison.Ordinal);
        await LookAsync(manager, faults);

        await manager.GotoAsync("/programmes/stepping-up");
        Assert.Contains("Stepping Up, third cohort", await manager.InnerTextAsync("h1"), StringComparison.Ordinal);
        var visitor = await city.SignInAsync("Member of the public");
        await visitor.GotoAsync("/register");
        await LookAsync(visitor, faults);
        Assert.Equal("", string.Join('\n', faults));

        static string Day(int from) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(from).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task LookAsync(IPage page, List<string> faults) => faults.AddRange(await Browser.FaultsAsync(page, new Uri(page.Url).AbsolutePath));
}
