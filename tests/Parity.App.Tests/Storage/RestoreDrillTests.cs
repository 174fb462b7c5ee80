using System.Net;
using AngleSharp.Html.Parser;
using Parity.App.Tests.Accounts;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;
using Parity.Web.Modules.Workforce.SubmitReturn;

namespace Parity.App.Tests.Storage;

/// <summary>The drill to its end: a partnership is lost, its backup is restored elsewhere, and its people go on where they were.</summary>
public sealed class RestoreDrillTests
{
    [EveryDatabase]
    public async Task After_a_restore_somebody_signs_in_and_finds_the_last_receipt_and_the_very_file_they_sent(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var (analyst, token, receipt, file) = await CollectAsync(city);
        string page = await MainAsync(city.Server, receipt, analyst.Cookies), told = await ToldAsync(city.Server, receipt, token);
        string backup = Path.Combine(city.Database.Folder, "backup");
        var settings = new Dictionary<string, string> { ["PARITY_KEY"] = city.Database.Key.ToText() };

        Assert.Equal(0, (await OneCommand.RunAsync(settings, "backup", "--database", city.Database.Option, "--out", backup)).Code);
        await using var other = await TestDatabase.MakeBareAsync(engine);
        var restored = await OneCommand.RunAsync(settings, "restore", backup, "--database", other.Option);

        Assert.True(restored.Code == 0, restored.Told);
        Assert.Contains("; 1 stored returns, each the file that was received.", restored.Output, StringComparison.Ordinal);
        await using (var server = await ServeAsync(other, city))
        {
            Assert.Null(server.FirstAdministrator);
            var (answer, cookies) = await server.SendFormAsync("/sign-in", "/sign-in", "", analyst.Proof(city.NextCode(analyst)));
            using (answer) Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Assert.Equal(page, await MainAsync(server, receipt, cookies));
            Assert.Equal(told, await ToldAsync(server, receipt, token));
        }

        Assert.Equal(file, await BytesAsync(other, city, IdOf(receipt)));
    }

    [EveryDatabase]
    public async Task One_byte_of_a_stored_file_that_is_another_is_found_when_a_backup_is_restored(Engine engine)
    {
        await using var city = await Partnership.OnAsync(engine);
        var (_, _, receipt, _) = await CollectAsync(city);
        string backup = Path.Combine(city.Database.Folder, "backup");
        var settings = new Dictionary<string, string> { ["PARITY_KEY"] = city.Database.Key.ToText() };
        Assert.Equal(1, (await VerifyAsync(city)).Whole);

        await TurnOneByteAsync(city.Database);

        Assert.Equal([IdOf(receipt)], (await VerifyAsync(city)).Damaged);
        Assert.Equal(0, (await OneCommand.RunAsync(settings, "backup", "--database", city.Database.Option, "--out", backup)).Code);
        await using var other = await TestDatabase.MakeBareAsync(engine);
        var restored = await OneCommand.RunAsync(settings, "restore", backup, "--database", other.Option);
        Assert.Equal(1, restored.Code);
        Assert.Contains($"not the files that were received: {IdOf(receipt)}.", restored.Told, StringComparison.Ordinal);

        await city.Database.ExecuteAsync("delete from workforce_return_parts where ordinal = 1");
        Assert.Equal([IdOf(receipt)], (await VerifyAsync(city)).Damaged);
        await city.Database.ExecuteAsync("delete from workforce_return_parts");
        Assert.Equal([IdOf(receipt)], (await VerifyAsync(city)).Damaged);
        await city.Database.ExecuteAsync($"update workforce_returns set rows_deleted_at = {Instant.ToMicroseconds(city.Clock.GetUtcNow())}");
        Assert.Empty((await VerifyAsync(city)).Damaged);
    }

    /// <summary>A trust's analyst sends a return that is kept in two parts, and submits it.</summary>
    private static async Task<(Partnership.Someone Analyst, string Token, string Receipt, byte[] File)> CollectAsync(Partnership city)
    {
        var ada = await city.FirstAdministratorAsync();
        string trust = (await city.SendAsync(ada, "/partnership/organisations/new", "/partnership/organisations/new", ("name", "Harbour Trust"), ("code", "trust"), ("sector", "health"), ("on", "2020-01-01"))).Split('/')[^1];
        var manager = await city.InviteAsync(ada, "Dora Delivers", "dora@example.org", "delivery-manager");
        var analyst = await city.InviteAsync(ada, "Ann Alyst", "ann@example.org", "hr-analyst", $"organisation {trust}");
        string round = (await city.SendAsync(manager, "/rounds/new", "/rounds/new",
            ("title", "First edition"), ("snapshot", "2026-03-31"), ("start", "2025-04-01"), ("end", "2026-03-31"), ("due", "2026-06-30"), ("organisations", trust))).Split('/')[^1];
        var (issued, _) = await city.Server.SendFormAsync("/returns", "/returns/token", analyst.Cookies, ("round", round));
        string token;
        using (issued) token = new HtmlParser().ParseDocument(await issued.Content.ReadAsStringAsync()).QuerySelector(".notice .hash b")!.TextContent;
        var file = new CityPerson("", "", "trust", [], null, "2026-03-31", "2025-04-01", "2026-03-31").Return(extra: string.Concat(Enumerable.Repeat("Libraries,G1,A2,1\n", 60_000)));
        string receipt;
        using (var sent = await city.Server.UploadAsync(analyst.Cookies, file)) receipt = sent.Headers.Location!.OriginalString;
        await city.SendAsync(analyst, receipt, receipt + "/submit");
        Assert.Equal(2L, await city.Database.CountAsync("select count(*) from workforce_return_parts"));
        return (analyst, token, receipt, file);
    }

    private static Task<RunningServer> ServeAsync(TestDatabase restored, Partnership city) => RunningServer.StartAsync(
        (_, _) => Task.FromResult<IReadOnlyList<string>>([]), waitUntilReady: true, database: restored.Database, change: settings => settings with { Key = city.Database.KeyPlace, Clock = city.Clock });

    /// <summary>What the page shows, but for the seals of its forms, which are new each time.</summary>
    private static async Task<string> MainAsync(RunningServer server, string path, string cookies)
    {
        using var answer = await server.GetAsync(path, ("Cookie", cookies));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var main = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).QuerySelector("main")!;
        foreach (var seal in main.QuerySelectorAll("input[name=form]").ToList()) seal.Remove();
        return main.InnerHtml;
    }

    private static async Task<string> ToldAsync(RunningServer server, string receipt, string token)
    {
        using var answer = await server.GetAsync(ReturnsApi.Address + "/" + IdOf(receipt), ("Authorization", "Bearer " + token));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<byte[]> BytesAsync(TestDatabase restored, Partnership city, ReturnId id)
    {
        await using var store = Assert.IsType<Store.Opening.Opened>(await Store.OpenAsync(restored.Database, city.Database.KeyPlace, Holding.RealPartnership, city.Clock, default)).Store;
        using var body = await new WorkforceDoor(store, city.Clock).OpenAsync(id, default);
        return [.. body.InParts(1 << 20).SelectMany(part => part)];
    }

    private static async Task<VerifyReturns.Outcome> VerifyAsync(Partnership city)
    {
        await using var store = await city.Database.OpenAsync(city.Clock);
        return await new VerifyReturns.Handler(store).HandleAsync(default);
    }

    private static async Task TurnOneByteAsync(TestDatabase database)
    {
        await using var connection = database.Database.Connect();
        await connection.OpenAsync();
        var bytes = (byte[])(await connection.AskAsync("select sealed from workforce_return_parts where ordinal = 1"))!;
        bytes[bytes.Length / 2] ^= 1;
        Assert.Equal(1, await connection.ExecuteAsync("update workforce_return_parts set sealed = @sealed where ordinal = 1", null, default, ("sealed", bytes)));
    }

    private static ReturnId IdOf(string receipt) => TypedId.TryParse<ReturnId>(receipt.Split('/')[^1], out var id) ? id : throw new InvalidOperationException(receipt);
}
