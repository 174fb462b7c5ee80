namespace Parity.Platform.Programmes.Rules;

/// <summary>Where an application stands.</summary>
public enum ApplicationState
{
    Draft,

    /// <summary>The window closed over a draft.</summary>
    NotSent,
    Submitted,
    Withdrawn,
    NotEligible,
    Shortlisted,
    Interviewed,
    NotSelected,
    Reserve,
    Offered,
    Declined,

    /// <summary>Nobody answered in time.</summary>
    OfferLapsed,
    OfferWithdrawn,
    Accepted,
    Deferred,
    OnProgramme,
    Completed,
    LeftEarly,
}

/// <summary>What can be done with an application.</summary>
public enum ApplicationDeed
{
    Submit,
    CloseUnsent,
    Reopen,
    Withdraw,
    FindNotEligible,
    Shortlist,
    RecordInterview,
    NotSelect,
    PutOnReserve,
    Offer,
    Accept,
    Decline,
    Lapse,
    WithdrawOffer,
    Defer,
    Start,
    Complete,
    Leave,
    Reinstate,
    Reconsider,
}

/// <summary>Who may do it.</summary>
public enum Doer
{
    Applicant,

    /// <summary>The programme's own team.</summary>
    Team,

    /// <summary>What time alone brings about.</summary>
    Clock,
}

/// <summary>
/// All that an application can go through, as one table: what is not in it is refused. No machine refuses anybody: what
/// time brings about is that an unsent draft closes and an unanswered offer lapses.
/// </summary>
public static class ApplicationMoves
{
    private static readonly Dictionary<(ApplicationState From, ApplicationDeed Deed), (ApplicationState To, Doer By)> Table = new()
    {
        [(ApplicationState.Draft, ApplicationDeed.Submit)] = (ApplicationState.Submitted, Doer.Applicant),
        [(ApplicationState.Draft, ApplicationDeed.Withdraw)] = (ApplicationState.Withdrawn, Doer.Applicant),
        [(ApplicationState.Draft, ApplicationDeed.CloseUnsent)] = (ApplicationState.NotSent, Doer.Clock),
        [(ApplicationState.NotSent, ApplicationDeed.Reopen)] = (ApplicationState.Draft, Doer.Team),
        [(ApplicationState.Submitted, ApplicationDeed.Withdraw)] = (ApplicationState.Withdrawn, Doer.Applicant),
        [(ApplicationState.Submitted, ApplicationDeed.FindNotEligible)] = (ApplicationState.NotEligible, Doer.Team),
        [(ApplicationState.Submitted, ApplicationDeed.Shortlist)] = (ApplicationState.Shortlisted, Doer.Team),
        [(ApplicationState.Submitted, ApplicationDeed.NotSelect)] = (ApplicationState.NotSelected, Doer.Team),
        [(ApplicationState.NotEligible, ApplicationDeed.Reconsider)] = (ApplicationState.Submitted, Doer.Team),
        [(ApplicationState.NotSelected, ApplicationDeed.Reconsider)] = (ApplicationState.Submitted, Doer.Team),
        [(ApplicationState.Shortlisted, ApplicationDeed.Withdraw)] = (ApplicationState.Withdrawn, Doer.Applicant),
        [(ApplicationState.Shortlisted, ApplicationDeed.RecordInterview)] = (ApplicationState.Interviewed, Doer.Team),
        [(ApplicationState.Shortlisted, ApplicationDeed.NotSelect)] = (ApplicationState.NotSelected, Doer.Team),
        [(ApplicationState.Interviewed, ApplicationDeed.Withdraw)] = (ApplicationState.Withdrawn, Doer.Applicant),
        [(ApplicationState.Interviewed, ApplicationDeed.Offer)] = (ApplicationState.Offered, Doer.Team),
        [(ApplicationState.Interviewed, ApplicationDeed.PutOnReserve)] = (ApplicationState.Reserve, Doer.Team),
        [(ApplicationState.Interviewed, ApplicationDeed.NotSelect)] = (ApplicationState.NotSelected, Doer.Team),
        [(ApplicationState.Reserve, ApplicationDeed.Withdraw)] = (ApplicationState.Withdrawn, Doer.Applicant),
        [(ApplicationState.Reserve, ApplicationDeed.Offer)] = (ApplicationState.Offered, Doer.Team),
        [(ApplicationState.Reserve, ApplicationDeed.NotSelect)] = (ApplicationState.NotSelected, Doer.Team),
        [(ApplicationState.Offered, ApplicationDeed.Accept)] = (ApplicationState.Accepted, Doer.Applicant),
        [(ApplicationState.Offered, ApplicationDeed.Decline)] = (ApplicationState.Declined, Doer.Applicant),
        [(ApplicationState.Offered, ApplicationDeed.Lapse)] = (ApplicationState.OfferLapsed, Doer.Clock),
        [(ApplicationState.Offered, ApplicationDeed.WithdrawOffer)] = (ApplicationState.OfferWithdrawn, Doer.Team),
        [(ApplicationState.Declined, ApplicationDeed.Offer)] = (ApplicationState.Offered, Doer.Team),
        [(ApplicationState.OfferLapsed, ApplicationDeed.Offer)] = (ApplicationState.Offered, Doer.Team),
        [(ApplicationState.OfferWithdrawn, ApplicationDeed.Offer)] = (ApplicationState.Offered, Doer.Team),
        [(ApplicationState.Accepted, ApplicationDeed.Withdraw)] = (ApplicationState.Withdrawn, Doer.Applicant),
        [(ApplicationState.Accepted, ApplicationDeed.Defer)] = (ApplicationState.Deferred, Doer.Team),
        [(ApplicationState.Accepted, ApplicationDeed.Start)] = (ApplicationState.OnProgramme, Doer.Team),
        [(ApplicationState.Deferred, ApplicationDeed.Withdraw)] = (ApplicationState.Withdrawn, Doer.Applicant),
        [(ApplicationState.Deferred, ApplicationDeed.Start)] = (ApplicationState.OnProgramme, Doer.Team),
        [(ApplicationState.OnProgramme, ApplicationDeed.Complete)] = (ApplicationState.Completed, Doer.Team),
        [(ApplicationState.OnProgramme, ApplicationDeed.Leave)] = (ApplicationState.LeftEarly, Doer.Team),
        [(ApplicationState.LeftEarly, ApplicationDeed.Reinstate)] = (ApplicationState.OnProgramme, Doer.Team),
    };

    /// <summary>Where the deed leads; null where it is not possible, or not for this doer.</summary>
    public static ApplicationState? After(ApplicationState from, ApplicationDeed deed, Doer by) =>
        Table.TryGetValue((from, deed), out var move) && move.By == by ? move.To : null;

    /// <summary>What this doer can do now, in the order of the table.</summary>
    public static IReadOnlyList<ApplicationDeed> Open(ApplicationState from, Doer by) => [.. Table.Where(m => m.Key.From == from && m.Value.By == by).Select(m => m.Key.Deed)];

    /// <summary>A place is taken by everybody who has accepted one, whatever became of it later, unless it was given back.</summary>
    public static bool TakesPlace(ApplicationState state) => state is ApplicationState.Accepted or ApplicationState.OnProgramme or ApplicationState.Completed or ApplicationState.LeftEarly;

    /// <summary>
    /// Whether a cohort has no room for it: whoever would come to a place by this finds all of them taken. What gives
    /// a place back, or leaves somebody on theirs, always has room.
    /// </summary>
    /// <param name="taken">How many of the cohort's places are taken, as <see cref="TakesPlace"/> says.</param>
    public static bool IsFull(ApplicationState from, ApplicationState to, int taken, int places) => TakesPlace(to) && !TakesPlace(from) && taken >= places;

    /// <summary>The team takes the application further, which rests on the declaration of eligibility.</summary>
    public static bool GoesOn(ApplicationDeed deed) => deed is ApplicationDeed.Shortlist or ApplicationDeed.Offer or ApplicationDeed.PutOnReserve;

    /// <summary>Nothing leads on from here but what the team reconsiders.</summary>
    public static bool IsOver(ApplicationState state) => Open(state, Doer.Applicant).Count == 0 && Open(state, Doer.Clock).Count == 0
        && state is not (ApplicationState.OnProgramme);
}
