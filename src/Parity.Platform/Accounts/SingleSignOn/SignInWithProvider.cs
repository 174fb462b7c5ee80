using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// Signs in whom an organisation's provider vouches for. The provider says who it is and nothing else: it makes no
/// account, gives no role, and lets in only people who were invited and whose every role lies in that organisation or in
/// a programme. Whoever holds a role beyond it signs in with what they hold themselves. It is no proof to us: what an
/// employer must not come to asks for the person's own.
/// </summary>
public static class SignInWithProvider
{
    /// <param name="Mail">As the provider knows it; null where it says that it has not made sure.</param>
    /// <param name="SecondFactorSeen">Whether the provider says that it asked for a second factor; null where it says nothing.</param>
    /// <param name="Question">Hash of what was asked: an answer to it counts once.</param>
    /// <param name="Code">Of our own authenticator, where it was asked for; null before.</param>
    public sealed record Request(Guid Provider, string Subject, string? Mail, bool? SecondFactorSeen, byte[] Question, string? Code, string? Network);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record SignedIn(string Secret, DateTimeOffset EndsAt) : Outcome;

        /// <summary>The provider did not ask for a second factor, or vouches for the first time for somebody who has one here: ours is asked for.</summary>
        public sealed record CodeNeeded : Outcome;

        public sealed record CodeWrong : Outcome;

        public sealed record TooManyTries(TimeSpan Wait) : Outcome;

        /// <summary>Nobody of that name may come in this way. It does not tell why.</summary>
        public sealed record Refused : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string? mail = MailAddress.Parse(request.Mail);
            if (request.Code is not null
                && await Tries.CountAsync(store, clock, AccountPolicy.InForceAt(clock.GetUtcNow()), new($"provider {request.Provider} {request.Subject}", null, request.Network)) is { } wait)
                return new Outcome.TooManyTries(wait);
            var who = await store.ReadAsync(records => records.Set<Person>().Where(p => p.Mail == mail && mail != null).Select(p => (PersonId?)p.Id).SingleOrDefaultAsync(stop));
            var change = new Change(who is { } id ? new Actor.Someone(id) : new Actor.Stranger(), ChangeKind.SignedIn, $"signed in: {Ways.Provider}");
            return await store.WriteAsync(change, records => DecideAsync(records, request, mail), stop);
        }

        private async Task<Outcome> DecideAsync(Records records, Request request, string? mail)
        {
            var provider = await records.Set<SignOnProvider>().SingleOrDefaultAsync(p => p.Id == request.Provider && p.EndedAt == null);
            if (provider is null || mail is null || !provider.SpeaksFor(mail)) return new Outcome.Refused();
            var hash = HMACSHA256.HashData(store.Key.Derive("provider subjects"), Encoding.UTF8.GetBytes(request.Subject));
            var bound = await records.Set<ProviderSubject>().SingleOrDefaultAsync(s => s.Issuer == provider.Issuer && s.SubjectHash == hash);
            var person = await records.Set<Person>().SingleOrDefaultAsync(p => p.Mail == mail && p.DisabledAt == null);
            if (person is null || (bound is not null && bound.Person != person.Id)) return new Outcome.Refused();
            if (bound is null && await records.Set<ProviderSubject>().AnyAsync(s => s.Issuer == provider.Issuer && s.Person == person.Id)) return new Outcome.Refused();
            if (!await MayComeThisWayAsync(records, person.Id, provider.Organisation)) return new Outcome.Refused();

            // An account that somebody has made their own is opened to their employer's sign-in by themselves, once.
            var credential = await records.Set<Credential>().SingleOrDefaultAsync(c => c.Person == person.Id);
            bool isTheirs = bound is null && (credential is not null || await records.Set<Passkey>().AnyAsync(p => p.Person == person.Id));
            bool asksOurs = !provider.AsksSecondFactor || request.SecondFactorSeen is false || isTheirs;
            if (asksOurs)
            {
                if (credential is null) return new Outcome.Refused();
                if (request.Code is not { } code) return new Outcome.CodeNeeded();
                if (!await SecondFactor.UseAsync(records, store.Key, clock, credential, code)) return new Outcome.CodeWrong();
            }

            if (!await PasskeyChallenges.UseAsync(records, clock, request.Question)) return new Outcome.Refused();
            if (bound is null)
            {
                records.Add(new ProviderSubject { Id = TypedId.NewValue(clock), Issuer = provider.Issuer, SubjectHash = hash, Person = person.Id, BoundAt = clock.GetUtcNow() });
                await Letters.TellAsync(records, store.Key, clock, person.Id, "Your account was opened with your organisation's sign-in, for the first time. From now on it can be.");
            }

            var (secret, endsAt) = NewSession.Begin(records, clock, person.Id, Ways.Provider, isProven: asksOurs);
            return new Outcome.SignedIn(secret, endsAt);
        }

        private async Task<bool> MayComeThisWayAsync(Records records, PersonId person, OrganisationId organisation)
        {
            var roles = (await records.Set<RoleGrant>().Where(RoleGrant.IsOpenOn(London.Today(clock))).Where(g => g.Person == person).ToListAsync()).ConvertAll(g => g.Holds);
            return SignOnProvider.MayVouchFor(roles, organisation);
        }
    }
}
