using System.Globalization;
using Microsoft.Playwright;
using Parity.App.Tests;
using Parity.Platform.Foundation;

namespace Parity.Journeys.Work;

/// <summary>
/// One cohort in the browser alone, from the case it rests on to what came of it a year after its end: each step is done
/// by whoever has the role for it, in a browser of their own, on the day on which it falls due.
/// </summary>
[Long]
public sealed partial class FromCaseToOutcome : IAsyncLifetime, IDisposable
{
    private const string Manager = "Tobias Fennimore", Evaluator = "Dr Yasmin Ketterley";
    private const string Asker = "Tom Hathersage", Teller = "Piotr Zielak", Taker = "Nadia Rahman";
    private const string TakersEmployer = "Margaret Ashdowne", AskersEmployer = "Kwame Boatengu", TellersEmployer = "Anil Mehrotra", LineManager = "Robert Kingsnorth";
    private const string Title = "Leading differently", Code = "leading-differently";

    private readonly CityInBrowser city = new();
    private readonly List<string> faults = [];
    private readonly Dictionary<string, IPage> signedIn = new(StringComparer.Ordinal);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private DateOnly began;
    private string cohort = "";

    public Task InitializeAsync() => city.InitializeAsync();

    public Task DisposeAsync() => city.DisposeAsync();

    public void Dispose() => city.Dispose();

    [Fact]
    public async Task A_cohort_is_run_from_its_case_to_what_came_of_it_a_year_after_its_end()
    {
        var today = London.Today(TimeProvider.System);
        began = today.AddDays(8 - (int)today.DayOfWeek);
        await OnAsync(0);
        await MakeCaseAsync();
        await MakeCohortAsync();
        var applications = new Dictionary<string, string>(StringComparer.Ordinal);
        await PutForwardAsync();
        applications[Asker] = await ApplyAsync(Asker, "Severnside Teaching Hospitals", "nominated", "bridge", scripts: false);
        applications[Teller] = await ApplyAsync(Teller, "University of Severnside", "employer-told", "market", scripts: false);
        applications[Taker] = await ApplyAsync(Taker, "Severnside City Council (no approval needed)", "no-approval", "harbour");
        await AnswerForTheEmployersAsync();

        await OnAsync(11);
        await PrepareMarkingAsync();
        foreach (var (assessor, _) in Assessors) await CalibrateAsync(assessor);
        await HandOutAsync();
        foreach (var (assessor, _) in Assessors) await MarkAsync(assessor);
        await SettleAsync();
        string second = await DecideTheTieAsync();
        string third = second == Asker ? Teller : Asker;
        await DecideAsync(Taker, "Shortlist");
        await DecideAsync(second, "Shortlist");
        await RefuseAsync(third);
        await TellAsync(3);
        await InviteAsync(second);

        await OnAsync(21);
        foreach (var (assessor, _) in Assessors) await MarkInterviewsAsync(assessor);
        await MeetAsync(second);
        await OnAsync(24);
        await TellAsync(2);
        await SendAsync(await AsAsync(second), applications[second], "h1:has-text('You are on the reserve list')");
        await TakePlaceAsync(applications[Taker]);

        await OnAsync(35);
        string place = await BeginAsync();
        await PlanAsync(place);
        string assignment = await AgreeOnAssignmentAsync(place);
        await OnAsync(41);
        await AttendAsync(place, assignment);
        await FollowCertificateAsync(place);
        await OnAsync(126);
        await EndAsync(place, assignment, second);
        foreach (int months in (int[])[0, 6, 12]) await FollowUpAsync(place, months);
        await TraceAsync();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>So many days after it all began, at ten in the morning. Whoever was signed in is no more.</summary>
    private Task OnAsync(int day) => OnAsync(began.AddDays(day));

    private async Task OnAsync(DateOnly day)
    {
        foreach (var page in signedIn.Values) await page.Context.DisposeAsync();
        signedIn.Clear();
        city.Clock.MoveTo(London.At(day, new(10, 0)));
    }

    private async Task<IPage> AsAsync(string name, bool scripts = true) =>
        signedIn.TryGetValue(name, out var page) ? page : signedIn[name] = await city.SignInByNameAsync(name, scripts);

    private DateOnly Today => London.Today(city.Clock);

    private string Day(int from) => Text(began.AddDays(from));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string PathOf(IPage page) => new Uri(page.Url).AbsolutePath;

    /// <summary>Looks at a kind of page once, at every width.</summary>
    private async Task LookAsync(IPage page, string kind)
    {
        if (seen.Add(kind)) faults.AddRange(await Browser.FaultsAsync(page, kind));
    }

    private static async Task<string> ReadAsync(IPage page) => await page.InnerTextAsync("main");

    private static async Task SaysAsync(IPage page, string words) => Assert.Contains(words, await ReadAsync(page), StringComparison.Ordinal);

    private static async Task RefusedAsync(IPage page, string words)
    {
        Assert.StartsWith("Error:", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Contains(words, await page.InnerTextAsync("[role=alert]"), StringComparison.Ordinal);
    }

    private static async Task SendAsync(IPage page, string address, string shows)
    {
        await page.GotoAsync(address);
        await Assertions.Expect(page.Locator(shows).First).ToBeVisibleAsync();
    }

    /// <summary>Fills fields by their ids, a null as a tick, and presses the button of the form they are in; what is folded is opened.</summary>
    private static async Task FillAsync(IPage page, string button, params (string Id, string? Value)[] fields)
    {
        var form = page.Locator("main");
        foreach (var (id, value) in fields)
        {
            var field = page.Locator($"[id='{id}']");
            form = page.Locator("main form", new() { Has = field });
            var folded = page.Locator("main details:not([open])", new() { Has = field });
            if (await folded.CountAsync() > 0) await folded.First.Locator("summary").First.ClickAsync();
            if (value is null) await field.CheckAsync();
            else if (await page.Locator($"select[id='{id}']").CountAsync() > 0) await field.SelectOptionAsync(value);
            else await field.FillAsync(value);
        }

        await PressAsync(form.Locator($"button:has-text(\"{button}\")").First);
    }

    /// <summary>Presses what leads to a page, and waits until that is there.</summary>
    private static async Task PressAsync(ILocator what)
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage page) => next.TrySetResult();
        what.Page.Load += Loaded;
        try
        {
            await what.ClickAsync();
            await next.Task;
        }
        finally
        {
            what.Page.Load -= Loaded;
        }
    }
}
