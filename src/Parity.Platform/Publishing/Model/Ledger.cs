using System.Text.Json;
using Parity.Disclosure;
using Parity.Platform.Publishing.Protecting;

namespace Parity.Platform.Publishing.Model;

/// <summary>
/// Every count of a publication with its true value, whether it was shown, and every sum that ties counts together: what a
/// correction of the same snapshot is protected against. It lies in <c>internal/</c> and is never public.
/// </summary>
/// <param name="Threshold">Least count that it showed; null in the ledgers of earlier versions of the program, which did not say.</param>
internal sealed record Ledger(int? Threshold, IReadOnlyList<Ledger.Entry> Entries, IReadOnlyList<(int Entry, int Coefficient)[]> Sums)
{
    /// <param name="Elsewhere">Known to every reader because others have told it; the publication did not.</param>
    /// <param name="Unit">How many of the value are one person.</param>
    public sealed record Entry(CountKey Key, long Value, bool Shown, bool Elsewhere = false, int Unit = 1);

    private const string FileName = "ledger.json";

    public static void Write(EditionFile edition, ProtectedEdition counts, string outputFolder)
    {
        string folder = Path.Combine(outputFolder, PublicationFolder.Internal);
        Directory.CreateDirectory(folder);
        using var file = File.Create(Path.Combine(folder, FileName));
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        json.WriteBoolean("notForPublication", true);
        json.WriteString("edition", edition.Edition);
        json.WriteNumber("threshold", counts.Policy.Threshold);
        json.WriteNumber("minInterval", counts.Policy.MinInterval);
        json.WriteStartArray("counts");
        for (int cell = 0; cell < counts.Keys.Count; cell++)
        {
            var key = counts.Keys[cell];
            var status = counts.Protection.StatusOf(cell);
            json.WriteStartArray();
            json.WriteStringValue(key.Family);
            json.WriteStringValue(key.Place);
            json.WriteStringValue(key.Part);
            json.WriteStringValue(key.Group);
            json.WriteNumberValue(counts.TrueValue(cell));
            json.WriteStringValue(counts.IsKeptQuiet(cell) ? "elsewhere" : status is CellStatus.Released or CellStatus.Known ? "shown" : status.ToString().ToLowerInvariant());
            if (counts.UnitOf(cell) is > 1 and var unit) json.WriteNumberValue(unit);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("confined");
        foreach (int cell in counts.Protection.ConfinedBefore.Order()) json.WriteNumberValue(cell);
        json.WriteEndArray();
        json.WriteStartArray("told");
        foreach (var (cell, organisation) in counts.ToldBefore)
        {
            json.WriteStartArray();
            json.WriteNumberValue(cell);
            json.WriteStringValue(organisation);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("excused");
        foreach (int cell in counts.Excused.Order()) json.WriteNumberValue(cell);
        json.WriteEndArray();
        json.WriteStartArray("sums");
        foreach (var sum in counts.Sums)
        {
            json.WriteStartArray();
            foreach (var (cell, coefficient) in sum)
            {
                json.WriteNumberValue(cell);
                json.WriteNumberValue(coefficient);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Whether a publication has a file of that name, which may be none.</summary>
    public static bool IsIn(string outputFolder) => File.Exists(PathIn(outputFolder));

    private static string PathIn(string outputFolder) => Path.Combine(outputFolder, PublicationFolder.Internal, FileName);

    /// <summary>The ledger of a publication; null when it is not there or is not one.</summary>
    public static Ledger? Read(string outputFolder)
    {
        string path = PathIn(outputFolder);
        if (!File.Exists(path)) return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return new(
                json.RootElement.TryGetProperty("threshold", out var threshold) ? threshold.GetInt32() : null,
                [.. json.RootElement.GetProperty("counts").EnumerateArray().Select(ReadEntry)],
                [.. json.RootElement.GetProperty("sums").EnumerateArray().Select(ReadSum)]);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static Entry ReadEntry(JsonElement count) =>
        new(new(count[0].GetString()!, count[1].GetString()!, count[2].GetString()!, count[3].GetString()!), count[4].GetInt64(), count[5].GetString() == "shown", count[5].GetString() == "elsewhere", count.GetArrayLength() > 6 ? count[6].GetInt32() : 1);

    private static (int, int)[] ReadSum(JsonElement sum)
    {
        var terms = new (int, int)[sum.GetArrayLength() / 2];
        for (int i = 0; i < terms.Length; i++) terms[i] = (sum[2 * i].GetInt32(), sum[(2 * i) + 1].GetInt32());
        return terms;
    }
}
