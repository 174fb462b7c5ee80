using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes.Model;

/// <summary>Somebody who completed a programme is asked what came of it.</summary>
internal sealed class FollowUp
{
    public required ParticipantId Participant { get; init; }

    /// <summary>After the end.</summary>
    public required int Months { get; init; }
    public required DateOnly DueOn { get; init; }
    public required DateOnly AskedOn { get; init; }

    /// <summary>How often they were asked again.</summary>
    public int Chased { get; set; }
    public DateOnly? AnsweredOn { get; set; }

    /// <summary>Still with the employer of then.</summary>
    public bool? SameEmployer { get; set; }
    public byte[]? Sealed { get; set; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<FollowUp>(one =>
        {
            one.ToTable("programmes_follow_ups");
            one.HasKey(f => new { f.Participant, f.Months });
            one.HasOne<Participant>().WithMany().HasForeignKey(f => f.Participant);
        });
        model.Entity<CareerMove>(move =>
        {
            move.ToTable("programmes_career_moves");
            move.Property(m => m.Id).ValueGeneratedNever();
            move.Property(m => m.Kind).HasConversion(k => StoredWord.Of(k), w => StoredWord.Parse<CareerMoveKind>(w));
            move.HasOne<Participant>().WithMany().HasForeignKey(m => m.Participant);
            move.HasIndex(m => m.Participant);
        });
        model.Entity<CivicRoleTaken>(role =>
        {
            role.ToTable("programmes_civic_roles");
            role.HasKey(r => new { r.Participant, r.Kind });
            role.Property(r => r.Kind).HasConversion(k => StoredWord.Of(k), w => StoredWord.Parse<CivicRole>(w));
            role.HasOne<Participant>().WithMany().HasForeignKey(r => r.Participant);
        });
    }
}

internal sealed class CareerMove
{
    public required Guid Id { get; init; }
    public required ParticipantId Participant { get; init; }
    public required CareerMoveKind Kind { get; init; }
    public required DateOnly OnDay { get; init; }
    public required DateOnly ToldOn { get; init; }

    /// <summary>They asked that their employer confirm it; without that it sees nothing of it.</summary>
    public bool EmployerAsked { get; set; }

    /// <summary>What the employer said; null while it has said nothing.</summary>
    public bool? IsSo { get; set; }
    public PersonId? AnsweredBy { get; set; }
    public DateOnly? AnsweredOn { get; set; }
}

internal sealed class CivicRoleTaken
{
    public required ParticipantId Participant { get; init; }
    public required CivicRole Kind { get; init; }
    public required DateOnly ToldOn { get; init; }
}
