using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Parity.Bench.Load;

internal static partial class Measuring
{
    private const int Rounds = 5, Clients = 16;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(4);
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static async Task<string> RunAsync(string parity, string site, string? postgres)
    {
        string folder = Directory.CreateTempSubdirectory("parity-load-").FullName;
        await using var bare = MeasuredServer.Start(new("http://127.0.0.1:5346"), Environment.ProcessPath!, "hello", "5346");
        Uri address = new("http://127.0.0.1:5347");
        string[] demo = ["demo", "--url", address.ToString(), "--database", postgres ?? $"sqlite:{folder}/parity.db", "--site", site];
        await using var server = parity.EndsWith(".dll", StringComparison.Ordinal) ? MeasuredServer.Start(address, "dotnet", [parity, .. demo]) : MeasuredServer.Start(address, parity, demo);
        try
        {
            return await RunAsync(bare, server);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(MeasuredServer bare, MeasuredServer server)
    {
        var app = server.Address;
        await UntilAsync(new Uri(bare.Address, "/"));
        await UntilAsync(new Uri(app, "/health/ready"));
        using var people = JsonDocument.Parse(await GetAsync(new Uri(app, "/demo/people.json")));
        var analysts = people.RootElement.EnumerateArray().Where(p => p.TryGetProperty("apiToken", out _)).ToList();
        string cookie = await SignInAsync(app, analysts[0].GetProperty("id").GetString()!);
        var page = new StringBuilder();
        page.Append(Plain, $"\n{TimeProvider.System.GetUtcNow():d MMMM yyyy}, commit {await CommitAsync()}, {Environment.ProcessorCount} cores, load average at the start {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]}.\n\n");
        page.Append("| what | measured | beside the hello app | goal |\n| --- | --- | --- | --- |\n");

        var measured = new Dictionary<string, List<(double Rate, double Processor)>>(StringComparer.Ordinal);
        for (int round = 0; round <= Rounds; round++)
            foreach (var (name, from, path, sent, packed) in ((string, MeasuredServer, string, string?, bool)[])[("hello", bare, "/", null, false), ("overview", server, "/", null, true), ("start page", server, "/home", cookie, false)])
            {
                double before = from.ProcessorSeconds;
                var (rate, done) = await RateAsync(new Uri(from.Address, path), sent, packed);
                // The first round warms up.
                if (round > 0) (measured.TryGetValue(name, out var list) ? list : measured[name] = []).Add((rate, (from.ProcessorSeconds - before) * 1e6 / done));
            }

        var hello = Middle("hello");
        page.Append(Plain, $"| hello app, requests/s (processor time of the server for one) | {hello.Rate:N0} ({hello.Processor:N0} µs) | 1 | |\n");
        foreach (var (name, title, goal) in ((string, string, string)[])[("overview", "public overview, br, keep-alive", "0.30, at least 0.10"), ("start page", "signed-in start page, keep-alive", "0.05")])
        {
            var (rate, processor) = Middle(name);
            page.Append(Plain, $"| {title}, requests/s (processor time) | {rate:N0} ({processor:N0} µs) | {rate / hello.Rate:N2} ({processor / hello.Processor:N1} times the time) | {goal} |\n");
        }

        var mixed = await MixedAsync(app, cookie, perSecond: 200, TimeSpan.FromSeconds(20));
        page.Append(Plain, $"| 200 requests/s, mixed, 20 s: median, p99, failed | {mixed.Median:N1} ms, {mixed.P99:N0} ms, {mixed.Failed} | | |\n");
        // Every return is another version: what is remembered is dropped ten times a second.
        var small = Enumerable.Range(0, 400).Select(n => (Analyst: analysts[n % analysts.Count], Body: ReturnOf(analysts[n % analysts.Count], 100, 1_000 + n))).ToList();
        var written = await MixedAsync(app, cookie, perSecond: 200, TimeSpan.FromSeconds(20), oneIn: 20, n => SubmitAsync(app, small[n % small.Count].Analyst, small[n % small.Count].Body, $"mixed {n}"));
        page.Append(Plain, $"| 200 requests/s, mixed, one in twenty stores a return of 100 rows, 20 s: median, p99, failed; p99 of storing | {written.Median:N1} ms, {written.P99:N0} ms, {written.Failed}; {written.WritingP99:N0} ms | | |\n");

        var uploads = new List<double>();
        for (int n = 0; n < Rounds + 1; n++)
        {
            var body = ReturnOf(analysts[0], 10_000, n);
            var watch = Stopwatch.StartNew();
            await SubmitAsync(app, analysts[0], body, $"one {n}");
            if (n > 0) uploads.Add(watch.Elapsed.TotalMilliseconds);
        }

        page.Append(Plain, $"| upload to stored of a return of 10,000 rows, median | {uploads.Order().ElementAt(uploads.Count / 2):N0} ms | | |\n");
        var bodies = Enumerable.Range(0, 50).Select(n => (Analyst: analysts[n % analysts.Count], Body: ReturnOf(analysts[n % analysts.Count], 2_000, n))).ToList();
        var together = Stopwatch.StartNew();
        await Task.WhenAll(bodies.Select((b, n) => SubmitAsync(app, b.Analyst, b.Body, $"fifty {n}")));
        page.Append(Plain, $"| 50 returns of 2,000 rows uploaded at once, all stored after | {together.Elapsed.TotalSeconds:N1} s | | |\n");
        page.Append(Plain, $"| most memory the server held | {server.MostMemory} | | |\n\n");
        return page.ToString();

        (double Rate, double Processor) Middle(string name) =>
            (measured[name].Select(m => m.Rate).Order().ElementAt(Rounds / 2), measured[name].Select(m => m.Processor).Order().ElementAt(Rounds / 2));
    }

    private static async Task<string> CommitAsync()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["rev-parse", "--short", "HEAD"]) { RedirectStandardOutput = true })!;
        return (await git.StandardOutput.ReadToEndAsync()).Trim();
    }

    /// <param name="packed">The answer has to come as Brotli.</param>
    private static async Task<(double Rate, long Done)> RateAsync(Uri address, string? cookie, bool packed)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = Clients });
        long done = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < Each)
            {
                using var request = Request(address, cookie);
                using var answer = await client.SendAsync(request);
                await answer.Content.CopyToAsync(Stream.Null);
                if (answer.StatusCode is not HttpStatusCode.OK) throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode}.");
                if (packed != answer.Content.Headers.ContentEncoding.Contains("br")) throw new InvalidOperationException($"{address} did not answer in the form that is measured.");
                Interlocked.Increment(ref done);
            }
        })));
        return (done / watch.Elapsed.TotalSeconds, done);
    }

    /// <param name="oneIn">Every so many requests one writes; 0: none does.</param>
    /// <param name="write">Sends the so manieth of them, and throws if it was not stored.</param>
    private static async Task<(double Median, double P99, int Failed, double WritingP99)> MixedAsync(Uri app, string cookie, int perSecond, TimeSpan length, int oneIn = 0, Func<int, Task>? write = null)
    {
        string[] paths = ["/", "/measures/", "/home", "/organisations/", "/returns", "/data/editions.json", "/measures/pay-gap-median.html", "/home"];
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        ConcurrentBag<double> times = [], writing = [];
        int failed = 0;
        var watch = Stopwatch.StartNew();
        var sent = new List<Task>();
        // Sent on time whatever the server does, so that a slow answer makes the next ones wait in the measure too.
        for (int n = 0; watch.Elapsed < length; n++)
        {
            var due = TimeSpan.FromSeconds((double)n / perSecond);
            if (due > watch.Elapsed) await Task.Delay(due - watch.Elapsed);
            string path = paths[n % paths.Length];
            if (oneIn > 0 && n % oneIn == 0)
            {
                int which = n / oneIn;
                sent.Add(Task.Run(async () =>
                {
                    try
                    {
                        await write!(which);
                    }
                    catch (Exception refused) when (refused is InvalidOperationException or HttpRequestException)
                    {
                        Interlocked.Increment(ref failed);
                    }

                    writing.Add((watch.Elapsed - due).TotalMilliseconds);
                    times.Add((watch.Elapsed - due).TotalMilliseconds);
                }));
                continue;
            }

            sent.Add(Task.Run(async () =>
            {
                using var request = Request(new Uri(app, path), cookie);
                using var answer = await client.SendAsync(request);
                await answer.Content.CopyToAsync(Stream.Null);
                if ((int)answer.StatusCode >= 400) Interlocked.Increment(ref failed);
                times.Add((watch.Elapsed - due).TotalMilliseconds);
            }));
        }

        await Task.WhenAll(sent);
        List<double> sorted = [.. times.Order()], ofWriting = [.. writing.Order()];
        return (sorted[sorted.Count / 2], sorted[sorted.Count * 99 / 100], failed, ofWriting.Count == 0 ? 0 : ofWriting[ofWriting.Count * 99 / 100]);
    }

    private static HttpRequestMessage Request(Uri address, string? cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("br");
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return request;
    }

    private static async Task SubmitAsync(Uri app, JsonElement analyst, byte[] body, string key)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app, "/api/v1/returns")) { Content = new ByteArrayContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", analyst.GetProperty("apiToken").GetString());
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        if (answer.StatusCode is not HttpStatusCode.Created) throw new InvalidOperationException($"A return was answered {(int)answer.StatusCode}.");
    }

    private static byte[] ReturnOf(JsonElement analyst, int rows, int salt)
    {
        string Text(string name) => analyst.GetProperty(name).GetString()!;
        var employees = new StringBuilder("employee_ref,directorate,grade,ethnicity,sex,hourly_pay\n");
        string[] codes = ["W1", "W1", "W1", "B1", "A2", "M1", "X9"];
        for (int n = 0; n < rows; n++) employees.Append(Plain, $"{salt}-{n},Directorate {n % 9},G{n % 4},{codes[n % 7]},{(n % 2 == 0 ? "F" : "M")},{12 + (n % 30)}.25\n");
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            Add("return.csv", $"key,value\norganisation,{Text("organisation")}\nsnapshot_date,{Text("snapshotDate")}\nperiod_start,{Text("periodStart")}\nperiod_end,{Text("periodEnd")}\nformat_version,1\n");
            Add("grades.csv", "grade,rank,band\nG0,1,entry\nG1,2,operational\nG2,3,middle-manager\nG3,4,executive\n");
            Add("employees.csv", employees.ToString());

            void Add(string name, string text)
            {
                using var content = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    private static async Task<string> SignInAsync(Uri app, string person)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var page = await client.GetAsync(new Uri(app, "/demo"));
        string form = Cookie(page);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app, "/demo/sign-in"))
        {
            Content = new FormUrlEncodedContent([new("form", Seal().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value), new("person", person)]),
        };
        request.Headers.Add("Cookie", form);
        using var answer = await client.SendAsync(request);
        return $"{form}; {Cookie(answer)}";
    }

    private static string Cookie(HttpResponseMessage answer) => string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));

    private static async Task UntilAsync(Uri address)
    {
        using var client = new HttpClient();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromMinutes(2))
        {
            try
            {
                using var answer = await client.GetAsync(address);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"{address} did not answer.");
    }

    private static async Task<string> GetAsync(Uri address)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(address);
    }

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex Seal();
}
