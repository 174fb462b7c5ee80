using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>Closes a round: it takes no return any more, but for corrections that are asked for.</summary>
public static class CloseRound
{
    public sealed record Request(PersonId By, RoundId Round);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>Also when it was closed already.</summary>
        public sealed record Closed : Outcome;

        public sealed record NotFound : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if ((await accounts.FindAsync(request.By, stop))?.Has(Role.DeliveryManager) is not true) return new Outcome.NotFound();
            var change = new Change(new Actor.Someone(request.By), ChangeKind.RoundClosed, "the collection of returns is over");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.Holding(records, clock, Role.DeliveryManager).ContainsAsync(request.By)) return new Outcome.NotFound();
                var round = await records.Set<Round>().SingleOrDefaultAsync(r => r.Id == request.Round);
                if (round is null) return new Outcome.NotFound();
                round.ClosedAt ??= clock.GetUtcNow();
                return new Outcome.Closed();
            }, stop);
        }
    }
}
