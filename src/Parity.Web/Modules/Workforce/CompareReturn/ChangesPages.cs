using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Shared;
using Parity.Web.Modules.Workforce.UploadReturn;
using Parity.Web.Server;

namespace Parity.Web.Modules.Workforce.CompareReturn;

/// <summary>A version beside the edition before, and why what changed much did.</summary>
internal static class ChangesPages
{
    private const string Field = "why-";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/returns/{id}/changes", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, [], null)).WithMetadata(RoutePolicy.For(Role.HrAnalyst, Role.HrLead));
        endpoints.MapMethods("/returns/{id}/changes", [HttpMethods.Post], ExplainAsync).WithMetadata(RoutePolicy.For(Role.HrAnalyst));
    }

    private static async Task ShowAsync(HttpContext http, FieldFault[] faults, Dictionary<string, string>? written)
    {
        var services = http.RequestServices;
        var account = http.SignedIn().Account;
        var id = Forms.IdIn<ReturnId>(http, "id") ?? default;
        if (await ReturnsPages.FindAsync(http, id) is not { } one || await services.GetRequiredService<Platform.Workforce.CompareReturn.Handler>().HandleAsync(new(one.Organisation, id, account.Id), http.RequestAborted) is not { } comparison)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<ChangesPage>(http, new()
        {
            [nameof(ChangesPage.Return)] = one,
            [nameof(ChangesPage.Comparison)] = comparison,
            [nameof(ChangesPage.MayExplain)] = account.HoldsIn(Role.HrAnalyst, one.Organisation) && one.Status is ReturnStatus.Checked or ReturnStatus.Submitted or ReturnStatus.SentBack,
            [nameof(ChangesPage.Faults)] = faults,
            [nameof(ChangesPage.Written)] = written,
        }, Faults.StatusOf(faults));
    }

    private static async Task ExplainAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        var id = Forms.IdIn<ReturnId>(http, "id") ?? default;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var texts = form.Where(f => f.Key.StartsWith(Field, StringComparison.Ordinal)).ToDictionary(f => f.Key[Field.Length..], f => f.Value.ToString(), StringComparer.Ordinal);
        switch (await http.Service<ExplainSwings.Handler>().HandleAsync(new(account.Id, http.ActsFor(), id, texts), http.RequestAborted))
        {
            case ExplainSwings.Outcome.Kept { Open: 0 }:
                Html.SendTo(http, $"/returns/{id}");
                break;
            case ExplainSwings.Outcome.Kept:
                Html.SendTo(http, $"/returns/{id}/changes");
                break;
            case ExplainSwings.Outcome.TooLong tooLong:
                await ShowAsync(http, [.. tooLong.Swings.Select(s => new FieldFault(Field + s, $"Use at most {Words.Number(ExplainSwings.LongestText)} characters."))], texts);
                break;
            case ExplainSwings.Outcome.Settled:
                await ShowAsync(http, [new("", "Look at the newest version: the reasons of this one stay as they are.")], texts);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }
}
