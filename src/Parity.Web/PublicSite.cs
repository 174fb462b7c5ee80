using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Parity.Platform.Publishing.Contract;
using Parity.Web.Assets;
using Parity.Web.Site;

namespace Parity.Web;

/// <summary>
/// Writes the public site of an edition: plain files that any web server can host, the same bytes for the same publication.
/// Everything on it comes from the publication, whose numbers were released by <c>Parity.Disclosure</c>.
/// </summary>
public static class PublicSite
{
    /// <summary>What the pages may load. The server sends it as a header too, with frame-ancestors, which a page cannot say of itself.</summary>
    public const string ContentPolicy =
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; base-uri 'none'; form-action 'self'";

    private const int PagesOfARenderer = 16;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes every page and asset into the folder, beside what <c>publish</c> has already put there.</summary>
    public static async Task WriteAsync(Publication publication, string folder, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var edition = new Edition(publication);
        foreach (var asset in SiteAssets.All) await WriteAsync(folder, "assets/" + asset.Name, asset.Bytes, stop);

        // A renderer does one page after the other and keeps what it made, so each does some and several go on at once.
        using var services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();
        await Parallel.ForEachAsync(SitePlan.Of(edition, DownloadFile.In(folder)).Chunk(PagesOfARenderer), stop, async (pages, stopped) =>
        {
            await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
            foreach (var page in pages)
            {
                string html = await renderer.Dispatcher.InvokeAsync(async () =>
                {
                    var parameters = new Dictionary<string, object?>(page.Parameters, StringComparer.Ordinal) { ["Edition"] = edition, ["Links"] = new Links(page.Root) };
                    return (await renderer.RenderComponentAsync(page.Component, ParameterView.FromDictionary(parameters))).ToHtmlString();
                });
                await WriteAsync(folder, page.Path, Utf8.GetBytes(html.TrimStart() + "\n"), stopped);
                foreach (var chart in page.Charts ?? []) await WriteAsync(folder, chart.Path, chart.Bytes, stopped);
            }
        });
    }

    private static async Task WriteAsync(string folder, string path, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        string file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, bytes, stop);
    }
}
