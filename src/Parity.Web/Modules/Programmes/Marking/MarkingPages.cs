using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Marking;

/// <summary>
/// Where an assessor says whom they are linked with, marks samples, marks answers of people they do not know, and settles
/// marks. What they were not given answers like what does not exist.
/// </summary>
internal static class MarkingPages
{
    public const string Home = "/marking";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Sending = [HttpMethods.Post];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        Add(Home, Reading, ListAsync);
        Add(Home + "/{id}", Reading, http => ShowAsync(http, Faults.None));
        Add(Home + "/{id}/links", Sending, DeclareAsync);
        Add(Home + "/{id}/about-self", Sending, SayAsync);
        Add(Home + "/{id}/lock", Sending, LockAsync);
        Add(Home + "/{id}/calibration", Reading, http => ShowSamplesAsync(http, Faults.None));
        Add(Home + "/{id}/calibration", Sending, CalibrateAsync);
        Add(Home + "/{id}/answers/{question}/{code}", Reading, http => ShowAnswerAsync(http, Faults.None));
        Add(Home + "/{id}/answers/{question}/{code}", Sending, MarkAsync);
        Add(Home + "/{id}/answers/{question}/{code}/step-back", Sending, StepBackAsync);
        Add(Home + "/{id}/moderation/{code}", Reading, http => ShowToSettleAsync(http, Faults.None));
        Add(Home + "/{id}/moderation/{code}", Sending, SettleAsync);
        Add(Home + "/{id}/moderation/{code}/step-back", Sending, StepBackFromSettlingAsync);

        void Add(string path, string[] methods, RequestDelegate handler) => endpoints.MapMethods(path, methods, handler).WithMetadata(RoutePolicy.ForAnyScope(Role.Assessor));
    }

    private static async Task ListAsync(HttpContext http) => await Html.AnswerAsync<MarkingHomePage>(http, new()
    {
        [nameof(MarkingHomePage.All)] = await http.Service<ReadMarking.Handler>().HandleAsync(new(http.By()), http.RequestAborted),
    });

    public static async Task<ReadMarking.Mine?> FindAsync(HttpContext http)
    {
        if (Forms.IdIn<CohortId>(http, "id") is { } id
            && await http.Service<ReadMarking.Handler>().HandleAsync(new(http.By(), id), http.RequestAborted) is [var one]) return one;
        await Answers.MissingAsync(http);
        return null;
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        if (await FindAsync(http) is not { } one) return;
        await Html.AnswerAsync<MarkingCohortPage>(http, new()
        {
            [nameof(MarkingCohortPage.One)] = one,
            [nameof(MarkingCohortPage.Wrong)] = faults,
            [nameof(MarkingCohortPage.Sent)] = sent,
            [nameof(MarkingCohortPage.Locked)] = Forms.NumberOf(http.Request.Query["locked"]),
            [nameof(MarkingCohortPage.Left)] = SteppedBack.In(http),
        }, Faults.StatusOf(faults));
    }

    private static async Task DeclareAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        LinkKind? kind = Forms.ChoiceOf<LinkKind>(form["kind"]);
        switch (await http.Service<DeclareLink.Handler>().HandleAsync(new(http.By(), id, kind, form["name"], form["mail"]), http.RequestAborted))
        {
            case DeclareLink.Outcome.Declared:
                Html.SendTo(http, $"{Home}/{id}#links");
                break;
            case DeclareLink.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task SayAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        bool? group = form["group"].ToString() switch { "yes" => true, "no" => false, _ => null };
        if (await http.Service<SayAboutSelf.Handler>().HandleAsync(new(http.By(), id, form["gender"], group), http.RequestAborted)) Html.SendTo(http, $"{Home}/{id}#about-self");
        else await Answers.MissingAsync(http);
    }

    private static async Task LockAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } one) return;
        var outcome = await http.Service<LockMarks.Handler>().HandleAsync(new(http.By(), one.Id), http.RequestAborted);
        if (outcome is null) await Answers.MissingAsync(http);
        else if (outcome.Locked > 0) Html.SendTo(http, $"{Home}/{one.Id}?locked={outcome.Locked}");
        else await ShowAsync(http, Faults.One("", "Mark every answer of at least one application first: then its marks can be locked. Go through all five questions."));
    }

    private static async Task ShowSamplesAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        if (await FindAsync(http) is not { } one) return;
        await Html.AnswerAsync<CalibrationPage>(http, new()
        {
            [nameof(CalibrationPage.One)] = one,
            [nameof(CalibrationPage.Wrong)] = faults,
            [nameof(CalibrationPage.Sent)] = sent,
            [nameof(CalibrationPage.Policy)] = SelectionPolicy.InForceOn(London.Today(http.Service<TimeProvider>())),
        }, Faults.StatusOf(faults));
    }

    private static async Task CalibrateAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        var marks = form.Where(f => Forms.NumberOf(f.Value) is not null).ToDictionary(f => f.Key, f => Forms.NumberOf(f.Value)!.Value, StringComparer.Ordinal);
        switch (await http.Service<CalibrateAssessor.Handler>().HandleAsync(new(http.By(), id, marks), http.RequestAborted))
        {
            case CalibrateAssessor.Outcome.Marked:
                Html.SendTo(http, $"{Home}/{id}/calibration");
                break;
            case CalibrateAssessor.Outcome.NotYet notYet:
                await ShowSamplesAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static (CohortId Cohort, string Question, string Code) Address(HttpContext http) =>
        (Forms.IdIn<CohortId>(http, "id") ?? default, (string?)http.Request.RouteValues["question"] ?? "", (string?)http.Request.RouteValues["code"] ?? "");

    private static async Task ShowAnswerAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        var (cohort, question, code) = Address(http);
        if (await FindAsync(http) is not { } one) return;
        if (await http.Service<ReadAnswerToMark.Handler>().HandleAsync(new(http.By(), cohort, question, code), http.RequestAborted) is not { } shown)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<AnswerPage>(http, new()
        {
            [nameof(AnswerPage.One)] = one,
            [nameof(AnswerPage.Shown)] = shown,
            [nameof(AnswerPage.Code)] = code,
            [nameof(AnswerPage.Wrong)] = faults,
            [nameof(AnswerPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task MarkAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (cohort, question, code) = Address(http);
        int? value = Forms.NumberOf(form["value"]);
        switch (await http.Service<MarkAnswer.Handler>().HandleAsync(new(http.By(), cohort, question, code, value, form["comment"]), http.RequestAborted))
        {
            case MarkAnswer.Outcome.Marked:
                // On to the next answer of this question, or to the list.
                var mine = await FindAsync(http);
                string? next = mine?.Questions.FirstOrDefault(q => q.Trait.Code == question)?.Answers.FirstOrDefault(a => a.Value is null)?.Code;
                Html.SendTo(http, next is null ? $"{Home}/{cohort}" : $"{Home}/{cohort}/answers/{question}/{next}");
                break;
            case MarkAnswer.Outcome.NotYet notYet:
                await ShowAnswerAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            case MarkAnswer.Outcome.Locked:
                await ShowAnswerAsync(http, Faults.One("", "You have locked this mark. It cannot change any more."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task StepBackAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (cohort, question, code) = Address(http);
        MarkingEnd? how = Forms.ChoiceOf<MarkingEnd>(form["how"]);
        switch (await http.Service<StepBack.Handler>().HandleAsync(new(http.By(), cohort, question, code, how), http.RequestAborted))
        {
            case StepBack.Outcome.Done done:
                Html.SendTo(http, $"{Home}/{cohort}?{SteppedBack.Query}={(how is MarkingEnd.Abstained ? SteppedBack.WithoutView : done.GivenOn ? SteppedBack.GivenOn : SteppedBack.Waits)}");
                break;
            case StepBack.Outcome.NotYet notYet:
                await ShowAnswerAsync(http, Faults.One(notYet.Field, notYet.Advice));
                break;
            case StepBack.Outcome.Locked:
                await ShowAnswerAsync(http, Faults.One("", "You have locked these marks. Tell the programme's team if you have found out who wrote it."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task ShowToSettleAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        var (cohort, _, code) = Address(http);
        if (await FindAsync(http) is not { } one) return;
        if (await http.Service<ReadMarkToSettle.Handler>().HandleAsync(new(http.By(), cohort, code), http.RequestAborted) is not { } shown)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<SettlePage>(http, new()
        {
            [nameof(SettlePage.One)] = one,
            [nameof(SettlePage.Shown)] = shown,
            [nameof(SettlePage.Code)] = code,
            [nameof(SettlePage.Wrong)] = faults,
            [nameof(SettlePage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task SettleAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (cohort, _, code) = Address(http);
        int? value = Forms.NumberOf(form["value"]);
        switch (await http.Service<SettleMark.Handler>().HandleAsync(new(http.By(), cohort, code, value, form["reason"]), http.RequestAborted))
        {
            case SettleMark.Outcome.Settled:
                Html.SendTo(http, $"{Home}/{cohort}");
                break;
            case SettleMark.Outcome.NotYet notYet:
                await ShowToSettleAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            case SettleMark.Outcome.SettledBefore:
                await ShowToSettleAsync(http, Faults.One("", "This mark is settled. It cannot change any more."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task StepBackFromSettlingAsync(HttpContext http)
    {
        var (cohort, _, code) = Address(http);
        switch (await http.Service<StepBackFromSettling.Handler>().HandleAsync(new(http.By(), cohort, code), http.RequestAborted))
        {
            case StepBackFromSettling.Outcome.Done done:
                Html.SendTo(http, $"{Home}/{cohort}?{SteppedBack.Query}={(done.GivenOn ? SteppedBack.SettlingGivenOn : SteppedBack.SettlingWaits)}");
                break;
            case StepBackFromSettling.Outcome.SettledBefore:
                await ShowToSettleAsync(http, Faults.One("", "This mark is settled. Tell the programme's team if you have found that you should not have given it."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }
}
