namespace Parity.Platform.Programmes;

/// <summary>Where somebody is marked.</summary>
public enum MarkingStage
{
    /// <summary>What was written, without a name.</summary>
    Reading,
    Interview,
}

/// <summary>Why a marking ended before it was done.</summary>
public enum MarkingEnd
{
    /// <summary>A conflict: somebody else is given it.</summary>
    Recused,

    /// <summary>No view: nobody else is given it.</summary>
    Abstained,
    TakenOff,
}

/// <summary>How an assessor is linked with somebody who may apply.</summary>
public enum LinkKind
{
    LineManagement,
    Family,
    Friend,
    Mentoring,
    Other,
}

/// <summary>By what a tie was decided.</summary>
public enum TieWay
{
    /// <summary>The traits that were named before marking, in their order.</summary>
    NamedTraits,

    /// <summary>The lot whose seed was drawn before marking.</summary>
    Lot,
}
