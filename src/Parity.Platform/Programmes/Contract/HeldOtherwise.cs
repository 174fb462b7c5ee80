namespace Parity.Platform.Programmes;

/// <summary>How an interview was held that was not held at the time given for it.</summary>
public enum HeldOtherwise
{
    ByTelephone,
    ByVideo,

    /// <summary>In the same room, at an earlier time.</summary>
    Earlier,
}
