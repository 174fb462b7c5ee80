using System.Globalization;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Rules;
using Parity.Web.Modules.Shared;

namespace Parity.Web.Modules.Programmes;

/// <summary>How pages name what programmes are made of.</summary>
internal static class ProgrammeWords
{
    /// <summary>As its applicant reads it.</summary>
    public static string Say(ApplicationState state) => state switch
    {
        ApplicationState.Draft => "Not sent yet",
        ApplicationState.NotSent => "Not sent in time",
        ApplicationState.Submitted => "Sent",
        ApplicationState.Withdrawn => "Taken back by you",
        ApplicationState.NotEligible => "Not open to you",
        ApplicationState.Shortlisted => "Invited to an interview",
        ApplicationState.Interviewed => "Interviewed",
        ApplicationState.NotSelected => "No place this time",
        ApplicationState.Reserve => "On the reserve list",
        ApplicationState.Offered => "A place is offered to you",
        ApplicationState.Declined => "Declined by you",
        ApplicationState.OfferLapsed => "The offer ran out",
        ApplicationState.OfferWithdrawn => "The offer was taken back",
        ApplicationState.Accepted => "You have a place",
        ApplicationState.Deferred => "Your place is put off to a later cohort",
        ApplicationState.OnProgramme => "On the programme",
        ApplicationState.Completed => "Completed",
        ApplicationState.LeftEarly => "Left before the end",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>As the programme's team reads it.</summary>
    public static string SayToTeam(ApplicationState state) => state switch
    {
        ApplicationState.Withdrawn => "Withdrawn",
        ApplicationState.NotEligible => "Not eligible",
        ApplicationState.Shortlisted => "Shortlisted",
        ApplicationState.NotSelected => "Not selected",
        ApplicationState.Reserve => "Reserve list",
        ApplicationState.Offered => "Offered a place",
        ApplicationState.Declined => "Declined",
        ApplicationState.OfferLapsed => "Offer lapsed",
        ApplicationState.OfferWithdrawn => "Offer withdrawn",
        ApplicationState.Accepted => "Accepted",
        ApplicationState.Deferred => "Deferred",
        _ => Say(state),
    };

    public static string? Tag(ApplicationState state) => state switch
    {
        ApplicationState.Accepted or ApplicationState.OnProgramme or ApplicationState.Completed => "govuk-tag--green",
        ApplicationState.Offered or ApplicationState.Shortlisted or ApplicationState.Interviewed or ApplicationState.Submitted or ApplicationState.Reserve => "govuk-tag--blue",
        _ => "govuk-tag--grey",
    };

    public static string Say(ApplicationDeed deed) => deed switch
    {
        ApplicationDeed.Shortlist => "Invite to an interview",
        ApplicationDeed.Offer => "Offer a place",
        ApplicationDeed.PutOnReserve => "Put on the reserve list",
        ApplicationDeed.NotSelect => "No place this time",
        ApplicationDeed.FindNotEligible => "The programme is not open to the applicant",
        ApplicationDeed.WithdrawOffer => "Take the offer back",
        ApplicationDeed.Reconsider => "Considered again",
        _ => deed.ToString(),
    };

    /// <summary>How an interview can have been held before the time given for it.</summary>
    public static IReadOnlyList<(HeldOtherwise How, string Code, string Text)> WaysHeld { get; } =
    [
        (HeldOtherwise.ByTelephone, "telephone", "By telephone"),
        (HeldOtherwise.ByVideo, "video", "By video call"),
        (HeldOtherwise.Earlier, "earlier", "It was held earlier, in a room"),
    ];

    /// <summary>What is lacking where outcomes are not told by the day that applicants were promised.</summary>
    public static string SayLate(ReadCohorts.Listed one) => $"Applicants were promised to hear by {Weekday(one.Dates.OutcomesOn)} at the latest. "
        + (one.Pending > 0 ? $"{Words.Count(one.Pending, "decision")} {(one.Pending == 1 ? "is" : "are")} not told yet. " : "")
        + (one.Waiting > 0 ? $"{Words.Count(one.Waiting, "applicant")} {(one.Waiting == 1 ? "waits" : "wait")} for an outcome." : "");

    /// <summary>What the conditions of a shape do not ask for; empty where they ask for both.</summary>
    public static string SayNotAsked(ProgrammeShape shape) =>
        (ShapeFaults.Of(shape).Any(f => f.Code == "age-criterion"), shape.Criteria.Any(c => c.Kind is CriterionKind.Qualification)) switch
        {
            (false, false) => "There is no age limit, and no certificate is asked for. ",
            (false, true) => "There is no age limit. ",
            (true, false) => "No certificate is asked for. ",
            _ => "",
        };

    public static string Say(ApplicationRoute route) => route switch
    {
        ApplicationRoute.NoApproval => "Without asking anybody",
        ApplicationRoute.Nominated => "Put forward by the employer",
        _ => "The employer has been told",
    };

    public static string Say(CohortStage stage) => stage switch
    {
        CohortStage.Draft => "Draft",
        CohortStage.Announced => "Announced",
        CohortStage.Open => "Open",
        CohortStage.Selecting => "Selecting",
        CohortStage.Running => "Running",
        _ => "Finished",
    };

    public static string Say(PositiveActionGround ground) => ground switch
    {
        PositiveActionGround.Disadvantage => "People of the group suffer a disadvantage connected to it",
        PositiveActionGround.DifferentNeeds => "People of the group have different needs",
        _ => "Participation of the group is disproportionately low",
    };

    public static string Say(OfferKind kind) => kind switch
    {
        OfferKind.Mentor => "Mentor",
        OfferKind.Venue => "Room",
        OfferKind.Speaker => "Speaker",
        OfferKind.StretchAssignment => "Stretch assignment",
        _ => "Something else",
    };

    /// <summary>What is counted where offers of a kind are used.</summary>
    public static string SayCounted(OfferKind kind) => kind switch
    {
        OfferKind.Mentor => "Mentors who have or had a participant",
        OfferKind.Venue => "Days in its rooms",
        OfferKind.Speaker => "Days with its speakers",
        OfferKind.StretchAssignment => "Participants matched with its assignments",
        _ => Say(kind),
    };

    public static string Say(PaymentKind kind) => kind switch
    {
        PaymentKind.Fee => "Fee for own people's places",
        PaymentKind.Sponsorship => "Sponsorship",
        _ => "Bursary",
    };

    public static string Say(KnownStanding standing) => standing switch
    {
        KnownStanding.Applied => "Has applied",
        KnownStanding.HasPlace => "Has a place",
        KnownStanding.OnProgramme => "On the programme",
        KnownStanding.Completed => "Completed",
        _ => "Left before the end",
    };

    public static string Say(AdjustmentStage stage) => stage switch
    {
        AdjustmentStage.Application => "For applying",
        AdjustmentStage.Interview => "For the interview",
        _ => "For the programme itself",
    };

    public static string Say(LinkKind kind) => kind switch
    {
        LinkKind.LineManagement => "Line management, either way",
        LinkKind.Family => "Family",
        LinkKind.Friend => "Friend",
        LinkKind.Mentoring => "Mentoring, either way",
        _ => "Another link",
    };

    public static string Say(MarkingEnd end) => end switch
    {
        MarkingEnd.Recused => "recused",
        MarkingEnd.Abstained => "abstained",
        _ => "taken off",
    };

    /// <summary>Why somebody may not, after "Choose somebody else: ".</summary>
    public static string Say(Bar bar) => bar switch
    {
        Bar.OwnApplication => "this is their own application",
        Bar.OwnEmployer => "they work where the applicant works",
        Bar.DeclaredLink => "they have declared a link",
        Bar.SteppedBack => "they have stepped back from it or were taken off",
        Bar.NoMoreAssessor => "they are no more an assessor",
        _ => "they have not marked the samples yet",
    };

    /// <param name="least">How many sit in a panel.</param>
    public static string Say(PanelFault fault, string? name, int least) => fault switch
    {
        PanelFault.TooFew => $"Choose {least} people or more.",
        PanelFault.OwnEmployer => $"{name} works where the applicant works.",
        PanelFault.OwnApplication => $"{name} is the applicant.",
        PanelFault.DeclaredLink => $"{name} has declared a link with the applicant.",
        PanelFault.SteppedBack => $"{name} has stepped back from this application.",
        PanelFault.NoMoreAssessor => $"{name} is no more an assessor.",
        PanelFault.NotTrained => $"{name} has not been trained to sit in panels.",
        PanelFault.NotFree => $"{name} has not said to be free then.",
        PanelFault.ElsewhereThen => $"{name} sits in another panel at that time.",
        PanelFault.SameEmployer => "Two of them work for the same employer.",
        PanelFault.OneSector => "All of them come from one sector: take somebody from another.",
        PanelFault.OneGender => "All of them are of one gender, by what they have said themselves: take somebody else as well.",
        _ => "Take somebody as well who has said to be of an under-represented group.",
    };

    /// <summary>After how many of them.</summary>
    public static string SayCount(Bar bar) => bar switch
    {
        Bar.OwnApplication => "applied themselves",
        Bar.OwnEmployer => "of the same employer",
        Bar.DeclaredLink => "with a declared link",
        Bar.SteppedBack => "stepped back",
        Bar.NoMoreAssessor => "ended",
        _ => "without samples marked",
    };

    public static string Pounds(long pence) => "\u00a3" + (pence / 100m).ToString(pence % 100 == 0 ? "N0" : "N2", CultureInfo.InvariantCulture);

    public const string Refused = "What is sealed was not opened: the data inventory does not give that purpose today. The refusal is in the log of changes.";

    /// <summary>For a program, in pounds.</summary>
    public static string PlainPounds(long pence) => (pence / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    public static string Level(string? level) => level switch { "team-leader" => "Team leader", "middle-manager" => "Middle manager", _ => "not given" };

    public static string Days(decimal days) => days.ToString("0.##", CultureInfo.InvariantCulture) + (days == 1 ? " day" : " days");

    public static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Hours(int minutes) => Number(minutes / 60m) + (minutes == 60 ? " hour" : " hours");

    /// <summary>As a participant and their line manager read it.</summary>
    public static string Say(LedgerState? state) => state switch
    {
        LedgerState.Attended => "Was there",
        LedgerState.Missed => "Missed",
        LedgerState.MadeUp => "Made up",
        _ => "",
    };

    public static string Say(PlanPartKind kind) => kind switch
    {
        PlanPartKind.Start => "Where I stand",
        PlanPartKind.Aim => "Aim",
        PlanPartKind.Need => "Need",
        _ => "Goal",
    };

    public static string Say(SupportKind kind) => kind switch
    {
        SupportKind.Module => "A module",
        SupportKind.Mentor => "A mentor",
        SupportKind.Coaching => "Coaching",
        SupportKind.StretchAssignment => "The stretch assignment",
        SupportKind.Shadowing => "Shadowing somebody",
        SupportKind.Network => "A network",
        _ => "Something else",
    };

    public static string Say(AssignmentState state) => state switch
    {
        AssignmentState.Matched => "To be written",
        AssignmentState.ToSign => "To be signed",
        AssignmentState.Active => "Under way",
        AssignmentState.Presented => "Presented",
        _ => "Closed",
    };

    public static string Tag(AssignmentState state) => state switch
    {
        AssignmentState.Active or AssignmentState.Presented => "govuk-tag--green",
        AssignmentState.Closed => "govuk-tag--grey",
        _ => "govuk-tag--blue",
    };

    public static string Say(ContractParty party) => party switch
    {
        ContractParty.Participant => "The participant",
        ContractParty.Employer => "The employer",
        ContractParty.Host => "The host",
        _ => "The programme",
    };

    public static string Say(CareerMoveKind kind) => kind switch
    {
        CareerMoveKind.Promotion => "A permanent post at least one grade higher",
        CareerMoveKind.ActingUp => "Acting up: higher for a time",
        CareerMoveKind.Secondment => "A secondment",
        CareerMoveKind.Regrade => "My post was graded anew",
        _ => "Another post at the same level",
    };

    /// <summary>As somebody else reads it.</summary>
    public static string OfOther(CareerMoveKind kind) => kind is CareerMoveKind.Regrade ? "Their post was graded anew" : Say(kind);

    public static string Say(CivicRole role) => role switch
    {
        CivicRole.Magistrate => "Magistrate",
        CivicRole.Councillor => "Councillor",
        CivicRole.Trustee => "Trustee or school governor",
        _ => "Non-executive of a board",
    };

    /// <summary>A day, with its weekday: people plan by it.</summary>
    public static string Weekday(DateOnly day) => day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Range(DateOnly from, DateOnly until) => from == until ? Weekday(from) : $"{Weekday(from)} to {Weekday(until)}";

    /// <summary>When applications are taken, as a sentence.</summary>
    public static string Taking(Opening one) => one switch
    {
        { IsOver: true } => $"Applications closed on {Until(one.Dates.Window)}.",
        { IsOpen: true } => $"Applications are taken until {Until(one.Dates.Window)}.",
        { Waits: true } => "No applications are taken yet: it is being reviewed whether the need for the programme still stands.",
        _ => $"Applications are taken from {From(one.Dates.Window)}, until {Until(one.Dates.Window)}.",
    };

    /// <summary>The last minute in which something is taken.</summary>
    public static string Until(ApplicationWindow window) => $"{Weekday(London.DayOf(window.LastMinute))}, {Time(London.TimeOf(window.LastMinute))}";

    public static string From(ApplicationWindow window) => $"{Weekday(London.DayOf(window.OpensAt))}, {Time(London.TimeOf(window.OpensAt))}";

    /// <summary>Day, time and place, as far as they are known.</summary>
    public static string Say(Workshop workshop) =>
        Weekday(workshop.On) + (workshop is { From: { } from, Until: { } until } ? $", {Time(from)} to {Time(until)}" : "") + (workshop.Place.Length > 0 ? $", {workshop.Place}" : "");

    public static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>How many units of what length, where they are not days.</summary>
    public static string Units(DayType type) => type.Unit switch
    {
        DayUnit.Day => Days(type.Days),
        DayUnit.HalfDay => $"{Days(type.Days)}, in {type.Units} half days",
        _ => $"{Days(type.Days)}, counted as {Words.Count(type.Units, "hour")}",
    };

    public static string Say(UnitResult result) => result switch
    {
        UnitResult.Referred => "referred",
        UnitResult.Resubmitted => "resubmitted",
        _ => "passed",
    };

    /// <summary>What somebody says how they found, as a part of a sentence.</summary>
    public static string Say(ReactionSubject about, ProgrammeShape shape) => about.Kind switch
    {
        ReactionKind.Module => Module(about.Number, shape.Modules[about.Number - 1].Title),
        ReactionKind.Assignment => "your assignment",
        _ => $"the meeting with your mentor on {Words.Day(about.On)}",
    };

    public static string HowYouSeeIt(EvaluationMoment moment, DateOnly today) => $"How you see it {EvaluationQuestions.When(moment, ParticipationPolicy.InForceOn(today))}";

    /// <summary>A module by its number, and by its name where that says more.</summary>
    public static string Module(int number, string title) => title == $"Module {number}" ? title : $"Module {number}: {title}";

    public static string Say(ModuleState state) => state switch
    {
        ModuleState.Attended => "Attended",
        ModuleState.ToMakeUp => "To make up",
        _ => "To come",
    };

    public static string Say(ClashKind kind) => kind switch
    {
        ClashKind.Weekday => "not a day of the week on which they are released",
        ClashKind.NotSpared => "in a time in which they cannot be spared",
        _ => "more days than were agreed",
    };

    /// <summary>What exactly is released, in a sentence.</summary>
    public static string Say(ReleaseTerms terms)
    {
        string days = terms.Days is { } many ? $"{Days(many)} together" : "Every day together";
        string on = terms.Weekdays.Count > 0 ? $", on {Listed(terms.Weekdays.OrderBy(d => ((int)d + 6) % 7).Select(d => d + "s"))}" : "";
        return terms.NotBetween.Count > 0 ? $"{days}{on}, but not {Listed(terms.NotBetween.Select(n => Range(n.From, n.Until)))}." : $"{days}{on}.";
    }

    /// <summary>Such as "2 days in March 2027, 1 day in April 2027".</summary>
    public static string ByMonth(IReadOnlyList<(DateOnly Month, decimal Days)> months) =>
        months.Count == 0 ? "none is planned" : string.Join(", ", months.Select(m => $"{Days(m.Days)} in {m.Month.ToString("MMMM yyyy", CultureInfo.InvariantCulture)}"));

    private static string Listed(IEnumerable<string> words) => words.ToList() is { Count: > 1 } many ? $"{string.Join(", ", many.SkipLast(1))} and {many[^1]}" : string.Concat(words);
}
