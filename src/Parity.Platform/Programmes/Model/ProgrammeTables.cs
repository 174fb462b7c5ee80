using Microsoft.EntityFrameworkCore;

namespace Parity.Platform.Programmes.Model;

/// <summary>All tables of programmes.</summary>
internal static class ProgrammeTables
{
    public static void Map(ModelBuilder model)
    {
        ActionCase.Map(model);
        DueRegard.Map(model);
        Cohort.Map(model);
        UnitVersion.Map(model);
        Application.Map(model);
        EligibilityDeclaration.Map(model);
        MonitoringAnswers.Map(model);
        Pledge.Map(model);
        Participant.Map(model);
        CohortDay.Map(model);
        LearningSet.Map(model);
        NamedMentor.Map(model);
        OwnPlan.Map(model);
        InternalSupport.Map(model);
        Reaction.Map(model);
        AskedFeedback.Map(model);
        StretchAssignment.Map(model);
        FollowUp.Map(model);
        ComparisonGrounds.Map(model);
        ToldOutcomes.Map(model);
        EarlierCohort.Map(model);
        Nomination.Map(model);
        Adjustment.Map(model);
        Booking.Map(model);
        Assessor.Map(model);
        Marking.Map(model);
        InterviewSlot.Map(model);
        TieBreak.Map(model);
        MeetingLog.Map(model);
        Deviation.Map(model);
        ShownGroups.Map(model);
    }
}
