using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Employers;

/// <summary>
/// What an organisation gave and what programmes led to: its own for its leads and its sponsor, everybody's for the
/// programme's team. Outcomes are those that the page of outcomes tells, and no others.
/// </summary>
internal static class StatementPages
{
    private const string OfOne = SupportPages.Page + "/{id}/statement";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var (own, any) = (RoutePolicy.ReadsOwnStatement, RoutePolicy.For(Role.ProgrammeManager));
        endpoints.MapMethods(EmployerPages.Page + "/statement", Reading, async http => await ShowAsync(http, await OwnAsync(http))).WithMetadata(own);
        endpoints.MapMethods(EmployerPages.Page + "/statement.csv", Reading, async http => await ExportAsync(http, await OwnAsync(http))).WithMetadata(own);
        endpoints.MapMethods(OfOne, Reading, async http => await ShowAsync(http, await OneAsync(http))).WithMetadata(any);
        endpoints.MapMethods(OfOne + ".csv", Reading, async http => await ExportAsync(http, await OneAsync(http))).WithMetadata(any);
    }

    /// <summary>Of somebody's own organisation.</summary>
    private static Task<EmployerStatement?> OwnAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        return ReadAsync(http, http.ActsFor(), leads: account.Has(Role.HrLead) || account.Has(Role.OrganisationLead));
    }

    private static Task<EmployerStatement?> OneAsync(HttpContext http) => ReadAsync(http, Forms.IdIn<OrganisationId>(http, "id"), leads: false);

    private static async Task<EmployerStatement?> ReadAsync(HttpContext http, OrganisationId? organisation, bool leads)
    {
        if (organisation is not { } id || await http.Service<PartnershipDoor>().FindAsync(id, http.RequestAborted) is not { } of) return null;
        return new(
            of, await http.Service<ReadStatement.Handler>().HandleAsync(new(id), http.RequestAborted), await http.Service<CountGiven.Handler>().HandleAsync(new(id), http.RequestAborted), await http.Service<ReadOutcomes.Handler>().HandleAsync(http.RequestAborted),
            leads ? await http.Service<ReadEmployerPart.Handler>().HandleAsync(new(id), http.RequestAborted) : null);
    }

    private static async Task ShowAsync(HttpContext http, EmployerStatement? read)
    {
        if (read is null) await Answers.MissingAsync(http);
        else await Html.AnswerAsync<StatementPage>(http, new() { [nameof(StatementPage.Read)] = read, [nameof(StatementPage.File)] = http.Request.Path.Value! + ".csv" });
    }

    private static async Task ExportAsync(HttpContext http, EmployerStatement? read)
    {
        if (read is null) await Answers.MissingAsync(http);
        else await CsvAnswer.SendAsync(http, $"{read.Of.Code}-statement.csv", EmployerStatement.Columns, read.Rows());
    }
}
