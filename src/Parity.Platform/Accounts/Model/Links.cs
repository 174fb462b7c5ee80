using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts.Model;

/// <summary>One-time addresses: made, found, used up.</summary>
internal static class Links
{
    private const string FirstPurpose = "address of the first administrator";

    /// <summary>A new address makes the person's earlier ones of the same purpose worthless.</summary>
    /// <returns>The secret part of the address; it is kept nowhere.</returns>
    public static async Task<string> MakeAsync(Records records, TimeProvider clock, PersonId person, LinkPurpose purpose)
    {
        var now = clock.GetUtcNow();
        var policy = AccountPolicy.InForceAt(now);
        foreach (var earlier in await records.Set<OneTimeLink>().Where(l => l.Person == person && l.Purpose == purpose && l.UsedAt == null).ToListAsync()) earlier.UsedAt = now;
        string secret = Secret.New();
        records.Add(new OneTimeLink
        {
            Id = TypedId.NewValue(clock),
            SecretHash = Secret.HashOf(secret),
            Purpose = purpose,
            Person = person,
            MadeAt = now,
            ExpiresAt = now + (purpose is LinkPurpose.SetUp ? TimeSpan.FromDays(policy.InvitationDays) : TimeSpan.FromMinutes(policy.ResetMinutes)),
        });
        return secret;
    }

    public static async Task<OneTimeLink?> FindAsync(Records records, TimeProvider clock, string secret, LinkPurpose purpose)
    {
        var hash = Secret.HashOf(secret);
        var now = clock.GetUtcNow();
        return await records.Set<OneTimeLink>().SingleOrDefaultAsync(l => l.SecretHash == hash && l.Purpose == purpose && l.UsedAt == null && l.ExpiresAt > now);
    }

    /// <summary>
    /// The secret part of the first administrator's address. It follows from the installation's key, so every node and
    /// every start prints the same one, and is good until there has been an administrator.
    /// </summary>
    public static string FirstSecret(Store store) => Convert.ToHexStringLower(store.Key.Derive($"{FirstPurpose} {store.Id}"));

    public static Task<bool> HasHadAdministratorAsync(Records records) => records.Set<RoleGrant>().AnyAsync(g => g.Role == Role.Administrator);
}
