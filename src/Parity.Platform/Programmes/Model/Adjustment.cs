using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// What somebody needs in order to take part in a stage (Equality Act 2010 section 20), sealed. The programme's team sees
/// to it; whoever marks or interviews learns only what is to be done in the room.
/// </summary>
internal sealed class Adjustment
{
    private const string Purpose = "programme adjustments";
    private const string Answers = "programme adjustments, answers";
    private const string InTheRoom = "programme adjustments, in the room";

    public static readonly SpecialColumn Needed = new("programmes_adjustments", "sealed"), Answered = new("programmes_adjustments", "sealed_answer"), Told = new("programmes_adjustments", "sealed_for_panel");

    /// <summary>What is needed, what was answered, what the panel is told.</summary>
    public static SpecialColumn[] All => [Needed, Answered, Told];

    public required Guid Id { get; init; }
    public required ProgrammeApplicationId Application { get; init; }
    public required AdjustmentStage Stage { get; init; }

    /// <summary>Null once its time was over.</summary>
    public byte[]? Sealed { get; set; }
    public required DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>While false, no interview slot can be given.</summary>
    public bool IsMet { get; set; }
    public byte[]? SealedAnswer { get; set; }
    public PersonId? AnsweredBy { get; set; }

    /// <summary>For an interview: what is to be done in the room, and not why. The panel reads it.</summary>
    public byte[]? SealedForPanel { get; set; }

    public static byte[] Seal(MasterKey key, Guid id, string need) => key.Seal(Purpose, Encoding.UTF8.GetBytes(need), id.ToByteArray());

    public static byte[] SealAnswer(MasterKey key, Guid id, string answer) => key.Seal(Answers, Encoding.UTF8.GetBytes(answer), id.ToByteArray());

    public static byte[] SealForPanel(MasterKey key, Guid id, string deed) => key.Seal(InTheRoom, Encoding.UTF8.GetBytes(deed), id.ToByteArray());

    public string? Need(Leave leave) => Sealed is { } bytes ? Encoding.UTF8.GetString(leave.For(Needed).Open(Purpose, bytes, Id.ToByteArray())) : null;

    public string? Answer(Leave leave) => SealedAnswer is { } bytes ? Encoding.UTF8.GetString(leave.For(Answered).Open(Answers, bytes, Id.ToByteArray())) : null;

    public string? ForPanel(Leave leave) => SealedForPanel is { } bytes ? Encoding.UTF8.GetString(leave.For(Told).Open(InTheRoom, bytes, Id.ToByteArray())) : null;

    public static void Map(ModelBuilder model) => model.Entity<Adjustment>(one =>
    {
        one.ToTable("programmes_adjustments");
        one.Property(a => a.Id).ValueGeneratedNever();
        one.Property(a => a.Stage).HasConversion(s => StoredWord.Of(s), w => StoredWord.Parse<AdjustmentStage>(w));
        one.HasIndex(a => a.Application);
    });
}

/// <summary>A place at a briefing. Anybody may book one, and nobody learns who has.</summary>
internal sealed class Booking
{
    private const string Purpose = "programme bookings";
    public static readonly SpecialColumn Kept = new("programmes_bookings", "sealed");

    public required Guid Id { get; init; }
    public required CohortId Cohort { get; init; }
    public required byte[] MailHash { get; init; }
    public required byte[] Sealed { get; set; }
    public required DateTimeOffset BookedAt { get; init; }

    /// <summary>Of the address by which it is given back; null for those booked before there was one.</summary>
    public byte[]? SecretHash { get; init; }

    public static byte[] Seal(MasterKey key, Guid id, Contact who) => who.Seal(key, Purpose, id);

    public Contact Open(Leave leave) => Contact.Open(leave.For(Kept), Purpose, Sealed, Id);

    public static void Map(ModelBuilder model) => model.Entity<Booking>(one =>
    {
        one.ToTable("programmes_bookings");
        one.Property(b => b.Id).ValueGeneratedNever();
        one.HasOne<Cohort>().WithMany().HasForeignKey(b => b.Cohort);
        one.HasIndex(b => new { b.Cohort, b.MailHash });
        one.HasIndex(b => b.SecretHash).IsUnique();
    });
}
