using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>Begins a session as one of the fictional city's people, who have no password.</summary>
public static class BeginSession
{
    public sealed record Request(PersonId Person);

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
            if (store.Holding is not Holding.FictionalCity) throw new InvalidOperationException("Nobody signs in without a proof where people are real.");
            var change = new Change(new Actor.Someone(request.Person), ChangeKind.SignedIn, $"signed in: {Ways.Demo}");
            return store.WriteAsync<Outcome>(change, async records =>
            {
                if (!await records.Set<Person>().AnyAsync(p => p.Id == request.Person && p.DisabledAt == null)) return new Outcome.NotPossible();
                var (secret, endsAt) = NewSession.Begin(records, clock, request.Person, Ways.Demo);
                return new Outcome.Begun(secret, endsAt);
            }, stop);
        }
    }
}

/// <summary>Ends one's own sessions at once, on every node: this one, another one, or all but this one.</summary>
public static class EndSession
{
    /// <param name="Session">The one to end; null: all but <paramref name="But"/>.</param>
    public sealed record Request(SessionId? Session, PersonId By, SessionId? But = null);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<bool> HandleAsync(Request request, CancellationToken stop)
        {
            var change = request.Session is not null
                ? new Change(new Actor.Someone(request.By), ChangeKind.SignedOut, "signed out")
                : new Change(new Actor.Someone(request.By), ChangeKind.SessionsEnded, "ended their other sessions");
            return store.WriteAsync(change, async records =>
            {
                var mine = records.Set<Session>().Where(s => s.Person == request.By && s.EndedAt == null);
                var ending = await (request.Session is { } only ? mine.Where(s => s.Id == only) : mine.Where(s => s.Id != request.But)).ToListAsync();
                foreach (var session in ending) session.EndedAt = clock.GetUtcNow();
                return ending.Count > 0;
            }, stop);
        }
    }
}

/// <summary>Chooses for which of several organisations somebody acts from now on in this session.</summary>
public static class ChooseOrganisation
{
    public sealed record Request(SessionId Session, PersonId By, OrganisationId Organisation);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Account">What they do here from now on.</param>
        public sealed record Chosen(Account Account) : Outcome;

        /// <summary>They hold no role by which they could act for it.</summary>
        public sealed record NotTheirs : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (await accounts.FindAsync(request.By, stop) is not { } account || !account.ActsFor.Contains(request.Organisation)) return new Outcome.NotTheirs();
            var change = new Change(new Actor.Someone(request.By), ChangeKind.OrganisationChosen, "acts for this organisation from now on in this session", request.Organisation);
            await store.WriteAsync(change, async records =>
            {
                var session = await records.Set<Session>().SingleAsync(s => s.Id == request.Session && s.Person == request.By, stop);
                session.ActsFor = request.Organisation;
                return true;
            }, stop);
            return new Outcome.Chosen(account.ActingFor(request.Organisation));
        }
    }
}

/// <summary>Says whose session a secret belongs to, if it still goes on.</summary>
public static class RecogniseSession
{
    /// <summary>Being there is noted this often: more would be a write for every page.</summary>
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(5);

    public sealed record Request(string Secret);

    /// <param name="Way">How the person proved who they are.</param>
    /// <param name="IsFresh">The proof is fresh enough for what is dangerous.</param>
    /// <param name="Account">Who it is and what they do here, for the one organisation that they act for.</param>
    /// <param name="IsProven">The person has proven to us in this session who they are; not so where their organisation alone vouches for them.</param>
    /// <param name="Choices">The organisations that they could act for.</param>
    public sealed record SignedIn(SessionId Session, Account Account, string Way, bool IsFresh, bool IsProven, OrganisationId? ActsFor, IReadOnlyList<OrganisationId> Choices);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<SignedIn?> HandleAsync(Request request, CancellationToken stop)
        {
            var hash = Secret.HashOf(request.Secret);
            var now = clock.GetUtcNow();
            var policy = AccountPolicy.InForceAt(now);
            if (await store.RememberAsync(("session", Convert.ToBase64String(hash), London.Today(clock)), records => FindAsync(records, hash, stop), stop) is not { } known || !known.GoesOn(now, policy)) return null;
            if (known.ToNote(now)) await NoteAsync(known.Id, known.Account.Id, now);
            return new(known.Id, known.Account, known.Way, known.ProvenAt + policy.Proof > now, known.IsProven, known.ActsFor, known.Choices);
        }

        private async Task<Known?> FindAsync(Records records, byte[] hash, CancellationToken stop) =>
            await records.Set<Session>().SingleOrDefaultAsync(s => s.SecretHash == hash && s.EndedAt == null, stop) is { } session
            && await accounts.FindAsync(session.Person, stop) is { IsDisabled: false } account
                ? new Known(session, account)
                : null;

        /// <summary>That somebody is still there is no change of any record, and leaves no line in the log.</summary>
        private Task<int> NoteAsync(SessionId session, PersonId person, DateTimeOffset now) => store.WriteAsync(
            new Change(new Actor.Someone(person), ChangeKind.SignedIn, "was there"),
            records => records.Set<Session>().Where(s => s.Id == session && s.SeenAt < now).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now)), CancellationToken.None);
    }

    /// <summary>A session as it was read, and whose it is. Nothing of it changes but when somebody was last there.</summary>
    private sealed class Known
    {
        private readonly Session session;
        private long seenAt;

        public Known(Session session, Account account)
        {
            (this.session, seenAt) = (session, session.SeenAt.UtcTicks);
            Choices = [.. account.ActsFor];
            // A choice outlives no role: whoever has lost theirs acts for the first of those that are left.
            ActsFor = session.ActsFor is { } chosen && Choices.Contains(chosen) ? chosen : Choices.Count > 0 ? Choices[0] : null;
            Account = account.ActingFor(ActsFor);
        }

        public SessionId Id => session.Id;
        public Account Account { get; }
        public OrganisationId? ActsFor { get; }
        public IReadOnlyList<OrganisationId> Choices { get; }
        public string Way => session.Way;
        public DateTimeOffset ProvenAt => session.ProvenAt;
        public bool IsProven => session.ProvenAt >= session.StartedAt;

        public bool GoesOn(DateTimeOffset now, AccountPolicy policy) => session.EndsAt > now && Volatile.Read(ref seenAt) + policy.Idle.Ticks > now.UtcTicks;

        /// <returns>Whether it is time to note that somebody is there: true for one of those who ask at once.</returns>
        public bool ToNote(DateTimeOffset now)
        {
            long seen = Volatile.Read(ref seenAt);
            return seen + NotedEvery.Ticks <= now.UtcTicks && Interlocked.CompareExchange(ref seenAt, now.UtcTicks, seen) == seen;
        }
    }
}
