using System.Net;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;
using Parity.App.Tests.Workforce;

namespace Parity.App.Tests.Server;

/// <summary>A fact that needs a PostgreSQL server and nginx; <c>./test</c> brings both.</summary>
public sealed class BehindNginxFactAttribute : FactAttribute
{
    public BehindNginxFactAttribute() => Skip = EveryDatabaseAttribute.Postgres is null || !File.Exists(Nginx.Program) ? "there is no PostgreSQL server or no nginx" : null;
}

/// <summary>Two nodes, each a process of its own, on one PostgreSQL, behind nginx as the guide has it.</summary>
[Long]
public sealed class TwoNodesTests
{
    private const int Readers = 3, Senders = 3;

    /// <summary>Connections that are made leave from 127.0.0.1: the port of a node that is away for a moment stays its own.</summary>
    private static readonly Uri AnywhereElse = new("http://127.0.0.2:0");

    [BehindNginxFact]
    public async Task Signing_in_at_one_node_is_good_at_the_other_and_so_are_its_form_and_its_end_and_behind_nginx_as_the_guide_has_it_nobody_misses_one_that_died()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Postgres);
        await using var one = await RunningProgram.DemoAsync(database);
        await using var other = await RunningProgram.DemoAsync(database);
        var analyst = (await one.Client.PeopleAsync()).First(p => p.Roles.Contains("hr-analyst"));
        string cookies = await one.Client.SignInAsync(analyst);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(one.Client, "/home", cookies));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other.Client, "/home", cookies));
        string seal = CityPeople.SealIn(await TextAsync(one.Client, "/home", cookies));
        using var signOut = new HttpRequestMessage(HttpMethod.Post, "/sign-out") { Content = new FormUrlEncodedContent([KeyValuePair.Create("form", seal)]) };
        signOut.Headers.Add("Cookie", cookies);
        using var left = await other.Client.SendAsync(signOut);

        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, await StatusAsync(one.Client, "/home", cookies));
        Assert.Equal(HttpStatusCode.SeeOther, await StatusAsync(other.Client, "/home", cookies));

        await using var nginx = await Nginx.StartAsync(one.Address, other.Address);
        using var client = nginx.NewClient();
        var looks = new Looks(client, await client.SignInAsync(analyst));
        for (int n = 0; n < 20; n++) await looks.LookAsync();
        await one.KillAsync();
        for (int n = 0; n < 20; n++) await looks.LookAsync();
        Assert.Empty(looks.Failed);
        await other.KillAsync();
        await looks.LookAsync();
        Assert.NotEmpty(looks.Failed);
    }

    [BehindNginxFact]
    public async Task A_node_that_is_still_loading_the_editions_is_not_what_their_readers_see()
    {
        var never = new TaskCompletionSource<IReadOnlyList<string>>();
        await using var ready = await RunningServer.WithTwoEditionsAsync(demo: true);
        await using var loading = await RunningServer.StartAsync((_, stop) => never.Task.WaitAsync(stop));
        await using var nginx = await Nginx.StartAsync(ready.Client.BaseAddress!, loading.Client.BaseAddress!);
        using var client = nginx.NewClient();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(loading.Client, "/data/editions.json"));

        for (int n = 0; n < 6; n++) Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/data/editions.json"));
    }

    [BehindNginxFact]
    public async Task When_nodes_are_killed_or_restarted_in_turn_behind_nginx_no_look_fails_and_no_return_is_lost_or_doubled()
    {
        int kills = Battery.Size(sample: 1, full: 100), restarts = Battery.Size(sample: 1, full: 20);
        await using var database = await TestDatabase.MakeAsync(Engine.Postgres);
        var nodes = new RunningProgram[] { await RunningProgram.DemoAsync(database, at: AnywhereElse), await RunningProgram.DemoAsync(database, at: AnywhereElse) };
        await using var nginx = await Nginx.StartAsync(nodes[0].Address, nodes[1].Address);
        using var client = nginx.NewClient();
        try
        {
            var people = await client.PeopleAsync();
            string cookies = await client.SignInAsync(people.First(p => p.Roles.Contains("hr-analyst")));
            var analysts = new SendingAnalysts([.. people.Where(p => p.ApiToken is not null).Take(Senders)]);
            using var stop = new CancellationTokenSource();
            var looks = new Looks(client, cookies);
            int refused = 0;
            Task[] load =
            [
                .. Enumerable.Range(0, Readers).Select(_ => looks.GoOnAsync(stop.Token)),
                analysts.SendAsync(client, () =>
                {
                    Interlocked.Increment(ref refused);
                    return Task.CompletedTask;
                }, stop.Token),
            ];

            for (int turn = 0; turn < kills + restarts; turn++)
            {
                await (turn % 2 == 0 ? analysts.AfterAnswersAsync(1 + (turn % 5)) : analysts.AfterBytesAsync(1));
                if (turn < kills) await nodes[turn % 2].KillAsync();
                else Assert.Equal(0, await nodes[turn % 2].TerminateAsync());
                // The other one bears it alone for a while.
                await analysts.AfterAnswersAsync(Senders);
                await nodes[turn % 2].DisposeAsync();
                nodes[turn % 2] = await RunningProgram.DemoAsync(database, at: nodes[turn % 2].Address);
                await nginx.UntilAnsweredByAsync(nodes[turn % 2].Address);
            }

            await stop.CancelAsync();
            await Task.WhenAll(load);
            Assert.Empty(await analysts.AskAgainAsync(client, int.MaxValue));
            Assert.Empty(looks.Failed);
            Assert.Empty(await StoredReturns.FaultsAsync(database, analysts.AcknowledgedIds));
            int looked = looks.Good;
            foreach (var node in nodes) await node.KillAsync();
            await looks.LookAsync();
            Assert.NotEmpty(looks.Failed);
            await StoredReturns.FindsWhatIsPlantedAsync(database, analysts.AcknowledgedIds);
            Battery.Report($"{kills} kills and {restarts} restarts of one of two nodes behind nginx: {looked} looks, 0 failed; {analysts.Acknowledged} returns acknowledged, {refused} sent again, 0 lost or doubled");
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, string? cookies = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookies is not null) request.Headers.Add("Cookie", cookies);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<string> TextAsync(HttpClient client, string path, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookies);
        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Somebody signed in who keeps looking at pages.</summary>
    private sealed class Looks(HttpClient client, string cookies)
    {
        private static readonly string[] Pages = ["/home", "/returns", "/account", "/data/editions.json"];
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> failed = new();
        private int good, next;

        public int Good => good;
        public IReadOnlyCollection<string> Failed => failed;

        public async Task GoOnAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested) await LookAsync();
        }

        public async Task LookAsync()
        {
            string page = Pages[Interlocked.Increment(ref next) % Pages.Length];
            try
            {
                var status = await StatusAsync(client, page, cookies);
                if (status is HttpStatusCode.OK) Interlocked.Increment(ref good);
                else failed.Enqueue($"{page}: {(int)status}");
            }
            catch (HttpRequestException cut)
            {
                failed.Enqueue($"{page}: {cut.HttpRequestError}");
            }
        }
    }
}
