namespace Parity.Platform.Publishing;

/// <summary>Where a version of an edition stands.</summary>
public enum VersionStatus
{
    /// <summary>Its figures are being made.</summary>
    Computing,

    /// <summary>It cannot be made of these returns; why is kept with it.</summary>
    Refused,

    /// <summary>Its figures and pages are there, for those who approve it.</summary>
    Ready,
    Published,

    /// <summary>Another version took its place.</summary>
    Replaced,
}

public static class VersionStatuses
{
    private static readonly string[] Words = ["computing", "refused", "ready", "published", "replaced"];

    public static string Word(this VersionStatus status) => Words[(int)status];

    public static VersionStatus Parse(string word) =>
        Array.IndexOf(Words, word) is >= 0 and var at ? (VersionStatus)at : throw new ArgumentException("There is no such status.", nameof(word));
}
