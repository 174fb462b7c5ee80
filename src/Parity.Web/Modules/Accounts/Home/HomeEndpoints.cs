using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Partnership;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Accounts.Home;

/// <summary>Where everybody arrives after signing in, and how they leave.</summary>
internal static class HomeEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints, string signIn)
    {
        endpoints.MapMethods("/home", [HttpMethods.Get, HttpMethods.Head], ShowAsync).WithMetadata(RoutePolicy.SignedIn);
        endpoints.MapMethods("/sign-out", [HttpMethods.Post], http => SignOutAsync(http, signIn)).WithMetadata(RoutePolicy.SignedIn);
    }

    private static async Task ShowAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var account = http.SignedIn().Account;
        var organisation = account.Holds.Select(h => h.Organisation).FirstOrDefault(o => o is not null);
        bool seesReturns = organisation is { } at && (account.HoldsIn(Role.HrAnalyst, at) || account.HoldsIn(Role.HrLead, at));
        var waiting = seesReturns ? await services.GetRequiredService<WorkforceDoor>().WaitingForAsync(organisation!.Value, http.RequestAborted) : null;
        await Html.AnswerAsync<HomePage>(http, new()
        {
            [nameof(HomePage.Organisation)] = organisation is { } one ? await services.GetRequiredService<PartnershipDoor>().FindAsync(one, http.RequestAborted) : null,
            [nameof(HomePage.Round)] = waiting?.Round,
            [nameof(HomePage.Newest)] = waiting?.Newest,
        });
    }

    private static async Task SignOutAsync(HttpContext http, string signIn)
    {
        var signedIn = http.SignedIn();
        await http.Service<EndSession.Handler>().HandleAsync(new(signedIn.Session, signedIn.Account.Id), http.RequestAborted);
        SessionCookie.Remove(http);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        Html.SendTo(http, signIn);
    }
}
