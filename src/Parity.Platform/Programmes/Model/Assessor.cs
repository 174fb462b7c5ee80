using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>Somebody who marks and interviews for one cohort.</summary>
internal sealed class Assessor
{
    private const string Purpose = "assessor about self";
    public static readonly SpecialColumn Kept = new("programmes_assessors", "sealed_about_self");

    public required CohortId Cohort { get; init; }
    public required PersonId Person { get; init; }

    /// <summary>Null for somebody who works outside the partnership.</summary>
    public OrganisationId? Employer { get; set; }
    public string? Sector { get; set; }

    /// <summary>When they were trained to sit in panels.</summary>
    public DateOnly? TrainedOn { get; set; }
    public required PersonId AppointedBy { get; set; }
    public required DateTimeOffset AppointedAt { get; set; }
    public DateTimeOffset? CalibratedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What they chose to say about themselves so that panels can be mixed; nobody asks for it.</summary>
    public byte[]? SealedAboutSelf { get; set; }

    public static byte[] Seal(MasterKey key, CohortId cohort, PersonId person, AboutSelf said) =>
        key.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(said, AboutSelfJson.Default.AboutSelf), [.. cohort.Value.ToByteArray(), .. person.Value.ToByteArray()]);

    /// <returns>Null where they said nothing.</returns>
    public AboutSelf? Said(Leave leave) => SealedAboutSelf is { } bytes
        ? JsonSerializer.Deserialize(leave.For(Kept).Open(Purpose, bytes, [.. Cohort.Value.ToByteArray(), .. Person.Value.ToByteArray()]), AboutSelfJson.Default.AboutSelf) : null;

    public static void Map(ModelBuilder model)
    {
        model.Entity<Assessor>(one =>
        {
            one.ToTable("programmes_assessors");
            one.HasKey(a => new { a.Cohort, a.Person });
            one.HasOne<Cohort>().WithMany().HasForeignKey(a => a.Cohort);
            one.HasIndex(a => a.Person);
        });
        model.Entity<AssessorLink>(one =>
        {
            one.ToTable("programmes_assessor_links");
            one.Property(l => l.Id).ValueGeneratedNever();
            one.Property(l => l.Kind).HasConversion(k => StoredWord.Of(k), w => StoredWord.Parse<LinkKind>(w));
            one.HasOne<Cohort>().WithMany().HasForeignKey(l => l.Cohort);
            one.HasIndex(l => l.Cohort);
        });
        model.Entity<Calibration>(one =>
        {
            one.ToTable("programmes_calibrations");
            one.Property(c => c.Id).ValueGeneratedNever();
            one.HasOne<Cohort>().WithMany().HasForeignKey(c => c.Cohort);
            one.HasIndex(c => c.Cohort);
        });
    }
}

/// <param name="Gender">In their own words.</param>
internal sealed record AboutSelf(string? Gender, bool? UnderRepresented);

[JsonSerializable(typeof(AboutSelf))]
internal sealed partial class AboutSelfJson : JsonSerializerContext;

/// <summary>
/// A person an assessor is linked with, sealed. It is declared before anybody knows who applies, and the assessor never
/// learns whether that person did.
/// </summary>
internal sealed class AssessorLink
{
    public const string Purpose = "assessor links";

    public required Guid Id { get; init; }
    public required CohortId Cohort { get; init; }
    public required PersonId Assessor { get; init; }
    public required LinkKind Kind { get; init; }

    /// <summary>A <see cref="Contact"/>; the address may be empty.</summary>
    public required byte[] Sealed { get; init; }
    public required DateTimeOffset DeclaredAt { get; init; }
}

/// <summary>An assessor has marked the samples.</summary>
internal sealed class Calibration
{
    public required Guid Id { get; init; }
    public required CohortId Cohort { get; init; }
    public required PersonId Assessor { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Sample and mark, with spaces between: <c>m1=4 e1=2</c>.</summary>
    public required string Marks { get; init; }
    public required int Hits { get; init; }
    public required int Samples { get; init; }
    public required bool Passed { get; init; }
}

/// <summary>The assessors of a cohort as the rules see them.</summary>
internal static class Readers
{
    public static async Task<List<Reader>> OfAsync(Records records, MasterKey key, CohortId cohort, IReadOnlyList<Application> applications, IReadOnlyDictionary<PersonId, Accounts.Contract.Account> accounts, CancellationToken stop)
    {
        var assessors = await records.Set<Assessor>().Where(a => a.Cohort == cohort).OrderBy(a => a.Person).ToListAsync(stop);
        var links = (await records.Set<AssessorLink>().Where(l => l.Cohort == cohort).ToListAsync(stop)).ToLookup(l => l.Assessor, l => Contact.Open(key, AssessorLink.Purpose, l.Sealed, l.Id));
        var ids = applications.Select(a => a.Id).ToHashSet();
        var back = (await records.Set<Marking>().Where(m => m.EndedAt != null && records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == cohort)).ToListAsync(stop)).ToLookup(m => m.Assessor, m => m.Application.Value);
        var mails = new Dictionary<PersonId, string?>();
        foreach (var person in applications.Select(a => a.Person).Distinct()) mails[person] = await AccountsDoor.MailOfAsync(records, person);
        return assessors.ConvertAll(a => new Reader(
            a.Person, EmployersOf(a, accounts), a.CalibratedAt is not null, a.EndedAt is not null,
            applications.Where(o => links[a.Person].Any(l => IsOf(l, o.Person))).Select(o => o.Id.Value).ToHashSet(), back[a.Person].ToHashSet()));

        bool IsOf(Contact link, PersonId person) => link.IsProbably(accounts.TryGetValue(person, out var account) ? account.Name : null, mails[person]);
    }

    /// <summary>Where they said they work, and wherever they hold a role: who forgets to say it is barred all the same.</summary>
    private static HashSet<OrganisationId> EmployersOf(Assessor one, IReadOnlyDictionary<PersonId, Accounts.Contract.Account> accounts)
    {
        HashSet<OrganisationId> all = one.Employer is { } employer ? [employer] : [];
        if (accounts.TryGetValue(one.Person, out var account)) all.UnionWith(account.Holds.Select(h => h.Organisation).OfType<OrganisationId>());
        return all;
    }
}
