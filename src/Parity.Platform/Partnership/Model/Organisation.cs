using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Partnership.Model;

/// <summary>A partner. It is never removed: one that left keeps its history.</summary>
internal sealed class Organisation
{
    public required OrganisationId Id { get; init; }

    /// <summary>What its returns call it, in <c>return.csv</c>.</summary>
    public required string Code { get; init; }
    public required string Name { get; set; }

    /// <summary>A sector of the return format, such as <c>health</c>.</summary>
    public required string Sector { get; set; }
    public required DateOnly JoinedOn { get; init; }
    public DateOnly? LeftOn { get; set; }

    /// <summary>The organisation it became part of when it left.</summary>
    public OrganisationId? MergedInto { get; set; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Organisation>(organisation =>
        {
            organisation.ToTable("partnership_organisations");
            organisation.Property(o => o.Id).ValueGeneratedNever();
            organisation.HasIndex(o => o.Code).IsUnique();
        });
        model.Entity<Directorate>(directorate =>
        {
            directorate.ToTable("partnership_directorates");
            directorate.Property(d => d.Id).ValueGeneratedNever();
            directorate.HasOne<Organisation>().WithMany().HasForeignKey(d => d.Organisation);
            directorate.HasIndex(d => d.Organisation);
        });
        model.Entity<OrganisationGrade>(grade =>
        {
            grade.ToTable("partnership_grades");
            grade.Property(g => g.Id).ValueGeneratedNever();
            grade.HasOne<Organisation>().WithMany().HasForeignKey(g => g.Organisation);
            grade.HasIndex(g => g.Organisation);
        });
        model.Entity<OrganisationEvent>(happening =>
        {
            happening.ToTable("partnership_events");
            happening.Property(e => e.Id).ValueGeneratedNever();
            happening.HasOne<Organisation>().WithMany().HasForeignKey(e => e.Organisation);
            happening.HasIndex(e => e.Organisation);
        });
    }
}

/// <summary>A part of an organisation, as its returns name it.</summary>
internal sealed class Directorate
{
    public required Guid Id { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required string Name { get; init; }
    public required DateOnly FromOn { get; init; }
    public DateOnly? UntilOn { get; set; }
}

/// <summary>An organisation's own grade and the band it is mapped to.</summary>
internal sealed class OrganisationGrade
{
    public required Guid Id { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required string Name { get; init; }

    /// <summary>1 is the lowest.</summary>
    public required int Rank { get; init; }

    /// <summary>A band of the return format, such as <c>middle-manager</c>.</summary>
    public required string Band { get; init; }
    public required DateOnly FromOn { get; init; }
    public DateOnly? UntilOn { get; set; }
}

/// <summary>Something that happened to an organisation: joined, renamed, moved to another sector, merged, left.</summary>
internal sealed class OrganisationEvent
{
    public required Guid Id { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required DateOnly Day { get; init; }
    public required string Kind { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
}
