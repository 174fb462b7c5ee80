using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Model;

/// <summary>How a participant found one module, sealed. That they answered, and when, is in the log of changes; what they said is not.</summary>
internal sealed class Reaction
{
    public required ParticipantId Participant { get; init; }

    /// <summary>Its number in the shape, from 1.</summary>
    public required int Module { get; init; }
    public required byte[] Sealed { get; set; }

    public static byte[] Seal(MasterKey key, ParticipantId whose, ReactionAnswers answers) => OwnPlan.Seal(key, whose, JsonSerializer.Serialize(answers, ReactionJson.Default.ReactionAnswers));

    public ReactionAnswers Open(MasterKey key) => JsonSerializer.Deserialize(OwnPlan.Open(key, Participant, Sealed), ReactionJson.Default.ReactionAnswers)!;

    public static void Map(ModelBuilder model) => model.Entity<Reaction>(one =>
    {
        one.ToTable("programmes_reactions");
        one.HasKey(r => new { r.Participant, r.Module });
        one.HasOne<Participant>().WithMany().HasForeignKey(r => r.Participant);
    });
}

/// <param name="Marks">From 1 to 5, by question.</param>
/// <param name="Comment">Empty where there is none.</param>
internal sealed record ReactionAnswers(Dictionary<string, int> Marks, string Comment);

[JsonSerializable(typeof(ReactionAnswers))]
internal sealed partial class ReactionJson : JsonSerializerContext;
