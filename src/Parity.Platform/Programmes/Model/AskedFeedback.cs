using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// A participant asks somebody at work how they see them. The answer is sealed; the row has no name and no time, but whether it
/// is the line manager's, and the log of changes says when this row was asked for and when it was answered.
/// </summary>
internal sealed class AskedFeedback
{
    private const string Link = "programme feedback addresses";

    public required Guid Id { get; init; }
    public required ParticipantId Participant { get; init; }
    public required EvaluationMoment Moment { get; init; }

    /// <summary>Else a colleague whom the participant chose.</summary>
    public required bool OfLineManager { get; init; }

    /// <summary>Keyed, and another one for each participant: by it nobody is asked twice.</summary>
    public required byte[] MailHash { get; init; }

    /// <summary>Of the address in the letter, by which the form is answered once.</summary>
    public required byte[] SecretHash { get; init; }
    public required DateOnly AskedOn { get; init; }

    /// <summary>The last day of the moment, fixed with the first letter: no later change of days opens it again.</summary>
    public required DateOnly UntilOn { get; init; }

    /// <summary>Null while it is not answered.</summary>
    public byte[]? Sealed { get; set; }

    public static byte[] HashOf(MasterKey key, ParticipantId whose, string mail) => HMACSHA256.HashData(key.Derive(Link), (byte[])[.. whose.Value.ToByteArray(), .. Encoding.UTF8.GetBytes(mail)]);

    public static byte[] Seal(MasterKey key, ParticipantId whose, Dictionary<string, int> marks) => OwnPlan.Seal(key, whose, JsonSerializer.Serialize(marks, EvaluationJson.Default.DictionaryStringInt32));

    public Dictionary<string, int>? Open(MasterKey key) => Sealed is { } bytes ? JsonSerializer.Deserialize(OwnPlan.Open(key, Participant, bytes), EvaluationJson.Default.DictionaryStringInt32)! : null;

    /// <summary>The days on which others can be asked and can answer, which may be still to come; null where they are not fixed.</summary>
    /// <param name="asked">Whom the participant has asked, for whichever moment.</param>
    public static (DateOnly From, DateOnly Until)? Window(Participant one, EvaluationMoment moment, IEnumerable<AskedFeedback> asked, ParticipationPolicy policy) =>
        asked.Where(f => f.Moment == moment).OrderBy(f => f.AskedOn).Select(f => ((DateOnly, DateOnly)?)(f.AskedOn, f.UntilOn)).FirstOrDefault() ?? Planned(one, moment, policy);

    private static (DateOnly From, DateOnly Until)? Planned(Participant one, EvaluationMoment moment, ParticipationPolicy policy) =>
        EvaluationPlan.From(moment, one.StartedOn, one.EndedOn, one.Completed, policy) is { } from ? (from, EvaluationPlan.Until(from, policy)) : null;

    /// <summary>The moment for which others can be asked and can answer now.</summary>
    public static EvaluationMoment? OpenNow(Participant one, IReadOnlyCollection<AskedFeedback> asked, ParticipationPolicy policy, DateOnly today) =>
        Enum.GetValues<EvaluationMoment>().Where(m => Window(one, m, asked, policy) is var (from, until) && today >= from && today <= until).Select(m => (EvaluationMoment?)m).LastOrDefault();

    /// <summary>
    /// The means by trait, to one decimal, and none beyond <see cref="FeedbackMeans.Least"/> and <see cref="FeedbackMeans.Most"/>: where
    /// all gave the lowest mark or the highest, the mean would be everybody's answer. Told once, when nothing of them can change
    /// any more: nobody's answer is the difference between two looks.
    /// </summary>
    /// <returns>Null while answers can come in, and where too few have.</returns>
    public static async Task<FeedbackMeans?> MeansAsync(Records records, MasterKey key, Participant one, EvaluationMoment moment, DateOnly today, CancellationToken stop)
    {
        var policy = ParticipationPolicy.InForceOn(today);
        var asked = await records.Set<AskedFeedback>().Where(f => f.Participant == one.Id && f.Moment == moment).ToListAsync(stop);
        if (Window(one, moment, asked, policy) is not var (_, until) || today <= until) return null;
        var answers = asked.FindAll(f => f.Sealed is not null).ConvertAll(f => f.Open(key)!);
        return answers.Count < policy.Feedback.LeastAnswers ? null
            : new(answers.Count, answers[0].Keys.ToDictionary(q => q, q => Math.Clamp(Math.Round((decimal)answers.Sum(a => a[q]) / answers.Count, 1, MidpointRounding.AwayFromZero), FeedbackMeans.Least, FeedbackMeans.Most), StringComparer.Ordinal));
    }

    public static void Map(ModelBuilder model) => model.Entity<AskedFeedback>(one =>
    {
        one.ToTable("programmes_feedback");
        one.Property(f => f.Id).ValueGeneratedNever();
        one.Property(f => f.Moment).HasConversion(m => StoredWord.Of(m), w => StoredWord.Parse<EvaluationMoment>(w));
        one.HasOne<Participant>().WithMany().HasForeignKey(f => f.Participant);
        one.HasIndex(f => new { f.Participant, f.Moment, f.MailHash }).IsUnique();
        one.HasIndex(f => f.SecretHash).IsUnique();
    });
}

internal sealed record FeedbackMeans(int Answers, IReadOnlyDictionary<string, decimal> ByTrait)
{
    /// <summary>Stands for every mean up to it.</summary>
    public const decimal Least = 1.5m;

    /// <summary>Stands for every mean from it.</summary>
    public const decimal Most = 4.5m;

    public static string Say(decimal mean) => mean switch { Least => "1.5 or less", Most => "4.5 or more", _ => mean.ToString("0.0", CultureInfo.InvariantCulture) };
}
