using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Programmes.Teams;

/// <summary>What a line manager sees of people of theirs who have a place: when they are away, whether they were there, milestones.</summary>
internal static class TeamPages
{
    public const string Page = "/team";

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods(Page, [HttpMethods.Get, HttpMethods.Head], async http => await Html.AnswerAsync<TeamPage>(http, new()
        {
            [nameof(TeamPage.People)] = await http.Service<ReadTeam.Handler>().HandleAsync(new(http.By()), http.RequestAborted),
        })).WithMetadata(RoutePolicy.For(Role.LineManager));
}
