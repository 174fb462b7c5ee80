using System.Security.Cryptography;
using System.Text.Json;
using Parity.Platform.Publishing.Contract;

namespace Parity.Platform.Publishing.Downloads;

/// <summary>Writes the files of an edition under <c>data/</c> and the list of them, <c>data/editions.json</c>.</summary>
public static class WriteDownloads
{
    public const string Folder = "data";

    /// <summary>The name of the file that holds the whole edition, without its ending; earlier publications are read back from it.</summary>
    public static string NameOf(string edition) => $"parity-{edition}";

    public static void Write(Publication publication, string outputFolder)
    {
        string folder = Path.Combine(outputFolder, Folder);
        Directory.CreateDirectory(folder);
        string name = NameOf(publication.Edition);
        using (var card = File.Create(Path.Combine(outputFolder, EditionCard.Place)))
            new EditionCard(publication.Edition, publication.Title, publication.SnapshotDate, publication.Fictional).Write(card);
        var files = new List<(string Href, string Sha256, long Bytes)>();
        var tables = EditionTables.All(publication).ToList();
        Add($"{name}.csv", stream => CommaSeparated.Write(stream, tables.Single(t => t.Name == EditionTables.FiguresName)));
        Add($"{name}.json", stream => EditionJson.Write(stream, publication));
        Add($"{name}.ods", stream => OpenDocumentSheet.Write(stream, tables));
        Add($"{name}.xlsx", stream => OpenXmlSheet.Write(stream, tables));
        foreach (var indicator in publication.Figures.GroupBy(f => f.Indicator, StringComparer.Ordinal))
            Add($"{name}-{indicator.Key}.csv", stream => CommaSeparated.Write(stream, EditionTables.Figures(publication, indicator)));

        using var list = File.Create(Path.Combine(folder, "editions.json"));
        using var json = new Utf8JsonWriter(list);
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("edition", publication.Edition);
        json.WriteString("title", publication.Title);
        json.WriteString("snapshotDate", publication.SnapshotDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteStartArray("files");
        foreach (var (href, sha256, bytes) in files)
        {
            json.WriteStartObject();
            json.WriteString("href", href);
            json.WriteString("sha256", sha256);
            json.WriteNumber("bytes", bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();

        void Add(string file, Action<Stream> write)
        {
            using var memory = new MemoryStream();
            write(memory);
            byte[] content = memory.ToArray();
            File.WriteAllBytes(Path.Combine(folder, file), content);
            files.Add(($"/{Folder}/{file}", Convert.ToHexStringLower(SHA256.HashData(content)), content.Length));
        }
    }
}
