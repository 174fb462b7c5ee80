using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.TakingPart;

/// <summary>
/// A participant's own pages. Like an application they are for whoever it is themselves: an employer's sign-in alone opens
/// nobody's plan.
/// </summary>
internal static class PlacePages
{
    public const string Mine = "/places";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var ownProof = new FreshProof(_ => Mine, OnceIsEnough: true);
        Add(Mine, Reading, ListAsync);
        Add(Mine + "/{id}", Reading, http => ShowAsync<PlacePage>(http, Faults.None));
        Add(Mine + "/{id}/plan", Reading, http => ShowAsync<PlanPage>(http, Faults.None));
        Add(Mine + "/{id}/evaluation", Reading, http => ShowAsync<EvaluationPage>(http, Faults.None, more: Asked(http.Request.Query["moment"])));
        Note("days", form => new NoteOwnPart.Deed.EnterDay(form["kind"], MinutesOf(form["hours"]), Forms.DayOf(form["on"]), form["what"]), "#ledger");
        Note("days/remove", form => new NoteOwnPart.Deed.RemoveDay(Forms.GuidOf(form["day"]) ?? default), "#ledger");
        Note("calendar", _ => new NoteOwnPart.Deed.MakeCalendar(), "#calendar");
        Note("calendar/end", _ => new NoteOwnPart.Deed.EndCalendar(), "#calendar");
        Note("networks", form => new NoteOwnPart.Deed.WishNetwork(Forms.GuidOf(form["network"]) ?? default, form["wishes"] == "yes"), "#networks");
        Note("line-manager", form => new NoteOwnPart.Deed.NameLead(TypedId.TryParse<PersonId>(form["lead"], out var lead) ? lead : null), "#line-manager");
        Add(Mine + "/{id}/evaluation", [HttpMethods.Post], EvaluateAsync);
        Plan("plan", form => new WritePlan.Deed.Add(Forms.ChoiceOf<PlanPartKind>(form["part"]), form["text"], Forms.ChoiceOf<SupportKind>(form["support"]), form["trait"], Forms.DayOf(form["due"]), form["measure"]));
        Plan("plan/remove", form => new WritePlan.Deed.Remove(Forms.GuidOf(form["which"]) ?? default));
        Plan("plan/met", form => new WritePlan.Deed.Met(Forms.GuidOf(form["which"]) ?? default, form["reached"] == "yes", form["evidence"]));
        Plan("plan/review", form => new WritePlan.Deed.Review(Forms.DayOf(form["review-due"]), form["finding"]));
        Add(Mine + "/{id}/plan/employer", [HttpMethods.Post], AskEmployerAsync);
        Plan("plan/coaching", form => new WritePlan.Deed.AskCoaching(Forms.GuidOf(form["need"])));
        React("modules/{module}", http => ReactionSubject.Module(Forms.NumberOf((string?)http.Request.RouteValues["module"]) ?? 0));
        React("stretch/found", _ => ReactionSubject.Assignment);
        React("mentoring/{day}", http => ReactionSubject.Meeting(Forms.DayOf((string?)http.Request.RouteValues["day"]) ?? default));
        endpoints.MapMethods("/calendar/{secret}", Reading, CalendarAsync).WithMetadata(RoutePolicy.Anybody);

        void Add(string path, string[] methods, RequestDelegate handler) => endpoints.MapMethods(path, methods, handler).WithMetadata(RoutePolicy.SignedIn, ownProof);
        void Note(string path, Func<IFormCollection, NoteOwnPart.Deed> make, string place) => Add($"{Mine}/{{id}}/{path}", [HttpMethods.Post], http => NoteAsync(http, make, place));
        void React(string path, Func<HttpContext, ReactionSubject> about)
        {
            Add($"{Mine}/{{id}}/{path}", Reading, http => ShowReactionAsync(http, about(http), Faults.None));
            Add($"{Mine}/{{id}}/{path}", [HttpMethods.Post], http => ReactAsync(http, about(http)));
        }

        void Plan(string path, Func<IFormCollection, WritePlan.Deed> make) => Add($"{Mine}/{{id}}/{path}", [HttpMethods.Post], http => PlanAsync(http, make));
    }

    private static async Task ListAsync(HttpContext http) => await Html.AnswerAsync<PlacesPage>(http, new()
    {
        [nameof(PlacesPage.Places)] = await http.Service<ReadPlace.Handler>().HandleAsync(new(http.By()), http.RequestAborted),
    });

    private static async Task ShowAsync<TPage>(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null, Uri? calendar = null, (string Name, object? Value)? more = null) where TPage : PlacePart
    {
        if (Forms.IdIn<ParticipantId>(http, "id") is not { } id || await http.Service<ReadPlace.Handler>().HandleAsync(new(http.By(), id), http.RequestAborted) is not [var one])
        {
            await Answers.MissingAsync(http);
            return;
        }

        Dictionary<string, object?> page = new()
        {
            [nameof(PlacePart.One)] = one,
            [nameof(PlacePart.Today)] = London.Today(http.Service<TimeProvider>()),
            [nameof(PlacePart.Calendar)] = calendar,
            [nameof(PlacePart.Wrong)] = faults,
            [nameof(PlacePart.Sent)] = sent,
        };
        if (more is var (name, value)) page[name] = value;
        await Html.AnswerAsync<TPage>(http, page, Faults.StatusOf(faults));
    }

    private static (string, object?) Asked(string? moment) => (nameof(EvaluationPage.Between), Forms.ChoiceOf<EvaluationMoment>(moment));

    private static async Task NoteAsync(HttpContext http, Func<IFormCollection, NoteOwnPart.Deed> make, string place)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        switch (await http.Service<NoteOwnPart.Handler>().HandleAsync(new(http.By(), id, make(form)), http.RequestAborted))
        {
            case NoteOwnPart.Outcome.Done { CalendarSecret: { } secret }:
                await ShowAsync<PlacePage>(http, Faults.None, calendar: http.Service<OwnAddress>().For($"/calendar/{secret}.ics"));
                break;
            case NoteOwnPart.Outcome.Done:
                Html.SendTo(http, $"{Mine}/{id}{place}");
                break;
            case NoteOwnPart.Outcome.NotYet notYet:
                await ShowAsync<PlacePage>(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task EvaluateAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        var deed = new NoteOwnPart.Deed.Evaluate(Forms.ChoiceOf<EvaluationMoment>(form["moment"]) ?? EvaluationMoment.Before, MarksIn(form));
        switch (await http.Service<NoteOwnPart.Handler>().HandleAsync(new(http.By(), id, deed), http.RequestAborted))
        {
            case NoteOwnPart.Outcome.Done:
                Html.SendTo(http, $"{Mine}/{id}");
                break;
            case NoteOwnPart.Outcome.NotYet notYet:
                await ShowAsync<EvaluationPage>(http, Faults.Of(notYet.Mistakes), form, more: Asked(form["moment"]));
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task ShowReactionAsync(HttpContext http, ReactionSubject about, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null)
    {
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        if (await http.Service<ReadPlace.Handler>().HandleAsync(new(http.By(), id), http.RequestAborted) is not [var place]
            || await http.Service<ReadReaction.Handler>().HandleAsync(new(http.By(), id, about), http.RequestAborted) is not { } reaction)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<ReactionPage>(http, new()
        {
            [nameof(ReactionPage.One)] = place,
            [nameof(ReactionPage.Today)] = London.Today(http.Service<TimeProvider>()),
            [nameof(ReactionPage.Reaction)] = reaction,
            [nameof(ReactionPage.Wrong)] = faults,
            [nameof(ReactionPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task ReactAsync(HttpContext http, ReactionSubject about)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        switch (await http.Service<AnswerReaction.Handler>().HandleAsync(new(http.By(), id, about, MarksIn(form), form["comment"]), http.RequestAborted))
        {
            case AnswerReaction.Outcome.Done:
                Html.SendTo(http, $"{Mine}/{id}{(about.Kind is ReactionKind.Module ? "#modules" : "")}");
                break;
            case AnswerReaction.Outcome.NotYet notYet:
                await ShowReactionAsync(http, about, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task AskEmployerAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        switch (await http.Service<AskEmployer.Handler>().HandleAsync(new(http.By(), id, Forms.GuidOf(form["need"])), http.RequestAborted))
        {
            case AskEmployer.Outcome.Done:
                Html.SendTo(http, $"{Mine}/{id}/plan");
                break;
            case AskEmployer.Outcome.NotYet notYet:
                await ShowAsync<PlanPage>(http, Faults.One("", notYet.Advice), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task PlanAsync(HttpContext http, Func<IFormCollection, WritePlan.Deed> make)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<ParticipantId>(http, "id") ?? default;
        switch (await http.Service<WritePlan.Handler>().HandleAsync(new(http.By(), id, make(form)), http.RequestAborted))
        {
            case WritePlan.Outcome.Done:
                Html.SendTo(http, $"{Mine}/{id}/plan");
                break;
            case WritePlan.Outcome.NotYet notYet:
                await ShowAsync<PlanPage>(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    /// <summary>For a program, which shows nothing but the address: one that leads nowhere is answered like any other that does not exist.</summary>
    private static async Task CalendarAsync(HttpContext http)
    {
        string secret = (string)http.Request.RouteValues["secret"]!;
        http.TellNobodyTheAddress();
        if (await http.Service<ReadCalendar.Handler>().HandleAsync(new(secret.EndsWith(".ics", StringComparison.Ordinal) ? secret[..^4] : secret), http.RequestAborted) is not { } dates)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await CalendarText.SendAsync(http, CalendarText.Of(dates));
    }

    public static string FormOf(string place, ReactionSubject about) => about.Kind switch
    {
        ReactionKind.Module => $"{place}/modules/{about.Number}",
        ReactionKind.Assignment => $"{place}/stretch/found",
        _ => $"{place}/mentoring/{Forms.Text(about.On)}",
    };

    public static Dictionary<string, int> MarksIn(IFormCollection form) =>
        form.Where(f => f.Value.ToString() is ['1' or '2' or '3' or '4' or '5']).ToDictionary(f => f.Key, f => f.Value.ToString()[0] - '0', StringComparer.Ordinal);

    private static int? MinutesOf(string? hours) =>
        decimal.TryParse(hours?.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) && number is > 0 and <= 24 ? (int)decimal.Round(number * 60) : null;
}
