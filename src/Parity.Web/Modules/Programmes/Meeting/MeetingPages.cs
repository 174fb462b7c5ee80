using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Programmes.Cohorts;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Meeting;

/// <summary>What a selection meeting looks at, with its files; once outcomes are told, how groups fared, and for auditors the list made again.</summary>
internal static class MeetingPages
{
    public const string NotForPlaces = "Choose the other way. Section 159 of the Equality Act 2010 lets an employer prefer somebody of a group for recruitment or promotion, between people who are as qualified as each other. A place on a programme is neither, so no characteristic may decide here.";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static string Address(CohortId cohort) => $"{CohortPages.Folder}/{cohort}/meeting";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/meeting", Reading, http => ShowAsync(http, Faults.None)).WithMetadata(manages);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/meeting/tie", [HttpMethods.Post], BreakAsync).WithMetadata(manages);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/meeting/why", [HttpMethods.Post], SayWhyAsync).WithMetadata(manages);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/meeting.csv", Reading, ExportListAsync).WithMetadata(manages);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/marks.csv", Reading, ExportMarksAsync).WithMetadata(manages);
        endpoints.MapMethods(CohortPages.Folder + "/{id}/groups", Reading, ShowGroupsAsync).WithMetadata(manages);
        endpoints.MapMethods("/audit/meetings", Reading, ReplayAsync).WithMetadata(RoutePolicy.For(Role.Auditor));
    }

    private static MarkingStage StageOf(string? text) => text == "interview" ? MarkingStage.Interview : MarkingStage.Reading;

    private static int? LineOf(string? text) => Forms.NumberOf(text) is { } line and > 0 ? line : null;

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, string? stage = null, string? line = null, IFormCollection? sent = null)
    {
        if (await CohortPages.FindAsync(http) is not { } cohort) return;
        var asked = StageOf(stage ?? http.Request.Query["stage"]);
        var shown = await http.Service<ReadMeeting.Handler>().HandleAsync(new(cohort.Id, asked, LineOf(line ?? http.Request.Query["line"])), http.RequestAborted);
        await Html.AnswerAsync<MeetingPage>(http, new()
        {
            [nameof(MeetingPage.Cohort)] = cohort,
            [nameof(MeetingPage.Shown)] = shown!,
            [nameof(MeetingPage.Stage)] = asked,
            [nameof(MeetingPage.Reasons)] = SelectionPolicy.InForceOn(London.Today(http.Service<TimeProvider>())).Deviations,
            [nameof(MeetingPage.Wrong)] = faults,
            [nameof(MeetingPage.Sent)] = sent,
        }, Faults.StatusOf(faults));
    }

    private static async Task BreakAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (await CohortPages.FindAsync(http) is not { } cohort) return;
        string stage = form["stage"].ToString(), line = form["line"].ToString();
        BreakTie.Wish? wish = Forms.ChoiceOf<BreakTie.Wish>(form["wish"]);
        switch (await http.Service<BreakTie.Handler>().HandleAsync(new(http.By(), cohort.Id, StageOf(stage), LineOf(line), wish), http.RequestAborted))
        {
            case BreakTie.Outcome.Broken:
                Html.SendTo(http, $"{Address(cohort.Id)}?stage={(StageOf(stage) is MarkingStage.Interview ? "interview" : "reading")}&line={LineOf(line) ?? cohort.Places}");
                break;
            case BreakTie.Outcome.NotForPlaces:
                await ShowAsync(http, Faults.One("wish", NotForPlaces), stage, line);
                break;
            case BreakTie.Outcome.NotTied:
                await ShowAsync(http, Faults.One("", "Nobody is tied on this line: the marks differ."), stage, line);
                break;
            case BreakTie.Outcome.NothingFixed:
                await ShowAsync(http, Faults.One("", "Nothing was fixed before marking that could decide a tie, and nothing may be made up now. Take all of them, or none."), stage, line);
                break;
            case BreakTie.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.One(notYet.Field, notYet.Advice), stage, line);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task SayWhyAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (await CohortPages.FindAsync(http) is not { } cohort) return;
        string stage = form["stage"].ToString(), line = form["line"].ToString();
        if (!TypedId.TryParse<ProgrammeApplicationId>(form["application"], out var application))
        {
            await Answers.MissingAsync(http);
            return;
        }

        switch (await http.Service<StateDeviation.Handler>().HandleAsync(new(http.By(), cohort.Id, StageOf(stage), application, form["reason"], form["words"]), http.RequestAborted))
        {
            case StateDeviation.Outcome.Said:
                Html.SendTo(http, $"{Address(cohort.Id)}?stage={(StageOf(stage) is MarkingStage.Interview ? "interview" : "reading")}&line={LineOf(line) ?? cohort.Places}#order");
                break;
            case StateDeviation.Outcome.NotYet notYet:
                await ShowAsync(http, [.. notYet.Mistakes.Select(m => new FieldFault($"{m.Field}-{application}", m.Advice))], stage, line, form);
                break;
            case StateDeviation.Outcome.InOrder:
                await ShowAsync(http, Faults.One("", "What is decided keeps to the order of the means there. Nothing has to be said."), stage, line);
                break;
            case StateDeviation.Outcome.Told:
                await ShowAsync(http, Faults.One("", "Outcomes were told on this reason. It stays as it is."), stage, line);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task ReplayAsync(HttpContext http) =>
        await Html.AnswerAsync<ReplayPage>(http, new() { [nameof(ReplayPage.Meetings)] = await http.Service<ReplayMeetings.Handler>().HandleAsync(http.RequestAborted) });

    private static string Decimal(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "";

    private static async Task ExportListAsync(HttpContext http)
    {
        if (await CohortPages.FindAsync(http) is not { } cohort) return;
        var stage = StageOf(http.Request.Query["stage"]);
        var shown = await http.Service<ReadMeeting.Handler>().HandleAsync(new(cohort.Id, stage, LineOf(http.Request.Query["line"])), http.RequestAborted);
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-meeting.csv", ["application", "code", "name", "state", "counts", "as_given", "equally_strict", "marked_by", "above_line", "tied_on_line", "changes_without", "decided_not_told"], shown!.Lines.Select(l => (string[])
        [
            l.Id.ToString(), l.Code, l.Name ?? "", ProgrammeWords.SayToTeam(l.State), Decimal((double?)l.Final), Decimal(l.Plain), Decimal(l.Adjusted), l.Readers.ToString(CultureInfo.InvariantCulture),
            l.Final is null ? "" : l.IsAbove ? "yes" : "no", l.IsTied ? "yes" : "no", string.Join("; ", l.HangsOn), l.Pending is { } deed ? ProgrammeWords.Say(deed) : "",
        ]));
    }

    private static async Task ExportMarksAsync(HttpContext http)
    {
        if (await CohortPages.FindAsync(http) is not { } cohort) return;
        var marks = await http.Service<ExportMarks.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted);
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-marks.csv", ["application", "code", "stage", "trait", "by", "role", "mark", "why", "at"], marks.Select(m => (string[])
        [
            m.Application.ToString(), m.Code, m.Stage is MarkingStage.Reading ? "reading" : "interview", m.Trait, m.By, m.IsSettled ? "third person" : "assessor", m.Value.ToString(CultureInfo.InvariantCulture), m.Why ?? "",
            m.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ]));
    }

    private static async Task ShowGroupsAsync(HttpContext http)
    {
        if (await CohortPages.FindAsync(http) is not { } cohort) return;
        var found = await http.Service<ReadAdverseImpact.Handler>().HandleAsync(new(http.By(), cohort.Id), http.RequestAborted);
        if (found is ReadAdverseImpact.Outcome.NoSuchCohort)
        {
            await Answers.MissingAsync(http);
            return;
        }

        await Html.AnswerAsync<GroupsPage>(http, new()
        {
            [nameof(GroupsPage.Cohort)] = cohort,
            [nameof(GroupsPage.Open)] = await http.Service<ReadOpenGroups.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted),
            [nameof(GroupsPage.Found)] = found,
        });
    }
}
