using System.Text.Json;
using Parity.Platform.Publishing.Contract;
using Parity.Web.Site.Words;

namespace Parity.Web.Modules.Publishing;

/// <summary>The open data of an edition, as its file has them.</summary>
internal static class EditionData
{
    public const string City = "CITY";
    public const string Withheld = "[c]";
    private const string NotApplicable = "[z]";

    /// <summary>What makes a figure one of many; from which grade posts are senior is each employer's own, and not among them.</summary>
    public static readonly IReadOnlyList<string> Splits = ["band", "board", "course", "directorate", "disability", "kind", "quarter", "question", "sex", "source", "step"];

    /// <summary>Empty where it is a number or not there.</summary>
    public static string Text(JsonElement of, string part) => of.TryGetProperty(part, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()! : "";

    /// <summary>Whether a figure is split by this. An edition whose figures never are has no column for it.</summary>
    public static bool Has(JsonElement figure, string split) => Text(figure, split) is not ("" or NotApplicable);

    public static FigureUnit UnitOf(JsonElement figure) => Text(figure, "unit") switch
    {
        "fraction" => FigureUnit.Fraction,
        "per cent" => FigureUnit.PerCent,
        "percentage points" => FigureUnit.PercentagePoints,
        "days" => FigureUnit.Days,
        "count" => FigureUnit.Count,
        _ => FigureUnit.Ratio,
    };

    /// <summary>As the file has it; null where it is withheld or there is none.</summary>
    public static decimal? Plain(JsonElement figure, string part) => figure.TryGetProperty(part, out var number) && number.ValueKind is JsonValueKind.Number ? number.GetDecimal() : null;

    /// <summary>In words, and as exactly as published; null where it is withheld or there is none.</summary>
    public static string? Number(JsonElement figure, string part) => figure.GetProperty(part) is { ValueKind: JsonValueKind.Number } number && number.GetDecimal() is var value && UnitOf(figure) is var unit
        ? Numbers.InUnit(value, unit, Math.Max(0, value.Scale - (unit is FigureUnit.Fraction ? 2 : 0))) : null;
}
