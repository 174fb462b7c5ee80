using System.Globalization;

namespace Parity.Platform.Publishing;

/// <summary>A CSV file with one column for each dimension and one of counts.</summary>
/// <param name="Count">Null where the field is empty.</param>
internal sealed record CodedRow(int Line, string[] Codes, long? Count, string Status);

internal static class CodedTable
{
    /// <exception cref="SpecificationException">A column is missing or a count is no whole number.</exception>
    public static List<CodedRow> Read(string path, TableSpecification specification, bool inner)
    {
        string file = Path.GetFileName(path);
        int[]? columns = null;
        int countAt = -1, statusAt = -1, width = 0;
        var rows = new List<CodedRow>();
        foreach (var (line, fields) in CodedRows.Read(path))
        {
            if (columns is null)
            {
                columns = [.. specification.Dimensions.Select(name => Find(fields, name, file))];
                countAt = Find(fields, specification.Count, file);
                statusAt = inner ? -1 : Find(fields, "status", file);
                width = fields.Length;
                continue;
            }
            if (fields.Length != width) throw new SpecificationException($"{file}, line {line}: {fields.Length} fields under {width} headings.");
            string text = fields[countAt];
            long? count = null;
            if (text.Length > 0)
            {
                count = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long whole) && whole <= MaxCount
                    ? whole
                    : throw new SpecificationException($"{file}, line {line}: the count must be a whole number, 0 or more, without separators.");
            }
            else if (inner)
            {
                throw new SpecificationException($"{file}, line {line}: the count is empty.");
            }
            rows.Add(new CodedRow(line, Array.ConvertAll(columns, c => fields[c]), count, inner ? "" : fields[statusAt]));
        }
        return columns is null ? throw new SpecificationException($"{file} is empty; a header row is needed.") : rows;
    }

    private const long MaxCount = 1_000_000_000;

    private static int Find(string[] header, string name, string file)
    {
        int at = Array.IndexOf(header, name);
        if (at < 0) throw new SpecificationException($"{file}: the column {name} is missing.");
        return Array.LastIndexOf(header, name) == at ? at : throw new SpecificationException($"{file}: the column {name} appears twice.");
    }
}
