using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Programmes.Cohorts;
using Parity.Web.Modules.Programmes.Employers;
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
        Agree("sign", form => new AgreeContract.Deed.Sign(Forms.NumberOf(form["version"]) ?? 0));
        Agree("sign-on-paper", form => new AgreeContract.Deed.SignOnPaper(Forms.NumberOf(form["version"]) ?? 0, form["paper"]));
        Agree("check-ins", form => new AgreeContract.Deed.CheckIn(Forms.DayOf(form["check-on"]), form["found"]));
        Agree("presented", form => new AgreeContract.Deed.Present(Forms.DayOf(form["presented-on"]), form["feedback"], form["for-certificate"] == "yes"));
        Agree("waive", form => new AgreeContract.Deed.Waive(form["waiver"]));
        Agree("close", _ => new AgreeContract.Deed.Close());

        void Agree(string path, Func<IFormCollection, AgreeContract.Deed> make) => endpoints.MapMethods($"{Contracts}/{{id}}/{path}", Sending, http => AgreeAsync(http, make)).WithMetadata(RoutePolicy.SignedIn);
    }

    private static async Task ShowHostingAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null) => await Html.AnswerAsync<HostingPage>(http, new()
    {
        [nameof(HostingPage.Stretch)] = (await http.Service<ReadStretch.Handler>().HandleAsync(new(http.By(), new ReadStretch.View.OfOrganisation(http.ActsFor())), http.RequestAborted))!,
        [nameof(HostingPage.Wrong)] = faults,
        [nameof(HostingPage.Sent)] = sent,
    }, Faults.StatusOf(faults));

    private static async Task OfferAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var request = new OfferStretch.Request(http.By(), http.ActsFor(), form["title"], form["about"], Forms.NumberOf(form["places"]), Forms.DayOf(form["from"]), Forms.DayOf(form["until"]));
        switch (await http.Service<OfferStretch.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case OfferStretch.Outcome.Done:
                Html.SendTo(http, Hosting);
                break;
            case OfferStretch.Outcome.NotYet notYet:
                await ShowHostingAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task EndAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var request = new OfferStretch.Request(http.By(), http.ActsFor(), null, null, null, null, null, Forms.GuidOf(form["offer"]) ?? Guid.Empty);
        if (await http.Service<OfferStretch.Handler>().HandleAsync(request, http.RequestAborted) is OfferStretch.Outcome.Done) Html.SendTo(http, Hosting);
        else await Answers.MissingAsync(http);
    }

    private static async Task ShowChoicesAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        if (await http.Service<ReadPlace.Handler>().HandleAsync(new(http.By(), id), http.RequestAborted) is not [var place]
            || await http.Service<ReadStretch.Handler>().HandleAsync(new(http.By(), new ReadStretch.View.OfParticipant(id)), http.RequestAborted) is not { } stretch)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<ChoicesPage>(http, new()
        {
            [nameof(ChoicesPage.One)] = place,
            [nameof(ChoicesPage.Today)] = London.Today(http.Service<TimeProvider>()),
            [nameof(ChoicesPage.Stretch)] = stretch,
            [nameof(ChoicesPage.Wrong)] = faults,
            [nameof(ChoicesPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task ChooseAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        var offers = Enumerable.Range(1, ChooseStretch.Most).Select(at => Forms.GuidOf(form[$"choice-{at}"])).Where(o => o is not null).Select(o => o!.Value).ToList();
        switch (await http.Service<ChooseStretch.Handler>().HandleAsync(new(http.By(), id, offers), http.RequestAborted))
        {
            case ChooseStretch.Outcome.Done:
                Html.SendTo(http, $"{PlacePages.Mine}/{id}/stretch");
                break;
            case ChooseStretch.Outcome.NotYet notYet:
                await ShowChoicesAsync(http, Faults.One(notYet.Field, notYet.Advice), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task ShowMatchingAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        if (await CohortPages.FindAsync(http) is not { } cohort) return;
        await Html.AnswerAsync<MatchingPage>(http, new()
        {
            [nameof(MatchingPage.Cohort)] = cohort,
            [nameof(MatchingPage.Stretch)] = (await http.Service<ReadStretch.Handler>().HandleAsync(new(http.By(), new ReadStretch.View.OfCohort(cohort.Id)), http.RequestAborted))!,
            [nameof(MatchingPage.Reactions)] = await http.Service<ReadReactions.Handler>().HandleAsync(new(cohort.Id, ReactionKind.Assignment), http.RequestAborted),
            [nameof(MatchingPage.Wrong)] = faults,
            [nameof(MatchingPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task MatchAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var request = new MatchStretch.Request(http.By(), Forms.IdIn<CohortId>(http, "id") ?? default, TypedId.TryParse<ParticipantId>(form["participant"], out var participant) ? participant : null, Forms.GuidOf(form["offer"]), form["match-reason"]);
        switch (await http.Service<MatchStretch.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case MatchStretch.Outcome.Matched matched:
                Html.SendTo(http, $"{Contracts}/{TypedId.Text(matched.Assignment)}");
                break;
            case MatchStretch.Outcome.NotYet notYet:
                await ShowMatchingAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        switch (await http.Service<ReadAssignment.Handler>().HandleAsync(new(http.By(), http.SignedIn().ActsFor, http.SignedIn().IsProven, Assignment(http)), http.RequestAborted))
        {
            case ReadAssignment.Outcome.Found found:
                await Html.AnswerAsync<AssignmentPage>(http, new()
                {
                    [nameof(AssignmentPage.One)] = found.One,
                    [nameof(AssignmentPage.Standard)] = StandardTerms.InForceOn(London.Today(http.Service<TimeProvider>())),
                    [nameof(AssignmentPage.Wrong)] = faults,
                    [nameof(AssignmentPage.Sent)] = sent,
                }, Faults.StatusOf(faults));
                break;
            case ReadAssignment.Outcome.ProveFirst:
                Html.SendTo(http, FreshProof.AddressFor($"{Contracts}/{TypedId.Text(Assignment(http))}"));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task AgreeAsync(HttpContext http, Func<IFormCollection, AgreeContract.Deed> make)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var deed = make(form);
        switch (await http.Service<AgreeContract.Handler>().HandleAsync(new(http.By(), http.SignedIn().ActsFor, http.SignedIn().IsProven, Assignment(http), deed), http.RequestAborted))
        {
            case AgreeContract.Outcome.Done:
                Html.SendTo(http, $"{Contracts}/{TypedId.Text(Assignment(http))}");
                break;
            case AgreeContract.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            case AgreeContract.Outcome.ProveFirst:
                Html.SendTo(http, FreshProof.AddressFor($"{Contracts}/{TypedId.Text(Assignment(http))}"));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static ContractTerms TermsIn(IFormCollection form)
    {
        string Text(string field) => form[field].ToString().Trim();
        return new(
            Text("purpose"), Text("deliverables"), Text("supervisor"), Forms.DayOf(form["contract-from"]) ?? default, Forms.DayOf(form["contract-until"]) ?? default,
            decimal.TryParse(form["contract-days"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal days) ? days : 0, Text("pattern"), Text("where"), Forms.DayOf(form["presentation-on"]), Text("audience"), Text("arrangements"), Text("early-end"),
            string.Join(' ', Enum.GetValues<DayOfWeek>().Where(d => form["contract-weekdays"].Contains(d.ToString()))),
            Text("home-manager"), Text("contract-adjustments"), Text("talk-days"));
    }

    private static Guid Assignment(HttpContext http) => Forms.GuidOf((string?)http.Request.RouteValues["id"]) ?? Guid.Empty;
}
