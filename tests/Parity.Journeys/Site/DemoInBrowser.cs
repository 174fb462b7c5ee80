using Parity.App.Tests.Publishing;
using Parity.Platform.Publishing;
using Parity.Platform.SampleCity;
using Parity.Web;

namespace Parity.Journeys.Site;

/// <summary>The two editions that <c>parity demo</c> publishes, made in the same way from the same seed, here or by the tests before, side by side on a static host.</summary>
public sealed class DemoInBrowser : SiteInBrowser
{
    /// <summary>One page of every kind, with pages where much is shown and pages where little is.</summary>
    public static readonly IReadOnlyList<string> DemoKinds =
    [
        "index.html", "measures/index.html", "measures/disciplinary-likelihood.html", "measures/appointment-likelihood.html", "measures/band-representation.html", "measures/senior-representation.html",
        "measures/pay-quarter.html", "measures/pay-gap-median.html", "measures/survey-favourable.html", "measures/headcount.html", "measures/case-count.html", "measures/board-gap.html",
        "measures/disparity-ratio/city.html", "measures/representation/city.html", "measures/benchmark-gap/sector-health.html", "measures/disciplinary-likelihood/severnside-police.html",
        "organisations/index.html", "organisations/city-council.html", "organisations/westmoor-university.html", "organisations/police-commissioner.html", "sectors/index.html", "sectors/sector-health.html",
        "groups/index.html", "groups/black.html", "groups/white.html", "changes.html", "methods.html", "downloads.html", "corrections.html", "../edition-1/index.html", "../edition-1/changes.html",
    ];

    public string Place { get; private set; } = "";

    /// <summary>Every page about one measure, of the newer edition.</summary>
    public IEnumerable<string> Measures => Directory.EnumerateFiles(Path.Combine(Place, Served, "edition-2", "measures"), "*.html").Select(f => "measures/" + Path.GetFileName(f)).Order(StringComparer.Ordinal);

    protected override string Served => "published";

    protected override string Start => "/edition-2/";

    protected override async Task WriteAsync(string place)
    {
        Place = place;
        if (KeptCity.Take(Path.Combine(place, Served))) return;
        var city = Assert.IsType<WriteCity.Outcome.Written>(WriteCity.Handler.Handle(new(place)));
        foreach (string edition in city.EditionFiles)
            Assert.IsType<PublishEdition.Outcome.Published>(await new PublishEdition.Handler(PublicSite.WriteAsync)
                .HandleAsync(new(edition, Path.Combine(place, Served, Path.GetFileNameWithoutExtension(edition))), default));
    }
}
