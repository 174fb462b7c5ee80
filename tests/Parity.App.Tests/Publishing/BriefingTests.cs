using System.Text;
using System.Text.RegularExpressions;
using Parity.App.Tests.Programmes;
using Parity.Indicators;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Publishing;
using Parity.Platform.Publishing.Contract;
using Parity.Web.Modules.Publishing;
using Parity.Web.Modules.Shared;

namespace Parity.App.Tests.Publishing;

/// <summary>A fact that needs the browser which prints; <c>./test</c> brings it.</summary>
public sealed class PrintedFactAttribute : FactAttribute
{
    public PrintedFactAttribute() => Skip = PrintedPage.IsPossible ? null : "there is no Chromium";
}

/// <summary>What the head of an organisation takes along to a meeting.</summary>
public sealed partial class BriefingTests
{
    private static readonly DateOnly Day = new(2026, 9, 30);

    [PrintedFact]
    public async Task A_briefing_is_one_sheet_with_the_longest_name_and_every_measure_clearly_worse_and_with_nothing_to_say_at_all()
    {
        string worst = await PageAsync([.. IndicatorCatalogue.All.Select(i => Figure(i.Id, i.Title, "adverse significant", i.Id == "unknown-rate" ? 0.4217 : 12.34))]);
        string nothing = await PageAsync([]);

        Assert.Contains("measures show a clear and large difference", worst, StringComparison.Ordinal);
        Assert.Contains("What would make people willing to say?", worst, StringComparison.Ordinal);
        Assert.Equal(12, Rows().Count(worst));
        Assert.Equal((1, 1), (await SheetsAsync(worst), await SheetsAsync(nothing)));
        // Planted: a second table is a second sheet, and is counted.
        string table = worst[worst.IndexOf("<table", StringComparison.Ordinal)..(worst.IndexOf("</table>", StringComparison.Ordinal) + "</table>".Length)];
        Assert.Equal(2, await SheetsAsync(worst.Replace(table, table + table, StringComparison.Ordinal)));
    }

    private static OwnFigure Figure(string indicator, string title, string flag, double value) => new(
        indicator, title, "", "", "white/other", "other", "W", 1234, 5678, value, value / 2, 2 * value, flag, FigureUnit.PercentagePoints, 12.3m, 1, true, true, true);

    /// <summary>As somebody has it who acts for one of two organisations, under embargo, in the demonstration: nothing more can stand above it.</summary>
    private static Task<string> PageAsync(IReadOnlyList<OwnFigure> figures)
    {
        var organisation = new Partner(default, "long", string.Join(' ', Enumerable.Repeat("Community", 12)), "health");
        var version = new ReadEditions.Version(default, default, 1, null, EditionDesign.Usual, 16, default, default, VersionStatus.Ready, null, null, null, Day, null, []);
        var account = new Account(default, "Somebody with a long name", false, [new(Role.OrganisationLead, organisation.Id)]);
        return Rendered.PageAsync<BriefingPage>(
            (nameof(PrivatePage.Visit), new Visit(account, Fictional: true, "form", "seal", "/figures/1/briefing", new Acting(organisation, [organisation with { Code = "other" }]))),
            (nameof(BriefingPage.Organisation), organisation),
            (nameof(BriefingPage.Edition), new ReadEditions.Edition(default, "3", string.Concat(Enumerable.Repeat("Race equality in the city ", 19)), default, Day, null, null, [version])),
            (nameof(BriefingPage.Version), version),
            (nameof(BriefingPage.Figures), figures),
            (nameof(BriefingPage.MayPrint), true));
    }

    /// <summary>ISO 32000, 7.7.3.3: each sheet is an object of this type.</summary>
    private static async Task<int> SheetsAsync(string html) => Sheet().Count(Encoding.Latin1.GetString((await PrintedPage.OfAsync(html, default))!));

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Sheet();

    [GeneratedRegex("<th scope=\"row\"")]
    private static partial Regex Rows();
}
