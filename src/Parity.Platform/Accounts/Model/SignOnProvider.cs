using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Accounts.Model;

/// <summary>An organisation's own identity provider, by whose word its people can sign in.</summary>
internal sealed class SignOnProvider
{
    private const string Purpose = "sign-on secrets";

    public required Guid Id { get; init; }
    public required OrganisationId Organisation { get; init; }

    /// <summary>Exactly as the provider names itself: it is compared letter by letter.</summary>
    public required string Issuer { get; init; }
    public required string ClientId { get; init; }
    public required byte[] SealedSecret { get; init; }

    /// <summary>The mail domains it may speak for, in lower case, separated by spaces.</summary>
    public required string MailDomains { get; init; }

    /// <summary>The organisation's word that its provider asks for a second factor; without it, ours is asked for.</summary>
    public required bool AsksSecondFactor { get; init; }
    public required DateTimeOffset SetAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    public bool SpeaksFor(string mail) => MailDomains.Split(' ').Contains(mail[(mail.IndexOf('@', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal);

    public static byte[] Seal(MasterKey key, Guid id, string secret) => key.Seal(Purpose, Encoding.UTF8.GetBytes(secret), id.ToByteArray());

    public string Secret(MasterKey key) => Encoding.UTF8.GetString(key.Open(Purpose, SealedSecret, Id.ToByteArray()));

    /// <summary>Puts settings in the place of those before; sessions begun by another provider's word end.</summary>
    /// <returns>Null where it is done; else what to do instead.</returns>
    public static async Task<string?> ReplaceAsync(Records records, MasterKey key, TimeProvider clock, OrganisationId organisation, SignOnSettings settings)
    {
        // One mail address is spoken for by one provider: else the weaker of two would decide.
        var others = await records.Set<SignOnProvider>().Where(p => p.Organisation != organisation && p.EndedAt == null).Select(p => p.MailDomains).ToListAsync();
        if (others.Any(o => o.Split(' ').Intersect(settings.MailDomains.Split(' ')).Any())) return "Choose other mail domains: another organisation's provider speaks for one of these.";
        var now = clock.GetUtcNow();
        var before = await records.Set<SignOnProvider>().Where(p => p.Organisation == organisation && p.EndedAt == null).ToListAsync();
        foreach (var one in before) one.EndedAt = now;
        await EndSessionsAsync(records, before.Where(p => p.Issuer != settings.Issuer), now);
        var id = TypedId.NewValue(clock);
        records.Add(new SignOnProvider
        {
            Id = id,
            Organisation = organisation,
            Issuer = settings.Issuer,
            ClientId = settings.ClientId,
            SealedSecret = Seal(key, id, settings.Secret),
            MailDomains = settings.MailDomains,
            AsksSecondFactor = settings.AsksSecondFactor,
            SetAt = now,
        });
        return null;
    }

    /// <summary>Whoever holds these roles may come in by that organisation's word: each lies in it, or is a part in a programme.</summary>
    public static bool MayVouchFor(IReadOnlyCollection<HeldRole> roles, OrganisationId organisation) =>
        roles.Any(h => h.Organisation == organisation)
        && roles.All(h => h.Organisation == organisation || h is { Scope: RoleScope.OfProgramme, Role: Role.Applicant or Role.Participant or Role.Mentor or Role.LineManager });

    /// <summary>Ends what an organisation's word has opened, where with a new role no organisation's word would open it any more.</summary>
    public static async Task EndSessionsBeyondAsync(Records records, PersonId person, IReadOnlyCollection<HeldRole> roles, DateTimeOffset now)
    {
        if (roles.Any(h => h.Organisation is { } one && MayVouchFor(roles, one))) return;
        foreach (var session in await records.Set<Session>().Where(s => s.Person == person && s.EndedAt == null && s.Way == Ways.Provider).ToListAsync()) session.EndedAt = now;
    }

    /// <summary>Everybody's whom such a provider has ever vouched for: a session does not keep which one it was.</summary>
    public static async Task EndSessionsAsync(Records records, IEnumerable<SignOnProvider> ended, DateTimeOffset now)
    {
        var issuers = ended.Select(p => p.Issuer).ToList();
        var open = records.Set<Session>().Where(s => s.EndedAt == null && s.Way == Ways.Provider && records.Set<ProviderSubject>().Any(p => p.Person == s.Person && issuers.Contains(p.Issuer)));
        foreach (var session in await open.ToListAsync()) session.EndedAt = now;
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<SignOnProvider>(one =>
        {
            one.ToTable("accounts_sign_on_providers");
            one.Property(p => p.Id).ValueGeneratedNever();
            one.HasIndex(p => p.Organisation);
        });
        model.Entity<ProviderSubject>(one =>
        {
            one.ToTable("accounts_provider_subjects");
            one.Property(s => s.Id).ValueGeneratedNever();
            one.HasOne<Person>().WithMany().HasForeignKey(s => s.Person);
            one.HasIndex(s => new { s.Issuer, s.SubjectHash }).IsUnique();
            one.HasIndex(s => s.Person);
        });
    }
}

/// <summary>Whom a provider's name for somebody stands for here. Once it does, a mail address that is given to somebody else lets nobody in.</summary>
internal sealed class ProviderSubject
{
    public required Guid Id { get; init; }
    public required string Issuer { get; init; }

    /// <summary>The provider's own name for the person, hashed with the installation's key.</summary>
    public required byte[] SubjectHash { get; init; }
    public required PersonId Person { get; init; }
    public required DateTimeOffset BoundAt { get; init; }
}
