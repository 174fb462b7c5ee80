using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parity.Platform.Programmes;

/// <summary>The dated rules of taking part, from <c>reference/participation-policy.json</c>.</summary>
/// <param name="ConfirmedKinds">Kinds of day that count only once somebody else has confirmed them.</param>
/// <param name="PlanReviewMonths">Months after the start at which a plan is looked at again.</param>
/// <param name="FollowUpMonths">Months after the end at which participants are asked what came of it.</param>
/// <param name="ChaseFollowUpAfter">Working days after which somebody who has not answered is asked again.</param>
/// <param name="FollowUpOpenDays">Days for which a follow-up can be answered.</param>
/// <param name="SmallestShown">Groups of fewer people are not shown to anybody outside the programme's team.</param>
/// <param name="OutcomesCountedTo">Month and day up to which outcomes are counted; what comes later waits for the next.</param>
/// <param name="Comparison">How participants are compared with colleagues from employers' returns.</param>
/// <param name="MostOfAMentor">Participants that one mentor may have at a time.</param>
/// <param name="MentorLookBackMonths">For so long somebody of the same organisation, or of the line, is no mentor once that is over.</param>
/// <param name="RemindBeforeDays">Before a plan is to be looked at.</param>
/// <param name="RemindForDays">After the day on which something of a participant was due or could first be done.</param>
/// <param name="LearningSets">How many people a learning set has.</param>
/// <param name="Feedback">How participants learn how others see them.</param>
/// <param name="Evaluation">When participants mark themselves and can ask others, beside the first day and the end.</param>
/// <param name="PlansKeptDays">After the programme, for plans, evaluations and what was answered.</param>
/// <param name="ParticipantsKeptYears">After the programme, for the fact that somebody took part.</param>
/// <param name="SupportKeptYears">For what employers paid, promised and lent, once it is over.</param>
public sealed record ParticipationPolicy(
    string Name, DateOnly From, IReadOnlyList<string> ConfirmedKinds, IReadOnlyList<int> PlanReviewMonths, IReadOnlyList<int> FollowUpMonths, IReadOnlyList<int> ChaseFollowUpAfter,
    int FollowUpOpenDays, int LeadersTarget, DateOnly LeadersTargetBy, int SmallestShown, IReadOnlyList<string> OutcomesCountedTo, ParticipationPolicy.ComparisonRules Comparison, ParticipationPolicy.LearningSetSizes LearningSets, ParticipationPolicy.FeedbackRules Feedback, ParticipationPolicy.EvaluationRules Evaluation, int MostOfAMentor, int MentorLookBackMonths, int RemindBeforeDays, int RemindForDays, int PlansKeptDays, int ParticipantsKeptYears, int SupportKeptYears,
    IReadOnlyList<ProgrammePolicy.Choice> LeavingReasons, IReadOnlyList<ProgrammePolicy.Reason> Sources)
{
    /// <param name="Ratio">Colleagues matched to each participant.</param>
    /// <param name="Caliper">The furthest a match may lie: one is an age band, or one answer about disability.</param>
    /// <param name="LargestDifference">Standardized difference above which the two groups are not called balanced.</param>
    public sealed record ComparisonRules(int Ratio, double Caliper, double LargestDifference, int ReviewMonths);

    /// <param name="Usual">How many people are meant when nothing speaks for more or fewer.</param>
    public sealed record LearningSetSizes(int Least, int Usual, int Most);

    /// <summary>Counted from the first day.</summary>
    public sealed record EvaluationRules(int HalfwayMonths, int LaterMonths);

    /// <param name="OpenDays">For which others can be asked and can answer, from the first day of each moment.</param>
    /// <param name="MostColleagues">Beside the line manager.</param>
    /// <param name="LeastAnswers">With fewer, nothing is told.</param>
    public sealed record FeedbackRules(int OpenDays, int MostColleagues, int LeastAnswers);

    private const string Resource = "reference/participation-policy.json";
    private static readonly Lazy<IReadOnlyList<ParticipationPolicy>> All = new(Read);

    public static ParticipationPolicy InForceOn(DateOnly day) =>
        All.Value.Where(p => p.From <= day).MaxBy(p => p.From)
        ?? throw new ArgumentOutOfRangeException(nameof(day), day, "No policy of participation is on file for so early a day.");

    /// <summary>The last day that is over and up to which outcomes are counted.</summary>
    public DateOnly CountedTo(DateOnly today) =>
        OutcomesCountedTo.SelectMany(day => new[] { today.Year - 1, today.Year }, (day, year) => DateOnly.ParseExact($"{year:0000}-{day}", "yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Where(day => day < today).Max();

    private static List<ParticipationPolicy> Read()
    {
        using var json = typeof(ParticipationPolicy).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not part of the build.");
        return JsonSerializer.Deserialize(json, ParticipationJson.Default.ListParticipationPolicy)!;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<ParticipationPolicy>))]
internal sealed partial class ParticipationJson : JsonSerializerContext;
