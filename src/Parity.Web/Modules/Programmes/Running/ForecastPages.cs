using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Programmes.Cohorts;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Programmes.Running;

/// <summary>The days that a cohort has ahead, by person, employer and month; and how far its participants are with the certificate.</summary>
internal static class ForecastPages
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(CohortPages.Folder + "/{id}/forecast", [HttpMethods.Get, HttpMethods.Head], ShowAsync).WithMetadata(RoutePolicy.For(Role.ProgrammeManager));
        endpoints.MapMethods(CohortPages.Folder + "/{id}/certificates", [HttpMethods.Get, HttpMethods.Head], ShowCertificatesAsync).WithMetadata(RoutePolicy.For(Role.ProgrammeManager));
    }

    private static async Task ShowCertificatesAsync(HttpContext http)
    {
        if (await CohortPages.FindAsync(http) is not { } cohort) return;
        await Html.AnswerAsync<CertificatesPage>(http, new()
        {
            [nameof(CertificatesPage.Cohort)] = cohort,
            [nameof(CertificatesPage.Read)] = await http.Service<ReadCertificates.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted),
            [nameof(CertificatesPage.Employers)] = (await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted)).ToDictionary(o => o.Id, o => o.Name),
        });
    }

    private static async Task ShowAsync(HttpContext http)
    {
        if (await CohortPages.FindAsync(http) is not { } cohort) return;
        await Html.AnswerAsync<ForecastPage>(http, new()
        {
            [nameof(ForecastPage.Cohort)] = cohort,
            [nameof(ForecastPage.Forecast)] = await http.Service<ReadForecast.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted),
            [nameof(ForecastPage.Employers)] = (await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted)).ToDictionary(o => o.Id, o => o.Name),
        });
    }
}
