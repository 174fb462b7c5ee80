using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Server;

public sealed partial class MetricsTests
{
    private const string Token = "a token of this test";

    [Fact]
    public async Task Metrics_are_given_for_their_token_alone_and_where_none_is_set_to_nobody()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await ServingAsync(database, Token);
        await using var without = await RunningServer.WithTwoEditionsAsync();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, $"Bearer {Token}"));
        foreach (string? given in (string?[])[null, "", "Bearer", "Bearer ", Token, $"Bearer {Token[..^1]}", "Bearer another"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, given));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(without, given));
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(without, $"Bearer {Token}"));
    }

    [Fact]
    public async Task Metrics_count_answers_and_name_neither_people_nor_organisations()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await ServingAsync(database, Token);
        var people = await server.Client.PeopleAsync();
        string cookie = await server.SignInAsync(people[0]);
        (long found, long missing) = await CountedAsync(server);

        using (var home = await server.GetAsync("/home", ("Cookie", cookie))) Assert.Equal(HttpStatusCode.OK, home.StatusCode);
        foreach (string path in (string[])["/none-one", "/none-two", "/people/" + people[0].Id])
            using (var none = await server.GetAsync(path, ("Cookie", cookie))) Assert.True((int)none.StatusCode is >= 400 and < 500);

        // An answer is counted once it has been given, so the last of them may be counted a moment later.
        var after = await CountedAsync(server);
        for (int tries = 0; tries < 1000 && after.Missing < missing + 3; tries++) after = await CountedAsync(server);
        Assert.Equal(missing + 3, after.Missing);
        Assert.True(after.Found > found);
        string text = await TextAsync(server);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(Line(), line));
        foreach (var person in people)
            foreach (string? telling in (string?[])[person.Name, person.Id, person.Organisation])
                if (telling is not null) Assert.DoesNotContain(telling, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\nparity_database_answers 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nparity_jobs_given_up 0\n", text, StringComparison.Ordinal);
        // A line that does tell is found.
        Assert.DoesNotMatch(Line(), $"parity_answers_total{{organisation=\"harbour\"}} 3");
    }

    private static Task<RunningServer> ServingAsync(TestDatabase database, string token) => RunningServer.StartAsync(
        (_, _) => Task.FromResult<IReadOnlyList<string>>([]), demo: true, waitUntilReady: true, database: database.Database, change: settings => settings with { MetricsToken = token });

    private static async Task<HttpStatusCode> StatusAsync(RunningServer server, string? given)
    {
        using var answer = given is null ? await server.GetAsync("/metrics") : await server.GetAsync("/metrics", ("Authorization", given));
        return answer.StatusCode;
    }

    private static async Task<string> TextAsync(RunningServer server)
    {
        using var answer = await server.GetAsync("/metrics", ("Authorization", $"Bearer {Token}"));
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<(long Found, long Missing)> CountedAsync(RunningServer server)
    {
        string text = await TextAsync(server);
        long Of(string status) => long.Parse(text.Split('\n').Single(l => l.StartsWith($"parity_answers_total{{status=\"{status}\"}}", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
        return (Of("2xx"), Of("4xx"));
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_]+ [A-Za-z ]+\.?|[a-z_]+(\{(status="[1-5]xx"|le="[0-9.+Inf]+")\})? [0-9.E+-]+)$""")]
    private static partial Regex Line();
}
