using System.Globalization;
using System.Text.Json;

namespace Parity.Platform.Publishing.Contract;

/// <summary>
/// What a published folder says about itself, in the public file <see cref="Place"/>: by it the server and the next
/// edition know that a folder was made by <c>publish</c>, and which edition it holds.
/// </summary>
public sealed record EditionCard(string Edition, string Title, DateOnly SnapshotDate, bool Fictional)
{
    /// <summary>Path of the card under the published folder.</summary>
    public const string Place = "data/edition.json";

    private const string Day = "yyyy-MM-dd";

    /// <exception cref="InvalidDataException">The file is not a card.</exception>
    public static EditionCard Read(Stream json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var card = document.RootElement;
            return new(
                card.GetProperty("edition").GetString()!,
                card.GetProperty("title").GetString()!,
                DateOnly.ParseExact(card.GetProperty("snapshotDate").GetString()!, Day, CultureInfo.InvariantCulture),
                card.GetProperty("fictional").GetBoolean());
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            throw new InvalidDataException($"{Place} is not one that publish wrote.", fault);
        }
    }

    public void Write(Stream into)
    {
        using var json = new Utf8JsonWriter(into, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("edition", Edition);
        json.WriteString("title", Title);
        json.WriteString("snapshotDate", SnapshotDate.ToString(Day, CultureInfo.InvariantCulture));
        json.WriteBoolean("fictional", Fictional);
        json.WriteEndObject();
    }
}
