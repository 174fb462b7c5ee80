namespace Parity.Platform.Programmes;

/// <summary>On what it rests that rows of returns are read for a comparison (UK GDPR Article 6(1)).</summary>
public enum ComparisonBasis
{
    PublicTask,
    LegitimateInterests,
}

/// <summary>The condition for special-category data in it (UK GDPR Article 9(2)).</summary>
public enum ComparisonCondition
{
    /// <summary>Article 9(2)(g) with Data Protection Act 2018 Schedule 1 paragraph 8.</summary>
    EqualityOfOpportunity,

    /// <summary>Article 9(2)(j) with section 19 and Schedule 1 paragraph 4.</summary>
    Research,
}
