using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>
/// Deletes people's rows whose time is over by the policy in force: of a published round, of versions that later ones
/// replaced, and of rounds that never came to an edition. The receipt and the counts stay.
/// </summary>
public static class DeleteRows
{
    /// <param name="Returns">How many versions have lost their rows now.</param>
    public sealed record Outcome(int Returns);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int AtOnce = 20;

        public async Task<Outcome> HandleAsync(CancellationToken stop)
        {
            int deleted = 0;
            while (true)
            {
                var due = await store.ReadAsync(records => DueAsync(records, stop));
                if (due.Count == 0) return new(deleted);
                foreach (var (id, organisation, why) in due)
                {
                    var change = new Change(new Actor.TheSystem("retention"), ChangeKind.ReturnRowsDeleted, why, organisation);
                    deleted += await store.WriteAsync(change, records => DeleteAsync(records, id), stop);
                }
            }
        }

        private async Task<List<(ReturnId Id, OrganisationId Organisation, string Why)>> DueAsync(Records records, CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            var policy = CollectionPolicy.InForceOn(London.DayOf(now));
            DateTimeOffset published = now.AddDays(-policy.RowsAfterPublication), replaced = now.AddDays(-policy.RowsOfReplacedVersions), oldest = now.AddDays(-policy.RowsWithoutPublication);
            var found = await (
                from one in records.Set<SubmittedReturn>()
                join round in records.Set<Round>() on one.Round equals round.Id
                where one.RowsDeletedAt == null
                // A round that nobody closes must not keep people's rows for ever: there the day they came counts.
                where round.PublishedAt < published || one.SupersededAt < replaced || (round.ClosedAt ?? one.SubmittedAt) < oldest
                orderby one.Id
                select new { one.Id, one.Organisation, one.SupersededAt, round.PublishedAt, round.ClosedAt }).Take(AtOnce).ToListAsync(stop);
            return found.ConvertAll(f => (f.Id, f.Organisation,
                f.PublishedAt < published ? $"{policy.Name}: {policy.RowsAfterPublication} days after publication"
                : f.SupersededAt < replaced ? $"{policy.Name}: {policy.RowsOfReplacedVersions} days after a later version took its place"
                : f.ClosedAt is null ? $"{policy.Name}: {policy.RowsWithoutPublication} days after it came, in a round that was never closed"
                : $"{policy.Name}: {policy.RowsWithoutPublication} days after the round closed, without an edition"));
        }

        private async Task<int> DeleteAsync(Records records, ReturnId id)
        {
            var one = await records.Set<SubmittedReturn>().SingleAsync(r => r.Id == id);
            if (one.RowsDeletedAt is not null) return 0;
            one.RowsDeletedAt = clock.GetUtcNow();
            await records.Set<ReturnPart>().Where(p => p.Return == id).ExecuteDeleteAsync();
            return 1;
        }
    }
}
