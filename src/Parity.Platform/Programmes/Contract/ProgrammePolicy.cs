using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parity.Platform.Programmes;

/// <summary>The dated rules of programmes, from <c>reference/programme-policy.json</c>.</summary>
/// <param name="EvidenceMonths">For how long evidence of a case counts as recent.</param>
/// <param name="ChaseEndorsementAfter">Working days after which an employer that has not answered is asked again.</param>
/// <param name="OfferDays">Working days to answer an offer.</param>
/// <param name="ReserveDays">Days for which a reserve list holds.</param>
/// <param name="RemindBeforeDays">Before a window closes or an offer runs out.</param>
/// <param name="LongestAnswer">Characters of an answer.</param>
/// <param name="DraftsKeptDays">After the window, for drafts that were not sent.</param>
/// <param name="NotSelectedKeptDays">After the outcome, for the words of applications that led to no place.</param>
/// <param name="EligibilityKeptDays">After the outcome, for the declaration.</param>
/// <param name="MonitoringKeptDays">After they were given, for answers about equality.</param>
/// <param name="BookingsKeptDays">After the briefing.</param>
/// <param name="CasesKeptYears">For a positive-action case and what stands beside it, once it and its cohorts are over.</param>
/// <param name="StrategyReviewsKeptYears">For reviews of employers' strategies.</param>
public sealed record ProgrammePolicy(
    string Name, DateOnly From, int EvidenceMonths, IReadOnlyList<int> ChaseEndorsementAfter, int OfferDays, int ReserveDays, int RemindBeforeDays, int LongestAnswer,
    int DraftsKeptDays, int NotSelectedKeptDays, int EligibilityKeptDays, int MonitoringKeptDays, int BookingsKeptDays, int MeetingsKeptDays, int CasesKeptYears, int StrategyReviewsKeptYears,
    IReadOnlyList<ProgrammePolicy.Choice> RefusalReasons, IReadOnlyList<ProgrammePolicy.Choice> NextSteps, IReadOnlyList<ProgrammePolicy.Reason> Sources)
{
    private const string Resource = "reference/programme-policy.json";
    private static readonly Lazy<IReadOnlyList<ProgrammePolicy>> All = new(Read);

    public sealed record Choice(string Code, string Text);

    public sealed record Reason(string Rule, string Source);

    public static ProgrammePolicy InForceOn(DateOnly day) =>
        All.Value.Where(p => p.From <= day).MaxBy(p => p.From)
        ?? throw new ArgumentOutOfRangeException(nameof(day), day, "No programme policy is on file for so early a day.");

    private static List<ProgrammePolicy> Read()
    {
        using var json = typeof(ProgrammePolicy).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not part of the build.");
        return JsonSerializer.Deserialize(json, ProgrammeJson.Default.ListProgrammePolicy)!;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<ProgrammePolicy>))]
[JsonSerializable(typeof(List<Rubric>))]
[JsonSerializable(typeof(List<SelectionPolicy>))]
[JsonSerializable(typeof(List<CalibrationSet>))]
internal sealed partial class ProgrammeJson : JsonSerializerContext;
