using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Publishing;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Publishing;

/// <summary>An employer's own figures, nothing withheld, beside the protected city; and its head's briefing on one page.</summary>
internal static class FiguresPages
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var own = RoutePolicy.For(Role.HrAnalyst, Role.HrLead, Role.OrganisationLead);
        endpoints.MapMethods("/figures", [HttpMethods.Get, HttpMethods.Head], ListAsync).WithMetadata(own);
        endpoints.MapMethods("/figures/{id}", [HttpMethods.Get, HttpMethods.Head], ShowAsync).WithMetadata(own);
        endpoints.MapMethods("/figures/{id}/briefing", [HttpMethods.Get, HttpMethods.Head], BriefAsync).WithMetadata(own);
        endpoints.MapMethods("/figures/{id}/briefing.pdf", [HttpMethods.Get, HttpMethods.Head], PrintAsync).WithMetadata(own);
    }

    /// <summary>Published versions for everybody there; one under embargo for the head of the organisation.</summary>
    private static bool MaySee(HttpContext http, ReadEditions.Edition edition, ReadEditions.Version version) =>
        edition.WithdrawnAt is null && (version.Status is VersionStatus.Published || (PublishingPages.IsEmbargoed(edition, version) && http.SignedIn().Account.HoldsIn(Role.OrganisationLead, http.ActsFor())));

    private static async Task ListAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        var partnership = http.Service<PartnershipDoor>();
        var editions = await http.Service<ReadEditions.Handler>().AllAsync(http.RequestAborted);
        var visible = editions.SelectMany(e => e.Versions.Where(v => MaySee(http, e, v)).Select(v => (Edition: e, Version: v))).ToList();
        var inherited = (await http.Service<ReadOwnFigures.Handler>().InheritedAsync(http.ActsFor(), http.RequestAborted)).ToLookup(i => i.Version, i => i.Organisation);
        var known = inherited.Count == 0 ? [] : (await partnership.EverAsync(http.RequestAborted)).ToDictionary(p => p.Partner.Id, p => p.Partner);
        await Html.AnswerAsync<FiguresListPage>(http, new()
        {
            [nameof(FiguresListPage.Organisation)] = await partnership.FindAsync(http.ActsFor(), http.RequestAborted),
            [nameof(FiguresListPage.Versions)] = visible,
            [nameof(FiguresListPage.TakenIn)] = visible.SelectMany(one => inherited[one.Version.Id].Select(o => (known[o], one.Edition, one.Version))).ToList(),
        });
    }

    /// <param name="Of">The end of an address about an organisation that became part of the reader's; empty for their own.</param>
    private sealed record Found(Platform.Partnership.Contract.Partner Organisation, string Of, ReadEditions.Edition Edition, ReadEditions.Version Version, IReadOnlyList<OwnFigure> Figures);

    private static async Task<Found?> FindAsync(HttpContext http)
    {
        var account = http.SignedIn().Account;
        var services = http.RequestServices;
        OrganisationId? takenIn = null;
        if (http.Request.Query["of"] is [{ } asked])
        {
            if (!TypedId.TryParse<OrganisationId>(asked, out var other)) return null;
            takenIn = other;
        }

        var id = Forms.IdIn<VersionId>(http, "id") ?? default;
        var detail = await services.GetRequiredService<ReadEditions.Handler>().FindAsync(id, http.RequestAborted);
        if (detail is null || !MaySee(http, detail.Edition, detail.Version)) return null;
        if (await services.GetRequiredService<ReadOwnFigures.Handler>().HandleAsync(new(account.Id, http.ActsFor(), id, takenIn), http.RequestAborted) is not { } figures) return null;
        if (detail.Version.PublishedAt is null) await services.GetRequiredService<ReadArchive.Handler>().NoteEarlyReaderAsync(id, account.Id, http.RequestAborted);
        return new((await services.GetRequiredService<PartnershipDoor>().FindAsync(takenIn ?? http.ActsFor(), http.RequestAborted))!, takenIn is { } one ? $"?of={one}" : "", detail.Edition, detail.Version, figures);
    }

    private static async Task ShowAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } found)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<FiguresPage>(http, new()
        {
            [nameof(FiguresPage.Organisation)] = found.Organisation,
            [nameof(FiguresPage.Of)] = found.Of,
            [nameof(FiguresPage.Edition)] = found.Edition,
            [nameof(FiguresPage.Version)] = found.Version,
            [nameof(FiguresPage.Figures)] = found.Figures,
            [nameof(FiguresPage.Theme)] = http.Request.Query["theme"].ToString(),
            [nameof(FiguresPage.Classification)] = http.Request.Query["groups"].ToString(),
        });
    }

    private static Dictionary<string, object?> BriefingOf(Found found) => new()
    {
        [nameof(BriefingPage.Organisation)] = found.Organisation,
        [nameof(BriefingPage.Of)] = found.Of,
        [nameof(BriefingPage.Edition)] = found.Edition,
        [nameof(BriefingPage.Version)] = found.Version,
        [nameof(BriefingPage.Figures)] = found.Figures,
        [nameof(BriefingPage.MayPrint)] = PrintedPage.IsPossible,
    };

    private static async Task BriefAsync(HttpContext http)
    {
        if (await FindAsync(http) is { } found) await Html.AnswerAsync<BriefingPage>(http, BriefingOf(found));
        else await Answers.MissingAsync(http);
    }

    private static async Task PrintAsync(HttpContext http)
    {
        if (!PrintedPage.IsPossible || await FindAsync(http) is not { } found || await PrintedPage.OfAsync(await Html.RenderAsync<BriefingPage>(http, BriefingOf(found)), http.RequestAborted) is not { } pdf)
        {
            await Answers.MissingAsync(http);
            return;
        }

        http.Response.ContentType = "application/pdf";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"briefing.pdf\"";
        http.Response.ContentLength = pdf.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(pdf, http.RequestAborted);
    }
}
