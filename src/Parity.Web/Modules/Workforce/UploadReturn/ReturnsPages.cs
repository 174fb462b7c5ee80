using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Workforce.UploadReturn;

/// <summary>An organisation's tasks in a round, where an analyst sends the return, and every version that was received.</summary>
internal static class ReturnsPages
{
    private static readonly RoutePolicy Either = RoutePolicy.For(Role.HrAnalyst, Role.HrLead);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/returns", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http)).WithMetadata(Either);
        endpoints.MapMethods("/returns", [HttpMethods.Post], UploadAsync).WithMetadata(RoutePolicy.For(Role.HrAnalyst), TakesFile.Yes);
        endpoints.MapMethods("/returns/token", [HttpMethods.Post], IssueTokenAsync).WithMetadata(RoutePolicy.For(Role.HrAnalyst));
    }

    /// <summary>One version that somebody may read: of their organisation, or of one that became part of it. Another's is not found.</summary>
    public static async Task<ReadReturns.Listed?> FindAsync(HttpContext http, ReturnId id) =>
        await http.Service<ReadReturns.Handler>().HandleAsync(new(http.ActsFor(), id, WithTakenIn: true), http.RequestAborted) is [var one] ? one : null;

    private static async Task ShowAsync(HttpContext http, string? advice = null, string? secret = null)
    {
        var services = http.RequestServices;
        var account = http.SignedIn().Account;
        var organisation = http.ActsFor();
        var stop = http.RequestAborted;
        var rounds = await services.GetRequiredService<WorkforceDoor>().RoundsOpenToAsync(organisation, stop);
        RoundId? asked = TypedId.TryParse<RoundId>(http.Request.Query["round"], out var id) ? id : null;
        var round = rounds.Find(r => r.Id == asked) ?? rounds.FirstOrDefault();
        var readable = (await services.GetRequiredService<ReadReturns.Handler>().HandleAsync(new(organisation, WithTakenIn: true), stop)).ToLookup(r => r.Organisation == organisation);
        var returns = readable[true].ToList();
        var newest = returns.Where(r => r.Round == round?.Id).MaxBy(r => r.Version);
        await Html.AnswerAsync<ReturnsPage>(http, new()
        {
            [nameof(ReturnsPage.Organisation)] = await services.GetRequiredService<PartnershipDoor>().FindAsync(organisation, stop),
            [nameof(ReturnsPage.Rounds)] = rounds,
            [nameof(ReturnsPage.Round)] = round,
            [nameof(ReturnsPage.Returns)] = returns,
            [nameof(ReturnsPage.TakenIn)] = readable[false].ToList(),
            [nameof(ReturnsPage.Known)] = readable[false].Any() ? (await services.GetRequiredService<PartnershipDoor>().EverAsync(stop)).ToDictionary(p => p.Partner.Id) : [],
            [nameof(ReturnsPage.Titles)] = (await services.GetRequiredService<WorkforceDoor>().RoundsAsync(stop)).ToDictionary(r => r.Id, r => r.Title),
            [nameof(ReturnsPage.Newest)] = newest,
            [nameof(ReturnsPage.Comparison)] = newest is null ? null : await services.GetRequiredService<Platform.Workforce.CompareReturn.Handler>().HandleAsync(new(organisation, newest.Id), stop),
            [nameof(ReturnsPage.Problems)] = round is null ? null : await services.GetRequiredService<Platform.Workforce.ReadProblems.Handler>().NewestAsync(organisation, round.Id, stop),
            [nameof(ReturnsPage.Leads)] = (await services.GetRequiredService<AccountsDoor>().AllAsync(stop)).Where(a => a.HoldsIn(Role.HrLead, organisation)).Select(a => a.Name).ToList(),
            [nameof(ReturnsPage.MaySend)] = account.HoldsIn(Role.HrAnalyst, organisation),
            [nameof(ReturnsPage.Advice)] = advice,
            [nameof(ReturnsPage.Secret)] = secret,
        }, advice is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task UploadAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        if (http.Features.Get<SentFile>() is not { } file)
        {
            await ShowAsync(http, advice: "Choose a file.");
            return;
        }

        ReceivedBody? taken;
        try
        {
            taken = await ReceivedBody.TakeAsync(file.Content, ReturnFormat.MaxSentBytes, http.RequestAborted);
        }
        catch (Exception cut) when (cut is IOException or InvalidDataException)
        {
            await ShowAsync(http, advice: "Send the file again: it did not arrive whole.");
            return;
        }

        using var body = taken;
        if (body is null || body.Length == 0)
        {
            await ShowAsync(http, advice: body is null ? "Choose a file of at most 200 MB; a ZIP of CSV files is smallest." : "Choose a file.");
            return;
        }

        RoundId? round = TypedId.TryParse<RoundId>((await http.Request.ReadFormAsync(http.RequestAborted))["round"], out var id) ? id : null;
        // Not cancelled when the browser goes away: what was sent whole is checked and stored.
        var outcome = await http.Service<Platform.Workforce.UploadReturn.Handler>().HandleAsync(new(account.Id, http.ActsFor(), body, round), CancellationToken.None);
        switch (outcome)
        {
            case Platform.Workforce.UploadReturn.Outcome.Stored stored:
                Html.SendTo(http, $"/returns/{stored.Id}");
                break;
            case Platform.Workforce.UploadReturn.Outcome.Refused refused:
                Html.SendTo(http, $"/returns/problems/{refused.Id}");
                break;
            case Platform.Workforce.UploadReturn.Outcome.NoOpenRound:
                await ShowAsync(http, advice: "Wait for the next round: none takes your organisation's return now.");
                break;
            default:
                await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.OtherRole);
                break;
        }
    }

    private static async Task IssueTokenAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (TypedId.TryParse<RoundId>(form["round"], out var round)
            && await http.Service<IssueToken.Handler>().HandleAsync(new(account.Id, http.ActsFor(), round), http.RequestAborted) is IssueToken.Outcome.Issued issued)
            await ShowAsync(http, secret: issued.Secret);
        else await Answers.MissingAsync(http);
    }
}
