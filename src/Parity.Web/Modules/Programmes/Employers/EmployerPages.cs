using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Programmes.Employers;

/// <summary>
/// An employer's part in programmes. What stands here never depends on whether one of its people has applied without its
/// knowledge: not the words, not a count, not the time it takes.
/// </summary>
internal static class EmployerPages
{
    public const string Page = "/employer";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var employs = RoutePolicy.For(Role.HrLead, Role.OrganisationLead);
        endpoints.MapMethods(Page, [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None)).WithMetadata(employs);
        endpoints.MapMethods(Page + "/pledge", [HttpMethods.Post], PledgeAsync).WithMetadata(employs);
    }

    public static OrganisationId OrganisationOf(HttpContext http) =>
        http.SignedIn().Account.Holds.First(h => h.Role is Role.HrLead or Role.OrganisationLead && h.Organisation is not null).Organisation!.Value;

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        var organisation = OrganisationOf(http);
        await Html.AnswerAsync<EmployerPage>(http, new()
        {
            [nameof(EmployerPage.Organisation)] = (await http.RequestServices.GetRequiredService<PartnershipDoor>().FindAsync(organisation, http.RequestAborted))!,
            [nameof(EmployerPage.Pledges)] = await http.RequestServices.GetRequiredService<ReadPledges.Handler>().HandleAsync(new(organisation), http.RequestAborted),
            [nameof(EmployerPage.Openings)] = await http.RequestServices.GetRequiredService<ReadOpenings.Handler>().HandleAsync(new(), http.RequestAborted),
            [nameof(EmployerPage.Wrong)] = faults,
            [nameof(EmployerPage.Sent)] = sent,
        }, faults.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task PledgeAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var request = new PledgeSupport.Request(http.SignedIn().Account.Id, OrganisationOf(http), form["end"] == "yes" ? null : form["promise"].ToString(), form["waives"] == "yes");
        if (await http.RequestServices.GetRequiredService<PledgeSupport.Handler>().HandleAsync(request, http.RequestAborted) is PledgeSupport.Outcome.NotYet notYet) await ShowAsync(http, Faults.One(notYet.Field, notYet.Advice), form);
        else Html.SendTo(http, Page);
    }
}
