using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>Begins a session for somebody who has proven who they are.</summary>
public static class BeginSession
{
    /// <summary>A session ends after a working day, whatever happens.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <param name="Way">How they proved it: <c>demo</c>, <c>password and code</c>, <c>passkey</c>.</param>
    public sealed record Request(PersonId Person, string Way);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Secret">For the cookie; it is kept nowhere.</param>
        public sealed record Begun(string Secret, DateTimeOffset EndsAt) : Outcome;

        /// <summary>Nobody of that id, or an account that is disabled: told alike.</summary>
        public sealed record NotPossible : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var change = new Change(new Actor.Someone(request.Person), ChangeKind.SignedIn, $"signed in: {request.Way}");
            return store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await records.Set<Person>().AnyAsync(p => p.Id == request.Person && p.DisabledAt == null)) return new Outcome.NotPossible();
                var now = clock.GetUtcNow();
                string secret = Secret.New();
                var session = new Session { Id = SessionId.New(clock), SecretHash = Secret.HashOf(secret), Person = request.Person, Way = request.Way, StartedAt = now, EndsAt = now + Longest };
                records.Add(session);
                return new Outcome.Begun(secret, session.EndsAt);
            }, stop);
        }
    }
}

/// <summary>Ends a session at once, on every node.</summary>
public static class EndSession
{
    public sealed record Request(SessionId Session, PersonId By);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<bool> HandleAsync(Request request, CancellationToken stop)
        {
            var change = new Change(new Actor.Someone(request.By), ChangeKind.SignedOut, "signed out");
            return store.WriteAsync(change, async records =>
            {
                var session = await records.Set<Session>().SingleOrDefaultAsync(s => s.Id == request.Session && s.Person == request.By && s.EndedAt == null);
                if (session is null) return false;
                session.EndedAt = clock.GetUtcNow();
                return true;
            }, stop);
        }
    }
}

/// <summary>Says whose session a secret belongs to, if it still goes on.</summary>
public static class RecogniseSession
{
    public sealed record Request(string Secret);

    public sealed record SignedIn(SessionId Session, Account Account);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<SignedIn?> HandleAsync(Request request, CancellationToken stop)
        {
            var hash = Secret.HashOf(request.Secret);
            var session = await store.ReadAsync(records => records.Set<Session>().SingleOrDefaultAsync(s => s.SecretHash == hash, stop));
            if (session is null || session.EndedAt is not null || session.EndsAt <= clock.GetUtcNow()) return null;
            return await accounts.FindAsync(session.Person, stop) is { IsDisabled: false } account ? new(session.Id, account) : null;
        }
    }
}
