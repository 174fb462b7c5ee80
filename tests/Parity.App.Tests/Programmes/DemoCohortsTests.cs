using System.Net;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Programmes;

/// <summary>The invented city shows a programme from its window to what came of it.</summary>
public sealed class DemoCohortsTests
{
    [Fact]
    public async Task Of_three_cohorts_one_is_finished_with_outcomes_one_is_running_and_the_window_of_one_is_open()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.OnAsync(database.Database);
        var people = await server.Client.PeopleAsync();
        string manager = await server.SignInAsync(people.First(p => p.Roles.Contains("programme-manager")));
        // A title has a comma in it, and so takes two of the parts.
        var cohorts = (await LinesAsync("/programme/cohorts.csv", manager)).Select(l => l.Split(',')).ToList();
        Assert.Equal(["Finished stepping-up-first", "Open stepping-up", "Running stepping-up-second"], cohorts.Select(c => $"{c[3]} {c[0].TrimStart('\uFEFF')}").Order(StringComparer.Ordinal));

        // The open one takes applications, and nobody has a place yet; the others have people on them, who have places.
        int[] sent = [.. cohorts.OrderBy(c => c[3], StringComparer.Ordinal).Select(c => int.Parse(c[8], System.Globalization.CultureInfo.InvariantCulture))];
        int[] taken = [.. cohorts.OrderBy(c => c[3], StringComparer.Ordinal).Select(c => int.Parse(c[7], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.All(sent, count => Assert.True(count > 0));
        Assert.Equal((true, 0, true), (taken[0] > 0, taken[1], taken[2] > 0));
        using var page = await server.GetAsync("/programmes/stepping-up");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        // What came of the finished one is told, with numerator and denominator, and somebody's step is among it.
        string evaluator = await server.SignInAsync(people.First(p => p.Roles.Contains("evaluator")));
        var figures = (await LinesAsync("/outcomes/figures.csv", evaluator)).Where(l => l.EndsWith(",shown", StringComparison.Ordinal)).ToList();
        Assert.Contains(figures, l => l.StartsWith("role,", StringComparison.Ordinal));
        Assert.DoesNotContain(figures, l => l.Contains("Stepping Up, third cohort", StringComparison.Ordinal));

        async Task<List<string>> LinesAsync(string path, string cookies)
        {
            using var answer = await server.GetAsync(path, ("Cookie", cookies));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return [.. (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)];
        }
    }
}
