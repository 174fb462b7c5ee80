using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts.Model;

/// <summary>What somebody proves with who they are: a password, and the key their authenticator app shares with us.</summary>
internal sealed class Credential
{
    public required PersonId Person { get; init; }
    public required string PasswordHash { get; set; }
    public required DateTimeOffset PasswordSetAt { get; set; }
    public required byte[] SealedCodeKey { get; set; }
    public required DateTimeOffset CodeSetAt { get; set; }

    /// <summary>The step of the last code that was used: no code is good twice.</summary>
    public required long LastCodeStep { get; set; }

    /// <summary>Everybody who has something to prove who they are: a password, a passkey or their organisation's sign-in.</summary>
    public static IQueryable<PersonId> Holders(Records records) =>
        records.Set<Credential>().Select(c => c.Person).Union(records.Set<Passkey>().Select(k => k.Person)).Union(records.Set<ProviderSubject>().Select(s => s.Person));

    public static void Map(ModelBuilder model)
    {
        model.Entity<Credential>(one =>
        {
            one.ToTable("accounts_credentials");
            one.HasKey(c => c.Person);
            one.Property(c => c.Person).ValueGeneratedNever();
            one.HasOne<Person>().WithMany().HasForeignKey(c => c.Person);
        });
        model.Entity<RecoveryCode>(one =>
        {
            one.ToTable("accounts_recovery_codes");
            one.Property(c => c.Id).ValueGeneratedNever();
            one.HasOne<Person>().WithMany().HasForeignKey(c => c.Person);
            one.HasIndex(c => c.Person);
        });
        model.Entity<Passkey>(one =>
        {
            one.ToTable("accounts_passkeys");
            one.Property(p => p.Id).ValueGeneratedNever();
            one.HasOne<Person>().WithMany().HasForeignKey(p => p.Person);
            one.HasIndex(p => p.CredentialId).IsUnique();
            one.HasIndex(p => p.Person);
        });
        model.Entity<UsedChallenge>(one =>
        {
            one.ToTable("accounts_used_challenges");
            one.HasKey(c => c.Hash);
        });
        model.Entity<OneTimeLink>(one =>
        {
            one.ToTable("accounts_one_time_links");
            one.Property(l => l.Id).ValueGeneratedNever();
            one.Property(l => l.Purpose).HasConversion(purpose => OneTimeLink.Word(purpose), word => OneTimeLink.Parse(word));
            one.HasOne<Person>().WithMany().HasForeignKey(l => l.Person);
            one.HasIndex(l => l.SecretHash).IsUnique();
            one.HasIndex(l => l.Person);
        });
        model.Entity<Try>(one =>
        {
            one.ToTable("accounts_tries");
            one.Property(t => t.Id).ValueGeneratedNever();
            one.HasIndex(t => new { t.KeyHash, t.At });
        });
    }
}

/// <summary>Stands in once for the authenticator. Only a keyed hash is kept, so the database alone does not tell it.</summary>
internal sealed class RecoveryCode
{
    public required Guid Id { get; init; }
    public required PersonId Person { get; init; }
    public required byte[] CodeHash { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>The public half of a key that lies in somebody's device and opens with their finger, face or device code.</summary>
internal sealed class Passkey
{
    public required Guid Id { get; init; }
    public required PersonId Person { get; init; }
    public required byte[] CredentialId { get; init; }
    public required string Name { get; init; }
    public required byte[] PublicKey { get; init; }

    /// <summary>Words of the standard, separated by spaces.</summary>
    public required string Transports { get; init; }
    public required long SignCount { get; set; }
    public required bool IsBackupEligible { get; init; }
    public required bool IsBackedUp { get; set; }
    public required byte[] AttestationObject { get; init; }
    public required byte[] ClientDataJson { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A passkey's challenge that has been answered: it is never accepted again.</summary>
internal sealed class UsedChallenge
{
    public required byte[] Hash { get; init; }
    public required DateTimeOffset UsedAt { get; init; }
}

internal enum LinkPurpose
{
    /// <summary>Set a password and an authenticator: for an invited person, or after the second factor was reset.</summary>
    SetUp,

    /// <summary>Set a new password; the second factor is asked for as always.</summary>
    NewPassword,
}

/// <summary>An address that was given to one person and is good once, for a short time.</summary>
internal sealed class OneTimeLink
{
    public required Guid Id { get; init; }
    public required byte[] SecretHash { get; init; }
    public required LinkPurpose Purpose { get; init; }
    public required PersonId Person { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }

    public static string Word(LinkPurpose purpose) => purpose is LinkPurpose.SetUp ? "set-up" : "new-password";

    public static LinkPurpose Parse(string word) => word switch
    {
        "set-up" => LinkPurpose.SetUp,
        "new-password" => LinkPurpose.NewPassword,
        _ => throw new ArgumentException("There is no such purpose.", nameof(word)),
    };
}

/// <summary>One try to sign in or to ask for a mail. Whose is told by a keyed hash alone, also where there is nobody of that address.</summary>
internal sealed class Try
{
    public required Guid Id { get; init; }
    public required byte[] KeyHash { get; init; }
    public required DateTimeOffset At { get; init; }
}
