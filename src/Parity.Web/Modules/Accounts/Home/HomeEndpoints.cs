using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Accounts.Home;

/// <summary>Where everybody arrives after signing in, for whom they act, and how they leave.</summary>
internal static class HomeEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints, string signIn)
    {
        endpoints.MapMethods("/home", [HttpMethods.Get, HttpMethods.Head], ShowAsync).WithMetadata(RoutePolicy.SignedIn);
        endpoints.MapMethods("/sign-out", [HttpMethods.Post], http => SignOutAsync(http, signIn)).WithMetadata(RoutePolicy.SignedIn, WhicheverOrganisation.Yes);
        endpoints.MapMethods("/account/acting-for", [HttpMethods.Post], ChooseAsync).WithMetadata(RoutePolicy.SignedIn, WhicheverOrganisation.Yes);
    }

    private static async Task ShowAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var account = http.SignedIn().Account;
        var organisation = http.SignedIn().ActsFor ?? account.Holds.Select(h => h.Organisation).FirstOrDefault(o => o is not null);
        bool seesReturns = organisation is { } at && (account.HoldsIn(Role.HrAnalyst, at) || account.HoldsIn(Role.HrLead, at));
        var waiting = seesReturns ? await services.GetRequiredService<WorkforceDoor>().WaitingForAsync(organisation!.Value, http.RequestAborted) : null;
        await Html.AnswerAsync<HomePage>(http, new()
        {
            [nameof(HomePage.Organisation)] = organisation is { } one ? await services.GetRequiredService<PartnershipDoor>().FindAsync(one, http.RequestAborted) : null,
            [nameof(HomePage.Waiting)] = waiting,
            [nameof(HomePage.Background)] = account.Has(Role.Administrator) ? await services.GetRequiredService<ReadWaiting.Handler>().HandleAsync(http.RequestAborted) : null,
        });
    }

    /// <summary>Leads on to the part of the service that the page belonged to, if there is one for the organisation that was chosen.</summary>
    private static async Task ChooseAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var signedIn = http.SignedIn();
        if (TypedId.TryParse<OrganisationId>(form["organisation"], out var organisation)
            && await http.Service<ChooseOrganisation.Handler>().HandleAsync(new(signedIn.Session, signedIn.Account.Id, organisation), http.RequestAborted) is ChooseOrganisation.Outcome.Chosen chosen)
        {
            string from = form["from"].ToString();
            var part = ServiceParts.Of(chosen.Account).FirstOrDefault(p => from == p.Href || from.StartsWith(p.Href + "/", StringComparison.Ordinal));
            Html.SendTo(http, part?.Href ?? "/home");
        }
        else await Answers.MissingAsync(http);
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
