using Microsoft.AspNetCore.Http;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;
using static Parity.Web.Modules.Programmes.CsvAnswer;
using static Parity.Web.Modules.Programmes.ProgrammeFiles;

namespace Parity.Web.Modules.Programmes;

/// <summary>How a cohort's selection came about, as files of rows for the programme's team.</summary>
internal static class SelectionFiles
{
    public static void Map(Action<string, Func<HttpContext, ReadCohorts.Listed, Task>> ofCohort)
    {
        ofCohort("decisions", DecisionsAsync);
        ofCohort("deviations", DeviationsAsync);
        ofCohort("steps", StepsAsync);
        ofCohort("endorsements", EndorsementsAsync);
        ofCohort("nominations", NominationsAsync);
        ofCohort("markings", MarkingsAsync);
        ofCohort("ties", TiesAsync);
        ofCohort("assessors", AssessorsAsync);
        ofCohort("calibrations", CalibrationsAsync);
        ofCohort("changes", ChangesAsync);
    }

    private static async Task DecisionsAsync(HttpContext http, ReadCohorts.Listed cohort) => await CsvAnswer.SendAsync(
        http, $"{cohort.Code}-decisions.csv", ["application", "name", "employer_may_know", "decided", "reason", "feedback", "next_step", "reserve_place", "by", "at", "told_at", "replaced_at"],
        (await RecordAsync(http, cohort)).Decisions.Select(d => (string[])
        [
            d.Application.ToString(), d.Name, Yes(d.EmployerMayKnow), ProgrammeWords.Say(d.Deed), d.Reason ?? "", d.Feedback ?? "", d.NextStep ?? "", d.Rank is { } rank ? Number(rank) : "", d.By, Text(d.At), TextOf(d.ToldAt), TextOf(d.ReplacedAt),
        ]));

    private static async Task DeviationsAsync(HttpContext http, ReadCohorts.Listed cohort) => await CsvAnswer.SendAsync(
        http, $"{cohort.Code}-deviations.csv", ["application", "name", "stage", "reason", "words", "by", "at", "fixed_at"],
        (await RecordAsync(http, cohort)).Deviations.Select(d => (string[])[d.Application.ToString(), d.Name, StageOf(d.Stage), d.Reason, d.Words ?? "", d.By, Text(d.At), TextOf(d.LockedAt)]));

    private static async Task StepsAsync(HttpContext http, ReadCohorts.Listed cohort) => await CsvAnswer.SendAsync(
        http, $"{cohort.Code}-steps.csv", ["application", "name", "what", "from", "to", "by", "at"],
        (await RecordAsync(http, cohort)).Steps.Select(s => (string[])
        [
            s.Application.ToString(), s.Name, s.Deed.ToString().ToLowerInvariant(), ProgrammeWords.SayToTeam(s.From), ProgrammeWords.SayToTeam(s.To), s.By.ToString().ToLowerInvariant(), Text(s.At),
        ]));

    private static async Task EndorsementsAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var names = await EmployersAsync(http);
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-endorsements.csv", ["application", "name", "employer", "asked_at", "asked_again", "supports", "comment", "answered_at"], (await RecordAsync(http, cohort)).Endorsements.Select(e => (string[])
        [
            e.Application.ToString(), e.Name, names.GetValueOrDefault(e.Employer, "a former partner"), Text(e.AskedAt), Number(e.AskedAgain), e.Supports is { } supports ? Yes(supports) : "", e.Comment ?? "", TextOf(e.AnsweredAt),
        ]));
    }

    /// <summary>Whom employers put forward: by name once they have applied by this route, and until then only how many.</summary>
    private static async Task NominationsAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var names = await EmployersAsync(http);
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-nominations.csv", ["employer", "put_forward_at", "withdrawn_at", "application", "name"], (await RecordAsync(http, cohort)).Nominations.Select(n => (string[])
        [
            names.GetValueOrDefault(n.Employer, "a former partner"), Text(n.At), TextOf(n.WithdrawnAt), n.Application?.ToString() ?? "", n.Name ?? "",
        ]));
    }

    private static async Task MarkingsAsync(HttpContext http, ReadCohorts.Listed cohort) => await CsvAnswer.SendAsync(
        http, $"{cohort.Code}-markings.csv", ["application", "name", "stage", "assessor", "given_at", "by_hand", "locked_at", "ended_at", "ended"],
        (await RecordAsync(http, cohort)).Markings.Select(m => (string[])
        [
            m.Application.ToString(), m.Name, StageOf(m.Stage), m.Assessor, Text(m.GivenAt), Yes(m.IsByHand), TextOf(m.LockedAt), TextOf(m.EndedAt), m.EndedBy is { } end ? ProgrammeWords.Say(end) : "",
        ]));

    /// <summary>What was fixed before anybody marked, in the first row; then each tie that was decided by it.</summary>
    private static async Task TiesAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var rule = (await http.Service<ReadAssessing.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted)).Rule;
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-ties.csv", ["what", "stage", "readers", "by_traits", "seed_of_lot", "decided_by", "order", "by", "at"],
            (rule is null ? [] : (string[][])[["fixed before marking", "", Number(rule.Readers), string.Join("; ", rule.TieTraits), Number(rule.LotSeed), "", "", "", Text(rule.At)]])
                .Concat((await RecordAsync(http, cohort)).Ties.Select(t => (string[])["tie", StageOf(t.Stage), "", "", "", t.Way is TieWay.Lot ? "lot" : "named traits", string.Join("; ", t.Names), t.By, Text(t.At)])));
    }

    private static async Task AssessorsAsync(HttpContext http, ReadCohorts.Listed cohort)
    {
        var names = await EmployersAsync(http);
        await CsvAnswer.SendAsync(http, $"{cohort.Code}-assessors.csv", ["name", "employer", "trained_on", "samples_agreed", "tries", "ended", "given", "locked", "links_declared"],
            (await http.Service<ReadAssessing.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted)).Assessors.Select(a => (string[])
            [
                a.Name, a.Employer is { } at ? names.GetValueOrDefault(at, "a former partner") : "", Forms.Text(a.TrainedOn), Yes(a.IsCalibrated), Number(a.Tries), Yes(a.HasEnded), Number(a.Given), Number(a.Locked), Number(a.Links),
            ]));
    }

    private static async Task CalibrationsAsync(HttpContext http, ReadCohorts.Listed cohort) => await CsvAnswer.SendAsync(
        http, $"{cohort.Code}-calibrations.csv", ["name", "at", "near_the_agreed_mark", "samples", "agreed"],
        (await RecordAsync(http, cohort)).Calibrations.Select(c => (string[])[c.Name, Text(c.At), Number(c.Hits), Number(c.Samples), Yes(c.Passed)]));

    /// <summary>How the window was held open longer, and which days and places were changed.</summary>
    private static async Task ChangesAsync(HttpContext http, ReadCohorts.Listed cohort) => await CsvAnswer.SendAsync(
        http, $"{cohort.Code}-changes.csv", ["at", "what", "window_closed_before", "window_closes", "reason"],
        cohort.Extensions.Select(e => (string[])[Text(e.At), e.What ?? "the window was made longer", Text(e.WasOverAt.AddMinutes(-1)), Text(e.OverAt.AddMinutes(-1)), e.Reason]));

    private static Task<ReadSelectionRecord.Record> RecordAsync(HttpContext http, ReadCohorts.Listed cohort) => http.Service<ReadSelectionRecord.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted);

    private static string StageOf(MarkingStage stage) => stage is MarkingStage.Reading ? "reading" : "interview";

    private static string TextOf(DateTimeOffset? at) => at is { } moment ? Text(moment) : "";
}
