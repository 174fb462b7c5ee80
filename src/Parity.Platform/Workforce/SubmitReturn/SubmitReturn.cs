using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>
/// Takes an organisation's return from an HR system. The same idempotency key gets the same answer and stores nothing
/// twice; each new key makes a new version, and the one before is superseded, unless it was signed off: that one counts
/// until the new one is signed off too. Of what was refused the problems of the last file are kept, for its analyst.
/// </summary>
public static class SubmitReturn
{
    /// <param name="Key">Chosen by the sender, any text; it belongs to the token.</param>
    public sealed record Request(ReturnSubmitter By, string Key, ReceivedBody Body);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Accepted">Whether a return was stored.</param>
        /// <param name="Document">The answer as JSON, byte for byte the first one given to this key.</param>
        public sealed record Answered(bool Accepted, string Document) : Outcome;

        /// <summary>The key has been used for another body.</summary>
        public sealed record KeyUsedForAnother(string Document) : Outcome;

        public sealed record RoundClosed : Outcome;

        /// <summary>While it was read, the token was withdrawn or its analyst lost the role: nothing is stored.</summary>
        public sealed record NotAnAnalyst : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var keyHash = SHA256.HashData(Encoding.UTF8.GetBytes(request.Key));
            if (await store.ReadAsync(records => GivenAsync(records, request, keyHash)) is { } given) return given;
            var round = await store.ReadAsync(records => records.Set<Round>().SingleAsync(r => r.Id == request.By.Round, stop));
            if (!await store.ReadAsync(records => TakesAsync(records, request.By))) return new Outcome.RoundClosed();

            var (report, totals) = await ReceivedReturns.CheckAsync(store, request.Body, round, request.By.Organisation, request.By.OrganisationCode, stop);
            var id = ReturnId.New(clock);
            string document = report.Accepted ? ReturnDocuments.Accepted(id, request.Body.Sha256, report) : ReturnDocuments.Refused(report);
            var by = request.By;
            var change = report.Accepted
                ? new Change(by.Actor, ChangeKind.ReturnSubmitted, $"a return of {request.Body.Length} bytes was sent and accepted, sha256 {request.Body.Sha256}", by.Organisation)
                : new Change(by.Actor, ChangeKind.ReturnRefused, $"a return of {request.Body.Length} bytes was sent and refused, sha256 {request.Body.Sha256}", by.Organisation);
            if (totals is null) return await store.WriteAsync(change, records => WriteAsync(records, request, keyHash, null, document, ReturnDocuments.Problems(report)), stop);
            using var kept = await ReturnVersions.SealAsync(store.Key, id, request.Body, stop);
            return await store.WriteAsync(change, records => WriteAsync(records, request, keyHash, new(kept, by.Round, by.Organisation, by.Analyst, clock.GetUtcNow(), ReturnStatus.Submitted, document, totals), document), stop);
        }

        private static async Task<Outcome?> GivenAsync(Records records, Request request, byte[] keyHash)
        {
            var given = await records.Set<GivenAnswer>().SingleOrDefaultAsync(a => a.Token == request.By.Token && a.KeyHash == keyHash);
            if (given is null) return null;
            return string.Equals(given.BodySha256, request.Body.Sha256, StringComparison.Ordinal)
                ? new Outcome.Answered(given.Accepted, given.Document)
                : new Outcome.KeyUsedForAnother(ReturnDocuments.Refused(ReturnDocuments.KeyUsed()));
        }

        private Task<bool> TakesAsync(Records records, ReturnSubmitter by) => Taking.Rounds(records, by.Organisation, London.Today(clock)).AnyAsync(r => r.Id == by.Round);

        /// <summary>What was true before the reading is looked at again: the same key may have come twice, the round been closed, the sender have left.</summary>
        private async Task<Outcome> WriteAsync(Records records, Request request, byte[] keyHash, ReturnVersions.Arrival? accepted, string document, string problems = "")
        {
            var by = request.By;
            if (!await records.Set<ReturnToken>().AnyAsync(t => t.Id == by.Token && t.RevokedAt == null)
                || !await AccountsDoor.Holding(records, clock, Role.HrAnalyst, by.Organisation).ContainsAsync(by.Analyst)) return new Outcome.NotAnAnalyst();
            if (await GivenAsync(records, request, keyHash) is { } given) return given;
            if (!await TakesAsync(records, by)) return new Outcome.RoundClosed();
            if (accepted is not null)
            {
                await ReturnVersions.AddAsync(records, store.Key, accepted);
                await InvitationLetters.QueueSubmittedAsync(records, store.Key, clock, by.Round, by.Organisation, accepted.Body.Id, by.Analyst);
            }
            else await KeepRefusalAsync(records, request, problems);
            records.Add(new GivenAnswer { Token = by.Token, KeyHash = keyHash, BodySha256 = request.Body.Sha256, Accepted = accepted is not null, Document = document, GivenAt = accepted?.At ?? clock.GetUtcNow() });
            return new Outcome.Answered(accepted is not null, document);
        }

        private async Task KeepRefusalAsync(Records records, Request request, string problems)
        {
            var by = request.By;
            var before = records.Set<Refusal>().Where(r => r.Round == by.Round && r.Organisation == by.Organisation && r.Token != null);
            int sends = await before.SumAsync(r => r.Sends);
            await before.ExecuteDeleteAsync();
            records.Add(new Refusal
            {
                Id = RefusalId.New(clock),
                Token = by.Token,
                Sends = sends + 1,
                Round = by.Round,
                Organisation = by.Organisation,
                SentBy = by.Analyst,
                SentAt = clock.GetUtcNow(),
                Sha256 = request.Body.Sha256,
                Bytes = request.Body.Length,
                Report = problems,
            });
        }
    }
}
