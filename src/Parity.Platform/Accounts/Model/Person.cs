using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;

namespace Parity.Platform.Accounts.Model;

/// <summary>Somebody with an account. What they answered about themselves is kept elsewhere.</summary>
internal sealed class Person
{
    public required PersonId Id { get; init; }
    public required string Name { get; set; }

    /// <summary>In lower case; the address somebody signs in with. The fictional city's people have none.</summary>
    public string? Mail { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Since then nobody's name and address are kept here.</summary>
    public DateTimeOffset? ForgottenAt { get; set; }

    /// <summary>
    /// Since then nothing about this person goes into statistics of equality monitoring (Data Protection Act 2018,
    /// Schedule 1, paragraph 8(5): a notice in writing is enough and needs no reason).
    /// </summary>
    public DateTimeOffset? ObjectedAt { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<Person>(person =>
    {
        person.ToTable("accounts_people");
        person.Property(p => p.Id).ValueGeneratedNever();
        person.HasIndex(p => p.Mail).IsUnique();
    });
}

/// <summary>One sign-in, from its start to its end. The cookie holds its secret, 256 random bits; here is their hash.</summary>
internal sealed class Session
{
    public required SessionId Id { get; init; }
    public required byte[] SecretHash { get; init; }
    public required PersonId Person { get; init; }

    /// <summary>How the person proved who they are: <c>demo</c>, <c>password and code</c>, <c>passkey</c>.</summary>
    public required string Way { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When something was last asked for in it, to the nearest minutes.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>When the person last proved to us who they are: at its start, or again before something dangerous; long before its start where somebody else vouched for them.</summary>
    public required DateTimeOffset ProvenAt { get; set; }

    /// <summary>It ends then in any case.</summary>
    public required DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Which of several organisations somebody chose to act for; null: they have not chosen.</summary>
    public OrganisationId? ActsFor { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<Session>(session =>
    {
        session.ToTable("accounts_sessions");
        session.Property(s => s.Id).ValueGeneratedNever();
        session.HasOne<Person>().WithMany().HasForeignKey(s => s.Person);
        session.HasIndex(s => s.SecretHash).IsUnique();
        session.HasIndex(s => s.Person);
    });
}

/// <summary>A key that cookies and forms are sealed with, itself sealed with the installation's key; all nodes share them.</summary>
internal sealed class CookieKey
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required byte[] Sealed { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<CookieKey>(key =>
    {
        key.ToTable("accounts_cookie_keys");
        key.Property(k => k.Id).ValueGeneratedNever();
    });
}
