using System.Net;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Accounts;

public sealed class LimitsTests
{
    /// <summary>So many at once are let through; what comes back meanwhile is a few a second.</summary>
    private const int Sent = 400;

    [Fact]
    public async Task Who_sends_far_more_than_anybody_does_by_hand_is_told_how_long_to_wait_and_nobody_else_is_held_up()
    {
        await using var city = await Partnership.OnAsync(Engine.Sqlite);
        var ada = await city.FirstAdministratorAsync();
        var bea = await city.InviteAsync(ada, "Bea Bright", "bea@example.org", "auditor");
        var waits = new List<string?>();
        for (int at = 0; at < Sent && waits.Count == 0; at++)
        {
            using var answer = await PostAsync(city.Server, ada.Cookies);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests) waits.Add(answer.Headers.RetryAfter?.ToString());
            else Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.Equal("1", Assert.Single(waits));
        using var other = await PostAsync(city.Server, bea.Cookies);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        using var reading = await city.Server.GetAsync("/home", ("Cookie", ada.Cookies));
        Assert.Equal(HttpStatusCode.OK, reading.StatusCode);
    }

    [Fact]
    public async Task The_demonstration_is_not_limited()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        string cookies = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.Contains("auditor")));
        for (int at = 0; at < Sent; at++)
        {
            using var answer = await PostAsync(server, cookies);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    /// <summary>A form without its seal: it costs nothing, and is one that was sent.</summary>
    private static Task<HttpResponseMessage> PostAsync(RunningServer server, string cookies) => server.SendAsync(HttpMethod.Post, "/sign-out", ("Cookie", cookies));
}
