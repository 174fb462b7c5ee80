using System.Net;
using AngleSharp.Html.Parser;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Publishing;

public sealed class CompareTests
{
    private const string Data = """
        {
          "organisations": [{ "organisation": "harbour", "name": "The Harbour" }, { "organisation": "library", "name": "Library" }],
          "indicators": [
            { "indicator": "representation", "theme": "who-works-here", "title": "Share of the workforce", "measured": "Who works there." },
            { "indicator": "senior-representation", "theme": "who-works-here", "title": "Senior posts", "measured": "Who leads." },
            { "indicator": "promotion-likelihood", "theme": "getting-on", "title": "Promotion", "measured": "Who is promoted." }
          ],
          "figures": [
            FIGURES
          ]
        }
        """;

    private static readonly string[] Splits = ["band", "board", "course", "directorate", "disability", "from_grade", "kind", "quarter", "question", "sex", "source", "step"];

    [Fact]
    public async Task Employers_stand_beside_each_other_and_the_city_with_what_is_withheld_said_and_the_choice_in_the_address()
    {
        await using var database = await TestDatabase.MakeAsync(Engine.Sqlite);
        await using var server = await RunningServer.StartAsync(async (it, stop) =>
        {
            await it.PublishAsync("1");
            string[] figures =
            [
                Figure("harbour", "representation", "other", "0.125", "0.1", "0.15", "fraction"), Figure("library", "representation", "other", "\"[c]\"", "\"[c]\"", "\"[c]\"", "fraction"),
                Figure("CITY", "representation", "other", "0.2", "0.19", "0.21", "fraction"), Figure("harbour", "promotion-likelihood", "other", "1.5", "1.1", "2.04", "ratio"),
                Figure("harbour", "senior-representation", "other", "0.04", "0.02", "0.08", "fraction", counts: (6, 150)), Figure("library", "senior-representation", "other", "\"[c]\"", "\"[c]\"", "\"[c]\"", "fraction"),
                Figure("CITY", "senior-representation", "other", "0.07", "0.05", "0.1", "fraction"),
                Figure("harbour", "representation", "W", "0.8", "0.7", "0.9", "fraction"), Figure("harbour", "representation", "other", "0.999", "0.9", "1", "fraction", split: "sex"),
            ];
            await File.WriteAllTextAsync(Path.Combine(it.Folder, "edition-1", "data", "parity-1.json"), Data.Replace("FIGURES", string.Join(",\n", figures), StringComparison.Ordinal), stop);
            return [Path.Combine(it.Folder, "edition-1")];
        }, demo: true, waitUntilReady: true, database.Database);

        var page = new HtmlParser().ParseDocument(await (await server.GetAsync("/compare?place=harbour&place=library&place=nowhere")).Content.ReadAsStringAsync());
        var rows = page.QuerySelectorAll("table tbody tr").Where(r => r.QuerySelector("td") is not null).Select(r => r.QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ToList()).ToList();
        Assert.Equal([["withheld", "12.5%10% to 15%", "20%19% to 21%"], ["withheld", "4%2% to 8%", "7%5% to 10%"], ["no figure", "1.51.1 to 2.04", "no figure"]], rows.Select(r => (List<string>)[r[0], r[1], r[2]]));
        Assert.Equal(["harbour", "library"], page.QuerySelectorAll("input[name=place][checked]").Select(i => i.GetAttribute("value")!).Order(StringComparer.Ordinal));

        // Outcomes of programmes stand beside what the edition says of senior posts: for supporters, others and the city.
        // A share of which the edition does not say how many of how many it is, as here the city's, is no figure.
        var evaluator = (await server.Client.PeopleAsync()).First(p => p.Roles.Contains("evaluator"));
        var outcomes = new HtmlParser().ParseDocument(await (await server.GetAsync("/outcomes", ("Cookie", await server.SignInAsync(evaluator)))).Content.ReadAsStringAsync());
        var senior = outcomes.QuerySelectorAll("#senior ~ table tbody tr").Select(r => r.QuerySelectorAll("th, td").Select(c => c.TextContent.Trim()).ToList()).ToList();
        Assert.Equal([["Library", "no", "[c]"], ["The Harbour", "no", "6 of 150: 4%, 2% to 8%"], ["The whole city", "", "no figure"]], senior);
        Assert.Contains("Edition 1, as at ", outcomes.QuerySelector("#senior ~ table thead")!.TextContent, StringComparison.Ordinal);
        string file = await (await server.GetAsync("/outcomes/figures.csv", ("Cookie", await server.SignInAsync(evaluator)))).Content.ReadAsStringAsync();
        Assert.Equal([("Library", "", "", "", "", "", "withheld"), ("The Harbour", "6", "150", "0.04", "0.02", "0.08", "shown"), ("The whole city", "", "", "", "", "", "no figure")],
            file.Split("\r\n").Select(l => l.Split(',')).Where(c => c[0] == "senior-representation").Select(c => (c[1], c[^10], c[^9], c[^7], c[^6], c[^5], c[^1])));
        Assert.Contains("As edition 1 released it.", file, StringComparison.Ordinal);

        using var none = await server.GetAsync("/compare");
        Assert.Empty(new HtmlParser().ParseDocument(await none.Content.ReadAsStringAsync()).QuerySelectorAll("table"));
        Assert.DoesNotContain(none.Headers, h => h.Key == "Set-Cookie");
        using var unknown = await server.GetAsync("/compare?edition=%3Cscript%3E");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static string Figure(string place, string indicator, string group, string value, string lower, string upper, string unit, string? split = null, (int Count, int Of)? counts = null) =>
        $$"""{ "organisation": "{{place}}", "indicator": "{{indicator}}", "classification": "white/other", "group": "{{group}}", "value": {{value}}, "lower": {{lower}}, "upper": {{upper}}, "unit": "{{unit}}", {{(counts is { } c ? $"\"numerator\": {c.Count}, \"denominator\": {c.Of}, " : "")}}{{string.Join(", ", Splits.Select(s => $"\"{s}\": \"{(s == split ? "F" : "[z]")}\""))}} }""";
}
