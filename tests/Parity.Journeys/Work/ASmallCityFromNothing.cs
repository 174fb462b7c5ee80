using System.Globalization;
using System.IO.Compression;
using Microsoft.Playwright;
using Parity.App.Tests;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;

namespace Parity.Journeys.Work;

/// <summary>
/// A partnership begins with an empty database and nothing but browsers: ten employers are admitted, their people set
/// themselves up, returns come in (four of them badly at first), an edition is published and corrected.
/// </summary>
[Long]
public sealed class ASmallCityFromNothing : IDisposable
{
    private static readonly string[] Sectors = ["council", "health", "university", "college", "police", "fire", "justice", "voluntary", "private", "other"];

    private readonly string folder = Directory.CreateTempSubdirectory("parity-ten-").FullName;
    private readonly List<IBrowserContext> contexts = [];
    private RunningServer server = null!;

    [Fact]
    public async Task Ten_employers_are_admitted_send_returns_and_see_an_edition_published_and_corrected()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var running = await RunningServer.ServingAsync(database, TimeProvider.System);
        server = running;
        try
        {
            var administrator = await PageAsync();
            await Newcomer.SetUpAsync(administrator, server.FirstAdministrator!.PathAndQuery, ("Ada Lovelock", "ada@example.org"), _ => Task.FromResult<IReadOnlyList<string>>([]));
            foreach (string sector in Sectors) await AdmitAsync(administrator, sector);
            var manager = await InviteAsync(administrator, "Dora Delivers", "Delivery manager", "The whole partnership");
            IPage[] publishers = [await InviteAsync(administrator, "Paul Publishes", "Publisher", "The whole partnership"), await InviteAsync(administrator, "Petra Publishes", "Publisher", "The whole partnership")];
            var people = new Dictionary<string, (IPage Analyst, IPage Lead)>();
            foreach (string sector in Sectors) people[sector] = (await InviteAsync(administrator, $"Ann of {sector}", "HR analyst", NameOf(sector)), await InviteAsync(administrator, $"Lee of {sector}", "HR lead", NameOf(sector)));

            string round = await OpenRoundAsync(manager);
            var badReturns = BadReturns();
            foreach (var (sector, (analyst, lead)) in people)
            {
                if (badReturns.TryGetValue(sector, out var bad)) await SendBadlyAsync(analyst, bad.File, bad.Told);
                await SendAsync(analyst, Return(sector, "right"));
                if (sector == "university") await SendBackAsync(analyst, lead, Return(sector, "better", more: 30));
                await SignOffAsync(lead);
            }

            await manager.GotoAsync(round);
            Assert.Contains("10 of 10 returns are signed off", await manager.InnerTextAsync("h1"), StringComparison.Ordinal);
            await manager.ClickAsync("text=Close First edition");

            await publishers[0].GotoAsync("/publishing");
            await publishers[0].FillAsync("#name", "1");
            await publishers[0].FillAsync("#title", "Race equality in our city");
            await publishers[0].ClickAsync("text=Make it of what is signed off");
            await PublishAsync(publishers, 1);
            var reader = await PageAsync();
            await reader.GotoAsync("/");
            Assert.Contains("Race equality in our city", await reader.ContentAsync(), StringComparison.Ordinal);
            await reader.GotoAsync("/organisations/");
            Assert.StartsWith("Ten organisations", await reader.InnerTextAsync("h1"), StringComparison.Ordinal);
            foreach (string sector in Sectors) Assert.Contains(NameOf(sector), await reader.InnerTextAsync("main"), StringComparison.Ordinal);
            var (health, college) = (await FindingAsync(reader, "health"), await FindingAsync(reader, "college"));
            // 81 and 65 at the lowest grade, 47 in the middle and 15 senior are from an ethnic minority, of 210, 70 and 52 others.
            Assert.Contains("39% of staff are from an ethnic minority", health, StringComparison.Ordinal);

            await AgreeOnCorrectionAsync(manager, round, "health");
            await SendAsync(people["health"].Analyst, Return("health", "corrected", more: 120));
            await SignOffAsync(people["health"].Lead);
            await publishers[0].FillAsync("#why", "A site of the health trust had been left out.");
            await publishers[0].ClickAsync("text=Make version 2");
            await PublishAsync(publishers, 2);
            Assert.Contains("32% of staff are from an ethnic minority", await FindingAsync(reader, "health"), StringComparison.Ordinal);
            Assert.Equal(college, await FindingAsync(reader, "college"));
            await reader.GotoAsync("/corrections");
            Assert.Contains("A site of the health trust had been left out.", await reader.InnerTextAsync("main"), StringComparison.Ordinal);
        }
        finally
        {
            foreach (var context in contexts) await context.DisposeAsync();
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string NameOf(string sector) => $"The {sector} of the city";

    private async Task<IPage> PageAsync()
    {
        var context = await Browser.VisitAsync(server.Client.BaseAddress!, scripts: false);
        contexts.Add(context);
        return await context.NewPageAsync();
    }

    private static async Task AdmitAsync(IPage administrator, string sector)
    {
        await administrator.GotoAsync("/partnership/organisations/new");
        await administrator.FillAsync("#name", NameOf(sector));
        await administrator.FillAsync("#code", sector);
        await administrator.SelectOptionAsync("#sector", sector);
        await administrator.FillAsync("#on", "2026-01-01");
        await administrator.ClickAsync("main button[type=submit]");
        await Assertions.Expect(administrator.Locator("h1")).ToHaveTextAsync(NameOf(sector));
    }

    /// <returns>The browser of who was invited, signed in.</returns>
    private async Task<IPage> InviteAsync(IPage administrator, string name, string role, string place)
    {
        await administrator.GotoAsync("/people/invite");
        await administrator.FillAsync("#name", name);
        await administrator.FillAsync("#mail", $"{name.Replace(' ', '.')}@example.org");
        await administrator.SelectOptionAsync("#role", new SelectOptionValue { Label = role });
        await administrator.SelectOptionAsync("#scope", new SelectOptionValue { Label = place });
        await administrator.FillAsync("#why", "As the board decided.");
        await administrator.ClickAsync("main button[type=submit]");
        var page = await PageAsync();
        await Newcomer.SetUpAsync(page, new Uri(await administrator.Locator("#one-time-address").InnerTextAsync()).PathAndQuery, null, _ => Task.FromResult<IReadOnlyList<string>>([]));
        return page;
    }

    /// <returns>The address of the round's page.</returns>
    private static async Task<string> OpenRoundAsync(IPage manager)
    {
        await manager.GotoAsync("/rounds/new");
        await manager.FillAsync("#title", "First edition");
        await manager.FillAsync("#snapshot", "2026-03-31");
        await manager.FillAsync("#start", "2025-04-01");
        await manager.FillAsync("#end", "2026-03-31");
        await manager.FillAsync("#due", Days(30));
        await manager.ClickAsync("text=Open the round");
        await manager.GotoAsync("/rounds");
        await manager.ClickAsync("tbody a");
        return new Uri(manager.Url).AbsolutePath;
    }

    private static async Task SendBadlyAsync(IPage analyst, string file, string told)
    {
        await UploadAsync(analyst, file);
        Assert.Contains("/returns/problems/", analyst.Url, StringComparison.Ordinal);
        Assert.Contains(told, await analyst.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    private static async Task SendAsync(IPage analyst, string file)
    {
        await UploadAsync(analyst, file);
        await analyst.ClickAsync("text=Submit version");
        Assert.Contains("Waiting to be signed off", await analyst.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    private static async Task UploadAsync(IPage analyst, string file)
    {
        await analyst.GotoAsync("/returns");
        await analyst.SetInputFilesAsync("#file", file);
        await analyst.ClickAsync("text=Check this file");
    }

    private static async Task SendBackAsync(IPage analyst, IPage lead, string better)
    {
        await lead.GotoAsync("/home");
        await lead.ClickAsync("text=An HR lead signs it off");
        await lead.ClickAsync("main button:has-text('back')");
        Assert.Contains("Say what has to be put right", await lead.InnerTextAsync("main"), StringComparison.Ordinal);
        await lead.FillAsync("#reason", "The new institute is missing.");
        await lead.ClickAsync("main button:has-text('back')");
        Assert.Contains("Sent back to be put right", await lead.InnerTextAsync("dl"), StringComparison.Ordinal);

        await analyst.GotoAsync("/returns");
        Assert.Contains("sent back", await analyst.InnerTextAsync("h1"), StringComparison.Ordinal);
        await analyst.ClickAsync("text=See why it was sent back");
        Assert.Contains("The new institute is missing.", await analyst.InnerTextAsync("dl"), StringComparison.Ordinal);
        await SendAsync(analyst, better);
    }

    private static async Task SignOffAsync(IPage lead)
    {
        await lead.GotoAsync("/home");
        await lead.ClickAsync("text=An HR lead signs it off");
        await lead.ClickAsync("text=Sign off version");
        Assert.Contains("Signed off", await lead.InnerTextAsync("dl"), StringComparison.Ordinal);
    }

    private static async Task PublishAsync(IPage[] publishers, int version)
    {
        string address = publishers[0].Url;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await publishers[0].Locator("text=What protection costs").CountAsync() == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await publishers[0].GotoAsync(address);
        }

        foreach (var publisher in publishers)
        {
            await publisher.GotoAsync(address);
            await publisher.FillAsync("#approve-why", "We looked at every page.");
            await publisher.ClickAsync($"text=Approve version {version}");
        }

        await publishers[0].GotoAsync(address);
        await publishers[0].CheckAsync("#when-now");
        await publishers[0].ClickAsync($"text=Publish version {version}");
        Assert.Contains("It is public", await publishers[0].InnerTextAsync("h1"), StringComparison.Ordinal);
    }

    private static async Task<string> FindingAsync(IPage reader, string organisation)
    {
        await reader.GotoAsync($"/organisations/{organisation}.html");
        return await reader.InnerTextAsync("h1");
    }

    private static async Task AgreeOnCorrectionAsync(IPage manager, string round, string sector)
    {
        await manager.GotoAsync(round);
        await manager.ClickAsync($"tr:has-text('{NameOf(sector)}') a:has-text('Agree')");
        await manager.CheckAsync("#agreement-correction");
        await manager.FillAsync("#until", Days(10));
        await manager.FillAsync("#reason", "A site was left out.");
        await manager.ClickAsync("text=Keep this agreement");
    }

    private static string Days(int later) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(later).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Dictionary<string, (string File, string Told)> BadReturns() => new()
    {
        ["council"] = (Return("council", "unknown grade", extra: "Centre,G7,W1,40\n"), "1 problem"),
        ["college"] = (Return("college", "somebody else's", organisation: "council"), "organisation"),
        ["police"] = (Return("police", "an old form", extra: "Centre,G1,XX,40\nCentre,G1,W1,none\n"), "2 problems"),
        ["fire"] = (NoArchive("fire"), "to put right"),
    };

    private string NoArchive(string sector)
    {
        string path = Path.Combine(folder, sector + "-letter.zip");
        File.WriteAllText(path, "Dear colleagues, please find our figures attached.");
        return path;
    }

    /// <summary>A small return; every employer has its own numbers.</summary>
    private string Return(string sector, string name, string? organisation = null, int more = 0, string extra = "")
    {
        string path = Path.Combine(folder, $"{sector}-{name}.zip");
        int size = 200 + (10 * Array.IndexOf(Sectors, sector));
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Add("return.csv", $"key,value\norganisation,{organisation ?? sector}\nsnapshot_date,2026-03-31\nperiod_start,2025-04-01\nperiod_end,2026-03-31\nformat_version,1\n");
        Add("grades.csv", "grade,rank,band\nG1,1,entry\nG2,2,middle-manager\nG3,3,senior-manager\n");
        Add("employees.csv", string.Create(CultureInfo.InvariantCulture, $"""
            directorate,grade,ethnicity,count
            Centre,G1,W1,{size + more}
            Centre,G1,B2,{60 + (size / 10)}
            Centre,G1,A1,{55 + (size / 20)}
            Centre,G2,W1,{size / 3}
            Centre,G2,B2,25
            Centre,G2,A1,22
            Centre,G3,W1,{size / 4}
            Centre,G3,A1,15

            """) + extra);
        return path;

        void Add(string file, string text)
        {
            using var writer = new StreamWriter(zip.CreateEntry(file).Open());
            writer.Write(text);
        }
    }
}
