using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Programmes.Openings;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Applying;

/// <summary>
/// Where somebody applies: begins, saves, comes back, sends, reads how it stands and answers an offer. Every address
/// holds the applicant's own application; anybody else's answers like one that does not exist.
/// </summary>
internal static class ApplyPages
{
    public const string Mine = "/applications";
    private const string TooLateToSave = "This was not saved: your application has been sent, or the time for applications is over. What you wrote is still below, so that you can copy it.";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Sending = [HttpMethods.Post];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        // An employer's sign-in opens nobody's application: it asks before it looks, alike for whoever has applied and who has not.
        var ownProof = new FreshProof(http => http.Request.RouteValues["code"] is string code ? $"/apply/{code}" : Mine, OnceIsEnough: true);
        Add("/apply/{code}", Reading, ShowBeginningAsync);
        Add("/apply/{code}", Sending, BeginAsync);
        Add(Mine, Reading, ListAsync);
        Add(Mine + "/{id}", Reading, http => ShowAsync(http, Faults.None));
        Add(Mine + "/{id}/work", Reading, http => ShowWorkAsync(http, Faults.None));
        Add(Mine + "/{id}/work", Sending, SaveWorkAsync);
        Add(Mine + "/{id}/questions", Reading, http => ShowPartAsync<QuestionsPage>(http, Faults.None));
        Add(Mine + "/{id}/questions", Sending, SaveQuestionsAsync);
        Add(Mine + "/{id}/eligibility", Reading, http => ShowPartAsync<EligibilityPage>(http, Faults.None));
        Add(Mine + "/{id}/eligibility", Sending, http => DeclareAsync(http, form => new DeclareEligibility.Deed.Declare(form["belongs"].ToString() switch { "yes" => true, "no" => false, _ => null }, form["agrees"] == "yes")));
        Add(Mine + "/{id}/eligibility/take-back", Sending, http => DeclareAsync(http, _ => new DeclareEligibility.Deed.TakeBack()));
        Add(Mine + "/{id}/adjustments", Reading, http => ShowAdjustmentsAsync(http, Faults.None));
        Add(Mine + "/{id}/adjustments", Sending, AskAdjustmentAsync);
        Add(Mine + "/{id}/monitoring", Reading, http => ShowPartAsync<MonitoringPage>(http, Faults.None));
        Add(Mine + "/{id}/monitoring", Sending, AnswerMonitoringAsync);
        Add(Mine + "/{id}/send", Reading, http => ShowPartAsync<SendPage>(http, Faults.None));
        Add(Mine + "/{id}/send", Sending, SendAsync);
        Add(Mine + "/{id}/accept", Sending, http => AnswerAsync(http, AnswerOffer.Wish.Accept));
        Add(Mine + "/{id}/decline", Sending, http => AnswerAsync(http, AnswerOffer.Wish.Decline));
        Add(Mine + "/{id}/withdraw", Sending, http => AnswerAsync(http, AnswerOffer.Wish.Withdraw));

        void Add(string path, string[] methods, RequestDelegate handler) => endpoints.MapMethods(path, methods, handler).WithMetadata(RoutePolicy.SignedIn, ownProof);
    }

    private static async Task ShowBeginningAsync(HttpContext http)
    {
        if (await OpeningPages.FindAsync(http) is not { } opening)
        {
            await Answers.MissingAsync(http);
            return;
        }

        var mine = await http.Service<ReadOwnApplications.Handler>().HandleAsync(new(http.By()), http.RequestAborted);
        if (mine.FirstOrDefault(a => a.Cohort.Id == opening.Id) is { } begun) Html.SendTo(http, $"{Mine}/{begun.Id}");
        else await Html.AnswerAsync<BeginPage>(http, new() { [nameof(BeginPage.Opening)] = opening });
    }

    private static async Task BeginAsync(HttpContext http)
    {
        string code = (string)http.Request.RouteValues["code"]!;
        switch (await http.Service<BeginApplication.Handler>().HandleAsync(new(http.By(), code), http.RequestAborted))
        {
            case BeginApplication.Outcome.Begun begun:
                Html.SendTo(http, $"{Mine}/{begun.Id}");
                break;
            case BeginApplication.Outcome.NotOpen:
                Html.SendTo(http, $"{OpeningPages.List}/{code}");
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task ListAsync(HttpContext http) => await Html.AnswerAsync<ApplicationsPage>(http, new()
    {
        [nameof(ApplicationsPage.Applications)] = await http.Service<ReadOwnApplications.Handler>().HandleAsync(new(http.By()), http.RequestAborted),
        [nameof(ApplicationsPage.Openings)] = await http.Service<ReadOpenings.Handler>().HandleAsync(new(), http.RequestAborted),
    });

    private static async Task<ReadOwnApplications.Own?> FindAsync(HttpContext http)
    {
        if (Forms.IdIn<ProgrammeApplicationId>(http, "id") is { } id
            && await http.Service<ReadOwnApplications.Handler>().HandleAsync(new(http.By(), id), http.RequestAborted) is [var one]) return one;
        await Answers.MissingAsync(http);
        return null;
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults)
    {
        if (await FindAsync(http) is not { } one) return;
        await Html.AnswerAsync<ApplicationPage>(http, new()
        {
            [nameof(ApplicationPage.One)] = one,
            [nameof(ApplicationPage.Today)] = London.Today(http.Service<TimeProvider>()),
            [nameof(ApplicationPage.Interview)] = await http.Service<ReadOwnInterview.Handler>().HandleAsync(new(http.By(), one.Id), http.RequestAborted),
            [nameof(ApplicationPage.Employer)] = one.Employer is { } at ? (await http.Service<PartnershipDoor>().FindAsync(at, http.RequestAborted))?.Name : null,
            [nameof(ApplicationPage.Wrong)] = faults,
        }, Faults.StatusOf(faults));
    }

    private static async Task ShowPartAsync<TPage>(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null) where TPage : ApplicationPart
    {
        if (await FindAsync(http) is not { } one) return;
        await Html.AnswerAsync<TPage>(http, new()
        {
            [nameof(ApplicationPart.One)] = one,
            [nameof(ApplicationPart.Wrong)] = faults,
            [nameof(ApplicationPart.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task ShowWorkAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        if (await FindAsync(http) is not { } one) return;
        await Html.AnswerAsync<WorkPage>(http, new()
        {
            [nameof(ApplicationPart.One)] = one,
            [nameof(ApplicationPart.Wrong)] = faults,
            [nameof(ApplicationPart.Sent)] = sent,
            [nameof(WorkPage.Organisations)] = await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted),
            [nameof(WorkPage.Waiving)] = (await http.Service<ProgrammesDoor>().SupportersAsync(http.RequestAborted)).Where(s => s.WaivesApproval).Select(s => s.Organisation).ToHashSet(),
        }, Faults.StatusOf(faults));
    }

    private static async Task SaveWorkAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string employer = form["employer"].ToString();
        var part = new SaveApplication.Part.Work(
            form["level"], TypedId.TryParse<OrganisationId>(employer, out var at) ? at : null,
            employer switch { "elsewhere" => EmployerStanding.Elsewhere, "none" => EmployerStanding.None, _ => null }, form["job"],
            form["route"].ToString() switch { "no-approval" => ApplicationRoute.NoApproval, "nominated" => ApplicationRoute.Nominated, "employer-told" => ApplicationRoute.EmployerTold, _ => null });
        await SaveAsync(http, part, faults => ShowWorkAsync(http, faults, form));
    }

    private static async Task SaveQuestionsAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        await SaveAsync(http, new SaveApplication.Part.Questions(form.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal)), faults => ShowPartAsync<QuestionsPage>(http, faults, form));
    }

    private static async Task SaveAsync(HttpContext http, SaveApplication.Part part, Func<IReadOnlyList<FieldFault>, Task> again)
    {
        var id = Forms.IdIn<ProgrammeApplicationId>(http, "id") ?? default;
        switch (await http.Service<SaveApplication.Handler>().HandleAsync(new(http.By(), id, part), http.RequestAborted))
        {
            case SaveApplication.Outcome.NotYet notYet:
                await again(Faults.Of(notYet.Mistakes));
                break;
            case SaveApplication.Outcome.Closed:
                await again([new FieldFault("", TooLateToSave)]);
                break;
            case SaveApplication.Outcome.NoSuchApplication:
                await Answers.MissingAsync(http);
                break;
            default:
                Html.SendTo(http, $"{Mine}/{id}");
                break;
        }
    }

    private static async Task DeclareAsync(HttpContext http, Func<IFormCollection, DeclareEligibility.Deed> make)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ProgrammeApplicationId>(http, "id") ?? default;
        switch (await http.Service<DeclareEligibility.Handler>().HandleAsync(new(http.By(), id, make(form)), http.RequestAborted))
        {
            case DeclareEligibility.Outcome.NotYet notYet:
                await ShowPartAsync<EligibilityPage>(http, Faults.One(notYet.Field, notYet.Advice), form);
                break;
            case DeclareEligibility.Outcome.NoSuchApplication:
                await Answers.MissingAsync(http);
                break;
            default:
                Html.SendTo(http, $"{Mine}/{id}");
                break;
        }
    }

    private static async Task ShowAdjustmentsAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        if (await FindAsync(http) is not { } one) return;
        await Html.AnswerAsync<AdjustmentsPage>(http, new()
        {
            [nameof(ApplicationPart.One)] = one,
            [nameof(ApplicationPart.Wrong)] = faults,
            [nameof(ApplicationPart.Sent)] = sent,
            [nameof(AdjustmentsPage.Asked)] = await http.Service<ReadAdjustments.Handler>().HandleAsync(new(http.By(), one.Id, IsTeam: false), http.RequestAborted),
        }, Faults.StatusOf(faults));
    }

    private static async Task AskAdjustmentAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ProgrammeApplicationId>(http, "id") ?? default;
        AdjustmentStage? stage = Forms.ChoiceOf<AdjustmentStage>(form["stage"]);
        switch (await http.Service<AskAdjustment.Handler>().HandleAsync(new(http.By(), id, stage, form["need"]), http.RequestAborted))
        {
            case AskAdjustment.Outcome.NotYet notYet:
                await ShowAdjustmentsAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            case AskAdjustment.Outcome.Closed:
                await ShowAdjustmentsAsync(http, Faults.One("", "Your application is over, so nothing can be asked for with it. Write to the programme's team if you still need something."), form);
                break;
            case AskAdjustment.Outcome.NoSuchApplication:
                await Answers.MissingAsync(http);
                break;
            default:
                Html.SendTo(http, $"{Mine}/{id}/adjustments");
                break;
        }
    }

    private static async Task AnswerMonitoringAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ProgrammeApplicationId>(http, "id") ?? default;
        var request = new AnswerMonitoring.Request(http.By(), id, form.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal));
        if (await http.Service<AnswerMonitoring.Handler>().HandleAsync(request, http.RequestAborted) is AnswerMonitoring.Outcome.Done) Html.SendTo(http, $"{Mine}/{id}");
        else await Answers.MissingAsync(http);
    }

    private static async Task SendAsync(HttpContext http)
    {
        var id = Forms.IdIn<ProgrammeApplicationId>(http, "id") ?? default;
        switch (await http.Service<SendApplication.Handler>().HandleAsync(new(http.By(), id), http.RequestAborted))
        {
            case SendApplication.Outcome.Sent:
                Html.SendTo(http, $"{Mine}/{id}");
                break;
            case SendApplication.Outcome.NotYet notYet:
                await ShowPartAsync<SendPage>(http, [.. notYet.Missing.Select(m => new FieldFault("", m.Advice))]);
                break;
            case SendApplication.Outcome.TooLate:
                await ShowPartAsync<SendPage>(http, Faults.One("", "The time for applications is over, so it could not be sent. If it is made longer, your draft opens again."));
                break;
            case SendApplication.Outcome.UseRefused:
                await ShowPartAsync<SendPage>(http, Faults.One("", ProgrammeWords.Refused));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task AnswerAsync(HttpContext http, AnswerOffer.Wish wish)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ProgrammeApplicationId>(http, "id") ?? default;
        switch (await http.Service<AnswerOffer.Handler>().HandleAsync(new(http.By(), id, wish, form["tell"] == "yes"), http.RequestAborted))
        {
            case AnswerOffer.Outcome.Done:
                Html.SendTo(http, $"{Mine}/{id}");
                break;
            case AnswerOffer.Outcome.MustAgreeToTell:
                await ShowAsync(http, Faults.One("tell", "Tick the box to take the place. Your employer has to know, because it releases you for the days."));
                break;
            case AnswerOffer.Outcome.NoPlaceLeft:
                await ShowAsync(http, Faults.One("", "The last place was taken a moment ago. Your offer stands: if a place comes free before it runs out, you can take it."));
                break;
            case AnswerOffer.Outcome.NotPossible:
                await ShowAsync(http, Faults.One("", "That is not possible any more. This is how your application stands now."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }
}
