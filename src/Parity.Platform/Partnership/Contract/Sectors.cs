namespace Parity.Platform.Partnership.Contract;

/// <summary>The words of the return format, version 1, for kinds of organisation and levels of grade.</summary>
public static class Sectors
{
    public static IReadOnlyList<string> All { get; } = ["council", "health", "university", "college", "police", "justice", "fire", "voluntary", "private", "other"];

    /// <summary>Lowest first.</summary>
    public static IReadOnlyList<string> Bands { get; } = ["entry", "operational", "team-leader", "middle-manager", "senior-manager", "executive"];
}
