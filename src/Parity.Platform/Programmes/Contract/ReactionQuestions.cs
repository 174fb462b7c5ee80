namespace Parity.Platform.Programmes;

/// <summary>What participants say how they found.</summary>
public enum ReactionKind
{
    Module,
    Assignment,

    /// <summary>A meeting with their mentor.</summary>
    Mentoring,
}

/// <summary>What one form is about.</summary>
/// <param name="Number">The module's in the shape, from 1; a meeting's day; 0 for the assignment.</param>
public readonly record struct ReactionSubject(ReactionKind Kind, int Number)
{
    public static ReactionSubject Assignment => new(ReactionKind.Assignment, 0);

    /// <summary>The day of a meeting.</summary>
    public DateOnly On => DateOnly.FromDayNumber(Number);

    public static ReactionSubject Module(int number) => new(ReactionKind.Module, number);

    public static ReactionSubject Meeting(DateOnly on) => new(ReactionKind.Mentoring, on.DayNumber);
}

/// <summary>What is asked after each module, assignment and meeting: five questions of one kind, so that they can be compared.</summary>
public static class ReactionQuestions
{
    /// <summary>Answered with the marks of <see cref="EvaluationQuestions.Marks"/>. The codes are the same for every kind.</summary>
    public static IReadOnlyList<(string Code, string Text)> Of(ReactionKind kind) => kind switch
    {
        ReactionKind.Module =>
        [
            ("use", "What I learnt is of use in my work."),
            ("level", "The level was right for me."),
            ("led", "It was led well."),
            ("part", "I could take part fully, and was listened to."),
            ("next", "I know what I will do differently."),
        ],
        ReactionKind.Assignment =>
        [
            ("use", "What I learnt is of use in my work."),
            ("level", "It asked for more than I could do before, and not for too much."),
            ("led", "The host looked after me well."),
            ("part", "I had the time and the access that it needed."),
            ("next", "I know what I will do differently."),
        ],
        _ =>
        [
            ("use", "We talked about what matters to me."),
            ("level", "It took me further than I had come alone."),
            ("led", "The meeting was prepared and had the time it needed."),
            ("part", "I could speak openly, and was listened to."),
            ("next", "I know what I will do next."),
        ],
    };

    /// <summary>What two people say to each other stays between them: no words are asked about a meeting.</summary>
    public static bool HasComment(ReactionKind kind) => kind is not ReactionKind.Mentoring;
}

/// <summary>How those who answered found something, together: no name, no order that tells who.</summary>
/// <param name="People">Who answered; each counts once in an average, however often they did.</param>
public sealed record FoundTogether(int People, IReadOnlyList<(string Question, decimal Average)> Averages, IReadOnlyList<string> Comments);
