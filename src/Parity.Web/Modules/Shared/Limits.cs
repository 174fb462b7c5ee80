using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Storage;
using Parity.Web.Server;

namespace Parity.Web.Modules.Shared;

/// <summary>
/// How much one person's browser, or one token, may ask for in a while: far more than anybody does by hand, and too little to
/// copy everything or to keep others from being answered. The demonstration has no limit.
/// </summary>
internal sealed class Limits : IDisposable
{
    private static readonly (int AtOnce, int ASecond) Reading = (600, 20), Sending = (120, 2);
    private readonly PartitionedRateLimiter<(string Who, bool Sends)>? limiter;

    public Limits(Holding holding) => limiter = holding is Holding.FictionalCity ? null : PartitionedRateLimiter.Create<(string Who, bool Sends), (string, bool)>(one =>
        RateLimitPartition.GetTokenBucketLimiter(one, key => Bucket(key.Item2 ? Sending : Reading)));

    /// <summary>False where it was too much: then that has been answered.</summary>
    public async Task<bool> AdmitsAsync(HttpContext http, string who)
    {
        if (limiter is null) return true;
        using var lease = limiter.AttemptAcquire((who, HttpMethods.IsPost(http.Request.Method)));
        if (lease.IsAcquired) return true;
        http.WaitFor(lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1));
        await Answers.NoticeAsync(http, StatusCodes.Status429TooManyRequests, Notices.TooMuch);
        return false;
    }

    public void Dispose() => limiter?.Dispose();

    private static TokenBucketRateLimiterOptions Bucket((int AtOnce, int ASecond) limit) => new()
    {
        TokenLimit = limit.AtOnce,
        TokensPerPeriod = limit.ASecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        AutoReplenishment = true,
        QueueLimit = 0,
    };
}
