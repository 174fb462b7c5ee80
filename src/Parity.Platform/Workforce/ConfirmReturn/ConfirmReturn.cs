using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>Submits a version that its analyst has checked, compared and seen as the public will: it then waits to be signed off.</summary>
public static class ConfirmReturn
{
    public sealed record Request(PersonId By, OrganisationId Organisation, ReturnId Return);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>Also when it had been submitted already: asking twice is harmless.</summary>
        public sealed record Submitted : Outcome;

        /// <summary>Swings without a reason.</summary>
        public sealed record Unexplained(int Open) : Outcome;

        /// <summary>A later version took its place.</summary>
        public sealed record Replaced : Outcome;

        public sealed record RoundClosed : Outcome;

        /// <summary>No such return of this organisation, or somebody who is not its analyst.</summary>
        public sealed record NotFound : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if ((await accounts.FindAsync(request.By, stop))?.HoldsIn(Role.HrAnalyst, request.Organisation) is not true) return new Outcome.NotFound();
            var change = new Change(new Actor.Someone(request.By), ChangeKind.ReturnSubmitted, "the return was looked through and submitted", request.Organisation);
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.Holding(records, clock, Role.HrAnalyst, request.Organisation).ContainsAsync(request.By)) return new Outcome.NotFound();
                var one = await records.Set<SubmittedReturn>().SingleOrDefaultAsync(r => r.Id == request.Return && r.Organisation == request.Organisation);
                if (one is null) return new Outcome.NotFound();
                if (one.Status is ReturnStatus.Submitted or ReturnStatus.SignedOff) return new Outcome.Submitted();
                if (one.Status is ReturnStatus.Superseded) return new Outcome.Replaced();
                if (!await Taking.Rounds(records, request.Organisation, London.Today(clock)).AnyAsync(r => r.Id == one.Round)) return new Outcome.RoundClosed();
                var comparison = await Comparisons.OfAsync(records, store.Key, request.Organisation, request.Return, CancellationToken.None);
                if (comparison!.Open > 0) return new Outcome.Unexplained(comparison.Open);
                one.SubmittedAt = clock.GetUtcNow();
                await ReturnVersions.ReplaceSentAsync(records, one.Round, one.Organisation, one.Id, one.SubmittedAt);
                one.Status = ReturnStatus.Submitted;
                one.SubmittedBy = request.By;
                await InvitationLetters.QueueSubmittedAsync(records, store.Key, clock, one.Round, one.Organisation, one.Id, request.By, one.UploadedBy);
                return new Outcome.Submitted();
            }, stop);
        }
    }
}
