using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Publishing;

/// <summary>Lets a version be published. Two different publishers have to, whoever put it together.</summary>
public static class ApproveVersion
{
    /// <param name="Archive">What the publisher has looked at: the approval holds for these bytes alone.</param>
    /// <param name="Why">As in <see cref="OwnReason"/>.</param>
    public sealed record Request(PersonId By, VersionId Version, ArchiveId Archive, string? Why);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>Also when this person had approved it before: once is all that counts.</summary>
        /// <param name="Approvals">By how many different people now.</param>
        public sealed record Approved(int Approvals) : Outcome;

        /// <summary>It is not ready, was replaced, or is not what was looked at.</summary>
        public sealed record NotWaiting : Outcome;

        public sealed record NoReason : Outcome;

        public sealed record NotFound : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if ((await accounts.FindAsync(request.By, stop))?.Has(Role.Publisher) is not true) return new Outcome.NotFound();
            if (OwnReason.Read(request.Why) is not { } why) return new Outcome.NoReason();
            var change = new Change(new Actor.Someone(request.By), ChangeKind.EditionApproved, $"version {request.Version} may be published: {why}");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.Holding(records, clock, Role.Publisher).ContainsAsync(request.By)) return new Outcome.NotFound();
                var version = await records.Set<EditionVersion>().SingleOrDefaultAsync(v => v.Id == request.Version);
                if (version is null) return new Outcome.NotFound();
                if (version.Status is not VersionStatus.Ready || version.Archive != request.Archive || await ReportElsewhere.IsNewerAsync(records, version)) return new Outcome.NotWaiting();
                var before = await records.Set<Approval>().Where(a => a.Version == request.Version).Select(a => a.Person).ToListAsync();
                if (before.Contains(request.By)) return new Outcome.Approved(before.Count);
                records.Add(new Approval { Version = request.Version, Person = request.By, At = clock.GetUtcNow() });
                return new Outcome.Approved(before.Count + 1);
            }, stop);
        }
    }
}
