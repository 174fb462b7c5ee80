using System.Globalization;
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

namespace Parity.Web.Modules.Programmes.Running;

/// <summary>Where the programme's team runs a cohort: its days, who was there, milestones, and whose place ends how.</summary>
internal static class RunningPages
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/running", [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Forms.IdIn<CohortId>(http, "id") ?? default, Faults.None)).WithMetadata(manages);
        Send(CohortPages.Folder + "/{id}/days", (http, form) => PlanAsync(http, form, new PlanCohortDay.Deed.Make(
            Forms.IdIn<CohortId>(http, "id") ?? default, form["kind"], form["day-title"], Forms.DayOf(form["on"]), TimeOf(form["from"]), TimeOf(form["until"]), form["place"], form["speaker"], Forms.GuidOf(form["venue-offer"]), Forms.GuidOf(form["speaker-offer"]), form["day-even-so"] == "yes", Forms.NumberOf(form["module"]), form["makes-up"] == "yes", Forms.GuidOf(form["learning-set"]))));
        Send("/programme/days/{id}/cancel", (http, form) => PlanAsync(http, form, new PlanCohortDay.Deed.Cancel(Day(http))));
        Send("/programme/days/{id}/attendance", NoteAsync);
        Send(CohortPages.Folder + "/{id}/milestones", (http, form) => MilestoneAsync(http, form, new SetMilestones.Deed.Make(form["milestone"], Forms.DayOf(form["milestone-due"]))));
        Send(CohortPages.Folder + "/{id}/milestones/reached", (http, form) => MilestoneAsync(http, form, new SetMilestones.Deed.Reached(Forms.GuidOf(form["which"]) ?? Guid.Empty, Chosen(form))));
        Send(CohortPages.Folder + "/{id}/workshop", (http, form) => MilestoneAsync(http, form, new SetMilestones.Deed.Workshop(Chosen(form))));
        Send(CohortPages.Folder + "/{id}/workshop/plan", PlanWorkshopAsync);
        Move("defer", _ => new MoveParticipant.Deed.Defer());
        Move("take-up", form => new MoveParticipant.Deed.TakeUp(TypedId.TryParse<CohortId>(form["into"], out var into) ? into : null, form["take-up-even-so"] == "yes"));
        Move("leave", form => new MoveParticipant.Deed.Leave(Forms.DayOf(form["left-on"]), form["reason"]));
        Move("reinstate", _ => new MoveParticipant.Deed.Reinstate());
        Move("complete", form => new MoveParticipant.Deed.Complete(Forms.DayOf(form["completed-on"]), form["even-so"] == "yes"));
        Answer("/coaching", form => new AnswerParticipant.Deed.ArrangeCoaching(Forms.GuidOf(form["asked"]) ?? Guid.Empty, form["coaching-answer"]));
        Answer("/time", form => form["right"] == "yes" ? new AnswerParticipant.Deed.ConfirmDay(Forms.GuidOf(form["time"]) ?? Guid.Empty) : new AnswerParticipant.Deed.SendBackDay(Forms.GuidOf(form["time"]) ?? Guid.Empty));
        Answer("/networks", form => new AnswerParticipant.Deed.AddNetwork(form["network"], form["network-about"]));
        Answer("/networks/end", form => new AnswerParticipant.Deed.EndNetwork(Forms.GuidOf(form["which"]) ?? Guid.Empty));

        void Send(string path, Func<HttpContext, IFormCollection, Task> handler) =>
            endpoints.MapMethods(path, [HttpMethods.Post], async http => await handler(http, await http.Request.ReadFormAsync(http.RequestAborted))).WithMetadata(manages);
        void Move(string path, Func<IFormCollection, MoveParticipant.Deed> make) => Send("/programme/participants/{id}/" + path, (http, form) => MoveAsync(http, form, make(form)));
        void Answer(string path, Func<IFormCollection, AnswerParticipant.Deed> make) => Send(CohortPages.Folder + "/{id}" + path, (http, form) => AnswerAsync(http, form, make(form)));
    }

    private static async Task ShowAsync(HttpContext http, CohortId id, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        if (await http.Service<ReadRunning.Handler>().HandleAsync(new(id), http.RequestAborted) is not { } running)
        {
            await Answers.MissingAsync(http);
            return;
        }

        var cohort = (await http.Service<ReadCohorts.Handler>().HandleAsync(new(id), http.RequestAborted)).Single();
        await Html.AnswerAsync<RunningPage>(http, new()
        {
            [nameof(RunningPage.Cohort)] = cohort,
            [nameof(RunningPage.Running)] = running,
            [nameof(RunningPage.Employers)] = (await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted)).ToDictionary(o => o.Id, o => o.Name),
            [nameof(RunningPage.WorkshopIsOver)] = cohort.Dates.WorkshopOn <= London.Today(http.Service<TimeProvider>()),
            [nameof(RunningPage.Policy)] = ParticipationPolicy.InForceOn(London.Today(http.Service<TimeProvider>())),
            [nameof(RunningPage.Wrong)] = faults,
            [nameof(RunningPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task PlanAsync(HttpContext http, IFormCollection form, PlanCohortDay.Deed deed)
    {
        switch (await http.Service<PlanCohortDay.Handler>().HandleAsync(new(http.By(), deed), http.RequestAborted))
        {
            case PlanCohortDay.Outcome.Done done:
                Back(http, done.Cohort, "days");
                break;
            case PlanCohortDay.Outcome.NotYet notYet when deed is PlanCohortDay.Deed.Make make:
                await ShowAsync(http, make.Cohort, Faults.Of(notYet.Mistakes), form);
                break;
            case PlanCohortDay.Outcome.NotYet notYet:
                await ShowAsync(http, CohortIn(form), Faults.Of(notYet.Mistakes));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task NoteAsync(HttpContext http, IFormCollection form)
    {
        var noted = new Dictionary<ParticipantId, LedgerState>();
        foreach (var field in form.Where(f => f.Key.StartsWith("who-", StringComparison.Ordinal)))
            if (TypedId.TryParse<ParticipantId>(field.Key["who-".Length..], out var who) && Forms.ChoiceOf<LedgerState>(field.Value) is { } state) noted[who] = state;
        switch (await http.Service<NoteAttendance.Handler>().HandleAsync(new(http.By(), Day(http), noted), http.RequestAborted))
        {
            case NoteAttendance.Outcome.Done done:
                Back(http, done.Cohort, "days");
                break;
            case NoteAttendance.Outcome.NotYet notYet:
                await ShowAsync(http, notYet.Cohort, Faults.One("", notYet.Advice));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task MilestoneAsync(HttpContext http, IFormCollection form, SetMilestones.Deed deed)
    {
        var cohort = Forms.IdIn<CohortId>(http, "id") ?? default;
        switch (await http.Service<SetMilestones.Handler>().HandleAsync(new(http.By(), cohort, deed), http.RequestAborted))
        {
            case SetMilestones.Outcome.Done:
                Back(http, cohort, deed is SetMilestones.Deed.Workshop ? "people" : "milestones");
                break;
            case SetMilestones.Outcome.NotYet notYet:
                await ShowAsync(http, cohort, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task PlanWorkshopAsync(HttpContext http, IFormCollection form)
    {
        var cohort = Forms.IdIn<CohortId>(http, "id") ?? default;
        switch (await http.Service<PlanWorkshop.Handler>().HandleAsync(new(http.By(), cohort, Forms.DayOf(form["workshop-on"]), TimeOf(form["workshop-from"]), TimeOf(form["workshop-until"]), form["workshop-place"]), http.RequestAborted))
        {
            case PlanWorkshop.Outcome.Done:
                Back(http, cohort, "workshop");
                break;
            case PlanWorkshop.Outcome.NotYet notYet:
                await ShowAsync(http, cohort, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task MoveAsync(HttpContext http, IFormCollection form, MoveParticipant.Deed deed)
    {
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        switch (await http.Service<MoveParticipant.Handler>().HandleAsync(new(http.By(), id, deed), http.RequestAborted))
        {
            case MoveParticipant.Outcome.Done done:
                Back(http, done.Cohort, "people");
                break;
            case MoveParticipant.Outcome.NotYet notYet:
                await ShowAsync(http, notYet.Cohort, Faults.One(notYet.Field.Length == 0 ? "" : $"{notYet.Field}-{id}", notYet.Advice), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task AnswerAsync(HttpContext http, IFormCollection form, AnswerParticipant.Deed deed)
    {
        var cohort = Forms.IdIn<CohortId>(http, "id") ?? default;
        switch (await http.Service<AnswerParticipant.Handler>().HandleAsync(new(http.By(), cohort, deed), http.RequestAborted))
        {
            case AnswerParticipant.Outcome.Done:
                Back(http, cohort, "asked");
                break;
            case AnswerParticipant.Outcome.NotYet notYet:
                await ShowAsync(http, cohort, Faults.One(deed is AnswerParticipant.Deed.ArrangeCoaching about ? $"{notYet.Field}-{about.Asked:D}" : notYet.Field, notYet.Advice), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static void Back(HttpContext http, CohortId cohort, string place) => Html.SendTo(http, $"{CohortPages.Folder}/{cohort}/running#{place}");

    private static Guid Day(HttpContext http) => Forms.GuidOf((string?)http.Request.RouteValues["id"]) ?? Guid.Empty;

    private static CohortId CohortIn(IFormCollection form) => TypedId.TryParse<CohortId>(form["cohort"], out var cohort) ? cohort : default;

    private static List<ParticipantId> Chosen(IFormCollection form) => [.. form["who"].Select(text => TypedId.TryParse<ParticipantId>(text, out var who) ? who : default).Where(who => who != default)];

    private static TimeOnly? TimeOf(string? text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
