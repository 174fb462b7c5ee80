using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing;

/// <summary>The editions made here and their versions, for those who make them and those who may see them early.</summary>
public static class ReadEditions
{
    public sealed record Edition(EditionId Id, string Name, string Title, RoundId Round, DateOnly SnapshotDate, DateTimeOffset? WithdrawnAt, string? WithdrawnWhy, IReadOnlyList<Version> Versions)
    {
        public Version Newest => Versions[^1];
    }

    /// <param name="GivenUp">Its figures were tried too often; what stopped them. Nothing more comes of this version.</param>
    /// <param name="Approvals">Who approved it, and when; while it waits, of publishers alone who are so now.</param>
    public sealed record Version(
        VersionId Id, EditionId Edition, int Number, string? Why, EditionDesign Design, int Returns, PersonId MadeBy, DateTimeOffset MadeAt, VersionStatus Status, string? GivenUp, string? Trouble, ArchiveId? Archive,
        DateOnly? PublishOn, DateTimeOffset? PublishedAt, IReadOnlyList<(PersonId By, DateTimeOffset At)> Approvals)
    {
        public bool IsComputing => Status is VersionStatus.Computing && GivenUp is null;
    }

    /// <param name="Progress">What the background work is doing; null when it is done.</param>
    /// <param name="EarlyReaders">Who looked at it before it was public.</param>
    /// <param name="Elsewhere">Reports of others that the next version is protected beside.</param>
    public sealed record Detail(
        Edition Edition, Version Version, UtilityReport? Utility, string? Progress, IReadOnlyList<(PersonId Person, DateTimeOffset At)> EarlyReaders, IReadOnlyList<ToldElsewhere> Elsewhere);

    public sealed record ToldElsewhere(string Source, int Rows, PersonId By, DateTimeOffset At);

    public sealed class Handler(Store store)
    {
        /// <summary>Newest snapshot first.</summary>
        public Task<IReadOnlyList<Edition>> AllAsync(CancellationToken stop) => store.ReadAsync(records => ReadAsync(records, stop));

        public Task<Detail?> FindAsync(VersionId id, CancellationToken stop) => store.ReadAsync(async records =>
        {
            var editions = await ReadAsync(records, stop);
            if (editions.FirstOrDefault(e => e.Versions.Any(v => v.Id == id)) is not { } edition) return null;
            var version = edition.Versions.Single(v => v.Id == id);
            string? progress = version.IsComputing ? await ProgressAsync(records, version, stop) : null;
            var readers = await records.Set<EarlyReader>().Where(r => r.Version == id).OrderBy(r => r.FirstAt).ToListAsync(stop);
            var elsewhere = await records.Set<ReportElsewhere>().Where(r => r.Edition == edition.Id).OrderBy(r => r.Source).Select(r => new ToldElsewhere(r.Source, r.Rows, r.ToldBy, r.ToldAt)).ToListAsync(stop);
            return new Detail(edition, version, await UtilityAsync(records, id, stop), progress, readers.ConvertAll(r => (r.Person, r.FirstAt)), elsewhere);
        });

        private static async Task<string> ProgressAsync(Records records, Version version, CancellationToken stop)
        {
            string subject = version.Id.ToString(), parts = subject + " ";
            var jobs = await records.Set<Job>().Where(j => (j.Kind == EditionVersion.Job && j.Subject == subject) || (j.Kind == EditionPart.Job && j.Subject.StartsWith(parts))).ToListAsync(stop);
            if (jobs.Find(j => j.Kind == EditionVersion.Job) is { } last) return last.Progress ?? "It waits for its turn";
            return jobs.TrueForAll(j => j.Attempts == 0) ? "It waits for its turn" : $"The figures of {jobs.Count(j => j.FinishedAt is not null)} of {version.Returns} returns are counted";
        }

        private async Task<UtilityReport?> UtilityAsync(Records records, VersionId id, CancellationToken stop) =>
            await records.Set<EditionVersion>().Where(v => v.Id == id).Select(v => v.Utility).SingleAsync(stop) is { } closed
                ? JsonSerializer.Deserialize(store.Key.Open("utility", closed, id.Value.ToByteArray()), EditionJsonTypes.Default.UtilityReport)
                : null;

        private async Task<IReadOnlyList<Edition>> ReadAsync(Records records, CancellationToken stop)
        {
            var editions = await records.Set<PlannedEdition>().OrderByDescending(e => e.SnapshotDate).ThenByDescending(e => e.MadeAt).ToListAsync(stop);
            var approvals = (await records.Set<Approval>().OrderBy(a => a.At).ToListAsync(stop)).ToLookup(a => a.Version);
            var publishers = (await AccountsDoor.Holding(records, store.Clock, Role.Publisher).ToListAsync(stop)).ToHashSet();
            var versions = (await records.Set<EditionVersion>().OrderBy(v => v.Number).ToListAsync(stop)).ToLookup(v => v.Edition);
            var givenUp = new Dictionary<VersionId, string>();
            foreach (var one in versions.SelectMany(v => v).Where(v => v.Status is VersionStatus.Computing))
                if (await one.GivenUpAsync(records, stop) is { } why) givenUp[one.Id] = why;
            return editions.ConvertAll(e => new Edition(e.Id, e.Name, e.Title, e.Round, e.SnapshotDate, e.WithdrawnAt, e.WithdrawnWhy,
            [
                .. versions[e.Id].Select(v => new Version(
                    v.Id, e.Id, v.Number, v.Why, v.Design, v.ReturnIds().Count(), v.MadeBy, v.MadeAt, v.Status, givenUp.GetValueOrDefault(v.Id), v.Trouble, v.Archive, v.PublishOn, v.PublishedAt, [.. approvals[v.Id].Where(a => v.Status is not VersionStatus.Ready || publishers.Contains(a.Person)).Select(a => (a.Person, a.At))])),
            ]));
        }
    }
}
