using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Partnership.Contract;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing;

/// <summary>Whose returns an edition is made of, or would be made of now; who is missing, and why.</summary>
public static class ReadStandings
{
    /// <summary>What an organisation has sent beside what is taken.</summary>
    public enum Later
    {
        Nothing,
        NotSubmitted,
        WaitsForSignOff,
        SentBack,

        /// <summary>Only beside a version that was made before.</summary>
        SignedOff,
    }

    /// <param name="LeftOn">The last day of an organisation that has left since it was asked.</param>
    /// <param name="BecamePartOf">The name of the one it merged into then.</param>
    /// <param name="Taken">The number of its version that is taken; null where none is.</param>
    /// <param name="Newer">The number of the one that <paramref name="Later"/> is about; 0 where there is none.</param>
    /// <param name="WasIn">Of one that is missing: the number of the public version of the edition that it was in last.</param>
    public sealed record Line(string Organisation, DateOnly? LeftOn, string? BecamePartOf, bool IsExcused, int? Taken, Later Later, int Newer, int? WasIn);

    public sealed class Handler(Store store, PartnershipDoor partnership)
    {
        /// <summary>As an edition of the round would be made now, by name.</summary>
        public async Task<IReadOnlyList<Line>> OfRoundAsync(RoundId round, CancellationToken stop)
        {
            var partners = await partnership.EverAsync(stop);
            return await store.ReadAsync(async records => Lines(
                partners, await WorkforceDoor.StandingsAsync(records, round, stop), [.. (await WorkforceDoor.SignedOffAsync(records, round)).Select(r => r.Id)], []));
        }

        /// <summary>As a version was made, with what has changed since, by name.</summary>
        public async Task<IReadOnlyList<Line>> OfVersionAsync(VersionId id, CancellationToken stop)
        {
            var partners = await partnership.EverAsync(stop);
            return await store.ReadAsync(async records =>
            {
                if (await records.Set<EditionVersion>().SingleOrDefaultAsync(v => v.Id == id, stop) is not { } version) return [];
                var round = await records.Set<PlannedEdition>().Where(e => e.Id == version.Edition).Select(e => e.Round).SingleAsync(stop);
                var shown = await records.Set<EditionVersion>().Where(v => v.Edition == version.Edition && v.Number < version.Number && v.PublishedAt != null).OrderByDescending(v => v.Number).ToListAsync(stop);
                return Lines(partners, await WorkforceDoor.StandingsAsync(records, round, stop), [.. version.ReturnIds()], shown.ConvertAll(v => (v.Number, v.ReturnIds().ToHashSet())));
            });
        }

        private static IReadOnlyList<Line> Lines(List<KnownPartner> partners, List<WorkforceDoor.Standing> standings, HashSet<ReturnId> taken, List<(int Number, HashSet<ReturnId> Returns)> shown)
        {
            var known = partners.ToDictionary(p => p.Partner.Id);
            return
            [
                .. standings.ConvertAll(one =>
                {
                    int? number = one.Versions.Where(v => taken.Contains(v.Id)).Select(v => (int?)v.Version).SingleOrDefault();
                    var (later, newer) = LaterOf(one, number ?? 0);
                    int? wasIn = number is null ? shown.Where(s => one.Versions.Any(v => s.Returns.Contains(v.Id))).Select(s => (int?)s.Number).FirstOrDefault() : null;
                    var partner = known[one.Organisation];
                    return new Line(partner.Partner.Name, partner.LeftOn, partner.BecamePartOf, one.IsExcused, number, later, newer, wasIn);
                }).OrderBy(l => l.Organisation, StringComparer.OrdinalIgnoreCase),
            ];
        }

        /// <summary>What is signed off says more than what waits, and that more than a file that its analyst still looks at.</summary>
        private static (Later Later, int Newer) LaterOf(WorkforceDoor.Standing one, int taken) => one.Versions
            .Where(v => v.Version > taken && v.Status is not ReturnStatus.Superseded)
            .Select(v => (Later: v.Status switch
            {
                ReturnStatus.SignedOff => Later.SignedOff,
                ReturnStatus.SentBack => Later.SentBack,
                ReturnStatus.Submitted => Later.WaitsForSignOff,
                _ => Later.NotSubmitted,
            }, v.Version))
            .OrderByDescending(v => v.Later is Later.SignedOff).ThenBy(v => v.Later is Later.NotSubmitted).ThenByDescending(v => v.Version).FirstOrDefault();
    }
}
