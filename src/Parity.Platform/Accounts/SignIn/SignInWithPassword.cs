using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// Signs somebody in with mail address, password and code, all three at once: a refusal does not tell which was wrong,
/// nor whether there is such an account.
/// </summary>
public static class SignInWithPassword
{
    /// <param name="Code">Of the authenticator app, or a recovery code.</param>
    /// <param name="Device">What <see cref="Outcome.SignedIn.Device"/> said to this browser earlier; null for a strange one.</param>
    /// <param name="Network">The network address it comes from.</param>
    public sealed record Request(string? Mail, string Password, string Code, string? Device, string? Network);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="Secret">For the session's cookie.</param>
        /// <param name="Person">Whom the browser may be remembered for.</param>
        public sealed record SignedIn(PersonId Person, string Secret, DateTimeOffset EndsAt) : Outcome;

        /// <summary>Something of it is wrong.</summary>
        public sealed record Refused : Outcome;

        public sealed record TooManyTries(TimeSpan Wait) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            var policy = AccountPolicy.InForceAt(now);
            string? mail = MailAddress.Parse(request.Mail);
            if (await Tries.CountAsync(store, clock, policy, new(mail ?? "", await DeviceOfAsync(request, mail, stop), request.Network)) is { } wait) return new Outcome.TooManyTries(wait);

            var found = await store.ReadAsync(async records => await (
                from person in records.Set<Person>()
                join one in records.Set<Credential>() on person.Id equals one.Person
                where person.Mail == mail && person.DisabledAt == null
                select one).SingleOrDefaultAsync(stop));
            // The password is looked at first and always: it is what takes time, and it takes the same for everybody.
            bool known = new Passwords(policy).Matches(found?.PasswordHash, request.Password);
            if (found is null || !known || !await store.ReadAsync(records => SecondFactor.IsGoodAsync(records, store.Key, found, request.Code, now))) return new Outcome.Refused();

            var change = new Change(new Actor.Someone(found.Person), ChangeKind.SignedIn, $"signed in: {Ways.PasswordAndCode}");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                // Looked at again where nothing can come between: a code is good once, however often it is sent at once.
                var credential = await records.Set<Credential>().SingleAsync(c => c.Person == found.Person);
                if (credential.PasswordHash != found.PasswordHash || !await records.Set<Person>().AnyAsync(p => p.Id == found.Person && p.DisabledAt == null)) return new Outcome.Refused();
                if (!await SecondFactor.UseAsync(records, store.Key, clock, credential, request.Code)) return new Outcome.Refused();
                var (secret, endsAt) = NewSession.Begin(records, clock, found.Person, Ways.PasswordAndCode);
                return new Outcome.SignedIn(found.Person, secret, endsAt);
            }, CancellationToken.None);
        }

        /// <summary>A browser counts by itself only for the person it was remembered for.</summary>
        private async Task<string?> DeviceOfAsync(Request request, string? mail, CancellationToken stop)
        {
            if (request.Device is not { } device || !TypedId.TryParse<PersonId>(device.Split(' ')[0], out var person)) return null;
            return await store.ReadAsync(records => records.Set<Person>().AnyAsync(p => p.Id == person && p.Mail == mail, stop)) ? device : null;
        }
    }
}
