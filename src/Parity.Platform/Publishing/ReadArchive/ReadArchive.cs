using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing;

/// <summary>Opens the kept files of a publication: for the public once it is published, before that for those who may see it early.</summary>
public static class ReadArchive
{
    /// <param name="Version">Changes when the edition's public files do.</param>
    public sealed record Public(string Name, VersionId Version, ArchiveId Archive, DateTimeOffset PublishedAt);

    public sealed record Withdrawn(string Name, string Title, DateTimeOffset At, string Why);

    /// <param name="Corrections">What was corrected, newest first: edition, day and words.</param>
    public sealed record Shelf(IReadOnlyList<Public> Editions, IReadOnlyList<Withdrawn> Gone, IReadOnlyList<(string Name, string Title, DateTimeOffset At, string What)> Corrections);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <summary>What the public may see now.</summary>
        public Task<Shelf> PublicAsync(CancellationToken stop) => store.ReadAsync(async records =>
        {
            var editions = await records.Set<PlannedEdition>().ToDictionaryAsync(e => e.Id, stop);
            var seen = await records.Set<EditionVersion>().Where(v => v.PublishedAt != null).Select(v => new { v.Id, v.Edition, v.Status, v.Archive, v.PublishedAt, v.Why }).ToListAsync(stop);
            return new Shelf(
                [.. seen.Where(v => v.Status == VersionStatus.Published && editions[v.Edition].WithdrawnAt is null).Select(v => new Public(editions[v.Edition].Name, v.Id, v.Archive!.Value, v.PublishedAt!.Value))],
                [.. editions.Values.Where(e => e.WithdrawnAt is not null && seen.Exists(v => v.Edition == e.Id)).Select(e => new Withdrawn(e.Name, e.Title, e.WithdrawnAt!.Value, e.WithdrawnWhy!))],
                [
                    .. seen.Where(v => v.Why is not null).Select(v => (editions[v.Edition].Name, editions[v.Edition].Title, At: v.PublishedAt!.Value, What: v.Why!))
                        .Concat(editions.Values.Where(e => e.WithdrawnAt is not null && seen.Exists(v => v.Edition == e.Id)).Select(e => (e.Name, e.Title, At: e.WithdrawnAt!.Value, What: $"Withdrawn: {e.WithdrawnWhy}")))
                        .OrderByDescending(c => c.At),
                ]);
        });

        public Task<byte[]> OpenAsync(ArchiveId id, CancellationToken stop) => store.ReadAsync(records => KeptArchive.ReadAsync(records, store.Key, id, stop));

        /// <summary>Every withheld count and why, for those who make and approve it; null in the archives of earlier versions of the program.</summary>
        public async Task<byte[]?> WithheldAsync(ArchiveId id, CancellationToken stop)
        {
            using var zip = new ZipArchive(new MemoryStream(await OpenAsync(id, stop)));
            if (zip.GetEntry($"{PublicationFolder.Internal}/{WithheldCounts.FileName}") is not { } entry) return null;
            using var bytes = new MemoryStream();
            await using var content = await entry.OpenAsync(stop);
            await content.CopyToAsync(bytes, stop);
            return bytes.ToArray();
        }

        /// <summary>Notes that somebody looks at a version that is not public yet; once for each person.</summary>
        public async Task NoteEarlyReaderAsync(VersionId version, PersonId person, CancellationToken stop)
        {
            if (await store.ReadAsync(records => records.Set<EarlyReader>().AnyAsync(r => r.Version == version && r.Person == person, stop))) return;
            var change = new Change(new Actor.Someone(person), ChangeKind.EditionSeenEarly, $"version {version} was looked at before it is public");
            await store.WriteAsync(change, async records =>
            {
                if (await records.Set<EarlyReader>().AnyAsync(r => r.Version == version && r.Person == person)) return false;
                records.Add(new EarlyReader { Version = version, Person = person, FirstAt = clock.GetUtcNow() });
                return true;
            }, stop);
        }
    }
}
