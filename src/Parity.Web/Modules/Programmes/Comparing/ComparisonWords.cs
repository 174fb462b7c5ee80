using Parity.Platform.Programmes;

namespace Parity.Web.Modules.Programmes.Comparing;

/// <summary>How a comparison with colleagues alike says what it rests on and whom it leaves out.</summary>
internal static class ComparisonWords
{
    public static string Say(ComparisonBasis basis) => basis switch
    {
        ComparisonBasis.PublicTask => "A task in the public interest (UK GDPR Article 6(1)(e))",
        ComparisonBasis.LegitimateInterests => "Legitimate interests (UK GDPR Article 6(1)(f))",
        _ => throw new ArgumentOutOfRangeException(nameof(basis)),
    };

    public static string Say(ComparisonCondition condition) => condition switch
    {
        ComparisonCondition.EqualityOfOpportunity => "Equality of opportunity or treatment (Article 9(2)(g); Data Protection Act 2018 Schedule 1 paragraph 8)",
        ComparisonCondition.Research => "Research and statistics (Article 9(2)(j); section 19 and Schedule 1 paragraph 4)",
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    public static IReadOnlyList<(string Value, string Text)> Bases { get; } = [("public-task", Say(ComparisonBasis.PublicTask)), ("legitimate-interests", Say(ComparisonBasis.LegitimateInterests))];

    public static IReadOnlyList<(string Value, string Text)> Conditions { get; } = [("equality-of-opportunity", Say(ComparisonCondition.EqualityOfOpportunity)), ("research", Say(ComparisonCondition.Research))];

    /// <summary>What is the same in every matched set.</summary>
    public static IReadOnlyList<string> Exactly { get; } = ["Employer", "Level", "Broad ethnic group", "Sex"];

    public static string Trait(string trait) => trait switch
    {
        "age" => "Age band",
        "disabled" => "Disabled",
        "disability-not-said" => "Not said whether disabled",
        _ => throw new ArgumentOutOfRangeException(nameof(trait)),
    };

    /// <summary>Why a participant is in no comparison.</summary>
    public static string LeftOut(string why) => why switch
    {
        CompareParticipants.MovedBefore => "Promoted before the period began",
        CompareParticipants.NotSaid => "Did not say what would have to be alike, or objected to monitoring",
        CompareParticipants.NoRows => "No rows of their employer",
        CompareParticipants.NobodyAlike => "Too few colleagues alike",
        _ => throw new ArgumentOutOfRangeException(nameof(why)),
    };
}
