using System.Xml.Linq;

namespace Parity.App.Tests.Site;

/// <summary>A measure's charts are offered as pictures that stand for themselves in a report or a slide.</summary>
public sealed class ChartFileTests(WrittenSite site) : IClassFixture<WrittenSite>
{
    [Fact]
    public void Every_chart_file_is_offered_on_a_page_and_every_one_offered_is_there()
    {
        var offered = site.Pages.SelectMany(p => p.Value.QuerySelectorAll("a[href$='.svg']").Select(a => a.GetAttribute("href")!.Replace("../", "", StringComparison.Ordinal))).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Files().Select(f => Path.GetRelativePath(site.Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal), offered);
        Assert.True(offered.Count > 10);
    }

    [Fact]
    public void A_chart_file_needs_no_style_sheet_runs_nothing_and_names_its_source()
    {
        foreach (string file in Files())
        {
            var picture = XDocument.Load(file);
            Assert.DoesNotContain(picture.Descendants(), e => e.Name.LocalName is "script" or "style" or "image" or "foreignObject");
            Assert.DoesNotContain(picture.Descendants().Attributes(), a => a.Name.LocalName is "class" or "style" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
            string said = picture.Root!.Value;
            Assert.Contains("Source: ", said, StringComparison.Ordinal);
            Assert.Contains("invented", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_chart_file_says_for_every_row_what_the_table_on_the_page_says()
    {
        var picture = XDocument.Load(Path.Combine(site.Folder, "charts", "disciplinary-likelihood-organisations.svg"));
        string said = picture.Root!.Value;
        var rows = site.Pages["measures/disciplinary-likelihood.html"].QuerySelectorAll("#organisations .plot tbody tr");
        Assert.NotEmpty(rows);
        foreach (var row in rows) Assert.Contains(row.QuerySelector("td.n a")!.TextContent.Trim(), said, StringComparison.Ordinal);
        int withheld = rows.Count(r => r.QuerySelector("td.n a")!.TextContent.Trim() == "withheld");
        Assert.True(withheld > 0);
        Assert.Equal(withheld, picture.Descendants().Count(e => e.Name.LocalName == "text" && e.Value.Trim() == "withheld"));
    }

    private string[] Files() => Directory.GetFiles(Path.Combine(site.Folder, "charts"), "*.svg");
}
