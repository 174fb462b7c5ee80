using System.Net;
using System.Net.Sockets;
using AngleSharp.Html.Parser;
using Parity.Web.Server;

namespace Parity.App.Tests.Server;

public sealed class ReadinessTests
{
    [Fact]
    public async Task While_the_edition_loads_the_server_is_live_and_says_that_it_is_not_ready()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await RunningServer.StartAsync(async (server, _) =>
        {
            await gate.Task;
            await server.PublishAsync("1");
            return PublishedEdition.FoldersIn(server.Folder);
        });
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.GetAsync("/health/ready")).StatusCode);
        using (var waiting = await server.GetAsync("/"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, waiting.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(2), waiting.Headers.RetryAfter!.Delta);
            Assert.True(waiting.Headers.CacheControl!.NoStore);
            var page = await new HtmlParser().ParseDocumentAsync(await waiting.Content.ReadAsStreamAsync());
            Assert.Single(page.QuerySelectorAll("h1"));
            foreach (string address in page.QuerySelectorAll("link[rel=stylesheet], script").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!))
                Assert.Equal(HttpStatusCode.OK, (await server.GetAsync(address)).StatusCode);
        }

        gate.SetResult();
        await server.Ready.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_server_without_an_edition_says_so()
    {
        await using var server = await RunningServer.StartAsync((_, _) => Task.FromResult<IReadOnlyList<string>>([]), waitUntilReady: true);
        using var answer = await server.GetAsync("/");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("No edition", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("[]", (await server.Client.GetStringAsync("/data/editions.json")).Trim());
    }

    [Fact]
    public async Task A_fault_while_loading_stops_the_server_and_is_told()
    {
        var settings = new ServerSettings(new Uri("http://127.0.0.1:0"), Site: null);
        await Assert.ThrowsAsync<InvalidDataException>(() => ParityServer.RunAsync(settings, _ => throw new InvalidDataException("broken"), CancellationToken.None));
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_a_load_that_does_not_end()
    {
        var never = new TaskCompletionSource<IReadOnlyList<string>>();
        var server = await RunningServer.StartAsync((_, _) => never.Task);
        Assert.IsType<ServerOutcome.Stopped>(await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(20)));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_taken_address_is_an_outcome_with_a_name()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var settings = new ServerSettings(new Uri($"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"), Site: null);
        Assert.IsType<ServerOutcome.AddressTaken>(await ParityServer.RunAsync(settings, _ => Task.FromResult<IReadOnlyList<string>>([]), CancellationToken.None));
    }

    [Fact]
    public async Task A_folder_without_an_edition_is_refused_before_anything_listens()
    {
        string empty = Directory.CreateTempSubdirectory("parity-server-").FullName;
        var outcome = await ParityServer.RunAsync(new ServerSettings(new Uri("http://127.0.0.1:0"), empty), CancellationToken.None);
        Assert.Equal(empty, Assert.IsType<ServerOutcome.NoEdition>(outcome).Folder);
        Directory.Delete(empty);
    }
}
