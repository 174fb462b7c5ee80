using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parity.Platform.Programmes;
using Parity.Platform.Storage;
using Parity.Web.Modules.Programmes.Applying;
using Parity.Web.Modules.Programmes.Assessing;
using Parity.Web.Modules.Programmes.Cases;
using Parity.Web.Modules.Programmes.Cohorts;
using Parity.Web.Modules.Programmes.Comparing;
using Parity.Web.Modules.Programmes.Employers;
using Parity.Web.Modules.Programmes.FollowingUp;
using Parity.Web.Modules.Programmes.Interviewing;
using Parity.Web.Modules.Programmes.Marking;
using Parity.Web.Modules.Programmes.Meeting;
using Parity.Web.Modules.Programmes.Openings;
using Parity.Web.Modules.Programmes.Outcomes;
using Parity.Web.Modules.Programmes.Running;
using Parity.Web.Modules.Programmes.Selecting;
using Parity.Web.Modules.Programmes.Stretch;
using Parity.Web.Modules.Programmes.TakingPart;
using Parity.Web.Modules.Programmes.Teams;

namespace Parity.Web.Modules.Programmes;

/// <summary>Leadership programmes: their services and addresses.</summary>
internal static class ProgrammeModule
{
    public static void AddProgrammes(this IServiceCollection services)
    {
        services.AddSingleton<ProgrammesDoor>();
        services.AddSingleton<ReadCases.Handler>().AddSingleton<WriteCase.Handler>().AddSingleton<ReviewCase.Handler>().AddSingleton<RecordDueRegard.Handler>().AddSingleton<RecheckEvidence.Handler>();
        services.AddSingleton<ReadShapes.Handler>().AddSingleton<KeepShape.Handler>().AddSingleton<ReadUnits.Handler>().AddSingleton<KeepUnit.Handler>().AddSingleton<ReadCohorts.Handler>().AddSingleton<ReadOpenings.Handler>().AddSingleton<MakeCohort.Handler>().AddSingleton<ChangeCohort.Handler>();
        services.AddSingleton<BeginApplication.Handler>().AddSingleton<SaveApplication.Handler>().AddSingleton<DeclareEligibility.Handler>().AddSingleton<AnswerMonitoring.Handler>();
        services.AddSingleton<SendApplication.Handler>().AddSingleton<AnswerOffer.Handler>().AddSingleton<ReadOwnApplications.Handler>();
        services.AddSingleton<ReadApplications.Handler>().AddSingleton<CheckEligibility.Handler>().AddSingleton<RecordInterview.Handler>().AddSingleton<DecideApplication.Handler>().AddSingleton<ReconsiderApplication.Handler>().AddSingleton<TellOutcomes.Handler>().AddSingleton<ReadSelectionRecord.Handler>();
        services.AddSingleton<AppointAssessor.Handler>().AddSingleton<EndAssessor.Handler>().AddSingleton<FixSelection.Handler>().AddSingleton<HandOutApplications.Handler>().AddSingleton<GiveByHand.Handler>().AddSingleton<ReadAssessing.Handler>();
        services.AddSingleton<MaskAnswers.Handler>().AddSingleton<ReadMasking.Handler>().AddSingleton<DeclareLink.Handler>().AddSingleton<SayAboutSelf.Handler>().AddSingleton<CalibrateAssessor.Handler>().AddSingleton<ReadMarking.Handler>();
        services.AddSingleton<ReadAnswerToMark.Handler>().AddSingleton<MarkAnswer.Handler>().AddSingleton<LockMarks.Handler>().AddSingleton<StepBack.Handler>().AddSingleton<StepBackFromPanel.Handler>().AddSingleton<StepBackFromSettling.Handler>().AddSingleton<AskModeration.Handler>().AddSingleton<SettleMark.Handler>().AddSingleton<ReadMarkToSettle.Handler>();
        services.AddSingleton<KeepSlots.Handler>().AddSingleton<GiveSlot.Handler>().AddSingleton<SeatPanel.Handler>().AddSingleton<ReadInterviews.Handler>().AddSingleton<SayFree.Handler>().AddSingleton<MarkInterview.Handler>().AddSingleton<ReadOwnPanels.Handler>().AddSingleton<ReadOwnInterview.Handler>();
        services.AddSingleton<ReadMeeting.Handler>().AddSingleton<BreakTie.Handler>().AddSingleton<StateDeviation.Handler>().AddSingleton<ExportMarks.Handler>().AddSingleton<ReplayMeetings.Handler>().AddSingleton<ReadAdverseImpact.Handler>().AddSingleton<ReadOpenGroups.Handler>();
        services.AddSingleton<ReadPledges.Handler>().AddSingleton<PledgeSupport.Handler>().AddSingleton<ReadEmployerPart.Handler>().AddSingleton<ReadSupport.Handler>().AddSingleton<ReadMoney.Handler>().AddSingleton<ListSupport.Handler>().AddSingleton<ReadStatement.Handler>().AddSingleton<CountGiven.Handler>().AddSingleton<GiveBasis.Handler>();
        services.AddSingleton<NominatePerson.Handler>().AddSingleton<WithdrawNomination.Handler>().AddSingleton<Endorse.Handler>().AddSingleton<OfferSupport.Handler>().AddSingleton<NoteSupport.Handler>().AddSingleton<NoteEmployersDeed.Handler>().AddSingleton<AnswerAsked.Handler>().AddSingleton<ReadAsked.Handler>();
        services.AddSingleton<AskAdjustment.Handler>().AddSingleton<AnswerAdjustment.Handler>().AddSingleton<ReadAdjustments.Handler>().AddSingleton<BookBriefing.Handler>().AddSingleton<CancelBriefing.Handler>().AddSingleton<ReadBookings.Handler>();
        services.AddSingleton<ReadRunning.Handler>().AddSingleton<ReadForecast.Handler>().AddSingleton<ReadModules.Handler>().AddSingleton<PlanCohortDay.Handler>().AddSingleton<NoteAttendance.Handler>().AddSingleton<SetMilestones.Handler>().AddSingleton<PlanWorkshop.Handler>().AddSingleton<ReadWorkshops.Handler>().AddSingleton<MoveParticipant.Handler>().AddSingleton<AnswerParticipant.Handler>();
        services.AddSingleton<KeepLearningSets.Handler>().AddSingleton<ReadLearningSets.Handler>().AddSingleton<NameMentors.Handler>().AddSingleton<ReadMentors.Handler>().AddSingleton<ReadMentees.Handler>();
        services.AddSingleton<ReadPlace.Handler>().AddSingleton<AnswerReaction.Handler>().AddSingleton<ReadReaction.Handler>().AddSingleton<ReadReactions.Handler>().AddSingleton<AskFeedback.Handler>().AddSingleton<AnswerFeedback.Handler>().AddSingleton<ReadFeedback.Handler>().AddSingleton<WritePlan.Handler>().AddSingleton<AskEmployer.Handler>().AddSingleton<NoteOwnPart.Handler>().AddSingleton<ReadCalendar.Handler>().AddSingleton<ReadTeam.Handler>();
        services.AddSingleton<ReadStretch.Handler>().AddSingleton<ReadStretchRecord.Handler>().AddSingleton<ReadAssignment.Handler>().AddSingleton<OfferStretch.Handler>().AddSingleton<ChooseStretch.Handler>().AddSingleton<MatchStretch.Handler>().AddSingleton<AgreeContract.Handler>();
        services.AddSingleton<ReadCertificate.Handler>().AddSingleton<ReadCertificates.Handler>().AddSingleton<FollowCertificate.Handler>().AddSingleton<ReadFollowUps.Handler>().AddSingleton<AnswerFollowUp.Handler>().AddSingleton<ReadOutcomes.Handler>().AddSingleton<ReadEarlierCohorts.Handler>().AddSingleton<NoteEarlierCohort.Handler>().AddSingleton<ReadStrategyReviews.Handler>();
        services.AddSingleton<GroundComparison.Handler>().AddSingleton<CompareParticipants.Handler>().AddSingleton<ReadComparisons.Handler>();
        services.AddSingleton<IHeldAbout, HeldOfParticipant>();
        services.AddSingleton<IHeldAbout, HeldOfApplicant>();
    }

    public static void MapProgrammes(this IEndpointRouteBuilder endpoints)
    {
        OpeningPages.Map(endpoints);
        BriefingPages.Map(endpoints);
        ApplyPages.Map(endpoints);
        CasePages.Map(endpoints);
        CohortPages.Map(endpoints);
        ShapePages.Map(endpoints);
        UnitPages.Map(endpoints);
        SelectionPages.Map(endpoints);
        AssessingPages.Map(endpoints);
        MarkingPages.Map(endpoints);
        InterviewPages.Map(endpoints);
        MeetingPages.Map(endpoints);
        EmployerPages.Map(endpoints);
        SupportPages.Map(endpoints);
        StatementPages.Map(endpoints);
        RunningPages.Map(endpoints);
        ForecastPages.Map(endpoints);
        ModulePages.Map(endpoints);
        LearningSetPages.Map(endpoints);
        MentorPages.Map(endpoints);
        PlacePages.Map(endpoints);
        FeedbackPages.Map(endpoints);
        TeamPages.Map(endpoints);
        StretchPages.Map(endpoints);
        CertificatePages.Map(endpoints);
        FollowUpPages.Map(endpoints);
        OutcomePages.Map(endpoints);
        EarlierPages.Map(endpoints);
        ComparisonPages.Map(endpoints);
        ProgrammeFiles.Map(endpoints);
    }
}
