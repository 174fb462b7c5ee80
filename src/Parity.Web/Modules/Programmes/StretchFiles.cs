using Microsoft.AspNetCore.Http;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;
using static Parity.Web.Modules.Programmes.CsvAnswer;
using static Parity.Web.Modules.Programmes.ProgrammeFiles;

namespace Parity.Web.Modules.Programmes;

/// <summary>How a cohort's assignments came about, as files of rows for the programme's team.</summary>
internal static class StretchFiles
{
    public static void Map(Action<string, Func<HttpContext, ReadCohorts.Listed, Task>> ofCohort)
    {
        ofCohort("offers", OffersAsync);
        ofCohort("choices", ChoicesAsync);
        ofCohort("contracts", ContractsAsync);
        ofCohort("signatures", SignaturesAsync);
        ofCohort("talks", TalksAsync);
    }

    private static async Task OffersAsync(HttpContext http, ReadCohorts.Listed cohort) => await CsvAnswer.SendAsync(
        http, $"{cohort.Code}-offers.csv", ["offer", "host", "title", "places", "taken", "from", "until", "offered_at", "taken_back_at"],
        (await RecordAsync(http, cohort)).Offers.Select(o => (string[])
        [
            o.Id.ToString("D"), o.Host, o.Title, Number(o.Places), Number(o.Taken), Forms.Text(o.From), Forms.Text(o.Until), Text(o.At), o.EndedAt is { } ended ? Text(ended) : "",
        ]));

    private static async Task ChoicesAsync(HttpContext http, ReadCohorts.Listed cohort) => await CsvAnswer.SendAsync(
        http, $"{cohort.Code}-choices.csv", ["name", "choice", "offer", "host", "title"],
        (await RecordAsync(http, cohort)).Choices.Select(c => (string[])[c.Name, Number(c.Rank), c.Offer.ToString("D"), c.Host, c.Title]));

    /// <summary>A row for each version of each contract, with all that the four agree.</summary>
    private static async Task ContractsAsync(HttpContext http, ReadCohorts.Listed cohort) => await CsvAnswer.SendAsync(
        http, $"{cohort.Code}-contracts.csv",
        ["assignment", "name", "host", "version", "newest", "purpose", "deliverables", "supervisor", "home_manager", "adjustments", "talks_on", "from", "until", "days", "weekdays", "pattern", "place", "presentation_on", "audience", "arrangements", "early_end", "written_by", "written_at"],
        (await RecordAsync(http, cohort)).Contracts.Select(c => (string[])
        [
            c.Assignment.ToString("D"), c.Name, c.Host, Number(c.Version), Yes(c.IsNewest), c.Terms.Purpose, c.Terms.Deliverables, c.Terms.Supervisor, c.Terms.HomeManager, c.Terms.Adjustments, string.Join(' ', (AgreedDays.Talks(c.Terms) ?? []).Select(day => Forms.Text(day))), Forms.Text(c.Terms.From), Forms.Text(c.Terms.Until), Number(c.Terms.Days), c.Terms.Weekdays,
            c.Terms.Pattern, c.Terms.Place, Forms.Text(c.Terms.PresentationOn), c.Terms.Audience, c.Terms.Arrangements, c.Terms.EarlyEnd, c.By, Text(c.At),
        ]));

    private static async Task SignaturesAsync(HttpContext http, ReadCohorts.Listed cohort) => await CsvAnswer.SendAsync(
        http, $"{cohort.Code}-signatures.csv", ["assignment", "name", "version", "party", "signed_by", "signed_at", "on_paper"],
        (await RecordAsync(http, cohort)).Signatures.Select(s => (string[])[s.Assignment.ToString("D"), s.Name, Number(s.Version), ProgrammeWords.Say(s.Party), s.By, Text(s.At), s.OnPaper ?? ""]));

    private static async Task TalksAsync(HttpContext http, ReadCohorts.Listed cohort) => await CsvAnswer.SendAsync(
        http, $"{cohort.Code}-talks.csv", ["assignment", "name", "held_on", "noted_by"],
        (await RecordAsync(http, cohort)).Talks.Select(t => (string[])[t.Assignment.ToString("D"), t.Name, Forms.Text(t.On), t.By]));

    private static Task<ReadStretchRecord.Record> RecordAsync(HttpContext http, ReadCohorts.Listed cohort) => http.Service<ReadStretchRecord.Handler>().HandleAsync(new(cohort.Id), http.RequestAborted);
}
