using AngleSharp.Dom;
using Parity.Web;

namespace Parity.App.Tests.Site;

/// <summary>What holds for every page that is written, whatever it is about.</summary>
public sealed class EveryPageTests(WrittenSite site) : IClassFixture<WrittenSite>
{
    [Fact]
    public void The_site_has_a_page_for_each_measure_organisation_sector_group_and_for_each_number_a_home()
    {
        Assert.Superset(
            new HashSet<string>
            {
                "index.html", "measures/index.html", "measures/disciplinary-likelihood.html", "measures/disciplinary-likelihood/city.html",
                "measures/disciplinary-likelihood/POLICE.html", "measures/pay-quarter/sector-health.html", "organisations/index.html", "organisations/TEACH.html",
                "sectors/index.html", "sectors/sector-health.html", "groups/index.html", "groups/black.html", "groups/not-known.html",
                "changes.html", "methods.html", "downloads.html", "corrections.html", "accessibility.html", "privacy.html",
            },
            site.Pages.Keys.ToHashSet());
    }

    [Fact]
    public void Every_page_is_in_British_English_and_has_one_heading_of_the_first_level_and_a_main_part() => EachPage((path, page) =>
    {
        Assert.Equal("en-GB", page.DocumentElement.GetAttribute("lang"));
        Assert.True(page.QuerySelectorAll("h1").Length == 1, path);
        Assert.NotEmpty(page.QuerySelector("h1")!.TextContent.Trim());
        Assert.Single(page.QuerySelectorAll("main"));
    });

    [Fact]
    public void No_two_pages_share_a_title()
    {
        var shared = site.Pages.GroupBy(p => p.Value.Title, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(p => p.Key))}");
        Assert.Empty(shared);
    }

    [Fact]
    public void Headings_never_skip_a_level() => EachPage((path, page) =>
    {
        int before = 0;
        foreach (var heading in page.QuerySelectorAll("h1, h2, h3, h4"))
        {
            int level = heading.LocalName[1] - '0';
            Assert.True(level <= before + 1, $"{path}: {heading.LocalName} “{heading.TextContent}” after h{before}");
            before = level;
        }
    });

    [Fact]
    public void Nothing_is_inline_and_nothing_comes_from_elsewhere() => EachPage((path, page) =>
    {
        Assert.Empty(page.QuerySelectorAll("style, [style], iframe, object, embed, img"));
        Assert.All(page.QuerySelectorAll("script"), s => Assert.True(s.HasAttribute("src") && s.TextContent.Length == 0, path));
        Assert.All(page.All, e => Assert.DoesNotContain(e.Attributes, a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        foreach (var (element, attribute) in page.QuerySelectorAll("[href], [src]").SelectMany(e => new[] { (e, "href"), (e, "src") }))
            if (element.GetAttribute(attribute) is { } address && address != "data:,")
                Assert.False(address.Contains(':', StringComparison.Ordinal) || address.StartsWith('/'), $"{path}: {address}");
    });

    [Fact]
    public void Every_page_states_a_content_policy_without_unsafe_parts_and_a_referrer_policy() => EachPage((path, page) =>
    {
        string policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        Assert.Equal(PublicSite.ContentPolicy, policy);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("meta[name=referrer]"));
    });

    [Fact]
    public void Every_link_leads_to_a_file_or_a_place_that_exists()
    {
        var broken = new List<string>();
        foreach (var (path, page) in site.Pages)
        {
            var here = new Uri("http://site/" + path);
            foreach (string address in page.QuerySelectorAll("[href], [src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Where(a => a != "data:,"))
            {
                // links to an earlier edition leave this folder on purpose
                if (address.Contains("../edition-1/", StringComparison.Ordinal)) continue;
                var target = new Uri(here, address);
                string file = Uri.UnescapeDataString(target.AbsolutePath[1..]);
                if (!File.Exists(Path.Combine(site.Folder, file))) broken.Add($"{path}: {address}");
                else if (target.Fragment.Length > 1 && file.EndsWith(".html", StringComparison.Ordinal) && site.Pages[file].GetElementById(target.Fragment[1..]) is null)
                    broken.Add($"{path}: {address} (no such place)");
            }
        }
        Assert.Empty(broken.Distinct().Take(10));
    }

    [Fact]
    public void Every_table_has_a_caption_and_headers_and_no_empty_cell() => EachPage((path, page) =>
    {
        foreach (var table in page.QuerySelectorAll("table"))
        {
            Assert.False(string.IsNullOrWhiteSpace(table.QuerySelector("caption")?.TextContent), $"{path}: a table without a caption");
            Assert.NotEmpty(table.QuerySelectorAll("thead th[scope=col]"));
            Assert.All(table.QuerySelectorAll("tbody tr"), row => Assert.NotNull(row.QuerySelector("th[scope]")));
            foreach (var cell in table.QuerySelectorAll("th, td"))
                Assert.False(string.IsNullOrWhiteSpace(cell.TextContent), $"{path}: an empty cell in “{table.QuerySelector("caption")!.TextContent}”");
        }
    });

    [Fact]
    public void Every_picture_is_described_or_hidden_beside_words_that_say_the_same() => EachPage((path, page) =>
    {
        foreach (var svg in page.QuerySelectorAll("svg").Where(s => s.ParentElement?.Closest("svg") is null))
        {
            if (svg.GetAttribute("aria-hidden") is "true") continue;
            Assert.Equal("img", svg.GetAttribute("role"));
            Assert.All(svg.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.False(string.IsNullOrWhiteSpace(page.GetElementById(id)?.TextContent), $"{path}: {id}"));
        }
    });

    [Fact]
    public void No_id_is_used_twice_on_a_page() => EachPage((path, page) =>
        Assert.Empty(page.All.Where(e => !string.IsNullOrEmpty(e.Id)).GroupBy(e => e.Id, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"{path}: {g.Key}")));

    [Fact]
    public void A_fictional_edition_says_so_on_every_page() => EachPage((path, page) =>
        Assert.Contains("invented", page.QuerySelector(".sample")?.TextContent ?? "", StringComparison.Ordinal));

    [Fact]
    public void A_page_with_its_style_sheet_weighs_little()
    {
        long style = new FileInfo(Directory.GetFiles(Path.Combine(site.Folder, "assets"), "site.*.css").Single()).Length;
        foreach (string path in site.Pages.Keys)
        {
            long page = new FileInfo(Path.Combine(site.Folder, path)).Length;
            Assert.True(page + style < 100_000, $"{path} weighs {page + style} bytes");
        }
    }

    private void EachPage(Action<string, IDocument> check)
    {
        Assert.NotEmpty(site.Pages);
        foreach (var (path, page) in site.Pages.OrderBy(p => p.Key, StringComparer.Ordinal)) check(path, page);
    }
}
