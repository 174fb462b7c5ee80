using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Partnership;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Shared;
using Parity.Web.Modules.Workforce.UploadReturn;
using Parity.Web.Server;

namespace Parity.Web.Modules.Workforce.ConfirmReturn;

/// <summary>One version of a return: its receipt, where an analyst submits it and an HR lead signs it off.</summary>
internal static class ReceiptPages
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/returns/{id}", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http)).WithMetadata(RoutePolicy.For(Role.HrAnalyst, Role.HrLead));
        endpoints.MapMethods("/returns/{id}/submit", [HttpMethods.Post], SubmitAsync).WithMetadata(RoutePolicy.For(Role.HrAnalyst));
        endpoints.MapMethods("/returns/{id}/send-back", [HttpMethods.Post], SendBackAsync).WithMetadata(RoutePolicy.For(Role.HrLead));
        endpoints.MapMethods("/returns/{id}/sign-off", [HttpMethods.Post], SignOffAsync).WithMetadata(RoutePolicy.For(Role.HrLead));
    }

    private static async Task ShowAsync(HttpContext http, string? advice = null, string field = "")
    {
        var services = http.RequestServices;
        var account = http.SignedIn().Account;
        var id = Forms.IdIn<ReturnId>(http, "id");
        // One question to the database also for an id that is none, so that all three kinds of strangers wait alike.
        if (await ReturnsPages.FindAsync(http, id ?? default(ReturnId)) is not { } one)
        {
            await Answers.MissingAsync(http);
            return;
        }

        var accounts = services.GetRequiredService<AccountsDoor>();
        await Html.AnswerAsync<ReceiptPage>(http, new()
        {
            [nameof(ReceiptPage.Organisation)] = await services.GetRequiredService<PartnershipDoor>().FindAsync(one.Organisation, http.RequestAborted),
            [nameof(ReceiptPage.Return)] = one,
            [nameof(ReceiptPage.IsTakenIn)] = one.Organisation != http.ActsFor(),
            [nameof(ReceiptPage.Comparison)] = await services.GetRequiredService<Platform.Workforce.CompareReturn.Handler>().HandleAsync(new(one.Organisation, one.Id, account.Id), http.RequestAborted),
            [nameof(ReceiptPage.SubmittedBy)] = (await accounts.FindAsync(one.SubmittedBy, http.RequestAborted))!.Name,
            [nameof(ReceiptPage.SignedOffBy)] = one.SignedOffBy is { } by ? (await accounts.FindAsync(by, http.RequestAborted))!.Name : null,
            [nameof(ReceiptPage.MaySubmit)] = one.Status is ReturnStatus.Checked or ReturnStatus.SentBack && account.HoldsIn(Role.HrAnalyst, one.Organisation),
            [nameof(ReceiptPage.SentBackBy)] = one.SentBackBy is { } back ? (await accounts.FindAsync(back, http.RequestAborted))!.Name : null,
            [nameof(ReceiptPage.MaySignOff)] = one.Status is ReturnStatus.Submitted && account.HoldsIn(Role.HrLead, one.Organisation) && one.SubmittedBy != account.Id && one.UploadedBy != account.Id,
            [nameof(ReceiptPage.Wrong)] = advice is null ? Faults.None : Faults.One(field, advice),
        }, advice is null ? StatusCodes.Status200OK : field.Length > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict);
    }

    private static async Task SubmitAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        var id = Forms.IdIn<ReturnId>(http, "id") ?? default;
        switch (await http.Service<Platform.Workforce.ConfirmReturn.Handler>().HandleAsync(new(account.Id, http.ActsFor(), id), CancellationToken.None))
        {
            case Platform.Workforce.ConfirmReturn.Outcome.Submitted:
                Html.SendTo(http, $"/returns/{id}");
                break;
            case Platform.Workforce.ConfirmReturn.Outcome.Unexplained unexplained:
                await ShowAsync(http, $"Explain {Words.Count(unexplained.Open, "large change")} first.");
                break;
            case Platform.Workforce.ConfirmReturn.Outcome.Replaced:
                await ShowAsync(http, "Look at the newest version: a later one took the place of this.");
                break;
            case Platform.Workforce.ConfirmReturn.Outcome.RoundClosed:
                await ShowAsync(http, "The round is closed. Ask the delivery manager whether a correction can still be taken.");
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task SendBackAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ReturnId>(http, "id") ?? default;
        switch (await http.Service<SendBackReturn.Handler>().HandleAsync(new(account.Id, http.ActsFor(), id, form["reason"]), http.RequestAborted))
        {
            case SendBackReturn.Outcome.SentBack:
                Html.SendTo(http, $"/returns/{id}");
                break;
            case SendBackReturn.Outcome.NoReason:
                await ShowAsync(http, "Say what has to be put right, in at most 1,000 characters.", "reason");
                break;
            case SendBackReturn.Outcome.NotWaiting:
                await ShowAsync(http, "Look at the newest version: this one does not wait to be signed off any more.");
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task SignOffAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        var id = Forms.IdIn<ReturnId>(http, "id") ?? default;
        switch (await http.Service<Platform.Workforce.SignOffReturn.Handler>().HandleAsync(new(account.Id, http.ActsFor(), id), CancellationToken.None))
        {
            case Platform.Workforce.SignOffReturn.Outcome.SignedOff:
                Html.SendTo(http, $"/returns/{id}");
                break;
            case Platform.Workforce.SignOffReturn.Outcome.SubmitterMayNot:
                await ShowAsync(http, "Ask another HR lead to sign it off: you sent this version or submitted it yourself.");
                break;
            case Platform.Workforce.SignOffReturn.Outcome.NotWaiting:
                await ShowAsync(http, "Look at the newest version: this one does not wait to be signed off any more.");
                break;
            case Platform.Workforce.SignOffReturn.Outcome.Unexplained unexplained:
                await ShowAsync(http, $"An analyst explains {Words.Count(unexplained.Open, "large change")} first.");
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }
}
