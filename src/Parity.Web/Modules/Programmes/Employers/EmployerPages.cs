using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Programmes.Openings;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Employers;

/// <summary>
/// An employer's part in programmes. What stands here never depends on whether one of its people has applied without its
/// knowledge: not the words, not a count, not the time it takes.
/// </summary>
internal static class EmployerPages
{
    public const string Page = "/employer";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var employs = RoutePolicy.For(Role.HrLead, Role.OrganisationLead);
        endpoints.MapMethods(Page, [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None)).WithMetadata(employs);
        Send("/pledge", PledgeAsync);
        Send("/basis", GiveBasisAsync);
        Send("/nominations", NominateAsync);
        Send("/nominations/withdraw", WithdrawAsync);
        Send("/endorsements", EndorseAsync);
        Send("/offers", OfferAsync);
        Send("/offers/end", EndOfferAsync);
        Send("/releases", ReleaseAsync);
        Send("/reviews", ReviewAsync);
        Send("/line-managers", NameLeadAsync);
        Send("/moves", ConfirmAsync);
        Send("/asked", AnswerAsync);

        void Send(string path, Func<HttpContext, IFormCollection, Task> handler) =>
            endpoints.MapMethods(Page + path, [HttpMethods.Post], async http => await handler(http, await http.Request.ReadFormAsync(http.RequestAborted))).WithMetadata(employs);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        var organisation = http.ActsFor();
        await Html.AnswerAsync<EmployerPage>(http, new()
        {
            [nameof(EmployerPage.Organisation)] = (await http.Service<PartnershipDoor>().FindAsync(organisation, http.RequestAborted))!,
            [nameof(EmployerPage.Pledges)] = await http.Service<ReadPledges.Handler>().HandleAsync(new(organisation), http.RequestAborted),
            [nameof(EmployerPage.Openings)] = await http.Service<ReadOpenings.Handler>().HandleAsync(new(), http.RequestAborted),
            [nameof(EmployerPage.Part)] = await http.Service<ReadEmployerPart.Handler>().HandleAsync(new(organisation), http.RequestAborted),
            [nameof(EmployerPage.Asked)] = await http.Service<ReadAsked.Handler>().HandleAsync(new(organisation), http.RequestAborted),
            [nameof(EmployerPage.Wrong)] = faults,
            [nameof(EmployerPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task PledgeAsync(HttpContext http, IFormCollection form)
    {
        var request = new PledgeSupport.Request(http.By(), http.ActsFor(), form["end"] == "yes" ? null : form["promise"].ToString(), form["waives"] == "yes", string.IsNullOrWhiteSpace(form["pounds"]) ? null : SupportPages.PenceIn(form["pounds"]) ?? 0);
        switch (await http.Service<PledgeSupport.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case PledgeSupport.Outcome.Done:
                Html.SendTo(http, Page);
                break;
            case PledgeSupport.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.One(notYet.Field, notYet.Advice), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task GiveBasisAsync(HttpContext http, IFormCollection form)
    {
        var actionCase = TypedId.TryParse<ActionCaseId>(form["case"], out var id) ? id : default;
        switch (await http.Service<GiveBasis.Handler>().HandleAsync(new(http.By(), http.ActsFor(), actionCase, form["basis"]), http.RequestAborted))
        {
            case GiveBasis.Outcome.Done:
                Html.SendTo(http, Page + "#nominate");
                break;
            case GiveBasis.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.One($"{notYet.Field}-{actionCase}", notYet.Advice), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task NominateAsync(HttpContext http, IFormCollection form)
    {
        var address = http.Service<OwnAddress>();
        var request = new NominatePerson.Request(
            http.By(), http.ActsFor(), TypedId.TryParse<CohortId>(form["cohort"], out var cohort) ? cohort : null, form["name"], form["mail"], code => address.For($"{OpeningPages.List}/{code}"));
        switch (await http.Service<NominatePerson.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case NominatePerson.Outcome.Nominated:
                Html.SendTo(http, Page + "#nominate");
                break;
            case NominatePerson.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task WithdrawAsync(HttpContext http, IFormCollection form)
    {
        if (await http.Service<WithdrawNomination.Handler>().HandleAsync(new(http.By(), http.ActsFor(), Forms.GuidOf(form["nomination"]) ?? default), http.RequestAborted) is WithdrawNomination.Outcome.Done) Html.SendTo(http, Page + "#nominate");
        else await Answers.MissingAsync(http);
    }

    private static async Task EndorseAsync(HttpContext http, IFormCollection form)
    {
        var id = TypedId.TryParse<ProgrammeApplicationId>(form["application"], out var application) ? application : default;
        switch (await http.Service<Endorse.Handler>().HandleAsync(new(http.By(), http.ActsFor(), id, form["supports"].ToString() switch { "yes" => true, "no" => false, _ => null }, form["comment"]), http.RequestAborted))
        {
            case Endorse.Outcome.Done:
                Html.SendTo(http, Page + "#told");
                break;
            case Endorse.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.One(notYet.Field, notYet.Advice), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task OfferAsync(HttpContext http, IFormCollection form)
    {
        OfferKind? kind = Forms.ChoiceOf<OfferKind>(form["kind"]);
        var request = new OfferSupport.Request(http.By(), http.ActsFor(), kind, Forms.NumberOf(form["amount"]), form["note"]);
        switch (await http.Service<OfferSupport.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case OfferSupport.Outcome.Done:
                Html.SendTo(http, Page + "#lend");
                break;
            case OfferSupport.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task EndOfferAsync(HttpContext http, IFormCollection form)
    {
        if (await http.Service<OfferSupport.Handler>().HandleAsync(new(http.By(), http.ActsFor(), null, null, null, Forms.GuidOf(form["offer"]) ?? default), http.RequestAborted) is OfferSupport.Outcome.Done) Html.SendTo(http, Page + "#lend");
        else await Answers.MissingAsync(http);
    }

    private static Task ReleaseAsync(HttpContext http, IFormCollection form) =>
        NoteAsync(http, form, new NoteEmployersDeed.Deed.Release(TypedId.TryParse<ParticipantId>(form["participant"], out var id) ? id : default, form["agreement"], form["released-days"], [.. Enum.GetValues<DayOfWeek>().Where(d => form["weekdays"].Contains(d.ToString()))], form["not-between"]), "#places");

    private static Task ConfirmAsync(HttpContext http, IFormCollection form) =>
        NoteAsync(http, form, new NoteEmployersDeed.Deed.Confirm(Forms.GuidOf(form["move"]) ?? default, form["is-so"].ToString() switch { "yes" => true, "no" => false, _ => null }), "#moves");

    private static async Task AnswerAsync(HttpContext http, IFormCollection form)
    {
        var asked = Forms.GuidOf(form["asked"]) ?? default;
        switch (await http.Service<AnswerAsked.Handler>().HandleAsync(new(http.By(), http.ActsFor(), asked, form["support-answer"]), http.RequestAborted))
        {
            case AnswerAsked.Outcome.Done:
                Html.SendTo(http, Page + "#asked");
                break;
            case AnswerAsked.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.One($"{notYet.Field}-{asked}", notYet.Advice), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static Task NameLeadAsync(HttpContext http, IFormCollection form) => NoteAsync(http, form, new NoteEmployersDeed.Deed.NameLead(
        TypedId.TryParse<ParticipantId>(form["participant"], out var id) ? id : default, TypedId.TryParse<PersonId>(form["lead"], out var lead) ? lead : null), "#places");

    private static Task ReviewAsync(HttpContext http, IFormCollection form) =>
        NoteAsync(http, form, new NoteEmployersDeed.Deed.Review(Forms.DayOf(form["reviewed-on"]), form["improved"] == "yes", form["reviewed-what"]), "#strategy");

    private static async Task NoteAsync(HttpContext http, IFormCollection form, NoteEmployersDeed.Deed deed, string place)
    {
        switch (await http.Service<NoteEmployersDeed.Handler>().HandleAsync(new(http.By(), http.ActsFor(), deed), http.RequestAborted))
        {
            case NoteEmployersDeed.Outcome.Done:
                Html.SendTo(http, Page + place);
                break;
            case NoteEmployersDeed.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.One(FieldOf(deed, notYet.Field), notYet.Advice), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    /// <summary>Where a form stands once for each person, their fields are told apart by whose they are.</summary>
    private static string FieldOf(NoteEmployersDeed.Deed deed, string field) => deed switch
    {
        NoteEmployersDeed.Deed.NameLead name => $"{field}-{name.Participant}",
        NoteEmployersDeed.Deed.Release release => $"{field}-{release.Participant}",
        NoteEmployersDeed.Deed.Confirm confirm => $"{field}-{confirm.Move}",
        _ => field,
    };
}
