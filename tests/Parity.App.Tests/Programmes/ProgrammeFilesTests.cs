using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Programmes;

public sealed partial class ProgrammeFilesTests
{
    [Fact]
    public async Task What_the_team_sees_on_its_pages_it_can_take_along_as_files_that_say_the_same()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        string manager = await server.SignInAsync((await server.Client.PeopleAsync()).First(p => p.Roles.Contains("programme-manager")));
        var overview = new HtmlParser().ParseDocument(await TextAsync("/programme"));
        string[] addresses = [.. overview.QuerySelectorAll("main a[href^='/programme/cohorts/0']").Select(a => a.GetAttribute("href")!).Distinct()];
        var cohorts = await RowsAsync("/programme/cohorts.csv");
        Assert.Equal(addresses.Length, cohorts.Count);
        Assert.Equal(overview.QuerySelectorAll("main a[href^='/programme/cases/0']").Length, (await RowsAsync("/programme/cases.csv")).Count);

        int participants = 0, days = 0, reached = 0, assignments = 0, inSets = 0, ahead = 0, toMakeUp = 0;
        foreach (string cohort in addresses)
        {
            var people = await RowsAsync(cohort + "/participants.csv");
            var running = new HtmlParser().ParseDocument(await TextAsync(cohort + "/running"));
            Assert.Equal(running.QuerySelector("#people ~ table")?.QuerySelectorAll("tbody tr").Length ?? 0, people.Select(r => r["participant"]).Distinct().Count());
            participants += people.Select(r => r["participant"]).Distinct().Count();
            days += (await RowsAsync(cohort + "/days.csv")).Count;
            reached += (await RowsAsync(cohort + "/milestones.csv")).Count(r => r["reached"] == "yes");
            assignments += (await RowsAsync(cohort + "/assignments.csv")).Count;
            inSets += (await RowsAsync(cohort + "/sets.csv")).Count(r => r["set"].Length > 0);
            ahead += (await RowsAsync(cohort + "/forecast.csv")).Count;
            toMakeUp += (await RowsAsync(cohort + "/modules.csv")).Count(r => r["state"] == "To make up");
            await RowsAsync(cohort + "/interviews.csv");
            await RowsAsync(cohort + "/groups.csv");
        }

        Assert.All((int[])[participants, days, reached, assignments, inSets, ahead, toMakeUp], count => Assert.True(count > 0));

        async Task<string> TextAsync(string path)
        {
            using var answer = await server.GetAsync(path, ("Cookie", manager));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync();
        }

        async Task<List<Dictionary<string, string>>> RowsAsync(string path)
        {
            var rows = Row().Matches(await TextAsync(path)).Select(row => Cell().Matches(row.Value).Select(c => c.Groups[1].Success ? c.Groups[1].Value : c.Groups[2].Value).ToList()).ToList();
            string[] heads = [.. rows[0].Select(h => h.TrimStart('\uFEFF'))];
            Assert.All(rows, row => Assert.Equal(heads.Length, row.Count));
            return [.. rows.Skip(1).Select(row => heads.Zip(row).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal))];
        }
    }

    /// <summary>A line, with breaks inside quotation marks.</summary>
    [GeneratedRegex("(?:\"(?:[^\"]|\"\")*\"|[^\"\r])+(?=\r\n)")]
    private static partial Regex Row();

    [GeneratedRegex("(?<=^|,|\n)(?:\"((?:[^\"]|\"\")*)\"|([^\",\r\n]*))(?=,|$)")]
    private static partial Regex Cell();
}
