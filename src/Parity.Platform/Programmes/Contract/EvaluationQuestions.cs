namespace Parity.Platform.Programmes;

/// <summary>What is asked before and after the programme, in the same words, so that the answers can be compared.</summary>
public static class EvaluationQuestions
{
    /// <summary>Beside the traits of the rubric.</summary>
    public const string Confidence = "confidence";

    public const string ConfidenceText = "How confident are you that you could lead a service at the next level?";

    /// <summary>What 1 to 5 mean.</summary>
    public static IReadOnlyList<string> Marks { get; } = ["1, not at all", "2, a little", "3, half and half", "4, mostly", "5, fully"];
}
