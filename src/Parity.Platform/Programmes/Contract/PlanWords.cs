namespace Parity.Platform.Programmes;

/// <summary>What a part of a development plan is.</summary>
public enum PlanPartKind
{
    /// <summary>Where somebody stands when they begin.</summary>
    Start,

    /// <summary>Where they want to be in a year, or in three.</summary>
    Aim,

    /// <summary>Something without which a goal will not be reached.</summary>
    Need,
    Goal,
}

/// <summary>What kind of support helps with a need or a goal.</summary>
public enum SupportKind
{
    Module,
    Mentor,
    Coaching,
    StretchAssignment,
    Shadowing,
    Network,
    Other,
}

/// <summary>When the same questions are asked.</summary>
public enum EvaluationMoment
{
    Before,

    /// <summary>Some months after the programme began.</summary>
    Halfway,

    /// <summary>At its end.</summary>
    After,

    /// <summary>More months after it began: as a rule it is over by then.</summary>
    Later,
}
