using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Model;

/// <summary>An organisation's word that it supports the programme, from a day and perhaps until one.</summary>
internal sealed class Pledge
{
    public required Guid Id { get; init; }
    public required OrganisationId Organisation { get; init; }

    /// <summary>What it promises, in its own words.</summary>
    public required string Promise { get; set; }

    /// <summary>Its staff apply without asking anybody.</summary>
    public required bool WaivesApproval { get; set; }
    /// <summary>Money that it promises; null: it names no sum.</summary>
    public long? Pence { get; init; }
    public required DateOnly FromOn { get; init; }
    public DateOnly? UntilOn { get; set; }
    public required PersonId MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Pledge>(pledge =>
    {
        pledge.ToTable("programmes_pledges");
        pledge.Property(p => p.Id).ValueGeneratedNever();
        pledge.HasIndex(p => p.Organisation);
    });
}
