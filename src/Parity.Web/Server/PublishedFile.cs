using System.IO.Compression;
using System.Net.Mime;
using System.Security.Cryptography;

namespace Parity.Web.Server;

/// <summary>
/// One file of a published site, kept in memory with its compressed forms, which are made at the first request that
/// wants them. A file too large to keep is read from disk each time and never compressed.
/// </summary>
internal sealed class PublishedFile
{
    private const int KeptInMemory = 8 << 20;
    private const int WorthCompressing = 1 << 10;

    private static readonly Dictionary<string, (string Type, bool Compress)> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = ("text/html; charset=utf-8", true),
        [".css"] = ("text/css; charset=utf-8", true),
        [".js"] = ("text/javascript; charset=utf-8", true),
        [".json"] = ("application/json; charset=utf-8", true),
        [".csv"] = ("text/csv; charset=utf-8", true),
        [".txt"] = ("text/plain; charset=utf-8", true),
        [".md"] = ("text/markdown; charset=utf-8", true),
        [".xml"] = ("application/xml; charset=utf-8", true),
        [".svg"] = ("image/svg+xml", true),
        [".webmanifest"] = ("application/manifest+json", true),
        [".png"] = ("image/png", false),
        [".jpg"] = ("image/jpeg", false),
        [".webp"] = ("image/webp", false),
        [".ico"] = ("image/x-icon", false),
        [".woff2"] = ("font/woff2", false),
        [".woff"] = ("font/woff", false),
        [".zip"] = (MediaTypeNames.Application.Zip, false),
        [".pdf"] = (MediaTypeNames.Application.Pdf, false),
        [".xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false),
        [".ods"] = ("application/vnd.oasis.opendocument.spreadsheet", false),
    };

    private readonly Lazy<Form?> brotli;
    private readonly Lazy<Form?> gzip;

    private PublishedFile(string extension, byte[]? bytes, string? onDisk, long length, byte[] sha256, DateTimeOffset modified)
    {
        (ContentType, Compressible) = Types.GetValueOrDefault(extension, (MediaTypeNames.Application.Octet, false));
        Compressible = Compressible && bytes is { Length: >= WorthCompressing };
        IsPage = ContentType.StartsWith("text/html", StringComparison.Ordinal);
        IsFont = ContentType.StartsWith("font/", StringComparison.Ordinal);
        Length = length;
        Sha256 = Convert.ToHexStringLower(sha256);
        OnDisk = onDisk;
        Modified = modified.AddTicks(-(modified.Ticks % TimeSpan.TicksPerSecond));
        ModifiedText = Modified.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        string tag = Sha256[..20];
        Plain = new(bytes, null, $"\"{tag}\"");
        brotli = new(() => Compress(bytes, "br", $"\"{tag}-br\"", stream => new BrotliStream(stream, new BrotliCompressionOptions { Quality = 5 }, leaveOpen: true)));
        gzip = new(() => Compress(bytes, "gzip", $"\"{tag}-gz\"", stream => new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)));
    }

    /// <summary>One encoding of the file; <see cref="Bytes"/> is null for a file that stays on disk.</summary>
    internal sealed record Form(byte[]? Bytes, string? Encoding, string ETag)
    {
        public string? LengthText { get; } = Bytes?.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public string ContentType { get; }
    public bool Compressible { get; }
    public bool IsPage { get; }
    public bool IsFont { get; }
    public long Length { get; }
    public string Sha256 { get; }
    public string? OnDisk { get; }
    public DateTimeOffset Modified { get; }
    public string ModifiedText { get; }
    public Form Plain { get; }

    public static PublishedFile Of(string extension, byte[] bytes, DateTimeOffset modified) =>
        new(extension, bytes, null, bytes.Length, SHA256.HashData(bytes), modified);

    public static async Task<PublishedFile> ReadAsync(FileInfo file, CancellationToken stop)
    {
        var modified = new DateTimeOffset(file.LastWriteTimeUtc);
        if (file.Length <= KeptInMemory) return Of(file.Extension, await File.ReadAllBytesAsync(file.FullName, stop), modified);
        await using var stream = file.OpenRead();
        return new(file.Extension, null, file.FullName, file.Length, await SHA256.HashDataAsync(stream, stop), modified);
    }

    public Stream OpenRead() => Plain.Bytes is { } bytes ? new MemoryStream(bytes, writable: false) : File.OpenRead(OnDisk!);

    /// <summary>The form that suits an Accept-Encoding header best.</summary>
    public Form For(string? accepted)
    {
        if (!Compressible || string.IsNullOrEmpty(accepted)) return Plain;
        if (Accepts(accepted, "br") && brotli.Value is { } smallest) return smallest;
        return Accepts(accepted, "gzip") && gzip.Value is { } small ? small : Plain;
    }

    private static bool Accepts(ReadOnlySpan<char> header, ReadOnlySpan<char> encoding)
    {
        foreach (var range in header.Split(','))
        {
            var one = header[range].Trim();
            int semicolon = one.IndexOf(';');
            var name = semicolon < 0 ? one : one[..semicolon].TrimEnd();
            if (!name.Equals(encoding, StringComparison.OrdinalIgnoreCase)) continue;
            return semicolon < 0 || one[(semicolon + 1)..].Trim() is not (['q' or 'Q', '=', '0'] or ['q' or 'Q', '=', '0', '.', ..])
                || one[(semicolon + 1)..].ContainsAnyInRange('1', '9');
        }

        return false;
    }

    private static Form? Compress(byte[]? bytes, string encoding, string etag, Func<Stream, Stream> open)
    {
        if (bytes is null) return null;
        using var into = new MemoryStream(bytes.Length / 3);
        using (var stream = open(into)) stream.Write(bytes);
        return into.Length < bytes.Length ? new(into.ToArray(), encoding, etag) : null;
    }
}
