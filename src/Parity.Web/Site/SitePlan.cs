using Parity.Web.Site.Charts;
using Parity.Web.Site.Pages;

namespace Parity.Web.Site;

/// <summary>One page to write.</summary>
/// <param name="Charts">Charts the page offers as files: it fills this while it is rendered.</param>
public sealed record PlannedPage(string Path, Type Component, IReadOnlyDictionary<string, object?> Parameters, List<ChartFile>? Charts = null)
{
    public string Root => string.Concat(Enumerable.Repeat("../", Path.Count(c => c == '/')));
}

/// <summary>Which pages an edition has. A page without figures behind it is not written.</summary>
public static class SitePlan
{
    public static IEnumerable<PlannedPage> Of(Edition edition, IReadOnlyList<DownloadFile> downloads)
    {
        var publication = edition.Publication;
        yield return Page<Overview>("index.html", ("Downloads", downloads));
        yield return Page<MeasuresIndex>("measures/index.html");
        foreach (var indicator in publication.Indicators)
        {
            var charts = new List<ChartFile>();
            yield return Page<MeasurePage>($"measures/{Links.Slug(indicator.Id)}.html", ("Indicator", indicator), ("Downloads", downloads), ("Charts", charts)) with { Charts = charts };
            foreach (string place in edition.Places.Where(p => edition.Rows(indicator.Id, p).Count > 0))
                yield return Page<MeasureAtPage>($"measures/{Links.Slug(indicator.Id)}/{Links.Slug(place)}.html", ("Indicator", indicator), ("Place", place));
        }

        yield return Page<OrganisationsIndex>("organisations/index.html");
        foreach (var organisation in publication.Organisations)
            yield return Page<PlacePage>($"organisations/{Links.Slug(organisation.Code)}.html", ("Code", organisation.Code));
        if (publication.Sectors.Count > 0) yield return Page<SectorsIndex>("sectors/index.html");
        foreach (var sector in publication.Sectors)
            yield return Page<PlacePage>($"sectors/{Links.Slug(sector.Code)}.html", ("Code", sector.Code));
        if (edition.Groups.Count > 0) yield return Page<GroupsIndex>("groups/index.html");
        foreach (string group in edition.Groups)
            yield return Page<GroupPage>($"groups/{Words.Groups.Slug(group)}.html", ("Group", group));

        yield return Page<ChangesPage>("changes.html");
        yield return Page<MethodsPage>("methods.html");
        yield return Page<DownloadsPage>("downloads.html", ("Files", downloads));
        yield return Page<CorrectionsPage>("corrections.html");
        yield return Page<AccessibilityPage>("accessibility.html");
        yield return Page<PrivacyPage>("privacy.html");
    }

    private static PlannedPage Page<TComponent>(string path, params (string Name, object? Value)[] parameters) =>
        new(path, typeof(TComponent), parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal));
}
