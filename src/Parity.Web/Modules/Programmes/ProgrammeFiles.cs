using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Programmes.Cohorts;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;
using static Parity.Web.Modules.Programmes.CsvAnswer;

namespace Parity.Web.Modules.Programmes;

/// <summary>
/// What the programme's team sees on its pages, as files of rows, with who did it. Files of applications, of marks and of what
/// employers gave stand with their pages. Declarations, monitoring answers, what somebody needs and what participants keep to themselves are in none.
/// </summary>
internal static class ProgrammeFiles
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        endpoints.MapMethods("/programme/cohorts.csv", Reading, CohortsAsync).WithMetadata(manages);
        endpoints.MapMethods("/programme/cases.csv", Reading, CasesAsync).WithMetadata(manages);
        endpoints.MapMethods("/programme/case-reviews.csv", Reading, CaseReviewsAsync).WithMetadata(manages);
        endpoints.MapMethods("/programme/case-versions.csv", Reading, CaseVersionsAsync).WithMetadata(manages);
        endpoints.MapMethods("/programme/due-regard.csv", Reading, DueRegardAsync).WithMetadata(manages);
        endpoints.MapMethods("/programme/shapes.csv", Reading, ShapesAsync).WithMetadata(manages);
        endpoints.MapMethods("/programme/units.csv", Reading, CatalogueAsync).WithMetadata(manages);
        OfCohort("participants", ParticipantsAsync);
        OfCohort("days", DaysAsync);
        OfCohort("milestones", MilestonesAsync);
        OfCohort("forecast", ForecastAsync);
        OfCohort("modules", ModulesAsync);
        OfCohort("sets", SetsAsync);
        OfCohort("mentors", MentorsAsync);
        OfCohort("interviews", InterviewsAsync);
        OfCohort("assignments", AssignmentsAsync);
        OfCohort("groups", GroupsAsync);
        OfCohort("networks", NetworksAsync);
        OfCohort("certificates", CertificatesAsync);
        OfCohort("units", UnitsAsync);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/files", Reading, async http =>
        {
            if (await CohortPages.FindAsync(http) is { } one) await Html.AnswerAsync<CohortFilesPage>(http, new() { [nameof(CohortFilesPage.Cohort)] = one });
        }).WithMetadata(manages);
        SelectionFiles.Map(OfCohort);
        StretchFiles.Map(OfCohort);

        void OfCohort(string name, Func<HttpContext, ReadCohorts.Listed, Task> send) => endpoints.MapMethods($"{CohortPages.Folder}/{{id}}/{name}.csv", Reading, async http =>
        {
            if (await CohortPages.FindAsync(http) is { } one) await send(http, one);
        }).WithMetadata(manages);
    }

    private static async Task CohortsAsync(HttpContext http) => await CsvAnswer.SendAsync(
        http, "cohorts.csv",
        ["code", "title", "stage", "entered_as_history", "shape", "places", "taken", "sent", "opens", "closes", "interviews_from", "interviews_until", "outcomes_on", "starts_on", "starts_until", "workshop_on", "workshop_from", "workshop_until", "workshop_place", "ends_on", "case"],
        (await http.Service<ReadCohorts.Handler>().HandleAsync(new(), http.RequestAborted)).Select(c => (string[])
        [
            c.Code, c.Title, ProgrammeWords.Say(c.Stage), Yes(c.IsHistory), $"{c.Shape.Code}/{Number(c.Shape.Version)}", Number(c.Places), Number(c.Taken), Number(c.Sent), Text(c.Dates.Window.OpensAt), Text(c.Dates.Window.LastMinute),
            Forms.Text(c.Dates.InterviewsFrom), Forms.Text(c.Dates.InterviewsUntil), Forms.Text(c.Dates.OutcomesOn), Forms.Text(c.Dates.StartsOn), Forms.Text(c.Dates.StartsUntil), Forms.Text(c.Workshop?.On), TimeText(c.Workshop?.From), TimeText(c.Workshop?.Until), c.Workshop?.Place ?? "", Forms.Text(c.Dates.EndsOn), c.ActionCase.ToString(),
        ]));

    private static async Task CasesAsync(HttpContext http) => await CsvAnswer.SendAsync(
        http, "cases.csv",
        ["case", "title", "group", "grounds", "evidence", "evidence_source", "evidence_on", "published_figure", "newest_edition_shows_it", "proportionate", "alternatives", "end_condition", "review_on", "ended", "holds", "reviews", "employers_grounds"],
        (await http.Service<ReadCases.Handler>().HandleAsync(new(), http.RequestAborted)).Select(c => (string[])
        [
            c.Id.ToString(), c.Title, c.Case.Group, string.Join("; ", c.Case.Grounds.Select(ProgrammeWords.Say)), c.Case.Evidence, c.Case.EvidenceSource, Forms.Text(c.Case.EvidenceOn), c.FigureText ?? "",
            c.Case.EvidenceHolds is { } shows ? Yes(shows) : "", c.Case.Proportionate, c.Case.Alternatives, c.Case.EndCondition, Forms.Text(c.Case.ReviewOn), Yes(c.Case.IsEnded), Yes(c.IsGood), Number(c.Reviews.Count), Number(c.Bases.Count),
        ]));

    /// <summary>A row for each review of a case, and for each employer's own grounds for putting people forward.</summary>
    private static async Task CaseReviewsAsync(HttpContext http)
    {
        var names = await EmployersAsync(http);
        await CsvAnswer.SendAsync(http, "case-reviews.csv", ["case", "title", "kind", "at", "employer", "found", "next_on"], (await http.Service<ReadCases.Handler>().HandleAsync(new(), http.RequestAborted)).SelectMany(c =>
            c.Reviews.Select(r => (string[])[c.Id.ToString(), c.Title, "review", Text(r.At), "", r.Finding, Forms.Text(r.NextOn)])
                .Concat(c.Bases.Select(b => (string[])[c.Id.ToString(), c.Title, "employer's grounds", Text(b.At), names.GetValueOrDefault(b.Organisation, "a former partner"), b.Text, ""]))));
    }

    /// <summary>A row for what each case said until it was changed, each time.</summary>
    private static async Task CaseVersionsAsync(HttpContext http)
    {
        var names = (await http.Service<AccountsDoor>().AllAsync(http.RequestAborted)).ToDictionary(a => a.Id, a => a.Name);
        await CsvAnswer.SendAsync(
            http, "case-versions.csv", ["case", "until", "changed_by", "title", "group", "grounds", "evidence", "evidence_source", "evidence_on", "published_figure", "proportionate", "alternatives", "end_condition"],
            (await http.Service<ReadCases.Handler>().HandleAsync(new(), http.RequestAborted)).SelectMany(c => c.Versions.Select(v => (string[])
            [
                c.Id.ToString(), Text(v.Until), names.GetValueOrDefault(v.ChangedBy, "somebody"), v.Title, v.Case.Group, string.Join("; ", v.Case.Grounds.Select(ProgrammeWords.Say)), v.Case.Evidence, v.Case.EvidenceSource,
                Forms.Text(v.Case.EvidenceOn), v.FigureText ?? "", v.Case.Proportionate, v.Case.Alternatives, v.Case.EndCondition,
            ])));
    }

    /// <summary>A row for each record of who had regard to equality when something was decided.</summary>
    private static async Task DueRegardAsync(HttpContext http)
    {
        var names = (await http.Service<AccountsDoor>().AllAsync(http.RequestAborted)).ToDictionary(a => a.Id, a => a.Name);
        await CsvAnswer.SendAsync(
            http, "due-regard.csv", ["case", "title", "decision", "considered_on", "considered_by", "eliminating_discrimination", "advancing_opportunity", "fostering_relations", "led_to", "recorded_by", "recorded_at"],
            (await http.Service<ReadCases.Handler>().HandleAsync(new(), http.RequestAborted)).SelectMany(c => c.DueRegards.Select(r => (string[])
            [
                c.Id.ToString(), c.Title, r.Decision, Forms.Text(r.On), r.By, r.Eliminating, r.Advancing, r.Fostering, r.LedTo, names.GetValueOrDefault(r.RecordedBy, "somebody"), Text(r.RecordedAt),
            ])));
    }

    /// <summary>A row for each kind of day, module and condition of every version of every shape.</summary>
    private static async Task ShapesAsync(HttpContext http) => await CsvAnswer.SendAsync(
        http, "shapes.csv", ["code", "version", "title", "from", "made_here", "a_cohort_has_it", "source", "days", "stated_days", "months", "certificate", "part", "number", "text", "part_days"],
        (await http.Service<ReadShapes.Handler>().HandleAsync(http.RequestAborted)).SelectMany(s => s.Shape.Types.Select((t, at) => ("kind of day", at, t.Title, Number(t.Days)))
            .Concat(s.Shape.Modules.Select((m, at) => ("module", at, m.Title, Number(m.Days)))).Concat(s.Shape.Criteria.Select((c, at) => ("condition", at, c.Text, "")))
            .Select(p => (string[])
            [
                s.Shape.Code, Number(s.Shape.Version), s.Shape.Title, Forms.Text(s.Shape.From), Yes(s.IsOwn), Yes(s.IsUsed), s.Shape.Source, Number(s.Shape.Days), s.Shape.StatedDays is { } stated ? Number(stated) : "", Number(s.Shape.Months),
                s.Shape.Certificate is { } rule ? $"{rule.Title}: {Number(rule.Credits)} credits from {Number(rule.UnitsFrom)} to {Number(rule.UnitsTo)} units" : "", p.Item1, Number(p.Item2 + 1), p.Item3, p.Item4,
            ])));

    /// <summary>A row for each version of each unit that a certificate can be made up of.</summary>
    private static async Task CatalogueAsync(HttpContext http) => await CsvAnswer.SendAsync(
        http, "units.csv", ["certificate", "unit", "version", "title", "level", "credits", "guided_hours", "total_hours", "group", "mandatory", "from", "until", "a_participant_has_it", "source"],
        (await http.Service<ReadUnits.Handler>().HandleAsync(http.RequestAborted)).All.Select(u => (string[])
        [
            u.Unit.Certificate, u.Unit.Code, Number(u.Unit.Version), u.Unit.Title, Number(u.Unit.Level), Number(u.Unit.Credits), Number(u.Unit.GuidedHours), Number(u.Unit.TotalHours), u.Unit.Group, Yes(u.Unit.IsMandatory), Forms.Text(u.Unit.From),
            Forms.Text(u.Until), Yes(u.IsUsed), u.Unit.Source,
        ]));

    /// <summary>A row for each participant and kind of day: what was done, is planned, was missed and will be lacking.</summary>
    private static async Task ParticipantsAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var names = await EmployersAsync(http);
        await CsvAnswer.SendAsync(
            http, $"{cohort.Code}-participants.csv", ["participant", "name", "employer", "state", "line_manager", "workshop_on", "ended_on", "end_reason", "kind_of_day", "days_required", "days_done", "days_planned", "minutes_missed", "days_short"],
            (await RunningAsync(http, cohort)).People.SelectMany(p => p.Ledger.Lines.Select(l => (string[])
            [
                p.Id.ToString(), p.Name, p.Employer is { } at ? names.GetValueOrDefault(at, "") : "", ProgrammeWords.SayToTeam(p.State), p.LineManager ?? "", Forms.Text(p.WorkshopOn), Forms.Text(p.EndedOn), p.EndReason ?? "",
                l.Type.Title, Number(l.Type.Days), Number(l.DaysDone), Number(l.DaysPlanned), Number(l.Missed), Number(l.DaysShort),
            ])));
    }

    /// <summary>A row for each day and participant of whom something was noted, or for the day alone.</summary>
    private static async Task DaysAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var running = await RunningAsync(http, cohort);
        var people = running.People.ToDictionary(p => p.Id, p => p.Name);
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-days.csv", ["day", "kind", "module", "makes_up", "title", "from", "until", "place", "speaker", "name", "attendance"], running.Days.SelectMany(d =>
            d.Noted.Select(n => (Name: people.GetValueOrDefault(n.Key, "somebody"), How: n.Value.ToString().ToLowerInvariant())).OrderBy(n => n.Name, StringComparer.Ordinal).DefaultIfEmpty((Name: "", How: "")).Select(n => (string[])
            [
                Forms.Text(d.On), cohort.Shape.Type(d.Kind)?.Title ?? d.Kind, d.Module is { } module ? Number(module) : "", Yes(d.MakesUp), d.Title, d.From.ToString("HH:mm", CultureInfo.InvariantCulture), d.Until.ToString("HH:mm", CultureInfo.InvariantCulture), d.Place, d.Speaker ?? "", n.Name, n.How,
            ])));
    }

    private static async Task MilestonesAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var running = await RunningAsync(http, cohort);
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-milestones.csv", ["milestone", "due_on", "name", "reached"],
            running.Milestones.SelectMany(m => running.People.Select(p => (string[])[m.Title, Forms.Text(m.DueOn), p.Name, Yes(m.ReachedBy.Contains(p.Id))])));
    }

    private static async Task NetworksAsync(HttpContext http, ReadCohorts.Listed cohort) => await CsvAnswer.SendAsync(
        http, $"{cohort.Code}-networks.csv", ["network", "about", "would_like_to_come"],
        (await RunningAsync(http, cohort)).Networks.SelectMany(n => n.Wishing.DefaultIfEmpty("").Select(who => (string[])[n.Title, n.About, who])));

    private static async Task CertificatesAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var names = await EmployersAsync(http);
        var read = await http.Service<ReadCertificates.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted);
        await CsvAnswer.SendAsync(
            http, $"{cohort.Code}-certificates.csv",
            ["name", "employer", "registered_on", "centre", "number", "payer", "units_chosen", "units_passed", "units_to_hand_in", "credits_passed", "pages", "uses_assignment", "complete_by", "internally_verified_on", "externally_verified_on", "awarded_on", "lacking"],
            read.All.Select(c => (string[])
            [
                c.Name, c.Employer is { } at ? names.GetValueOrDefault(at, "") : "", Forms.Text(c.RegisteredOn), c.Centre, c.Number, c.Payer, Number(c.Units.Chosen), Number(c.Units.Passed), Number(c.ToHandIn), Number(c.CreditsPassed),
                c.Pages is { } pages ? Number(pages) : "", Yes(c.UsesStretch), Forms.Text(c.CompleteBy), Forms.Text(c.InternallyVerifiedOn), Forms.Text(c.ExternallyVerifiedOn), Forms.Text(c.AwardedOn), string.Join(" ", c.Missing.Select(m => m.Advice)),
            ]));
    }

    /// <summary>A row for each unit of each certificate; what mark it has is its participant's own.</summary>
    private static async Task UnitsAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var read = await http.Service<ReadCertificates.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted);
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-units.csv", ["name", "unit", "version", "title", "level", "credits", "guided_hours", "total_hours", "begun_on", "result", "on"], read.All.SelectMany(c => c.Chosen.Select(u => (string[])
        [
            c.Name, u.Code, NumberOf(u.Version), u.Title, NumberOf(u.Level), Number(u.Credits), NumberOf(u.GuidedHours), NumberOf(u.TotalHours), Forms.Text(u.BegunOn), u.Result is { } result ? ProgrammeWords.Say(result) : "", Forms.Text(u.ResultOn),
        ])));
    }

    /// <summary>A row for each module and participant.</summary>
    private static async Task ModulesAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var modules = await http.Service<ReadModules.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted);
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-modules.csv", ["module", "title", "days", "name", "days_done", "days_planned", "state"], (modules?.All ?? []).SelectMany(m => m.People.Select(p => (string[])
        [
            Number(m.Number), m.Title, Number(m.Days), p.Name, Number(p.Progress.Done), Number(p.Progress.Ahead), ProgrammeWords.Say(p.Progress.State),
        ])));
    }

    /// <summary>A row for each participant and month with a day in it.</summary>
    private static async Task ForecastAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var names = await EmployersAsync(http);
        var forecast = await http.Service<ReadForecast.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted);
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-forecast.csv", ["name", "employer", "month", "days", "days_short", "clashes"], (forecast?.People ?? []).SelectMany(p => p.Ahead.Select(a => (string[])
        [
            p.Name, p.Employer is { } at ? names.GetValueOrDefault(at, "") : "", a.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), Number(a.Days), Number(p.DaysShort), Number(p.Clashes),
        ])));
    }

    /// <summary>A row for each participant; whoever is in no set has none named.</summary>
    private static async Task SetsAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var names = await EmployersAsync(http);
        var sets = await http.Service<ReadLearningSets.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted);
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-sets.csv", ["set", "facilitator", "facilitators_employer", "name", "employer"], (sets?.People ?? []).Select(p => (Person: p, Set: sets!.All.FirstOrDefault(s => s.Id == p.In))).Select(p => (string[])
        [
            p.Set?.Title ?? "", p.Set?.Facilitator ?? "", p.Set?.FacilitatorsEmployer is { } of ? names.GetValueOrDefault(of, "") : "", p.Person.Name, p.Person.Employer is { } at ? names.GetValueOrDefault(at, "") : "",
        ]));
    }

    private static async Task MentorsAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var names = await EmployersAsync(http);
        var mentors = await http.Service<ReadMentors.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted);
        string Named(OrganisationId? employer) => employer is { } at ? names.GetValueOrDefault(at, "") : "";
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-mentors.csv", ["name", "employer", "mentor", "mentors_employer", "since", "until"], (mentors?.People ?? []).Select(p => (Person: p, Mentor: mentors!.Possible.FirstOrDefault(m => m.Id == p.Mentor))).Select(p => (string[])
        [
            p.Person.Name, Named(p.Person.Employer), p.Mentor?.Name ?? "", string.Join("; ", (p.Mentor?.Employers ?? []).Select(e => names.GetValueOrDefault(e, ""))), Forms.Text(p.Person.Since), "",
        ]).Concat((mentors?.Ended ?? []).Select(p => (string[])[p.Name, Named(p.Employer), p.Mentor, "", Forms.Text(p.From), Forms.Text(p.Until)])));
    }

    private static async Task InterviewsAsync(HttpContext http, ReadCohorts.Listed cohort) => await CsvAnswer.SendAsync(
        http, $"{cohort.Code}-interviews.csv", ["starts_at", "minutes", "place", "application", "name", "panel", "marks_locked", "said_they_are_free"],
        (await http.Service<ReadInterviews.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted)).Slots.Select(s => (string[])
        [
            Text(s.StartsAt), Number(s.Minutes), s.Place, s.Application?.ToString() ?? "", s.Name ?? "", string.Join("; ", s.Panel.Select(p => p.Name)), Number(s.Panel.Count(p => p.IsLocked)), Number(s.Free.Count),
        ]));

    private static async Task AssignmentsAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var stretch = await http.Service<ReadStretch.Handler>().HandleAsync(new(http.By(), new ReadStretch.View.OfCohort(cohort.Id)), http.RequestAborted);
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-assignments.csv", ["assignment", "name", "host", "title", "state"],
            (stretch?.Assignments ?? []).Select(a => (string[])[a.Id.ToString("D"), a.Name, a.Host, a.Title, ProgrammeWords.Say(a.State)]));
    }

    /// <summary>How groups fared: what may be shown, as exactly as the page shows it and no more, and nothing before every outcome is told.</summary>
    private static async Task GroupsAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var shown = await http.Service<ReadAdverseImpact.Handler>().HandleAsync(new(http.By(), cohort.Id), http.RequestAborted) as ReadAdverseImpact.Outcome.Shown;
        var open = shown is null ? [] : await http.Service<ReadOpenGroups.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted);
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-groups.csv", ["question", "step", "group", "through", "of", "lower", "upper", "others_rate", "ratio", "below_four_fifths", "p"],
            (shown?.Questions ?? []).SelectMany(q => q.Steps.SelectMany(step => step.Groups.Select(g => (string[])
            [
                q.Code, step.To.ToString().ToLowerInvariant(), g.Code, Number(g.Through), Number(g.Of), Rounded(g.Low, 2), Rounded(g.High, 2), Rounded(g.OthersRate, 2), Rounded(g.Ratio, 2), Yes(g.BelowFourFifths), Rounded(g.P, 3),
            ]))).Concat(open.SelectMany(q => q.Steps.SelectMany(step => step.Groups.Select(g => (string[])
            [
                q.Code, step.To.ToString().ToLowerInvariant(), g.Code, Number(g.Through), Number(g.Of), Rounded(g.Low, 2), Rounded(g.High, 2), Rounded(g.OthersRate, 2), Rounded(g.Ratio, 2), Yes(g.BelowFourFifths), Rounded(g.P, 3),
            ])))));
    }

    private static async Task<ReadRunning.Running> RunningAsync(HttpContext http, ReadCohorts.Listed cohort) => (await http.Service<ReadRunning.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted))!;

    public static async Task<Dictionary<OrganisationId, string>> EmployersAsync(HttpContext http) => (await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted)).ToDictionary(o => o.Id, o => o.Name);

    private static string TimeText(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "";

    private static string NumberOf(int? number) => number is { } given ? Number(given) : "";

    private static string Rounded(double number, int decimals) => Math.Round(number, decimals).ToString(CultureInfo.InvariantCulture);

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
