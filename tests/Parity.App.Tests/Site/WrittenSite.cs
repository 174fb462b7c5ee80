using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Parity.Web;

namespace Parity.App.Tests.Site;

/// <summary>The sample edition's site, written once for all tests that read it.</summary>
public sealed class WrittenSite : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("parity-site-").FullName;

    /// <summary>Every written page by its path from the root, with forward slashes.</summary>
    public IReadOnlyDictionary<string, IHtmlDocument> Pages { get; private set; } = new Dictionary<string, IHtmlDocument>();

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "data", "figures.csv"), "organisation,indicator\nCITY,headcount\n");
        await PublicSite.WriteAsync(SampleEdition.Make(), Folder, default);
        var parser = new HtmlParser();
        Pages = Directory.EnumerateFiles(Folder, "*.html", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(Folder, f).Replace('\\', '/'), f => parser.ParseDocument(File.ReadAllText(f)), StringComparer.Ordinal);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}
