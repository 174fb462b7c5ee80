namespace Parity.Platform.Accounts.Contract;

/// <summary>What an auditor says of a look at special-category data that the lot fell on.</summary>
public enum SightingVerdict
{
    /// <summary>It was needed for the work that it names.</summary>
    InOrder,

    /// <summary>Whoever looked is being asked.</summary>
    Asked,
    NotInOrder,
}

public static class SightingVerdicts
{
    private static readonly string[] Words = ["in-order", "asked", "not-in-order"];

    public static IReadOnlyList<SightingVerdict> All { get; } = Enum.GetValues<SightingVerdict>();

    /// <summary>The word that is stored and sent.</summary>
    public static string Word(this SightingVerdict verdict) => Words[(int)verdict];

    public static string Title(this SightingVerdict verdict) => verdict switch
    {
        SightingVerdict.InOrder => "In order",
        SightingVerdict.Asked => "Being asked about",
        SightingVerdict.NotInOrder => "Not in order",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static SightingVerdict? Parse(string? word) => Array.IndexOf(Words, word) is >= 0 and var at ? (SightingVerdict)at : null;
}
