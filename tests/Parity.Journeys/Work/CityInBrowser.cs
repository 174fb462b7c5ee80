using System.Globalization;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Parity.App.Tests.SampleCity;
using Parity.Platform.SampleCity;
using Parity.Platform.Storage;
using Parity.Web.Server;

namespace Parity.Journeys.Work;

/// <summary>The demonstration's working platform on a file of its own, without any published edition, used with a browser.</summary>
public sealed class CityInBrowser : IAsyncLifetime, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("parity-work-").FullName;
    private readonly CancellationTokenSource stop = new();
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly List<IBrowserContext> visits = [];
    private IReadOnlyList<CityPerson>? people;
    private Task<ServerOutcome>? run;

    public string Address { get; private set; } = "";

    /// <summary>What the platform goes by: the time of day, unless a journey begins it or moves it elsewhere.</summary>
    internal MovedClock Clock { get; } = new();

    public void Dispose()
    {
        stop.Dispose();
        client.Dispose();
    }

    public async Task InitializeAsync()
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var settings = new ServerSettings(new Uri("http://127.0.0.1:0"), Site: null, Demo: true)
        {
            Database = new Database.Sqlite(Path.Combine(folder, "parity.db")),
            Clock = Clock,
            Listening = listening.SetResult,
            Ready = _ => ready.SetResult(),
        };
        run = ParityServer.RunAsync(settings, _ => Task.FromResult<IReadOnlyList<string>>([]), stop.Token);
        Address = (await listening.Task).ToString();
        client.BaseAddress = new Uri(Address);
        await ready.Task;
    }

    /// <summary>A page of its own, signed in as the first person whose entry in the list begins so, or whose entry names this role and organisation.</summary>
    /// <param name="deed">How the person is chosen and sent, where it is not by clicking.</param>
    public async Task<IPage> SignInAsync(string role, string? organisation = null, int which = 0, bool scripts = true, Func<IPage, string, Task>? deed = null)
    {
        string group = organisation is null ? "optgroup" : $"optgroup[label='{organisation}']";
        return await EnterAsync($"{group} > option", ", " + role, which, scripts, deed);
    }

    /// <summary>A page of its own, signed in as the person of this name: who signs in every other minute does not choose from the list each time.</summary>
    public async Task<IPage> SignInByNameAsync(string name, bool scripts = true)
    {
        people ??= await client.PeopleAsync();
        string cookies = await client.SignInAsync(people.Single(p => p.Name == name));
        var page = await NewPageAsync(scripts);
        await page.Context.TakeAsync(cookies, Address);
        await page.GotoAsync("/home");
        return page;
    }

    private async Task<IPage> NewPageAsync(bool scripts)
    {
        var visit = await Browser.VisitAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = 1280, Height = 900 }, JavaScriptEnabled = scripts, BaseURL = Address });
        visits.Add(visit);
        return await visit.NewPageAsync();
    }

    private async Task<IPage> EnterAsync(string options, string text, int which, bool scripts, Func<IPage, string, Task>? deed)
    {
        var page = await NewPageAsync(scripts);
        await page.GotoAsync("/demo");
        string person = (await page.Locator(options).Filter(new() { HasText = text }).Nth(which).GetAttributeAsync("value"))!;
        if (deed is not null)
        {
            await deed(page, person);
        }
        else
        {
            await page.SelectOptionAsync("#person", person);
            await page.ClickAsync("main button[type=submit]");
        }

        Assert.EndsWith("/home", page.Url, StringComparison.Ordinal);
        return page;
    }

    /// <summary>A return of the first organisation for the open round, of the smallest kind; with <paramref name="problems"/> rows of an unknown grade, and made larger by <paramref name="more"/> rows of one person.</summary>
    public string Return(string organisation, int people, int problems = 0, int more = 0)
    {
        var (start, end) = (TheCity.PeriodStartOf(3), TheCity.SnapshotOf(3));
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{organisation}-{people}-{problems}-{more}.zip"));
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Add("return.csv", string.Create(CultureInfo.InvariantCulture, $"key,value\norganisation,{organisation}\nsnapshot_date,{end:yyyy-MM-dd}\nperiod_start,{start:yyyy-MM-dd}\nperiod_end,{end:yyyy-MM-dd}\nformat_version,1\n"));
        Add("grades.csv", "grade,rank,band\nG1,1,entry\nG2,2,executive\n");
        Add("employees.csv", string.Create(CultureInfo.InvariantCulture, $"directorate,grade,ethnicity,count\nLibraries,G1,W1,{people}\nLibraries,G1,B1,120\nLibraries,G2,W1,60\nLibraries,G2,A1,40\n")
            + string.Concat(Enumerable.Repeat("Libraries,G9,W1,1\n", problems)) + string.Concat(Enumerable.Repeat("Libraries,G1,A1,1\n", more)));
        return path;

        void Add(string name, string text)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name, more > 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open());
            writer.Write(text);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var visit in visits) await visit.DisposeAsync();
        await stop.CancelAsync();
        if (run is not null) await run;
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
