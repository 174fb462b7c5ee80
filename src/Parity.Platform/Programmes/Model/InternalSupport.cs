using System.Text;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// A participant asks their own employer for somebody to shadow, or for a mentor inside, for one need of the plan: a copy of its words, which
/// the employer reads. Nothing else of the plan is here.
/// </summary>
internal sealed class InternalSupport
{
    private const string Purpose = "programme internal support";

    public required Guid Id { get; init; }
    public required ParticipantId Participant { get; init; }
    public required Guid Need { get; init; }
    public required SupportKind Kind { get; init; }
    public required byte[] SealedNeed { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public byte[]? SealedAnswer { get; set; }
    public PersonId? AnsweredBy { get; set; }

    public static byte[] Seal(MasterKey key, ParticipantId participant, string text) => key.Seal(Purpose, Encoding.UTF8.GetBytes(text), participant.Value.ToByteArray());

    public string Words(MasterKey key) => Open(key, SealedNeed);

    public string? Answer(MasterKey key) => SealedAnswer is { } bytes ? Open(key, bytes) : null;

    private string Open(MasterKey key, byte[] bytes) => Encoding.UTF8.GetString(key.Open(Purpose, bytes, Participant.Value.ToByteArray()));

    public static void Map(ModelBuilder model) => model.Entity<InternalSupport>(one =>
    {
        one.ToTable("programmes_internal_support");
        one.Property(s => s.Id).ValueGeneratedNever();
        one.Property(s => s.Kind).HasConversion(k => StoredWord.Of(k), w => StoredWord.Parse<SupportKind>(w));
        one.HasOne<Participant>().WithMany().HasForeignKey(s => s.Participant);
        one.HasIndex(s => s.Participant);
    });
}
