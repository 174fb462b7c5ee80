using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Model;

/// <summary>Somebody who accepted a place. The application has done its work; what follows hangs on this.</summary>
internal sealed class Participant
{
    public required ParticipantId Id { get; init; }
    public required CohortId Cohort { get; set; }
    public required ProgrammeApplicationId Application { get; init; }
    public required PersonId Person { get; init; }

    /// <summary>Null for somebody whose employer is not part of the partnership, or who has none.</summary>
    public OrganisationId? Employer { get; set; }
    public PersonId? LineManager { get; set; }
    public required DateTimeOffset AcceptedAt { get; init; }
    public DateOnly? StartedOn { get; set; }
    public DateOnly? EndedOn { get; set; }

    /// <summary>Went through to the end; what <see cref="EndedOn"/> without it means is that they left early.</summary>
    public bool Completed { get; set; }

    /// <summary>When the line manager came to the workshop.</summary>
    public DateOnly? WorkshopOn { get; set; }

    /// <summary>A code of the policy's flat list; null for whoever went through to the end.</summary>
    public string? EndReason { get; set; }

    /// <summary>Held from the moment a place is accepted until its record goes: by it the person finds their programme.</summary>
    public static HeldRole RoleIn(CohortId cohort) => new(Role.Participant, new ProgrammeId(cohort.Value));

    public static void Map(ModelBuilder model) => model.Entity<Participant>(one =>
    {
        one.ToTable("programmes_participants");
        one.Property(p => p.Id).ValueGeneratedNever();
        one.HasOne<Cohort>().WithMany().HasForeignKey(p => p.Cohort);
        one.HasOne<Application>().WithMany().HasForeignKey(p => p.Application);
        one.HasIndex(p => p.Application).IsUnique();
        one.HasIndex(p => p.Cohort);
        one.HasIndex(p => p.Person);
        one.HasIndex(p => p.Employer);
        one.HasIndex(p => p.LineManager);
    });
}
