using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>Signs the newest version of an organisation's return off: an HR lead does, and never who sent its file or submitted it. From then on it counts, in place of the one that was signed off before.</summary>
public static class SignOffReturn
{
    public sealed record Request(PersonId By, OrganisationId Organisation, ReturnId Return);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record SignedOff : Outcome;

        /// <summary>No such return of this organisation, or somebody who is not its HR lead.</summary>
        public sealed record NotFound : Outcome;

        public sealed record SubmitterMayNot : Outcome;

        /// <summary>A later version took its place, or it is signed off already.</summary>
        public sealed record NotWaiting(ReturnStatus Status) : Outcome;

        /// <summary>Totals that differ much from the edition before have no reason yet.</summary>
        public sealed record Unexplained(int Open) : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var by = await accounts.FindAsync(request.By, stop);
            if (by?.HoldsIn(Role.HrLead, request.Organisation) is not true) return new Outcome.NotFound();
            var change = new Change(new Actor.Someone(request.By), ChangeKind.ReturnSignedOff, "the return is right and complete for its organisation", request.Organisation);
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.Holding(records, clock, Role.HrLead, request.Organisation).ContainsAsync(request.By)) return new Outcome.NotFound();
                var one = await records.Set<SubmittedReturn>().SingleOrDefaultAsync(r => r.Id == request.Return && r.Organisation == request.Organisation);
                if (one is null) return new Outcome.NotFound();
                if (one.SubmittedBy == request.By || one.UploadedBy == request.By) return new Outcome.SubmitterMayNot();
                if (one.Status is ReturnStatus.SignedOff && one.SignedOffBy == request.By) return new Outcome.SignedOff();
                if (one.Status is not ReturnStatus.Submitted) return new Outcome.NotWaiting(one.Status);
                var comparison = await Comparisons.OfAsync(records, store.Key, request.Organisation, request.Return, CancellationToken.None);
                if (comparison!.Open > 0) return new Outcome.Unexplained(comparison.Open);
                one.Status = ReturnStatus.SignedOff;
                one.SignedOffBy = request.By;
                one.SignedOffAt = clock.GetUtcNow();
                await ReturnVersions.ReplaceSignedOffAsync(records, one.Round, one.Organisation, one.Id, one.SignedOffAt.Value);
                return new Outcome.SignedOff();
            }, stop);
        }
    }
}
