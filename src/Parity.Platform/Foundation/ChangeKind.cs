namespace Parity.Platform.Foundation;

/// <summary>What kinds of change the log knows. The names are stored and never change their meaning.</summary>
public sealed record ChangeKind
{
    public static readonly ChangeKind SignedIn = new("signed-in");
    public static readonly ChangeKind SignedOut = new("signed-out");
    public static readonly ChangeKind SignInTried = new("sign-in.tried");
    public static readonly ChangeKind SessionsEnded = new("sessions.ended");
    public static readonly ChangeKind OrganisationChosen = new("organisation.chosen");
    public static readonly ChangeKind IdentityProven = new("identity.proven");
    public static readonly ChangeKind AccountSetUp = new("account.set-up");
    public static readonly ChangeKind AccountInvited = new("account.invited");
    public static readonly ChangeKind AccountDisabled = new("account.disabled");
    public static readonly ChangeKind AccountEnabled = new("account.enabled");
    public static readonly ChangeKind AccountForgotten = new("account.forgotten");
    public static readonly ChangeKind AccountObjected = new("account.objected");
    public static readonly ChangeKind RoleGranted = new("role.granted");
    public static readonly ChangeKind RoleAsked = new("role.asked");
    public static readonly ChangeKind RoleEnded = new("role.ended");
    public static readonly ChangeKind PasswordChanged = new("password.changed");
    public static readonly ChangeKind PasswordForgotten = new("password.forgotten");
    public static readonly ChangeKind SecondFactorChanged = new("second-factor.changed");
    public static readonly ChangeKind SecondFactorReset = new("second-factor.reset");
    public static readonly ChangeKind PasskeyAdded = new("passkey.added");
    public static readonly ChangeKind PasskeyRemoved = new("passkey.removed");
    public static readonly ChangeKind SignOnSet = new("sign-on.set");
    public static readonly ChangeKind SignOnAsked = new("sign-on.asked");
    public static readonly ChangeKind SignOnEnded = new("sign-on.ended");
    public static readonly ChangeKind ConfirmationRefused = new("confirmation.refused");
    public static readonly ChangeKind MailSent = new("mail.sent");
    public static readonly ChangeKind TracesForgotten = new("traces.forgotten");
    public static readonly ChangeKind OrganisationAdmitted = new("organisation.admitted");
    public static readonly ChangeKind OrganisationChanged = new("organisation.changed");
    public static readonly ChangeKind OrganisationMerged = new("organisation.merged");
    public static readonly ChangeKind OrganisationLeft = new("organisation.left");
    public static readonly ChangeKind GroupFormed = new("group.formed");
    public static readonly ChangeKind GroupEnded = new("group.ended");
    public static readonly ChangeKind SeatFilled = new("seat.filled");
    public static readonly ChangeKind SeatEnded = new("seat.ended");
    public static readonly ChangeKind RecordSeen = new("record.seen");
    public static readonly ChangeKind AccessRefused = new("access.refused");
    public static readonly ChangeKind UseRefused = new("special-category.use-refused");
    public static readonly ChangeKind CookieKeyMade = new("cookie-key.made");
    public static readonly ChangeKind DatabaseCreated = new("database.created");
    public static readonly ChangeKind DemoLoaded = new("demo.loaded");
    public static readonly ChangeKind ReturnSubmitted = new("return.submitted");
    public static readonly ChangeKind ReturnRefused = new("return.refused");
    public static readonly ChangeKind ReturnChecked = new("return.checked");
    public static readonly ChangeKind ReturnExplained = new("return.explained");
    public static readonly ChangeKind ReturnRowsDeleted = new("return.rows-deleted");
    public static readonly ChangeKind ReturnSentBack = new("return.sent-back");
    public static readonly ChangeKind ReturnSignedOff = new("return.signed-off");
    public static readonly ChangeKind RoundOpened = new("round.opened");
    public static readonly ChangeKind RoundClosed = new("round.closed");
    public static readonly ChangeKind RoundInvitationChanged = new("round.invitation-changed");
    public static readonly ChangeKind RoundReminded = new("round.reminded");
    public static readonly ChangeKind TokenIssued = new("token.issued");
    public static readonly ChangeKind SendingForgotten = new("sending.forgotten");

    public static readonly ChangeKind JobMoved = new("job.moved");
    public static readonly ChangeKind EditionAssembled = new("edition.assembled");
    public static readonly ChangeKind EditionComputed = new("edition.computed");
    public static readonly ChangeKind EditionApproved = new("edition.approved");
    public static readonly ChangeKind EditionScheduled = new("edition.scheduled");
    public static readonly ChangeKind EditionPublished = new("edition.published");
    public static readonly ChangeKind EditionWithdrawn = new("edition.withdrawn");
    public static readonly ChangeKind EditionToldElsewhere = new("edition.told-elsewhere");
    public static readonly ChangeKind EditionSeenEarly = new("edition.seen-early");
    public static readonly ChangeKind ReturnPreviewed = new("return.previewed");

    public static readonly ChangeKind AccountRegistered = new("account.registered");
    public static readonly ChangeKind CaseMade = new("programme-case.made");
    public static readonly ChangeKind CaseChanged = new("programme-case.changed");
    public static readonly ChangeKind ShapeMade = new("programme-shape.made");
    public static readonly ChangeKind CohortMade = new("cohort.made");
    public static readonly ChangeKind CohortChanged = new("cohort.changed");
    public static readonly ChangeKind WindowExtended = new("cohort.window-extended");
    public static readonly ChangeKind OutcomesTold = new("cohort.outcomes-told");
    public static readonly ChangeKind ApplicationBegun = new("application.begun");
    public static readonly ChangeKind ApplicationSaved = new("application.saved");
    public static readonly ChangeKind ApplicationSent = new("application.sent");
    public static readonly ChangeKind ApplicationMoved = new("application.moved");
    public static readonly ChangeKind ApplicationDecided = new("application.decided");
    public static readonly ChangeKind ApplicantReminded = new("application.reminded");
    public static readonly ChangeKind ApplicationForgotten = new("application.forgotten");
    public static readonly ChangeKind OfferAnswered = new("application.offer-answered");
    public static readonly ChangeKind EligibilityDeclared = new("eligibility.declared");
    public static readonly ChangeKind EligibilityWithdrawn = new("eligibility.withdrawn");
    public static readonly ChangeKind MonitoringAnswered = new("monitoring.answered");
    public static readonly ChangeKind MonitoringTakenBack = new("monitoring.taken-back");
    public static readonly ChangeKind PledgeMade = new("pledge.made");
    public static readonly ChangeKind PledgeEnded = new("pledge.ended");

    public static readonly ChangeKind PersonNominated = new("person.nominated");
    public static readonly ChangeKind EndorsementGiven = new("endorsement.given");
    public static readonly ChangeKind EndorsementChased = new("endorsement.chased");
    public static readonly ChangeKind SupportOffered = new("support.offered");
    public static readonly ChangeKind SupportNoted = new("support.noted");
    public static readonly ChangeKind ReleaseAgreed = new("release.agreed");
    public static readonly ChangeKind StrategyReviewed = new("strategy.reviewed");
    public static readonly ChangeKind AdjustmentAsked = new("adjustment.asked");
    public static readonly ChangeKind AdjustmentAnswered = new("adjustment.answered");
    public static readonly ChangeKind BriefingBooked = new("briefing.booked");
    public static readonly ChangeKind BriefingCancelled = new("briefing.cancelled");

    public static readonly ChangeKind AssessorAppointed = new("assessor.appointed");
    public static readonly ChangeKind AssessorEnded = new("assessor.ended");
    public static readonly ChangeKind AssessorDeclared = new("assessor.declared");
    public static readonly ChangeKind AssessorSaid = new("assessor.said");
    public static readonly ChangeKind AssessorCalibrated = new("assessor.calibrated");
    public static readonly ChangeKind SelectionFixed = new("selection.fixed");
    public static readonly ChangeKind MarkingGiven = new("marking.given");
    public static readonly ChangeKind MarkingEnded = new("marking.ended");
    public static readonly ChangeKind MarkSaved = new("mark.saved");
    public static readonly ChangeKind MarksLocked = new("marks.locked");
    public static readonly ChangeKind MarkModerated = new("mark.moderated");
    public static readonly ChangeKind AnswersMasked = new("answers.masked");
    public static readonly ChangeKind InterviewArranged = new("interview.arranged");
    public static readonly ChangeKind TieBroken = new("tie.broken");
    public static readonly ChangeKind CohortDayPlanned = new("cohort-day.planned");
    public static readonly ChangeKind AttendanceNoted = new("attendance.noted");
    public static readonly ChangeKind CaseOwnerReminded = new("case.owner-reminded");
    public static readonly ChangeKind ParticipantReminded = new("participant.reminded");
    public static readonly ChangeKind MentorNamed = new("mentor.named");
    public static readonly ChangeKind LearningSetKept = new("learning-set.kept");
    public static readonly ChangeKind MilestoneSet = new("milestone.set");
    public static readonly ChangeKind ParticipantMoved = new("participant.moved");
    public static readonly ChangeKind PlanWritten = new("plan.written");
    public static readonly ChangeKind OwnDayEntered = new("own-day.entered");
    public static readonly ChangeKind CoachingAsked = new("coaching.asked");
    public static readonly ChangeKind CoachingAnswered = new("coaching.answered");
    public static readonly ChangeKind InternalSupportAsked = new("internal-support.asked");
    public static readonly ChangeKind InternalSupportAnswered = new("internal-support.answered");
    public static readonly ChangeKind EvaluationGiven = new("evaluation.given");
    public static readonly ChangeKind FeedbackAsked = new("feedback.asked");
    public static readonly ChangeKind FeedbackGiven = new("feedback.given");
    public static readonly ChangeKind CalendarChanged = new("calendar.changed");
    public static readonly ChangeKind NetworkChanged = new("network.changed");
    public static readonly ChangeKind LineManagerNamed = new("line-manager.named");
    public static readonly ChangeKind WorkshopNoted = new("workshop.noted");
    public static readonly ChangeKind StretchOffered = new("stretch.offered");
    public static readonly ChangeKind StretchChosen = new("stretch.chosen");
    public static readonly ChangeKind StretchMatched = new("stretch.matched");
    public static readonly ChangeKind ContractWritten = new("contract.written");
    public static readonly ChangeKind ContractSigned = new("contract.signed");
    public static readonly ChangeKind AssignmentNoted = new("assignment.noted");
    public static readonly ChangeKind CertificateChanged = new("certificate.changed");
    public static readonly ChangeKind FollowUpAsked = new("follow-up.asked");
    public static readonly ChangeKind FollowUpAnswered = new("follow-up.answered");
    public static readonly ChangeKind CareerMoveConfirmed = new("career-move.confirmed");
    public static readonly ChangeKind ComparisonGrounded = new("comparison.grounded");
    public static readonly ChangeKind ComparisonMade = new("comparison.made");
    public static readonly ChangeKind OutcomesCounted = new("outcomes.counted");
    public static readonly ChangeKind GroupsCounted = new("groups.counted");
    public static readonly ChangeKind EarlierCohortNoted = new("earlier-cohort.noted");
    public static readonly ChangeKind EarlierCohortCorrected = new("earlier-cohort.corrected");
    public static readonly ChangeKind ParticipantForgotten = new("participant.forgotten");

    private ChangeKind(string name) => Name = name;

    public string Name { get; }

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(ChangeKind).GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static).Select(f => ((ChangeKind)f.GetValue(null)!).Name).Order(StringComparer.Ordinal)];

    public override string ToString() => Name;
}
