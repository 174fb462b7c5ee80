using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Parity.Platform.Publishing.Contract;

namespace Parity.Web.Server;

/// <summary>
/// The editions that are served: the newest at the root, every one under <c>/editions/&lt;its name&gt;/</c>. An edition's
/// files keep that second address for good; at the root they change when the next edition is published.
/// </summary>
internal sealed partial class Editions
{
    public static readonly Editions None = new([]);

    private const string Prefix = "editions/";
    private const string Data = "data/";
    private const string Assets = "assets/";
    private const string List = "data/editions.json";
    private const string Index = "index.html";
    private readonly IReadOnlyList<PublishedEdition> newestFirst;
    private readonly Dictionary<string, PublishedEdition> byName;
    private readonly IReadOnlyDictionary<string, Notice> gone;
    private readonly PublishedFile list;

    private Editions(IReadOnlyList<PublishedEdition> newestFirst, IReadOnlyDictionary<string, Notice>? gone = null)
    {
        this.newestFirst = newestFirst;
        this.gone = gone ?? new Dictionary<string, Notice>();
        byName = newestFirst.ToDictionary(e => e.Card.Edition, StringComparer.Ordinal);
        list = PublishedFile.Of(".json", ListOf(newestFirst), DateTimeOffset.UnixEpoch);
    }

    public IReadOnlyList<PublishedEdition> NewestFirst => newestFirst;

    public IReadOnlyList<string> Titles => [.. newestFirst.Select(e => e.Card.Title)];

    /// <param name="gone">Editions that were withdrawn, by name, with what their addresses say now.</param>
    public static Editions Of(IEnumerable<PublishedEdition> editions, IReadOnlyDictionary<string, Notice>? gone = null) =>
        new([.. editions.OrderByDescending(e => e.Card.SnapshotDate).ThenByDescending(e => e.Card.Edition, StringComparer.Ordinal)], gone);

    public Task ListAsync(HttpContext http) => Answers.OpenDataAsync(http, list);

    public Task FileAsync(HttpContext http)
    {
        string path = http.Request.Path.Value![1..];
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
            return newestFirst.Count == 0
                ? gone.Count > 0 ? Answers.NoticeAsync(http, StatusCodes.Status410Gone, gone.Values.Last()) : Answers.NoticeAsync(http, StatusCodes.Status404NotFound, Notice.NothingHere)
                : IsBeside(path) ? SendTo(http, StatusCodes.Status302Found, "/" + Prefix + Escaped(path))
                : FromAsync(http, newestFirst[0], path);

        int slash = path.IndexOf('/', Prefix.Length);
        string name = slash < 0 ? path[Prefix.Length..] : path[Prefix.Length..slash];
        if (gone.TryGetValue(name, out var withdrawn)) return Answers.NoticeAsync(http, StatusCodes.Status410Gone, withdrawn);
        if (!byName.TryGetValue(name, out var edition)) return Answers.MissingAsync(http);
        if (slash < 0) return SendTo(http, StatusCodes.Status301MovedPermanently, Uri.EscapeDataString(name) + "/");

        string within = path[(slash + 1)..];
        return ReferenceEquals(edition, newestFirst[0]) && Find(edition, within) is { File.IsPage: true }
            ? SendTo(http, StatusCodes.Status302Found, "/" + Escaped(within))
            : FromAsync(http, edition, within);
    }

    /// <summary>True for a path of an edition as its neighbours' pages link to it: they lie beside each other, and the newest is at the root.</summary>
    private bool IsBeside(string path) =>
        path.IndexOf('/') is > 0 and var slash && byName.ContainsKey(path[..slash]) && Find(newestFirst[0], path) is null;

    private static Task FromAsync(HttpContext http, PublishedEdition edition, string path)
    {
        if (Find(edition, path) is not var (file, elsewhere)) return Answers.MissingAsync(http);
        if (elsewhere is not null) return SendTo(http, StatusCodes.Status301MovedPermanently, elsewhere);
        return path.StartsWith(Data, StringComparison.Ordinal)
            ? Answers.OpenDataAsync(http, file)
            : Answers.FileAsync(http, file, nameChangesWithContent: path.StartsWith(Assets, StringComparison.Ordinal) && HashedName().IsMatch(path));
    }

    private static Task SendTo(HttpContext http, int status, string address)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Location = address;
        http.Response.Headers.CacheControl = "no-cache";
        return Task.CompletedTask;
    }

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>
    /// The file at a path, or null. A folder stands for its index page; the other spellings of that address are sent
    /// to the one with the closing slash, relative to the path asked for.
    /// </summary>
    private static (PublishedFile File, string? Redirect)? Find(PublishedEdition edition, string path)
    {
        if (path.Length == 0 || path[^1] == '/')
            return edition.Files.TryGetValue(path + Index, out var index) ? (index, null) : null;
        if (edition.Files.TryGetValue(path, out var file))
            return string.Equals(path, Index, StringComparison.Ordinal) || path.EndsWith("/" + Index, StringComparison.Ordinal) ? (file, "./") : (file, null);
        return edition.Files.TryGetValue(path + "/" + Index, out var folder) ? (folder, Uri.EscapeDataString(path[(path.LastIndexOf('/') + 1)..]) + "/") : null;
    }

    private static IEnumerable<KeyValuePair<string, PublishedFile>> DataOf(PublishedEdition edition) =>
        edition.Files.Where(f => f.Key.StartsWith(Data, StringComparison.Ordinal) && f.Key is not (EditionCard.Place or List));

    private static byte[] ListOf(IReadOnlyList<PublishedEdition> editions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var edition in editions)
            {
                json.WriteStartObject();
                json.WriteString("edition", edition.Card.Edition);
                json.WriteString("title", edition.Card.Title);
                json.WriteString("snapshotDate", edition.Card.SnapshotDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteStartArray("files");
                foreach (var (path, file) in DataOf(edition).OrderBy(f => f.Key, StringComparer.Ordinal))
                {
                    json.WriteStartObject();
                    json.WriteString("href", $"/editions/{Uri.EscapeDataString(edition.Card.Edition)}/{Escaped(path)}");
                    json.WriteString("sha256", file.Sha256);
                    json.WriteNumber("bytes", file.Length);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    [GeneratedRegex(@"\.[0-9a-f]{10,}\.[a-z0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex HashedName();
}
