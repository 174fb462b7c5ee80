using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Workforce;

/// <summary>
/// The program is killed, without a word of warning, while returns are being sent to it. What it acknowledged must be
/// there once, whole and the same after it starts again.
/// </summary>
public sealed class KillDrillTests
{
    private const int Senders = 4;

    [EveryDatabase]
    public async Task Nothing_acknowledged_is_lost_doubled_or_half_stored_when_the_program_is_killed(Engine engine)
    {
        int kills = Environment.GetEnvironmentVariable("PARITY_LONG") == "1" ? 200 : 3;
        await using var database = await TestDatabase.MakeAsync(engine);
        await WriteEditionAsync(database);
        int port = FreePort();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
        var acknowledged = new Dictionary<(int Sender, string Key), string>();
        IReadOnlyList<CityPerson> analysts = [];
        byte[][] bodies = [];
        for (int round = 0; round <= kills; round++)
        {
            using var program = Start(database, port);
            await UntilLiveAsync(client);
            if (round == 0)
            {
                analysts = [.. (await client.PeopleAsync()).Where(p => p.ApiToken is not null).Take(Senders)];
                bodies = [.. analysts.Select((a, n) => a.Return(50 + n, extra: string.Concat(Enumerable.Repeat("Libraries,G1,A2,1\n", 2_000))))];
            }

            // Whatever was answered before, and whatever was cut off, is asked again with the same key.
            foreach (var ((sender, key), answer) in acknowledged)
                Assert.Equal((HttpStatusCode.Created, answer), await client.SubmitAsync(analysts[sender], bodies[sender], key));
            if (round == kills)
            {
                await CheckAsync(client, analysts, acknowledged);
                await KillAsync(program);
                break;
            }

            var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var sending = Enumerable.Range(0, Senders).Select(sender => SendAsync(client, analysts[sender], bodies[sender], sender, round, acknowledged, first)).ToList();
            await first.Task.WaitAsync(TimeSpan.FromSeconds(60));
            // Another moment in every round.
            await Task.Delay(TimeSpan.FromMilliseconds(round * 97 % 200));
            await KillAsync(program);
            await Task.WhenAll(sending);
        }

        Assert.NotEmpty(acknowledged);
        await using var store = Assert.IsType<Store.Opening.Opened>(
            await Store.OpenAsync(database.Database, new KeyPlace.Given(MasterKey.OfTheDemo()), Holding.FictionalCity, TimeProvider.System, default)).Store;
        Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(store).HandleAsync(new(), default));
        Assert.Equal(0L, await CountAsync(database, "select count(*) from workforce_returns r where not exists (select 1 from workforce_return_parts p where p.return = r.id)"));
        Assert.Equal(await CountAsync(database, "select count(*) from workforce_returns"), await CountAsync(database, "select count(*) from workforce_given_answers where accepted"));
        if (engine is Engine.Sqlite) Assert.Equal("ok", await database.AskAsync("pragma integrity_check"));
    }

    [EveryDatabase]
    public async Task An_edition_whose_figures_are_cut_off_by_kills_is_made_once_and_whole(Engine engine)
    {
        int kills = Environment.GetEnvironmentVariable("PARITY_LONG") == "1" ? 200 : 3;
        await using var database = await TestDatabase.MakeAsync(engine);
        await PublishAsync(database);
        int port = FreePort();
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
        string publisher = "", round = "";
        var pages = new List<string>();
        for (int kill = 0; kill < kills; kill++)
        {
            using var program = Start(database, port);
            await UntilLiveAsync(client);
            if (kill == 0)
            {
                var people = await client.PeopleAsync();
                var analyst = people.First(p => p.ApiToken is not null);
                var (_, stored) = await client.SubmitAsync(analyst, analyst.Return(400, extra: "Libraries,G1,B1,100\n"), "x");
                string lead = await client.SignInAsync(people.First(p => p.Roles.Contains("hr-lead") && p.Organisation == analyst.Organisation));
                (await client.SendFormAsync("/home", $"/returns/{stored.Text("id")}/sign-off", lead)).Answer.Dispose();
                publisher = await client.SignInAsync(people.First(p => p.Roles.Contains("publisher")));
                round = Convert.ToString(await database.AskAsync("select lower(cast(id as text)) from workforce_rounds"), CultureInfo.InvariantCulture)!;
            }

            var (made, _) = await client.SendFormAsync("/publishing", "/publishing", publisher, ("round", round), ("name", string.Create(CultureInfo.InvariantCulture, $"e{kill}")), ("title", "Drill"), ("threshold", ""));
            using (made) pages.Add(made.Headers.Location!.ToString());
            // Another moment in every round: before the claim, in the figures, in the writing, after it.
            await Task.Delay(TimeSpan.FromMilliseconds(kill * 331 % 2_000));
            await KillAsync(program);
            // What the dead process had claimed is free when its time has run out: that moment comes at once here.
            await database.ExecuteAsync("update jobs set claimed_until = 0 where finished_at is null and claimed_until is not null");
        }

        using (var program = Start(database, port))
        {
            await UntilLiveAsync(client);
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(30));
            foreach (string page in pages)
                while (await IsWaitingAsync(client, page, publisher)) await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
            await KillAsync(program);
        }

        Assert.Equal(kills, await CountAsync(database, "select count(*) from publishing_versions where status = 'ready'"));
        Assert.Equal(kills, await CountAsync(database, "select count(*) from publishing_archives"));
        Assert.Equal(0L, await CountAsync(database, "select count(*) from publishing_archive_parts p where not exists (select 1 from publishing_versions v where v.archive = p.archive)"));
        await using var store = Assert.IsType<Store.Opening.Opened>(
            await Store.OpenAsync(database.Database, new KeyPlace.Given(MasterKey.OfTheDemo()), Holding.FictionalCity, TimeProvider.System, default)).Store;
        Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(store).HandleAsync(new(), default));
        var archives = new Parity.Platform.Publishing.ReadEditions.Handler(store);
        foreach (var version in (await archives.AllAsync(default)).SelectMany(e => e.Versions))
        {
            using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(await new Parity.Platform.Publishing.ReadArchive.Handler(store, TimeProvider.System).OpenAsync(version.Archive!.Value, default)));
            Assert.NotNull(zip.GetEntry(EditionCard.Place));
        }
    }

    private static async Task<bool> IsWaitingAsync(HttpClient client, string page, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Add("Cookie", cookies);
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadAsStringAsync()).Contains("data-waiting", StringComparison.Ordinal);
    }

    private static async Task CheckAsync(HttpClient client, IReadOnlyList<CityPerson> analysts, Dictionary<(int Sender, string Key), string> acknowledged)
    {
        for (int sender = 0; sender < Senders; sender++)
        {
            using var list = JsonDocument.Parse((await client.AskAsync(analysts[sender], "/api/v1/returns")).Text);
            var stored = list.RootElement.EnumerateArray().Select(r => r.GetProperty("id").GetString()!).ToList();
            Assert.Equal(stored.Count, stored.Distinct().Count());
            foreach (string answer in acknowledged.Where(a => a.Key.Sender == sender).Select(a => a.Value)) Assert.Contains(answer.Text("id"), stored);
            Assert.True(list.RootElement.EnumerateArray().Count(r => r.GetProperty("status").GetString() == "submitted") <= 1);
        }
    }

    private static async Task SendAsync(HttpClient client, CityPerson analyst, byte[] body, int sender, int round, Dictionary<(int, string), string> acknowledged, TaskCompletionSource first)
    {
        for (int n = 0; ; n++)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"{round}-{n}");
            try
            {
                var (status, text) = await client.SubmitAsync(analyst, body, key);
                Assert.Equal(HttpStatusCode.Created, status);
                lock (acknowledged) acknowledged.Add((sender, key), text);
                first.TrySetResult();
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private static Process Start(TestDatabase database, int port)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "parity.dll"), "demo", "--url", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), "--database", database.Option, "--site", SiteOf(database)])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var program = Process.Start(start)!;
        program.BeginErrorReadLine();
        program.BeginOutputReadLine();
        return program;
    }

    private static string SiteOf(TestDatabase database) => Path.Combine(database.Folder, "site");

    /// <summary>The smallest published edition, so that the program need not make a whole city's first.</summary>
    private static async Task WriteEditionAsync(TestDatabase database)
    {
        Directory.CreateDirectory(Path.Combine(SiteOf(database), "data"));
        await using var card = File.Create(Path.Combine(SiteOf(database), EditionCard.Place));
        new EditionCard("1", "Edition 1", new DateOnly(2026, 3, 31), Fictional: true).Write(card);
    }

    /// <summary>A real publication of one small return: what is published later is protected together with it.</summary>
    private static async Task PublishAsync(TestDatabase database)
    {
        string folder = Directory.CreateDirectory(Path.Combine(database.Folder, "return")).FullName, edition = Path.Combine(database.Folder, "edition.json");
        await File.WriteAllTextAsync(Path.Combine(folder, "return.csv"), "key,value\norganisation,ONE\nsnapshot_date,2025-03-31\nperiod_start,2024-04-01\nperiod_end,2025-03-31\nformat_version,1\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "grades.csv"), "grade,rank,band\nG1,1,entry\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "employees.csv"), "directorate,grade,ethnicity,count\nLibraries,G1,W1,400\nLibraries,G1,B1,100\n");
        await File.WriteAllTextAsync(edition, """{"edition":"1","title":"First","snapshot_date":"2025-03-31","fictional":true,"returns":["return"]}""");
        Assert.IsType<Parity.Platform.Publishing.PublishEdition.Outcome.Published>(await new Parity.Platform.Publishing.PublishEdition.Handler().HandleAsync(new(edition, SiteOf(database))));
    }

    private static async Task UntilLiveAsync(HttpClient client)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync("/health/live", patience.Token);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
            }
        }
    }

    private static async Task KillAsync(Process program)
    {
        // SIGKILL on the systems the program runs on.
        program.Kill();
        await program.WaitForExitAsync();
    }

    private static async Task<long> CountAsync(TestDatabase database, string sql) => Convert.ToInt64(await database.AskAsync(sql), CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
