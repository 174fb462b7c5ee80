using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Storage;
using Parity.Web.Server;

namespace Parity.Web.Modules.Shared;

/// <summary>
/// How much one person's browser, one token, or one network address of strangers may ask for in a while: far more than anybody
/// does by hand, and too little to copy everything or to keep others from being answered. The demonstration has no limit.
/// </summary>
internal sealed class Limits : IDisposable
{
    private readonly PartitionedRateLimiter<(string Who, Allowance Allowance)>? limiter;

    public Limits(Holding holding) => limiter = holding is Holding.FictionalCity ? null : PartitionedRateLimiter.Create<(string Who, Allowance Allowance), (string, Allowance)>(one =>
        RateLimitPartition.GetTokenBucketLimiter((one.Who, one.Allowance), key => Bucket(key.Item2)));

    /// <summary>Of somebody who is signed in, or of a program with a token.</summary>
    public Task<bool> AdmitsAsync(HttpContext http, string who) => AdmitsAsync(http, who, Sends(http) ? Allowance.Sending : Allowance.Reading);

    /// <summary>Of all who are not signed in and ask from this network address: a whole office may.</summary>
    public Task<bool> AdmitsStrangersAsync(HttpContext http, string network) => AdmitsAsync(http, "network " + network, Sends(http) ? Allowance.StrangersSending : Allowance.StrangersReading);

    public void Dispose() => limiter?.Dispose();

    /// <returns>False where it was too much: then that has been answered.</returns>
    private async Task<bool> AdmitsAsync(HttpContext http, string who, Allowance allowance)
    {
        if (limiter is null) return true;
        using var lease = limiter.AttemptAcquire((who, allowance));
        if (lease.IsAcquired) return true;
        await RefuseAsync(http, lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1));
        return false;
    }

    public static Task RefuseAsync(HttpContext http, TimeSpan wait)
    {
        http.WaitFor(wait);
        return Answers.NoticeAsync(http, StatusCodes.Status429TooManyRequests, Notices.TooMuch);
    }

    private static bool Sends(HttpContext http) => HttpMethods.IsPost(http.Request.Method);

    private static TokenBucketRateLimiterOptions Bucket(Allowance limit) => new()
    {
        TokenLimit = limit.AtOnce,
        TokensPerPeriod = limit.ASecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        AutoReplenishment = true,
        QueueLimit = 0,
    };

    internal sealed record Allowance(string Of, int AtOnce, int ASecond)
    {
        public static readonly Allowance Reading = new("pages", 600, 20), Sending = new("forms", 120, 2);
        public static readonly Allowance StrangersReading = new("strangers' pages", 1_200, 40), StrangersSending = new("strangers' forms", 240, 4);
    }
}
