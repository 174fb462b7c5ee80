using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Parity.App.Tests.Site;
using Parity.Journeys.Work;
using Parity.Web;

namespace Parity.Journeys.Site;

/// <summary>The sample edition's site on a plain static host.</summary>
public class SiteInBrowser : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("parity-journey-").FullName;
    private WebApplication? host;

    /// <summary>One page of every kind, by its path.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "index.html", "measures/index.html", "measures/disciplinary-likelihood.html", "measures/appointment-likelihood.html", "measures/band-representation.html",
        "measures/pay-quarter.html", "measures/pay-gap-median.html", "measures/survey-favourable.html", "measures/headcount.html",
        "measures/disciplinary-likelihood/city.html", "measures/disciplinary-likelihood/POLICE.html", "measures/band-representation/TEACH.html", "measures/band-representation/city.html",
        "organisations/index.html", "organisations/TEACH.html", "organisations/PORT.html", "sectors/index.html", "sectors/sector-health.html",
        "groups/index.html", "groups/black.html", "groups/white.html", "changes.html", "methods.html", "downloads.html", "corrections.html", "accessibility.html", "privacy.html",
    ];

    public string Address { get; private set; } = "";

    public string OnDisk(string path) => new Uri(Path.Combine(folder, path)).AbsoluteUri;

    public async Task InitializeAsync()
    {
        await WriteAsync(folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        host = builder.Build();
        host.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = PublicSite.ContentPolicy + "; frame-ancestors 'none'";
            return next(context);
        });
        var types = new FileExtensionContentTypeProvider();
        host.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(folder, Served)), ContentTypeProvider = types });
        await host.StartAsync();
        Address = host.Urls.Single() + Start;
    }

    /// <summary>The folder of the host's root, inside the place that is written.</summary>
    protected virtual string Served => "";

    /// <summary>Path of the site on its host.</summary>
    protected virtual string Start => "/";

    protected virtual async Task WriteAsync(string place)
    {
        Directory.CreateDirectory(Path.Combine(place, "data"));
        await File.WriteAllTextAsync(Path.Combine(place, "data", "figures.csv"), "organisation,indicator\nCITY,headcount\n");
        await PublicSite.WriteAsync(SampleEdition.Make(), place, default);
    }

    public Task<IBrowserContext> VisitAsync(int width = 1280, bool scripts = true, bool forcedColours = false) => Browser.VisitAsync(new BrowserNewContextOptions
    {
        ViewportSize = new() { Width = width, Height = 900 },
        JavaScriptEnabled = scripts,
        ForcedColors = forcedColours ? ForcedColors.Active : ForcedColors.None,
        BaseURL = Address,
    });

    public async Task DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
