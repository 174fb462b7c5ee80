using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// The team decides about an application, by name. Nothing moves and nobody is told before all outcomes of the cohort are
/// told together; until then a later decision takes the earlier one's place.
/// </summary>
public static class DecideApplication
{
    public const int LongestFeedback = 2000;

    /// <summary>What can be decided.</summary>
    public static IReadOnlyList<ApplicationDeed> Deeds { get; } =
        [ApplicationDeed.Shortlist, ApplicationDeed.Offer, ApplicationDeed.PutOnReserve, ApplicationDeed.NotSelect, ApplicationDeed.FindNotEligible, ApplicationDeed.WithdrawOffer];

    /// <param name="Reason">For a refusal: a code of the policy's list.</param>
    /// <param name="Rank">The place on the reserve list.</param>
    public sealed record Request(PersonId By, ProgrammeApplicationId Application, ApplicationDeed? Deed, string? Reason = null, string? Feedback = null, string? NextStep = null, int? Rank = null);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Decided : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        /// <summary>The applicant took the declaration of eligibility back: until it is made again the application cannot go on.</summary>
        public sealed record DeclarationTakenBack : Outcome;

        /// <summary>The reserve list held until then, and is over: no place is offered from it any more.</summary>
        public sealed record ReserveOver(DateOnly Until) : Outcome;

        /// <summary>No place is offered before everybody in the panel of the interview has locked their marks.</summary>
        public sealed record MarksNotLocked : Outcome;

        /// <summary>It is not where that can be decided.</summary>
        public sealed record NotPossible(ApplicationState State) : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    /// <summary>A refusal never goes out without a reason, feedback and a next step.</summary>
    public static bool IsRefusal(ApplicationDeed deed) => deed is ApplicationDeed.NotSelect or ApplicationDeed.FindNotEligible or ApplicationDeed.WithdrawOffer;

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var policy = ProgrammePolicy.InForceOn(London.Today(clock));
            string feedback = (request.Feedback ?? "").ReplaceLineEndings("\n").Trim();
            var mistakes = new List<(string Field, string Advice)>();
            if (request.Deed is not { } deed || !Deeds.Contains(deed)) return new Outcome.NotYet([("deed", "Choose what is decided.")]);
            if (IsRefusal(deed))
            {
                if (policy.RefusalReasons.All(r => r.Code != request.Reason)) mistakes.Add(("reason", "Choose the main reason."));
                if (feedback.Length == 0) mistakes.Add(("feedback", "Write what the applicant did well and what would help next time."));
                if (policy.NextSteps.All(s => s.Code != request.NextStep)) mistakes.Add(("next-step", "Choose what the applicant can do next."));
            }

            if (feedback.Length > LongestFeedback) mistakes.Add(("feedback", $"Use at most {LongestFeedback} characters."));
            if (deed is ApplicationDeed.PutOnReserve && request.Rank is not >= 1) mistakes.Add(("rank", "Enter the place on the reserve list, 1 for the first."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.ApplicationDecided, $"decided to {StoredWord.Of(deed)}"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchApplication();
                if (await records.Set<Application>().SingleOrDefaultAsync(a => a.Id == request.Application && a.SentAt != null, stop) is not { } one) return new Outcome.NoSuchApplication();
                if (ApplicationMoves.After(one.State, deed, Doer.Team) is null) return new Outcome.NotPossible(one.State);
                if (deed is ApplicationDeed.Offer && one.State is ApplicationState.Reserve && await HeldUntilAsync(records, one, stop) is { } until && London.Today(clock) > until) return new Outcome.ReserveOver(until);
                if (deed is ApplicationDeed.Offer && !await IsMarkedAsync(records, one, stop)) return new Outcome.MarksNotLocked();
                if (ApplicationMoves.GoesOn(deed) && (await EligibilityDeclaration.TakenBackAsync(records, [one.Id], stop)).Count > 0) return new Outcome.DeclarationTakenBack();
                if (deed is ApplicationDeed.PutOnReserve && await IsTakenAsync(records, one, request.Rank!.Value, stop)) return new Outcome.NotYet([("rank", "Enter another place: somebody else has this one on the reserve list.")]);
                var now = clock.GetUtcNow();
                foreach (var earlier in await records.Set<Decision>().Where(d => d.Application == one.Id && d.ToldAt == null && d.ReplacedAt == null).ToListAsync(stop)) earlier.ReplacedAt = now;
                var last = await records.Set<Decision>().Where(d => d.Application == one.Id).MaxAsync(d => (DateTimeOffset?)d.DecidedAt, stop);
                records.Add(new Decision
                {
                    Application = one.Id,
                    DecidedAt = last is { } before && before >= Instant.Stored(now) ? before + Instant.Smallest : now,
                    Deed = deed,
                    Reason = IsRefusal(deed) ? request.Reason : null,
                    SealedFeedback = feedback.Length > 0 ? Decision.Seal(store.Key, one.Id, feedback) : null,
                    NextStep = IsRefusal(deed) ? request.NextStep : null,
                    Rank = deed is ApplicationDeed.PutOnReserve ? request.Rank : null,
                    DecidedBy = request.By,
                });
                return new Outcome.Decided();
            }, stop);
        }

        /// <summary>Somebody sat in the panel, and all who did have locked what they gave.</summary>
        private static async Task<bool> IsMarkedAsync(Records records, Application one, CancellationToken stop)
        {
            var panel = await records.Set<Marking>().Where(m => m.Application == one.Id && m.Stage == MarkingStage.Interview && m.EndedAt == null).ToListAsync(stop);
            return panel.Count > 0 && panel.TrueForAll(m => m.LockedAt is not null);
        }

        private static async Task<DateOnly?> HeldUntilAsync(Records records, Application one, CancellationToken stop) =>
            (await records.Set<Decision>().Where(d => d.Application == one.Id && d.Deed == ApplicationDeed.PutOnReserve && d.ToldAt != null).OrderBy(d => d.ToldAt).LastOrDefaultAsync(stop))?.HoldsUntil();

        /// <summary>Whether somebody else is on this place of the cohort's reserve list, or will be once that is told.</summary>
        private static Task<bool> IsTakenAsync(Records records, Application one, int rank, CancellationToken stop) => records.Set<Decision>().AnyAsync(d =>
            d.Deed == ApplicationDeed.PutOnReserve && d.Rank == rank && d.ReplacedAt == null && d.Application != one.Id
            && records.Set<Application>().Any(a => a.Id == d.Application && a.Cohort == one.Cohort && (d.ToldAt == null ? a.State == ApplicationState.Interviewed : a.State == ApplicationState.Reserve)), stop);
    }
}
