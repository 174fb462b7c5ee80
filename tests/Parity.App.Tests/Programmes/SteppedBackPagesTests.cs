using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Programmes;
using Parity.Web.Modules.Programmes.Interviewing;
using Parity.Web.Modules.Programmes.Marking;

namespace Parity.App.Tests.Programmes;

/// <summary>Whoever has stepped back reads that it was done, and who goes on.</summary>
public sealed partial class SteppedBackPagesTests
{
    /// <summary>Five answers each.</summary>
    private const int TwoApplications = 10;

    [Fact]
    public async Task An_assessor_who_recuses_themselves_or_abstains_reads_what_was_done()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        var (cohort, cookies) = await MarksAsync(server);
        Assert.Empty(Notices(await PageAsync(server, cohort, cookies)));

        string recused = await StepBackAsync(server, cohort, cookies, nameof(MarkingEnd.Recused));
        Assert.StartsWith("You have stepped back from an application. Your marks for all its answers are deleted", recused, StringComparison.Ordinal);
        Assert.EndsWith("You will not be given it again.", recused, StringComparison.Ordinal);
        Assert.Equal("You have abstained from an application. Your marks for all its answers are deleted. Nobody else is given it in your place.", await StepBackAsync(server, cohort, cookies, nameof(MarkingEnd.Abstained)));
        Assert.Empty(Notices(await PageAsync(server, cohort + "?stepped-back=something-else", cookies)));
    }

    [Theory]
    [InlineData("given-on", "somebody else has been given it")]
    [InlineData("waits", "the programme's team sees that it waits")]
    [InlineData("settling-given-on", "has been given to somebody else")]
    [InlineData("settling-waits", "waits until the programme's team asks somebody else")]
    [InlineData("panel", "Whoever seated you has been written to")]
    public void Each_way_of_stepping_back_says_who_goes_on(string word, string said)
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString("?stepped-back=" + word);
        Assert.Contains(said, SteppedBack.In(http)!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_leaves_a_panel_reads_it_on_the_page_of_their_interviews()
    {
        var mine = new ReadMarking.Mine(new(Guid.Empty), "Stepping Up", Rubric.Named("five-traits"), IsCalibrated: true, [], [], [], null, null, []);
        var left = new SteppedBack("You have stepped back from an interview", "Your marks for it are deleted.");
        Assert.Contains("""<div class="notice" role="status"><h2>You have stepped back from an interview</h2><p>Your marks for it are deleted.</p></div>""", await Rendered.PageAsync<OwnInterviewsPage>((nameof(OwnInterviewsPage.One), mine), (nameof(OwnInterviewsPage.Shown), new ReadOwnPanels.Shown([], [])), (nameof(OwnInterviewsPage.Left), left)), StringComparison.Ordinal);
    }

    /// <summary>Somebody of the demo city who has answers of two applications to mark.</summary>
    private static async Task<(string Cohort, string Cookies)> MarksAsync(RunningServer server)
    {
        foreach (var person in (await server.Client.PeopleAsync()).Where(p => p.Roles.SequenceEqual(["assessor"])))
        {
            string cookies = await server.SignInAsync(person);
            foreach (Match cohort in Cohorts().Matches(await PageAsync(server, "/marking", cookies)))
            {
                string page = await PageAsync(server, cohort.Groups[1].Value, cookies);
                if (Marked().Match(page) is { Success: true } marked && Number(marked, 2) - Number(marked, 1) >= TwoApplications) return (cohort.Groups[1].Value, cookies);
            }
        }

        throw new InvalidOperationException("The demo city has nobody who marks.");

        static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> StepBackAsync(RunningServer server, string cohort, string cookies, string how)
    {
        string answer = Answers().Match(await PageAsync(server, cohort, cookies)).Groups[1].Value;
        var (sent, _) = await server.SendFormAsync(answer, answer + "/step-back", cookies, ("how", how));
        using (sent)
        {
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
            return Assert.Single(Notices(await PageAsync(server, sent.Headers.Location!.ToString(), cookies)));
        }
    }

    private static async Task<string> PageAsync(RunningServer server, string path, string cookies)
    {
        using var answer = await server.GetAsync(path, ("Cookie", cookies));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static List<string> Notices(string page) =>
        [.. new HtmlParser().ParseDocument(page).QuerySelectorAll("div.notice[role=status]").Select(n => $"{n.QuerySelector("h2")!.TextContent}. {n.QuerySelector("p")!.TextContent}")];

    [GeneratedRegex("href=\"(/marking/[0-9a-f-]{36})\"")]
    private static partial Regex Cohorts();

    [GeneratedRegex("([0-9]+) of ([0-9]+) answers are marked")]
    private static partial Regex Marked();

    [GeneratedRegex("href=\"(/marking/[0-9a-f-]{36}/answers/[^\"]+)\"")]
    private static partial Regex Answers();
}
