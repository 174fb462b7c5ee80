namespace Parity.Platform.Publishing.Protecting;

/// <summary>Why a count is withheld for its own sake.</summary>
internal enum OwnSake
{
    /// <summary>It counts somebody, and fewer people than the threshold.</summary>
    Small,

    /// <summary>It is all of those it could be: a share of 100% tells about everybody.</summary>
    Everybody,

    /// <summary>A question of a survey that too few answered.</summary>
    FewAnswers,

    /// <summary>An average of two days that is small.</summary>
    SmallAverage,

    /// <summary>An organisation that takes its own count out would be left with a few people of all others.</summary>
    BesideOwn,

    /// <summary>An earlier publication withheld it, and no ledger tells what it was.</summary>
    WithheldBefore,

    /// <summary>It is the same number as one that is withheld for its own sake.</summary>
    SameNumber,
}
