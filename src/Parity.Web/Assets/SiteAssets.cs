using System.Security.Cryptography;

namespace Parity.Web.Assets;

/// <summary>One file that pages load: its name carries a hash of its bytes where pages ask for it by name, so it may be kept for ever.</summary>
public sealed record SiteAsset(string Name, ReadOnlyMemory<byte> Bytes, string MediaType);

/// <summary>The style sheet, script and fonts, built from npm packages with the program and embedded in it.</summary>
public static class SiteAssets
{
    private const string Prefix = "assets/";

    private static readonly Lazy<IReadOnlyList<SiteAsset>> Loaded = new(Load);

    public static IReadOnlyList<SiteAsset> All => Loaded.Value;

    /// <summary>File name of the style sheet.</summary>
    public static string Style => Named("site.", ".css");

    /// <summary>File name of the script that filters an A to Z list.</summary>
    public static string Filter => Named("filter.", ".js");

    private static string Named(string start, string end) =>
        All.Single(a => a.Name.StartsWith(start, StringComparison.Ordinal) && a.Name.EndsWith(end, StringComparison.Ordinal)).Name;

    private static List<SiteAsset> Load()
    {
        var assembly = typeof(SiteAssets).Assembly;
        var assets = new List<SiteAsset>();
        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            byte[] bytes = memory.ToArray();
            string name = resource[Prefix.Length..], extension = Path.GetExtension(name);
            // fonts are named by family, subset and weight in the style sheet, whose own name changes with them
            string hashed = extension is ".woff2" ? name : $"{Path.GetFileNameWithoutExtension(name)}.{Convert.ToHexStringLower(SHA256.HashData(bytes))[..10]}{extension}";
            assets.Add(new(hashed, bytes, extension switch { ".css" => "text/css", ".js" => "text/javascript", _ => "font/woff2" }));
        }
        return assets;
    }
}
