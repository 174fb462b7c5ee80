using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>
/// What a one-time address opens: the first administrator's account on an empty database, or an invited person's, or one
/// whose second factor was reset. Password and authenticator are set together, and no account works without both.
/// </summary>
public static class SetUpAccount
{
    /// <param name="Name">Given where the first administrator is set up; of others it is known.</param>
    /// <param name="Code">Of the authenticator app that has just read the offered key.</param>
    public sealed record Request(string Secret, string? Name, string? Mail, string Password, string Code);

    /// <summary>What an address is for, to be shown.</summary>
    /// <param name="Name">Null for the first administrator, who is asked for it.</param>
    /// <param name="OfferedKey">For the authenticator app.</param>
    public sealed record Offer(string? Name, string? Mail, byte[] OfferedKey);

    public sealed record Mistake(string Field, string Advice);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="RecoveryCodes">To be written down now: they are kept as hashes alone.</param>
        public sealed record Done(string Secret, DateTimeOffset EndsAt, IReadOnlyList<string> RecoveryCodes) : Outcome;

        /// <summary>Used, too old, or never made.</summary>
        public sealed record NoSuchAddress : Outcome;

        public sealed record NotYet(IReadOnlyList<Mistake> Mistakes) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int LongestName = 100;

        /// <returns>The secret part of the first administrator's address; null once there has been one.</returns>
        public Task<string?> FirstSecretAsync() => store.ReadAsync(async records => await Links.HasHadAdministratorAsync(records) ? null : Links.FirstSecret(store));

        public Task<Offer?> LookAsync(string secret, CancellationToken stop) => store.ReadAsync(records => LookAsync(records, secret, stop));

        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (await LookAsync(request.Secret, stop) is not { } offer) return new Outcome.NoSuchAddress();
            var now = clock.GetUtcNow();
            var policy = AccountPolicy.InForceAt(now);
            string name = offer.Name ?? (request.Name ?? "").Trim();
            string? mail = offer.Mail ?? MailAddress.Parse(request.Mail);
            var passwords = new Passwords(policy);
            var mistakes = new List<Mistake>();
            if (name.Length is 0 or > LongestName) mistakes.Add(new("name", "Enter your name, as your colleagues know it."));
            if (mail is null) mistakes.Add(new("mail", MailAddress.Advice));
            if (passwords.Advice(request.Password, mail) is { } advice) mistakes.Add(new("password", advice));
            long? step = TimeCode.Match(offer.OfferedKey, SecondFactor.Digits(request.Code), now, 0);
            if (step is null) mistakes.Add(new("code", "Enter the six digits that the app shows now. If they are refused again, check that your phone's clock is set by itself."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);

            string hash = passwords.Hash(request.Password);
            var change = new Change(new Actor.Stranger(), ChangeKind.AccountSetUp, offer.Name is null ? "the first administrator's account was set up" : "an account was set up from a one-time address");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                PersonId person;
                if (IsFirst(request.Secret))
                {
                    if (await Links.HasHadAdministratorAsync(records)) return new Outcome.NoSuchAddress();
                    person = AccountsDoor.Enrol(records, clock, name, new HeldRole(Role.Administrator), mail);
                }
                else
                {
                    if (await Links.FindAsync(records, clock, request.Secret, LinkPurpose.SetUp) is not { } link) return new Outcome.NoSuchAddress();
                    link.UsedAt = now;
                    person = link.Person;
                }

                await KeepAsync(records, person, hash, offer.OfferedKey, step!.Value);
                var codes = await SecondFactor.RenewRecoveryAsync(records, store.Key, clock, person, policy.RecoveryCodes);
                var (secret, endsAt) = NewSession.Begin(records, clock, person, Ways.PasswordAndCode);
                return new Outcome.Done(secret, endsAt, codes);
            }, CancellationToken.None);
        }

        private async Task<Offer?> LookAsync(Records records, string secret, CancellationToken stop)
        {
            if (IsFirst(secret)) return await Links.HasHadAdministratorAsync(records) ? null : new(null, null, SecondFactor.Offer(store.Key, secret));
            if (await Links.FindAsync(records, clock, secret, LinkPurpose.SetUp) is not { } link) return null;
            return await records.Set<Person>().SingleOrDefaultAsync(p => p.Id == link.Person && p.DisabledAt == null, stop) is { } person
                ? new(person.Name, person.Mail, SecondFactor.Offer(store.Key, secret))
                : null;
        }

        private async Task KeepAsync(Records records, PersonId person, string hash, byte[] codeKey, long step)
        {
            var now = clock.GetUtcNow();
            var sealedKey = SecondFactor.Seal(store.Key, person, codeKey);
            if (await records.Set<Credential>().SingleOrDefaultAsync(c => c.Person == person) is { } known)
                (known.PasswordHash, known.PasswordSetAt, known.SealedCodeKey, known.CodeSetAt, known.LastCodeStep) = (hash, now, sealedKey, now, step);
            else
                records.Add(new Credential { Person = person, PasswordHash = hash, PasswordSetAt = now, SealedCodeKey = sealedKey, CodeSetAt = now, LastCodeStep = step });
        }

        private bool IsFirst(string secret) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Links.FirstSecret(store)));
    }
}
