namespace Parity.Platform.Foundation;

/// <summary>What special-category data of programmes are opened for, in the words of the data inventory, which says for which column and since when each holds.</summary>
public static class Purposes
{
    public const string OpenToApplicant = "deciding whether the programme is open to an applicant";
    public const string GroupStatistics = "statistics of groups";
    public const string ComparedWithColleagues = "comparing participants with colleagues alike, on grounds that can be shown";
    public const string TakingPart = "giving people what they need in order to take part";
    public const string Briefing = "holding a briefing";
    public const string MixedPanels = "checking that a panel is mixed";
    public const string OwnWords = "showing people what they said themselves";
}
