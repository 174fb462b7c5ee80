using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Publishing.Contract;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;
using CountedReturn = Parity.Indicators.CountedReturn;
using ReturnHeader = Parity.Indicators.Returns.ReturnHeader;
using Sector = Parity.Indicators.Returns.Sector;

namespace Parity.Platform.Publishing;

/// <summary>
/// The background work of publishing: each return of a version is counted as a step of its own, on whichever node is
/// free; the last of them asks for the step that puts them together, protects them as <c>parity publish</c> does and keeps
/// what came out. Nothing of it is on a disk under a name afterwards, and of two that do the same step one keeps its result.
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
        [EditionPart.Job] = CountAsync,
        [EditionVersion.Job] = ComputeAsync,
        [ReturnPreview.Job] = PreviewAsync,
    };

    private sealed record Built(Publication? Publication, IReadOnlyList<string> Reasons, byte[] Zip, UtilityReport? Utility, IReadOnlyDictionary<string, IReadOnlyList<OwnFigure>> Own)
    {
        public static Built Nothing(IReadOnlyList<string> reasons) => new(null, reasons, [], null, new Dictionary<string, IReadOnlyList<OwnFigure>>());
    }

    private async Task<string> CountAsync(JobRun run, CancellationToken stop)
    {
        if (!EditionPart.TryRead(run.Subject, out var id, out var one)) return "no such return";
        if (await store.ReadAsync(records => records.Set<EditionVersion>().SingleOrDefaultAsync(v => v.Id == id, stop)) is not { } version) return "no such version";
        if (version.Status is not VersionStatus.Computing || await store.ReadAsync(records => records.Set<EditionPart>().AnyAsync(p => p.Version == id && p.Return == one, stop))) return "made already";

        await run.TellAsync("Counting a return");
        var (part, _) = await CountAsync(id, one, stop);
        var organisation = await store.ReadAsync(records => WorkforceDoor.OrganisationOfAsync(records, one));
        return await store.WriteAsync(new Change(new Actor.TheSystem("publishing"), ChangeKind.EditionComputed, $"one return of version {version.Number} is counted", organisation), async records =>
        {
            if (!await run.IsMineAsync(records)) return "taken over";
            if (await records.Set<EditionVersion>().AnyAsync(v => v.Id == id && v.Status != VersionStatus.Computing) || await records.Set<EditionPart>().AnyAsync(p => p.Version == id && p.Return == one)) return "made already";
            records.Add(part);
            // Writers follow one another, so exactly one of the steps is the last.
            if (await records.Set<EditionPart>().CountAsync(p => p.Version == id) + 1 == version.ReturnIds().Count()) await Job.QueueAsync(records, clock, EditionVersion.Job, id.ToString());
            return part.Trouble is null ? "counted" : "refused";
        }, CancellationToken.None);
    }

    private async Task<(EditionPart Part, CountedReturn? Counted)> CountAsync(VersionId version, ReturnId one, CancellationToken stop)
    {
        using var body = await workforce.OpenAsync(one, stop);
        var (counted, report) = await Task.Run(() => CountedReturns.Read(body.Path, stop: stop), stop);
        return (counted is null ? EditionPart.Refused(version, one, ReasonsOf(report), clock) : EditionPart.Of(version, one, counted, store.Key, clock), counted);
    }

    private static IEnumerable<string> ReasonsOf(CheckReport report) => report.Problems.Select(p => $"{report.Organisation}: {p.Advice}");

    private async Task<string> ComputeAsync(JobRun run, CancellationToken stop)
    {
        if (!TypedId.TryParse<VersionId>(run.Subject, out var id)) return "no such version";
        var (version, edition) = await store.ReadAsync(async records =>
        {
            var one = await records.Set<EditionVersion>().SingleAsync(v => v.Id == id, stop);
            return (one, await records.Set<PlannedEdition>().SingleAsync(e => e.Id == one.Edition, stop));
        });
        if (version.Status is not VersionStatus.Computing) return "made already";

        await run.TellAsync("Opening the figures of the returns");
        using var folder = new WorkFolder();
        var (counted, reasons) = await GatherAsync(version, stop);
        var built = reasons.Count > 0
            ? Built.Nothing(reasons)
            : await BuildAsync(folder, await WantedAsync(edition, version.Design, folder, stop), counted, edition.SnapshotDate, withOwnFigures: true, run, stop);
        // Also of organisations that have left since they signed off: whoever took them in may read their figures.
        var codes = (await partnership.EverAsync(stop)).ToDictionary(p => p.Partner.Code, p => p.Partner.Id, StringComparer.Ordinal);
        var change = new Change(new Actor.TheSystem("publishing"), ChangeKind.EditionComputed, $"edition {edition.Name}, version {version.Number}");
        return await store.WriteAsync(change, async records =>
        {
            if (!await run.IsMineAsync(records)) return "taken over";
            var one = await records.Set<EditionVersion>().SingleAsync(v => v.Id == id);
            if (one.Status is not VersionStatus.Computing) return "made already";
            one.ComputedAt = clock.GetUtcNow();
            await records.Set<EditionPart>().Where(p => p.Version == id).ExecuteDeleteAsync();
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
        var (part, counted) = await CountAsync(default, id, stop);
        var built = counted is null
            ? Built.Nothing(part.Trouble!.Split('\n'))
            : await BuildAsync(folder, new("preview", "Preview of one return", EditionDesign.Usual, [], new Dictionary<string, string>(), []), await NamedAsync([counted], stop), counted.Header.SnapshotDate, withOwnFigures: false, run, stop);
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

    /// <summary>What the steps before have counted; what they have not, or another version of the program has, is counted here.</summary>
    private async Task<(IReadOnlyList<CountedReturn> Counted, IReadOnlyList<string> Reasons)> GatherAsync(EditionVersion version, CancellationToken stop)
    {
        var counted = new List<CountedReturn>();
        var reasons = new List<string>();
        foreach (var one in version.ReturnIds())
        {
            var part = await store.ReadAsync(records => records.Set<EditionPart>().SingleOrDefaultAsync(p => p.Version == version.Id && p.Return == one, stop));
            var found = part is { IsOfThisProgram: true, Sealed: not null } ? part.Open(store.Key) : null;
            if (part is not { IsOfThisProgram: true }) (part, found) = await CountAsync(version.Id, one, stop);
            if (found is not null) counted.Add(found);
            else reasons.AddRange(part.Trouble!.Split('\n'));
        }

        return (await NamedAsync(counted, stop), reasons);
    }

    /// <summary>A return need not say its organisation's name and sector: the partnership knows them.</summary>
    private async Task<IReadOnlyList<CountedReturn>> NamedAsync(IReadOnlyList<CountedReturn> counted, CancellationToken stop)
    {
        var known = (await partnership.EverAsync(stop)).ToDictionary(p => p.Partner.Code, p => p.Partner, StringComparer.Ordinal);
        return [.. counted.Select(c => known.TryGetValue(c.Header.Organisation, out var partner) ? c with { Return = c.Return with { Header = Named(c.Header, partner) } } : c)];
    }

    private static ReturnHeader Named(ReturnHeader header, Partner partner) => header with
    {
        Name = header.Name.Length == 0 ? partner.Name : header.Name,
        Sector = header.Sector is Sector.NotKnown && Enum.TryParse<Sector>(partner.Sector, ignoreCase: true, out var sector) ? sector : header.Sector,
    };

    private sealed record Wanted(string Name, string Title, EditionDesign Design, IReadOnlyList<string> Previous, IReadOnlyDictionary<string, string> Merged, IReadOnlyList<CountsElsewhere> Elsewhere);

    private async Task<Wanted> WantedAsync(PlannedEdition edition, EditionDesign design, WorkFolder folder, CancellationToken stop) =>
        new(edition.Name, edition.Title, design, await PublishedBeforeAsync(folder.Path, stop), await partnership.MergedAsync(edition.SnapshotDate, stop),
            (await store.ReadAsync(records => records.Set<ReportElsewhere>().Where(r => r.Edition == edition.Id).OrderBy(r => r.Source).ToListAsync(stop))).ConvertAll(r => r.Read()));

    private async Task<Built> BuildAsync(WorkFolder folder, Wanted wanted, IReadOnlyList<CountedReturn> counted, DateOnly snapshot, bool withOwnFigures, JobRun run, CancellationToken stop)
    {
        string output = Path.Combine(folder.Path, "out");
        var edition = new EditionFile(wanted.Name, wanted.Title, snapshot, store.Holding is Holding.FictionalCity, wanted.Design.Threshold, [], wanted.Previous, wanted.Merged) { LeftOut = wanted.Design.LeftOut, Elsewhere = wanted.Elsewhere };
        switch (await Task.Run(() => new PublishEdition.Handler(writePages, new Teller(run)).HandleAsync(edition, counted, output, stop), stop))
        {
            case PublishEdition.Outcome.Published published:
                await run.TellAsync("Keeping what was made");
                var own = withOwnFigures ? EditionFigures.OwnOf(counted, published.Publication, stop) : new Dictionary<string, IReadOnlyList<OwnFigure>>();
                return new(published.Publication, [], Zip(output), published.Utility, own);
            case PublishEdition.Outcome.Refused refused:
                return Built.Nothing([.. refused.Reasons, .. refused.Reports.SelectMany(ReasonsOf)]);
            case PublishEdition.Outcome.Unsafe unsafeEdition:
                return Built.Nothing([.. unsafeEdition.Where.Prepend("Nobody may be able to work out the small counts named here, and that cannot be made sure of. Nothing is published. Leave something out below and make it again; a correction can wait for the next edition.")]);
            default:
                throw new InvalidOperationException("An edition ended in a way that is not known here.");
        }
    }

    /// <summary>Every version that the public has seen, this edition's own earlier ones too, opened into folders.</summary>
    private async Task<IReadOnlyList<string>> PublishedBeforeAsync(string folder, CancellationToken stop)
    {
        var folders = elsewhere().ToList();
        var archives = await store.ReadAsync(records => (
            from version in records.Set<EditionVersion>()
            where version.PublishedAt != null && version.Archive != null
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

    private static byte[] Zip(string folder)
    {
        using var bytes = new MemoryStream();
        ZipFile.CreateFromDirectory(folder, bytes, CompressionLevel.Optimal, includeBaseDirectory: false);
        return bytes.ToArray();
    }

    /// <summary>Passes on what the slice reports; the writes are few, and one that comes late is no harm.</summary>
    private sealed class Teller(JobRun run) : IProgress<string>
    {
        public void Report(string value) => _ = run.TellAsync(value);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(UtilityReport))]
[JsonSerializable(typeof(IReadOnlyList<OwnFigure>))]
internal sealed partial class EditionJsonTypes : JsonSerializerContext;
