using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Programmes.TakingPart;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.FollowingUp;

/// <summary>The short form about what came of a programme, at the months of the policy.</summary>
internal static class FollowUpPages
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        const string here = PlacePages.Mine + "/{id}/follow-up";
        var ownProof = new FreshProof(_ => PlacePages.Mine, OnceIsEnough: true);
        endpoints.MapMethods(here, [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None)).WithMetadata(RoutePolicy.SignedIn, ownProof);
        endpoints.MapMethods(here, [HttpMethods.Post], AnswerAsync).WithMetadata(RoutePolicy.SignedIn, ownProof);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        var by = http.By();
        if (await http.Service<ReadPlace.Handler>().HandleAsync(new(by, id), http.RequestAborted) is not [var place]
            || await http.Service<ReadFollowUps.Handler>().HandleAsync(new(by, id), http.RequestAborted) is not { } own)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<FollowUpPage>(http, new()
        {
            [nameof(FollowUpPage.One)] = place,
            [nameof(FollowUpPage.Today)] = London.Today(http.Service<TimeProvider>()),
            [nameof(FollowUpPage.Own)] = own,
            [nameof(FollowUpPage.Wrong)] = faults,
            [nameof(FollowUpPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        List<CivicRole> civic = [.. form["civic"].Select(Forms.ChoiceOf<CivicRole>).OfType<CivicRole>()];
        var request = new AnswerFollowUp.Request(
            http.By(), id, Forms.NumberOf(form["months"]),
            form["same-employer"].ToString() switch { "yes" => true, "no" => false, _ => null }, form["move"], Forms.DayOf(form["moved-on"]), civic, form["comment"], form["ask-employer"] == "yes");
        switch (await http.Service<AnswerFollowUp.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case AnswerFollowUp.Outcome.Done:
                Html.SendTo(http, $"{PlacePages.Mine}/{id}/follow-up");
                break;
            case AnswerFollowUp.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }
}
