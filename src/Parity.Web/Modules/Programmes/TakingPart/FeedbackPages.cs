using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.TakingPart;

/// <summary>Where a participant asks how others see them and reads the averages, and where whoever was asked answers once.</summary>
internal static class FeedbackPages
{
    private const string Form = "/feedback/";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var ownProof = new FreshProof(_ => PlacePages.Mine, OnceIsEnough: true);
        endpoints.MapMethods(PlacePages.Mine + "/{id}/feedback", Reading, http => ShowAsync(http, Faults.None)).WithMetadata(RoutePolicy.SignedIn, ownProof);
        endpoints.MapMethods(PlacePages.Mine + "/{id}/feedback", [HttpMethods.Post], AskAsync).WithMetadata(RoutePolicy.SignedIn, ownProof);
        endpoints.MapMethods(Form + "{secret}", Reading, http => ShowFormAsync(http, Faults.None)).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(Form + "{secret}", [HttpMethods.Post], AnswerAsync).WithMetadata(RoutePolicy.Anybody);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        if (await http.Service<ReadPlace.Handler>().HandleAsync(new(http.By(), id), http.RequestAborted) is not [var place]
            || await http.Service<ReadFeedback.Handler>().HandleAsync(new(http.By(), id), http.RequestAborted) is not { } feedback)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<FeedbackPage>(http, new()
        {
            [nameof(FeedbackPage.One)] = place,
            [nameof(FeedbackPage.Today)] = London.Today(http.Service<TimeProvider>()),
            [nameof(FeedbackPage.Feedback)] = feedback,
            [nameof(FeedbackPage.Wrong)] = faults,
            [nameof(FeedbackPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task AskAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        var address = http.Service<OwnAddress>();
        switch (await http.Service<AskFeedback.Handler>().HandleAsync(new(http.By(), id, form["who"] == "lead", form["mail"], secret => address.For(Form + secret)), http.RequestAborted))
        {
            case AskFeedback.Outcome.Asked:
                Html.SendTo(http, $"{PlacePages.Mine}/{id}/feedback");
                break;
            case AskFeedback.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task ShowFormAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        http.TellNobodyTheAddress();
        if (await http.Service<AnswerFeedback.Handler>().LookAsync(SecretOf(http), http.RequestAborted) is { } form)
            await Html.AnswerAsync<FeedbackFormPage>(http, new() { [nameof(FeedbackFormPage.Form)] = form, [nameof(FeedbackFormPage.To)] = Form + SecretOf(http), [nameof(FeedbackFormPage.Wrong)] = faults, [nameof(FeedbackFormPage.Sent)] = sent }, Faults.StatusOf(faults));
        else await Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notices.NoForm);
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        http.TellNobodyTheAddress();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        switch (await http.Service<AnswerFeedback.Handler>().HandleAsync(new(SecretOf(http), PlacePages.MarksIn(form)), http.RequestAborted))
        {
            case AnswerFeedback.Outcome.Done:
                await Html.AnswerAsync<FeedbackFormPage>(http, []);
                break;
            case AnswerFeedback.Outcome.NotYet notYet:
                await ShowFormAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notices.NoForm);
                break;
        }
    }

    private static string SecretOf(HttpContext http) => (string)http.Request.RouteValues["secret"]!;
}
