using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Disclosure;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Programmes;
using Parity.Platform.Publishing.Contract;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Programmes.Outcomes;

/// <summary>What programmes led to, for evaluators, sponsors and boards: released figures alone, each with what traces it.</summary>
internal static class OutcomePages
{
    public const string Page = "/outcomes";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var sees = RoutePolicy.For(Role.Evaluator, Role.Sponsor, Role.ProgrammeManager, Role.DeliveryManager, Role.OrganisationLead);
        endpoints.MapMethods(Page, [HttpMethods.Get, HttpMethods.Head], async http => await Html.AnswerAsync<OutcomesPage>(http, new() { [nameof(OutcomesPage.Read)] = await ReadAsync(http), [nameof(OutcomesPage.Strategies)] = await http.Service<ReadStrategyReviews.Handler>().HandleAsync(http.RequestAborted), [nameof(OutcomesPage.Senior)] = await SeniorEvidence.OfAsync(http) })).WithMetadata(sees);
        endpoints.MapMethods(Page + "/figures.csv", [HttpMethods.Get, HttpMethods.Head], ExportAsync).WithMetadata(sees);
    }

    private static Task<ReadOutcomes.Outcomes> ReadAsync(HttpContext http) => http.Service<ReadOutcomes.Handler>().HandleAsync(http.RequestAborted);

    private static async Task ExportAsync(HttpContext http)
    {
        var read = await ReadAsync(http);
        var rows = read.Figures.Select(Row).Concat(StrategyRows(await http.Service<ReadStrategyReviews.Handler>().HandleAsync(http.RequestAborted)));
        var curve = read.Curve?.Value.Select(s => (string[])
        [
            $"time-{s.Months}", "All cohorts, each person once", "Not yet in a more significant role", $"Kaplan-Meier estimate at {s.Months} months after the programme; who was not heard of again is followed until the last answer.", Plain(s.Happened), Plain(s.AtRisk), "", Decimal(s.Remaining), Decimal(s.Limits.From), Decimal(s.Limits.Until), "", "", Forms.Text(read.CurveAsAt), "shown",
        ]) ?? [];
        var earlier = read.Earlier.Select(e => Counted("completed-earlier", e.Title, "Completed an earlier cohort", $"As its source says, before these records: {e.Source}", e.Graduates, e.EndedOn));
        var inAll = read is { Earlier.Count: > 0, GraduatesInAll: { } all } ? [Counted("completed-in-all", "All cohorts and earlier ones", "Completed", "Those of the records here, each once, and those of earlier cohorts as their sources say; whoever was in both is counted in both.", all.Value, read.Graduates.AsAt)] : Array.Empty<string[]>();
        await CsvAnswer.SendAsync(http, "outcomes.csv", Columns, rows.Append(TargetRow(read)).Concat(curve).Concat(earlier).Concat(inAll).Concat(SeniorRows(await SeniorEvidence.OfAsync(http))));

        static string[] Counted(string code, string scope, string figure, string definition, long count, DateOnly asAt) => [code, scope, figure, definition, Plain(count), "", "", "", "", "", "", "", Forms.Text(asAt), "shown"];
    }

    /// <summary>The target in the place of the denominator.</summary>
    private static string[] TargetRow(ReadOutcomes.Outcomes read) =>
    [
        "target", "All cohorts, each person once", "Hold a more significant role, against the target", $"Those who completed and told of a permanent post at least one grade higher, beside the target of {read.Target} by {Forms.Text(read.TargetBy)}.", Number(read.Leaders.Count), Plain(read.Target), "", "", "", "", "", "", Forms.Text(read.Leaders.AsAt), read.Leaders.Count is null ? "withheld" : "shown",
    ];

    /// <summary>One row for each employer, and for the city, in each edition: what these say and nothing else.</summary>
    private static IEnumerable<string[]> SeniorRows(SeniorEvidence? senior) => senior is null ? [] : senior.Employers
        .Select(e => (e.Name, About: e.Since is { } since ? $" The employer supports programmes since {Forms.Text(since)}." : " The employer supports no programme.", e.Shares)).Append(("The whole city", "", senior.City))
        .SelectMany(place => senior.Editions.Select((edition, at) => SeniorRow(place.Item1, place.Item2, edition, place.Item3[at])));

    private static string[] SeniorRow(string place, string about, EditionCard edition, Publishing.ComparedEdition.Shown? shown)
    {
        var figure = SeniorEvidence.Released(shown);
        var ends = figure is null ? null : shown?.Plain;
        return
        [
            SeniorEvidence.Indicator, place, "People from ethnic minorities among senior posts", $"People at or above the grade from which the employer calls posts senior: those from ethnic minorities, of everybody there. As edition {edition.Edition} released it.{about}",
            Of(figure?.Count), Of(figure?.Of), "", Of(figure?.Share), Of(ends?.From), Of(ends?.Until), "", "", Forms.Text(edition.SnapshotDate), figure is not null ? "shown" : shown is { IsWithheld: true } ? "withheld" : "no figure",
        ];
    }

    private static string Of(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>Two rows for each board and for the employers; all organisations are counted, so chance has no part and no interval is given.</summary>
    private static IEnumerable<string[]> StrategyRows(ReadStrategyReviews.Reviews read) => read.Boards.Prepend(read.Employers).SelectMany(body => (string[][])
    [
        StrategyRow(body, read, "strategy-reviewed", "Reviewed their strategy", "noted a review of their diversity and inclusion strategy", body.Reviewed),
        StrategyRow(body, read, "strategy-improved", "Changed it for the better", "noted such a review and a change for the better", body.Improved),
    ]);

    private static string[] StrategyRow(ReadStrategyReviews.Body body, ReadStrategyReviews.Reviews read, string code, string figure, string did, int count) =>
    [
        code, body.Name, figure, $"Organisations, not people: of those {(body.Kind is null ? "with a pledge in force" : "with a seat")} on the day, those that {did} held from {Forms.Text(read.From)} to that day.", Plain(count), Plain(body.Organisations), "", body.Organisations == 0 ? "" : Decimal((double)count / body.Organisations), "", "", "", "", Forms.Text(read.AsAt), "shown",
    ];

    /// <summary>What traces a figure in a file.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["code", "scope", "figure", "definition", "numerator", "denominator", "asked", "share", "interval_from", "interval_until", "bound_from", "bound_until", "as_at", "state"];

    public static string[] Row(OutcomeFigure f) =>
    [
        f.Code, f.Scope, f.Title, f.Definition, Number(f.Count), Number(f.Of), Number(f.Asked), Share(f), Of(f.Interval, i => i.From), Of(f.Interval, i => i.Until), Of(f.Bounds, b => b.From), Of(f.Bounds, b => b.Until), Forms.Text(f.AsAt), f.Count is null ? "withheld" : "shown",
    ];

    public static double? ShareOf(OutcomeFigure figure) => figure.Count is { } count && figure.Of is { Value: > 0 } of ? (double)count.Value / of.Value : null;

    private static string Share(OutcomeFigure figure) => ShareOf(figure) is { } share ? Decimal(share) : "";

    public static string Number(Released<long>? number) => number is null ? "" : Plain(number.Value);

    public static string Of(Released<ShareRange>? range, Func<ShareRange, double> part) => range is null ? "" : Decimal(part(range.Value));

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Decimal(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
