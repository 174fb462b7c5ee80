using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// The one way in which an assessor comes to anything about an application: what they were given themselves, while they
/// are an assessor of the cohort, found by a code that is theirs alone.
/// </summary>
internal static class OwnMarkings
{
    public static Task<List<Marking>> OfAsync(Records records, PersonId assessor, CohortId cohort, CancellationToken stop) => records.Set<Marking>().Where(m =>
        m.Assessor == assessor && m.Stage == MarkingStage.Reading && m.EndedAt == null
        && records.Set<Assessor>().Any(a => a.Cohort == cohort && a.Person == assessor && a.EndedAt == null && a.CalibratedAt != null)
        && records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == cohort && a.State != ApplicationState.Withdrawn && a.ForgottenAt == null)).ToListAsync(stop);

    public static async Task<Marking?> FindAsync(Records records, MasterKey key, PersonId assessor, CohortId cohort, string question, string code, CancellationToken stop)
    {
        if (question == Answer.Job) return null;
        return (await OfAsync(records, assessor, cohort, stop)).Find(m => Marking.CodeOf(key, m.Application, assessor, question) == code);
    }

    /// <summary>The own seat in the panel of a slot.</summary>
    public static Task<Marking?> PanelAsync(Records records, PersonId assessor, CohortId cohort, Guid slot, CancellationToken stop) => records.Set<Marking>().SingleOrDefaultAsync(m =>
        m.Assessor == assessor && m.Stage == MarkingStage.Interview && m.EndedAt == null
        && records.Set<Assessor>().Any(a => a.Cohort == cohort && a.Person == assessor && a.EndedAt == null)
        && records.Set<InterviewSlot>().Any(s => s.Id == slot && s.Cohort == cohort && s.CancelledAt == null && s.Application == m.Application)
        && records.Set<Application>().Any(a => a.Id == m.Application && a.State != ApplicationState.Withdrawn && a.ForgottenAt == null), stop);

    /// <summary>What a third person is asked to settle, found in the same way.</summary>
    public static Task<List<Moderation>> ModerationsAsync(Records records, PersonId moderator, CohortId cohort, CancellationToken stop) => records.Set<Moderation>().Where(m =>
        m.Moderator == moderator
        && records.Set<Assessor>().Any(a => a.Cohort == cohort && a.Person == moderator && a.EndedAt == null)
        && records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == cohort && a.State != ApplicationState.Withdrawn && a.ForgottenAt == null)).ToListAsync(stop);
}

/// <summary>In which order somebody reads answers to a question: another for each assessor and question, the same each time.</summary>
internal static class MarkingOrder
{
    public static ulong PlaceOf(SelectionRule? rule, ProgrammeApplicationId application, PersonId assessor, string question) => SeededOrder.PlaceOf(rule?.OrderSeed ?? 0, question, application.Value, assessor.Value);
}
