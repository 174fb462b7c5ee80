using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts.Model;

/// <summary>How every way of signing in ends: a session of its own, with a secret nobody has seen before.</summary>
internal static class NewSession
{
    public static (string Secret, DateTimeOffset EndsAt) Begin(Records records, TimeProvider clock, PersonId person, string way)
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
            ProvenAt = now,
            EndsAt = now + TimeSpan.FromHours(AccountPolicy.InForceAt(now).SessionHours),
        };
        records.Add(session);
        return (secret, session.EndsAt);
    }
}
