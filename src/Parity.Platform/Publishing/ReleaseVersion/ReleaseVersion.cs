using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing;

/// <summary>Publishes an approved version, at once or in the morning of a set day.</summary>
public static class ReleaseVersion
{
    /// <param name="On">Null for at once.</param>
    public sealed record Request(PersonId By, VersionId Version, DateOnly? On);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>Also when it was public already.</summary>
        public sealed record Published : Outcome;

        public sealed record Scheduled(DateOnly On) : Outcome;

        public sealed record TooFewApprovals(int Approvals) : Outcome;

        public sealed record DayPassed : Outcome;

        public sealed record NotWaiting : Outcome;

        public sealed record NotFound : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if ((await accounts.FindAsync(request.By, stop))?.Has(Role.Publisher) is not true) return new Outcome.NotFound();
            if (request.On is { } on && London.At(on, ReleaseRule.Hour) <= clock.GetUtcNow()) return new Outcome.DayPassed();
            var change = request.On is { } day
                ? new Change(new Actor.Someone(request.By), ChangeKind.EditionScheduled, $"version {request.Version} is to be published on {day:yyyy-MM-dd}")
                : new Change(new Actor.Someone(request.By), ChangeKind.EditionPublished, $"version {request.Version} is published at once");
            var heads = request.On is null ? [] : (await accounts.AllAsync(stop)).FindAll(a => a.Has(Role.OrganisationLead));
            return await store.WriteAsync(change, async records =>
            {
                if (!await AccountsDoor.Holding(records, clock, Role.Publisher).ContainsAsync(request.By)) return new Outcome.NotFound();
                var outcome = await WriteAsync(records, request.Version, request.On, request.By);
                if (outcome is Outcome.Scheduled) await TellHeadsAsync(records, request.Version, heads);
                return outcome;
            }, stop);
        }

        /// <summary>Publishes what is due by now. Safe to run twice.</summary>
        /// <returns>How many versions.</returns>
        public async Task<int> PublishDueAsync(CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            var scheduled = await store.ReadAsync(records => records.Set<EditionVersion>().Where(v => v.Status == VersionStatus.Ready && v.PublishOn != null).ToListAsync(stop));
            int published = 0;
            foreach (var version in scheduled.Where(v => London.At(v.PublishOn!.Value, ReleaseRule.Hour) <= now))
            {
                var change = new Change(new Actor.TheSystem("publishing"), ChangeKind.EditionPublished, $"version {version.Id} was to be published on {version.PublishOn:yyyy-MM-dd}");
                if (await store.WriteAsync(change, records => WriteAsync(records, version.Id, null, null), stop) is Outcome.Published) published++;
                else await TellPublishersAsync(version, stop);
            }

            return published;
        }

        /// <summary>Its day has come and it cannot come out: an approval counts no longer, or it has to be made again. Nobody waits for what was withdrawn.</summary>
        private Task<bool> TellPublishersAsync(EditionVersion version, CancellationToken stop) => store.WriteAsync(
            new Change(new Actor.TheSystem("publishing"), ChangeKind.EditionScheduled, $"version {version.Id} could not be published on {version.PublishOn:yyyy-MM-dd}; publishers are told"), async records =>
            {
                if (await records.Set<PlannedEdition>().AnyAsync(e => e.Id == version.Edition && e.WithdrawnAt != null, stop)) return false;
                foreach (var publisher in await AccountsDoor.Holding(records, clock, Role.Publisher).ToListAsync(stop))
                    await AccountsDoor.QueueMailAsync(records, store.Key, clock, $"{version.Id} {publisher} {version.PublishOn:yyyy-MM-dd} not out", publisher, "Something that was to become public today did not. Sign in to see what stands in its way.");
                return true;
            }, stop);

        /// <summary>From now on heads of organisations may look. Another day for the same version is no news to them.</summary>
        private async Task TellHeadsAsync(Records records, VersionId version, IReadOnlyList<Account> heads)
        {
            foreach (var head in heads)
                await AccountsDoor.QueueMailAsync(records, store.Key, clock, $"{version} {head.Id} early", head.Id, "Something that is not public yet waits for you to read. Sign in, and keep what you read to yourself until it is.");
        }

        private async Task<Outcome> WriteAsync(Records records, VersionId id, DateOnly? on, PersonId? by)
        {
            var version = await records.Set<EditionVersion>().SingleOrDefaultAsync(v => v.Id == id);
            if (version is null) return new Outcome.NotFound();
            if (version.Status is VersionStatus.Published && on is null) return new Outcome.Published();
            if (version.Status is not VersionStatus.Ready) return new Outcome.NotWaiting();
            var edition = await records.Set<PlannedEdition>().SingleAsync(e => e.Id == version.Edition);
            if (edition.WithdrawnAt is not null || await ReportElsewhere.IsNewerAsync(records, version)) return new Outcome.NotWaiting();
            // Whoever has left, or publishes no more, vouches for nothing that is not public yet.
            var publishers = AccountsDoor.Holding(records, clock, Role.Publisher);
            int approvals = await records.Set<Approval>().CountAsync(a => a.Version == id && publishers.Contains(a.Person));
            if (approvals < ReleaseRule.Approvals) return new Outcome.TooFewApprovals(approvals);
            if (on is { } day)
            {
                version.PublishOn = day;
                return new Outcome.Scheduled(day);
            }

            foreach (var before in await records.Set<EditionVersion>().Where(v => v.Edition == version.Edition && v.Status == VersionStatus.Published).ToListAsync()) before.Status = VersionStatus.Replaced;
            version.Status = VersionStatus.Published;
            version.PublishedAt = clock.GetUtcNow();
            version.PublishedBy = by;
            await WorkforceDoor.MarkPublishedAsync(records, edition.Round, version.PublishedAt.Value);
            return new Outcome.Published();
        }
    }
}
