namespace Parity.Platform.Programmes;

/// <summary>What is asked before the programme, in the course of it and after, in the same words, so that the answers can be compared.</summary>
public static class EvaluationQuestions
{
    /// <summary>Beside the traits of the rubric.</summary>
    public const string Confidence = "confidence";

    public const string ConfidenceText = "How confident are you that you could lead a service at the next level?";

    /// <summary>When, as a part of a sentence.</summary>
    public static string When(EvaluationMoment moment, ParticipationPolicy policy) => moment switch
    {
        EvaluationMoment.Before => "before the programme",
        EvaluationMoment.After => "after the programme",
        EvaluationMoment.Halfway => $"{policy.Evaluation.HalfwayMonths} months after the programme began",
        _ => $"{policy.Evaluation.LaterMonths} months after the programme began",
    };

    /// <summary>What 1 to 5 mean.</summary>
    public static IReadOnlyList<string> Marks { get; } = ["1, not at all", "2, a little", "3, half and half", "4, mostly", "5, fully"];
}
