using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Disclosure;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Programmes.Outcomes;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Comparing;

/// <summary>Participants beside colleagues like them: the manager records on what that rests, an evaluator runs it, both read released figures.</summary>
internal static class ComparisonPages
{
    public const string Page = OutcomePages.Page + "/comparison";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var (reads, runs, grounds) = (RoutePolicy.For(Role.Evaluator, Role.ProgrammeManager), RoutePolicy.For(Role.Evaluator), RoutePolicy.For(Role.ProgrammeManager));
        endpoints.MapMethods(Page, Reading, http => ShowAsync(http, Faults.None)).WithMetadata(reads);
        endpoints.MapMethods(Page + "/figures.csv", Reading, ExportAsync).WithMetadata(reads);
        endpoints.MapMethods(Page, [HttpMethods.Post], RunAsync).WithMetadata(runs);
        endpoints.MapMethods(Page + "/grounds", [HttpMethods.Post], RecordAsync).WithMetadata(grounds);
        endpoints.MapMethods(Page + "/grounds/end", [HttpMethods.Post], EndAsync).WithMetadata(grounds);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null) => await Html.AnswerAsync<ComparisonPage>(http, new()
    {
        [nameof(ComparisonPage.Read)] = await http.Service<ReadComparisons.Handler>().HandleAsync(new(http.By()), http.RequestAborted),
        [nameof(ComparisonPage.Organisations)] = (await http.Service<PartnershipDoor>().AllAsync(http.RequestAborted)).ToDictionary(o => o.Id, o => o.Name),
        [nameof(ComparisonPage.Runs)] = http.SignedIn().Account.Has(Role.Evaluator),
        [nameof(ComparisonPage.Records)] = http.SignedIn().Account.Has(Role.ProgrammeManager),
        [nameof(ComparisonPage.Wrong)] = faults,
        [nameof(ComparisonPage.Sent)] = sent,
    }, Faults.StatusOf(faults));

    private static async Task RunAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var request = new CompareParticipants.Request(http.By(), TypedId.TryParse<ComparisonGroundsId>(form["grounds"], out var grounds) ? grounds : null, TypedId.TryParse<RoundId>(form["round"], out var round) ? round : null);
        switch (await http.Service<CompareParticipants.Handler>().HandleAsync(request, http.RequestAborted))
        {
            case CompareParticipants.Outcome.Made:
                Html.SendTo(http, Page);
                break;
            case CompareParticipants.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.One(notYet.Field, notYet.Advice), form);
                break;
            case CompareParticipants.Outcome.UseRefused:
                await ShowAsync(http, Faults.One("grounds", ProgrammeWords.Refused), form);
                break;
            case CompareParticipants.Outcome.NotYours:
                await Answers.MissingAsync(http);
                break;
            default:
                await ShowAsync(http, Faults.One("grounds", "Choose grounds that hold today. Without purpose, basis and assessment on record no row of a return is read."), form);
                break;
        }
    }

    private static async Task RecordAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        List<OrganisationId> agreed = [.. form["agreed"].Select(text => TypedId.TryParse<OrganisationId>(text, out var id) ? id : (OrganisationId?)null).OfType<OrganisationId>()];
        var deed = new GroundComparison.Deed.Record(form["purpose"], form["basis"], form["condition"], form["assessment"], form["approved-by"], Forms.DayOf(form["approved-on"]), Forms.DayOf(form["review-on"]), agreed);
        switch (await http.Service<GroundComparison.Handler>().HandleAsync(new(http.By(), deed), http.RequestAborted))
        {
            case GroundComparison.Outcome.Done:
                Html.SendTo(http, Page + "#rests");
                break;
            case GroundComparison.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task EndAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var which = TypedId.TryParse<ComparisonGroundsId>(form["which"], out var id) ? id : default;
        if (await http.Service<GroundComparison.Handler>().HandleAsync(new(http.By(), new GroundComparison.Deed.End(which)), http.RequestAborted) is GroundComparison.Outcome.Done) Html.SendTo(http, Page + "#rests");
        else await Answers.MissingAsync(http);
    }

    private static async Task ExportAsync(HttpContext http)
    {
        var read = await http.Service<ReadComparisons.Handler>().HandleAsync(new(http.By()), http.RequestAborted);
        var rows = read.Results.SelectMany(one => Rows(one, read.Rules));
        await CsvAnswer.SendAsync(http, "comparison.csv", [.. OutcomePages.Columns, "assessment", "ratio", "caliper", "seed"], rows);
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(ReadComparisons.Result one, ParticipationPolicy.ComparisonRules rules)
    {
        string period = $"{Forms.Text(one.PeriodFrom)} to {Forms.Text(one.PeriodUntil)}";
        string[] trace = [one.Grounds.Assessment, one.Ratio.ToString(CultureInfo.InvariantCulture), OutcomePages.Decimal(one.Caliper), one.Seed.ToString(CultureInfo.InvariantCulture)];
        var figures = one.Figures;
        yield return [.. OutcomePages.Row(figures.Participants), .. trace];
        yield return [.. OutcomePages.Row(figures.Colleagues), .. trace];
        yield return Single("compared-difference", "Difference of the two shares", "Share of participants less share of matched colleagues; Newcombe's interval; bounds for participants who were silent. Not given where the groups are not balanced.",
            "", figures.Difference is { } d ? OutcomePages.Decimal(d.Value) : "", figures.Interval, figures.DifferenceBounds, figures.Difference is not null ? "shown" : figures.IsBalanced ? "withheld" : "not balanced");
        foreach (var balance in figures.Balance)
            yield return Single($"balance-{balance.Trait}", $"Standardized difference: {ComparisonWords.Trait(balance.Trait)}", $"Difference of the means over the root of the mean of the two variances; balanced at {OutcomePages.Decimal(rules.LargestDifference)} or less.",
                "", balance.Difference is { } shown ? OutcomePages.Decimal(shown.Value) : "", null, null, balance.IsBalanced ? "balanced" : "not balanced");
        foreach (var (why, count) in figures.Reasons)
            yield return Single($"left-out-{why}", ComparisonWords.LeftOut(why), "Participants who had begun when the period began and are not compared.", OutcomePages.Number(count), "", null, null, count is null ? "withheld" : "shown");

        IReadOnlyList<string> Single(string code, string title, string definition, string count, string value, Released<ShareRange>? interval, Released<ShareRange>? bounds, string state) =>
        [
            code, period, title, definition, count, "", "", value, OutcomePages.Of(interval, i => i.From), OutcomePages.Of(interval, i => i.Until), OutcomePages.Of(bounds, b => b.From), OutcomePages.Of(bounds, b => b.Until), Forms.Text(one.AsAt), state, .. trace,
        ];
    }
}
