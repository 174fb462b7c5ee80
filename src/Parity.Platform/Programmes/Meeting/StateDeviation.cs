using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// The team says why somebody goes on before others who stand higher, or is passed over, with a reason of the policy's flat list and
/// in own words. It can be said otherwise until outcomes are told on it.
/// </summary>
public static class StateDeviation
{
    public const int LongestWords = 1000;

    public sealed record Request(PersonId By, CohortId Cohort, MarkingStage Stage, ProgrammeApplicationId Application, string? Reason, string? Words);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Said : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        /// <summary>What is decided keeps to the order of the means where this application is concerned.</summary>
        public sealed record InOrder : Outcome;

        /// <summary>Outcomes were told on it, or on what it is about.</summary>
        public sealed record Told : Outcome;

        public sealed record NoSuchCohort : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var policy = SelectionPolicy.InForceOn(London.Today(clock));
            string words = (request.Words ?? "").ReplaceLineEndings("\n").Trim();
            var mistakes = new List<(string Field, string Advice)>();
            if (policy.Deviations.All(r => r.Code != request.Reason)) mistakes.Add(("reason", "Choose the main reason."));
            if (words.Length is 0 or > LongestWords) mistakes.Add(("words", $"Say in your own words why, in at most {LongestWords} characters."));
            return store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.ApplicationDecided, "why a decision leaves the order of the means was said"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCohort();
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort, stop) is not { } cohort) return new Outcome.NoSuchCohort();
                var pairs = await OutOfOrder.OfAsync(records, cohort, request.Stage, null, stop);
                if (!pairs.Any(e => e.GoesOn == request.Application.Value || e.PassedOver == request.Application.Value)) return new Outcome.InOrder();
                var kept = await records.Set<Deviation>().SingleOrDefaultAsync(d => d.Application == request.Application && d.Stage == request.Stage, stop);
                if (kept?.LockedAt is not null || !(await OutOfOrder.OpenAsync(records, cohort, request.Stage, pairs, stop)).Any(p => p.GoesOn == request.Application.Value || p.PassedOver == request.Application.Value)) return new Outcome.Told();
                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                var sealedWords = Deviation.Seal(store.Key, request.Application, request.Stage, words);
                if (kept is null) records.Add(new Deviation { Application = request.Application, Stage = request.Stage, Reason = request.Reason!, SealedWords = sealedWords, SaidBy = request.By, SaidAt = clock.GetUtcNow() });
                else (kept.Reason, kept.SealedWords, kept.SaidBy, kept.SaidAt) = (request.Reason!, sealedWords, request.By, clock.GetUtcNow());
                return new Outcome.Said();
            }, stop);
        }
    }
}
