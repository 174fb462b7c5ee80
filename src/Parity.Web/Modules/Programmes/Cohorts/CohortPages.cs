using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Cohorts;

/// <summary>Where the programme manager makes cohorts and takes them from their window to their end.</summary>
internal static class CohortPages
{
    public const string Home = "/programme";
    public const string Folder = "/programme/cohorts";
    private const int FirstYear = 1900;
    private const int LastYear = 2100;
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly IReadOnlyList<FieldFault> Published = Faults.One("", "It is published, and its dates are what people were told. The window can be held open longer.");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        endpoints.MapMethods(Home, Reading, OverviewAsync).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/new", Reading, http => AskAsync(http, null, Faults.None, null)).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/new", [HttpMethods.Post], http => MakeAsync(http, null)).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}/edit", Reading, http => EditAsync(http, draft => AskAsync(http, draft, Faults.None, null))).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}/edit", [HttpMethods.Post], http => EditAsync(http, draft => MakeAsync(http, draft))).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}", Reading, http => ShowAsync(http, Faults.None)).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}/applications.csv", Reading, ExportAsync).WithMetadata(manages);
        endpoints.MapMethods(Folder + "/{id}/briefing", [HttpMethods.Post], BriefingAsync).WithMetadata(manages);
        Change("/publish", _ => new ChangeCohort.Deed.Publish());
        Change("/extend", form => new ChangeCohort.Deed.Extend(DayOf(form["extend-day"]), TimeOf(form["extend-time"]), form["extend-reason"], form["move"] == "yes"));
        Change("/replan", form => new ChangeCohort.Deed.Replan(
            Forms.NumberOf(form["new-places"]), DayOf(form["new-interviews"]), DayOf(form["new-interviews-until"]), DayOf(form["new-outcomes"]), DayOf(form["new-starts"]), DayOf(form["new-starts-until"]),
            DayOf(form["new-workshop"]), DayOf(form["new-ends"]), form["new-reason"]));
        Change("/start", _ => new ChangeCohort.Deed.Start());
        Change("/finish", _ => new ChangeCohort.Deed.Finish());

        void Change(string path, Func<IFormCollection, ChangeCohort.Deed> make) => endpoints.MapMethods(Folder + "/{id}" + path, [HttpMethods.Post], http => ChangeAsync(http, make)).WithMetadata(manages);
    }

    public static async Task<ReadCohorts.Listed?> FindAsync(HttpContext http)
    {
        if (Forms.IdIn<CohortId>(http, "id") is { } id && await http.Service<ReadCohorts.Handler>().HandleAsync(new(id), http.RequestAborted) is [var one]) return one;
        await Answers.MissingAsync(http);
        return null;
    }

    public static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null, IReadOnlyList<ReadBookings.Booked>? bookings = null)
    {
        if (await FindAsync(http) is not { } one) return;
        await Html.AnswerAsync<CohortPage>(http, new()
        {
            [nameof(CohortPage.One)] = one,
            [nameof(CohortPage.Applications)] = await http.Service<ReadApplications.Handler>().HandleAsync(new(one.Id), http.RequestAborted),
            [nameof(CohortPage.Wrong)] = faults,
            [nameof(CohortPage.Sent)] = sent,
            [nameof(CohortPage.Bookings)] = bookings,
            [nameof(CohortPage.Told)] = Forms.NumberOf(http.Request.Query["told"]),
        }, Faults.StatusOf(faults));
    }

    /// <summary>Applications of a cohort as a file: no declaration, no monitoring answer, no word that was written.</summary>
    private static async Task ExportAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } one) return;
        var names = (await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted)).ToDictionary(o => o.Id, o => o.Name);
        var applications = await http.Service<ReadApplications.Handler>().HandleAsync(new(one.Id), http.RequestAborted);
        await CsvAnswer.SendAsync(http, $"{one.Code}-applications.csv", ["application", "name", "level", "employer", "employer_may_know", "route", "state", "sent", "answer_by"], applications.Select(a => (string[])
        [
            a.Id.ToString(), a.Name, a.Level ?? "", a.Employer is { } at ? names.GetValueOrDefault(at, "") : "", a.EmployerMayKnow ? "yes" : "no", a.Route is { } route ? ProgrammeWords.Say(route) : "",
            ProgrammeWords.SayToTeam(a.State), a.SentAt is { } sent ? sent.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "", Forms.Text(a.AnswerBy),
        ]));
    }

    /// <summary>Who comes to the briefing, with what they need: a look that is noted.</summary>
    private static async Task BriefingAsync(HttpContext http) => await ShowAsync(http, Faults.None, bookings: await http.Service<ReadBookings.Handler>()
        .HandleAsync(new(http.By(), Forms.IdIn<CohortId>(http, "id") ?? default), http.RequestAborted));

    private static async Task OverviewAsync(HttpContext http) => await Html.AnswerAsync<ProgrammePage>(http, new()
    {
        [nameof(ProgrammePage.Cohorts)] = await http.Service<ReadCohorts.Handler>().HandleAsync(new(), http.RequestAborted),
        [nameof(ProgrammePage.Cases)] = await http.Service<ReadCases.Handler>().HandleAsync(new(), http.RequestAborted),
    });

    /// <summary>A draft can be changed until it is published; afterwards its page is shown with the reason.</summary>
    private static async Task EditAsync(HttpContext http, Func<ReadCohorts.Listed, Task> go)
    {
        if (await FindAsync(http) is not { } one) return;
        if (one.Stage is CohortStage.Draft) await go(one);
        else await ShowAsync(http, Published);
    }

    private static async Task AskAsync(HttpContext http, ReadCohorts.Listed? draft, IReadOnlyList<FieldFault> faults, IFormCollection? sent) => await Html.AnswerAsync<CohortFormPage>(http, new()
    {
        [nameof(CohortFormPage.Kept)] = draft,
        [nameof(CohortFormPage.Cases)] = await http.Service<ReadCases.Handler>().HandleAsync(new(), http.RequestAborted),
        [nameof(CohortFormPage.Shapes)] = await http.Service<ReadShapes.Handler>().HandleAsync(http.RequestAborted),
        [nameof(CohortFormPage.Wrong)] = faults,
        [nameof(CohortFormPage.Sent)] = sent,
    }, Faults.StatusOf(faults));

    private static async Task MakeAsync(HttpContext http, ReadCohorts.Listed? draft)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string[] needed = ["opens", "closes", "interviews", "interviews-until", "outcomes", "starts", "starts-until", "ends"];
        string[] perhaps = ["briefing", "workshop"], times = ["opens-time", "closes-time", "briefing-from", "briefing-until"];
        (string Day, string Time)[] moments = [("opens", "opens-time"), ("closes", "closes-time"), ("briefing", "briefing-from"), ("briefing", "briefing-until")];
        List<FieldFault> missing =
        [
            .. needed.Where(field => DayOf(form[field]) is null).Select(field => new FieldFault(field, $"Enter this day, in a year from {FirstYear} to {LastYear}.")),
            .. perhaps.Where(field => form[field].ToString().Length > 0 && DayOf(form[field]) is null).Select(field => new FieldFault(field, $"Enter a day in a year from {FirstYear} to {LastYear}, or nothing.")),
            .. times.Where(field => form[field].ToString().Length > 0 && TimeOf(form[field]) is null).Select(field => new FieldFault(field, "Enter a time such as 09:00 or 23:59.")),
            .. moments.SelectMany(m => Faults.None.Concat(London.Doubt(DayOf(form[m.Day]), TimeOf(form[m.Time])) is { } doubt ? Faults.One(m.Time, doubt) : Faults.None)),
            .. form["briefing-places"].ToString().Length > 0 && Forms.NumberOf(form["briefing-places"]) is null ? Faults.One("briefing-places", "Enter for how many, in digits.") : Faults.None,
        ];
        var dates = missing.Count == 0 ? ReadDates(form) : null;
        var request = new MakeCohort.Request(
            http.By(), draft?.Id, form["title"], form["code"], form["summary"], TypedId.TryParse<ActionCaseId>(form["case"], out var actionCase) ? actionCase : null, form["shape"],
            Forms.NumberOf(form["places"]), dates, form["history"] == "yes");
        switch (await http.Service<MakeCohort.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case MakeCohort.Outcome.Made made:
                Html.SendTo(http, $"{Folder}/{made.Id}");
                break;
            case MakeCohort.Outcome.NotYet notYet:
                await AskAsync(http, draft, [.. notYet.Faults.Where(f => f.Code != "cohort-dates").Select(f => new FieldFault(f.Field, f.Advice)), .. missing], form);
                break;
            default:
                await ShowAsync(http, Published);
                break;
        }
    }

    private static Timeline ReadDates(IFormCollection form)
    {
        DateOnly Day(string field) => DayOf(form[field])!.Value;
        Briefing? briefing = DayOf(form["briefing"]) is { } on
            ? new(on, TimeOf(form["briefing-from"]) ?? default, TimeOf(form["briefing-until"]) ?? default, form["briefing-place"].ToString().Trim(), Forms.NumberOf(form["briefing-places"]) ?? 100)
            : null;
        var window = ApplicationWindow.Of(Day("opens"), TimeOf(form["opens-time"]) ?? new(9, 0), Day("closes"), TimeOf(form["closes-time"]) ?? new(23, 59));
        return new(briefing, window, Day("interviews"), Day("interviews-until"), Day("outcomes"), Day("starts"), Day("starts-until"), DayOf(form["workshop"]), Day("ends"),
            form["announced"].ToString() is { Length: > 0 } announced ? announced : null);
    }

    private static async Task ChangeAsync(HttpContext http, Func<IFormCollection, ChangeCohort.Deed> make)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = Forms.IdIn<CohortId>(http, "id") ?? default;
        switch (await http.Service<ChangeCohort.Handler>().HandleAsync(new(http.By(), id, make(form)), http.RequestAborted))
        {
            case ChangeCohort.Outcome.Done:
                Html.SendTo(http, $"{Folder}/{id}");
                break;
            case ChangeCohort.Outcome.NotPossible refused:
                await ShowAsync(http, [.. refused.Faults.Select(f => new FieldFault(f.Field.StartsWith("extend", StringComparison.Ordinal) || f.Field.StartsWith("new-", StringComparison.Ordinal) ? f.Field : "", f.Advice))], form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static DateOnly? DayOf(string? text) => Forms.DayOf(text) is { Year: >= FirstYear and <= LastYear } day ? day : null;

    private static TimeOnly? TimeOf(string? text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
