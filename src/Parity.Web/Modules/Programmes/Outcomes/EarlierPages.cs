using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Outcomes;

/// <summary>Where the programme's team enters cohorts from before these records, and corrects them.</summary>
internal static class EarlierPages
{
    public const string Page = OutcomePages.Page + "/earlier";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        endpoints.MapMethods(Page, [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None)).WithMetadata(manages);
        endpoints.MapMethods(Page, [HttpMethods.Post], NoteAsync).WithMetadata(manages);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null) => await Html.AnswerAsync<EarlierPage>(http, new()
    {
        [nameof(EarlierPage.All)] = await http.Service<ReadEarlierCohorts.Handler>().HandleAsync(http.RequestAborted),
        [nameof(EarlierPage.Wrong)] = faults,
        [nameof(EarlierPage.Sent)] = sent,
    }, Faults.StatusOf(faults));

    private static async Task NoteAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        Guid? corrects = form.ContainsKey("corrects") ? Forms.GuidOf(form["corrects"]) ?? default : null;
        switch (await http.Service<NoteEarlierCohort.Handler>().HandleAsync(new(http.By(), form["title"], Forms.DayOf(form["ended-on"]), Forms.NumberOf(form["graduates"]), form["source"], corrects, form["reason"]), http.RequestAborted))
        {
            case NoteEarlierCohort.Outcome.Done:
                Html.SendTo(http, Page);
                break;
            case NoteEarlierCohort.Outcome.NotYet notYet:
                // Where a form stands once for each cohort, their fields are told apart by whose they are.
                await ShowAsync(http, Faults.Of(notYet.Mistakes.Select(m => (corrects is { } one ? $"{m.Field}-{one}" : m.Field, m.Advice))), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }
}
