using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Publishing.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Publishing;

/// <summary>Takes a published edition from the public in one step: a mistake that harms somebody cannot wait for a second person.</summary>
public static class WithdrawEdition
{
    /// <param name="Why">In words for the public.</param>
    public sealed record Request(PersonId By, EditionId Edition, string Why);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>Also when it was withdrawn already.</summary>
        public sealed record Withdrawn : Outcome;

        public sealed record NoReason : Outcome;

        public sealed record NotFound : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if ((await accounts.FindAsync(request.By, stop))?.Has(Role.Publisher) is not true) return new Outcome.NotFound();
            string why = request.Why.Trim();
            if (why.Length is 0 or > 500) return new Outcome.NoReason();
            var change = new Change(new Actor.Someone(request.By), ChangeKind.EditionWithdrawn, why);
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.Holding(records, clock, Role.Publisher).ContainsAsync(request.By)) return new Outcome.NotFound();
                var edition = await records.Set<PlannedEdition>().SingleOrDefaultAsync(e => e.Id == request.Edition);
                if (edition is null) return new Outcome.NotFound();
                if (edition.WithdrawnAt is not null) return new Outcome.Withdrawn();
                (edition.WithdrawnAt, edition.WithdrawnBy, edition.WithdrawnWhy) = (clock.GetUtcNow(), request.By, why);
                return new Outcome.Withdrawn();
            }, stop);
        }
    }
}
