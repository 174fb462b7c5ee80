namespace Parity.Platform.Foundation;

/// <summary>That somebody looks at special-category data: who, at which record, and what for.</summary>
/// <param name="What">What kind of record, such as <c>rows of a return</c>.</param>
/// <param name="Record">Its id.</param>
/// <param name="Organisation">Whose people it is about.</param>
/// <param name="Why">In words, for whoever asks who saw it. Never anybody's answer or name.</param>
public sealed record Sighting(Actor By, string What, Guid Record, OrganisationId? Organisation, string Why)
{
    public const string RowsOfReturn = "rows of a return";
    public const string CountsOfReturn = "counts of a return";
    public const string EligibilityOfApplication = "declaration of eligibility";
    public const string AdjustmentsOfApplication = "adjustments of an application";
    public const string BookingsOfBriefing = "bookings of a briefing";
    public const string MonitoringOfParticipants = "monitoring answers of participants";
    public const string RefusedUse = "nothing, it was refused";
    public const string OwnRecord = "own record";
    public const string UnprotectedFigures = "unprotected figures";
}
