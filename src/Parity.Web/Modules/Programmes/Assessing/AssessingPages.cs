using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Programmes.Cohorts;
using Parity.Web.Modules.Programmes.Selecting;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Assessing;

/// <summary>Where the programme's team appoints assessors, fixes how a cohort is marked, hands applications out and sees what is missing.</summary>
internal static class AssessingPages
{
    private const string Elsewhere = "elsewhere";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Sending = [HttpMethods.Post];

    public static string Address(CohortId cohort) => $"{CohortPages.Folder}/{cohort}/assessing";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        const string here = CohortPages.Folder + "/{id}/assessing";
        Add(here, Reading, http => ShowAsync(http, Faults.None));
        Add(here + "/appoint", Sending, AppointAsync);
        Add(here + "/end", Sending, EndAsync);
        Add(here + "/fix", Sending, FixAsync);
        Add(here + "/hand-out", Sending, HandOutAsync);
        Add(here + "/give", Sending, http => GiveAsync(http, takeOff: false));
        Add(here + "/take-off", Sending, http => GiveAsync(http, takeOff: true));
        Add(here + "/moderate", Sending, ModerateAsync);
        Add(SelectionPages.Folder + "/{id}/masking", Reading, ShowMaskingAsync);
        Add(SelectionPages.Folder + "/{id}/masking", Sending, MaskAsync);

        void Add(string path, string[] methods, RequestDelegate handler) => endpoints.MapMethods(path, methods, handler).WithMetadata(RoutePolicy.For(Role.ProgrammeManager));
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null, string? done = null)
    {
        if (await CohortPages.FindAsync(http) is not { } cohort) return;
        var organisations = await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted);
        await Html.AnswerAsync<AssessingPage>(http, new()
        {
            [nameof(AssessingPage.Cohort)] = cohort,
            [nameof(AssessingPage.Desk)] = await http.Service<ReadAssessing.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted),
            [nameof(AssessingPage.People)] = (await http.Service<AccountsDoor>().AllAsync(http.RequestAborted)).Where(AppointAssessor.CanBeAppointed).ToList(),
            [nameof(AssessingPage.Organisations)] = organisations,
            [nameof(AssessingPage.Policy)] = SelectionPolicy.InForceOn(London.Today(http.Service<TimeProvider>())),
            [nameof(AssessingPage.Wrong)] = faults,
            [nameof(AssessingPage.Sent)] = sent,
            [nameof(AssessingPage.Done)] = done ?? DoneIn(http),
        }, Faults.StatusOf(faults));
    }

    private static string? DoneIn(HttpContext http)
    {
        int? Number(string name) => Forms.NumberOf(http.Request.Query[name]);
        if (Number("given") is { } given) return $"{Words.Count(given, "marking")} handed out" + (Number("short") is > 0 and var left ? $"; {Words.Count(left, "application")} still {(left == 1 ? "has" : "have")} too few assessors" : "");
        return Number("asked") is { } asked ? $"Third persons were asked for {Words.Count(asked, "mark")}" + (Number("left") is > 0 and var none ? $"; for {none} nobody can be" : "") : null;
    }

    private static PersonId? PersonOf(string? text) => TypedId.TryParse<PersonId>(text, out var id) ? id : null;

    private static async Task AppointAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        string employer = form["employer"].ToString();
        var request = new AppointAssessor.Request(
            http.By(), id, PersonOf(form["person"]), TypedId.TryParse<OrganisationId>(employer, out var at) ? at : null, employer == Elsewhere, Forms.DayOf(form["trained"]));
        switch (await http.Service<AppointAssessor.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case AppointAssessor.Outcome.Appointed:
                Html.SendTo(http, Address(id) + "#assessors");
                break;
            case AppointAssessor.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task EndAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        if (await http.Service<EndAssessor.Handler>().HandleAsync(new(http.By(), id, PersonOf(form["person"])), http.RequestAborted)) Html.SendTo(http, Address(id) + "#assessors");
        else await Answers.MissingAsync(http);
    }

    private static async Task FixAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        int? readers = Forms.NumberOf(form["readers"]);
        string[] traits = [.. new[] { form["tie-1"].ToString(), form["tie-2"].ToString() }.Where(t => t.Length > 0)];
        switch (await http.Service<FixSelection.Handler>().HandleAsync(new(http.By(), id, readers, traits), http.RequestAborted))
        {
            case FixSelection.Outcome.Fixed:
                Html.SendTo(http, Address(id));
                break;
            case FixSelection.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            case FixSelection.Outcome.FixedBefore:
                await ShowAsync(http, Faults.One("", "This is fixed, and stays as it is."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task HandOutAsync(HttpContext http)
    {
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        switch (await http.Service<HandOutApplications.Handler>().HandleAsync(new(http.By(), id), http.RequestAborted))
        {
            case HandOutApplications.Outcome.Done done:
                Html.SendTo(http, $"{Address(id)}?given={done.Given}&short={done.Short}");
                break;
            case HandOutApplications.Outcome.NothingFixed:
                await ShowAsync(http, Faults.One("readers", "Fix first how the cohort is marked and ties are decided."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task GiveAsync(HttpContext http, bool takeOff)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        var request = new GiveByHand.Request(http.By(), id, TypedId.TryParse<ProgrammeApplicationId>(form["application"], out var application) ? application : null, PersonOf(form["assessor"]), takeOff);
        switch (await http.Service<GiveByHand.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case GiveByHand.Outcome.Done:
                Html.SendTo(http, Address(id) + "#applications");
                break;
            case GiveByHand.Outcome.Barred barred:
                await ShowAsync(http, Faults.One("assessor", $"Choose somebody else: {ProgrammeWords.Say(barred.Bar)}."), form);
                break;
            case GiveByHand.Outcome.NotPossible not:
                await ShowAsync(http, Faults.One("assessor", not.Advice), form);
                break;
            default:
                await ShowAsync(http, Faults.One("application", "Choose an application and an assessor."), form);
                break;
        }
    }

    private static async Task ModerateAsync(HttpContext http)
    {
        if (await CohortPages.FindAsync(http) is not { } cohort) return;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (await http.Service<AskModeration.Handler>().HandleAsync(new(http.By(), cohort.Id, form["stage"] == "interview" ? MarkingStage.Interview : MarkingStage.Reading, Forms.NumberOf(form["line"]) is { } line and > 0 ? line : null), http.RequestAborted) is { } outcome)
            Html.SendTo(http, $"{Address(cohort.Id)}?asked={outcome.Asked}&left={outcome.Left}");
        else await Answers.MissingAsync(http);
    }

    private static Task ShowMaskingAsync(HttpContext http) => ShowMaskingAsync(http, Faults.None);

    private static async Task ShowMaskingAsync(HttpContext http, IReadOnlyList<FieldFault> faults)
    {
        if (Forms.IdIn<ProgrammeApplicationId>(http, "id") is not { } id || await http.Service<ReadMasking.Handler>().HandleAsync(new(id), http.RequestAborted) is not { } shown)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<MaskingPage>(http, new()
        {
            [nameof(MaskingPage.Shown)] = shown,
            [nameof(MaskingPage.Cohort)] = (await http.Service<ReadCohorts.Handler>().HandleAsync(new(shown.Cohort), http.RequestAborted)).Single(),
            [nameof(MaskingPage.Wrong)] = faults,
        }, Faults.StatusOf(faults));
    }

    private static async Task MaskAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ProgrammeApplicationId>(http, "id") ?? default;
        string[] also = [.. form["also"].ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MaskAnswers.MostWords)];
        switch (await http.Service<MaskAnswers.Handler>().HandleAsync(new(http.By(), id, also, [.. form["open"].Select(o => o ?? "")]), http.RequestAborted))
        {
            case MaskAnswers.Outcome.Done:
                Html.SendTo(http, $"{SelectionPages.Folder}/{id}/masking");
                break;
            case MaskAnswers.Outcome.MarkedAlready:
                await ShowMaskingAsync(http, Faults.One("", "Somebody has locked marks on what they read. It stays as it is."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }
}
