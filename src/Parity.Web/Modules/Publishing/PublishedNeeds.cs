using System.Text.Json;
using Parity.Platform.Publishing.Contract;
using Parity.Web.Site;
using Parity.Web.Site.Words;

namespace Parity.Web.Modules.Publishing;

/// <summary>By which figures of the whole city a published edition shows a group worse off than chance explains: what a positive-action case may rest on. Read from the open data alone.</summary>
public sealed class PublishedNeeds
{
    // A step of the ladder is a measure of its own; whatever else a figure is split by makes it one of many.
    private const string Step = "step";
    private readonly Dictionary<string, bool> shown = new(StringComparer.Ordinal);

    internal PublishedNeeds(JsonElement data)
    {
        var indicators = data.GetProperty("indicators").EnumerateArray().ToDictionary(i => EditionData.Text(i, "indicator"), i => (Title: EditionData.Text(i, "title"), Worse: EditionData.Text(i, "worse_when")), StringComparer.Ordinal);
        var all = new List<Need>();
        foreach (var figure in data.GetProperty("figures").EnumerateArray().Where(IsOfGroupInCity))
        {
            var (title, worse) = indicators[EditionData.Text(figure, "indicator")];
            var unit = EditionData.UnitOf(figure);
            if (worse is not ("higher" or "lower") || unit is not (FigureUnit.Ratio or FigureUnit.PerCent or FigureUnit.PercentagePoints) || figure.GetProperty("value") is not { ValueKind: JsonValueKind.Number } number) continue;
            decimal alike = unit is FigureUnit.Ratio ? 1 : 0;
            bool isWorse = worse is "higher" ? number.GetDecimal() > alike : number.GetDecimal() < alike;
            string id = EditionData.Text(figure, "id");
            shown[id] = isWorse && EditionData.Text(figure, "flag").Split(' ').Contains("significant");
            if (!shown[id]) continue;
            string step = EditionData.Has(figure, Step) ? ", " + ScopeOrder.InSentence($"{Step}={EditionData.Text(figure, Step)}") : "";
            all.Add(new(id, $"{title}{step}: {Groups.Short(EditionData.Text(figure, "classification"), EditionData.Text(figure, "group"))}, {EditionData.Number(figure, "value")}"));
        }

        All = [.. all.OrderBy(n => n.Text, StringComparer.Ordinal)];
    }

    public IReadOnlyList<Need> All { get; }

    public sealed record Need(string Figure, string Text);

    /// <summary>Whether the edition shows it; null where its figure is withheld or there is none.</summary>
    public bool? Shows(string figure) => shown.TryGetValue(figure, out bool shows) ? shows : null;

    private static bool IsOfGroupInCity(JsonElement figure) =>
        EditionData.Text(figure, "organisation") is EditionData.City && EditionData.Text(figure, "classification") is "white/other" or "broad" &&
        EditionData.Text(figure, "group") is not ("W" or "X" or "white") && EditionData.Splits.All(s => s is Step || !EditionData.Has(figure, s));
}
