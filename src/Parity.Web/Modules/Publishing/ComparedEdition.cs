using System.Runtime.CompilerServices;
using System.Text.Json;
using Parity.Platform.Publishing.Contract;
using Parity.Web.Server;

namespace Parity.Web.Modules.Publishing;

/// <summary>What a published edition says of each place in its one measure of difference: read from the open data that everybody can download, and from nothing else.</summary>
public sealed class ComparedEdition
{
    private const string AllGroups = "white/other", Others = "other";
    private static readonly ConditionalWeakTable<PublishedEdition, ComparedEdition> Read = [];

    private readonly Dictionary<(string Place, string Measure), Shown> figures = [];

    private ComparedEdition(EditionCard card, JsonElement data)
    {
        (Card, Needs) = (card, new(data));
        Organisations = [.. data.GetProperty("organisations").EnumerateArray().Select(o => (EditionData.Text(o, "organisation"), EditionData.Text(o, "name"))).OrderBy(o => o.Item2, StringComparer.Ordinal)];
        foreach (var figure in data.GetProperty("figures").EnumerateArray().Where(IsOfAll)) figures[(EditionData.Text(figure, "organisation"), EditionData.Text(figure, "indicator"))] = ShownOf(figure);
        Measures = [.. data.GetProperty("indicators").EnumerateArray().Select(i => new Measure(EditionData.Text(i, "indicator"), EditionData.Text(i, "theme"), EditionData.Text(i, "title"), EditionData.Text(i, "measured"))).Where(m => figures.Keys.Any(f => f.Measure == m.Code))];
    }

    public EditionCard Card { get; }

    public PublishedNeeds Needs { get; }
    public IReadOnlyList<(string Code, string Name)> Organisations { get; }
    public IReadOnlyList<Measure> Measures { get; }

    public sealed record Measure(string Code, string Theme, string Title, string Measured);

    /// <param name="Value">In words; null where it is withheld or there is none.</param>
    /// <param name="Interval">Null where there is none.</param>
    /// <param name="Plain">The value as the file of open data has it, with the ends of its interval.</param>
    /// <param name="Counts">How many of how many, as the file has them; null where either is withheld or not there.</param>
    public sealed record Shown(string? Value, string? Interval, bool IsWithheld, (decimal? Value, decimal? From, decimal? Until) Plain, (decimal Count, decimal Of)? Counts);

    /// <summary>Whether it has the file of all its data.</summary>
    internal static bool IsPossible(PublishedEdition edition) => edition.Files.ContainsKey(FileOf(edition));

    /// <summary>The newest that is public, if it can be read; null where there is none, or where its file is another program's.</summary>
    internal static ComparedEdition? Newest(Shelf shelf)
    {
        try
        {
            return shelf.Editions?.NewestFirst.FirstOrDefault(IsPossible) is { } edition ? Of(edition) : null;
        }
        catch (Exception strange) when (strange is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    internal static ComparedEdition Of(PublishedEdition edition)
    {
        if (Read.TryGetValue(edition, out var known)) return known;
        using var stream = edition.Files[FileOf(edition)].OpenRead();
        using var data = JsonDocument.Parse(stream);
        return Read.GetValue(edition, _ => new(edition.Card, data.RootElement));
    }

    private static string FileOf(PublishedEdition edition) => $"data/parity-{edition.Card.Edition}.json";

    /// <param name="place">The code of an organisation; null for the whole city.</param>
    public Shown? At(string? place, string measure) => figures.GetValueOrDefault((place ?? EditionData.City, measure));

    // How many people they are is told by the share they have.
    private static bool IsOfAll(JsonElement figure) =>
        EditionData.Text(figure, "classification") is AllGroups && EditionData.Text(figure, "group") is Others && EditionData.Text(figure, "indicator") is not "headcount" && !EditionData.Splits.Any(s => EditionData.Has(figure, s));

    private static Shown ShownOf(JsonElement figure) => new(
        EditionData.Number(figure, "value"), EditionData.Number(figure, "lower") is { } lower && EditionData.Number(figure, "upper") is { } upper ? $"{lower} to {upper}" : null,
        EditionData.Text(figure, "value") is EditionData.Withheld, (EditionData.Plain(figure, "value"), EditionData.Plain(figure, "lower"), EditionData.Plain(figure, "upper")),
        EditionData.Plain(figure, "numerator") is { } count && EditionData.Plain(figure, "denominator") is { } of ? (count, of) : null);
}
