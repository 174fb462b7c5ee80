using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parity.Platform.Programmes;

/// <summary>What a contract about an assignment begins with, from <c>reference/contract-terms.json</c>. The four change it in each contract as they agree.</summary>
/// <param name="Topics">About each of which a contract says something.</param>
/// <param name="EarlyEnd">How it can end before its time.</param>
public sealed record StandardTerms(string Name, DateOnly From, IReadOnlyList<StandardTerms.Topic> Topics, string EarlyEnd, IReadOnlyList<ProgrammePolicy.Reason> Sources)
{
    private const string Resource = "reference/contract-terms.json";
    private static readonly Lazy<IReadOnlyList<StandardTerms>> All = new(Read);

    public sealed record Topic(string Title, string Text);

    /// <summary>One paragraph a topic.</summary>
    public string Arrangements => string.Join("\n\n", Topics.Select(t => $"{t.Title}: {t.Text}"));

    public static StandardTerms InForceOn(DateOnly day) =>
        All.Value.Where(t => t.From <= day).MaxBy(t => t.From)
        ?? throw new ArgumentOutOfRangeException(nameof(day), day, "No standard terms are on file for so early a day.");

    private static List<StandardTerms> Read()
    {
        using var json = typeof(StandardTerms).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not part of the build.");
        return JsonSerializer.Deserialize(json, StandardTermsJson.Default.ListStandardTerms)!;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<StandardTerms>))]
internal sealed partial class StandardTermsJson : JsonSerializerContext;
