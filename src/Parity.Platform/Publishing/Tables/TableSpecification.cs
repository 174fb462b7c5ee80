using System.Globalization;
using System.Text.Json;
using Parity.Disclosure;

namespace Parity.Platform.Publishing;

/// <summary>What <c>protect</c> and <c>audit</c> are told about a table: breakdowns, rules and method.</summary>
internal sealed class TableSpecification
{
    private readonly List<(string Name, string? Hierarchy)> dimensions = [];
    private readonly string folder;

    private TableSpecification(string folder) => this.folder = folder;

    public required string Count { get; init; }
    public required ProtectionRules Rules { get; init; }
    public required bool Rounds { get; init; }
    public required int Base { get; init; }
    public required IReadOnlyList<IReadOnlyList<int>> Tables { get; init; }
    public IReadOnlyList<string> Dimensions => [.. dimensions.Select(d => d.Name)];

    /// <exception cref="SpecificationException">The specification is not as it must be.</exception>
    public static TableSpecification Read(string path)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw new SpecificationException($"{Path.GetFileName(path)} is not JSON: line {e.LineNumber + 1}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpecificationException($"{path} cannot be read.");
        }
        using (json)
        {
            return From(json.RootElement, Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
    }

    /// <summary>The breakdowns; one without a hierarchy has the codes that the rows hold, under <c>Total</c>.</summary>
    public IReadOnlyList<Dimension> Breakdowns(Func<int, IEnumerable<string>> codesInRows) =>
        [.. dimensions.Select((d, at) => d.Hierarchy is { } file ? Hierarchy(d.Name, Path.Combine(folder, file)) : Flat(d.Name, codesInRows(at)))];

    private static Dimension Flat(string name, IEnumerable<string> codes)
    {
        string[] distinct = [.. codes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return distinct.Contains(Total)
            ? throw new SpecificationException($"{name}: {Total} stands for the sum of a dimension without a hierarchy; rename the code, or give a hierarchy.")
            : Dimension.Flat(name, distinct);
    }

    public const string Total = "Total";

    private static Dimension Hierarchy(string name, string path)
    {
        string file = Path.GetFileName(path);
        var codes = new List<string>();
        var links = new List<(string Code, string Parent, int Line)>();
        var roots = new HashSet<string>(StringComparer.Ordinal);
        int codeAt = -1, parentAt = -1;
        foreach (var (line, fields) in CodedRows.Read(path))
        {
            if (codeAt < 0)
            {
                (codeAt, parentAt) = (Array.IndexOf(fields, "code"), Array.IndexOf(fields, "parent"));
                if (codeAt < 0 || parentAt < 0) throw new SpecificationException($"{file}: the header must be code,parent.");
                continue;
            }
            if (fields.Length <= Math.Max(codeAt, parentAt)) throw new SpecificationException($"{file}, line {line}: a code and its parent are needed.");
            (string code, string parent) = (fields[codeAt], fields[parentAt]);
            if (code.Length == 0) throw new SpecificationException($"{file}, line {line}: the code is empty.");
            if (!codes.Contains(code)) codes.Add(code);
            if (parent.Length == 0) roots.Add(code);
            else links.Add((code, parent, line));
        }
        if (codes.Count == 0) throw new SpecificationException($"{file} has no codes.");
        foreach (var (code, parent, line) in links)
        {
            if (!codes.Contains(parent)) throw new SpecificationException($"{file}, line {line}: the parent {parent} is not a code of this file.");
            if (roots.Contains(code)) throw new SpecificationException($"{file}, line {line}: {code} is a root on another line, so it cannot have a parent.");
        }
        try
        {
            return new Dimension(name, codes, links.Select(l => (codes.IndexOf(l.Code), codes.IndexOf(l.Parent))));
        }
        catch (ArgumentException)
        {
            throw new SpecificationException($"{file}: following the parents of a code leads back to it.");
        }
    }

    private static TableSpecification From(JsonElement root, string folder)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new SpecificationException("The specification must be a JSON object.");
        if (!root.TryGetProperty("dimensions", out var listed) || listed.ValueKind != JsonValueKind.Array || listed.GetArrayLength() == 0)
            throw new SpecificationException("dimensions: name at least one dimension.");
        var named = new List<(string, string?)>();
        foreach (var dimension in listed.EnumerateArray())
        {
            string name = Text(dimension, "name") ?? throw new SpecificationException("dimensions: every dimension needs a name.");
            if (named.Exists(n => n.Item1 == name)) throw new SpecificationException($"dimensions: {name} is named twice.");
            named.Add((name, Text(dimension, "hierarchy")));
        }
        string count = Text(root, "count") ?? throw new SpecificationException("count: name the column of counts.");
        if (count == "status" || named.Exists(n => n.Item1 == count || n.Item1 == "status"))
            throw new SpecificationException("A dimension, the count and status need different names.");
        string method = Text(root, "method") ?? "suppress";
        if (method is not ("suppress" or "round")) throw new SpecificationException("method: suppress or round.");
        int threshold = Whole(root, "threshold", 5, 1);
        var made = new TableSpecification(folder)
        {
            Count = count,
            Rules = new ProtectionRules("table", threshold, Flag(root, "protectZeros"), Whole(root, "minInterval", 2, 1), Flag(root, "valueBlind")),
            Rounds = method == "round",
            Base = Whole(root, "base", 5, 2),
            Tables = Linked(root, named),
        };
        if (made.Rounds && made.Base - 1 < made.Rules.MinInterval)
            throw new SpecificationException($"base: who sees a rounded 0 knows a count to within {made.Base - 1}, and minInterval asks for {made.Rules.MinInterval}. Take a base of {made.Rules.MinInterval + 1} or more.");
        made.dimensions.AddRange(named);
        return made;
    }

    private static List<IReadOnlyList<int>> Linked(JsonElement root, List<(string Name, string?)> named)
    {
        if (!root.TryGetProperty("tables", out var tables)) return [[.. Enumerable.Range(0, named.Count)]];
        if (tables.ValueKind != JsonValueKind.Array || tables.GetArrayLength() == 0) throw new SpecificationException("tables: a list of lists of dimensions.");
        var linked = new List<IReadOnlyList<int>>();
        foreach (var table in tables.EnumerateArray())
        {
            if (table.ValueKind != JsonValueKind.Array) throw new SpecificationException("tables: a list of lists of dimensions.");
            var shown = new List<int>();
            foreach (var dimension in table.EnumerateArray())
            {
                string? name = dimension.ValueKind == JsonValueKind.String ? dimension.GetString() : null;
                int at = named.FindIndex(n => n.Name == name);
                if (at < 0) throw new SpecificationException($"tables: {name ?? dimension.GetRawText()} is not one of the dimensions.");
                if (shown.Contains(at)) throw new SpecificationException($"tables: {name} is named twice in one table.");
                shown.Add(at);
            }
            linked.Add(shown);
        }
        return linked;
    }

    private static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw new SpecificationException($"{name}: a text is needed.")
            : null;

    private static bool Flag(JsonElement from, string name) => from.TryGetProperty(name, out var flag) && flag.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new SpecificationException($"{name}: true or false."),
    };

    private static int Whole(JsonElement from, string name, int otherwise, int least)
    {
        if (!from.TryGetProperty(name, out var value)) return otherwise;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int whole) && whole >= least && whole <= 1_000_000
            ? whole
            : throw new SpecificationException(string.Create(CultureInfo.InvariantCulture, $"{name}: a whole number from {least} is needed."));
    }
}
