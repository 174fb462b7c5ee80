using System.Net;
using Microsoft.AspNetCore.Http;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Storage;
using Parity.Web.Modules.Shared;

namespace Parity.App.Tests.Accounts;

public sealed class LimitsTests
{
    /// <summary>So many at once are let through; what comes back meanwhile is a few a second.</summary>
    private const int Sent = 400;

    [EveryDatabase]
    public async Task Who_sends_far_more_than_anybody_does_by_hand_is_told_how_long_to_wait_and_nobody_else_is_held_up(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        var bea = await city.InviteAsync(ada, "Bea Bright", "bea@example.org", "auditor");
        using var refused = await FirstRefusedAsync(() => PostAsync(city.Server, ada.Cookies), Sent);
        Assert.Equal("1", refused?.Headers.RetryAfter?.ToString());
        using var other = await PostAsync(city.Server, bea.Cookies);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        using var reading = await city.Server.GetAsync("/home", ("Cookie", ada.Cookies));
        Assert.Equal(HttpStatusCode.OK, reading.StatusCode);
    }

    [EveryDatabase]
    public async Task An_address_that_floods_what_strangers_may_send_is_told_to_wait_and_nobody_else_nor_a_file_is(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var ada = await city.FirstAdministratorAsync();
        async Task<HttpResponseMessage> SendAsync(string from) => await city.Server.SendAsync(HttpMethod.Post, "/forgotten-password", ("X-Forwarded-For", from));
        using var refused = await FirstRefusedAsync(() => SendAsync("203.0.113.7"), most: 2 * Limits.Allowance.StrangersSending.AtOnce);
        Assert.Equal("1", refused?.Headers.RetryAfter?.ToString());
        using (var elsewhere = await SendAsync("203.0.113.8")) Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
        foreach (string path in (string[])["/sign-in", "/programmes", "/health/live"])
            using (var look = await city.Server.GetAsync(path, ("X-Forwarded-For", "203.0.113.7"))) Assert.Equal(HttpStatusCode.OK, look.StatusCode);
        using (var signedIn = await city.Server.GetAsync("/home", ("X-Forwarded-For", "203.0.113.7"), ("Cookie", ada.Cookies))) Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
    }

    [Fact]
    public async Task What_is_made_for_each_asking_is_made_a_few_at_a_time_and_more_than_can_wait_are_sent_away()
    {
        using var limits = new Limits(Holding.RealPartnership);
        using var strangers = new Strangers(Holding.RealPartnership, limits);
        var made = new TaskCompletionSource();
        int making = 0;
        (DefaultHttpContext Http, Task Answer) Ask(int from, string method = "GET")
        {
            var http = new DefaultHttpContext { Request = { Method = method } };
            http.Connection.RemoteIpAddress = new([10, 0, 0, (byte)from]);
            return (http, strangers.AnswerAsync(http, async _ =>
            {
                Interlocked.Increment(ref making);
                await made.Task;
            }));
        }

        var all = Enumerable.Range(0, Strangers.MadeAtOnce + Strangers.Waiting).Select(n => Ask(n)).ToList();
        Assert.Equal(Strangers.MadeAtOnce, making);
        Assert.All(all, a => Assert.False(a.Answer.IsCompleted));
        var tooMany = Ask(200);
        await tooMany.Answer;
        Assert.Equal((429, "1"), (tooMany.Http.Response.StatusCode, tooMany.Http.Response.Headers.RetryAfter.ToString()));
        // A form takes no place of them, and waits for none.
        var form = Ask(201, "POST");
        Assert.Equal(Strangers.MadeAtOnce + 1, making);

        made.SetResult();
        await Task.WhenAll(all.Select(a => a.Answer).Append(form.Answer));
        Assert.Equal(Strangers.MadeAtOnce + Strangers.Waiting + 1, making);
        Assert.All(all, a => Assert.Equal(200, a.Http.Response.StatusCode));
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

    private static async Task<HttpResponseMessage?> FirstRefusedAsync(Func<Task<HttpResponseMessage>> send, int most)
    {
        for (int at = 0; at < most; at++)
        {
            var answer = await send();
            if (answer.StatusCode is HttpStatusCode.TooManyRequests) return answer;
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            answer.Dispose();
        }

        return null;
    }

    /// <summary>A form without its seal: it costs nothing, and is one that was sent.</summary>
    private static Task<HttpResponseMessage> PostAsync(RunningServer server, string cookies) => server.SendAsync(HttpMethod.Post, "/sign-out", ("Cookie", cookies));
}
