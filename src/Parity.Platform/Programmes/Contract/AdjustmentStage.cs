namespace Parity.Platform.Programmes;

/// <summary>For which part of the way something is needed.</summary>
public enum AdjustmentStage
{
    Application,
    Interview,
    Programme,
}
