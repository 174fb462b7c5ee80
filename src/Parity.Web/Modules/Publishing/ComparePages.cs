using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Publishing;

/// <summary>
/// Employers of a published edition side by side, for everybody. What is compared stands in the address, so that it can be
/// sent to somebody else; nothing is kept of who compared what.
/// </summary>
internal static class ComparePages
{
    public const string Page = "/compare";

    /// <summary>Beside the city: more columns than these nobody reads, and no screen shows.</summary>
    public const int Most = 5;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods(Page, [HttpMethods.Get, HttpMethods.Head], ShowAsync).WithMetadata(RoutePolicy.Public);

    private static async Task ShowAsync(HttpContext http)
    {
        string? name = http.Request.Query["edition"];
        var editions = (http.Service<Shelf>().Editions?.NewestFirst ?? []).Where(ComparedEdition.IsPossible).ToList();
        var chosen = string.IsNullOrEmpty(name) ? editions.FirstOrDefault() : editions.Find(e => e.Card.Edition == name);
        if (chosen is null && !string.IsNullOrEmpty(name))
        {
            await Answers.MissingAsync(http);
            return;
        }

        var edition = chosen is null ? null : ComparedEdition.Of(chosen);
        var asked = http.Request.Query["place"].ToHashSet(StringComparer.Ordinal);
        var places = edition?.Organisations.Where(o => asked.Contains(o.Code)).ToList() ?? [];
        await Html.AnswerAsync<ComparePage>(http, new()
        {
            [nameof(PrivatePage.Visit)] = Visit.OfNobody(http),
            [nameof(ComparePage.Editions)] = editions.ConvertAll(e => e.Card),
            [nameof(ComparePage.Edition)] = edition,
            [nameof(ComparePage.Places)] = places.Take(Most).ToList(),
            [nameof(ComparePage.Wrong)] = places.Count > Most ? Faults.One("place", $"Choose at most {Most} employers. The first {Most} are shown.") : Faults.None,
        });
    }
}
