using System.Globalization;
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

/// <summary>Where the programme manager sees shapes and makes new versions of them, as data.</summary>
internal static class ShapePages
{
    public const string Page = CohortPages.Home + "/shapes";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var manages = RoutePolicy.For(Role.ProgrammeManager);
        endpoints.MapMethods(Page, Reading, http => ShowAsync(http, Faults.None)).WithMetadata(manages);
        endpoints.MapMethods(Page + "/new", Reading, AskAsync).WithMetadata(manages);
        endpoints.MapMethods(Page + "/new", [HttpMethods.Post], KeepAsync).WithMetadata(manages);
        endpoints.MapMethods(Page + "/take-out", [HttpMethods.Post], TakeOutAsync).WithMetadata(manages);
    }

    private static async Task ShowAsync(HttpContext http, IReadOnlyList<FieldFault> faults) => await Html.AnswerAsync<ShapesPage>(http, new()
    {
        [nameof(ShapesPage.Shapes)] = await http.Service<ReadShapes.Handler>().HandleAsync(http.RequestAborted),
        [nameof(ShapesPage.Wrong)] = faults,
    }, Faults.StatusOf(faults));

    private static async Task AskAsync(HttpContext http)
    {
        string from = http.Request.Query["from"].ToString();
        var known = await http.Service<ReadShapes.Handler>().HandleAsync(http.RequestAborted);
        var shape = known.Select(s => s.Shape).FirstOrDefault(s => $"{s.Code}/{s.Version}" == from);
        var today = London.Today(http.Service<TimeProvider>());
        await AskAsync(http, shape is null ? new("", 0, "", today, 12, null, [], [], [], null, ReadShapes.RubricCode, "") : shape with { From = today, Source = "" }, isNew: shape is null, Faults.None, []);
    }

    private static async Task AskAsync(HttpContext http, ProgrammeShape shape, bool isNew, IReadOnlyList<FieldFault> faults, IReadOnlyList<RuleFault> found) => await Html.AnswerAsync<ShapeFormPage>(http, new()
    {
        [nameof(ShapeFormPage.Shape)] = shape,
        [nameof(ShapeFormPage.IsNew)] = isNew,
        [nameof(ShapeFormPage.Wrong)] = faults,
        [nameof(ShapeFormPage.Found)] = found,
    }, Faults.StatusOf(faults));

    private static async Task KeepAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var shape = ShapeIn(form, London.Today(http.Service<TimeProvider>()));
        bool isNew = form["new"] == "yes";
        switch (await http.Service<KeepShape.Handler>().HandleAsync(new(http.By(), new KeepShape.Deed.Keep(shape, form["even-so"] == "yes")), http.RequestAborted))
        {
            case KeepShape.Outcome.NotYet notYet:
                await AskAsync(http, shape, isNew, Faults.Of(notYet.Mistakes), []);
                break;
            case KeepShape.Outcome.Contradicts not:
                await AskAsync(http, shape, isNew, [.. not.Faults.Where(f => f.Blocks).Select(f => new FieldFault(FieldOf(f), f.Advice))], not.Faults);
                break;
            case KeepShape.Outcome.NoSuchShape:
                await Answers.MissingAsync(http);
                break;
            default:
                Html.SendTo(http, Page);
                break;
        }
    }

    private static async Task TakeOutAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        switch (await http.Service<KeepShape.Handler>().HandleAsync(new(http.By(), new KeepShape.Deed.TakeOut(form["code"].ToString(), Forms.NumberOf(form["version"]) ?? 0)), http.RequestAborted))
        {
            case KeepShape.Outcome.InUse:
                await ShowAsync(http, Faults.One("", "A cohort has this version. It stays as it is."));
                break;
            default:
                Html.SendTo(http, Page);
                break;
        }
    }

    /// <summary>What was sent, as a shape; a number that is none is one that the slice refuses.</summary>
    private static ProgrammeShape ShapeIn(IFormCollection form, DateOnly today)
    {
        string Text(string field) => form[field].ToString().Trim();
        int Number(string field) => Forms.NumberOf(Text(field)) ?? -1;
        decimal? Decimal(string field) => Text(field) is { Length: > 0 } text ? decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) ? number : -1 : null;
        var types = Enumerable.Range(1, KeepShape.MostTypes).Where(at => Text($"type-{at}-title").Length > 0).Select(at => new DayType(
            Text($"type-{at}-kind") is ProgrammeShape.ModulesType or ProgrammeShape.StretchType ? Text($"type-{at}-kind") : CodeOf(Text($"type-{at}-code"), Text($"type-{at}-title")),
            Text($"type-{at}-title"), Number($"type-{at}-amount"), (Forms.ChoiceOf<DayUnit>(Text($"type-{at}-unit")) ?? DayUnit.Day),
            Decimal($"type-{at}-hours") is { } hours and >= 0 and <= 24 ? (int)(hours * 60) : -1)).ToList();
        var modules = Text("modules").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.LastIndexOf(',') is var comma and > 0
            ? new ModuleOutline(line[..comma].Trim(), Forms.NumberOf(line[(comma + 1)..].Trim()) ?? -1) : new ModuleOutline(line, -1)).ToList();
        var criteria = Enumerable.Range(1, KeepShape.MostCriteria).Where(at => Text($"criterion-{at}").Length > 0)
            .Select(at => new Criterion((Forms.ChoiceOf<CriterionKind>(Text($"criterion-{at}-kind")) ?? CriterionKind.Other), Text($"criterion-{at}"))).ToList();
        var certificate = Text("certificate") is { Length: > 0 } title
            ? new CertificateRule(title, Number("credits"), Number("units-from"), Number("units-to"), Number("pages-from"), Number("pages-to"), Number("hours-from"), Number("hours-to"), Number("certificate-months"), Text("certificate-level").Length > 0 ? Number("certificate-level") : null) : null;
        return new(Text("code"), 0, Text("title"), Forms.DayOf(Text("from")) ?? today, Number("months"), Decimal("days"), types, modules, criteria, certificate, ReadShapes.RubricCode, Text("source"));
    }

    /// <summary>A kind of day keeps the code it had; a new one is called after its name.</summary>
    private static string CodeOf(string kept, string title) => kept is not ("" or ProgrammeShape.ModulesType or ProgrammeShape.StretchType) ? kept
        : string.Concat(title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');

    private static string FieldOf(RuleFault fault) => fault.Field switch { "types" => "type-1-title", "criteria" => "criterion-1", var field => field };
}
