using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Programmes.Cohorts;
using Parity.Web.Modules.Programmes.TakingPart;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Stretch;

/// <summary>Assignments in other organisations: hosts offer, participants choose, the team matches, and four parties agree and sign.</summary>
internal static class StretchPages
{
    public const string Hosting = "/hosting";
    public const string Contracts = "/assignments";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Sending = [HttpMethods.Post];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var hosts = RoutePolicy.For(Role.HrLead, Role.OrganisationLead);
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        var ownProof = new FreshProof(_ => PlacePages.Mine, OnceIsEnough: true);
        endpoints.MapMethods(Hosting, Reading, http => ShowHostingAsync(http, Faults.None)).WithMetadata(hosts);
        endpoints.MapMethods(Hosting + "/offers", Sending, OfferAsync).WithMetadata(hosts);
        endpoints.MapMethods(Hosting + "/offers/end", Sending, EndAsync).WithMetadata(hosts);
        endpoints.MapMethods(PlacePages.Mine + "/{id}/stretch", Reading, http => ShowChoicesAsync(http, Faults.None)).WithMetadata(RoutePolicy.SignedIn, ownProof);
        endpoints.MapMethods(PlacePages.Mine + "/{id}/stretch", Sending, ChooseAsync).WithMetadata(RoutePolicy.SignedIn, ownProof);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/stretch", Reading, http => ShowMatchingAsync(http, Faults.None)).WithMetadata(manages);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/stretch", Sending, MatchAsync).WithMetadata(manages);
        endpoints.MapMethods(Contracts + "/{id}", Reading, http => ShowAsync(http, Faults.None)).WithMetadata(RoutePolicy.SignedIn);
        Agree("terms", form => new AgreeContract.Deed.Write(TermsIn(form)));
        Agree("sign", form => new AgreeContract.Deed.Sign(Number(form["version"]) ?? 0));
        Agree("sign-on-paper", form => new AgreeContract.Deed.SignOnPaper(Number(form["version"]) ?? 0, form["paper"]));
        Agree("check-ins", form => new AgreeContract.Deed.CheckIn(Forms.DayOf(form["check-on"]), form["found"]));
        Agree("presented", form => new AgreeContract.Deed.Present(Forms.DayOf(form["presented-on"]), form["feedback"], form["for-certificate"] == "yes"));
        Agree("waive", form => new AgreeContract.Deed.Waive(form["waiver"]));
        Agree("close", _ => new AgreeContract.Deed.Close());

        void Agree(string path, Func<IFormCollection, AgreeContract.Deed> make) => endpoints.MapMethods($"{Contracts}/{{id}}/{path}", Sending, http => AgreeAsync(http, make)).WithMetadata(RoutePolicy.SignedIn);
    }

    private static T Slice<T>(HttpContext http) where T : notnull => http.RequestServices.GetRequiredService<T>();

    private static PersonId By(HttpContext http) => http.SignedIn().Account.Id;

    private static OrganisationId OrganisationOf(HttpContext http) =>
        http.SignedIn().Account.Holds.First(h => h.Role is Role.HrLead or Role.OrganisationLead && h.Organisation is not null).Organisation!.Value;

    private static Task MissingAsync(HttpContext http) => Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notice.NotFound);

    private static int StatusOf(IReadOnlyList<FieldFault> faults) => faults.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    private static async Task ShowHostingAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null) => await Html.AnswerAsync<HostingPage>(http, new()
    {
        [nameof(HostingPage.Stretch)] = (await Slice<ReadStretch.Handler>(http).HandleAsync(new(By(http), new ReadStretch.View.OfOrganisation(OrganisationOf(http))), http.RequestAborted))!,
        [nameof(HostingPage.Wrong)] = faults,
        [nameof(HostingPage.Sent)] = sent,
    }, StatusOf(faults));

    private static async Task OfferAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var request = new OfferStretch.Request(By(http), OrganisationOf(http), form["title"], form["about"], Number(form["places"]), Forms.DayOf(form["from"]), Forms.DayOf(form["until"]));
        if (await Slice<OfferStretch.Handler>(http).HandleAsync(request, http.RequestAborted) is OfferStretch.Outcome.NotYet notYet) await ShowHostingAsync(http, [.. notYet.Mistakes.Select(m => new FieldFault(m.Field, m.Advice))], form);
        else Html.SendTo(http, Hosting);
    }

    private static async Task EndAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var request = new OfferStretch.Request(By(http), OrganisationOf(http), null, null, null, null, null, GuidOf(form["offer"]) ?? Guid.Empty);
        if (await Slice<OfferStretch.Handler>(http).HandleAsync(request, http.RequestAborted) is OfferStretch.Outcome.Done) Html.SendTo(http, Hosting);
        else await MissingAsync(http);
    }

    private static async Task ShowChoicesAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        if (await Slice<ReadPlace.Handler>(http).HandleAsync(new(By(http), id), http.RequestAborted) is not [var place]
            || await Slice<ReadStretch.Handler>(http).HandleAsync(new(By(http), new ReadStretch.View.OfParticipant(id)), http.RequestAborted) is not { } stretch)
        {
            await MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<ChoicesPage>(http, new()
        {
            [nameof(ChoicesPage.One)] = place,
            [nameof(ChoicesPage.Today)] = London.Today(Slice<TimeProvider>(http)),
            [nameof(ChoicesPage.Stretch)] = stretch,
            [nameof(ChoicesPage.Wrong)] = faults,
            [nameof(ChoicesPage.Sent)] = sent,
        }, StatusOf(faults));
    }

    private static async Task ChooseAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        var offers = Enumerable.Range(1, ChooseStretch.Most).Select(at => GuidOf(form[$"choice-{at}"])).Where(o => o is not null).Select(o => o!.Value).ToList();
        switch (await Slice<ChooseStretch.Handler>(http).HandleAsync(new(By(http), id, offers), http.RequestAborted))
        {
            case ChooseStretch.Outcome.Done:
                Html.SendTo(http, $"{PlacePages.Mine}/{id}/stretch");
                break;
            case ChooseStretch.Outcome.NotYet notYet:
                await ShowChoicesAsync(http, Faults.One(notYet.Field, notYet.Advice), form);
                break;
            default:
                await MissingAsync(http);
                break;
        }
    }

    private static async Task ShowMatchingAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        if (await CohortPages.FindAsync(http) is not { } cohort) return;
        await Html.AnswerAsync<MatchingPage>(http, new()
        {
            [nameof(MatchingPage.Cohort)] = cohort,
            [nameof(MatchingPage.Stretch)] = (await Slice<ReadStretch.Handler>(http).HandleAsync(new(By(http), new ReadStretch.View.OfCohort(cohort.Id)), http.RequestAborted))!,
            [nameof(MatchingPage.Wrong)] = faults,
            [nameof(MatchingPage.Sent)] = sent,
        }, StatusOf(faults));
    }

    private static async Task MatchAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var request = new MatchStretch.Request(By(http), TypedId.TryParse<ParticipantId>(form["participant"], out var participant) ? participant : null, GuidOf(form["offer"]), form["match-reason"]);
        switch (await Slice<MatchStretch.Handler>(http).HandleAsync(request, http.RequestAborted))
        {
            case MatchStretch.Outcome.Matched matched:
                Html.SendTo(http, $"{Contracts}/{TypedId.Text(matched.Assignment)}");
                break;
            case MatchStretch.Outcome.NotYet notYet:
                await ShowMatchingAsync(http, [.. notYet.Mistakes.Select(m => new FieldFault(m.Field, m.Advice))], form);
                break;
        }
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        if (await Slice<ReadAssignment.Handler>(http).HandleAsync(new(By(http), Assignment(http)), http.RequestAborted) is not { } one)
        {
            await MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<AssignmentPage>(http, new()
        {
            [nameof(AssignmentPage.One)] = one,
            [nameof(AssignmentPage.Wrong)] = faults,
            [nameof(AssignmentPage.Sent)] = sent,
        }, StatusOf(faults));
    }

    private static async Task AgreeAsync(HttpContext http, Func<IFormCollection, AgreeContract.Deed> make)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var deed = make(form);
        switch (await Slice<AgreeContract.Handler>(http).HandleAsync(new(By(http), Assignment(http), deed), http.RequestAborted))
        {
            case AgreeContract.Outcome.Done:
                Html.SendTo(http, $"{Contracts}/{TypedId.Text(Assignment(http))}");
                break;
            case AgreeContract.Outcome.NotYet notYet:
                await ShowAsync(http, [.. notYet.Mistakes.Select(m => new FieldFault(m.Field, m.Advice))], form);
                break;
            default:
                await MissingAsync(http);
                break;
        }
    }

    private static ContractTerms TermsIn(IFormCollection form)
    {
        string Text(string field) => form[field].ToString().Trim();
        return new(
            Text("purpose"), Text("deliverables"), Text("supervisor"), Forms.DayOf(form["contract-from"]) ?? default, Forms.DayOf(form["contract-until"]) ?? default,
            decimal.TryParse(form["contract-days"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal days) ? days : 0, Text("pattern"), Text("where"), Forms.DayOf(form["presentation-on"]), Text("audience"), Text("arrangements"), Text("early-end"));
    }

    private static Guid Assignment(HttpContext http) => GuidOf((string?)http.Request.RouteValues["id"]) ?? Guid.Empty;

    private static Guid? GuidOf(string? text) => Guid.TryParseExact(text, "D", out var id) ? id : null;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
