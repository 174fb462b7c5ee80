using System.Globalization;
using System.Text.RegularExpressions;
using Parity.Indicators;

namespace Parity.Platform.Publishing.Model;

/// <summary>
/// Counts that somebody else has published, such as an organisation's own statutory report: every reader may know them, so
/// an edition is protected as if it had told them itself.
/// </summary>
/// <param name="Source">What the reasons call it: a file's name, or the report's.</param>
/// <param name="Rows">Its lines, each with the number of the line.</param>
public sealed partial record CountsElsewhere(string Source, IReadOnlyList<(int Line, Figure Row)> Rows)
{
    /// <summary>More lines than any report has.</summary>
    public const int MostRows = 20_000;

    private static readonly string[] Required = ["organisation", "indicator", "group"];
    private static readonly string[] Counts = ["numerator", "denominator", "reference_numerator", "reference_denominator"];

    /// <summary>Columns of the open data that say nothing about which count it is, or nothing that could be known elsewhere.</summary>
    private static readonly HashSet<string> PassedOver = new(["id", "value", "lower", "upper", "adjusted", "flag", "unit"], StringComparer.Ordinal);

    private static readonly HashSet<string> Classifications = [.. IndicatorCatalogue.All.SelectMany(i => i.Classifications)];
    private static readonly HashSet<string> ScopeKeys = [.. IndicatorCatalogue.All.SelectMany(i => i.ScopeKeys.Concat(i.Crossings))];

    /// <summary>Reads the text; reasons are sentences that say where and what to do, and then there are no counts.</summary>
    public static (CountsElsewhere? Counts, IReadOnlyList<string> Reasons) Read(TextReader text, string source)
    {
        var reasons = new List<string>();
        var rows = new List<(int, Figure)>();
        try
        {
            string[]? header = null;
            foreach (var (line, fields) in CodedRows.Read(text, source))
            {
                if (header is null)
                {
                    header = fields;
                    reasons.AddRange(FaultsOf(header).Select(f => $"{source}, line {line}: {f}"));
                    if (reasons.Count > 0) break;
                    continue;
                }

                if (fields.Length != header.Length) reasons.Add($"{source}, line {line}: give {header.Length} cells, as many as the header has.");
                else
                {
                    var (row, fault) = RowOf(header, fields);
                    if (row is null) reasons.Add($"{source}, line {line}: {fault}");
                    else rows.Add((line, row));
                }

                if (reasons.Count > 20 || rows.Count > MostRows) break;
            }

            if (reasons.Count == 0 && rows.Count == 0) reasons.Add($"{source}: there is no line. Write a header and a line for each row of the report.");
            if (rows.Count > MostRows) reasons.Add($"{source}: use at most {MostRows:N0} lines.");
        }
        catch (SpecificationException fault)
        {
            reasons.Add(fault.Message);
        }

        return reasons.Count == 0 ? (new(source, rows), []) : (null, reasons);
    }

    private static IEnumerable<string> FaultsOf(string[] header)
    {
        foreach (string column in Required.Except(header, StringComparer.Ordinal)) yield return $"the column {column} is missing.";
        if (!header.Intersect(Counts, StringComparer.Ordinal).Any()) yield return $"give at least one of the columns {string.Join(", ", Counts)}.";
        foreach (string twice in header.GroupBy(c => c).Where(c => c.Count() > 1).Select(c => c.Key)) yield return $"column {Array.LastIndexOf(header, twice) + 1} has the name of another.";
        foreach (string column in header)
            if (!Required.Contains(column) && !Counts.Contains(column) && !PassedOver.Contains(column) && !ScopeKeys.Contains(column) && column is not ("classification" or "reference"))
                yield return $"column {Array.IndexOf(header, column) + 1} has no name of the open data. Begin with a line of its column names.";
    }

    /// <summary>Thousands may be set off by commas; a comma anywhere else may be meant as a point.</summary>
    [GeneratedRegex("^(?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})$")]
    private static partial Regex Whole();

    private static (Figure? Row, string? Fault) RowOf(string[] header, string[] fields)
    {
        string? fault = null;
        var indicator = IndicatorCatalogue.All.FirstOrDefault(i => i.Id == Text("indicator"));
        string? classification = Text("classification");
        if (indicator is null) fault = "indicator: use a name from the list of indicators.";
        else if (Text("organisation") is null) fault = "organisation: give its code.";
        else if (Text("group") is null) fault = "group: give a group, or all.";
        else if (classification is not null && !Classifications.Contains(classification)) fault = "classification: use one of the open data's, such as white/other or broad, or leave it empty for all.";
        double?[] counts = [.. Counts.Select(CountOf)];
        if (fault is null && counts.All(c => c is null)) fault = "give at least one count.";
        if (fault is not null) return (null, fault);
        var scope = Scope.Of([.. header.Where(ScopeKeys.Contains).Select(k => (k, Value: Text(k))).Where(k => k.Value is not null).Select(k => (k.k, k.Value!))]);
        string? reference = Text("reference") ?? (indicator!.HasReference && (counts[2] ?? counts[3]) is not null ? Protecting.Groups.White : null);
        return (new(indicator!.Id, Text("organisation")!, scope, classification, Text("group")!, reference, counts[0], counts[1], counts[2], counts[3], null, null, null, ""), null);

        string? Text(string column)
        {
            int at = Array.IndexOf(header, column);
            return at < 0 || fields[at].Trim() is "" or "[z]" or "[x]" or "[c]" ? null : fields[at].Trim();
        }

        double? CountOf(string column)
        {
            if (Text(column) is not { } text) return null;
            if (Whole().IsMatch(text) && long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) is var count and <= 100_000_000) return count;
            fault = $"{column}: give a whole number of people or cases, or leave the cell empty.";
            return null;
        }
    }
}
