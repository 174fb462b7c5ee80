using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Partnership.Organisations;

/// <summary>The register of organisations: read by everybody who works here, kept by administrators and delivery managers.</summary>
internal static class OrganisationEndpoints
{
    public const string List = "/partnership";
    private const string Admitting = List + "/organisations/new";
    private const string One = List + "/organisations/{id}";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Sending = [HttpMethods.Post];
    private static readonly RoutePolicy Keeping = RoutePolicy.For(Role.DeliveryManager, Role.Administrator);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(List, Reading, ListAsync).WithMetadata(RoutePolicy.Working);
        endpoints.MapMethods(Admitting, Reading, http => ShowAdmittingAsync(http, Faults.None, null)).WithMetadata(Keeping);
        endpoints.MapMethods(Admitting, Sending, AdmitAsync).WithMetadata(Keeping);
        endpoints.MapMethods(One, Reading, http => ShowAsync(http, Faults.None, null)).WithMetadata(RoutePolicy.Working);
        Deed("/name", form => new ChangeOrganisation.Deed.Rename(form["name"]));
        Deed("/sector", form => new ChangeOrganisation.Deed.MoveSector(form["sector"]));
        Deed("/directorates", form => new ChangeOrganisation.Deed.AddDirectorate(form["directorate"]));
        Deed("/directorates/end", form => new ChangeOrganisation.Deed.EndDirectorate(Forms.GuidOf(form["directorate"]) ?? default));
        Deed("/grades", form => new ChangeOrganisation.Deed.AddGrade(form["grade"], Forms.NumberOf(form["rank"]), form["band"]));
        Deed("/grades/end", form => new ChangeOrganisation.Deed.EndGrade(Forms.GuidOf(form["grade"]) ?? default));
        Deed("/leave", form => new ChangeOrganisation.Deed.Leave(Forms.DayOf(form["on"])), dangerous: true);
        Deed("/merge", form => new ChangeOrganisation.Deed.Merge(TypedId.TryParse<OrganisationId>(form["into"], out var into) ? into : null, Forms.DayOf(form["on"])), dangerous: true);

        void Deed(string path, Func<IFormCollection, ChangeOrganisation.Deed> make, bool dangerous = false)
        {
            var endpoint = endpoints.MapMethods(One + path, Sending, http => ChangeAsync(http, make)).WithMetadata(Keeping);
            if (dangerous) endpoint.WithMetadata(new FreshProof(http => $"{List}/organisations/{http.Request.RouteValues["id"]}"));
        }
    }

    private static async Task ListAsync(HttpContext http) => await Html.AnswerAsync<PartnershipPage>(http, new()
    {
        [nameof(PartnershipPage.Organisations)] = await http.Service<ReadOrganisations.Handler>().HandleAsync(new(), http.RequestAborted),
        [nameof(PartnershipPage.Groups)] = await http.Service<ReadGroups.Handler>().HandleAsync(new(), http.RequestAborted),
        [nameof(PartnershipPage.MayKeep)] = MayKeep(http),
    });

    private static Task ShowAdmittingAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent, int status = StatusCodes.Status200OK) => Html.AnswerAsync<AdmitPage>(http, new()
    {
        [nameof(AdmitPage.Wrong)] = faults,
        [nameof(AdmitPage.Sent)] = sent,
    }, status);

    private static async Task AdmitAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        switch (await http.Service<AdmitOrganisation.Handler>().HandleAsync(
            new(http.By(), form["code"], form["name"], form["sector"], Forms.DayOf(form["on"])), http.RequestAborted))
        {
            case AdmitOrganisation.Outcome.Admitted admitted:
                Html.SendTo(http, $"{List}/organisations/{admitted.Id}");
                break;
            case AdmitOrganisation.Outcome.NotYours:
                await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.OtherRole);
                break;
            case AdmitOrganisation.Outcome.NotYet notYet:
                await ShowAdmittingAsync(http, Faults.Of(notYet.Mistakes), form, StatusCodes.Status422UnprocessableEntity);
                break;
        }
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent)
    {
        var register = http.Service<ReadOrganisations.Handler>();
        if (Forms.IdIn<OrganisationId>(http, "id") is not { } id || await register.HandleAsync(new(id), http.RequestAborted) is not [var organisation])
        {
            await Answers.MissingAsync(http);
            return;
        }

        bool keeps = MayKeep(http) && organisation.LeftOn is null;
        await Html.AnswerAsync<OrganisationPage>(http, new()
        {
            [nameof(OrganisationPage.Organisation)] = organisation,
            [nameof(OrganisationPage.Others)] = keeps ? (await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted)).Where(o => o.Id != id).ToList() : [],
            [nameof(OrganisationPage.MayKeep)] = keeps,
            [nameof(OrganisationPage.Wrong)] = faults,
            [nameof(OrganisationPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task ChangeAsync(HttpContext http, Func<IFormCollection, ChangeOrganisation.Deed> make)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var outcome = Forms.IdIn<OrganisationId>(http, "id") is { } id
            ? await http.Service<ChangeOrganisation.Handler>().HandleAsync(new(http.By(), id, make(form)), http.RequestAborted)
            : new ChangeOrganisation.Outcome.NoSuchOrganisation();
        switch (outcome)
        {
            case ChangeOrganisation.Outcome.Done:
                Html.SendTo(http, $"{List}/organisations/{http.Request.RouteValues["id"]}");
                break;
            case ChangeOrganisation.Outcome.NotYours:
                await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.OtherRole);
                break;
            case ChangeOrganisation.Outcome.NotPossible refused:
                await ShowAsync(http, Faults.One(refused.Field, refused.Advice), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static bool MayKeep(HttpContext http) => Keeping.Admits!(http.SignedIn().Account);
}
