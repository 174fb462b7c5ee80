namespace Parity.Platform.Publishing;

/// <summary>What has to be before an edition is public.</summary>
public static class ReleaseRule
{
    /// <summary>How many different people approve a version.</summary>
    public const int Approvals = 2;

    /// <summary>The hour, in London, at which official statistics come out: everybody gets them at the same moment.</summary>
    public static readonly TimeOnly Hour = new(9, 30);
}
