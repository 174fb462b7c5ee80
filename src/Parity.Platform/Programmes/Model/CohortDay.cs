using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes.Model;

/// <summary>A day that a cohort spends together, or a learning set of it.</summary>
internal sealed class CohortDay
{
    public required Guid Id { get; init; }
    public required CohortId Cohort { get; init; }

    /// <summary>A <see cref="DayType.Code"/> of the cohort's shape.</summary>
    public required string Kind { get; init; }
    public required string Title { get; init; }

    /// <summary>Which module of the shape, from 1; null for a day of another kind, and where nobody has said it.</summary>
    public int? Module { get; set; }

    /// <summary>Held for those who missed a day of the module: nobody else is awaited.</summary>
    public bool MakesUp { get; init; }
    /// <summary>The learning set that meets; null for a day of everybody. Those awaited are noted as such: who reads days need not come near sets.</summary>
    public Guid? LearningSet { get; init; }
    public required DateOnly OnDay { get; init; }
    public required TimeOnly FromTime { get; init; }
    public required TimeOnly UntilTime { get; init; }

    /// <summary>What it counts in the ledger: breaks are not taken off, as the shape counts whole days.</summary>
    public required int Minutes { get; init; }
    public required string Place { get; init; }
    public string? Speaker { get; init; }
    public Guid? VenueUse { get; init; }
    public Guid? SpeakerUse { get; init; }
    public required PersonId MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? CancelledAt { get; set; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<CohortDay>(day =>
        {
            day.ToTable("programmes_cohort_days");
            day.Property(d => d.Id).ValueGeneratedNever();
            day.HasOne<Cohort>().WithMany().HasForeignKey(d => d.Cohort);
            day.HasIndex(d => d.Cohort);
        });
        model.Entity<Attendance>(one =>
        {
            one.ToTable("programmes_attendances");
            one.HasKey(a => new { a.CohortDay, a.Participant });
            one.Property(a => a.State).HasConversion(s => StoredWord.Of(s), w => StoredWord.Parse<LedgerState>(w));
            one.HasOne<CohortDay>().WithMany().HasForeignKey(a => a.CohortDay);
            one.HasIndex(a => a.Participant);
        });
        model.Entity<Milestone>(one =>
        {
            one.ToTable("programmes_milestones");
            one.Property(m => m.Id).ValueGeneratedNever();
            one.HasOne<Cohort>().WithMany().HasForeignKey(m => m.Cohort);
            one.HasIndex(m => m.Cohort);
        });
        model.Entity<MilestoneReached>(one =>
        {
            one.ToTable("programmes_milestones_reached");
            one.HasKey(m => new { m.Milestone, m.Participant });
            one.HasOne<Milestone>().WithMany().HasForeignKey(m => m.Milestone);
            one.HasIndex(m => m.Participant);
        });
    }
}

/// <summary>Whether a participant was there. Without a line, or with a planned one, the day is still to come, or nobody has noted it; of a set's meeting a planned line says that they are awaited.</summary>
internal sealed class Attendance
{
    public required Guid CohortDay { get; init; }
    public required ParticipantId Participant { get; init; }
    public required LedgerState State { get; set; }
    public required PersonId NotedBy { get; set; }
    public required DateTimeOffset NotedAt { get; set; }
}

/// <summary>What everybody of a cohort is to reach, and by when.</summary>
internal sealed class Milestone
{
    public required Guid Id { get; init; }
    public required CohortId Cohort { get; init; }
    public required string Title { get; init; }
    public required DateOnly DueOn { get; init; }
}

internal sealed class MilestoneReached
{
    public required Guid Milestone { get; init; }
    public required ParticipantId Participant { get; init; }
    public required DateOnly ReachedOn { get; init; }
    public required PersonId NotedBy { get; init; }
}
