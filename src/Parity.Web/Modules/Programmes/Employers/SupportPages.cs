using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;
using static Parity.Web.Modules.Programmes.CsvAnswer;

namespace Parity.Web.Modules.Programmes.Employers;

/// <summary>Where the programme's team sees what employers promised, lent and paid, and notes what of it was used.</summary>
internal static class SupportPages
{
    public const string Page = "/programme/employers";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        endpoints.MapMethods(Page, [HttpMethods.Get, HttpMethods.Head], http => ShowAsync(http, Faults.None)).WithMetadata(manages);
        endpoints.MapMethods(Page + "/support.csv", [HttpMethods.Get, HttpMethods.Head], ExportAsync).WithMetadata(manages);
        endpoints.MapMethods(Page + "/in-kind.csv", [HttpMethods.Get, HttpMethods.Head], InKindAsync).WithMetadata(manages);
        endpoints.MapMethods(Page + "/money.csv", [HttpMethods.Get, HttpMethods.Head], MoneyAsync).WithMetadata(manages);
        endpoints.MapMethods(Page + "/used", [HttpMethods.Post], http => NoteAsync(http, form => new NoteSupport.Deed.Used(
            Forms.GuidOf(form["offer"]) ?? default, Forms.DayOf(form["used-on"]), Forms.NumberOf(form["used-amount"]), form["what"], CohortIn(form["used-cohort"])))).WithMetadata(manages);
        endpoints.MapMethods(Page + "/paid", [HttpMethods.Post], http => NoteAsync(http, form => new NoteSupport.Deed.Paid(
            TypedId.TryParse<OrganisationId>(form["organisation"], out var organisation) ? organisation : null, CohortIn(form["paid-cohort"]),
            Forms.ChoiceOf<PaymentKind>(form["payment"]), PenceIn(form["pounds"]), Forms.DayOf(form["paid-on"]), form["paid-note"]))).WithMetadata(manages);
        endpoints.MapMethods(Page + "/promised", [HttpMethods.Post], http => NoteAsync(http, form => new NoteSupport.Deed.Promised(
            TypedId.TryParse<OrganisationId>(form["promising"], out var organisation) ? organisation : null, CohortIn(form["promised-cohort"]),
            Forms.ChoiceOf<PaymentKind>(form["promised-for"]), PenceIn(form["promised-pounds"]), Forms.DayOf(form["promised-on"])))).WithMetadata(manages);
        endpoints.MapMethods(Page + "/promised/end", [HttpMethods.Post], http => NoteAsync(http, form => new NoteSupport.Deed.EndPromise(Forms.GuidOf(form["sum"]) ?? default))).WithMetadata(manages);
    }

    /// <returns>Null for none; an id of nothing for what is no id, which is refused.</returns>
    private static CohortId? CohortIn(string? text) => string.IsNullOrEmpty(text) ? null : TypedId.TryParse<CohortId>(text, out var cohort) ? cohort : default(CohortId);

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null) => await Html.AnswerAsync<SupportPage>(http, new()
    {
        [nameof(SupportPage.Employers)] = await http.Service<ReadSupport.Handler>().HandleAsync(http.RequestAborted),
        [nameof(SupportPage.Money)] = await http.Service<ReadMoney.Handler>().HandleAsync(http.RequestAborted),
        [nameof(SupportPage.Cohorts)] = (await http.Service<ReadCohorts.Handler>().HandleAsync(new(), http.RequestAborted)).Select(c => (c.Id.ToString(), c.Title)).ToList(),
        [nameof(SupportPage.Wrong)] = faults,
        [nameof(SupportPage.Sent)] = sent,
    }, Faults.StatusOf(faults));

    private static async Task NoteAsync(HttpContext http, Func<IFormCollection, NoteSupport.Deed> make)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        switch (await http.Service<NoteSupport.Handler>().HandleAsync(new(http.By(), make(form)), http.RequestAborted))
        {
            case NoteSupport.Outcome.Done:
                Html.SendTo(http, Page);
                break;
            case NoteSupport.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            default:
                await Answers.MissingAsync(http);
                break;
        }
    }

    private static async Task ExportAsync(HttpContext http)
    {
        var employers = await http.Service<ReadSupport.Handler>().HandleAsync(http.RequestAborted);
        await CsvAnswer.SendAsync(http, "support.csv", ["employer", "pledged", "approval_needed", "offer", "offered", "used", "pounds_promised", "pounds_paid", "put_forward", "places", "strategy_reviewed_on", "strategy_improved"],
            employers.SelectMany(e => (e.Offers.Count == 0 ? [null] : e.Offers.Select(o => (ReadSupport.Offered?)o)).Select((offer, at) => (string[])
            [
                e.Name, Yes(e.HasPledged), Yes(!e.WaivesApproval), offer is null ? "" : ProgrammeWords.Say(offer.Kind), offer is null ? "" : Number(offer.Amount), offer is null ? "" : Number(offer.Used),
                .. at == 0 ? [ProgrammeWords.PlainPounds(e.PencePromised), ProgrammeWords.PlainPounds(e.PencePaid), Number(e.Nominated), Number(e.Places)] : OnceAnEmployer, Forms.Text(e.StrategyReviewedOn), Yes(e.StrategyImproved),
            ])));
    }

    /// <summary>A row for each offer, and one for each use of it.</summary>
    private static async Task InKindAsync(HttpContext http) => await CsvAnswer.SendAsync(
        http, "in-kind.csv", ["offer", "employer", "kind", "row", "amount", "on", "cohort", "text", "noted_by", "ended_on"],
        (await http.Service<ListSupport.Handler>().HandleAsync(http.RequestAborted)).Offers.SelectMany(o => o.Uses.Select(u => Row(o, "used", u.Amount, u.On, u.Cohort, u.What, u.By))
            .Prepend(Row(o, "offered", o.Amount, London.DayOf(o.At), null, o.Note, o.By))));

    private static string[] Row(ListSupport.Offer offer, string what, int amount, DateOnly on, string? cohort, string text, string by) =>
        [TypedId.Text(offer.Id), offer.Organisation, ProgrammeWords.Say(offer.Kind), what, Number(amount), Forms.Text(on), cohort ?? "", text, by, what == "offered" && offer.EndedAt is { } ended ? Forms.Text(London.DayOf(ended)) : ""];

    /// <summary>A row for each payment and each sum that was promised beside a pledge.</summary>
    private static async Task MoneyAsync(HttpContext http) => await CsvAnswer.SendAsync(
        http, "money.csv", ["id", "employer", "row", "kind", "pounds", "on", "cohort", "text", "noted_by", "noted_on", "taken_back_on"],
        (await http.Service<ListSupport.Handler>().HandleAsync(http.RequestAborted)).Sums.Select(s => (string[])
        [
            TypedId.Text(s.Id), s.Organisation, s.IsPaid ? "paid" : "promised", ProgrammeWords.Say(s.Kind), ProgrammeWords.PlainPounds(s.Pence), Forms.Text(s.On), s.Cohort ?? "", s.Note, s.By, Forms.Text(London.DayOf(s.At)), s.EndedAt is { } ended ? Forms.Text(London.DayOf(ended)) : "",
        ]));

    /// <summary>What stands in the first row of an employer alone, so that a column adds up.</summary>
    private static readonly string[] OnceAnEmployer = ["", "", "", ""];

    /// <returns>Null for what is no sum of money in pounds.</returns>
    public static long? PenceIn(string? pounds) =>
        decimal.TryParse(pounds?.Trim().TrimStart('\u00a3'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out decimal sum) && sum is >= 0 and < 10_000_000 && sum * 100 == decimal.Truncate(sum * 100) ? (long)(sum * 100) : null;
}
