namespace Parity.Platform.Programmes;

/// <summary>What is asked for equality monitoring: the values of the return format, so that programmes and staff can be compared.</summary>
public static class MonitoringQuestions
{
    public sealed record Question(string Code, string Text, IReadOnlyList<(string Value, string Text)> Answers);

    private static readonly (string Value, string Text) NotSaid = ("X1", "Prefer not to say");

    public static IReadOnlyList<Question> All { get; } =
    [
        new("ethnicity", "What is your ethnic group?",
        [
            ("A1", "Asian or Asian British: Indian"), ("A2", "Asian or Asian British: Pakistani"), ("A3", "Asian or Asian British: Bangladeshi"), ("A4", "Asian or Asian British: Chinese"), ("A9", "Asian or Asian British: another background"),
            ("B1", "Black, Black British, Caribbean or African: Caribbean"), ("B2", "Black, Black British, Caribbean or African: African"), ("B9", "Black, Black British, Caribbean or African: another background"),
            ("M1", "Mixed: White and Black Caribbean"), ("M2", "Mixed: White and Black African"), ("M3", "Mixed: White and Asian"), ("M9", "Mixed: another background"),
            ("W1", "White: British"), ("W2", "White: Irish"), ("W3", "White: Gypsy or Irish Traveller"), ("W4", "White: Roma"), ("W9", "White: another background"),
            ("O1", "Arab"), ("O9", "Another ethnic group"), NotSaid,
        ]),
        new("sex", "What is your sex?", [("F", "Female"), ("M", "Male"), ("O", "Another"), NotSaid]),
        new("disability", "Are you disabled?", [("Y", "Yes"), ("N", "No"), NotSaid]),
        new("age_band", "How old are you?", [("16-24", "16 to 24"), ("25-34", "25 to 34"), ("35-44", "35 to 44"), ("45-54", "45 to 54"), ("55-64", "55 to 64"), ("65+", "65 or over"), NotSaid]),
        new("contract_hours", "Do you work full time or part time?", [("full", "Full time"), ("part", "Part time"), NotSaid]),
        new("orientation", "What is your sexual orientation?", [("bisexual", "Bisexual"), ("gay-lesbian", "Gay or lesbian"), ("heterosexual", "Heterosexual"), ("other", "Another"), NotSaid]),
        new("religion", "What is your religion or belief?",
        [
            ("none", "None"), ("buddhist", "Buddhist"), ("christian", "Christian"), ("hindu", "Hindu"), ("jewish", "Jewish"), ("muslim", "Muslim"), ("sikh", "Sikh"), ("other", "Another"), NotSaid,
        ]),
    ];

    /// <summary>Of what was given, the answers to questions that are asked, with values that they have.</summary>
    public static IReadOnlyDictionary<string, string> Kept(IReadOnlyDictionary<string, string> given) => All
        .Where(q => given.TryGetValue(q.Code, out string? value) && q.Answers.Any(a => a.Value == value))
        .ToDictionary(q => q.Code, q => given[q.Code], StringComparer.Ordinal);
}
