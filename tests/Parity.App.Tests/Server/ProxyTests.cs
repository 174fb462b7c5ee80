using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Server;

/// <summary>Whose word is believed about who asked: the proxies that were named, and without any this computer.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData("127.0.0.2/32", "127.0.0.2", true)]
    [InlineData("127.0.0.2/32", "127.0.0.3", false)]
    [InlineData("127.0.0.2/32", "127.0.0.1", false)]
    [InlineData("192.0.2.0/24,127.0.0.0/30", "127.0.0.3", true)]
    [InlineData("192.0.2.0/24", "127.0.0.1", false)]
    [InlineData(null, "127.0.0.3", true)]
    public async Task What_a_named_proxy_says_is_taken_and_what_anybody_else_says_is_not(string? named, string peer, bool isBelieved)
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        var clock = new ManualClock();
        await using var server = await RunningServer.StartAsync((_, _) => Task.FromResult<IReadOnlyList<string>>([]), waitUntilReady: true, database: database.Database, change: settings => settings with
        {
            Key = database.KeyPlace,
            Clock = clock,
            Proxies = named?.Split(',').Select(network => IPNetwork.Parse(network)).ToList(),
        });
        using var client = From(peer, server.Client.BaseAddress!);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        var (asked, _) = await client.SendFormAsync("/forgotten-password", "/forgotten-password", "", ("mail", "nobody@example.org"));

        using (asked) Assert.Equal((HttpStatusCode.OK, isBelieved), (asked.StatusCode, asked.Headers.Contains("Strict-Transport-Security")));
        string about = isBelieved ? "203.0.113.9" : peer;
        Assert.Equal((1L, 0L), (await TriesOfAsync(about), await TriesOfAsync(isBelieved ? peer : "203.0.113.9")));

        // Where tries come from is kept as a keyed hash.
        Task<long> TriesOfAsync(string network) => database.CountAsync(
            $"select count(*) from accounts_tries where hex(key_hash) = '{Convert.ToHexString(HMACSHA256.HashData(database.Key.Derive("tries"), Encoding.UTF8.GetBytes("network " + network)))}'");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("10.0.0.1, ")]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.1")]
    [InlineData("0.0.0.0/0")]
    public async Task A_value_that_names_no_proxies_or_everybody_is_refused_at_the_start(string value)
    {
        var (code, output, told) = await OneCommand.RunAsync(new Dictionary<string, string> { ["PARITY_PROXIES"] = value }, "serve", "--url", "http://127.0.0.1:0", "--site", "nowhere");
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("parity: give PARITY_PROXIES as addresses or networks", told, StringComparison.Ordinal);
    }

    /// <summary>Asks from one of this computer's own addresses, as another machine would from its own.</summary>
    private static HttpClient From(string peer, Uri server) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (context, stop) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(peer), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = server };
}
