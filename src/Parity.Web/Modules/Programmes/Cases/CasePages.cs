using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Publishing;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Cases;

/// <summary>Where the programme manager writes down why a programme may be for one group, and reviews it.</summary>
internal static class CasePages
{
    public const string Folder = "/programme/cases";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        endpoints.MapMethods(Folder + "/new", Reading, http => AskAsync(http, Faults.None, null)).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/new", [HttpMethods.Post], http => WriteAsync(http, null)).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}", Reading, http => ShowAsync(http, Faults.None)).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}", [HttpMethods.Post], http => WriteAsync(http, Forms.IdIn<ActionCaseId>(http, "id") ?? default(ActionCaseId))).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}/edit", Reading, EditAsync).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}/review", [HttpMethods.Post], ReviewAsync).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}/due-regard", [HttpMethods.Post], RecordAsync).WithMetadata(manages);
    }

    private static async Task<ReadCases.Listed?> FindAsync(HttpContext http)
    {
        if (Forms.IdIn<ActionCaseId>(http, "id") is { } id && await http.Service<ReadCases.Handler>().HandleAsync(new(id), http.RequestAborted) is [var one]) return one;
        await Answers.MissingAsync(http);
        return null;
    }

    private static Task AskAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent, ReadCases.Listed? kept = null) => Html.AnswerAsync<CaseFormPage>(http, new()
    {
        [nameof(CaseFormPage.Kept)] = kept,
        [nameof(CaseFormPage.Newest)] = ComparedEdition.Newest(http.Service<Shelf>()),
        [nameof(CaseFormPage.Wrong)] = faults,
        [nameof(CaseFormPage.Sent)] = sent,
    }, Faults.StatusOf(faults));

    private static async Task EditAsync(HttpContext http)
    {
        if (await FindAsync(http) is { } one) await AskAsync(http, Faults.None, null, one);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        if (await FindAsync(http) is not { } one) return;
        await Html.AnswerAsync<CasePage>(http, new()
        {
            [nameof(CasePage.One)] = one,
            [nameof(CasePage.Newest)] = ComparedEdition.Newest(http.Service<Shelf>())?.Card,
            [nameof(CasePage.Names)] = (await http.Service<AccountsDoor>().AllAsync(http.RequestAborted)).ToDictionary(a => a.Id, a => a.Name),
            [nameof(CasePage.Organisations)] = (await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted)).ToDictionary(o => o.Id, o => o.Name),
            [nameof(CasePage.Wrong)] = faults,
            [nameof(CasePage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task RecordAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ActionCaseId>(http, "id") ?? default;
        switch (await http.Service<RecordDueRegard.Handler>().HandleAsync(new(
            http.By(), id, form["regard-decision"], Forms.DayOf(form["regard-on"]), form["regard-by"], form["eliminating"], form["advancing"], form["fostering"], form["led-to"]), http.RequestAborted))
        {
            case RecordDueRegard.Outcome.Done:
                Html.SendTo(http, $"{Folder}/{id}#due-regard");
                break;
            case RecordDueRegard.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task WriteAsync(HttpContext http, ActionCaseId? which)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var kept = which is null ? null : await FindAsync(http);
        if (which is not null && kept is null) return;
        string figure = form["figure"].ToString();
        var restsOn = RestsOn(http, figure, kept);
        if (restsOn is null && figure.Length > 0)
        {
            await AskAsync(http, Faults.One("figure", "Choose a figure from the list: the newest edition has changed since you opened this page."), form, kept);
            return;
        }

        var request = new WriteCase.Request(
            http.By(), which, form["title"], form["group"], [.. form["grounds"].OfType<string>()], form["evidence"], form["evidence-source"], Forms.DayOf(form["evidence-on"]), restsOn,
            form["proportionate"], form["alternatives"], form["end-condition"], Forms.DayOf(form["review-on"]));
        switch (await http.Service<WriteCase.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case WriteCase.Outcome.Written written:
                Html.SendTo(http, $"{Folder}/{written.Id}");
                break;
            case WriteCase.Outcome.NotYet notYet:
                await AskAsync(http, [.. notYet.Faults.Select(f => new FieldFault(f.Field, f.Advice))], form, kept);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    /// <summary>A figure by which the newest edition shows a need, or the one that the case rests on already.</summary>
    private static WriteCase.RestsOn? RestsOn(HttpContext http, string figure, ReadCases.Listed? kept) =>
        kept?.Figure == figure && figure.Length > 0 ? new(figure, kept.FigureText ?? "")
        : ComparedEdition.Newest(http.Service<Shelf>()) is { } newest && newest.Needs.All.FirstOrDefault(n => n.Figure == figure) is { } need ? new(figure, $"{need.Text} ({newest.Card.Title})")
        : null;

    private static async Task ReviewAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ActionCaseId>(http, "id") ?? default;
        switch (await http.Service<ReviewCase.Handler>().HandleAsync(new(http.By(), id, form["finding"], Forms.DayOf(form["next"]), form["end"] == "yes"), http.RequestAborted))
        {
            case ReviewCase.Outcome.Done:
                Html.SendTo(http, $"{Folder}/{id}");
                break;
            case ReviewCase.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.One(notYet.Field, notYet.Advice), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }
}
