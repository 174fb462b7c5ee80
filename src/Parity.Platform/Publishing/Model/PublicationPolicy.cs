using System.Text.Json;
using System.Text.Json.Serialization;
using Parity.Disclosure;

namespace Parity.Platform.Publishing.Model;

/// <summary>The dated rules of what an edition may show, from <c>reference/publication-policy.json</c>.</summary>
/// <param name="Threshold">Least count of people or cases that is shown; an edition may ask for more, never for less.</param>
/// <param name="MinInterval">Least width, greatest minus least whole value, of what can be worked out about a withheld small count.</param>
/// <param name="OrganisationInterval">The same for an organisation that knows all its own counts and looks for another's.</param>
/// <param name="SurveyAnswers">Least number of valid answers behind a survey figure.</param>
/// <param name="PayPeople">Least number of people on each side of a pay or bonus gap.</param>
/// <param name="SicknessPeople">Least number of people on each side of a sickness ratio.</param>
/// <param name="IndexAnswers">Least number of answers behind a survey index, which is shown as a whole number.</param>
/// <param name="MedianCases">Least number of closed cases behind a median of days.</param>
/// <param name="SectorOrganisations">Least number of organisations in a sector that has a row.</param>
/// <param name="PayPerCent">The p% rule of a mean of pay or bonus, see <see cref="AmountRules.PerCent"/>.</param>
/// <param name="PayMostOfTwo">The (n,k) rule of a mean of pay or bonus, see <see cref="AmountRules.MostOfTwo"/>.</param>
/// <param name="LargeBase">From this base a share has one decimal of a per cent, below it none.</param>
public sealed record PublicationPolicy(
    string Name, DateOnly From, int Threshold, int MinInterval, int OrganisationInterval, int SurveyAnswers, int PayPeople, int SicknessPeople, int IndexAnswers,
    int MedianCases, int SectorOrganisations, decimal PayPerCent, decimal PayMostOfTwo, int LargeBase, IReadOnlyList<PublicationPolicy.Reason> Sources)
{
    private const string Resource = "reference/publication-policy.json";

    private static readonly Lazy<IReadOnlyList<PublicationPolicy>> All = new(Read);

    [JsonIgnore]
    public AmountRules Amounts => new(PayPerCent, PayMostOfTwo);

    public sealed record Reason(string Rule, string Source);

    public static PublicationPolicy InForceOn(DateOnly day) =>
        All.Value.Where(p => p.From <= day).MaxBy(p => p.From)
        ?? throw new ArgumentOutOfRangeException(nameof(day), day, "No publication policy is on file for so early a day.");

    private static List<PublicationPolicy> Read()
    {
        using var json = typeof(PublicationPolicy).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not part of the build.");
        return JsonSerializer.Deserialize(json, PolicyJson.Default.ListPublicationPolicy)!;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<PublicationPolicy>))]
internal sealed partial class PolicyJson : JsonSerializerContext;
