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
