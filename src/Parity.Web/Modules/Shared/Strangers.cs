using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Storage;
using Parity.Web.Modules.Accounts.SignIn;

namespace Parity.Web.Modules.Shared;

/// <summary>
/// Answers people who are not signed in with what is made anew for each asking: as much as one network address may ask for,
/// and a few such pages at once, whoever asks, so that signed-in people are answered meanwhile. Files that lie ready are not
/// counted; the demonstration has no limit.
/// </summary>
internal sealed class Strangers(Holding holding, Limits limits) : IDisposable
{
    /// <summary>Pages made at once, and how many more wait for their turn.</summary>
    internal const int MadeAtOnce = 32, Waiting = 64;

    private readonly ConcurrencyLimiter making = new(new() { PermitLimit = MadeAtOnce, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Answers, or says that it was too much.</summary>
    public async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        if (!await limits.AdmitsStrangersAsync(http, SignInEndpoints.NetworkOf(http) ?? "")) return;

        // A form takes no place: a sender who dawdles over its words would hold it against everybody.
        if (holding is Holding.FictionalCity || HttpMethods.IsPost(http.Request.Method))
        {
            await next(http);
            return;
        }

        using var place = await making.AcquireAsync(1, http.RequestAborted);
        if (place.IsAcquired) await next(http);
        else await Limits.RefuseAsync(http, TimeSpan.FromSeconds(1));
    }

    public void Dispose() => making.Dispose();
}
