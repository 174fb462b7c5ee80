using System.Globalization;
using System.IO.Compression;
using Parity.App.Tests.SampleCity;
using Parity.App.Tests.Server;
using Parity.App.Tests.Storage;
using Parity.Indicators;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Publishing;
using Parity.Platform.Publishing.Model;
using Parity.Platform.SampleCity;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;
using Parity.Web;

namespace Parity.App.Tests.Publishing;

/// <summary>An edition is one step for each return and one that puts them together, so that nodes share the work.</summary>
public sealed class EditionStepsTests
{
    private const int Returns = 3;
    private const string Extra = "Libraries,G1,B1,100\nLibraries,G1,A1,100\n";

    [Fact]
    public void Figures_from_returns_counted_apart_sealed_and_opened_again_are_those_of_one_run_byte_for_byte()
    {
        using var place = new TemporaryFolder();
        Assert.IsType<WriteCity.Outcome.Written>(WriteCity.Handler.Handle(new(place.Path)));
        string[] paths = [.. Directory.EnumerateDirectories(Path.Combine(place.Path, "edition-2")).Order(StringComparer.Ordinal)];
        var key = MasterKey.New();
        var clock = new ManualClock();

        var counted = paths.Select(path =>
        {
            var one = Assert.IsType<CountedReturn>(CountedReturns.Read(path).Counted);
            var part = EditionPart.Of(VersionId.New(clock), ReturnId.New(clock), one, key, clock);
            Assert.True(part.IsOfThisProgram);
            return part.Open(key);
        }).Reverse().ToList();

        var together = Assert.IsType<ComputeIndicators.Outcome.Computed>(ComputeIndicators.Handler.Handle(new(paths))).Document;
        Assert.True(paths.Length > 10 && together.Count > 10_000);
        Assert.Equal(Bytes(together), Bytes(new FigureDocument(IndicatorEngine.Compute(counted, CountedReturns.OptionsFor(counted.Select(c => c.Header.BenchmarkArea))))));
        // What no document tells, and what decides whether a mean may be told, comes through too.
        Assert.Contains(counted[0].Figures, f => f.Behind?.Group.Second > 0);
        Assert.Equal(counted.SelectMany(c => c.Figures), paths.Reverse().SelectMany(p => CountedReturns.Read(p).Counted!.Figures));
        // The comparison sees one person more.
        var changed = counted[0] with { Return = counted[0].Return with { Employees = counted[0].Return.Employees with { Ethnicity = [.. counted[0].Return.Employees.Ethnicity.Skip(1).Append(Parity.Indicators.Returns.Ethnicity.B9)] } } };
        Assert.NotEqual(Bytes(together), Bytes(new FigureDocument(IndicatorEngine.Compute([changed, .. counted.Skip(1)], CountedReturns.OptionsFor(["E"])))));

        static byte[] Bytes(FigureDocument figures)
        {
            using var json = new MemoryStream();
            figures.WriteJson(json);
            return json.ToArray();
        }
    }

    [EveryDatabase]
    public async Task Two_nodes_share_the_steps_of_an_edition_and_it_is_what_one_run_makes_byte_for_byte(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var (publisher, round, bodies) = await SignOffAsync(database);
        await using var here = await OpenAsync(database);
        await using var there = await OpenAsync(database);
        var version = await AssembleAsync(here, publisher, round);

        var steps = new List<string>();
        await WorkOffAsync(steps, ("here", here), ("there", there));

        Assert.Equal(["here", "there", "here", "there"], steps);
        string archive = await ReadyAsync(here, version, database);
        Assert.Empty(await DifferencesAsync(archive, database, bodies));
        Assert.NotEmpty(await DifferencesAsync(archive, database, [.. bodies.Skip(1)]));
        Assert.Equal(0L, await CountAsync(database, "select count(*) from publishing_edition_parts"));

        // Every step once more, as after a failure whose success was not noted: nothing changes.
        await database.ExecuteAsync("update jobs set finished_at = null, outcome = null");
        await WorkOffAsync(steps, ("there", there));
        Assert.Equal(4L, await CountAsync(database, "select count(*) from jobs where outcome = 'made already'"));
        Assert.Equal(1L, await CountAsync(database, "select count(*) from publishing_archives"));
        Assert.Equal(archive, await ReadyAsync(there, version, database));
    }

    [EveryDatabase]
    public async Task A_node_that_dies_in_a_step_loses_that_step_alone_and_another_program_counts_again(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var (publisher, round, bodies) = await SignOffAsync(database);
        await using var here = await OpenAsync(database);
        await using var there = await OpenAsync(database);
        var version = await AssembleAsync(here, publisher, round);
        using var killed = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<string>();
        var dying = new JobRunner(there, TimeProvider.System, new Dictionary<string, Func<JobRun, CancellationToken, Task<string>>>
        {
            [EditionPart.Job] = (_, _) =>
            {
                begun.SetResult();
                return never.Task;
            },
        }).RunOneAsync(killed.Token);
        await begun.Task;

        var steps = new List<string>();
        await WorkOffAsync(steps, ("here", here));
        Assert.Equal(Returns - 1, steps.Count);
        Assert.Contains($"{Returns - 1} of {Returns} returns", (await new ReadEditions.Handler(here).FindAsync(version, default))!.Progress, StringComparison.Ordinal);
        // One of the parts is of a program that is not running any more, and the dead node's time has run out.
        await database.ExecuteAsync("update publishing_edition_parts set program = 'an older one', sealed = null where return = (select return from publishing_edition_parts order by return limit 1)");
        await database.ExecuteAsync("update jobs set claimed_until = 0 where finished_at is null");
        await WorkOffAsync(steps, ("here", here));
        never.SetResult("too late");
        await killed.CancelAsync();
        await dying;

        Assert.Empty(await DifferencesAsync(await ReadyAsync(here, version, database), database, bodies));
        Assert.Equal(1L, await CountAsync(database, "select count(*) from publishing_archives"));
    }

    [EveryDatabase]
    public async Task Figures_that_fail_again_and_again_are_given_up_and_another_version_is_made_of_the_same_returns(Engine engine)
    {
        await using var database = await TestDatabase.MakeAsync(engine);
        var (publisher, round, _) = await SignOffAsync(database);
        await using var store = await OpenAsync(database);
        var version = await AssembleAsync(store, publisher, round);
        var failing = new JobRunner(store, TimeProvider.System, new Dictionary<string, Func<JobRun, CancellationToken, Task<string>>> { [EditionPart.Job] = (_, _) => throw new IOException("A row of somebody's.") });

        Assert.True((await VersionAsync()).IsComputing);
        while (await failing.RunOneAsync(default)) await database.ExecuteAsync("update jobs set not_before = queued_at where finished_at is null");
        Assert.Equal((false, "IOException"), ((await VersionAsync()).IsComputing, (await VersionAsync()).GivenUp));

        var again = Assert.IsType<AssembleEdition.Outcome.Assembled>(
            await new AssembleEdition.Handler(store, new(store, TimeProvider.System), new(store, TimeProvider.System), TimeProvider.System).HandleAsync(AssembleEdition.Request.Again(publisher, (await VersionAsync()).Edition, EditionDesign.Usual, ""), default)).Version;
        Assert.NotEqual(version, again);
        await WorkOffAsync([], ("here", store));
        await ReadyAsync(store, again, database);
        Assert.Equal(VersionStatus.Replaced, (await VersionAsync()).Status);

        async Task<ReadEditions.Version> VersionAsync() => (await new ReadEditions.Handler(store).FindAsync(version, default))!.Version;
    }

    private static async Task<(PersonId Publisher, RoundId Round, IReadOnlyList<byte[]> Bodies)> SignOffAsync(TestDatabase database)
    {
        await using var server = await RunningServer.OnAsync(database.Database);
        var people = await server.Client.PeopleAsync();
        await using var store = await OpenAsync(database);
        var partners = (await new PartnershipDoor(store).EverAsync(default)).ToDictionary(p => p.Partner.Code, p => p.Partner, StringComparer.Ordinal);
        var bodies = new List<byte[]>();
        var ids = new List<string>();
        foreach (var analyst in people.Where(p => p.ApiToken is not null).Take(Returns))
        {
            // What is sent says neither name nor sector: the partnership knows them, and whoever publishes by command says them.
            int of = 400 + (10 * bodies.Count);
            var partner = partners[analyst.Organisation!];
            bodies.Add(analyst.Return(of, extra: Extra, declared: $"name,{partner.Name}\nsector,{partner.Sector}\n"));
            var (_, stored) = await server.Client.SubmitAsync(analyst, analyst.Return(of, extra: Extra), "x");
            ids.Add(stored.Text("id"));
            string lead = await server.SignInAsync(people.First(p => p.Roles.Contains("hr-lead") && p.Organisation == analyst.Organisation));
            (await server.SendFormAsync("/home", $"/returns/{stored.Text("id")}/sign-off", lead)).Answer.Dispose();
        }

        Assert.True(TypedId.TryParse<RoundId>(Convert.ToString(await database.AskAsync("select lower(cast(id as text)) from workforce_rounds"), CultureInfo.InvariantCulture), out var round));
        var order = (await store.ReadAsync(records => WorkforceDoor.SignedOffAsync(records, round))).ConvertAll(r => r.Id.ToString());
        Assert.True(TypedId.TryParse<PersonId>(people.First(p => p.Roles.Contains("publisher")).Id, out var publisher));
        // In the order in which an edition takes them.
        return (publisher, round, [.. bodies.Zip(ids).OrderBy(b => order.IndexOf(b.Second)).Select(b => b.First)]);
    }

    private static async Task<Store> OpenAsync(TestDatabase database) => Assert.IsType<Store.Opening.Opened>(
        await Store.OpenAsync(database.Database, new KeyPlace.Given(MasterKey.OfTheDemo()), Holding.FictionalCity, TimeProvider.System, default)).Store;

    private static async Task<VersionId> AssembleAsync(Store store, PersonId publisher, RoundId round) => Assert.IsType<AssembleEdition.Outcome.Assembled>(
        await new AssembleEdition.Handler(store, new(store, TimeProvider.System), new(store, TimeProvider.System), TimeProvider.System).HandleAsync(new(publisher, null, round, "3", "Third edition", EditionDesign.Usual, ""), default)).Version;

    /// <summary>The nodes take turns until nothing is left to do.</summary>
    private static async Task WorkOffAsync(List<string> steps, params (string Name, Store Store)[] nodes)
    {
        var runners = nodes.Select(n => (n.Name, Runner: new JobRunner(n.Store, TimeProvider.System, new EditionRuns(n.Store, new WorkforceDoor(n.Store, TimeProvider.System), new PartnershipDoor(n.Store), TimeProvider.System, PublicSite.WriteAsync, () => []).Work))).ToList();
        for (int n = 0; await runners[n % runners.Count].Runner.RunOneAsync(default); n++) steps.Add(runners[n % runners.Count].Name);
    }

    private static async Task<string> ReadyAsync(Store store, VersionId version, TestDatabase database)
    {
        var found = (await new ReadEditions.Handler(store).FindAsync(version, default))!.Version;
        Assert.Equal((VersionStatus.Ready, ""), (found.Status, found.Trouble ?? ""));
        string file = Path.Combine(database.Folder, $"{found.Archive}.zip");
        await File.WriteAllBytesAsync(file, await new ReadArchive.Handler(store, TimeProvider.System).OpenAsync(found.Archive!.Value, default));
        return file;
    }

    /// <summary>Files that differ from those of one run of <c>publish</c> over the same returns.</summary>
    private static async Task<IReadOnlyList<string>> DifferencesAsync(string archive, TestDatabase database, IReadOnlyList<byte[]> bodies)
    {
        string place = Directory.CreateDirectory(Path.Combine(database.Folder, Path.GetRandomFileName())).FullName, output = Path.Combine(place, "out");
        for (int n = 0; n < bodies.Count; n++) await File.WriteAllBytesAsync(Path.Combine(place, $"{n}.zip"), bodies[n]);
        string returns = string.Join(',', Enumerable.Range(0, bodies.Count).Select(n => $"\"{n}.zip\"")), edition = Path.Combine(place, "edition.json");
        string snapshot = Assert.IsType<CheckReturn.Outcome.Accepted>(CheckReturn.Handler.Handle(new(Path.Combine(place, "0.zip")))).Return.Header.SnapshotDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(edition, $$"""{"edition":"3","title":"Third edition","snapshot_date":"{{snapshot}}","fictional":true,"returns":[{{returns}}]}""");
        Assert.IsType<PublishEdition.Outcome.Published>(await new PublishEdition.Handler(PublicSite.WriteAsync).HandleAsync(new(edition, output)));
        using var zip = await ZipFile.OpenReadAsync(archive);
        var kept = zip.Entries.Where(e => e.Name.Length > 0).ToDictionary(e => e.FullName, StringComparer.Ordinal);
        var made = Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(output, f)).ToList();
        var differences = kept.Keys.Except(made, StringComparer.Ordinal).Concat(made.Except(kept.Keys, StringComparer.Ordinal)).ToList();
        foreach (string name in made.Where(kept.ContainsKey))
        {
            using var bytes = new MemoryStream();
            await using (var content = await kept[name].OpenAsync()) await content.CopyToAsync(bytes);
            byte[] written = await File.ReadAllBytesAsync(Path.Combine(output, name));
            if (!bytes.ToArray().AsSpan().SequenceEqual(written)) differences.Add(name);
        }

        return differences;
    }

    private static async Task<long> CountAsync(TestDatabase database, string sql) => Convert.ToInt64(await database.AskAsync(sql), CultureInfo.InvariantCulture);

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("parity-steps-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
