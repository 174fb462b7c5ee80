using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>What somebody sees of their own account.</summary>
public static class ReadOwnAccount
{
    public sealed record Request(PersonId Person);

    public sealed record Device(Guid Id, string Name, DateTimeOffset AddedAt, DateTimeOffset? UsedAt);

    public sealed record Open(SessionId Id, string Way, DateTimeOffset StartedAt, DateTimeOffset SeenAt);

    /// <param name="HasPassword">Not so for the fictional city's people.</param>
    public sealed record Outcome(
        string? Mail, bool HasPassword, DateTimeOffset? PasswordSetAt, DateTimeOffset? CodeSetAt, int RecoveryCodesLeft,
        IReadOnlyList<Device> Passkeys, IReadOnlyList<Open> Sessions, DateTimeOffset? ObjectedAt);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(async records =>
        {
            var now = clock.GetUtcNow();
            var seenSince = now - AccountPolicy.InForceAt(now).Idle;
            var person = await records.Set<Person>().SingleAsync(p => p.Id == request.Person, stop);
            var credential = await records.Set<Credential>().SingleOrDefaultAsync(c => c.Person == request.Person, stop);
            var passkeys = await records.Set<Passkey>().Where(p => p.Person == request.Person).OrderBy(p => p.AddedAt).ToListAsync(stop);
            var sessions = await records.Set<Session>().Where(s => s.Person == request.Person && s.EndedAt == null && s.EndsAt > now && s.SeenAt > seenSince).OrderByDescending(s => s.StartedAt).ToListAsync(stop);
            return new Outcome(
                person.Mail, credential is not null, credential?.PasswordSetAt, credential?.CodeSetAt,
                await records.Set<RecoveryCode>().CountAsync(c => c.Person == request.Person && c.UsedAt == null, stop),
                passkeys.ConvertAll(p => new Device(p.Id, p.Name, p.AddedAt, p.UsedAt)),
                sessions.ConvertAll(s => new Open(s.Id, s.Way, s.StartedAt, s.SeenAt)), person.ObjectedAt);
        });
    }
}

/// <summary>Proves again who somebody is, before something dangerous: with password and code.</summary>
public static class ProveIdentity
{
    public sealed record Request(PersonId By, SessionId Session, string Password, string Code, string? Network);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Proven : Outcome;

        public sealed record Refused : Outcome;

        public sealed record TooManyTries(TimeSpan Wait) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            var policy = AccountPolicy.InForceAt(now);
            if (await Tries.CountAsync(store, clock, policy, new($"prove {request.By}", null, request.Network)) is { } wait) return new Outcome.TooManyTries(wait);
            var found = await store.ReadAsync(records => records.Set<Credential>().SingleOrDefaultAsync(c => c.Person == request.By, stop));
            // The fictional city's people have no password to prove anything with, and there is nothing real to protect.
            bool pretends = found is null && store.Holding is Holding.FictionalCity;
            if (!pretends && (!new Passwords(policy).Matches(found?.PasswordHash, request.Password) || found is null)) return new Outcome.Refused();
            var change = new Change(new Actor.Someone(request.By), ChangeKind.IdentityProven, "proved again who they are");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (!pretends && !await SecondFactor.UseAsync(records, store.Key, clock, await records.Set<Credential>().SingleAsync(c => c.Person == request.By), request.Code)) return new Outcome.Refused();
                if (await records.Set<Session>().SingleOrDefaultAsync(s => s.Id == request.Session && s.Person == request.By && s.EndedAt == null) is not { } session) return new Outcome.Refused();
                session.ProvenAt = now;
                return new Outcome.Proven();
            }, CancellationToken.None);
        }
    }
}

/// <summary>Changes one's own password; asked for only with a fresh proof of identity. Other sessions end.</summary>
public static class ChangePassword
{
    public sealed record Request(PersonId By, SessionId Session, string Password);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Changed : Outcome;

        public sealed record NotTaken(string Advice) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            var passwords = new Passwords(AccountPolicy.InForceAt(now));
            var person = await store.ReadAsync(records => records.Set<Person>().SingleAsync(p => p.Id == request.By, stop));
            if (passwords.Advice(request.Password, person.Mail) is { } advice) return new Outcome.NotTaken(advice);
            string hash = passwords.Hash(request.Password);
            var change = new Change(new Actor.Someone(request.By), ChangeKind.PasswordChanged, "changed their password; their other sessions ended");
            return await store.WriteAsync<Outcome>(change, async records =>
            {
                if (await records.Set<Credential>().SingleOrDefaultAsync(c => c.Person == request.By) is not { } credential) return new Outcome.NotTaken("This account has no password to change.");
                (credential.PasswordHash, credential.PasswordSetAt) = (hash, now);
                foreach (var session in await records.Set<Session>().Where(s => s.Person == request.By && s.Id != request.Session && s.EndedAt == null).ToListAsync()) session.EndedAt = now;
                if (person.Mail is { } mail) records.Add(Mail.Make(store.Key, clock, request.By, Letters.Told(mail, "The password of your account was changed.")));
                return new Outcome.Changed();
            }, CancellationToken.None);
        }
    }
}

/// <summary>Moves one's own account to another authenticator app, and gives new recovery codes with it or without.</summary>
public static class RenewSecondFactor
{
    /// <param name="Code">Of the app that has read the newly offered key; null: only the recovery codes are renewed.</param>
    public sealed record Request(PersonId By, SessionId Session, string? Code);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Renewed(IReadOnlyList<string> RecoveryCodes) : Outcome;

        public sealed record NotTaken(string Advice) : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <summary>The key offered in this session; another session offers another one.</summary>
        public byte[] OfferedKey(SessionId session) => SecondFactor.Offer(store.Key, $"session {session}");

        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            var change = new Change(new Actor.Someone(request.By), ChangeKind.SecondFactorChanged, request.Code is null ? "made new recovery codes" : "moved to another authenticator and made new recovery codes");
            return store.WriteAsync<Outcome>(change, async records =>
            {
                if (await records.Set<Credential>().SingleOrDefaultAsync(c => c.Person == request.By) is not { } credential) return new Outcome.NotTaken("This account has no authenticator to change.");
                if (request.Code is { } code)
                {
                    var offered = OfferedKey(request.Session);
                    if (TimeCode.Match(offered, SecondFactor.Digits(code), now, 0) is not { } step) return new Outcome.NotTaken("Enter the six digits that the new app shows now.");
                    (credential.SealedCodeKey, credential.CodeSetAt, credential.LastCodeStep) = (SecondFactor.Seal(store.Key, request.By, offered), now, step);
                }

                var person = await records.Set<Person>().SingleAsync(p => p.Id == request.By);
                if (person.Mail is { } mail) records.Add(Mail.Make(store.Key, clock, request.By, Letters.Told(mail, "The second factor of your account was changed.")));
                return new Outcome.Renewed(await SecondFactor.RenewRecoveryAsync(records, store.Key, clock, request.By, AccountPolicy.InForceAt(now).RecoveryCodes));
            }, stop);
        }
    }
}

/// <summary>Takes note that somebody objects to monitoring, or does so no more. No reason is asked for.</summary>
public static class ObjectToMonitoring
{
    internal const string Objected = "objected to equality monitoring";

    public sealed record Request(PersonId By, bool Objects);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<bool> HandleAsync(Request request, CancellationToken stop)
        {
            var change = new Change(new Actor.Someone(request.By), ChangeKind.AccountObjected, request.Objects ? Objected : "withdrew their objection to equality monitoring");
            return store.WriteAsync(change, async records =>
            {
                var person = await records.Set<Person>().SingleAsync(p => p.Id == request.By);
                person.ObjectedAt = request.Objects ? person.ObjectedAt ?? clock.GetUtcNow() : null;
                return true;
            }, stop);
        }
    }
}
