using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parity.Platform.Workforce.Model;

/// <summary>The dated rules of collecting, from <c>reference/collection-policy.json</c>.</summary>
/// <param name="RemindBefore">How many working days before the due day analysts are reminded.</param>
/// <param name="LeadAfter">How many working days after it the HR lead is told.</param>
/// <param name="OrganisationLeadAfter">How many working days after it the head of the organisation is told.</param>
/// <param name="RowsAfterPublication">For how many days people's rows are kept once their edition is published.</param>
/// <param name="RowsOfReplacedVersions">For how many days rows of a version are kept after another took its place.</param>
/// <param name="RowsWithoutPublication">For how many days at most any rows are kept after the round closed, or after they came where it is never closed.</param>
/// <param name="ProblemsOfRefusedFiles">For how many days after it was sent the list of what was wrong with a refused file is kept.</param>
/// <param name="TokensAfterClosing">For how many days tokens of HR systems, and the answers given to them, are kept once nothing can be sent with them.</param>
internal sealed record CollectionPolicy(
    string Name, DateOnly From, IReadOnlyList<int> RemindBefore, int LeadAfter, int OrganisationLeadAfter,
    int RowsAfterPublication, int RowsOfReplacedVersions, int RowsWithoutPublication, int ProblemsOfRefusedFiles, int TokensAfterClosing, IReadOnlyList<CollectionPolicy.Reason> Sources)
{
    private const string Resource = "reference/collection-policy.json";
    private static readonly Lazy<IReadOnlyList<CollectionPolicy>> All = new(Read);

    public sealed record Reason(string Rule, string Source);

    public static CollectionPolicy InForceOn(DateOnly day) =>
        All.Value.Where(p => p.From <= day).MaxBy(p => p.From)
        ?? throw new ArgumentOutOfRangeException(nameof(day), day, "No collection policy is on file for so early a day.");

    private static List<CollectionPolicy> Read()
    {
        using var json = typeof(CollectionPolicy).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not part of the build.");
        return JsonSerializer.Deserialize(json, CollectionJson.Default.ListCollectionPolicy)!;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<CollectionPolicy>))]
[JsonSerializable(typeof(ReturnTotals))]
internal sealed partial class CollectionJson : JsonSerializerContext;
