using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing;

/// <summary>
/// The background work of publishing: opens the returns of a version, computes and protects it as <c>parity publish</c>
/// does, and keeps what came out. Nothing of it is on a disk under a name afterwards, and of two that do the same work
/// one keeps its result.
/// </summary>
/// <param name="writePages">Writes the pages of a publication into a folder.</param>
/// <param name="elsewhere">Folders of editions that were published by command and are served beside these.</param>
public sealed class EditionRuns(
    Store store, WorkforceDoor workforce, PartnershipDoor partnership, TimeProvider clock,
    Func<Publication, string, CancellationToken, Task> writePages, Func<IReadOnlyList<string>> elsewhere)
{
    /// <summary>What <see cref="JobRunner"/> does for publishing.</summary>
    public IReadOnlyDictionary<string, Func<JobRun, CancellationToken, Task<string>>> Work => new Dictionary<string, Func<JobRun, CancellationToken, Task<string>>>(StringComparer.Ordinal)
    {
        [EditionVersion.Job] = ComputeAsync,
        [ReturnPreview.Job] = PreviewAsync,
    };

    private sealed record Built(Publication? Publication, IReadOnlyList<string> Reasons, byte[] Zip, UtilityReport? Utility, IReadOnlyDictionary<string, IReadOnlyList<OwnFigure>> Own);

    private async Task<string> ComputeAsync(JobRun run, CancellationToken stop)
    {
        if (!TypedId.TryParse<VersionId>(run.Subject, out var id)) return "no such version";
        var (version, edition) = await store.ReadAsync(async records =>
        {
            var one = await records.Set<EditionVersion>().SingleAsync(v => v.Id == id, stop);
            return (one, await records.Set<PlannedEdition>().SingleAsync(e => e.Id == one.Edition, stop));
        });
        if (version.Status is not VersionStatus.Computing) return "made already";

        await run.TellAsync("Opening the returns");
        using var folder = new WorkFolder();
        var previous = await PublishedBeforeAsync(edition, folder.Path, stop);
        var built = await BuildAsync(folder, new(edition.Name, edition.Title, edition.SnapshotDate, edition.Threshold, previous), version.ReturnIds(), withOwnFigures: true, run, stop);
        var codes = (await partnership.AllAsync(stop)).ToDictionary(p => p.Code, p => p.Id, StringComparer.Ordinal);
        var change = new Change(new Actor.TheSystem("publishing"), ChangeKind.EditionComputed, $"edition {edition.Name}, version {version.Number}");
        return await store.WriteAsync(change, async records =>
        {
            if (!await run.IsMineAsync(records)) return "taken over";
            var one = await records.Set<EditionVersion>().SingleAsync(v => v.Id == id);
            if (one.Status is not VersionStatus.Computing) return "made already";
            one.ComputedAt = clock.GetUtcNow();
            if (built.Publication is null)
            {
                one.Status = VersionStatus.Refused;
                one.Trouble = string.Join('\n', built.Reasons);
                return "refused";
            }

            one.Archive = await KeptArchive.AddAsync(records, store.Key, clock, built.Zip);
            one.Utility = store.Key.Seal("utility", JsonSerializer.SerializeToUtf8Bytes(built.Utility!, EditionJsonTypes.Default.UtilityReport), id.Value.ToByteArray());
            one.Status = VersionStatus.Ready;
            foreach (var (code, figures) in built.Own)
                if (codes.TryGetValue(code, out var organisation))
                    records.Add(new OwnFigures { Version = id, Organisation = organisation, Sealed = store.Key.Seal(OwnFigures.Purpose, JsonSerializer.SerializeToUtf8Bytes(figures, EditionJsonTypes.Default.IReadOnlyListOwnFigure), OwnFigures.About(id, organisation)) });
            return "ready";
        }, CancellationToken.None);
    }

    private async Task<string> PreviewAsync(JobRun run, CancellationToken stop)
    {
        if (!TypedId.TryParse<ReturnId>(run.Subject, out var id)) return "no such return";
        if (await store.ReadAsync(records => WorkforceDoor.OrganisationOfAsync(records, id)) is not { } organisation) return "no such return";
        await run.TellAsync("Opening the return");
        using var folder = new WorkFolder();
        var built = await BuildAsync(folder, new("preview", "Preview of one return", null, null, []), [id], withOwnFigures: false, run, stop);
        var change = new Change(new Actor.TheSystem("publishing"), ChangeKind.ReturnPreviewed, "the pages of one return are made for those who sent it", organisation);
        return await store.WriteAsync(change, async records =>
        {
            if (!await run.IsMineAsync(records)) return "taken over";
            if (await records.Set<ReturnPreview>().AnyAsync(p => p.Return == id)) return "made already";
            var archive = built.Publication is null ? (ArchiveId?)null : await KeptArchive.AddAsync(records, store.Key, clock, built.Zip);
            records.Add(new ReturnPreview { Return = id, Organisation = organisation, Archive = archive, Trouble = archive is null ? string.Join('\n', built.Reasons) : null, MadeAt = clock.GetUtcNow() });
            return archive is null ? "refused" : "ready";
        }, CancellationToken.None);
    }

    private sealed record Wanted(string Name, string Title, DateOnly? SnapshotDate, int? Threshold, IReadOnlyList<string> Previous);

    private async Task<Built> BuildAsync(WorkFolder folder, Wanted wanted, IEnumerable<ReturnId> returns, bool withOwnFigures, JobRun run, CancellationToken stop)
    {
        var bodies = new List<ReceivedBody>();
        try
        {
            foreach (var id in returns) bodies.Add(await workforce.OpenAsync(id, stop));
            var snapshot = wanted.SnapshotDate ?? SnapshotOf(bodies[0], stop);
            string file = Path.Combine(folder.Path, "edition.json"), output = Path.Combine(folder.Path, "out");
            await using (var json = File.Create(file)) Write(json, wanted, snapshot, store.Holding is Holding.FictionalCity, bodies);
            var outcome = await Task.Run(() => new PublishEdition.Handler(writePages, new Teller(run)).HandleAsync(new(file, output), stop), stop);
            switch (outcome)
            {
                case PublishEdition.Outcome.Published published:
                    await run.TellAsync("Keeping what was made");
                    var own = withOwnFigures ? EditionFigures.OwnOf([.. bodies.Select(b => b.Path)], published.Publication, stop) : new Dictionary<string, IReadOnlyList<OwnFigure>>();
                    return new(published.Publication, [], Zip(output), EditionFigures.UtilityOf(published.Publication, Ledger.Read(output)), own);
                case PublishEdition.Outcome.Refused refused:
                    return Nothing([.. refused.Reasons.Select(WithoutPlaces), .. refused.Reports.SelectMany(r => r.Problems.Select(p => $"{r.Organisation}: {p.Advice}"))]);
                case PublishEdition.Outcome.Unsafe unsafeEdition:
                    return Nothing([.. unsafeEdition.Where.Prepend("What is published already would give away a small number here. Nothing is published; ask for a correction to wait for the next edition.")]);
                default:
                    throw new InvalidOperationException("An edition ended in a way that is not known here.");
            }
        }
        finally
        {
            foreach (var body in bodies) body.Dispose();
        }

        static Built Nothing(IReadOnlyList<string> reasons) => new(null, reasons, [], null, new Dictionary<string, IReadOnlyList<OwnFigure>>());
    }

    /// <summary>Reasons name files of this run, which mean nothing to a reader.</summary>
    private static string WithoutPlaces(string reason) => reason[(reason.IndexOf(".json: ", StringComparison.Ordinal) is >= 0 and var at ? at + ".json: ".Length : 0)..];

    private static DateOnly SnapshotOf(ReceivedBody body, CancellationToken stop) =>
        CheckReturn.Handler.Handle(new(body.Path), stop) is CheckReturn.Outcome.Accepted accepted ? accepted.Return.Header.SnapshotDate : throw new InvalidOperationException("A kept return is not accepted any more.");

    /// <summary>Every version that the public has seen, this edition's own earlier ones too, opened into folders.</summary>
    private async Task<IReadOnlyList<string>> PublishedBeforeAsync(PlannedEdition edition, string folder, CancellationToken stop)
    {
        var folders = elsewhere().ToList();
        var archives = await store.ReadAsync(records => (
            from version in records.Set<EditionVersion>()
            join other in records.Set<PlannedEdition>() on version.Edition equals other.Id
            where version.PublishedAt != null && version.Archive != null && other.SnapshotDate <= edition.SnapshotDate
            orderby version.PublishedAt
            select version.Archive!.Value).ToListAsync(stop));
        foreach (var id in archives)
        {
            string place = Path.Combine(folder, $"previous-{id}");
            using var zip = new MemoryStream(await store.ReadAsync(records => KeptArchive.ReadAsync(records, store.Key, id, stop)));
            await ZipFile.ExtractToDirectoryAsync(zip, place, stop);
            folders.Add(place);
        }

        return folders;
    }

    private static void Write(Stream into, Wanted wanted, DateOnly snapshot, bool fictional, IEnumerable<ReceivedBody> bodies)
    {
        using var json = new Utf8JsonWriter(into);
        json.WriteStartObject();
        json.WriteString("edition", wanted.Name);
        json.WriteString("title", wanted.Title);
        json.WriteString("snapshot_date", snapshot.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteBoolean("fictional", fictional);
        if (wanted.Threshold is { } threshold) json.WriteNumber("threshold", threshold);
        json.WriteStartArray("returns");
        foreach (var body in bodies) json.WriteStringValue(body.Path);
        json.WriteEndArray();
        json.WriteStartArray("previous");
        foreach (string folder in wanted.Previous) json.WriteStringValue(folder);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static byte[] Zip(string folder)
    {
        using var bytes = new MemoryStream();
        ZipFile.CreateFromDirectory(folder, bytes, CompressionLevel.Optimal, includeBaseDirectory: false);
        return bytes.ToArray();
    }

    /// <summary>Passes on what the slice reports; the writes are few, and one that comes late is no harm.</summary>
    private sealed class Teller(JobRun run) : IProgress<string>
    {
        public void Report(string value)
        {
            // Files have no names here, so which one is being read says nothing.
            if (!value.StartsWith("Reading ", StringComparison.Ordinal)) _ = run.TellAsync(value);
        }
    }

    /// <summary>A folder of one run, readable by this account only, and gone with the run.</summary>
    private sealed class WorkFolder : IDisposable
    {
        private const string Mark = "parity-edition-";

        public WorkFolder()
        {
            // What a killed process left behind holds true counts: it goes as soon as any other begins.
            foreach (string left in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Mark + "*").Where(IsOfTheDead)) Directory.Delete(left, recursive: true);
            Path = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Mark}{Environment.ProcessId}-")).FullName;
        }

        public string Path { get; }

        public void Dispose() => Directory.Delete(Path, recursive: true);

        private static bool IsOfTheDead(string folder)
        {
            string owner = System.IO.Path.GetFileName(folder)[Mark.Length..].Split('-')[0];
            return OperatingSystem.IsLinux() && int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}"));
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(UtilityReport))]
[JsonSerializable(typeof(IReadOnlyList<OwnFigure>))]
internal sealed partial class EditionJsonTypes : JsonSerializerContext;
