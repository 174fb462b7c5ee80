using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Accounts.SignIn;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Openings;

/// <summary>Where anybody books a place at a briefing, and gives it back by the address in the letter.</summary>
internal static class BriefingPages
{
    private const string Kept = "/briefing-places/";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(OpeningPages.List + "/{code}/briefing", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None)).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(OpeningPages.List + "/{code}/briefing", [HttpMethods.Post], BookAsync).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(Kept + "{secret}", [HttpMethods.Get, HttpMethods.Head], ShowKeptAsync).WithMetadata(RoutePolicy.Anybody);
        endpoints.MapMethods(Kept + "{secret}", [HttpMethods.Post], GiveBackAsync).WithMetadata(RoutePolicy.Anybody);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null, bool booked = false, int status = StatusCodes.Status422UnprocessableEntity)
    {
        if (await OpeningPages.FindAsync(http) is not { Dates.Briefing: not null } opening)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<BriefingPage>(http, new()
        {
            [nameof(BriefingPage.Opening)] = opening,
            [nameof(BriefingPage.Booked)] = booked,
            [nameof(BriefingPage.Wrong)] = faults,
            [nameof(BriefingPage.Sent)] = sent,
        }, faults.Count == 0 ? StatusCodes.Status200OK : status);
    }

    private static async Task BookAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var address = http.Service<OwnAddress>();
        switch (await http.Service<BookBriefing.Handler>().HandleAsync(new((string)http.Request.RouteValues["code"]!, form["name"], form["mail"], form["needs"], secret => address.For(Kept + secret), SignInEndpoints.NetworkOf(http)), http.RequestAborted))
        {
            case BookBriefing.Outcome.Booked:
                await ShowAsync(http, Faults.None, booked: true);
                break;
            case BookBriefing.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            case BookBriefing.Outcome.TooManyTries { Wait: var wait }:
                http.WaitFor(wait);
                await ShowAsync(http, Faults.TooMany(wait), form, status: StatusCodes.Status429TooManyRequests);
                break;
            case BookBriefing.Outcome.Full:
                await ShowAsync(http, Faults.One("", "Every place at the briefing is taken. Nobody needs it in order to apply: all that is said there stands on the programme's page."), form);
                break;
            default:
                await ShowAsync(http, Faults.One("", "The briefing is over."), form);
                break;
        }
    }

    private static async Task ShowKeptAsync(HttpContext http)
    {
        http.TellNobodyTheAddress();
        if (await http.Service<CancelBriefing.Handler>().LookAsync(SecretOf(http), http.RequestAborted) is { } kept) await Html.AnswerAsync<BriefingPlacePage>(http, new() { [nameof(BriefingPlacePage.Kept)] = kept, [nameof(BriefingPlacePage.To)] = Kept + SecretOf(http) });
        else await Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notices.NoPlaceKept);
    }

    private static async Task GiveBackAsync(HttpContext http)
    {
        http.TellNobodyTheAddress();
        if (await http.Service<CancelBriefing.Handler>().HandleAsync(new(SecretOf(http)), http.RequestAborted) is CancelBriefing.Outcome.Done done) await Html.AnswerAsync<BriefingPlacePage>(http, new() { [nameof(BriefingPlacePage.GivenBack)] = done.Cohort });
        else await Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notices.NoPlaceKept);
    }

    private static string SecretOf(HttpContext http) => (string)http.Request.RouteValues["secret"]!;
}
