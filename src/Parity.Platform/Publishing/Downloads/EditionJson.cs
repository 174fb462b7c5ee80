using System.Text.Encodings.Web;
using System.Text.Json;
using Parity.Platform.Publishing.Contract;

namespace Parity.Platform.Publishing.Downloads;

/// <summary>Writes an edition as one JSON document: the same tables, numbers as numbers, marks as texts.</summary>
internal static class EditionJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream stream, Publication publication)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("edition", publication.Edition);
        json.WriteString("title", publication.Title);
        json.WriteString("snapshotDate", publication.SnapshotDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteBoolean("fictional", publication.Fictional);
        json.WriteNumber("threshold", publication.Threshold);
        foreach (var table in EditionTables.All(publication)) WriteTable(json, table);
        json.WriteEndObject();
    }

    private static void WriteTable(Utf8JsonWriter json, PublicTable table)
    {
        json.WriteStartArray(table.Name.ToLowerInvariant());
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            for (int i = 0; i < table.Columns.Count; i++)
            {
                if (row[i].IsNumber)
                {
                    json.WritePropertyName(table.Columns[i]);
                    json.WriteRawValue(row[i].Text);
                }
                else
                {
                    json.WriteString(table.Columns[i], row[i].Text);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
