using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;
using Parity.Platform.Workforce;

namespace Parity.Platform.Publishing.Model;

/// <summary>An edition that publishers make of a round's returns. What it shows is in its versions.</summary>
internal sealed class PlannedEdition
{
    public required EditionId Id { get; init; }

    /// <summary>Part of its public addresses, such as <c>3</c>.</summary>
    public required string Name { get; init; }
    public required string Title { get; set; }
    public required RoundId Round { get; init; }
    public required DateOnly SnapshotDate { get; init; }
    public required PersonId MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    /// <summary>When a report of others was last noted or taken out: a version made before is not protected beside what is told now.</summary>
    public DateTimeOffset? ReportsChangedAt { get; set; }
    public DateTimeOffset? WithdrawnAt { get; set; }
    public PersonId? WithdrawnBy { get; set; }

    /// <summary>In words for the public.</summary>
    public string? WithdrawnWhy { get; set; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<PlannedEdition>(edition =>
        {
            edition.ToTable("publishing_editions");
            edition.Property(e => e.Id).ValueGeneratedNever();
            edition.HasIndex(e => e.Name).IsUnique();
        });
        model.Entity<EditionVersion>(version =>
        {
            version.ToTable("publishing_versions");
            version.Property(v => v.Id).ValueGeneratedNever();
            version.Ignore(v => v.Design);
            version.Property(v => v.Status).HasConversion(status => status.Word(), word => VersionStatuses.Parse(word));
            version.HasOne<PlannedEdition>().WithMany().HasForeignKey(v => v.Edition);
            version.HasOne<KeptArchive>().WithMany().HasForeignKey(v => v.Archive);
            version.HasIndex(v => new { v.Edition, v.Number }).IsUnique();
            version.HasIndex(v => v.Status);
        });
        model.Entity<Approval>(approval =>
        {
            approval.ToTable("publishing_approvals");
            approval.HasKey(a => new { a.Version, a.Person });
            approval.HasOne<EditionVersion>().WithMany().HasForeignKey(a => a.Version);
        });
        model.Entity<EarlyReader>(reader =>
        {
            reader.ToTable("publishing_early_readers");
            reader.HasKey(r => new { r.Version, r.Person });
            reader.HasOne<EditionVersion>().WithMany().HasForeignKey(r => r.Version);
        });
        model.Entity<OwnFigures>(own =>
        {
            own.ToTable("publishing_own_figures");
            own.HasKey(f => new { f.Version, f.Organisation });
            own.HasOne<EditionVersion>().WithMany().HasForeignKey(f => f.Version);
        });
        model.Entity<ReturnPreview>(preview =>
        {
            preview.ToTable("publishing_previews");
            preview.HasKey(p => p.Return);
            preview.Property(p => p.Return).ValueGeneratedNever();
            preview.HasOne<KeptArchive>().WithMany().HasForeignKey(p => p.Archive);
        });
    }
}

/// <summary>One version of an edition, made of exactly these returns.</summary>
internal sealed class EditionVersion
{
    public const string Job = "edition";

    public required VersionId Id { get; init; }
    public required EditionId Edition { get; init; }

    /// <summary>Counts from 1 within the edition.</summary>
    public required int Number { get; init; }

    /// <summary>What a correction corrects, in words for the public; null for the first.</summary>
    public string? Why { get; init; }

    /// <summary>Least count shown, where more than the policy asks for.</summary>
    public int? Threshold { get; init; }

    /// <summary>Codes of what is left out, separated by spaces.</summary>
    public required string LeftOut { get; init; }

    /// <summary>The ids of the returns it is made of, separated by spaces.</summary>
    public required string Returns { get; init; }
    public required PersonId MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required VersionStatus Status { get; set; }

    /// <summary>Why it cannot be made, for publishers.</summary>
    public string? Trouble { get; set; }
    public ArchiveId? Archive { get; set; }

    /// <summary>The utility report, sealed.</summary>
    public byte[]? Utility { get; set; }
    public DateTimeOffset? ComputedAt { get; set; }
    public DateOnly? PublishOn { get; set; }
    public DateTimeOffset? PublishedAt { get; set; }
    public PersonId? PublishedBy { get; set; }

    public EditionDesign Design => new(Threshold, LeftOut.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public IEnumerable<ReturnId> ReturnIds() => Returns.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => TypedId.TryParse<ReturnId>(text, out var id) ? id : throw new InvalidDataException("A version names a return that is none."));

    /// <returns>What stopped the work on its figures once it was tried too often; null while something may still come of it.</returns>
    public async Task<string?> GivenUpAsync(Records records, CancellationToken stop)
    {
        string subject = Id.ToString(), parts = subject + " ";
        string? outcome = await records.Set<Storage.Job>()
            .Where(j => j.FinishedAt != null && j.Outcome!.StartsWith(JobRunner.GivenUp) && ((j.Kind == Job && j.Subject == subject) || (j.Kind == EditionPart.Job && j.Subject.StartsWith(parts))))
            .Select(j => j.Outcome).FirstOrDefaultAsync(stop);
        return outcome?[JobRunner.GivenUp.Length..].TrimStart(':', ' ');
    }
}

/// <summary>Somebody who has looked at a version and lets it be published.</summary>
internal sealed class Approval
{
    public required VersionId Version { get; init; }
    public required PersonId Person { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>Somebody who looked at a version before it was public.</summary>
internal sealed class EarlyReader
{
    public required VersionId Version { get; init; }
    public required PersonId Person { get; init; }
    public required DateTimeOffset FirstAt { get; init; }
}

/// <summary>An organisation's own figures of a version, sealed for it.</summary>
internal sealed class OwnFigures
{
    public const string Purpose = "own figures";

    public required VersionId Version { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required byte[] Sealed { get; init; }

    public static byte[] About(VersionId version, OrganisationId organisation) => [.. version.Value.ToByteArray(), .. organisation.Value.ToByteArray()];
}

/// <summary>What the public would see of one return alone, for the organisation that sent it.</summary>
internal sealed class ReturnPreview
{
    public const string Job = "return preview";

    public required ReturnId Return { get; init; }
    public required OrganisationId Organisation { get; init; }
    public ArchiveId? Archive { get; set; }

    /// <summary>Why there are no pages, in words.</summary>
    public string? Trouble { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
}
