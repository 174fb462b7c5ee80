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
