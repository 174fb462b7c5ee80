using Parity.Indicators.Returns;

namespace Parity.Platform.SampleCity.Model;

/// <summary>What can happen to people at different rates.</summary>
internal enum Fate
{
    Shortlisted, Appointed, Promoted, ActingUp, Seconded, Trained, Disciplined, Capability, Grievance, Bullied, Leaves, Sick,
}

/// <summary>
/// The story of the city, in rates: how likely each thing is for White staff, and how much more or less likely for the others.
/// Appointment gets fairer with every edition, leaving by choice grows apart, the rest moves little. Every number is invented.
/// </summary>
internal static class Story
{
    public const int MaxEditions = 6;

    /// <summary>Chance in a million for White staff (applicants, for the first two).</summary>
    public static int White(Fate fate) => fate switch
    {
        Fate.Shortlisted => 382_000,
        Fate.Appointed => 312_000,
        Fate.Promoted => 46_000,
        Fate.ActingUp => 21_000,
        Fate.Seconded => 12_500,
        Fate.Trained => 385_000,
        Fate.Disciplined => 15_000,
        Fate.Capability => 6_000,
        Fate.Grievance => 11_000,
        Fate.Bullied => 8_000,
        Fate.Leaves => 66_000,
        _ => 620_000,
    };

    /// <summary>A group's chance relative to White, in per mille, edition by edition (the last one stays).</summary>
    private static ReadOnlySpan<int> Relative(Fate fate) => fate switch
    {
        Fate.Shortlisted => [800, 805, 810, 820, 830, 840],
        Fate.Appointed => [590, 730, 780, 820, 850, 880],
        Fate.Promoted => [840, 845, 850, 855, 860, 870],
        Fate.ActingUp => [755, 765, 775, 785, 800, 810],
        Fate.Seconded => [900, 900, 910, 910, 920, 920],
        Fate.Trained => [1010, 1025, 1030, 1030, 1030, 1030],
        Fate.Disciplined => [1720, 1520, 1480, 1430, 1380, 1330],
        Fate.Capability => [1150, 1150, 1150, 1150, 1150, 1150],
        Fate.Grievance => [1240, 1240, 1220, 1200, 1200, 1200],
        Fate.Bullied => [1420, 1380, 1360, 1340, 1320, 1300],
        Fate.Leaves => [1030, 1215, 1240, 1230, 1200, 1180],
        _ => [915, 910, 910, 910, 910, 910],
    };

    /// <summary>How much of a disadvantage falls on each group, per cent of the ethnic minority average.</summary>
    private static int Share(BroadGroup group, Fate fate) => (fate, group) switch
    {
        (_, BroadGroup.W or BroadGroup.X) => 0,
        (Fate.Disciplined or Fate.Appointed or Fate.Promoted, BroadGroup.B) => 165,
        (Fate.Disciplined or Fate.Appointed or Fate.Promoted, BroadGroup.A) => 85,
        (Fate.Disciplined or Fate.Appointed or Fate.Promoted, BroadGroup.M) => 35,
        (Fate.Disciplined or Fate.Appointed or Fate.Promoted, BroadGroup.O) => 70,
        _ => 100,
    };

    /// <summary>The chance in a million of a fate for somebody of a group.</summary>
    /// <param name="heat">The employer's own strength of the difference, per cent of the city's.</param>
    public static int Chance(Fate fate, BroadGroup group, int edition, int heat)
    {
        var steps = Relative(fate);
        int excess = steps[Math.Min(edition, steps.Length) - 1] - 1000;
        long relative = Math.Clamp(1000 + (long)excess * Share(group, fate) * heat / 10_000, 300, 4000);
        return (int)Math.Min(Dice.Million, White(fate) * relative / 1000);
    }

    public static readonly IReadOnlyList<(string Course, CourseKind Kind, int DuePerMillion, int Done, int DoneMinority)> Courses =
    [
        ("Equality, diversity and human rights", CourseKind.Mandatory, 1_000_000, 885_000, 872_000),
        ("Information governance", CourseKind.Mandatory, 1_000_000, 921_000, 918_000),
        ("Fire and site safety", CourseKind.Mandatory, 520_000, 842_000, 851_000),
        ("Leadership foundations", CourseKind.Development, 74_000, 712_000, 690_000),
        ("Fair recruitment for panel members", CourseKind.Panel, 61_000, 655_000, 640_000),
    ];

    /// <summary>Survey questions: chance in a million to agree, White and ethnic minority staff.</summary>
    public static readonly IReadOnlyList<(SurveySource Source, string Question, string Theme, bool Negative, int White, int Minority)> Questions =
    [
        (SurveySource.Staff, "I am treated with fairness and respect at work", "Fairness", false, 775_000, 702_000),
        (SurveySource.Staff, "My organisation acts fairly on career progression", "Fairness", false, 584_000, 446_000),
        (SurveySource.Staff, "In the last year I was harassed or bullied by colleagues", "Safety", true, 201_000, 268_000),
        (SurveySource.Staff, "In the last year a colleague discriminated against me", "Safety", true, 68_000, 152_000),
        (SurveySource.Staff, "I feel safe to speak up about anything that concerns me", "Voice", false, 618_000, 571_000),
        (SurveySource.Staff, "I would recommend my organisation as a place to work", "Voice", false, 607_000, 628_000),
        (SurveySource.Exit, "I would work here again", "Leaving", false, 655_000, 560_000),
        (SurveySource.Exit, "Unfair treatment was a reason for my leaving", "Leaving", true, 118_000, 221_000),
    ];
}
