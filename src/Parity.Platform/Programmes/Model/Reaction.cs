using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes.Model;

/// <summary>How a participant found one module, their assignment or one meeting, sealed. That they answered, and when, is in the log of changes; what they said is not.</summary>
internal sealed class Reaction
{
    public required ParticipantId Participant { get; init; }

    public required ReactionKind Kind { get; init; }

    /// <summary>As in <see cref="ReactionSubject"/>.</summary>
    public required int Number { get; init; }
    public required byte[] Sealed { get; set; }

    public ReactionSubject About => new(Kind, Number);

    public static byte[] Seal(MasterKey key, ParticipantId whose, ReactionAnswers answers) => OwnPlan.Seal(key, whose, JsonSerializer.Serialize(answers, ReactionJson.Default.ReactionAnswers));

    public ReactionAnswers Open(MasterKey key) => JsonSerializer.Deserialize(OwnPlan.Open(key, Participant, Sealed), ReactionJson.Default.ReactionAnswers)!;

    /// <returns>Null where fewer people answered than are told of.</returns>
    public static FoundTogether? Together(ReactionKind kind, MasterKey key, IReadOnlyList<Reaction> given)
    {
        var people = given.Select(r => (r.Participant, Answers: r.Open(key))).GroupBy(r => r.Participant, r => r.Answers).ToList();
        return people.Count < ReactionWindow.LeastAnswers ? null : new(
            people.Count, [.. ReactionQuestions.Of(kind).Select(q => (q.Text, Math.Round(people.Average(p => p.Average(a => (decimal)a.Marks[q.Code])), 1, MidpointRounding.AwayFromZero)))],
            [.. people.SelectMany(p => p).Select(a => a.Comment).Where(c => c.Length > 0).Order(StringComparer.Ordinal)]);
    }

    public static void Map(ModelBuilder model) => model.Entity<Reaction>(one =>
    {
        one.ToTable("programmes_reactions");
        one.HasKey(r => new { r.Participant, r.Kind, r.Number });
        one.Property(r => r.Kind).HasConversion(k => StoredWord.Of(k), w => StoredWord.Parse<ReactionKind>(w));
        one.Ignore(r => r.About);
        one.HasOne<Participant>().WithMany().HasForeignKey(r => r.Participant);
    });
}

/// <param name="Marks">From 1 to 5, by question.</param>
/// <param name="Comment">Empty where there is none.</param>
internal sealed record ReactionAnswers(Dictionary<string, int> Marks, string Comment);

[JsonSerializable(typeof(ReactionAnswers))]
internal sealed partial class ReactionJson : JsonSerializerContext;
