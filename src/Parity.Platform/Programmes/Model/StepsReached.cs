using Parity.Platform.Programmes.Rules;

namespace Parity.Platform.Programmes.Model;

/// <summary>How many steps of a selection an application has come through.</summary>
internal static class StepsReached
{
    /// <summary>The steps up to a place, by which monitoring answers are counted.</summary>
    public static readonly IReadOnlyList<SelectionStep> OfSelection = [.. Enum.GetValues<SelectionStep>().Where(s => s is not SelectionStep.Completed)];

    /// <summary>A later step stands for those before it, also where the team went straight to it.</summary>
    public static int By(ApplicationState now, IReadOnlySet<ApplicationState> states) =>
        states.Contains(ApplicationState.Accepted) ? 5
        : states.Contains(ApplicationState.Offered) ? 4
        : states.Contains(ApplicationState.Interviewed) ? 3
        : states.Contains(ApplicationState.Shortlisted) ? 2
        : now is ApplicationState.NotEligible ? 0 : 1;
}
