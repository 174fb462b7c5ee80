using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Storage;
using Parity.Web.Modules.Accounts.SignIn;
using Parity.Web.Server;

namespace Parity.Web.Modules.Shared;

/// <summary>
/// How much one network address may ask for in a while of what is made anew for each asking, by people who are not signed
/// in: an office may sit behind it, so it is generous. And how many such pages are made at once, whoever asks, so that
/// signed-in people are answered meanwhile. Files that lie ready are not counted; the demonstration has no limit.
/// </summary>
internal sealed class Strangers(Holding holding, TimeProvider clock) : IDisposable
{
    /// <summary>Pages made at once, and how many more wait for their turn.</summary>
    internal const int MadeAtOnce = 32, Waiting = 64;

    internal static readonly (int AtOnce, int ASecond) Reading = (1200, 40), Sending = (240, 4);

    /// <summary>So many addresses are counted before those are forgotten that have all they may ask for again.</summary>
    private const int MostAddresses = 50_000;

    private readonly ConcurrentDictionary<(string Network, bool Sends), Allowance> allowances = new();
    private readonly ConcurrencyLimiter making = new(new() { PermitLimit = MadeAtOnce, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Answers, or says that it was too much.</summary>
    public async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        if (holding is Holding.FictionalCity)
        {
            await next(http);
            return;
        }

        bool sends = HttpMethods.IsPost(http.Request.Method);
        if (WaitOf(SignInEndpoints.NetworkOf(http) ?? "", sends) is { } wait)
        {
            await RefuseAsync(http, wait);
            return;
        }

        // A form takes no place: a sender who dawdles over its words would hold it against everybody.
        if (sends)
        {
            await next(http);
            return;
        }

        using var place = await making.AcquireAsync(1, http.RequestAborted);
        if (place.IsAcquired) await next(http);
        else await RefuseAsync(http, TimeSpan.FromSeconds(1));
    }

    public void Dispose() => making.Dispose();

    private static Task RefuseAsync(HttpContext http, TimeSpan wait)
    {
        http.WaitFor(wait);
        return Answers.NoticeAsync(http, StatusCodes.Status429TooManyRequests, Notices.TooMuch);
    }

    /// <returns>Null where it is not too much.</returns>
    private TimeSpan? WaitOf(string network, bool sends)
    {
        var now = clock.GetUtcNow();
        if (allowances.Count >= MostAddresses)
            foreach (var (key, one) in allowances)
                if (one.IsFull(now)) allowances.TryRemove(key, out _);
        return allowances.GetOrAdd((network, sends), static (key, at) => new(key.Sends ? Sending : Reading, at), now).Take(now);
    }

    /// <summary>What is left of a limit: it grows again with time, up to all of it.</summary>
    private sealed class Allowance((int AtOnce, int ASecond) limit, DateTimeOffset at)
    {
        private readonly Lock counting = new();
        private double left = limit.AtOnce;
        private DateTimeOffset counted = at;

        public TimeSpan? Take(DateTimeOffset now)
        {
            lock (counting)
            {
                left = LeftAt(now);
                counted = now;
                if (left < 1) return TimeSpan.FromSeconds((1 - left) / limit.ASecond);
                left--;
                return null;
            }
        }

        public bool IsFull(DateTimeOffset now)
        {
            lock (counting) return LeftAt(now) >= limit.AtOnce;
        }

        private double LeftAt(DateTimeOffset now) => Math.Min(limit.AtOnce, left + Math.Max(0, (now - counted).TotalSeconds * limit.ASecond));
    }
}
