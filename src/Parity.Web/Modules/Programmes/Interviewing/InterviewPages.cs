using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Programmes.Cohorts;
using Parity.Web.Modules.Programmes.Marking;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Interviewing;

/// <summary>Where the programme's team makes times and seats panels, and where an assessor says when they are free and marks interviews.</summary>
internal static class InterviewPages
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Sending = [HttpMethods.Post];

    public static string Address(CohortId cohort) => $"{CohortPages.Folder}/{cohort}/interviews";

    public static string AssessorsAddress(CohortId cohort) => $"{MarkingPages.Home}/{cohort}/interviews";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        const string team = CohortPages.Folder + "/{id}/interviews", own = MarkingPages.Home + "/{id}/interviews";
        var (manages, assesses) = (RoutePolicy.For(Role.ProgrammeManager), RoutePolicy.ForAnyScope(Role.Assessor));
        Add(team, Reading, http => ShowAsync(http, Faults.None), manages);
        Add(team + "/add", Sending, http => KeepAsync(http, AddIn), manages);
        Add(team + "/cancel", Sending, http => KeepAsync(http, form => new KeepSlots.Deed.Cancel(SlotIn(form) ?? default)), manages);
        Add(team + "/give", Sending, GiveAsync, manages);
        Add(team + "/panel", Sending, SeatAsync, manages);
        Add(own, Reading, ShowOwnAsync, assesses);
        Add(own + "/free", Sending, SayFreeAsync, assesses);
        Add(own + "/{slot}", Reading, http => ShowPanelAsync(http, Faults.None), assesses);
        Add(own + "/{slot}", Sending, MarkAsync, assesses);
        Add(own + "/{slot}/step-back", Sending, StepBackAsync, assesses);

        void Add(string path, string[] methods, RequestDelegate handler, RoutePolicy policy) => endpoints.MapMethods(path, methods, handler).WithMetadata(policy);
    }

    private static Guid? SlotIn(IFormCollection form) => Forms.GuidOf(form["slot"]);

    private static KeepSlots.Deed.Add AddIn(IFormCollection form) => new(
        Forms.DayOf(form["day"]), TimeOnly.TryParseExact(form["from"], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from) ? from : null, Forms.NumberOf(form["minutes"]), form["place"]);

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        if (await CohortPages.FindAsync(http) is not { } cohort) return;
        await Html.AnswerAsync<InterviewsPage>(http, new()
        {
            [nameof(InterviewsPage.Cohort)] = cohort,
            [nameof(InterviewsPage.Shown)] = await http.Service<ReadInterviews.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted),
            [nameof(InterviewsPage.Wrong)] = faults,
            [nameof(InterviewsPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task KeepAsync(HttpContext http, Func<IFormCollection, KeepSlots.Deed> read)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        switch (await http.Service<KeepSlots.Handler>().HandleAsync(new(http.By(), id, read(form)), http.RequestAborted))
        {
            case KeepSlots.Outcome.Done:
                Html.SendTo(http, Address(id));
                break;
            case KeepSlots.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task GiveAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        var request = new GiveSlot.Request(http.By(), id, SlotIn(form), TypedId.TryParse<ProgrammeApplicationId>(form["application"], out var application) ? application : null);
        switch (await http.Service<GiveSlot.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case GiveSlot.Outcome.Given:
                Html.SendTo(http, Address(id));
                break;
            case GiveSlot.Outcome.NotArranged:
                await ShowAsync(http, Faults.One("application", "Arrange first what this applicant needs for the interview: until then no time can be given."), form);
                break;
            case GiveSlot.Outcome.NotPossible not:
                await ShowAsync(http, Faults.One("application", not.Advice), form);
                break;
            default:
                await ShowAsync(http, Faults.One("application", "Choose an applicant and a time."), form);
                break;
        }
    }

    private static async Task SeatAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        var panel = form["panel"].Select(p => TypedId.TryParse<PersonId>(p, out var person) ? person : default).Where(p => p != default).ToList();
        switch (await http.Service<SeatPanel.Handler>().HandleAsync(new(http.By(), id, SlotIn(form), panel), http.RequestAborted))
        {
            case SeatPanel.Outcome.Seated:
                Html.SendTo(http, Address(id));
                break;
            case SeatPanel.Outcome.Wrong wrong:
                await ShowAsync(http, [.. wrong.Faults.Select(f => new FieldFault($"panel-{SlotIn(form)}", ProgrammeWords.Say(f.Fault, f.Name, wrong.Least)))], form);
                break;
            case SeatPanel.Outcome.UseRefused:
                await ShowAsync(http, Faults.One("", ProgrammeWords.Refused));
                break;
            case SeatPanel.Outcome.MarkedAlready:
                await ShowAsync(http, Faults.One("", "Somebody of this panel has locked marks. It stays as it is."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task ShowOwnAsync(HttpContext http)
    {
        if (await MarkingPages.FindAsync(http) is not { } one) return;
        await Html.AnswerAsync<OwnInterviewsPage>(http, new()
        {
            [nameof(OwnInterviewsPage.One)] = one,
            [nameof(OwnInterviewsPage.Shown)] = await http.Service<ReadOwnPanels.Handler>().HandleAsync(new(http.By(), one.Id), http.RequestAborted),
            [nameof(OwnInterviewsPage.Left)] = SteppedBack.In(http),
        });
    }

    private static async Task SayFreeAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        if (await http.Service<SayFree.Handler>().HandleAsync(new(http.By(), id, [.. form["slot"].Select(s => Forms.GuidOf(s) ?? default)]), http.RequestAborted)) Html.SendTo(http, AssessorsAddress(id));
        else await Answers.MissingAsync(http);
    }

    private static async Task ShowPanelAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        if (await MarkingPages.FindAsync(http) is not { } one) return;
        var slot = Forms.GuidOf((string?)http.Request.RouteValues["slot"]);
        var shown = await http.Service<ReadOwnPanels.Handler>().HandleAsync(new(http.By(), one.Id, slot), http.RequestAborted);
        if (shown?.Panels.FirstOrDefault(p => p.Slot == slot) is not { } panel)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<PanelPage>(http, new()
        {
            [nameof(PanelPage.One)] = one,
            [nameof(PanelPage.Panel)] = panel,
            [nameof(PanelPage.Wrong)] = faults,
            [nameof(PanelPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task MarkAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (await MarkingPages.FindAsync(http) is not { } one) return;
        var slot = Forms.GuidOf((string?)http.Request.RouteValues["slot"]) ?? default;
        var traits = one.Rubric.Traits.Select(t => t.Code).ToList();
        var request = new MarkInterview.Request(
            http.By(), one.Id, slot, traits.Where(t => Forms.NumberOf(form[t]) is not null).ToDictionary(t => t, t => Forms.NumberOf(form[t])!.Value, StringComparer.Ordinal),
            traits.ToDictionary(t => t, t => form["note-" + t].ToString(), StringComparer.Ordinal), form["lock"] == "yes");
        switch (await http.Service<MarkInterview.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case MarkInterview.Outcome.Kept:
                Html.SendTo(http, $"{AssessorsAddress(one.Id)}/{slot}");
                break;
            case MarkInterview.Outcome.NotYet notYet:
                await ShowPanelAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            case MarkInterview.Outcome.Locked:
                await ShowPanelAsync(http, Faults.One("", "You have locked these marks. They cannot change any more."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task StepBackAsync(HttpContext http)
    {
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        switch (await http.Service<StepBackFromPanel.Handler>().HandleAsync(new(http.By(), id, Forms.GuidOf((string?)http.Request.RouteValues["slot"]) ?? default), http.RequestAborted))
        {
            case StepBackFromPanel.Outcome.Done:
                Html.SendTo(http, $"{AssessorsAddress(id)}?{SteppedBack.Query}={SteppedBack.FromPanel}");
                break;
            case StepBackFromPanel.Outcome.Locked:
                await ShowPanelAsync(http, Faults.One("", "You have locked these marks. Tell the programme's team if you have found that you should not have given them."));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }
}
