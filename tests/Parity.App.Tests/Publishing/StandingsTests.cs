using System.Net;
using AngleSharp.Html.Parser;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;

namespace Parity.App.Tests.Publishing;

/// <summary>Who makes and approves an edition reads whose returns it is made of, who is missing, and why.</summary>
public sealed class StandingsTests
{
    [EveryDatabase]
    public async Task Whoever_makes_or_approves_an_edition_reads_who_is_missing_and_whose_correction_waits(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var city = await CityAtWork.ArriveAsync(server.Client);
        await city.SubmitAndSignOffAsync(2, counted: 400);
        await city.SubmitAsync(2, 420);
        string correction = await city.SubmitAsync(0, 410);

        var before = await LinesAsync(city, "/publishing");
        Assert.Contains(before, l => l.EndsWith(": its version 1 is taken; its version 2 waits to be signed off", StringComparison.Ordinal));
        Assert.Single(before, l => l.EndsWith(": its version 1 waits to be signed off", StringComparison.Ordinal));
        Assert.Contains(before, l => l.EndsWith(": nothing has been received without problems", StringComparison.Ordinal));
        Assert.Contains("2 of ", await city.ReadAsync("/publishing", city.First), StringComparison.Ordinal);

        string page = await city.AssembleAsync("3");
        var made = await LinesAsync(city, page);
        Assert.Contains("made of 2 returns", await city.ReadAsync(page, city.First), StringComparison.Ordinal);
        Assert.Contains(made, l => l.EndsWith(": its version 1 was taken; its version 2 waits to be signed off", StringComparison.Ordinal));
        Assert.Single(made, l => l.EndsWith(": its version 1 waits to be signed off", StringComparison.Ordinal));

        var (signed, _) = await server.SendFormAsync(correction, correction + "/sign-off", city.Lead);
        using (signed) Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        Assert.Contains(await LinesAsync(city, page), l => l.EndsWith("its version 2 was signed off after this one was made. Make another version to take it", StringComparison.Ordinal));
        Assert.DoesNotContain(await LinesAsync(city, "/publishing"), l => l.Contains("is taken", StringComparison.Ordinal));
    }

    private static async Task<List<string>> LinesAsync(CityAtWork city, string page) =>
        [.. (await new HtmlParser().ParseDocumentAsync(await city.ReadAsync(page, city.First))).QuerySelectorAll("main li").Select(l => l.TextContent.Trim())];
}
