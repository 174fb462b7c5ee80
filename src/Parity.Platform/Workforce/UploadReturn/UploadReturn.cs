using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>
/// Takes an organisation's return from its analyst and checks it. What was found in a refused file is kept, the file is
/// not. The file that is already the newest version is not stored again, so sending it twice is harmless.
/// </summary>
public static class UploadReturn
{
    /// <param name="Round">Null for the newest round that takes returns from the organisation.</param>
    public sealed record Request(PersonId By, OrganisationId Organisation, ReceivedBody Body, RoundId? Round = null);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="IsNew">False: this very file had been sent before and is the newest version.</param>
        public sealed record Stored(ReturnId Id, bool IsNew) : Outcome;

        /// <param name="Id">Of the list of its problems.</param>
        public sealed record Refused(RefusalId Id, CheckReport Report) : Outcome;

        public sealed record NoOpenRound : Outcome;

        /// <summary>Also if they were one when they began to send: nothing is stored.</summary>
        public sealed record NotAnAnalyst : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var by = await accounts.FindAsync(request.By, stop);
            if (by?.HoldsIn(Role.HrAnalyst, request.Organisation) is not true) return new Outcome.NotAnAnalyst();
            if (await store.ReadAsync(records => RoundAsync(records, request)) is not { } round) return new Outcome.NoOpenRound();
            var organisation = await partnership.FindAsync(request.Organisation, stop);

            var (report, totals) = await ReceivedReturns.CheckAsync(store, request.Body, round, request.Organisation, organisation!.Code, stop);
            if (totals is null) return await RefuseAsync(request, round, report, stop);
            var id = ReturnId.New(clock);
            var change = new Change(new Actor.Someone(request.By), ChangeKind.ReturnChecked, $"a return of {request.Body.Length} bytes was uploaded without problems, sha256 {request.Body.Sha256}", request.Organisation);
            using var kept = await ReturnVersions.SealAsync(store.Key, id, request.Body, stop);
            return await store.WriteAsync(change, records => WriteAsync(records, request, round.Id, kept, report, totals), stop);
        }

        private Task<Round?> RoundAsync(Records records, Request request) =>
            Taking.Rounds(records, request.Organisation, London.Today(clock)).Where(r => request.Round == null || r.Id == request.Round).OrderByDescending(r => r.SnapshotDate).FirstOrDefaultAsync();

        /// <summary>Asked again when the file has been read, which may take minutes.</summary>
        private Task<bool> IsAnalystAsync(Records records, Request request) => AccountsDoor.Holding(records, clock, Role.HrAnalyst, request.Organisation).ContainsAsync(request.By);

        private async Task<Outcome> WriteAsync(Records records, Request request, RoundId round, SealedReturn kept, CheckReport report, ReturnTotals totals)
        {
            if (!await IsAnalystAsync(records, request)) return new Outcome.NotAnAnalyst();
            if (await RoundAsync(records, request with { Round = round }) is null) return new Outcome.NoOpenRound();
            if (await ReturnVersions.NewestAsync(records, round, request.Organisation) is { } newest && string.Equals(newest.Sha256, request.Body.Sha256, StringComparison.Ordinal))
                return new Outcome.Stored(newest.Id, IsNew: false);
            string document = ReturnDocuments.Accepted(kept.Id, request.Body.Sha256, report);
            await ReturnVersions.AddAsync(records, store.Key, new(kept, round, request.Organisation, request.By, clock.GetUtcNow(), ReturnStatus.Checked, document, totals));
            return new Outcome.Stored(kept.Id, IsNew: true);
        }

        private async Task<Outcome> RefuseAsync(Request request, Round round, CheckReport report, CancellationToken stop)
        {
            var refusal = new Refusal
            {
                Id = RefusalId.New(clock),
                Round = round.Id,
                Organisation = request.Organisation,
                SentBy = request.By,
                SentAt = clock.GetUtcNow(),
                Sha256 = request.Body.Sha256,
                Bytes = request.Body.Length,
                Report = ReturnDocuments.Problems(report),
            };
            var change = new Change(new Actor.Someone(request.By), ChangeKind.ReturnRefused, $"a return of {request.Body.Length} bytes was uploaded and refused, sha256 {request.Body.Sha256}", request.Organisation);
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await IsAnalystAsync(records, request)) return new Outcome.NotAnAnalyst();
                records.Add(refusal);
                return new Outcome.Refused(refusal.Id, report);
            }, stop);
        }
    }
}
