namespace Parity.Platform.Programmes;

/// <summary>What an employer may know of somebody's application: that it was sent, and what follows from a place.</summary>
public enum KnownStanding
{
    Applied,
    HasPlace,
    OnProgramme,
    Completed,
    LeftEarly,
}
