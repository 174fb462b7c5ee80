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

    public static void Map(ModelBuilder model) => model.Entity<Organisation>(organisation =>
    {
        organisation.ToTable("partnership_organisations");
        organisation.Property(o => o.Id).ValueGeneratedNever();
        organisation.HasIndex(o => o.Code).IsUnique();
    });
}
