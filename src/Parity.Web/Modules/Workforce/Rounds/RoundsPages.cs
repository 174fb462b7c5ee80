using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Workforce.Rounds;

/// <summary>Where the delivery manager opens and closes rounds, sees how far everybody is and agrees things with them.</summary>
internal static class RoundsPages
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var see = RoutePolicy.For(Role.DeliveryManager, Role.Publisher);
        var act = RoutePolicy.For(Role.DeliveryManager);
        endpoints.MapMethods("/rounds", [HttpMethods.Get, HttpMethods.Head], ListAsync).WithMetadata(see);
        endpoints.MapMethods("/rounds/new", [HttpMethods.Get, HttpMethods.Head], http => AskAsync(http, [])).WithMetadata(act);
        endpoints.MapMethods("/rounds/new", [HttpMethods.Post], OpenAsync).WithMetadata(act);
        endpoints.MapMethods("/rounds/{id}", [HttpMethods.Get, HttpMethods.Head], ShowAsync).WithMetadata(see);
        endpoints.MapMethods("/rounds/{id}/close", [HttpMethods.Post], CloseAsync).WithMetadata(act);
        endpoints.MapMethods("/rounds/{id}/reminders", [HttpMethods.Post], RemindAsync).WithMetadata(act);
        endpoints.MapMethods("/rounds/{id}/organisations/{organisation}", [HttpMethods.Get, HttpMethods.Head], http => AgreementAsync(http, [])).WithMetadata(act);
        endpoints.MapMethods("/rounds/{id}/organisations/{organisation}", [HttpMethods.Post], AgreeAsync).WithMetadata(act);
    }

    private static async Task ListAsync(HttpContext http) => await Html.AnswerAsync<RoundsPage>(http, new()
    {
        [nameof(RoundsPage.Rounds)] = await http.Service<ReadRounds.Handler>().AllAsync(http.RequestAborted),
        [nameof(RoundsPage.MayOpen)] = http.SignedIn().Account.Has(Role.DeliveryManager),
    });

    private static async Task AskAsync(HttpContext http, FieldFault[] faults)
    {
        var form = HttpMethods.IsPost(http.Request.Method) ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
        await Html.AnswerAsync<NewRoundPage>(http, new()
        {
            [nameof(NewRoundPage.Organisations)] = await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted),
            [nameof(NewRoundPage.Form)] = form,
            [nameof(NewRoundPage.Faults)] = faults,
        }, Faults.StatusOf(faults));
    }

    private static async Task OpenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        (string Field, string What)[] days = [("snapshot", "snapshot"), ("start", "start of the period"), ("end", "end of the period"), ("due", "last day for returns")];
        FieldFault[] missing = [.. days.Where(d => Forms.DayOf(form[d.Field]) is null).Select(d => new FieldFault(d.Field, $"Give the {d.What} as a day of the calendar."))];
        if (missing.Length > 0)
        {
            await AskAsync(http, missing);
            return;
        }

        var organisations = form["organisations"].Select(o => TypedId.TryParse<OrganisationId>(o, out var id) ? id : default).Where(id => id != default).ToList();
        var request = new OpenRound.Request(
            http.By(), form["title"].ToString(), Forms.DayOf(form["snapshot"])!.Value, Forms.DayOf(form["start"])!.Value, Forms.DayOf(form["end"])!.Value, Forms.DayOf(form["due"])!.Value, organisations);
        switch (await http.Service<OpenRound.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case OpenRound.Outcome.Opened opened:
                Html.SendTo(http, $"/rounds/{opened.Id}");
                break;
            case OpenRound.Outcome.Impossible impossible:
                await AskAsync(http, [.. impossible.Faults.Select(f => new FieldFault(f.Field, f.Advice))]);
                break;
            case OpenRound.Outcome.AnotherIsOpen another:
                await AskAsync(http, [new("", $"Close the round \"{another.Title}\" first: one round is open at a time.")]);
                break;
            default:
                await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.OtherRole);
                break;
        }
    }

    private static async Task<ReadRounds.Overview?> FindAsync(HttpContext http) =>
        await http.Service<ReadRounds.Handler>().HandleAsync(Forms.IdIn<RoundId>(http, "id") ?? default, http.RequestAborted);

    private static async Task ShowAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } overview)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<RoundPage>(http, new()
        {
            [nameof(RoundPage.Overview)] = overview,
            [nameof(RoundPage.Stage)] = http.Request.Query["stage"].ToString(),
            [nameof(RoundPage.Sector)] = http.Request.Query["sector"].ToString(),
            [nameof(RoundPage.Letters)] = Forms.NumberOf(http.Request.Query["letters"]),
            [nameof(RoundPage.Reminders)] = await http.Service<ReadRounds.Handler>().RemindersAsync(overview.Round.Id, http.RequestAborted),
            [nameof(RoundPage.MayAct)] = http.SignedIn().Account.Has(Role.DeliveryManager),
        });
    }

    private static async Task CloseAsync(HttpContext http)
    {
        var id = Forms.IdIn<RoundId>(http, "id") ?? default;
        if (await http.Service<CloseRound.Handler>().HandleAsync(new(http.By(), id), http.RequestAborted) is CloseRound.Outcome.Closed) Html.SendTo(http, $"/rounds/{id}");
        else await Answers.MissingAsync(http);
    }

    private static async Task RemindAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } overview)
        {
            await Answers.MissingAsync(http);
            return;
        }

        var outcome = await http.Service<RemindEmployers.Handler>().HandleAsync(new(http.By(), overview.Round.Id), http.RequestAborted);
        Html.SendTo(http, $"/rounds/{overview.Round.Id}?letters={outcome.Letters}");
    }

    private static async Task AgreementAsync(HttpContext http, FieldFault[] faults)
    {
        var organisation = Forms.IdIn<OrganisationId>(http, "organisation") ?? default;
        if (await FindAsync(http) is not { } overview || overview.Lines.FirstOrDefault(l => l.Organisation.Id == organisation && l.LeftOn is null) is not { } line)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<AgreementPage>(http, new()
        {
            [nameof(AgreementPage.Round)] = overview.Round,
            [nameof(AgreementPage.Line)] = line,
            [nameof(AgreementPage.Corrections)] = overview.Corrections,
            [nameof(AgreementPage.Form)] = HttpMethods.IsPost(http.Request.Method) ? await http.Request.ReadFormAsync(http.RequestAborted) : null,
            [nameof(AgreementPage.Faults)] = faults,
        }, Faults.StatusOf(faults));
    }

    private static async Task AgreeAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        ChangeInvitation.Agreement? chosen = form["agreement"].ToString() switch
        {
            "ask" => ChangeInvitation.Agreement.Ask,
            "more-time" => ChangeInvitation.Agreement.MoreTime,
            "excuse" => ChangeInvitation.Agreement.Excuse,
            "correction" => ChangeInvitation.Agreement.Correction,
            _ => null,
        };
        if (chosen is not { } agreement)
        {
            await AgreementAsync(http, [new("agreement", "Choose what has been agreed.")]);
            return;
        }

        var round = Forms.IdIn<RoundId>(http, "id") ?? default;
        var request = new ChangeInvitation.Request(http.By(), round, Forms.IdIn<OrganisationId>(http, "organisation") ?? default, agreement, Forms.DayOf(form["until"]), form["reason"].ToString());
        switch (await http.Service<ChangeInvitation.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case ChangeInvitation.Outcome.Agreed:
                Html.SendTo(http, $"/rounds/{round}");
                break;
            case ChangeInvitation.Outcome.Impossible impossible:
                await AgreementAsync(http, [new(impossible.Field, impossible.Advice)]);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }
}
