using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts.Model;

/// <summary>How every way of signing in ends: a session of its own, with a secret nobody has seen before.</summary>
internal static class NewSession
{
    /// <param name="isProven">Whether the person has proven who they are to us, and not to somebody who vouches for them.</param>
    public static (string Secret, DateTimeOffset EndsAt) Begin(Records records, TimeProvider clock, PersonId person, string way, bool isProven = true)
    {
        var now = clock.GetUtcNow();
        string secret = Secret.New();
        var session = new Session
        {
            Id = SessionId.New(clock),
            SecretHash = Secret.HashOf(secret),
            Person = person,
            Way = way,
            StartedAt = now,
            SeenAt = now,
            ProvenAt = isProven ? now : DateTimeOffset.UnixEpoch,
            EndsAt = now + TimeSpan.FromHours(AccountPolicy.InForceAt(now).SessionHours),
        };
        records.Add(session);
        return (secret, session.EndsAt);
    }
}
