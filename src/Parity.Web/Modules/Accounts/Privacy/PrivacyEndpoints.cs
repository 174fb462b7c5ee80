using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Accounts.Privacy;

/// <summary>What is kept about people and why, for everybody; and for each person a copy of what is kept about them.</summary>
internal static class PrivacyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/privacy-notice", [HttpMethods.Get, HttpMethods.Head], http => Html.AnswerAsync<PrivacyNoticePage>(http, [])).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods("/account/copy", [HttpMethods.Post], CopyAsync).WithMetadata(RoutePolicy.SignedIn, FreshProof.Then("/account"));
    }

    private static async Task CopyAsync(HttpContext http)
    {
        var document = await http.Service<CopyOwnRecord.Handler>().HandleAsync(new(http.By()), http.RequestAborted);
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = document.Length;
        http.Response.Headers.ContentDisposition = "attachment; filename=\"what-is-held-about-you.json\"";
        await http.Response.Body.WriteAsync(document, http.RequestAborted);
    }
}
