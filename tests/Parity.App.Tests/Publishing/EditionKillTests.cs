using System.Globalization;
using System.IO.Compression;
using System.Net;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Publishing;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;
using Parity.Web;

namespace Parity.App.Tests.Publishing;

/// <summary>The program is killed while it makes editions, at another moment each time. Every edition is made in the end, once and whole.</summary>
[Long]
public sealed class EditionKillTests
{
    [EveryDatabase]
    public async Task An_edition_whose_steps_are_cut_off_by_kills_is_made_once_and_whole(Engine engine)
    {
        int kills = Battery.Size(sample: 2, full: 100);
        await using var database = await TestDatabase.MakeAsync(engine);
        await RunningProgram.PublishAsync(database);
        string publisher = "", round = "";
        for (int kill = 0; kill < kills; kill++)
        {
            await using var program = await RunningProgram.DemoAsync(database);
            if (kill == 0) (publisher, round) = await SignOffAsync(program.Client, database);
            var (made, _) = await program.Client.SendFormAsync("/publishing", "/publishing", publisher, ("round", round), ("name", string.Create(CultureInfo.InvariantCulture, $"e{kill}")), ("title", "Drill"), ("threshold", ""));
            string page = made.Headers.Location!.ToString();
            made.Dispose();
            // Another moment in every round, told by the answers given meanwhile: before the claim, in a step, between two, in the writing, after it.
            for (int answers = kill * 37 % 400; answers > 0; answers--) Assert.Equal(HttpStatusCode.OK, await StatusAsync(program.Client, page, publisher));
            await program.KillAsync();
            // What the dead process had claimed is free when its time has run out: that moment comes at once here.
            await database.ExecuteAsync("update jobs set claimed_until = 0 where finished_at is null and claimed_until is not null");
        }

        await using var store = Assert.IsType<Store.Opening.Opened>(
            await Store.OpenAsync(database.Database, new KeyPlace.Given(MasterKey.OfTheDemo()), Holding.FictionalCity, TimeProvider.System, default)).Store;
        // Killed in the middle too often, a step would be given up: its tries are counted anew here, as the kills are more than anybody has to bear.
        await database.ExecuteAsync("update jobs set not_before = 0, attempts = 0 where finished_at is null");
        var runs = new EditionRuns(store, new WorkforceDoor(store, TimeProvider.System), new PartnershipDoor(store), TimeProvider.System, PublicSite.WriteAsync, () => [RunningProgram.SiteOf(database)]);
        var runner = new JobRunner(store, TimeProvider.System, runs.Work);
        while (await runner.RunOneAsync(default)) { }

        Assert.Equal([], await FaultsAsync(database, store, kills));
        await database.ExecuteAsync("update publishing_versions set status = 'computing' where id = (select id from publishing_versions order by id limit 1)");
        Assert.NotEmpty(await FaultsAsync(database, store, kills));
        Battery.Report($"{kills} kills while an edition was made on {engine}: {kills} editions made once and whole");
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(TestDatabase database, Store store, int editions)
    {
        var faults = new List<string>();
        if (await database.CountAsync("select count(*) from publishing_versions where status = 'ready'") != editions) faults.Add("an edition is not made");
        if (await database.CountAsync("select count(*) from publishing_archives") != editions) faults.Add("an edition is kept twice or not at all");
        if (await database.CountAsync("select count(*) from publishing_archive_parts p where not exists (select 1 from publishing_versions v where v.archive = p.archive)") > 0) faults.Add("bytes of no edition are kept");
        if (await database.CountAsync("select count(*) from publishing_edition_parts") > 0) faults.Add("what was counted for an edition is still there");
        if (await new VerifyChanges.Handler(store).HandleAsync(new(), default) is not VerifyChanges.Outcome.Intact) faults.Add("the log of changes does not verify");
        foreach (var version in (await new ReadEditions.Handler(store).AllAsync(default)).SelectMany(e => e.Versions))
        {
            if (version.Archive is not { } archive) continue;
            using var zip = new ZipArchive(new MemoryStream(await new ReadArchive.Handler(store, TimeProvider.System).OpenAsync(archive, default)));
            if (zip.GetEntry(EditionCard.Place) is null) faults.Add("an edition is not whole");
        }

        return faults;
    }

    private static async Task<(string Publisher, string Round)> SignOffAsync(HttpClient client, TestDatabase database)
    {
        var people = await client.PeopleAsync();
        foreach (var analyst in people.Where(p => p.ApiToken is not null).Take(2))
        {
            var (_, stored) = await client.SubmitAsync(analyst, analyst.Return(400, extra: "Libraries,G1,B1,100\n"), "x");
            string lead = await client.SignInAsync(people.First(p => p.Roles.Contains("hr-lead") && p.Organisation == analyst.Organisation));
            (await client.SendFormAsync("/home", $"/returns/{stored.Text("id")}/sign-off", lead)).Answer.Dispose();
        }

        return (await client.SignInAsync(people.First(p => p.Roles.Contains("publisher"))), Convert.ToString(await database.AskAsync("select lower(cast(id as text)) from workforce_rounds"), CultureInfo.InvariantCulture)!);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string page, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Add("Cookie", cookies);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
