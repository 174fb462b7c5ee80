using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// Sends a one-time address to somebody who has forgotten the password. The answer and the work are the same for an
/// address that belongs to nobody.
/// </summary>
public static class ForgetPassword
{
    /// <param name="Address">Makes the whole address from its secret part.</param>
    public sealed record Request(string? Mail, string? Network, Func<string, Uri> Address);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>If there is such an account, a mail is on its way.</summary>
        public sealed record Noted : Outcome;

        public sealed record TooManyTries(TimeSpan Wait) : Outcome;

        /// <summary>What was given cannot be a mail address.</summary>
        public sealed record NoAddress(string Advice) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (MailAddress.Parse(request.Mail) is not { } mail) return new Outcome.NoAddress(MailAddress.Advice);
            var policy = AccountPolicy.InForceAt(clock.GetUtcNow());
            if (await Tries.CountAsync(store, clock, policy, new("forgotten " + mail, null, request.Network)) is { } wait) return new Outcome.TooManyTries(wait);

            var change = new Change(new Actor.Stranger(), ChangeKind.PasswordForgotten, "somebody asked for a new password");
            await store.WriteAsync(change, async records =>
            {
                var person = await (from one in records.Set<Person>()
                                    join credential in records.Set<Credential>() on one.Id equals credential.Person
                                    where one.Mail == mail && one.DisabledAt == null
                                    select one).SingleOrDefaultAsync(stop);
                string secret = person is null ? Secret.New() : await Links.MakeAsync(records, clock, person.Id, LinkPurpose.NewPassword);
                // To nobody where it is nobody's address: the same work, and nothing is sent.
                records.Add(Mail.Make(store.Key, clock, person?.Id, Letters.NewPassword(person is null ? "" : mail, request.Address(secret), policy)));
                return true;
            }, CancellationToken.None);
            return new Outcome.Noted();
        }
    }
}

/// <summary>Sets a new password from a one-time address. The mail alone is no proof: the second factor is asked for as always.</summary>
public static class ResetPassword
{
    public sealed record Request(string Secret, string Password, string Code, string? Network);

    public sealed record Mistake(string Field, string Advice);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>Set; every session of the person has ended.</summary>
        public sealed record Done : Outcome;

        public sealed record NoSuchAddress : Outcome;

        public sealed record NotYet(IReadOnlyList<Mistake> Mistakes) : Outcome;

        public sealed record TooManyTries(TimeSpan Wait) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<bool> IsGoodAsync(string secret) => store.ReadAsync(async records => await Links.FindAsync(records, clock, secret, LinkPurpose.NewPassword) is not null);

        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            var policy = AccountPolicy.InForceAt(now);
            var found = await store.ReadAsync(async records =>
                await Links.FindAsync(records, clock, request.Secret, LinkPurpose.NewPassword) is { } link
                    ? await records.Set<Person>().SingleOrDefaultAsync(p => p.Id == link.Person && p.DisabledAt == null, stop) : null);
            if (found is null) return new Outcome.NoSuchAddress();
            if (await Tries.CountAsync(store, clock, policy, new($"reset {found.Id}", null, request.Network)) is { } wait) return new Outcome.TooManyTries(wait);
            var passwords = new Passwords(policy);
            if (passwords.Advice(request.Password, found.Mail) is { } advice) return new Outcome.NotYet([new("password", advice)]);

            string hash = passwords.Hash(request.Password);
            var change = new Change(new Actor.Someone(found.Id), ChangeKind.PasswordChanged, "set a new password from a one-time address; their sessions ended");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (await Links.FindAsync(records, clock, request.Secret, LinkPurpose.NewPassword) is not { } link) return new Outcome.NoSuchAddress();
                var credential = await records.Set<Credential>().SingleAsync(c => c.Person == found.Id);
                if (!await SecondFactor.UseAsync(records, store.Key, clock, credential, request.Code))
                    return new Outcome.NotYet([new("code", "Enter the six digits that your authenticator app shows now, or a recovery code.")]);
                link.UsedAt = now;
                (credential.PasswordHash, credential.PasswordSetAt) = (hash, now);
                foreach (var session in await records.Set<Session>().Where(s => s.Person == found.Id && s.EndedAt == null).ToListAsync()) session.EndedAt = now;
                if (found.Mail is { } mail) records.Add(Mail.Make(store.Key, clock, found.Id, Letters.Told(mail, "The password of your account was changed, and every session was signed out.")));
                return new Outcome.Done();
            }, CancellationToken.None);
        }
    }
}
