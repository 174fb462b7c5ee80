using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>What the participants of a cohort can say how they found, and when.</summary>
internal sealed class Occasions
{
    private readonly ProgrammeShape shape;
    private readonly CohortDays days;
    private readonly DateOnly? finishedOn;

    /// <summary>The days on which something of one's own came to its end: presentations, closings, meetings.</summary>
    private readonly ILookup<ParticipantId, (ReactionSubject About, DateOnly On)> own;

    private Occasions(ProgrammeShape shape, CohortDays days, DateOnly? finishedOn, ILookup<ParticipantId, (ReactionSubject About, DateOnly On)> own) => (this.shape, this.days, this.finishedOn, this.own) = (shape, days, finishedOn, own);

    /// <summary>Told when nothing of it can change any more: of assignments and meetings once the programme is finished, since they end on as many days as there are people.</summary>
    public bool AreTold(DateOnly today) => ReactionWindow.IsTold(finishedOn, today);

    public static async Task<Occasions> ReadAsync(Records records, Cohort cohort, CancellationToken stop)
    {
        var assignments = await records.Set<StretchAssignment>().Where(a => records.Set<Participant>().Any(p => p.Id == a.Participant && p.Cohort == cohort.Id)).ToListAsync(stop);
        var meetings = await records.Set<OwnDay>().Where(d => d.Kind == ProgrammeShape.MentoringType && records.Set<Participant>().Any(p => p.Id == d.Participant && p.Cohort == cohort.Id)).Select(d => new { d.Participant, d.OnDay }).Distinct().ToListAsync(stop);
        var own = assignments.SelectMany(a => new[] { a.PresentedOn, a.ClosedAt is { } at ? London.DayOf(at) : null }.OfType<DateOnly>().Select(on => (a.Participant, About: ReactionSubject.Assignment, On: on)))
            .Concat(meetings.Select(m => (m.Participant, About: ReactionSubject.Meeting(m.OnDay), On: m.OnDay)));
        return new(cohort.ReadShape(), await CohortDays.ReadAsync(records, cohort.Id, stop), cohort.FinishedAt is { } finished ? London.DayOf(finished) : null, own.ToLookup(o => o.Participant, o => (o.About, o.On)));
    }

    /// <summary>Everything of somebody's that there is to say something about, open or over, in order.</summary>
    public IEnumerable<ReactionSubject> Of(ParticipantId who) => Enumerable.Range(1, shape.Modules.Count).Select(ReactionSubject.Module).Concat(own[who].Select(o => o.About).Distinct().OrderBy(o => o.Kind).ThenBy(o => o.Number));

    /// <returns>The last day to answer; null where it is not fixed yet.</returns>
    public DateOnly? Until(ParticipantId who, ReactionSubject about, DateOnly today) => about.Kind is ReactionKind.Module
        ? ReactionWindow.Until(shape, about.Number, days.ModulesOf(who)) : own[who].Where(o => o.About == about && o.On <= today).Select(o => (DateOnly?)o.On).Max()?.AddDays(ReactionWindow.Days);

    public bool IsOpen(ParticipantId who, ReactionSubject about, DateOnly today) => about.Kind is ReactionKind.Module
        ? ReactionWindow.IsOpen(shape, about.Number, days.ModulesOf(who), today) : own[who].Any(o => o.About == about && ReactionWindow.IsOpen(o.On, finishedOn, today));

    /// <param name="monday">With which the week of the letter begins.</param>
    public bool IsRemindedOf(ParticipantId who, ReactionSubject about, DateOnly monday, DateOnly today) => about.Kind is ReactionKind.Module
        ? ReactionWindow.IsRemindedOf(shape, about.Number, days.ModulesOf(who), monday, today) : own[who].Any(o => o.About == about && ReactionWindow.IsOpen(o.On, finishedOn, today) && monday > o.On);
}
