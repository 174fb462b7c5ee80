using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Publishing;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Shared;
using Parity.Web.Modules.Workforce.UploadReturn;
using Parity.Web.Server;

namespace Parity.Web.Modules.Publishing;

/// <summary>What the public, and what the city, will see of one return: for the organisation that sent it.</summary>
internal static class PreviewPages
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var either = RoutePolicy.For(Role.HrAnalyst, Role.HrLead);
        endpoints.MapMethods("/returns/{id}/preview", [HttpMethods.Get, HttpMethods.Head], ShowAsync).WithMetadata(either);
        endpoints.MapMethods("/returns/{id}/preview", [HttpMethods.Post], AskAsync).WithMetadata(either);
        endpoints.MapMethods("/returns/{id}/preview/pages/{**path}", [HttpMethods.Get, HttpMethods.Head], PageAsync).WithMetadata(either);
    }

    private static async Task ShowAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var id = Forms.IdIn<ReturnId>(http, "id") ?? default;
        if (await ReturnsPages.FindAsync(http, id) is not { } one
            || await services.GetRequiredService<PreviewReturn.Handler>().HandleAsync(new(one.Organisation, id), http.RequestAborted) is not { } outcome || outcome is PreviewReturn.Outcome.NotFound)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<PreviewPage>(http, new()
        {
            [nameof(PreviewPage.Return)] = one,
            [nameof(PreviewPage.Outcome)] = outcome,
            [nameof(PreviewPage.Comparison)] = await services.GetRequiredService<CompareReturn.Handler>().HandleAsync(new(one.Organisation, id), http.RequestAborted),
            [nameof(PreviewPage.MayAsk)] = one.Organisation == http.ActsFor(),
        });
    }

    private static async Task AskAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        var id = Forms.IdIn<ReturnId>(http, "id") ?? default;
        if (await http.Service<PreviewReturn.Handler>().AskAsync(new(http.ActsFor(), id), account.Id, http.RequestAborted)) Html.SendTo(http, $"/returns/{id}/preview");
        else await Answers.MissingAsync(http);
    }

    private static async Task PageAsync(HttpContext http)
    {
        var id = Forms.IdIn<ReturnId>(http, "id") ?? default;
        if (await ReturnsPages.FindAsync(http, id) is { } one && await http.Service<PreviewReturn.Handler>().HandleAsync(new(one.Organisation, id), http.RequestAborted) is PreviewReturn.Outcome.Ready ready)
            await PrivatePages.AnswerAsync(http, ready.Archive, "One return alone, for those who sent it. In the edition the city's figures are of all employers together.");
        else await Answers.MissingAsync(http);
    }
}
