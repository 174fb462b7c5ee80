using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Web.Modules.Accounts.People;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Accounts.Confirmations;

/// <summary>Where a second person confirms or refuses what somebody who keeps accounts asked for.</summary>
internal static class ConfirmationsEndpoints
{
    private const string Page = "/confirmations";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Sending = [HttpMethods.Post];
    private static readonly RoutePolicy Second = RoutePolicy.For(Role.Administrator, Role.DeliveryManager, Role.HrLead, Role.OrganisationLead);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Page, Reading, http => ShowAsync(http, Faults.None)).WithMetadata(Second);
        endpoints.MapMethods(Page + "/{id}/confirm", Sending, http => SettleAsync(http, confirms: true)).WithMetadata(Second, FreshProof.Then(Page));
        endpoints.MapMethods(Page + "/{id}/refuse", Sending, http => SettleAsync(http, confirms: false)).WithMetadata(Second, FreshProof.Then(Page));
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> wrong) => await Html.AnswerAsync<ConfirmationsPage>(http, new()
    {
        [nameof(ConfirmationsPage.Confirmations)] = await http.Service<ReadConfirmations.Handler>().HandleAsync(new(http.By(), http.SignedIn().ActsFor), http.RequestAborted),
        [nameof(ConfirmationsPage.Places)] = await Places.ReadAsync(http),
        [nameof(ConfirmationsPage.Wrong)] = wrong,
    }, Faults.StatusOf(wrong));

    private static async Task SettleAsync(HttpContext http, bool confirms)
    {
        if (Forms.GuidOf((string?)http.Request.RouteValues["id"]) is not { } id)
        {
            await Answers.MissingAsync(http);
            return;
        }

        switch (await http.Service<SettleConfirmation.Handler>().HandleAsync(new(http.By(), id, confirms), http.RequestAborted))
        {
            case SettleConfirmation.Outcome.Settled:
                Html.SendTo(http, Page);
                break;
            case SettleConfirmation.Outcome.NotPossible { Advice: var advice }:
                await ShowAsync(http, Faults.One("", advice));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }
}
