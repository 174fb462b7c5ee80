using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Programmes.Cohorts;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Running;

/// <summary>The modules of a cohort: who has attended which, who still lacks it.</summary>
internal static class ModulePages
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/modules", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Forms.IdIn<CohortId>(http, "id") ?? default, Faults.None)).WithMetadata(manages);
        endpoints.MapMethods("/programme/days/{id}/module", [HttpMethods.Post], SayAsync).WithMetadata(manages);
    }

    private static async Task ShowAsync(HttpContext http, CohortId id, IReadOnlyList<FieldFault> faults)
    {
        if (await http.Service<ReadModules.Handler>().HandleAsync(new(id), http.RequestAborted) is not { } modules)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<ModulesPage>(http, new()
        {
            [nameof(ModulesPage.Cohort)] = (await http.Service<ReadCohorts.Handler>().HandleAsync(new(id), http.RequestAborted)).Single(),
            [nameof(ModulesPage.Modules)] = modules,
            [nameof(ModulesPage.Wrong)] = faults,
        }, Faults.StatusOf(faults));
    }

    private static async Task SayAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var day = Forms.GuidOf((string?)http.Request.RouteValues["id"]) ?? Guid.Empty;
        switch (await http.Service<PlanCohortDay.Handler>().HandleAsync(new(http.By(), new PlanCohortDay.Deed.SayModule(day, Forms.NumberOf(form["module"]))), http.RequestAborted))
        {
            case PlanCohortDay.Outcome.Done done:
                Html.SendTo(http, $"{CohortPages.Folder}/{done.Cohort}/modules");
                break;
            case PlanCohortDay.Outcome.NotYet notYet:
                await ShowAsync(http, TypedId.TryParse<CohortId>(form["cohort"], out var cohort) ? cohort : default, Faults.One($"module-{day:D}", notYet.Mistakes[0].Advice));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }
}
