namespace Parity.Platform.Programmes;

/// <summary>What is asked after each module, in the same words, so that modules can be compared.</summary>
public static class ReactionQuestions
{
    /// <summary>Answered with the marks of <see cref="EvaluationQuestions.Marks"/>.</summary>
    public static IReadOnlyList<(string Code, string Text)> All { get; } =
    [
        ("use", "What I learnt is of use in my work."),
        ("level", "The level was right for me."),
        ("led", "It was led well."),
        ("part", "I could take part fully, and was listened to."),
        ("next", "I know what I will do differently."),
    ];
}
