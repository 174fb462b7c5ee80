using System.Runtime.CompilerServices;
using System.Text.Json;
using Parity.Platform.Publishing.Contract;
using Parity.Web.Server;
using Parity.Web.Site.Words;

namespace Parity.Web.Modules.Publishing;

/// <summary>What a published edition says of each place in its one measure of difference: read from the open data that everybody can download, and from nothing else.</summary>
public sealed class ComparedEdition
{
    private const string City = "CITY";
    private const string AllGroups = "white/other", Others = "other", NotApplicable = "[z]", Withheld = "[c]";

    // Whatever else a figure is split by makes it one of many; from which grade posts are senior is each employer's own.
    private static readonly string[] Splits = ["band", "board", "course", "directorate", "disability", "kind", "quarter", "question", "sex", "source", "step"];
    private static readonly ConditionalWeakTable<PublishedEdition, ComparedEdition> Read = [];

    private readonly Dictionary<(string Place, string Measure), Shown> figures = [];

    private ComparedEdition(EditionCard card, JsonElement data)
    {
        Card = card;
        Organisations = [.. data.GetProperty("organisations").EnumerateArray().Select(o => (Text(o, "organisation"), Text(o, "name"))).OrderBy(o => o.Item2, StringComparer.Ordinal)];
        foreach (var figure in data.GetProperty("figures").EnumerateArray().Where(IsOfAll)) figures[(Text(figure, "organisation"), Text(figure, "indicator"))] = ShownOf(figure);
        Measures = [.. data.GetProperty("indicators").EnumerateArray().Select(i => new Measure(Text(i, "indicator"), Text(i, "theme"), Text(i, "title"), Text(i, "measured"))).Where(m => figures.Keys.Any(f => f.Measure == m.Code))];
    }

    public EditionCard Card { get; }
    public IReadOnlyList<(string Code, string Name)> Organisations { get; }
    public IReadOnlyList<Measure> Measures { get; }

    public sealed record Measure(string Code, string Theme, string Title, string Measured);

    /// <param name="Value">In words; null where it is withheld or there is none.</param>
    /// <param name="Interval">Null where there is none.</param>
    public sealed record Shown(string? Value, string? Interval, bool IsWithheld);

    /// <summary>Whether it has the file of all its data.</summary>
    internal static bool IsPossible(PublishedEdition edition) => edition.Files.ContainsKey(FileOf(edition));

    internal static ComparedEdition Of(PublishedEdition edition)
    {
        if (Read.TryGetValue(edition, out var known)) return known;
        using var stream = edition.Files[FileOf(edition)].OpenRead();
        using var data = JsonDocument.Parse(stream);
        return Read.GetValue(edition, _ => new(edition.Card, data.RootElement));
    }

    private static string FileOf(PublishedEdition edition) => $"data/parity-{edition.Card.Edition}.json";

    /// <param name="place">The code of an organisation; null for the whole city.</param>
    public Shown? At(string? place, string measure) => figures.GetValueOrDefault((place ?? City, measure));

    // How many people they are is told by the share they have. An edition whose figures are never split by something has no column for it.
    private static bool IsOfAll(JsonElement figure) =>
        Text(figure, "classification") is AllGroups && Text(figure, "group") is Others && Text(figure, "indicator") is not "headcount" && Splits.All(s => !figure.TryGetProperty(s, out _) || Text(figure, s) is NotApplicable);

    private static Shown ShownOf(JsonElement figure)
    {
        var unit = Text(figure, "unit") switch
        {
            "fraction" => FigureUnit.Fraction,
            "per cent" => FigureUnit.PerCent,
            "percentage points" => FigureUnit.PercentagePoints,
            "days" => FigureUnit.Days,
            "count" => FigureUnit.Count,
            _ => FigureUnit.Ratio,
        };
        // A number is published as exactly as may be told, and is written no more exactly here.
        string? Number(string part) => figure.GetProperty(part) is { ValueKind: JsonValueKind.Number } number && number.GetDecimal() is var value
            ? Numbers.InUnit(value, unit, Math.Max(0, value.Scale - (unit is FigureUnit.Fraction ? 2 : 0))) : null;
        return new(Number("value"), Number("lower") is { } lower && Number("upper") is { } upper ? $"{lower} to {upper}" : null, Text(figure, "value") is Withheld);
    }

    private static string Text(JsonElement of, string part) => of.GetProperty(part) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
