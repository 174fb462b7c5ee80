using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Parity.Platform.Publishing.Model;

/// <summary>What an edition is made of, as its file says; paths are made absolute from the file's folder.</summary>
/// <param name="Threshold">Least count shown; the policy's where the file names none or a lower one.</param>
/// <param name="Previous">Folders of earlier publications whose numbers are already known.</param>
/// <param name="Merged">Organisations that became part of another since an earlier edition: old code to new code.</param>
public sealed record EditionFile(
    string Edition, string Title, DateOnly SnapshotDate, bool Fictional, int? Threshold,
    IReadOnlyList<string> Returns, IReadOnlyList<string> Previous, IReadOnlyDictionary<string, string> Merged)
{
    private const int LongestNotice = 300;

    private static readonly string[] Keys = ["edition", "title", "snapshot_date", "fictional", "returns", "threshold", "previous", "merged", "notice", "leave_out", "elsewhere"];

    /// <summary>A sentence or two for the head of every page, such as that this is an internal example; empty for none.</summary>
    public string Notice { get; init; } = "";

    /// <summary>Codes of <see cref="EditionDesign.Levels"/>: rows that this edition does without.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>What others have published of this snapshot.</summary>
    public IReadOnlyList<CountsElsewhere> Elsewhere { get; init; } = [];

    /// <summary>Reads the file; reasons are sentences that say what to do, and then there is no edition.</summary>
    public static (EditionFile? Edition, IReadOnlyList<string> Reasons) Read(string path)
    {
        var reasons = new List<string>();
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException fault)
        {
            return (null, [$"{path}: not a JSON document (line {fault.LineNumber + 1}). Write an edition file as the documentation of publish shows."]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, [$"{path}: the edition file cannot be read."]);
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object) return (null, [$"{path}: an edition file is one JSON object."]);
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            // a misspelt "previous" that is passed over would leave unprotected what was published before
            foreach (var key in root.EnumerateObject().Where(k => !Keys.Contains(k.Name, StringComparer.Ordinal)))
                reasons.Add($"{key.Name}: not a key of an edition file. The keys are {string.Join(", ", Keys)}.");

            string edition = Text(root, "edition", reasons, required: true);
            if (edition.Length > 0 && (edition.Length > 40 || !edition.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || edition[0] is '.' or '-'))
                reasons.Add("edition: use up to 40 letters, digits, hyphens, points and underscores; it is part of file names.");
            string title = Text(root, "title", reasons, required: true);
            if (!DateOnly.TryParseExact(Text(root, "snapshot_date", reasons, required: true), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var snapshot))
                reasons.Add("snapshot_date: write the day as yyyy-mm-dd.");
            var returns = Paths(root, "returns", folder, reasons);
            if (returns.Count == 0) reasons.Add("returns: name at least one return.");
            int? threshold = null;
            if (root.TryGetProperty("threshold", out var number))
            {
                if (number.ValueKind is JsonValueKind.Number && number.TryGetInt32(out int least) && least is >= 1 and <= 1000) threshold = least;
                else reasons.Add("threshold: give a whole number from 1 to 1000.");
            }

            bool fictional = root.TryGetProperty("fictional", out var flag) && flag.ValueKind is JsonValueKind.True;
            if (root.TryGetProperty("fictional", out flag) && flag.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                reasons.Add("fictional: write true or false.");

            string notice = Text(root, "notice", reasons, required: false);
            if (notice.Length > LongestNotice) reasons.Add($"notice: use at most {LongestNotice} characters; it stands at the head of every page.");
            if (root.TryGetProperty("notice", out var said) && said.ValueKind is not JsonValueKind.String) reasons.Add("notice: give a text.");

            var read = new EditionFile(edition, title, snapshot, fictional, threshold, returns, Paths(root, "previous", folder, reasons), Pairs(root, "merged", reasons)) { Notice = notice, LeftOut = LevelsIn(root, reasons), Elsewhere = [.. Paths(root, "elsewhere", folder, reasons).Select(p => ElsewhereAt(p, reasons)).OfType<CountsElsewhere>()] };
            return reasons.Count == 0 ? (read, []) : (null, [.. reasons.Select(r => $"{path}: {r}")]);
        }
    }

    private static string Text(JsonElement root, string key, List<string> reasons, bool required)
    {
        if (root.TryGetProperty(key, out var value))
        {
            if (value.ValueKind is JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString())) return value.GetString()!.Trim();
            if (value.ValueKind is JsonValueKind.Number) return value.GetRawText();
        }

        if (required) reasons.Add($"{key}: give a text.");
        return "";
    }

    private static CountsElsewhere? ElsewhereAt(string path, List<string> reasons)
    {
        try
        {
            using var text = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            var (counts, faults) = CountsElsewhere.Read(text, Path.GetFileName(path));
            reasons.AddRange(faults.Select(f => $"elsewhere: {f}"));
            return counts;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            reasons.Add($"elsewhere: {path} cannot be read.");
            return null;
        }
    }

    private static List<string> LevelsIn(JsonElement root, List<string> reasons)
    {
        if (!root.TryGetProperty("leave_out", out var list)) return [];
        string[] codes = [.. EditionDesign.Levels.Select(l => l.Code)];
        if (list.ValueKind is JsonValueKind.Array && list.EnumerateArray().All(l => l.ValueKind is JsonValueKind.String && codes.Contains(l.GetString(), StringComparer.Ordinal)))
            return [.. list.EnumerateArray().Select(l => l.GetString()!).Distinct(StringComparer.Ordinal)];
        reasons.Add($"leave_out: give a list of any of {string.Join(", ", codes)}.");
        return [];
    }

    private static List<string> Paths(JsonElement root, string key, string folder, List<string> reasons)
    {
        var paths = new List<string>();
        if (!root.TryGetProperty(key, out var list)) return paths;
        if (list.ValueKind is not JsonValueKind.Array)
        {
            reasons.Add($"{key}: give a list of paths.");
            return paths;
        }

        foreach (var element in list.EnumerateArray())
        {
            if (element.ValueKind is JsonValueKind.String && element.GetString() is { Length: > 0 } path) paths.Add(Path.GetFullPath(path, folder));
            else reasons.Add($"{key}: each entry is a path in quotation marks.");
        }

        return paths;
    }

    private static Dictionary<string, string> Pairs(JsonElement root, string key, List<string> reasons)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!root.TryGetProperty(key, out var map)) return pairs;
        if (map.ValueKind is not JsonValueKind.Object)
        {
            reasons.Add($"{key}: give pairs of old and new organisation codes.");
            return pairs;
        }

        foreach (var pair in map.EnumerateObject())
        {
            if (pair.Value.ValueKind is JsonValueKind.String) pairs[pair.Name] = pair.Value.GetString()!;
            else reasons.Add($"{key}: the new code of each organisation is a text.");
        }

        return pairs;
    }
}
