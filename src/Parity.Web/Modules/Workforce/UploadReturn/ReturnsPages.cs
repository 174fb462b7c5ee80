using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Workforce.UploadReturn;

/// <summary>Where an analyst sends the return and an HR lead signs it off.</summary>
internal static class ReturnsPages
{
    private static readonly RoutePolicy Either = RoutePolicy.For(Role.HrAnalyst, Role.HrLead);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/returns", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http)).WithMetadata(Either);
        endpoints.MapMethods("/returns", [HttpMethods.Post], UploadAsync).WithMetadata(RoutePolicy.For(Role.HrAnalyst), TakesFile.Yes);
        endpoints.MapMethods("/returns/{id}", [HttpMethods.Get, HttpMethods.Head], http => ReceiptAsync(http)).WithMetadata(Either);
        endpoints.MapMethods("/returns/{id}/sign-off", [HttpMethods.Post], SignOffAsync).WithMetadata(RoutePolicy.For(Role.HrLead));
    }

    private static async Task ShowAsync(HttpContext http, CheckReport? refused = null, string? advice = null)
    {
        var services = http.RequestServices;
        var organisation = OrganisationOf(http.SignedIn().Account);
        await Html.AnswerAsync<ReturnsPage>(http, new()
        {
            [nameof(ReturnsPage.Organisation)] = await services.GetRequiredService<PartnershipDoor>().FindAsync(organisation, http.RequestAborted),
            [nameof(ReturnsPage.Round)] = await services.GetRequiredService<WorkforceDoor>().OpenRoundAsync(http.RequestAborted),
            [nameof(ReturnsPage.Returns)] = await services.GetRequiredService<ReadReturns.Handler>().HandleAsync(new(organisation), http.RequestAborted),
            [nameof(ReturnsPage.MaySend)] = http.SignedIn().Account.HoldsIn(Role.HrAnalyst, organisation),
            [nameof(ReturnsPage.Refused)] = refused,
            [nameof(ReturnsPage.Advice)] = advice,
        }, refused is null && advice is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task UploadAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        if (http.Features.Get<SentFile>() is not { } file)
        {
            await ShowAsync(http, advice: "Choose a file.");
            return;
        }

        using var body = await ReceivedBody.TakeAsync(file.Content, ReturnFormat.MaxSentBytes, http.RequestAborted);
        if (body is null || body.Length == 0)
        {
            await ShowAsync(http, advice: body is null ? "Choose a file of at most 200 MB; a ZIP of CSV files is smallest." : "Choose a file.");
            return;
        }

        switch (await http.RequestServices.GetRequiredService<Platform.Workforce.UploadReturn.Handler>().HandleAsync(new(account.Id, OrganisationOf(account), body), CancellationToken.None))
        {
            case Platform.Workforce.UploadReturn.Outcome.Stored stored:
                Html.SendTo(http, $"/returns/{stored.Id}");
                break;
            case Platform.Workforce.UploadReturn.Outcome.Refused refused:
                await ShowAsync(http, refused.Report);
                break;
            case Platform.Workforce.UploadReturn.Outcome.NoOpenRound:
                await ShowAsync(http, advice: "Wait for the next round: no round is open now.");
                break;
            default:
                await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.OtherRole);
                break;
        }
    }

    private static async Task ReceiptAsync(HttpContext http, string? advice = null)
    {
        var services = http.RequestServices;
        var account = http.SignedIn().Account;
        var organisation = OrganisationOf(account);
        bool isId = TypedId.TryParse<ReturnId>((string?)http.Request.RouteValues["id"], out var id);
        if (await services.GetRequiredService<ReadReturns.Handler>().HandleAsync(new(organisation, id), http.RequestAborted) is not [var one] || !isId)
        {
            await Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notice.NotFound);
            return;
        }

        var accounts = services.GetRequiredService<AccountsDoor>();
        await Html.AnswerAsync<ReceiptPage>(http, new()
        {
            [nameof(ReceiptPage.Organisation)] = await services.GetRequiredService<PartnershipDoor>().FindAsync(organisation, http.RequestAborted),
            [nameof(ReceiptPage.Return)] = one,
            [nameof(ReceiptPage.SubmittedBy)] = (await accounts.FindAsync(one.SubmittedBy, http.RequestAborted))!.Name,
            [nameof(ReceiptPage.SignedOffBy)] = one.SignedOffBy is { } by ? (await accounts.FindAsync(by, http.RequestAborted))!.Name : null,
            [nameof(ReceiptPage.MaySignOff)] = one.Status is ReturnStatus.Submitted && account.HoldsIn(Role.HrLead, organisation) && one.SubmittedBy != account.Id,
            [nameof(ReceiptPage.Advice)] = advice,
        }, advice is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static async Task SignOffAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        bool isId = TypedId.TryParse<ReturnId>((string?)http.Request.RouteValues["id"], out var id);
        switch (await http.RequestServices.GetRequiredService<Platform.Workforce.SignOffReturn.Handler>().HandleAsync(new(account.Id, OrganisationOf(account), id), CancellationToken.None))
        {
            case Platform.Workforce.SignOffReturn.Outcome.SignedOff when isId:
                Html.SendTo(http, $"/returns/{id}");
                break;
            case Platform.Workforce.SignOffReturn.Outcome.SubmitterMayNot:
                await ReceiptAsync(http, "Ask another HR lead to sign it off: you sent this version yourself.");
                break;
            case Platform.Workforce.SignOffReturn.Outcome.NotWaiting:
                await ReceiptAsync(http, "Look at the newest version: this one does not wait to be signed off any more.");
                break;
            default:
                await Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notice.NotFound);
                break;
        }
    }

    /// <summary>The one organisation somebody prepares or signs the return of.</summary>
    private static OrganisationId OrganisationOf(Account account) => account.Holds.First(h => h.Role is Role.HrAnalyst or Role.HrLead).Organisation!.Value;
}
