using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Accounts.Model;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts;

/// <summary>Somebody as the framework's passkey code knows them.</summary>
public sealed record PasskeyOwner(PersonId Id, string Name);

/// <summary>
/// Lets the framework's passkey code, which does the cryptography, look up keys. What it would write is written by our own
/// slices, so that each change has its who and why.
/// </summary>
public sealed class PasskeyBook(Store store) : IUserPasskeyStore<PasskeyOwner>
{
    public async Task<PasskeyOwner?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        TypedId.TryParse<PersonId>(userId, out var id) && await store.ReadAsync(records => records.Set<Person>().SingleOrDefaultAsync(p => p.Id == id && p.DisabledAt == null, cancellationToken)) is { } person
            ? new(person.Id, person.Name)
            : null;

    public async Task<PasskeyOwner?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await store.ReadAsync(records => records.Set<Passkey>().SingleOrDefaultAsync(p => p.CredentialId == credentialId, cancellationToken)) is { } passkey
            ? await FindByIdAsync(passkey.Person.ToString(), cancellationToken)
            : null;

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyOwner user, CancellationToken cancellationToken) =>
        (await store.ReadAsync(records => records.Set<Passkey>().Where(p => p.Person == user.Id).ToListAsync(cancellationToken))).ConvertAll(Known);

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) =>
        await store.ReadAsync(records => records.Set<Passkey>().SingleOrDefaultAsync(p => p.Person == user.Id && p.CredentialId == credentialId, cancellationToken)) is { } passkey ? Known(passkey) : null;

    public Task<string> GetUserIdAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<string?> GetNormalizedUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task AddOrUpdatePasskeyAsync(PasskeyOwner user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw NotHere();

    public Task RemovePasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) => throw NotHere();

    public Task SetUserNameAsync(PasskeyOwner user, string? userName, CancellationToken cancellationToken) => throw NotHere();

    public Task SetNormalizedUserNameAsync(PasskeyOwner user, string? normalizedName, CancellationToken cancellationToken) => throw NotHere();

    public Task<IdentityResult> CreateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw NotHere();

    public Task<IdentityResult> UpdateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw NotHere();

    public Task<IdentityResult> DeleteAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw NotHere();

    public Task<PasskeyOwner?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw NotHere();

    public void Dispose()
    {
        // Holds nothing open.
    }

    private static UserPasskeyInfo Known(Passkey passkey) => new(
        passkey.CredentialId, passkey.PublicKey, passkey.AddedAt, (uint)passkey.SignCount, passkey.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        isUserVerified: true, passkey.IsBackupEligible, passkey.IsBackedUp, passkey.AttestationObject, passkey.ClientDataJson)
    { Name = passkey.Name };

    private static NotSupportedException NotHere() => new("People and keys are written by the slices of this module.");
}

/// <summary>Signs somebody in whose device has answered a challenge of ours; the answer's signature has been checked.</summary>
public static class SignInWithPasskey
{
    /// <param name="Challenge">Hash of what was asked: an answer to it counts once.</param>
    public sealed record Request(PersonId Person, byte[] CredentialId, long SignCount, bool IsBackedUp, byte[] Challenge);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record SignedIn(string Secret, DateTimeOffset EndsAt) : Outcome;

        public sealed record Refused : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var change = new Change(new Actor.Someone(request.Person), ChangeKind.SignedIn, $"signed in: {Ways.Passkey}");
            return store.WriteAsync<Outcome>(change, async records =>
            {
                var passkey = await records.Set<Passkey>().SingleOrDefaultAsync(p => p.Person == request.Person && p.CredentialId == request.CredentialId);
                if (passkey is null || !await PasskeyChallenges.UseAsync(records, clock, request.Challenge)) return new Outcome.Refused();
                if (!await records.Set<Person>().AnyAsync(p => p.Id == request.Person && p.DisabledAt == null)) return new Outcome.Refused();
                passkey.SignCount = request.SignCount;
                passkey.IsBackedUp = request.IsBackedUp;
                passkey.UsedAt = clock.GetUtcNow();
                var (secret, endsAt) = NewSession.Begin(records, clock, request.Person, Ways.Passkey);
                return new Outcome.SignedIn(secret, endsAt);
            }, stop);
        }
    }
}

/// <summary>Adds a passkey to somebody's own account; the framework has checked what the device said.</summary>
public static class AddPasskey
{
    public sealed record Request(PersonId By, string Name, UserPasskeyInfo Made, byte[] Challenge);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public const int MostNameLetters = 60;

        /// <returns>False for a challenge that has been answered before, or a key that is known already.</returns>
        public Task<bool> HandleAsync(Request request, CancellationToken stop)
        {
            var change = new Change(new Actor.Someone(request.By), ChangeKind.PasskeyAdded, "added a passkey to their own account");
            return store.WriteAsync(change, async records =>
            {
                var made = request.Made;
                if (await records.Set<Passkey>().AnyAsync(p => p.CredentialId == made.CredentialId)) return false;
                if (!await PasskeyChallenges.UseAsync(records, clock, request.Challenge)) return false;
                string name = request.Name.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, MostNameLetters)] : "Passkey";
                records.Add(new Passkey
                {
                    Id = TypedId.NewValue(clock),
                    Person = request.By,
                    CredentialId = made.CredentialId,
                    Name = name,
                    PublicKey = made.PublicKey,
                    Transports = string.Join(' ', made.Transports ?? []),
                    SignCount = made.SignCount,
                    IsBackupEligible = made.IsBackupEligible,
                    IsBackedUp = made.IsBackedUp,
                    AttestationObject = made.AttestationObject,
                    ClientDataJson = made.ClientDataJson,
                    AddedAt = clock.GetUtcNow(),
                });
                await Letters.TellAsync(records, store.Key, clock, request.By, "A passkey was added to your account: with it, it can be signed in to.");
                return true;
            }, stop);
        }
    }
}

/// <summary>Takes a passkey off somebody's own account.</summary>
public static class RemovePasskey
{
    public sealed record Request(PersonId By, Guid Passkey);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<bool> HandleAsync(Request request, CancellationToken stop)
        {
            var change = new Change(new Actor.Someone(request.By), ChangeKind.PasskeyRemoved, "removed a passkey from their own account");
            return store.WriteAsync(change, async records =>
            {
                if (await records.Set<Passkey>().SingleOrDefaultAsync(p => p.Id == request.Passkey && p.Person == request.By) is not { } passkey) return false;
                records.Remove(passkey);
                await Letters.TellAsync(records, store.Key, clock, request.By, "A passkey was taken off your account.");
                return true;
            }, stop);
        }
    }
}
