using System.Globalization;
using System.Text.Json;
using Parity.Platform.Publishing.Downloads;
using Parity.Platform.Publishing.Protecting;

namespace Parity.Platform.Publishing.Model;

/// <summary>One public row of an earlier publication; null where a number is withheld or does not exist.</summary>
internal sealed record EarlierRow(
    string Indicator, string Organisation, IReadOnlyList<KeyValuePair<string, string>> Scope, string? Classification, string Group, string? Reference,
    decimal? Numerator, decimal? Denominator, decimal? ReferenceNumerator, decimal? ReferenceDenominator,
    decimal? Value, decimal? Lower, decimal? Upper, IReadOnlySet<string> WithheldColumns)
{
    public string Name => NameOf(Indicator, Organisation, Scope, Classification, Group, Reference);

    public static string NameOf(
        string indicator, string organisation, IReadOnlyList<KeyValuePair<string, string>> scope, string? classification, string group, string? reference) =>
        string.Join('\n', indicator, organisation, Parts.Of(scope), classification, group, reference);
}

/// <summary>What an earlier publication told, from its public files, and its ledger where it is still there.</summary>
internal sealed record EarlierPublication(
    string Folder, string Edition, string Title, DateOnly SnapshotDate, IReadOnlyList<EarlierRow> Rows, Ledger? Ledger, IReadOnlyList<string> Organisations)
{
    private static readonly HashSet<string> Fixed = new(
        ["organisation", "indicator", "classification", "group", "reference", "numerator", "denominator", "reference_numerator", "reference_denominator",
         "value", "lower", "upper", "adjusted", "flag", "unit", "id"], StringComparer.Ordinal);

    /// <summary>Its place among those that the edition builds on, from 1: two of them may have one name.</summary>
    public int Place { get; init; }

    /// <summary>
    /// Reads the publications the edition names, and the one in the output folder when it is about the same edition: it may
    /// be public already. Reasons name the folders that cannot be read.
    /// </summary>
    public static (IReadOnlyList<EarlierPublication> Earlier, IReadOnlyList<string> Reasons) ReadAll(EditionFile edition, string outputFolder)
    {
        var earlier = new List<EarlierPublication>();
        var reasons = new List<string>();
        foreach (string folder in edition.Previous)
        {
            if (!Directory.Exists(folder)) reasons.Add($"previous: the folder {folder} is missing. Publish that edition first, or take it out of the list.");
            else if (Read(folder) is { } read)
            {
                if (read.Ledger is null && Ledger.IsIn(folder)) reasons.Add($"previous: the ledger of the publication in {folder} cannot be read. Restore it from a backup; where there is none, take it away, and all that was withheld then stays withheld.");
                if (read.SnapshotDate > edition.SnapshotDate) reasons.Add($"previous: the publication in {folder} is of a later day, and begins with the counts of this one: other counts of this day could tell small ones of both. Correct the newest edition instead.");
                earlier.Add(read with { Place = earlier.Count + 1 });
            }
            else reasons.Add($"previous: the folder {folder} does not hold a publication.");
        }

        string own = Path.GetFullPath(outputFolder);
        if (Directory.Exists(own) && !edition.Previous.Any(p => Path.TrimEndingDirectorySeparator(p) == Path.TrimEndingDirectorySeparator(own))
            && Read(own) is { } before && before.SnapshotDate == edition.SnapshotDate)
            earlier.Add(before with { Place = earlier.Count + 1 });
        return (earlier, reasons);
    }

    private static EarlierPublication? Read(string folder)
    {
        string data = Path.Combine(folder, WriteDownloads.Folder);
        string? file = Directory.Exists(data) ? Directory.EnumerateFiles(data, WriteDownloads.NameOf("*") + ".json").Order(StringComparer.Ordinal).FirstOrDefault() : null;
        if (file is null) return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = json.RootElement;
            return new(folder, root.GetProperty("edition").GetString()!, root.GetProperty("title").GetString()!,
                DateOnly.ParseExact(root.GetProperty("snapshotDate").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                [.. root.GetProperty("figures").EnumerateArray().Select(Row)], Ledger.Read(folder),
                [.. root.GetProperty("organisations").EnumerateArray().Select(o => o.GetProperty("organisation").GetString()!)]);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static EarlierRow Row(JsonElement row)
    {
        var withheld = new HashSet<string>(StringComparer.Ordinal);
        var scope = new List<KeyValuePair<string, string>>();
        foreach (var column in row.EnumerateObject())
        {
            if (column.Value.ValueKind is JsonValueKind.String && column.Value.GetString() == PublicCell.WithheldMark) withheld.Add(column.Name);
            if (!Fixed.Contains(column.Name) && Text(row, column.Name) is { } value) scope.Add(KeyValuePair.Create(column.Name, value));
        }

        return new(
            Text(row, "indicator")!, Text(row, "organisation")!, [.. scope.OrderBy(s => s.Key, StringComparer.Ordinal)], Text(row, "classification"), Text(row, "group")!, Text(row, "reference"),
            Number(row, "numerator"), Number(row, "denominator"), Number(row, "reference_numerator"), Number(row, "reference_denominator"),
            Number(row, "value"), Number(row, "lower"), Number(row, "upper"), withheld);
    }

    private static string? Text(JsonElement row, string column)
    {
        string? text = row.GetProperty(column).GetString();
        return text is null or PublicCell.NotApplicableMark ? null : text.StartsWith('\'') ? text[1..] : text;
    }

    private static decimal? Number(JsonElement row, string column) =>
        row.GetProperty(column) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;
}
