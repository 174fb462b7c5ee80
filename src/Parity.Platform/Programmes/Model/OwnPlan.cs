using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes.Model;

/// <summary>Development time that a participant enters: the other side of <see cref="CohortDay"/>.</summary>
internal sealed class OwnDay
{
    public required Guid Id { get; init; }
    public required ParticipantId Participant { get; init; }

    /// <summary>A <see cref="DayType.Code"/> of the cohort's shape.</summary>
    public required string Kind { get; init; }
    public required int Minutes { get; init; }
    public required DateOnly OnDay { get; init; }
    public required byte[] Sealed { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; set; }
    public PersonId? ConfirmedBy { get; set; }
}

/// <summary>A part of somebody's development plan, in their own words, sealed. Nobody but them reads it here.</summary>
internal sealed class PlanPart
{
    public required Guid Id { get; init; }
    public required ParticipantId Participant { get; init; }
    public required PlanPartKind Kind { get; init; }
    public SupportKind? Support { get; set; }

    /// <summary>A code of the rubric's traits.</summary>
    public string? Trait { get; set; }
    public required byte[] Sealed { get; set; }

    /// <summary>How they will know that a goal is reached.</summary>
    public byte[]? SealedMeasure { get; init; }
    public DateOnly? DueOn { get; set; }

    /// <summary>What shows that it was.</summary>
    public byte[]? SealedEvidence { get; set; }
    public DateOnly? MetOn { get; set; }
    public required DateTimeOffset WrittenAt { get; set; }
}

/// <summary>A day by which a plan is looked at again.</summary>
internal sealed class PlanReview
{
    public required ParticipantId Participant { get; init; }
    public required DateOnly DueOn { get; init; }
    public DateOnly? HeldOn { get; set; }
    public byte[]? Sealed { get; set; }
}

/// <summary>A participant asks for a coach, for a need that stands in the plan; the team reads that need's words and no others.</summary>
internal sealed class Coaching
{
    public required Guid Id { get; init; }
    public required ParticipantId Participant { get; init; }
    public required Guid Need { get; init; }
    public required byte[] SealedNeed { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public byte[]? SealedAnswer { get; set; }
    public PersonId? AnsweredBy { get; set; }
}

/// <summary>How somebody saw their confidence and the five traits at a moment.</summary>
internal sealed class Evaluation
{
    public required ParticipantId Participant { get; init; }
    public required EvaluationMoment Moment { get; init; }
    public required byte[] Sealed { get; set; }
    public required DateTimeOffset AnsweredAt { get; set; }

    public Dictionary<string, int> Open(MasterKey key) => JsonSerializer.Deserialize(OwnPlan.Open(key, Participant, Sealed), EvaluationJson.Default.DictionaryStringInt32)!;
}

/// <summary>A calendar that a participant's own program fetches. Whoever has the address has the dates: it can be taken back.</summary>
internal sealed class CalendarFeed
{
    public required ParticipantId Participant { get; init; }
    public required byte[] SecretHash { get; set; }
    public required DateTimeOffset MadeAt { get; set; }
}

internal sealed class Network
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required string About { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A participant would like to come to a network.</summary>
internal sealed class NetworkWish
{
    public required Guid Network { get; init; }
    public required ParticipantId Participant { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
}

internal static class OwnPlan
{
    private const string Purpose = "programme plans";

    public static byte[] Seal(MasterKey key, ParticipantId whose, string text) => key.Seal(Purpose, Encoding.UTF8.GetBytes(text), whose.Value.ToByteArray());

    public static string Open(MasterKey key, ParticipantId whose, byte[] bytes) => Encoding.UTF8.GetString(key.Open(Purpose, bytes, whose.Value.ToByteArray()));

    public static void Map(ModelBuilder model)
    {
        model.Entity<OwnDay>(day =>
        {
            day.ToTable("programmes_own_days");
            day.Property(d => d.Id).ValueGeneratedNever();
            day.HasOne<Participant>().WithMany().HasForeignKey(d => d.Participant);
            day.HasIndex(d => d.Participant);
        });
        model.Entity<PlanPart>(part =>
        {
            part.ToTable("programmes_plan_parts");
            part.Property(p => p.Id).ValueGeneratedNever();
            part.Property(p => p.Kind).HasConversion(k => StoredWord.Of(k), w => StoredWord.Parse<PlanPartKind>(w));
            part.Property(p => p.Support).HasConversion(k => StoredWord.Of(k!.Value), w => StoredWord.Parse<SupportKind>(w));
            part.HasOne<Participant>().WithMany().HasForeignKey(p => p.Participant);
            part.HasIndex(p => p.Participant);
        });
        model.Entity<PlanReview>(review =>
        {
            review.ToTable("programmes_plan_reviews");
            review.HasKey(r => new { r.Participant, r.DueOn });
            review.HasOne<Participant>().WithMany().HasForeignKey(r => r.Participant);
        });
        model.Entity<Coaching>(one =>
        {
            one.ToTable("programmes_coaching");
            one.Property(c => c.Id).ValueGeneratedNever();
            one.HasOne<Participant>().WithMany().HasForeignKey(c => c.Participant);
            one.HasIndex(c => c.Participant);
        });
        model.Entity<Evaluation>(one =>
        {
            one.ToTable("programmes_evaluations");
            one.HasKey(e => new { e.Participant, e.Moment });
            one.Property(e => e.Moment).HasConversion(m => StoredWord.Of(m), w => StoredWord.Parse<EvaluationMoment>(w));
            one.HasOne<Participant>().WithMany().HasForeignKey(e => e.Participant);
        });
        model.Entity<CalendarFeed>(one =>
        {
            one.ToTable("programmes_calendars");
            one.HasKey(c => c.Participant);
            one.Property(c => c.Participant).ValueGeneratedNever();
            one.HasOne<Participant>().WithMany().HasForeignKey(c => c.Participant);
            one.HasIndex(c => c.SecretHash).IsUnique();
        });
        model.Entity<Network>(one =>
        {
            one.ToTable("programmes_networks");
            one.Property(n => n.Id).ValueGeneratedNever();
        });
        model.Entity<NetworkWish>(one =>
        {
            one.ToTable("programmes_network_wishes");
            one.HasKey(w => new { w.Network, w.Participant });
            one.HasOne<Network>().WithMany().HasForeignKey(w => w.Network);
            one.HasIndex(w => w.Participant);
        });
    }
}
