using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Partnership.Contract;
using Parity.Web.Modules.Partnership.Organisations;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Partnership.Groups;

/// <summary>Groups and their seats. Whoever follows one group alone up keeps that one's seats.</summary>
internal static class GroupEndpoints
{
    private const string Forming = OrganisationEndpoints.List + "/groups/new";
    private const string One = OrganisationEndpoints.List + "/groups/{id}";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Sending = [HttpMethods.Post];
    private static readonly RoutePolicy Keeping = RoutePolicy.For(Role.DeliveryManager, Role.Administrator);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Forming, Reading, http => ShowFormingAsync(http, Faults.None, null)).WithMetadata(Keeping);
        endpoints.MapMethods(Forming, Sending, FormAsync).WithMetadata(Keeping);
        endpoints.MapMethods(One, Reading, http => ShowAsync(http, Faults.None, null)).WithMetadata(RoutePolicy.Working);
        Deed("/seats", form => Forms.DayOf(form["until"]) is null && !string.IsNullOrEmpty(form["until"]) ? null : new ChangeGroup.Deed.Fill(
            form["title"], TypedId.TryParse<OrganisationId>(form["organisation"], out var at) ? at : null, TypedId.TryParse<PersonId>(form["person"], out var person) ? person : null,
            Forms.DayOf(form["from"]), Forms.DayOf(form["until"])));
        Deed("/seats/end", form => new ChangeGroup.Deed.EndSeat(Forms.GuidOf(form["seat"]) ?? default, Forms.DayOf(form["on"])));
        Deed("/end", form => new ChangeGroup.Deed.End(Forms.DayOf(form["on"])));

        void Deed(string path, Func<IFormCollection, ChangeGroup.Deed?> make) => endpoints.MapMethods(One + path, Sending, http => ChangeAsync(http, make)).WithMetadata(RoutePolicy.KeepsGroups);
    }

    private static Task ShowFormingAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent, int status = StatusCodes.Status200OK) =>
        Html.AnswerAsync<FormGroupPage>(http, new() { [nameof(FormGroupPage.Wrong)] = faults, [nameof(FormGroupPage.Sent)] = sent }, status);

    private static async Task FormAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        switch (await http.Service<FormGroup.Handler>().HandleAsync(
            new(http.By(), form["name"], GroupKinds.TryParse(form["kind"]), form["purpose"], Forms.DayOf(form["on"])), http.RequestAborted))
        {
            case FormGroup.Outcome.Formed formed:
                Html.SendTo(http, $"{OrganisationEndpoints.List}/groups/{formed.Id}");
                break;
            case FormGroup.Outcome.NotYours:
                await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.OtherRole);
                break;
            case FormGroup.Outcome.NotYet notYet:
                await ShowFormingAsync(http, Faults.Of(notYet.Mistakes), form, StatusCodes.Status422UnprocessableEntity);
                break;
        }
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent)
    {
        if (Forms.IdIn<GroupId>(http, "id") is not { } id || await http.Service<ReadGroups.Handler>().HandleAsync(new(id), http.RequestAborted) is not [var group])
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<GroupPage>(http, new()
        {
            [nameof(GroupPage.Group)] = group,
            [nameof(GroupPage.People)] = (await http.Service<AccountsDoor>().AllAsync(http.RequestAborted)).ToDictionary(a => a.Id, a => a),
            [nameof(GroupPage.Organisations)] = await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted),
            [nameof(GroupPage.MayKeep)] = MayKeep(http, id) && group.Until is null,
            [nameof(GroupPage.Wrong)] = faults,
            [nameof(GroupPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    /// <param name="make">Null where the last day of a seat is written in a way that is no day: it may be left empty, and not be lost.</param>
    private static async Task ChangeAsync(HttpContext http, Func<IFormCollection, ChangeGroup.Deed?> make)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Forms.IdIn<GroupId>(http, "id") is { } id && !MayKeep(http, id) && await http.Service<ReadGroups.Handler>().HandleAsync(new(id), http.RequestAborted) is [_])
        {
            await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.OtherRole);
            return;
        }

        ChangeGroup.Outcome outcome = Forms.IdIn<GroupId>(http, "id") is not { } group ? new ChangeGroup.Outcome.NoSuchGroup()
            : make(form) is { } deed ? await http.Service<ChangeGroup.Handler>().HandleAsync(new(http.By(), group, deed), http.RequestAborted)
            : new ChangeGroup.Outcome.NotPossible("until", "Give the last day as a day of the calendar, or leave it empty.");
        switch (outcome)
        {
            case ChangeGroup.Outcome.Done:
                Html.SendTo(http, $"{OrganisationEndpoints.List}/groups/{http.Request.RouteValues["id"]}");
                break;
            case ChangeGroup.Outcome.NotYours:
                await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.OtherRole);
                break;
            case ChangeGroup.Outcome.NotPossible refused:
                await ShowAsync(http, Faults.One(refused.Field, refused.Advice), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    /// <summary>That a group exists is no secret to anybody who works here; only its seats are kept by few.</summary>
    private static bool MayKeep(HttpContext http, GroupId group) => Keeping.Admits!(http.SignedIn().Account) || http.SignedIn().Account.HoldsFor(Role.DeliveryManager, group);
}
