using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Shared;
using Parity.Web.Server;

namespace Parity.Web.Modules.Programmes.Cohorts;

/// <summary>Where the programme manager keeps the units of certificates, as data.</summary>
internal static class UnitPages
{
    public const string Page = CohortPages.Home + "/units";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        endpoints.MapMethods(Page, Reading, http => ShowAsync(http, Faults.None)).WithMetadata(manages);
        endpoints.MapMethods(Page + "/new", Reading, AskAsync).WithMetadata(manages);
        endpoints.MapMethods(Page + "/new", [HttpMethods.Post], KeepAsync).WithMetadata(manages);
        endpoints.MapMethods(Page + "/end", [HttpMethods.Post], http => ChangeAsync(http, form => new KeepUnit.Deed.End(form["code"].ToString(), Forms.NumberOf(form["version"]) ?? 0, Forms.DayOf(form["on"])))).WithMetadata(manages);
        endpoints.MapMethods(Page + "/take-out", [HttpMethods.Post], http => ChangeAsync(http, form => new KeepUnit.Deed.TakeOut(form["code"].ToString(), Forms.NumberOf(form["version"]) ?? 0))).WithMetadata(manages);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults, IFormCollection? sent = null) => await Html.AnswerAsync<UnitsPage>(http, new()
    {
        [nameof(UnitsPage.Catalogue)] = await http.Service<ReadUnits.Handler>().HandleAsync(http.RequestAborted),
        [nameof(UnitsPage.Wrong)] = faults,
        [nameof(UnitsPage.Sent)] = sent,
    }, Faults.StatusOf(faults));

    /// <summary>A form for a new unit, or for the next version of one, with what the newest says.</summary>
    private static async Task AskAsync(HttpContext http)
    {
        string from = http.Request.Query["from"].ToString();
        var known = await http.Service<ReadUnits.Handler>().HandleAsync(http.RequestAborted);
        var unit = known.All.FirstOrDefault(u => u.IsNewest && u.Unit.Code == from)?.Unit;
        if (from.Length > 0 && unit is null)
        {
            await Answers.MissingAsync(http);
            return;
        }

        var today = London.Today(http.Service<TimeProvider>());
        await AskAsync(http, known, unit is null ? new("", 0, "", "", -1, -1, -1, -1, "", false, today, null, "") : unit with { From = today, EndsOn = null, Source = "" }, isNew: unit is null, Faults.None);
    }

    private static async Task AskAsync(HttpContext http, ReadUnits.Catalogue known, OfferedUnit unit, bool isNew, IReadOnlyList<FieldFault> faults) => await Html.AnswerAsync<UnitFormPage>(http, new()
    {
        [nameof(UnitFormPage.Unit)] = unit,
        [nameof(UnitFormPage.IsNew)] = isNew,
        [nameof(UnitFormPage.Certificates)] = known.Certificates,
        [nameof(UnitFormPage.Wrong)] = faults,
    }, Faults.StatusOf(faults));

    private static async Task KeepAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string Text(string field) => form[field].ToString().Trim();
        int Number(string field) => Forms.NumberOf(Text(field)) ?? -1;
        var unit = new OfferedUnit(
            Text("code"), 0, Text("certificate"), Text("title"), Number("level"), Number("credits"), Number("guided-hours"), Number("total-hours"), Text("group"), form["mandatory"] == "yes", Forms.DayOf(Text("from")) ?? default, null, Text("source"));
        bool isNew = form["new"] == "yes";
        switch (await http.Service<KeepUnit.Handler>().HandleAsync(new(http.By(), new KeepUnit.Deed.Keep(unit, isNew)), http.RequestAborted))
        {
            case KeepUnit.Outcome.NotYet notYet:
                await AskAsync(http, await http.Service<ReadUnits.Handler>().HandleAsync(http.RequestAborted), unit, isNew, Faults.Of(notYet.Mistakes));
                break;
            case KeepUnit.Outcome.NoSuchUnit:
                await Answers.MissingAsync(http);
                break;
            default:
                Html.SendTo(http, Page);
                break;
        }
    }

    private static async Task ChangeAsync(HttpContext http, Func<IFormCollection, KeepUnit.Deed> make)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        switch (await http.Service<KeepUnit.Handler>().HandleAsync(new(http.By(), make(form)), http.RequestAborted))
        {
            case KeepUnit.Outcome.NotYet notYet:
                await ShowAsync(http, Faults.Of(notYet.Mistakes), form);
                break;
            case KeepUnit.Outcome.InUse:
                await ShowAsync(http, Faults.One("", "A participant has chosen this version. It stays; end it, or make a new version."));
                break;
            case KeepUnit.Outcome.NoSuchUnit:
                await Answers.MissingAsync(http);
                break;
            default:
                Html.SendTo(http, Page);
                break;
        }
    }
}
