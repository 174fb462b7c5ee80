using Parity.Platform.Foundation;

namespace Parity.Platform.Programmes.Rules;

/// <summary>The four who agree about an assignment in another organisation.</summary>
public enum ContractParty
{
    Participant,
    Employer,
    Host,
    Programme,
}

/// <summary>How far an assignment is.</summary>
public enum AssignmentState
{
    /// <summary>Matched; nobody has written what is agreed.</summary>
    Matched,

    /// <summary>Not all four have signed the newest version.</summary>
    ToSign,
    Active,

    /// <summary>Presented, or excused from it: it can be closed.</summary>
    Presented,
    Closed,
}

/// <summary>What the four agree. A word changed makes a new version, which all of them sign anew.</summary>
/// <param name="Weekdays">The days of the week on which it is done, with a space between; none: spread evenly over the time.</param>
/// <param name="HomeManager">Who manages the participant where they are employed, and is asked about leave, sickness and the work that waits. Empty in what was agreed before this was asked for, as the two after it.</param>
/// <param name="Adjustments">What host and employer do so that the participant can take part, never why; or that none are needed.</param>
/// <param name="TalkDays">On which days it is talked about how it goes, as they were entered; see <see cref="AgreedDays.Talks"/>.</param>
public sealed record ContractTerms(
    string Purpose, string Deliverables, string Supervisor, DateOnly From, DateOnly Until, decimal Days, string Pattern, string Place, DateOnly? PresentationOn, string Audience, string Arrangements, string EarlyEnd, string Weekdays = "",
    string HomeManager = "", string Adjustments = "", string TalkDays = "");

/// <summary>What a match and a contract may not contradict.</summary>
public static class StretchFaults
{
    private const int MostTalks = 20;
    private const int WordsOfSentence = 4;

    /// <param name="IsOwn">The host is the participant's own employer.</param>
    /// <param name="IsSameSector">Another sector comes first; this one needs a reason.</param>
    /// <param name="Left">Places of the offer that are not taken.</param>
    public sealed record Match(bool IsOwn, bool IsSameSector, int Left, DateOnly From, DateOnly Until, DateOnly CohortFrom, DateOnly CohortUntil, string? Reason);

    public static IReadOnlyList<RuleFault> Of(Match match)
    {
        var faults = new List<RuleFault>();
        if (match.IsOwn) faults.Add(new("own-employer", "offer", "An assignment is always in another organisation. Choose another host."));
        if (match.Left <= 0) faults.Add(new("no-place", "offer", "Every place of this offer is taken. Choose another."));
        if (match.Until < match.CohortFrom || match.From > match.CohortUntil) faults.Add(new("other-time", "offer", "The offer lies outside the programme. Choose another, or ask the host for other days."));
        if (match.IsSameSector && string.IsNullOrWhiteSpace(match.Reason)) faults.Add(new("same-sector", "match-reason", "The host is of the same sector. Another sector comes first: say why this one."));
        return faults;
    }

    /// <param name="asked">How many days the shape asks for.</param>
    public static IReadOnlyList<RuleFault> Of(ContractTerms terms, decimal asked, DateOnly cohortFrom, DateOnly cohortUntil)
    {
        var faults = new List<RuleFault>();
        void Need(string text, string field, string advice)
        {
            if (string.IsNullOrWhiteSpace(text)) faults.Add(new("contract-" + field, field, advice));
        }

        void Say(string text, string field, string advice)
        {
            if (text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length < WordsOfSentence) faults.Add(new("contract-" + field, field, advice));
        }

        Need(terms.Purpose, "purpose", "Say what the participant is to learn beyond what they can do now.");
        Need(terms.Deliverables, "deliverables", "Say what the host gets.");
        Need(terms.Supervisor, "supervisor", "Say who looks after it at the host's.");
        Need(terms.HomeManager, "home-manager", "Say who manages the participant where they are employed.");
        Need(terms.Adjustments, "contract-adjustments", "Say what is done so that the participant can take part, or that nothing is needed. Do not say why.");
        Need(terms.Pattern, "pattern", "Say on which days, such as two days a week.");
        Need(terms.Place, "where", "Say where, or that it is remote.");
        Need(terms.Audience, "audience", "Say before whom it is presented: the host's senior board, or the employer's.");
        Say(terms.Arrangements, "arrangements", "Say in whole sentences what holds about each of these. Where nothing is needed, say that.");
        Say(terms.EarlyEnd, "early-end", "Say in a whole sentence how it can end before its time.");
        if (terms.Days != asked) faults.Add(new("contract-days", "contract-days", $"The shape asks for {asked:0.##} days. The contract has to be about as many."));
        if (terms.Until < terms.From) faults.Add(new("contract-dates", "contract-until", "It ends on or after the day it begins."));
        else if (AgreedDays.Possible(terms).Count is var possible && possible < terms.Days) faults.Add(new("contract-weekdays", "contract-weekdays", $"From the first day to the last there {(possible == 1 ? "is" : "are")} only {possible} such working {(possible == 1 ? "day" : "days")}. Choose more days of the week, or a longer time."));
        if (AgreedDays.Talks(terms) is not { } talks) faults.Add(new("contract-talks", "talk-days", "Enter one day a line, such as 2027-09-15."));
        else if (talks.Count is 0 or > MostTalks) faults.Add(new("contract-talks", "talk-days", $"Enter at least one day on which you talk about how it goes, and at most {MostTalks}."));
        else if (talks.Any(day => day < terms.From || day > terms.Until)) faults.Add(new("contract-talks", "talk-days", "You talk about it while it lasts: from its first day to its last."));
        else if (talks.Any(day => !WorkingDays.IsOne(day))) faults.Add(new("contract-talks", "talk-days", "One of these days is on a weekend or a holiday. Choose a working day."));
        if (terms.From < cohortFrom || terms.Until > cohortUntil) faults.Add(new("contract-outside", "contract-from", "It lies within the programme."));
        if (terms.PresentationOn is not { } presented) faults.Add(new("contract-presentation", "presentation-on", "Enter the day on which it is presented. Without one there is no contract."));
        else if (presented < terms.From) faults.Add(new("contract-presentation", "presentation-on", "It is presented after it begins."));
        return faults;
    }

    /// <param name="signed">Who has signed the newest version.</param>
    public static AssignmentState StateOf(bool isClosed, bool isWritten, IReadOnlyCollection<ContractParty> signed, bool isPresented, bool isWaived) =>
        isClosed ? AssignmentState.Closed
        : !isWritten ? AssignmentState.Matched
        : signed.Distinct().Count() < Enum.GetValues<ContractParty>().Length ? AssignmentState.ToSign
        : isPresented || isWaived ? AssignmentState.Presented : AssignmentState.Active;
}
