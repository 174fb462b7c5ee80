using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parity.Platform.Publishing.Model;

/// <summary>The dated rules of how long what is kept around an edition stays, from <c>reference/edition-policy.json</c>.</summary>
/// <param name="PreviewDays">For how many days the preview of a return is kept.</param>
/// <param name="PartDays">For how many days at most what was counted for an edition is kept, where its last step never came.</param>
/// <param name="OwnFiguresAfterWithdrawal">For how many days employers' own figures are kept once their edition was withdrawn.</param>
internal sealed record EditionPolicy(
    string Name, DateOnly From, int PreviewDays, int PartDays, int OwnFiguresAfterWithdrawal, IReadOnlyList<EditionPolicy.Reason> Sources)
{
    private const string Resource = "reference/edition-policy.json";
    private static readonly Lazy<IReadOnlyList<EditionPolicy>> All = new(Read);

    public sealed record Reason(string Rule, string Source);

    public static EditionPolicy InForceOn(DateOnly day) =>
        All.Value.Where(p => p.From <= day).MaxBy(p => p.From)
        ?? throw new ArgumentOutOfRangeException(nameof(day), day, "No edition policy is on file for so early a day.");

    private static List<EditionPolicy> Read()
    {
        using var json = typeof(EditionPolicy).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not part of the build.");
        return JsonSerializer.Deserialize(json, EditionPolicyJson.Default.ListEditionPolicy)!;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<EditionPolicy>))]
internal sealed partial class EditionPolicyJson : JsonSerializerContext;
