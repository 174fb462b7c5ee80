using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>
/// Takes an organisation's return from its analyst. The file that is already the newest version is not stored again, so
/// sending it twice is harmless.
/// </summary>
public static class UploadReturn
{
    public sealed record Request(PersonId By, OrganisationId Organisation, ReceivedBody Body);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="IsNew">False: this very file had been sent before and is the newest version.</param>
        public sealed record Stored(ReturnId Id, bool IsNew) : Outcome;

        public sealed record Refused(CheckReport Report) : Outcome;

        public sealed record NoOpenRound : Outcome;

        public sealed record NotAnAnalyst : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership, WorkforceDoor workforce, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var by = await accounts.FindAsync(request.By, stop);
            if (by?.HoldsIn(Role.HrAnalyst, request.Organisation) is not true) return new Outcome.NotAnAnalyst();
            if (await workforce.OpenRoundAsync(stop) is not { } round) return new Outcome.NoOpenRound();
            var organisation = await partnership.FindAsync(request.Organisation, stop);

            var report = await ReceivedReturns.CheckAsync(request.Body, new(organisation!.Code, round.SnapshotDate, round.PeriodStart, round.PeriodEnd), stop);
            if (!report.Accepted) return new Outcome.Refused(report);
            var id = ReturnId.New(clock);
            var change = new Change(new Actor.Someone(request.By), ChangeKind.ReturnSubmitted, $"a return of {request.Body.Length} bytes was uploaded and accepted, sha256 {request.Body.Sha256}", request.Organisation);
            return await store.WriteAsync(change, records => WriteAsync(records, request, round.Id, id, report), stop);
        }

        private async Task<Outcome> WriteAsync(Records records, Request request, RoundId round, ReturnId id, CheckReport report)
        {
            if (!await records.Set<Round>().AnyAsync(r => r.Id == round && r.ClosedAt == null)) return new Outcome.NoOpenRound();
            if (await ReturnVersions.NewestAsync(records, round, request.Organisation) is { } newest && string.Equals(newest.Sha256, request.Body.Sha256, StringComparison.Ordinal))
                return new Outcome.Stored(newest.Id, IsNew: false);
            string document = ReturnDocuments.Accepted(id, request.Body.Sha256, report);
            await ReturnVersions.AddAsync(records, store.Key, new(id, round, request.Organisation, request.By, clock.GetUtcNow(), document), request.Body);
            return new Outcome.Stored(id, IsNew: true);
        }
    }
}
