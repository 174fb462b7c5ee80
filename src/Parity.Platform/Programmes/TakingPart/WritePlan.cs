using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>A participant writes the development plan: it is theirs, and read by nobody else here.</summary>
public static class WritePlan
{
    public const int LongestText = 1000;
    public const int MostParts = 40;

    public abstract record Deed
    {
        private Deed() { }

        public sealed record Add(PlanPartKind? Kind, string? Text, SupportKind? Support, string? Trait, DateOnly? DueOn, string? Measure = null) : Deed;

        public sealed record Remove(Guid Part) : Deed;

        /// <param name="IsReached">Else not after all, and what was kept to show it goes.</param>
        /// <param name="Evidence">What shows it, if they want to keep that.</param>
        public sealed record Met(Guid Part, bool IsReached = true, string? Evidence = null) : Deed;

        /// <param name="Due">The day by which it was to be looked at.</param>
        public sealed record Review(DateOnly? Due, string? Finding) : Deed;

        /// <summary>Coaching is for a need that stands in the plan.</summary>
        public sealed record AskCoaching(Guid? Need) : Deed;
    }

    public sealed record Request(PersonId By, ParticipantId Participant, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NotYours : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) => store.WriteAsync(
            new Change(new Actor.Someone(request.By), request.Deed is Deed.AskCoaching ? ChangeKind.CoachingAsked : ChangeKind.PlanWritten, request.Deed is Deed.AskCoaching ? "a participant asked for coaching" : "a participant wrote in their plan"), async records =>
            {
                if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant && p.Person == request.By, stop) is not { } one) return new Outcome.NotYours();
                return request.Deed switch
                {
                    Deed.Add add => await AddAsync(records, one, add, stop),
                    Deed.Remove remove => await RemoveAsync(records, one, remove.Part, stop),
                    Deed.Met met => await MeetAsync(records, one, met, stop),
                    Deed.Review review => await ReviewAsync(records, one, review, stop),
                    Deed.AskCoaching ask => await AskAsync(records, one, ask, stop),
                    _ => throw new ArgumentOutOfRangeException(nameof(request)),
                };
            }, stop);

        private async Task<Outcome> AddAsync(Records records, Participant one, Deed.Add add, CancellationToken stop)
        {
            string text = (add.Text ?? "").Trim(), measure = (add.Measure ?? "").Trim();
            var mistakes = new List<(string Field, string Advice)>();
            if (add.Kind is null) mistakes.Add(("part", "Choose what it is."));
            if (text.Length is 0 or > LongestText) mistakes.Add(("text", $"Write it in at most {LongestText} characters."));
            if (add.Kind is PlanPartKind.Need && add.Support is null) mistakes.Add(("support", "Choose what kind of support would help."));
            if (add.Kind is PlanPartKind.Goal && add.DueOn is null) mistakes.Add(("due", "Enter the day by which you want to have reached it."));
            if (measure.Length > 0 && add.Kind is not PlanPartKind.Goal) mistakes.Add(("measure", "Leave it empty: only a goal has something by which you know."));
            if (measure.Length > LongestText) mistakes.Add(("measure", $"Write it in at most {LongestText} characters."));
            if (await records.Set<PlanPart>().CountAsync(p => p.Participant == one.Id, stop) >= MostParts) mistakes.Add(("", $"The plan has {MostParts} parts. Take one away before you write another."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            var alike = await records.Set<PlanPart>().Where(p => p.Participant == one.Id && p.Kind == add.Kind).ToListAsync(stop);
            if (alike.Exists(p => OwnPlan.Open(store.Key, one.Id, p.Sealed) == text)) return new Outcome.Done();
            if (await records.Set<PlanPart>().AllAsync(p => p.Participant != one.Id, stop)) await AddReviewsAsync(records, one, stop);
            records.Add(new PlanPart { Id = TypedId.NewValue(clock), Participant = one.Id, Kind = add.Kind!.Value, Support = add.Support, Trait = add.Trait is { Length: > 0 and < 40 } ? add.Trait : null, Sealed = OwnPlan.Seal(store.Key, one.Id, text), SealedMeasure = measure.Length > 0 ? OwnPlan.Seal(store.Key, one.Id, measure) : null, DueOn = add.DueOn, WrittenAt = clock.GetUtcNow() });
            return new Outcome.Done();
        }

        /// <summary>With the first words of a plan come the days on which it is looked at again.</summary>
        private async Task AddReviewsAsync(Records records, Participant one, CancellationToken stop)
        {
            var starts = one.StartedOn ?? await records.Set<Cohort>().Where(c => c.Id == one.Cohort).Select(c => c.StartsOn).SingleAsync(stop);
            var kept = await records.Set<PlanReview>().Where(r => r.Participant == one.Id).Select(r => r.DueOn).ToListAsync(stop);
            foreach (var due in ParticipationPolicy.InForceOn(London.Today(clock)).PlanReviewMonths.Select(starts.AddMonths).Except(kept)) records.Add(new PlanReview { Participant = one.Id, DueOn = due });
        }

        private static async Task<Outcome> RemoveAsync(Records records, Participant one, Guid part, CancellationToken stop)
        {
            if (await records.Set<PlanPart>().SingleOrDefaultAsync(p => p.Id == part && p.Participant == one.Id, stop) is not { } found) return new Outcome.NotYours();
            if (await records.Set<Coaching>().AnyAsync(c => c.Need == part && c.AnsweredAt == null, stop)) return new Outcome.NotYet([("", "You have asked for coaching for this need. It stays until that is answered.")]);
            if (await records.Set<InternalSupport>().AnyAsync(s => s.Need == part && s.AnsweredAt == null, stop)) return new Outcome.NotYet([("", "You have asked your employer for this need. It stays until that is answered.")]);
            records.Remove(found);
            return new Outcome.Done();
        }

        private async Task<Outcome> MeetAsync(Records records, Participant one, Deed.Met met, CancellationToken stop)
        {
            string evidence = (met.Evidence ?? "").Trim();
            if (evidence.Length > LongestText) return new Outcome.NotYet([($"evidence-{met.Part:N}", $"Write it in at most {LongestText} characters.")]);
            if (await records.Set<PlanPart>().SingleOrDefaultAsync(p => p.Id == met.Part && p.Participant == one.Id, stop) is not { } found) return new Outcome.NotYours();
            found.MetOn = met.IsReached ? found.MetOn ?? London.Today(clock) : null;
            if (!met.IsReached) found.SealedEvidence = null;
            else if (evidence.Length > 0) found.SealedEvidence = OwnPlan.Seal(store.Key, one.Id, evidence);
            return new Outcome.Done();
        }

        private async Task<Outcome> ReviewAsync(Records records, Participant one, Deed.Review review, CancellationToken stop)
        {
            if (review.Finding?.Trim() is not { Length: > 0 and <= LongestText } finding) return new Outcome.NotYet([("finding", "Write what you found, and what changes.")]);
            if (await records.Set<PlanReview>().SingleOrDefaultAsync(r => r.Participant == one.Id && r.DueOn == review.Due, stop) is not { } found) return new Outcome.NotYours();
            (found.HeldOn, found.Sealed) = (London.Today(clock), OwnPlan.Seal(store.Key, one.Id, finding));
            return new Outcome.Done();
        }

        private async Task<Outcome> AskAsync(Records records, Participant one, Deed.AskCoaching ask, CancellationToken stop)
        {
            if (await records.Set<PlanPart>().SingleOrDefaultAsync(p => p.Id == ask.Need && p.Participant == one.Id && p.Kind == PlanPartKind.Need && p.Support == SupportKind.Coaching, stop) is not { } need)
                return new Outcome.NotYet([("need", "Coaching is for a need that stands in your plan. Write the need first, with coaching as what would help.")]);
            if (await records.Set<Coaching>().AnyAsync(c => c.Need == need.Id, stop)) return new Outcome.NotYet([("need", "You have asked for this need already.")]);
            records.Add(new Coaching { Id = TypedId.NewValue(clock), Participant = one.Id, Need = need.Id, SealedNeed = need.Sealed, AskedAt = clock.GetUtcNow() });
            return new Outcome.Done();
        }
    }
}
