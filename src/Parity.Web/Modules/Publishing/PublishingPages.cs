using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Publishing;

/// <summary>Where publishers make editions, look at them, approve, publish, correct and withdraw them.</summary>
internal static class PublishingPages
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var publisher = RoutePolicy.For(Role.Publisher);
        var see = RoutePolicy.For(Role.Publisher, Role.DeliveryManager);
        // What becomes public, or ceases to be, is not done by whoever finds an open session.
        var proof = new FreshProof(http => $"/publishing/{http.Request.RouteValues["id"]}");
        endpoints.MapMethods("/publishing", [HttpMethods.Get, HttpMethods.Head], http => ListAsync(http, [])).WithMetadata(see);
        endpoints.MapMethods("/publishing", [HttpMethods.Post], AssembleAsync).WithMetadata(publisher);
        endpoints.MapMethods("/publishing/{id}", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, [])).WithMetadata(see);
        endpoints.MapMethods("/publishing/{id}/approve", [HttpMethods.Post], ApproveAsync).WithMetadata(publisher);
        endpoints.MapMethods("/publishing/{id}/publish", [HttpMethods.Post], ReleaseAsync).WithMetadata(publisher, proof);
        endpoints.MapMethods("/publishing/{id}/again", [HttpMethods.Post], AgainAsync).WithMetadata(publisher);
        endpoints.MapMethods("/publishing/{id}/elsewhere", [HttpMethods.Post], TellElsewhereAsync).WithMetadata(publisher);
        endpoints.MapMethods("/publishing/{id}/withdraw", [HttpMethods.Post], WithdrawAsync).WithMetadata(publisher, proof);
        endpoints.MapMethods("/publishing/{id}/pages/{**path}", [HttpMethods.Get, HttpMethods.Head], PreviewAsync).WithMetadata(RoutePolicy.For(Role.Publisher, Role.DeliveryManager, Role.OrganisationLead));
        endpoints.MapMethods("/publishing/{id}/withheld.csv", [HttpMethods.Get, HttpMethods.Head], WithheldAsync).WithMetadata(see);
        endpoints.MapMethods("/corrections", [HttpMethods.Get, HttpMethods.Head], CorrectionsAsync).WithMetadata(RoutePolicy.Public);
    }

    private static async Task ListAsync(HttpContext http, FieldFault[] faults)
    {
        var services = http.RequestServices;
        var rounds = await services.GetRequiredService<WorkforceDoor>().RoundsAsync(http.RequestAborted);
        var standings = new List<(WorkforceDoor.RoundCard, IReadOnlyList<ReadStandings.Line>)>();
        foreach (var round in rounds.Where(r => !r.IsPublished)) standings.Add((round, await services.GetRequiredService<ReadStandings.Handler>().OfRoundAsync(round.Id, http.RequestAborted)));
        await Html.AnswerAsync<PublishingPage>(http, new()
        {
            [nameof(PublishingPage.Editions)] = await services.GetRequiredService<ReadEditions.Handler>().AllAsync(http.RequestAborted),
            [nameof(PublishingPage.Rounds)] = rounds,
            [nameof(PublishingPage.Standings)] = standings,
            [nameof(PublishingPage.MayAct)] = http.SignedIn().Account.Has(Role.Publisher),
            [nameof(PublishingPage.Form)] = HttpMethods.IsPost(http.Request.Method) ? await http.Request.ReadFormAsync(http.RequestAborted) : null,
            [nameof(PublishingPage.Faults)] = faults,
        }, Faults.StatusOf(faults));
    }

    private static async Task AssembleAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (http.Service<Background>().IsTaken(form["name"].ToString().Trim()))
        {
            await ListAsync(http, [new("name", "There is a published edition of this name. Choose another.")]);
            return;
        }

        var round = TypedId.TryParse<RoundId>(form["round"], out var id) ? id : default;
        switch (await http.Service<AssembleEdition.Handler>().HandleAsync(
                    new(http.By(), null, round, form["name"].ToString(), form["title"].ToString(), DesignIn(form), ""), http.RequestAborted))
        {
            case AssembleEdition.Outcome.Assembled assembled:
                Html.SendTo(http, $"/publishing/{assembled.Version}");
                break;
            case AssembleEdition.Outcome.Impossible impossible:
                await ListAsync(http, [new(impossible.Field, impossible.Advice)]);
                break;
            default:
                await Answers.NoticeAsync(http, StatusCodes.Status403Forbidden, Notices.OtherRole);
                break;
        }
    }

    private static EditionDesign DesignIn(IFormCollection form)
    {
        string least = form["threshold"].ToString().Trim();
        return new(least.Length == 0 ? null : Forms.NumberOf(least) ?? 0, [.. form["leave-out"].OfType<string>()]);
    }

    private static async Task<ReadEditions.Detail?> FindAsync(HttpContext http) =>
        await http.Service<ReadEditions.Handler>().FindAsync(Forms.IdIn<VersionId>(http, "id") ?? default, http.RequestAborted);

    private static async Task ShowAsync(HttpContext http, FieldFault[] faults, int refusal = StatusCodes.Status409Conflict)
    {
        if (await FindAsync(http) is not { } detail)
        {
            await Answers.MissingAsync(http);
            return;
        }

        var names = (await http.Service<AccountsDoor>().AllAsync(http.RequestAborted)).ToDictionary(a => a.Id, a => a.Name);
        await Html.AnswerAsync<VersionPage>(http, new()
        {
            [nameof(VersionPage.Detail)] = detail,
            [nameof(VersionPage.Names)] = names,
            [nameof(VersionPage.Standings)] = await http.Service<ReadStandings.Handler>().OfVersionAsync(detail.Version.Id, http.RequestAborted),
            [nameof(VersionPage.MayAct)] = http.SignedIn().Account.Has(Role.Publisher),
            [nameof(VersionPage.Faults)] = faults,
            [nameof(VersionPage.Form)] = HttpMethods.IsPost(http.Request.Method) ? await http.Request.ReadFormAsync(http.RequestAborted) : null,
            [nameof(VersionPage.Beside)] = Forms.NumberOf(http.Request.Query["beside"].ToString()) is { } number
                ? await http.Service<CompareVersions.Handler>().HandleAsync(new(detail.Version.Id, number), http.RequestAborted) : null,
            [nameof(VersionPage.Today)] = London.Today(http.Service<TimeProvider>()),
        }, faults.Length == 0 ? StatusCodes.Status200OK : refusal);
    }

    private static async Task ApproveAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var version = Forms.IdIn<VersionId>(http, "id") ?? default;
        var archive = TypedId.TryParse<ArchiveId>(form["archive"], out var looked) ? looked : default;
        switch (await http.Service<ApproveVersion.Handler>().HandleAsync(new(http.By(), version, archive, form["approve-why"]), http.RequestAborted))
        {
            case ApproveVersion.Outcome.Approved:
                Html.SendTo(http, $"/publishing/{version}");
                break;
            case ApproveVersion.Outcome.NoReason:
                await ShowAsync(http, [new("approve-why", OwnReason.Advice)], StatusCodes.Status422UnprocessableEntity);
                break;
            case ApproveVersion.Outcome.NotWaiting:
                await ShowAsync(http, [new("", "Look again: this version is not the one you saw, or does not wait any more.")]);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task ReleaseAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var version = Forms.IdIn<VersionId>(http, "id") ?? default;
        bool onADay = form["when"] == "day";
        if (onADay && Forms.DayOf(form["on"]) is null)
        {
            await ShowAsync(http, [new("on", "Give the day as a day of the calendar.")], StatusCodes.Status422UnprocessableEntity);
            return;
        }

        switch (await http.Service<ReleaseVersion.Handler>().HandleAsync(new(http.By(), version, onADay ? Forms.DayOf(form["on"]) : null), http.RequestAborted))
        {
            case ReleaseVersion.Outcome.Published:
                // Other nodes find it themselves within a second or two.
                await http.Service<Background>().LookAsync(http.RequestAborted);
                Html.SendTo(http, $"/publishing/{version}");
                break;
            case ReleaseVersion.Outcome.Scheduled:
                Html.SendTo(http, $"/publishing/{version}");
                break;
            case ReleaseVersion.Outcome.TooFewApprovals few:
                await ShowAsync(http, [new("", $"{ReleaseRule.Approvals - few.Approvals} more of the publishers approve it first.")]);
                break;
            case ReleaseVersion.Outcome.DayPassed:
                await ShowAsync(http, [new("on", "Choose a day whose morning is still to come.")], StatusCodes.Status422UnprocessableEntity);
                break;
            case ReleaseVersion.Outcome.NotWaiting:
                await ShowAsync(http, [new("", "This version does not wait to be published.")]);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task AgainAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } detail)
        {
            await Answers.MissingAsync(http);
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        switch (await http.Service<AssembleEdition.Handler>().HandleAsync(AssembleEdition.Request.Again(http.By(), detail.Edition.Id, DesignIn(form), form["why"].ToString()), http.RequestAborted))
        {
            case AssembleEdition.Outcome.Assembled assembled:
                Html.SendTo(http, $"/publishing/{assembled.Version}");
                break;
            case AssembleEdition.Outcome.Impossible impossible:
                await ShowAsync(http, [new(impossible.Field is "round" ? "" : impossible.Field, impossible.Advice)], StatusCodes.Status422UnprocessableEntity);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task TellElsewhereAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } detail)
        {
            await Answers.MissingAsync(http);
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string? lines = form["take-out"].Count > 0 ? null : form["lines"].ToString();
        switch (await http.Service<TellElsewhere.Handler>().HandleAsync(new(http.By(), detail.Edition.Id, form["source"].ToString(), lines), http.RequestAborted))
        {
            case TellElsewhere.Outcome.Told:
                Html.SendTo(http, $"/publishing/{detail.Version.Id}#elsewhere");
                break;
            case TellElsewhere.Outcome.Impossible impossible:
                await ShowAsync(http, [new(impossible.Field, impossible.Advice)], StatusCodes.Status422UnprocessableEntity);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task WithdrawAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } detail)
        {
            await Answers.MissingAsync(http);
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        switch (await http.Service<WithdrawEdition.Handler>().HandleAsync(new(http.By(), detail.Edition.Id, form["withdraw"].ToString()), http.RequestAborted))
        {
            case WithdrawEdition.Outcome.Withdrawn:
                await http.Service<Background>().LookAsync(http.RequestAborted);
                Html.SendTo(http, $"/publishing/{detail.Version.Id}");
                break;
            case WithdrawEdition.Outcome.NoReason:
                await ShowAsync(http, [new("withdraw", "Say why, in words for the public, in at most 500 characters.")], StatusCodes.Status422UnprocessableEntity);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    /// <summary>Publishers see a version as soon as it is made; heads of organisations once it is approved and has its day.</summary>
    private static async Task PreviewAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        if (await FindAsync(http) is not { Edition: var edition, Version: { Archive: { } archive } version } || !(account.Has(Role.Publisher) || account.Has(Role.DeliveryManager) || IsEmbargoed(edition, version)))
        {
            await Answers.MissingAsync(http);
            return;
        }

        if (version.PublishedAt is null) await http.Service<ReadArchive.Handler>().NoteEarlyReaderAsync(version.Id, account.Id, http.RequestAborted);
        await PrivatePages.AnswerAsync(http, archive, version.PublishOn is { } day && version.PublishedAt is null && edition.WithdrawnAt is null
            ? $"Version {version.Number}, under embargo until {Words.Day(day)}, 9:30. Pass nothing of it on before then. That you opened it is noted."
            : $"Version {version.Number}, for those who make and approve it.");
    }

    private static async Task WithheldAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { Version: { Archive: { } archive } version } || await http.Service<ReadArchive.Handler>().WithheldAsync(archive, http.RequestAborted) is not { } table)
        {
            await Answers.MissingAsync(http);
            return;
        }

        if (version.PublishedAt is null) await http.Service<ReadArchive.Handler>().NoteEarlyReaderAsync(version.Id, http.SignedIn().Account.Id, http.RequestAborted);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"withheld-version-{version.Number}.csv\"";
        http.Response.ContentLength = table.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(table, http.RequestAborted);
    }

    /// <summary>Of an edition that was withdrawn nothing comes out any more, also not what had its day.</summary>
    public static bool IsEmbargoed(ReadEditions.Edition edition, ReadEditions.Version version) => edition.WithdrawnAt is null && version is { Status: VersionStatus.Ready, PublishOn: not null } && version.Approvals.Count >= ReleaseRule.Approvals;

    private static async Task CorrectionsAsync(HttpContext http) => await Html.AnswerAsync<CorrectionsPage>(http, new()
    {
        [nameof(PrivatePage.Visit)] = Visit.OfNobody(http),
        [nameof(CorrectionsPage.Corrections)] = (await http.Service<ReadArchive.Handler>().PublicAsync(http.RequestAborted)).Corrections,
    });
}
