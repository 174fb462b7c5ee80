using System.Net;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing;
using Parity.Platform.Storage;

namespace Parity.App.Tests.Publishing;

/// <summary>From signed-off returns to a public edition, its correction and its withdrawal, over HTTP.</summary>
public sealed class EditionsTests
{
    [EveryDatabase]
    public async Task An_edition_is_made_approved_by_two_published_corrected_and_withdrawn(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var city = await CityAtWork.ArriveAsync(server.Client);
        await city.SubmitAndSignOffAsync(3, counted: 400);

        // Made in the background, and private.
        string page = await city.AssembleAsync("3");
        await city.UntilReadyAsync(page);
        Assert.Contains("waits for 2 approvals", await city.ReadAsync(page, city.First), StringComparison.Ordinal);
        Assert.Contains("Headline figures kept", await city.ReadAsync(page, city.First), StringComparison.Ordinal);
        Assert.Contains("Not public.", await city.ReadAsync(page + "/pages/index.html", city.First), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync(page + "/pages/internal/ledger.json", city.First));
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync("/editions/3/", ""));
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync(page + "/pages/index.html", city.Head));

        // Two different people, however often one of them says so.
        string archive = CityAtWork.ArchiveOn(await city.ReadAsync(page, city.First));
        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(page, "approve", city.First, ("archive", archive), ("approve-why", "We looked at every page.")));
        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(page, "approve", city.First, ("archive", archive), ("approve-why", "We looked at every page.")));
        Assert.Equal(HttpStatusCode.Conflict, await city.PostAsync(page, "publish", city.First, ("when", "now")));
        Assert.Equal(HttpStatusCode.Conflict, await city.PostAsync(page, "approve", city.Second, ("archive", "01234567-89ab-7def-8123-456789abcdef"), ("approve-why", "We looked at every page.")));
        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(page, "approve", city.Second, ("archive", archive), ("approve-why", "We looked at every page.")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.PostAsync(page, "publish", city.First, ("when", "day"), ("on", "2020-01-01")));

        // Under embargo the heads of organisations see it, and that they did is noted.
        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(page, "publish", city.First, ("when", "day"), ("on", "2090-01-02")));
        Assert.Contains("under embargo", await city.ReadAsync(page + "/pages/index.html", city.Head), StringComparison.Ordinal);
        Assert.Contains(city.HeadName, await city.ReadAsync(page, city.First), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(page, "publish", city.Second, ("when", "now")));
        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(page, "publish", city.Second, ("when", "now")));
        Assert.Equal(HttpStatusCode.OK, await city.StatusAsync("/", ""));
        Assert.Contains("/editions/3/data/", await city.ReadAsync("/data/editions.json", ""), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync("/editions/3/internal/ledger.json", ""));

        // Employers see their own beside the city; nobody sees another's.
        string figures = page.Replace("/publishing/", "/figures/", StringComparison.Ordinal);
        Assert.Contains("Not for publication", await city.ReadAsync(figures, city.Lead), StringComparison.Ordinal);
        Assert.Contains("Briefing for", await city.ReadAsync(figures + "/briefing", city.Head), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync(figures, city.Outsider));

        // A correction is another version, with its reason in public.
        await city.SubmitAndSignOffAsync(1, counted: 520);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.PostAsync(page, "again", city.First));
        string corrected = await city.AgainAsync(page, "One council had left out its libraries.");
        await city.UntilReadyAsync(corrected);
        await city.ApproveByBothAsync(corrected);
        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(corrected, "publish", city.First, ("when", "now")));
        Assert.Contains("left out its libraries", await city.ReadAsync("/corrections", ""), StringComparison.Ordinal);
        Assert.Contains("Another version took its place", await city.ReadAsync(page, city.First), StringComparison.Ordinal);

        // Another correction has its day, and the heads see it until the edition is withdrawn.
        string waiting = await city.AgainAsync(corrected, "Its libraries again.");
        await city.UntilReadyAsync(waiting);
        await city.ApproveByBothAsync(waiting);
        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(waiting, "publish", city.First, ("when", "day"), ("on", "2090-01-02")));
        string ownFigures = waiting.Replace("/publishing/", "/figures/", StringComparison.Ordinal);
        foreach (string place in (string[])[waiting + "/pages/index.html", ownFigures]) Assert.Equal(HttpStatusCode.OK, await city.StatusAsync(place, city.Head));

        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(corrected, "withdraw", city.Second, ("withdraw", "A return was not its employer's.")));
        var gone = await server.GetAsync("/editions/3/");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("A return was not its employer&#39;s.", await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, await city.StatusAsync("/editions/3/data/figures.csv", ""));
        Assert.DoesNotContain("/editions/3/", await city.ReadAsync("/data/editions.json", ""), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync(figures, city.Lead));
        foreach (string place in (string[])[waiting + "/pages/index.html", ownFigures]) Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync(place, city.Head));
        Assert.DoesNotContain("under embargo", await city.ReadAsync(waiting + "/pages/index.html", city.First), StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task An_approval_counts_while_whoever_gave_it_is_a_publisher_also_on_the_set_day(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var city = await CityAtWork.ArriveAsync(server.Client);
        await city.SubmitAndSignOffAsync(3, counted: 400);
        string page = await city.AssembleAsync("3");
        await city.UntilReadyAsync(page);
        await city.ApproveByBothAsync(page);
        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(page, "publish", city.First, ("when", "day"), ("on", "2090-01-02")));
        var clock = new ManualClock(new(2090, 1, 3, 3, 0, 0, TimeSpan.Zero));
        await using var store = Assert.IsType<Store.Opening.Opened>(await Store.OpenAsync(database.Database, new KeyPlace.Given(MasterKey.OfTheDemo()), Holding.FictionalCity, clock, default)).Store;
        var release = new ReleaseVersion.Handler(store, new(store, clock), clock);
        var people = await server.Client.PeopleAsync();
        string administrator = await server.SignInAsync(people.First(p => p.Roles[0] == "administrator"));
        string second = "/people/" + people.Where(p => p.Roles.Contains("publisher")).ElementAt(1).Id;

        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(second, "disable", administrator, ("why", "They have left.")));
        Assert.Equal(0, await release.PublishDueAsync(default));
        Assert.Equal(HttpStatusCode.Conflict, await city.PostAsync(page, "publish", city.First, ("when", "now")));
        Assert.Contains("waits for 1 approval", await city.ReadAsync(page, city.First), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(second, "enable", administrator));
        Assert.Equal(1, await release.PublishDueAsync(default));
    }

    [EveryDatabase]
    public async Task A_report_of_others_is_noted_protects_the_next_version_and_is_taken_out_again(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var city = await CityAtWork.ArriveAsync(server.Client);
        await city.SubmitAndSignOffAsync(3, counted: 400);
        string page = await city.AssembleAsync("3");
        await city.UntilReadyAsync(page);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.PostAsync(page, "elsewhere", city.First, ("source", "A report"), ("lines", "organisation,indicator,numerator\na,headcount,4")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.PostAsync(page, "elsewhere", city.First, ("source", " "), ("lines", "organisation,indicator,group,numerator\na,headcount,all,4")));
        Assert.NotEqual(HttpStatusCode.SeeOther, await city.PostAsync(page, "elsewhere", city.Analyst, ("source", "A report"), ("lines", "organisation,indicator,group,numerator\na,headcount,all,4")));
        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(page, "elsewhere", city.First, ("source", "A report"), ("lines", "organisation,indicator,group,numerator\nnobody,headcount,all,4")));
        Assert.Contains("A report: 1 line", await city.ReadAsync(page, city.First), StringComparison.Ordinal);

        string beside = await city.AgainAsync(page, "");
        await city.UntilReadyAsync(beside);
        Assert.Contains("A report, line 2: this edition has no such count.", await city.ReadAsync(beside, city.First), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(beside, "elsewhere", city.First, ("source", "A report"), ("take-out", "1")));
        Assert.DoesNotContain("A report: 1 line", await city.ReadAsync(beside, city.First), StringComparison.Ordinal);
        const string Last = "from changes where kind = 'edition.told-elsewhere' order by position desc limit 1";
        Assert.Contains("removed publishing_reports_elsewhere", (string)(await database.AskAsync("select touched " + Last))!, StringComparison.Ordinal);
        Assert.Contains("a report of others is taken out: A report", (string)(await database.AskAsync("select reason " + Last))!, StringComparison.Ordinal);
        string without = await city.AgainAsync(beside, "");
        await city.UntilReadyAsync(without);
        Assert.Contains("waits for 2 approvals", await city.ReadAsync(without, city.First), StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task Two_designs_of_an_edition_stand_side_by_side_before_either_is_approved(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var city = await CityAtWork.ArriveAsync(server.Client);
        await city.SubmitAndSignOffAsync(3, counted: 400);
        string page = await city.AssembleAsync("3");
        await city.UntilReadyAsync(page);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await city.PostAsync(page, "again", city.First, ("threshold", "3")));

        string leaner = await city.AgainAsync(page, "", ("threshold", "20"), ("leave-out", "directorates"), ("leave-out", "crossed"), ("leave-out", "unheard-of"));
        await city.UntilReadyAsync(leaner);
        string beside = await city.ReadAsync(leaner + "?beside=1", city.First);

        Assert.Contains("This version: counts below 20 withheld, without groups by sex and by disability; directorates.", beside, StringComparison.Ordinal);
        Assert.Contains("Version 1: the policy&#x27;s least count, nothing left out.", beside.Replace("&#39;", "&#x27;", StringComparison.Ordinal), StringComparison.Ordinal);
        // Who works here in one directorate is told by the first version alone.
        var (both, here, there) = CityAtWork.RowOf(beside, "People employed");
        Assert.True(there > 0 && both > 0 && here < there, $"{both} shown by both, {here} by the leaner one, {there} by the other");
        Assert.DoesNotContain("id=\"beside\"", await city.ReadAsync(leaner + "?beside=7", city.First), StringComparison.Ordinal);
        // What is left out is in no file of the version, and stays so when it is made once more.
        const string Data = "/pages/data/parity-3.json";
        Assert.Contains("Libraries", await city.ReadAsync(page + Data, city.First), StringComparison.Ordinal);
        Assert.DoesNotContain("Libraries", await city.ReadAsync(leaner + Data, city.First), StringComparison.Ordinal);
        Assert.Contains("value=\"directorates\" checked", (await city.ReadAsync(leaner, city.First)).Replace(" checked=\"\"", " checked", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [EveryDatabase]
    public async Task An_analyst_sees_the_public_pages_of_the_return_and_nobody_elsewhere_does(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        var city = await CityAtWork.ArriveAsync(server.Client);
        string receipt = await city.SubmitAsync(0, 400);

        var (asked, _) = await server.SendFormAsync(receipt + "/preview", receipt + "/preview", city.Analyst);
        using (asked) Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        await city.UntilAsync(receipt + "/preview", city.Analyst, text => text.Contains("Your organisation&#x27;s page", StringComparison.Ordinal) || text.Contains("Your organisation's page", StringComparison.Ordinal));

        // Of this return alone: the link says so, and so does the page.
        Assert.Contains("See what the public would see of this return alone", await city.ReadAsync(receipt, city.Analyst), StringComparison.Ordinal);
        string preview = await city.ReadAsync(receipt + "/preview", city.Analyst);
        Assert.Contains("What the public would see of this return alone", preview, StringComparison.Ordinal);
        Assert.Contains("In the edition itself all employers are protected together", preview, StringComparison.Ordinal);
        Assert.Contains("Not public.", await city.ReadAsync($"{receipt}/preview/pages/organisations/{city.Analysts[0].Organisation}.html", city.Analyst), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync(receipt + "/preview", city.Outsider));
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync(receipt + "/preview/pages/index.html", city.Outsider));
    }

    [EveryDatabase]
    public async Task What_two_nodes_compute_at_once_is_kept_once(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        await using var server = await RunningServer.OnAsync(database.Database);
        await using var other = await RunningServer.OnAsync(database.Database);
        var city = await CityAtWork.ArriveAsync(server.Client);
        await city.SubmitAndSignOffAsync(2, counted: 400);

        string page = await city.AssembleAsync("3");
        Assert.Equal(page, await city.AssembleAsync("3"));
        await city.UntilReadyAsync(page);
        await city.ApproveByBothAsync(page);
        Assert.Equal(HttpStatusCode.SeeOther, await city.PostAsync(page, "publish", city.First, ("when", "now")));

        Assert.Equal(1L, Convert.ToInt64(await database.AskAsync("select count(*) from publishing_archives"), System.Globalization.CultureInfo.InvariantCulture));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var there = await other.GetAsync("/editions/3/data/edition.json");
            if (there.StatusCode is HttpStatusCode.OK) break;
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }

        await using var store = Assert.IsType<Store.Opening.Opened>(
            await Store.OpenAsync(database.Database, new KeyPlace.Given(MasterKey.OfTheDemo()), Holding.FictionalCity, TimeProvider.System, default)).Store;
        Assert.IsType<VerifyChanges.Outcome.Intact>(await new VerifyChanges.Handler(store).HandleAsync(new(), default));
    }
}
