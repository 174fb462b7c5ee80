using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Storage;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Accounts.ChangeLog;

/// <summary>Where auditors read the log of changes, have it verified, and see who looked at special-category data.</summary>
internal static class AuditEndpoints
{
    private const string Page = "/audit";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Page, Reading, ListAsync).WithMetadata(RoutePolicy.For(Role.Auditor));
        endpoints.MapMethods(Page + "/verify", Reading, VerifyAsync).WithMetadata(RoutePolicy.For(Role.Auditor));
        endpoints.MapMethods(Page + "/seen", Reading, http => SeenAsync(http, null)).WithMetadata(RoutePolicy.For(Role.Auditor));
        endpoints.MapMethods(Page + "/refused", Reading, RefusedAsync).WithMetadata(RoutePolicy.For(Role.Auditor));
        endpoints.MapMethods(Page + "/drawn", Reading, http => DrawnAsync(http, Faults.None, null, null)).WithMetadata(RoutePolicy.For(Role.Auditor));
        endpoints.MapPost(Page + "/drawn/{sighting}", JudgeAsync).WithMetadata(RoutePolicy.For(Role.Auditor));
        endpoints.MapMethods("/seen", Reading, http => SeenAsync(http, http.ActsFor())).WithMetadata(RoutePolicy.For(Role.HrLead, Role.OrganisationLead));
    }

    private static async Task ListAsync(HttpContext http)
    {
        var query = http.Request.Query;
        OrganisationId? organisation = TypedId.TryParse<OrganisationId>(query["organisation"], out var id) ? id : null;
        long? before = long.TryParse(query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out long position) ? position : null;
        await Html.AnswerAsync<AuditPage>(http, new()
        {
            [nameof(AuditPage.Log)] = await http.Service<ReadChanges.Handler>().HandleAsync(new(before, query["kind"], organisation), http.RequestAborted),
            [nameof(AuditPage.Organisations)] = await http.Service<PartnershipDoor>().EverAsync(http.RequestAborted),
            [nameof(AuditPage.Kind)] = query["kind"].ToString(),
            [nameof(AuditPage.Organisation)] = organisation,
        });
    }

    private static async Task VerifyAsync(HttpContext http)
    {
        var query = http.Request.Query;
        VerifyChanges.Anchor? anchor = long.TryParse(query["position"], NumberStyles.None, CultureInfo.InvariantCulture, out long position) && query["hash"].ToString() is { Length: > 0 } hash ? new(position, hash.Trim()) : null;
        await Html.AnswerAsync<VerifyPage>(http, new()
        {
            [nameof(VerifyPage.Found)] = await http.Service<VerifyChanges.Handler>().HandleAsync(new(anchor), http.RequestAborted),
            [nameof(VerifyPage.WithAnchor)] = anchor is not null,
        });
    }

    private static async Task RefusedAsync(HttpContext http)
    {
        await http.Service<Refusals>().WriteAsync(http.RequestAborted);
        var read = await http.Service<ReadRefusals.Handler>().HandleAsync(new(Forms.PageOf(http)), http.RequestAborted);
        await Html.AnswerAsync<RefusedPage>(http, new()
        {
            [nameof(RefusedPage.Read)] = read,
            [nameof(RefusedPage.Page)] = Math.Min(Forms.PageOf(http), read.Pages),
        });
    }

    /// <param name="sighting">The one that the form was about.</param>
    private static async Task DrawnAsync(HttpContext http, IReadOnlyList<FieldFault> faults, Guid? sighting, IFormCollection? sent) => await Html.AnswerAsync<DrawnPage>(http, new()
    {
        [nameof(DrawnPage.Read)] = await http.Service<ReadDrawnSightings.Handler>().HandleAsync(new(Forms.DayOf(sent?["month"] ?? http.Request.Query["month"])), http.RequestAborted),
        [nameof(DrawnPage.Self)] = http.By(),
        [nameof(DrawnPage.Wrong)] = faults,
        [nameof(DrawnPage.About)] = sighting,
        [nameof(DrawnPage.Sent)] = sent,
    }, Faults.StatusOf(faults));

    private static async Task JudgeAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var sighting = Forms.GuidOf((string?)http.Request.RouteValues["sighting"]) ?? Guid.Empty;
        switch (await http.Service<JudgeSighting.Handler>().HandleAsync(new(http.By(), sighting, Forms.ChoiceOf<SightingVerdict>(form["verdict"]), form["why"]), http.RequestAborted))
        {
            case JudgeSighting.Outcome.Judged judged:
                Html.SendTo(http, $"{Page}/drawn?month={Forms.Text(judged.Month)}");
                break;
            case JudgeSighting.Outcome.NotYet notYet:
                await DrawnAsync(http, Faults.One(DrawnPage.FieldOf(notYet.Field, sighting), notYet.Advice), sighting, form);
                break;
            case JudgeSighting.Outcome.OwnLook:
                await DrawnAsync(http, Faults.One("", "Leave it to another auditor: it is your own look."), sighting, form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    /// <param name="only">The organisation whose people may be asked about; null: any.</param>
    private static async Task SeenAsync(HttpContext http, OrganisationId? only)
    {
        var query = http.Request.Query;
        OrganisationId? organisation = only ?? (TypedId.TryParse<OrganisationId>(query["organisation"], out var id) ? id : null);
        // What is no id is no record's: nothing is found, rather than everything.
        string typed = query["record"].ToString().Trim();
        Guid? record = typed.Length == 0 ? null : Guid.TryParse(typed, out var asked) ? asked : Guid.Empty;
        DateOnly? from = DayOf(query["from"]), until = DayOf(query["until"]);
        var since = WhoSaw.PageStart.Parse(query["since"]);
        await Html.AnswerAsync<SeenPage>(http, new()
        {
            [nameof(SeenPage.Read)] = await http.Service<WhoSaw.Handler>().HandleAsync(new(record, organisation, since, from, until), http.RequestAborted),
            [nameof(SeenPage.Organisations)] = only is null ? await http.Service<PartnershipDoor>().EverAsync(http.RequestAborted) : [],
            [nameof(SeenPage.Organisation)] = organisation,
            [nameof(SeenPage.Record)] = typed,
            [nameof(SeenPage.From)] = from,
            [nameof(SeenPage.Until)] = until,
            [nameof(SeenPage.Since)] = since,
        });
    }

    /// <summary>A day on which something can have been looked at; of any other nothing is asked.</summary>
    private static DateOnly? DayOf(string? text) => Forms.DayOf(text) is { Year: >= 1900 and <= 2100 } day ? day : null;
}
