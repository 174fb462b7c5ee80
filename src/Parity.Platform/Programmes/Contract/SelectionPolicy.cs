using System.Text.Json;

namespace Parity.Platform.Programmes;

/// <summary>The dated rules of marking and interviews, from <c>reference/selection-policy.json</c>.</summary>
/// <param name="Readers">How many mark an application, where a cohort does not say otherwise.</param>
/// <param name="ModerateFrom">Marks that lie so many points apart are moderated.</param>
/// <param name="ThirdWhereOneDecides">A third person also marks where one assessor's marks alone decide on which side of the line somebody stands.</param>
/// <param name="ThirdCountsAlone">The mark of a third person counts in place of the others; else all count alike.</param>
/// <param name="ThirdIsBlind">A third person sees what the others gave only once their own mark is locked.</param>
/// <param name="CalibrationWithin">So many points from the agreed mark count as hit.</param>
/// <param name="CalibrationShare">The share of samples that has to be hit.</param>
/// <param name="PanelSize">How many sit in a panel at least.</param>
/// <param name="Deviations">Why people may decide otherwise than the order of the means, one flat list; empty: nobody is asked.</param>
/// <param name="SmallestShown">Counts of people below this are not shown in comparisons of groups.</param>
public sealed record SelectionPolicy(
    string Name, DateOnly From, int Readers, int ModerateFrom, bool ThirdWhereOneDecides, bool ThirdCountsAlone, bool ThirdIsBlind, int CalibrationWithin, decimal CalibrationShare, int PanelSize, int SmallestShown, IReadOnlyList<ProgrammePolicy.Choice> Deviations,
    IReadOnlyList<ProgrammePolicy.Reason> Sources)
{
    private const string Resource = "reference/selection-policy.json";
    private static readonly Lazy<IReadOnlyList<SelectionPolicy>> All = new(Read);

    public static SelectionPolicy InForceOn(DateOnly day) =>
        All.Value.Where(p => p.From <= day).MaxBy(p => p.From)
        ?? throw new ArgumentOutOfRangeException(nameof(day), day, "No selection policy is on file for so early a day.");

    private static List<SelectionPolicy> Read()
    {
        using var json = typeof(SelectionPolicy).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not part of the build.");
        return JsonSerializer.Deserialize(json, ProgrammeJson.Default.ListSelectionPolicy)!;
    }
}

/// <summary>Sample answers with the marks that were agreed for them, from <c>reference/selection-calibration.json</c>.</summary>
public sealed record CalibrationSet(string Rubric, DateOnly From, string Source, IReadOnlyList<CalibrationSet.Sample> Samples)
{
    private const string Resource = "reference/selection-calibration.json";
    private static readonly Lazy<IReadOnlyList<CalibrationSet>> All = new(Read);

    /// <param name="Code">Short, and its own in the set.</param>
    /// <param name="Why">Shown after marking.</param>
    public sealed record Sample(string Code, string Trait, string Text, int Agreed, string Why);

    public static CalibrationSet For(string rubric) => All.Value.FirstOrDefault(s => s.Rubric == rubric) ?? throw new ArgumentException("There are no samples for this rubric.", nameof(rubric));

    private static List<CalibrationSet> Read()
    {
        using var json = typeof(CalibrationSet).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not part of the build.");
        return JsonSerializer.Deserialize(json, ProgrammeJson.Default.ListCalibrationSet)!;
    }
}
