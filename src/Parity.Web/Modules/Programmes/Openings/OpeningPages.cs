using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Openings;

/// <summary>What everybody can read about programmes: the same for all, and nothing of it tells who or how many apply.</summary>
internal static class OpeningPages
{
    public const string List = "/programmes";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(List, [HttpMethods.Get, HttpMethods.Head], ListAsync).WithMetadata(RoutePolicy.Public);
        endpoints.MapMethods(List + "/{code}", [HttpMethods.Get, HttpMethods.Head], ShowAsync).WithMetadata(RoutePolicy.Public);
    }

    public static async Task<Opening?> FindAsync(HttpContext http) =>
        (await http.Service<ReadOpenings.Handler>().HandleAsync(new((string)http.Request.RouteValues["code"]!), http.RequestAborted)).SingleOrDefault();

    private static async Task ListAsync(HttpContext http) => await Html.AnswerAsync<OpeningsPage>(http, new()
    {
        [nameof(PrivatePage.Visit)] = Visit.OfNobody(http),
        [nameof(OpeningsPage.Openings)] = await http.Service<ReadOpenings.Handler>().HandleAsync(new(), http.RequestAborted),
    });

    private static async Task ShowAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } opening)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<OpeningPage>(http, new() { [nameof(PrivatePage.Visit)] = Visit.OfNobody(http), [nameof(OpeningPage.Opening)] = opening });
    }
}
