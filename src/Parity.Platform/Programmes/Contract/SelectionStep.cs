namespace Parity.Platform.Programmes;

/// <summary>How far an application can come.</summary>
public enum SelectionStep
{
    /// <summary>Not found otherwise: also whoever took the application back before it was looked at.</summary>
    Eligible,
    Shortlisted,
    Interviewed,
    Offered,
    Accepted,

    /// <summary>Came to the end of the programme; told by level, route and sector alone, once it is finished.</summary>
    Completed,
}
