using Microsoft.EntityFrameworkCore;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts.Model;

/// <summary>A challenge may be answered once: an answer that was copied on its way is worth nothing.</summary>
internal static class PasskeyChallenges
{
    public static async Task<bool> UseAsync(Records records, TimeProvider clock, byte[] hash)
    {
        if (await records.Set<UsedChallenge>().AnyAsync(c => c.Hash == hash)) return false;
        records.Add(new UsedChallenge { Hash = hash, UsedAt = clock.GetUtcNow() });
        return true;
    }
}
