using System.Text.Json;

namespace Parity.Verifier;

/// <summary>What is public about the tables: breakdowns, which tables there are, and the rules.</summary>
internal sealed class Plan
{
    private const string Total = "Total";

    public required Breakdown[] Breakdowns { get; init; }
    public required int[][] Tables { get; init; }
    public required string Count { get; init; }
    public required int Threshold { get; init; }
    public required int Width { get; init; }
    public required bool ZerosProtected { get; init; }

    public long Least => ZerosProtected ? 0 : 1;

    /// <summary>
    /// Whether tables that agree where they overlap always belong to some people. With one total for each breakdown that
    /// is so if the tables can be taken away one by one, each time one whose overlap with the rest lies in a single other.
    /// </summary>
    public bool TablesSuffice
    {
        get
        {
            if (Tables.Any(t => t.Length == Breakdowns.Length))
            {
                return true;
            }
            if (Breakdowns.Any(b => b.Roots.Length != 1))
            {
                return false;
            }
            var left = Tables.Select(t => t.ToHashSet()).ToList();
            while (left.Count > 1)
            {
                var leaf = left.Find(t =>
                {
                    var overlap = t.Where(d => left.Exists(o => !ReferenceEquals(o, t) && o.Contains(d))).ToArray();
                    return left.Exists(o => !ReferenceEquals(o, t) && overlap.All(o.Contains));
                });
                if (leaf is null)
                {
                    return false;
                }
                left.Remove(leaf);
            }
            return true;
        }
    }

    /// <param name="codesShown">The codes of a dimension in the protected file, for dimensions without a hierarchy.</param>
    public static Plan Read(string path, Func<string, IEnumerable<string>> codesShown)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var root = json.RootElement;
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var breakdowns = root.GetProperty("dimensions").EnumerateArray().Select(d =>
            {
                string name = d.GetProperty("name").GetString()!;
                return d.TryGetProperty("hierarchy", out var file) && file.ValueKind == JsonValueKind.String
                    ? Hierarchy(name, Path.Combine(folder, file.GetString()!))
                    : Flat(name, codesShown(name));
            }).ToArray();
            if (root.TryGetProperty("method", out var method) && method.GetString() != "suppress")
            {
                throw new RefusedException("Only withheld cells can be certified, not rounded ones.");
            }
            int threshold = root.TryGetProperty("threshold", out var least) ? least.GetInt32() : 5, interval = root.TryGetProperty("minInterval", out var width) ? width.GetInt32() : 2;
            if (threshold < 1 || interval < 1)
            {
                throw new RefusedException($"{Path.GetFileName(path)}: threshold and minInterval are 1 or more.");
            }
            return new Plan
            {
                Breakdowns = breakdowns,
                Count = root.GetProperty("count").GetString()!,
                Threshold = threshold,
                Width = interval,
                ZerosProtected = root.TryGetProperty("protectZeros", out var zeros) && zeros.GetBoolean(),
                Tables = root.TryGetProperty("tables", out var tables)
                    ? [.. tables.EnumerateArray().Select(t => t.EnumerateArray().Select(d => Find(breakdowns, d.GetString()!)).ToArray())]
                    : [[.. Enumerable.Range(0, breakdowns.Length)]],
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new RefusedException($"{Path.GetFileName(path)} cannot be read as a specification.");
        }
    }

    private static int Find(Breakdown[] breakdowns, string name) => Array.FindIndex(breakdowns, b => b.Name == name) is var at and >= 0
        ? at : throw new RefusedException($"tables: {name} is not one of the dimensions.");

    private static Breakdown Flat(string name, IEnumerable<string> shown)
    {
        string[] codes = [Total, .. shown.Where(c => c != Total).Distinct(StringComparer.Ordinal)];
        return new(name, codes, [.. codes.Select(c => c == Total ? new HashSet<string>() : [Total])]);
    }

    private static Breakdown Hierarchy(string name, string path)
    {
        var codes = new List<string>();
        var parents = new List<HashSet<string>>();
        int codeAt = 0, parentAt = 0;
        foreach (var record in Records.Read(path))
        {
            string[] fields = record.All;
            if (record.Number == 1)
            {
                (codeAt, parentAt) = (Array.IndexOf(fields, "code"), Array.IndexOf(fields, "parent"));
                continue;
            }
            if (codeAt < 0 || parentAt < 0 || fields.Length <= Math.Max(codeAt, parentAt))
            {
                throw new RefusedException($"{Path.GetFileName(path)}: every record needs a code and a parent.");
            }
            int at = codes.IndexOf(fields[codeAt]);
            if (at < 0)
            {
                at = codes.Count;
                codes.Add(fields[codeAt]);
                parents.Add(new(StringComparer.Ordinal));
            }
            if (fields[parentAt].Length > 0)
            {
                parents[at].Add(fields[parentAt]);
            }
        }
        return parents.SelectMany(p => p).Any(p => !codes.Contains(p))
            ? throw new RefusedException($"{Path.GetFileName(path)}: a parent is not a code of this file.")
            : new(name, codes, parents);
    }
}
