using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>Gives an analyst a token with which an HR system submits for them in one round; the one they had there ends.</summary>
public static class IssueToken
{
    public sealed record Request(PersonId By, OrganisationId Organisation, RoundId Round);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Secret">Shown once and kept nowhere.</param>
        public sealed record Issued(string Secret) : Outcome;

        /// <summary>Not an analyst there, or the round does not take returns from the organisation.</summary>
        public sealed record NotPossible : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if ((await accounts.FindAsync(request.By, stop))?.HoldsIn(Role.HrAnalyst, request.Organisation) is not true) return new Outcome.NotPossible();
            string secret = "parity_" + Secret.New();
            var change = new Change(new Actor.Someone(request.By), ChangeKind.TokenIssued, "a token for an HR system; earlier ones of this round end", request.Organisation);
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await AccountsDoor.Holding(records, clock, Role.HrAnalyst, request.Organisation).ContainsAsync(request.By)) return new Outcome.NotPossible();
                if (!await Taking.Rounds(records, request.Organisation, London.Today(clock)).AnyAsync(r => r.Id == request.Round)) return new Outcome.NotPossible();
                var now = clock.GetUtcNow();
                var held = await records.Set<ReturnToken>().Where(t => t.Analyst == request.By && t.Organisation == request.Organisation && t.Round == request.Round && t.RevokedAt == null).ToListAsync();
                foreach (var token in held) token.RevokedAt = now;
                WorkforceDoor.IssueToken(records, clock, TokenId.New(clock), secret, request.By, request.Organisation, request.Round);
                return new Outcome.Issued(secret);
            }, stop);
        }
    }
}
