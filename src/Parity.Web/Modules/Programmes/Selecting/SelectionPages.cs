using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Programmes.Cohorts;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Selecting;

/// <summary>Where the programme's own team reads applications, decides by name and tells all outcomes at once.</summary>
internal static class SelectionPages
{
    public const string Folder = "/programme/applications";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        endpoints.MapMethods(Folder + "/{id}", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None)).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}/eligibility", [HttpMethods.Post], LookAsync).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}/interviewed", [HttpMethods.Post], InterviewedAsync).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}/decide", [HttpMethods.Post], DecideAsync).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}/reconsider", [HttpMethods.Post], ReconsiderAsync).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}/adjustments", [HttpMethods.Post], AdjustmentsAsync).WithMetadata(manages);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/tell", [HttpMethods.Post], TellAsync).WithMetadata(manages);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null, CheckEligibility.Outcome? looked = null, IReadOnlyList<ReadAdjustments.Listed>? adjustments = null)
    {
        if (Forms.IdIn<ProgrammeApplicationId>(http, "id") is not { } id || await http.Service<ReadApplications.Handler>().HandleAsync(new(Only: id), http.RequestAborted) is not [var one])
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<TeamApplicationPage>(http, new()
        {
            [nameof(TeamApplicationPage.One)] = one,
            [nameof(TeamApplicationPage.Cohort)] = (await http.Service<ReadCohorts.Handler>().HandleAsync(new(one.Cohort), http.RequestAborted)).Single(),
            [nameof(TeamApplicationPage.Employer)] = one.Employer is { } at ? (await http.Service<PartnershipDoor>().FindAsync(at, http.RequestAborted))?.Name : null,
            [nameof(TeamApplicationPage.Policy)] = ProgrammePolicy.InForceOn(London.Today(http.Service<TimeProvider>())),
            [nameof(TeamApplicationPage.Looked)] = looked,
            [nameof(TeamApplicationPage.Adjustments)] = adjustments,
            [nameof(TeamApplicationPage.Wrong)] = faults,
            [nameof(TeamApplicationPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    /// <summary>A form and not a link: each look is noted, and a look at a page alone notes nothing.</summary>
    private static async Task LookAsync(HttpContext http)
    {
        var id = Forms.IdIn<ProgrammeApplicationId>(http, "id") ?? default;
        await ShowAsync(http, Faults.None, looked: await http.Service<CheckEligibility.Handler>().HandleAsync(new(http.By(), id), http.RequestAborted));
    }

    /// <summary>Opens what was asked for, and takes an answer where one was written.</summary>
    private static async Task AdjustmentsAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ProgrammeApplicationId>(http, "id") ?? default;
        var by = http.By();
        var answered = Guid.TryParseExact(form["adjustment"], "D", out var adjustment)
            ? await http.Service<AnswerAdjustment.Handler>().HandleAsync(new(by, id, adjustment, form["met"] == "yes", form["answer"], form["for-panel"]), http.RequestAborted) : null;
        if (answered is AnswerAdjustment.Outcome.NoSuchAdjustment)
        {
            await Answers.MissingAsync(http);
            return;
        }

        var faults = answered is AnswerAdjustment.Outcome.NotYet notYet ? Faults.One($"{notYet.Field}-{adjustment:D}", notYet.Advice) : Faults.None;
        await ShowAsync(http, faults, form, adjustments: await http.Service<ReadAdjustments.Handler>().HandleAsync(new(by, id, IsTeam: true), http.RequestAborted));
    }

    private static async Task InterviewedAsync(HttpContext http)
    {
        var id = Forms.IdIn<ProgrammeApplicationId>(http, "id") ?? default;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        HeldOtherwise? otherwise = ProgrammeWords.WaysHeld.Where(h => h.Code == form["otherwise"]).Select(h => (HeldOtherwise?)h.How).FirstOrDefault();
        switch (await http.Service<RecordInterview.Handler>().HandleAsync(new(http.By(), id, otherwise, form["by-fewer"] == "yes"), http.RequestAborted))
        {
            case RecordInterview.Outcome.Done:
                Html.SendTo(http, $"{Folder}/{id}");
                break;
            case RecordInterview.Outcome.NoTime:
                await ShowAsync(http, Faults.One("", "Give the applicant a time on the page of interviews first."));
                break;
            case RecordInterview.Outcome.NoPanel:
                await ShowAsync(http, Faults.One("", "Seat a panel on the page of interviews first."));
                break;
            case RecordInterview.Outcome.PanelTooSmall few:
                await ShowAsync(http, Faults.One("by-fewer", $"{few.Sit} of the {few.Least} people who are asked for {(few.Sit == 1 ? "sits" : "sit")} in its panel. Seat somebody else on the page of interviews, or say below that it was held before fewer."), form);
                break;
            case RecordInterview.Outcome.NotArranged:
                await ShowAsync(http, Faults.One("", "What the applicant needs for the interview is not arranged. See to it above first."));
                break;
            case RecordInterview.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.One("otherwise", $"Its time is {Words.Moment(notYet.StartsAt)}. If it was held before, choose how."), form);
                break;
            case RecordInterview.Outcome.NotPossible:
                await ShowAsync(http, Faults.One("", "Only who was invited to an interview can have had one."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task DecideAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ProgrammeApplicationId>(http, "id") ?? default;
        ApplicationDeed? deed = Forms.ChoiceOf<ApplicationDeed>(form["deed"]) is { } asked && DecideApplication.Deeds.Contains(asked) ? asked : null;
        var request = new DecideApplication.Request(
            http.By(), id, deed, form["reason"], form["feedback"], form["next-step"], Forms.NumberOf(form["rank"]));
        switch (await http.Service<DecideApplication.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case DecideApplication.Outcome.Decided:
                Html.SendTo(http, $"{Folder}/{id}");
                break;
            case DecideApplication.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            case DecideApplication.Outcome.DeclarationTakenBack:
                await ShowAsync(http, Faults.One("deed", "The applicant took the declaration back, so the application cannot go on. It can once the applicant declares again."), form);
                break;
            case DecideApplication.Outcome.ReserveOver over:
                await ShowAsync(http, Faults.One("deed", $"The reserve list held until {Words.Day(over.Until)}, so no place can be offered from it. Decide otherwise, with feedback and a next step."), form);
                break;
            case DecideApplication.Outcome.MarksNotLocked:
                await ShowAsync(http, Faults.One("deed", "Not everybody in the panel of the interview has locked their marks, so no place can be offered yet."), form);
                break;
            case DecideApplication.Outcome.NotPossible:
                await ShowAsync(http, Faults.One("deed", "That cannot be decided as the application stands."), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task ReconsiderAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ProgrammeApplicationId>(http, "id") ?? default;
        switch (await http.Service<ReconsiderApplication.Handler>().HandleAsync(new(http.By(), id, form["reconsider"]), http.RequestAborted))
        {
            case ReconsiderApplication.Outcome.Done:
                Html.SendTo(http, $"{Folder}/{id}");
                break;
            case ReconsiderApplication.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.One(notYet.Field, notYet.Advice), form);
                break;
            case ReconsiderApplication.Outcome.NotPossible:
                await ShowAsync(http, Faults.One("", "Only an application that was found not eligible, or that was not selected, can be considered again, while what was written is kept: the one until the programme is finished, the other until it begins."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task TellAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        switch (await http.Service<TellOutcomes.Handler>().HandleAsync(new(http.By(), id, form["all-the-same"] == "yes", form["unmarked"] == "yes"), http.RequestAborted))
        {
            case TellOutcomes.Outcome.Told told:
                Html.SendTo(http, $"{CohortPages.Folder}/{id}?told={told.Applicants}");
                break;
            case TellOutcomes.Outcome.OthersUndecided undecided:
                await CohortPages.ShowAsync(http, Faults.One("all-the-same", $"{Words.Count(undecided.Others, "applicant")} at the same stage {(undecided.Others == 1 ? "has" : "have")} no decision that can be told, and would hear later than the others. Decide first, or say below that the others are told all the same."), form);
                break;
            case TellOutcomes.Outcome.MarksOpen open:
                await CohortPages.ShowAsync(http, Faults.One("unmarked", MarksOpen(open)), form);
                break;
            case TellOutcomes.Outcome.MoreOffersThanPlaces more:
                await CohortPages.ShowAsync(http, Faults.One("", $"{Words.Count(more.Offers, "offer")} would be made and {Words.Count(more.Free, "place")} {(more.Free == 1 ? "is" : "are")} free. Put the others on the reserve list."));
                break;
            case TellOutcomes.Outcome.NotExplained why:
                await CohortPages.ShowAsync(http, Faults.One("", $"{Words.Count(why.Pairs, "time")} somebody goes on before somebody who stands higher by the marks of {(why.Stage is MarkingStage.Interview ? "interviews" : "what was written")}. Say why on the page of the selection meeting, and then tell everybody."));
                break;
            case TellOutcomes.Outcome.NextStepGone { Applicants: var many }:
                await CohortPages.ShowAsync(http, Faults.One("", $"{Words.Count(many, "applicant")} would be told of a next step that is no longer there. Decide about {(many == 1 ? "this one" : "these")} again, with another next step, and then tell everybody."));
                break;
            case TellOutcomes.Outcome.NothingToTell:
                await CohortPages.ShowAsync(http, Faults.One("", "Nothing waits to be told."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static string MarksOpen(TellOutcomes.Outcome.MarksOpen open)
    {
        string[] what =
        [
            .. open.Applicants > 0 ? (string[])[$"{Words.Count(open.Applicants, "applicant")} {(open.Applicants == 1 ? "has" : "have")} no marks, or not all that were to come are locked"] : [],
            .. open.ToSettle > 0 ? (string[])[$"{Words.Count(open.ToSettle, "mark")} {(open.ToSettle == 1 ? "waits" : "wait")} for a third person"] : [],
        ];
        return string.Join("; ", what) + ". See to it on the page of the selection meeting first, or say below that they are told all the same.";
    }
}
