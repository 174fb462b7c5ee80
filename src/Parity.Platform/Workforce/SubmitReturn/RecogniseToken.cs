using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Storage;
using Parity.Platform.Workforce.Model;

namespace Parity.Platform.Workforce;

/// <summary>Says whom the secret of a token stands for, now.</summary>
public static class RecogniseToken
{
    public sealed record Request(string Secret);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Recognised(ReturnSubmitter Submitter) : Outcome;

        /// <summary>No token of ours, withdrawn, or its analyst's account is disabled.</summary>
        public sealed record Unknown : Outcome;

        /// <summary>A token of somebody who is no longer an analyst of its organisation.</summary>
        public sealed record NotAnAnalyst : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var hash = Secret.HashOf(request.Secret);
            var token = await store.ReadAsync(records => records.Set<ReturnToken>().SingleOrDefaultAsync(t => t.SecretHash == hash && t.RevokedAt == null, stop));
            if (token is null || await accounts.FindAsync(token.Analyst, stop) is not { IsDisabled: false } analyst) return new Outcome.Unknown();
            if (!analyst.HoldsIn(Role.HrAnalyst, token.Organisation)) return new Outcome.NotAnAnalyst();
            var organisation = await partnership.FindAsync(token.Organisation, stop);
            return new Outcome.Recognised(new(token.Id, token.Analyst, token.Organisation, organisation!.Code, token.Round));
        }
    }
}
