using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// What participants wrote goes after two years and what shows that they took part after six, counted from the end of the
/// programme; a cohort that is not finished counts from its last day.
/// </summary>
public static class ForgetParticipants
{
    public sealed record Outcome(int Words, int Participants);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        private const int AtOnce = 200;

        public Task<Outcome> HandleAsync(CancellationToken stop)
        {
            var today = London.Today(clock);
            var policy = ParticipationPolicy.InForceOn(today);
            DateOnly words = today.AddDays(-policy.PlansKeptDays), people = today.AddYears(-policy.ParticipantsKeptYears);
            return store.WriteAsync(new Change(new Actor.TheSystem("retention"), ChangeKind.ParticipantForgotten, $"participants' records by {policy.Name}"), async records =>
            {
                var old = await Ended(records, people).Take(AtOnce).ToListAsync(stop);
                foreach (var one in old) await ParticipantRecords.RemoveAsync(records, one, stop);
                var over = await records.Set<LearningSet>().Where(s => records.Set<Cohort>().Any(c => c.Id == s.Cohort && c.EndsOn < people) && !records.Set<InLearningSet>().Any(i => i.LearningSet == s.Id)).Take(AtOnce).ToListAsync(stop);
                records.RemoveRange(over);
                // Of a whole cohort at once: an average without somebody, beside one with them, would tell what they said.
                records.RemoveRange(await records.Set<Reaction>().Where(r => records.Set<Participant>().Any(p => p.Id == r.Participant && records.Set<Cohort>().Any(c => c.Id == p.Cohort && c.EndsOn < words))).ToListAsync(stop));
                var gone = old.Select(p => p.Id).ToHashSet();
                var quiet = (await Ended(records, words).Where(p => records.Set<PlanPart>().Any(x => x.Participant == p.Id) || records.Set<PlanReview>().Any(x => x.Participant == p.Id) || records.Set<Coaching>().Any(x => x.Participant == p.Id) || records.Set<InternalSupport>().Any(x => x.Participant == p.Id)
                    || records.Set<NetworkWish>().Any(x => x.Participant == p.Id) || records.Set<CalendarFeed>().Any(x => x.Participant == p.Id) || records.Set<StretchChoice>().Any(x => x.Participant == p.Id)
                    || records.Set<AskedFeedback>().Any(x => x.Participant == p.Id)
                    || records.Set<FollowUp>().Any(x => x.Participant == p.Id && x.Sealed != null)
                    || records.Set<CheckIn>().Any(c => records.Set<StretchAssignment>().Any(a => a.Id == c.Assignment && a.Participant == p.Id))).Take(AtOnce).ToListAsync(stop)).FindAll(p => !gone.Contains(p.Id));
                foreach (var one in quiet) await ParticipantRecords.RemoveWordsAsync(records, one.Id, stop);
                return new Outcome(quiet.Count, old.Count);
            }, stop);
        }

        private static IQueryable<Participant> Ended(Records records, DateOnly before) => records.Set<Participant>()
            .Where(p => (p.EndedOn != null && p.EndedOn < before) || (p.EndedOn == null && records.Set<Cohort>().Any(c => c.Id == p.Cohort && c.EndsOn < before))).OrderBy(p => p.Id);
    }
}
