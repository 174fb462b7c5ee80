using System.Text.Json;

namespace Parity.Platform.Programmes;

/// <summary>What applicants are asked and how answers are marked, from <c>reference/selection-rubrics.json</c>.</summary>
public sealed record Rubric(string Code, DateOnly From, string Source, IReadOnlyList<Rubric.Trait> Traits)
{
    private const string Resource = "reference/selection-rubrics.json";
    private static readonly Lazy<IReadOnlyList<Rubric>> All = new(Read);

    /// <param name="Anchors">What earns a mark of 1, 2, 3, 4 and 5.</param>
    public sealed record Trait(string Code, string Title, string Question, string Hint, IReadOnlyList<string> Anchors);

    public static Rubric Named(string code) => All.Value.FirstOrDefault(r => r.Code == code) ?? throw new ArgumentException("There is no such rubric.", nameof(code));

    private static List<Rubric> Read()
    {
        using var json = typeof(Rubric).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not part of the build.");
        return JsonSerializer.Deserialize(json, ProgrammeJson.Default.ListRubric)!;
    }
}
