namespace Parity.Platform.Programmes;

/// <summary>How far a cohort is.</summary>
public enum CohortStage
{
    /// <summary>Only the programme's team knows it.</summary>
    Draft,

    /// <summary>Public; its window opens later.</summary>
    Announced,
    Open,

    /// <summary>The window is over and the programme has not begun.</summary>
    Selecting,
    Running,
    Finished,
}
