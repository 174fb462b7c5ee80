using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>Instead of signing a return off, an HR lead sends it back and says why. Whoever submitted it is written to.</summary>
public static class SendBackReturn
{
    public const int LongestReason = 1_000;

    public sealed record Request(PersonId By, OrganisationId Organisation, ReturnId Return, string? Reason);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record SentBack : Outcome;

        /// <summary>No such return of this organisation, or somebody who is not its HR lead.</summary>
        public sealed record NotFound : Outcome;

        public sealed record NoReason : Outcome;

        /// <summary>A later version took its place, or it is signed off already.</summary>
        public sealed record NotWaiting : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if ((await accounts.FindAsync(request.By, stop))?.HoldsIn(Role.HrLead, request.Organisation) is not true) return new Outcome.NotFound();
            string reason = (request.Reason ?? "").Trim();
            // The reason stays with the return and is not repeated in the log, which is kept for longer and read by others.
            var change = new Change(new Actor.Someone(request.By), ChangeKind.ReturnSentBack, "the return was sent back to its analyst, with a reason", request.Organisation);
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.Holding(records, clock, Role.HrLead, request.Organisation).ContainsAsync(request.By)) return new Outcome.NotFound();
                var one = await records.Set<SubmittedReturn>().SingleOrDefaultAsync(r => r.Id == request.Return && r.Organisation == request.Organisation);
                if (one is null) return new Outcome.NotFound();
                if (one.Status is not ReturnStatus.Submitted) return new Outcome.NotWaiting();
                if (reason.Length is 0 or > LongestReason) return new Outcome.NoReason();
                one.Status = ReturnStatus.SentBack;
                one.SentBackBy = request.By;
                one.SentBackAt = clock.GetUtcNow();
                one.SentBackWhy = reason;
                await AccountsDoor.QueueMailAsync(records, store.Key, clock, $"sent back {one.Id} {one.SentBackAt.Value.UtcTicks}", one.SubmittedBy, "An HR lead of your organisation has sent the return back. Sign in to see why and what is left to do.");
                return new Outcome.SentBack();
            }, stop);
        }
    }
}
