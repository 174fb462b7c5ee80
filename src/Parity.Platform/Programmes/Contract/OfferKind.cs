namespace Parity.Platform.Programmes;

/// <summary>What an employer lends a programme.</summary>
public enum OfferKind
{
    Mentor,
    Venue,
    Speaker,
    StretchAssignment,
    Other,
}

/// <summary>Money that passes between an employer and a programme.</summary>
public enum PaymentKind
{
    /// <summary>For its own people's places.</summary>
    Fee,

    /// <summary>For everybody's.</summary>
    Sponsorship,

    /// <summary>For somebody without an employer that pays.</summary>
    Bursary,
}
