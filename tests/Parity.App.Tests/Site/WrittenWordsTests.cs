using AngleSharp.Dom;
using Parity.Platform.Publishing.Contract;
using Parity.Web;
using Parity.Web.Site;
using Parity.Web.Site.Charts;
using Parity.Web.Site.Words;

namespace Parity.App.Tests.Site;

/// <summary>Findings are stated only as far as the figures carry them.</summary>
public sealed class WrittenWordsTests(WrittenSite site) : IClassFixture<WrittenSite>
{
    [Theory]
    [InlineData(1.22, "about a quarter more likely than")]
    [InlineData(1.33, "about a third more likely than")]
    [InlineData(1.50, "half as likely again as")]
    [InlineData(1.67, "about two thirds more likely than")]
    [InlineData(2.00, "twice as likely as")]
    [InlineData(2.45, "two and a half times as likely as")]
    [InlineData(3.00, "three times as likely as")]
    [InlineData(3.80, "almost four times as likely as")]
    [InlineData(5.30, "more than five times as likely as")]
    public void A_ratio_is_said_in_words_people_use(decimal ratio, string words) => Assert.Equal(words, Sentences.Times(ratio, "likely"));

    [Theory]
    [InlineData(0.0226, "23 in 1,000")]
    [InlineData(0.314, "31 in 100")]
    [InlineData(0.0012, "12 in 10,000")]
    public void A_rate_is_said_in_whole_people(decimal rate, string words) => Assert.Equal(words, Numbers.InPeople(rate));

    [Theory]
    [InlineData(0.192, "nearly one in five")]
    [InlineData(0.2, "one in five")]
    [InlineData(0.0715, "one in fourteen")]
    [InlineData(0.41, "about four in ten")]
    [InlineData(0.46, "about half")]
    [InlineData(0.65, "about two in three")]
    [InlineData(0.71, "about seven in ten")]
    public void A_share_is_said_as_one_in_so_many(decimal share, string words) => Assert.Equal(words, Numbers.OneIn(share));

    [Theory]
    [InlineData(-5.25, 1, "\u22125.3")]
    [InlineData(0.125, 2, "0.13")]
    [InlineData(46765, 0, "46,765")]
    public void Numbers_have_a_true_minus_commas_and_halves_away_from_zero(decimal number, int decimals, string text) =>
        Assert.Equal(text, Numbers.Fixed(number, decimals));

    [Fact]
    public void A_clear_ratio_is_stated_an_unclear_one_is_as_far_as_the_figures_can_tell_and_a_withheld_one_has_no_sentence()
    {
        var edition = new Edition(SampleEdition.Make());
        string? Said(string indicator, string place) => Sentences.Finding(edition, edition.Lead(indicator, place, edition.Minority)!);
        Assert.Equal("Ethnic minority staff were half as likely again as White staff to enter a formal disciplinary process", Said("disciplinary-likelihood", "CITY"));
        Assert.Equal("Once shortlisted, White applicants were half as likely again as ethnic minority applicants to be appointed", Said("appointment-likelihood", "CITY"));
        Assert.Equal("Ethnic minority staff were as likely as White staff to enter a formal capability process, as far as the figures can tell", Said("capability-likelihood", "CITY"));
        Assert.Null(Said("disciplinary-likelihood", "POLICE"));
    }

    [Fact]
    public void Every_lede_is_a_whole_sentence() => Assert.All(
        site.Pages.SelectMany(p => p.Value.QuerySelectorAll(".lede").Select(lede => (p.Key, Words: lede.TextContent.Trim()))),
        lede => Assert.True(lede.Words.EndsWith('.') && lede.Words.Split(' ').Length > 4 && char.IsUpper(lede.Words[0]), $"{lede.Key}: {lede.Words}"));

    [Fact]
    public void The_line_of_the_population_stands_only_where_ethnic_minority_staff_are_shown()
    {
        var page = site.Pages["measures/representation.html"];
        Assert.Contains("Population", page.QuerySelector("#organisations .plot")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Population", page.QuerySelector("#groups .plot")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_promises_an_interval_only_where_the_measure_has_one()
    {
        var edition = new Edition(SampleEdition.Make());
        Assert.Equal("Share (95% interval)", Axes.ValueHead(edition.Indicator("representation")));
        Assert.Equal("Share", Axes.ValueHead(edition.Indicator("pay-quarter")));
    }

    [Fact]
    public void A_heading_gives_the_range_of_what_is_shown_and_needs_two_figures()
    {
        var edition = new Edition(SampleEdition.Make());
        var indicator = edition.Indicator("pdp-rate");
        var shown = edition.ByOrganisation("pdp-rate", edition.Minority, "");
        Assert.Null(Sentences.Range(shown.Take(1), indicator));
        Assert.Matches("^\\d+(\\.\\d)?%( to \\d+(\\.\\d)?%)?$", Sentences.Range(shown, indicator));
    }

    [Fact]
    public void A_withheld_figure_leaves_no_number_mark_or_limit_on_its_own_page()
    {
        var page = site.Pages["measures/disciplinary-likelihood/POLICE.html"];
        var row = page.GetElementById("f-white-other-other")!;
        Assert.Contains("withheld", row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("(", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("withheld to protect people", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".lineage .fractions"));
    }

    [Fact]
    public void A_withheld_row_of_a_chart_is_one_line_over_the_whole_axis()
    {
        var row = site.Pages["measures/disciplinary-likelihood.html"].QuerySelectorAll(".plot tbody tr").Single(r => r.TextContent.Contains("Police", StringComparison.Ordinal));
        var line = Assert.Single(row.QuerySelectorAll("svg line"));
        Assert.Equal("wh", line.ClassName);
        Assert.Equal(("0", "100%"), (line.GetAttribute("x1") ?? "0", line.GetAttribute("x2")));
        Assert.Empty(row.QuerySelectorAll("circle"));
    }

    [Fact]
    public void The_description_of_a_chart_holds_the_values_of_its_rows()
    {
        var table = site.Pages["index.html"].QuerySelector("table.spine")!;
        string said = table.QuerySelector("desc")!.TextContent;
        foreach (var row in table.QuerySelectorAll("tbody tr:not(.grp)"))
        {
            Assert.Contains(row.QuerySelector("th")!.TextContent.Trim(), said, StringComparison.Ordinal);
            Assert.Contains(row.QuerySelector("td.n a")!.TextContent.Trim(), said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_number_leads_in_one_click_to_the_counts_it_was_made_of()
    {
        var number = site.Pages["index.html"].QuerySelectorAll("table.spine td.n a").First(a => a.GetAttribute("href")!.Contains("disciplinary", StringComparison.Ordinal));
        Assert.Equal("measures/disciplinary-likelihood/city.html#f-white-other-other", number.GetAttribute("href"));
        var home = site.Pages["measures/disciplinary-likelihood/city.html"];
        Assert.Equal("115", home.QuerySelector(".fractions b")!.TextContent);
        Assert.Contains("115", home.GetElementById("f-white-other-other")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_publication_is_written_in_the_same_bytes()
    {
        string again = Directory.CreateTempSubdirectory("parity-again-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(again, "data"));
            File.Copy(Path.Combine(site.Folder, "data", "figures.csv"), Path.Combine(again, "data", "figures.csv"));
            await PublicSite.WriteAsync(SampleEdition.Make(), again, default);
            foreach (string file in Directory.EnumerateFiles(site.Folder, "*", SearchOption.AllDirectories))
                Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(Path.Combine(again, Path.GetRelativePath(site.Folder, file))));
        }
        finally
        {
            Directory.Delete(again, recursive: true);
        }
    }

    [Fact]
    public async Task A_real_edition_does_not_call_itself_a_sample_and_text_from_returns_stays_text()
    {
        string folder = Directory.CreateTempSubdirectory("parity-real-").FullName;
        try
        {
            await PublicSite.WriteAsync(SampleEdition.Make("A <b>bold</b> & “quoted” title", fictional: false), folder, default);
            string html = await File.ReadAllTextAsync(Path.Combine(folder, "index.html"));
            Assert.DoesNotContain("invented.</p>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>bold</b>", html, StringComparison.Ordinal);
            Assert.Contains("A &lt;b&gt;bold&lt;/b&gt; &amp; “quoted” title", html, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("CITY", "city")]
    [InlineData("SECTOR:health", "sector-health")]
    [InlineData("index", "index-organisation")]
    [InlineData("city", "city-organisation")]
    [InlineData("A/B", "A-B")]
    public void A_code_becomes_a_file_name_that_the_site_does_not_use_itself(string code, string slug) => Assert.Equal(slug, Links.Slug(code));

    /// <summary>PHE indicator methods, published control limits of a proportion (tests/cases/funnel_proportion_reference.csv).</summary>
    [Fact]
    public void Control_limits_match_the_published_ones()
    {
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "cases", "funnel_proportion_reference.csv")).Skip(1))
        {
            double[] cells = [.. line.Split(',').Select(c => double.Parse(c, System.Globalization.CultureInfo.InvariantCulture))];
            var (low95, high95) = FunnelLimits.At(cells[5] / 100, cells[0], FunnelLimits.Z95);
            var (low998, high998) = FunnelLimits.At(cells[5] / 100, cells[0], FunnelLimits.Z998);
            Assert.Equal(cells[1], low95 * 100, 0.01);
            Assert.Equal(cells[2], high95 * 100, 0.01);
            Assert.Equal(cells[3], low998 * 100, 0.01);
            Assert.Equal(cells[4], high998 * 100, 0.01);
        }
    }
}
