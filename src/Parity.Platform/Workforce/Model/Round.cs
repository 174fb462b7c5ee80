using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Workforce.Model;

/// <summary>A round of collection. It takes returns from when it opens until it is closed.</summary>
internal sealed class Round
{
    public required RoundId Id { get; init; }
    public required string Title { get; set; }
    public required DateOnly SnapshotDate { get; init; }
    public required DateOnly PeriodStart { get; init; }
    public required DateOnly PeriodEnd { get; init; }

    /// <summary>The last day on which a return is in time; null where none was agreed.</summary>
    public DateOnly? DueOn { get; set; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>When an edition of this round was first published: from then on people's rows are kept for a time only.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    public bool IsOpen => ClosedAt is null;

    public static void Map(ModelBuilder model)
    {
        model.Entity<Round>(round =>
        {
            round.ToTable("workforce_rounds");
            round.Property(r => r.Id).ValueGeneratedNever();
            round.Ignore(r => r.IsOpen);
        });
        model.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("workforce_invitations");
            invitation.HasKey(i => new { i.Round, i.Organisation });
            invitation.HasOne<Round>().WithMany().HasForeignKey(i => i.Round);
        });
    }
}

/// <summary>An organisation that is asked for its return in a round, and what was agreed with it.</summary>
internal sealed class Invitation
{
    public required RoundId Round { get; init; }
    public required OrganisationId Organisation { get; init; }
    public required DateTimeOffset InvitedAt { get; init; }

    /// <summary>A later due day for this organisation alone.</summary>
    public DateOnly? ExtendedTo { get; set; }

    /// <summary>The round is closed, but takes a correction from this organisation up to that day.</summary>
    public DateOnly? CorrectUntil { get; set; }

    /// <summary>When that was agreed: what was submitted since is the correction. Null also where it was agreed before this was kept.</summary>
    public DateTimeOffset? CorrectionAgreedAt { get; set; }

    /// <summary>It sends nothing this time.</summary>
    public DateTimeOffset? ExcusedAt { get; set; }

    /// <summary>Why the last of these was agreed.</summary>
    public string? Reason { get; set; }
}

/// <summary>Which rounds take a return from an organisation now.</summary>
internal static class Taking
{
    /// <summary>In no order.</summary>
    public static IQueryable<Round> Rounds(Records records, OrganisationId organisation, DateOnly today) =>
        from round in records.Set<Round>()
        join invitation in records.Set<Invitation>() on round.Id equals invitation.Round
        where invitation.Organisation == organisation && invitation.ExcusedAt == null
        where round.ClosedAt == null || invitation.CorrectUntil >= today
        select round;
}
