using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.SampleCity.Model;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.SampleCity;

/// <summary>The people of the fictional city, with what a visitor needs to act as them.</summary>
public static class ListPeople
{
    /// <param name="Organisation">Its code, null for people of the whole partnership.</param>
    /// <param name="Submitting">For an analyst: the token for the open round and its dates.</param>
    public sealed record Listed(PersonId Id, string Name, string? Organisation, string? OrganisationName, IReadOnlyList<Role> Roles, Submission? Submitting);

    public sealed record Submission(string ApiToken, DateOnly SnapshotDate, DateOnly PeriodStart, DateOnly PeriodEnd);

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership, WorkforceDoor workforce)
    {
        /// <returns>Nobody where the database holds a real partnership.</returns>
        public async Task<IReadOnlyList<Listed>> HandleAsync(CancellationToken stop)
        {
            if (store.Holding is not Holding.FictionalCity) return [];
            var organisations = (await partnership.AllAsync(stop)).ToDictionary(o => o.Id);
            // Only tokens of the city's own: the secret of one that a visitor made is not known any more.
            var tokens = (await workforce.OpenTokensAsync(stop)).Where(t => Secret.HashOf(CityToken.SecretOf(store.Key, t.Token)).AsSpan().SequenceEqual(t.SecretHash))
                .GroupBy(t => t.Analyst).ToDictionary(g => g.Key, g => g.MaxBy(t => t.SnapshotDate)!);
            return
            [
                .. from account in await accounts.AllAsync(stop)
                   let at = account.Holds.Select(h => h.Organisation).FirstOrDefault(o => o is not null) is { } id ? organisations[id] : null
                   let token = account.IsDisabled ? null : tokens.GetValueOrDefault(account.Id)
                   let roles = account.IsDisabled ? [Role.Disabled] : account.Holds.Select(h => h.Role).Distinct().ToArray()
                   select new Listed(account.Id, account.Name, at?.Code, at?.Name, roles,
                       token is null ? null : new(CityToken.SecretOf(store.Key, token.Token), token.SnapshotDate, token.PeriodStart, token.PeriodEnd)),
            ];
        }
    }
}
