using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// The team takes back that the programme was not open to somebody, or that they were not selected, with a reason that the applicant
/// reads. It is told at once: whoever was told by mistake should not wait for the others' outcomes. The application is decided about
/// like any.
/// </summary>
public static class ReconsiderApplication
{
    public const int LongestReason = 1000;

    public sealed record Request(PersonId By, ProgrammeApplicationId Application, string? Reason);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        /// <summary>
        /// It was neither found ineligible nor not selected, what was written is gone by the rules of retention, the programme is finished, or, for who was
        /// not selected, it has begun without them.
        /// </summary>
        public sealed record NotPossible : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string reason = (request.Reason ?? "").ReplaceLineEndings("\n").Trim();
            if (reason.Length is 0 or > LongestReason) return new Outcome.NotYet("reconsider", $"Say in at most {LongestReason} characters why. The applicant reads it.");
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.ApplicationDecided, "a refusal of an application was taken back"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchApplication();
                if (await records.Set<Application>().SingleOrDefaultAsync(a => a.Id == request.Application && a.SentAt != null, stop) is not { } one) return new Outcome.NoSuchApplication();
                if (one.State is not (ApplicationState.NotEligible or ApplicationState.NotSelected) || one.ForgottenAt is not null) return new Outcome.NotPossible();
                bool wasSelectedOut = one.State is ApplicationState.NotSelected;
                if (await records.Set<Cohort>().AnyAsync(c => c.Id == one.Cohort && (c.FinishedAt != null || (wasSelectedOut && c.StartedAt != null)), stop)) return new Outcome.NotPossible();
                // A decision that was not told yet, such as an offer all the same, was about where it stood.
                foreach (var open in await records.Set<Decision>().Where(d => d.Application == one.Id && d.ToldAt == null && d.ReplacedAt == null).ToListAsync(stop)) open.ReplacedAt = clock.GetUtcNow();
                one.Move(records, clock, ApplicationDeed.Reconsider, Doer.Team);
                var now = clock.GetUtcNow();
                var last = await records.Set<Decision>().Where(d => d.Application == one.Id).MaxAsync(d => (DateTimeOffset?)d.DecidedAt, stop);
                records.Add(new Decision
                {
                    Application = one.Id,
                    DecidedAt = last is { } before && before >= Instant.Stored(now) ? before + Instant.Smallest : now,
                    Deed = ApplicationDeed.Reconsider,
                    SealedFeedback = Decision.Seal(store.Key, one.Id, reason),
                    DecidedBy = request.By,
                    ToldAt = now,
                });
                await AccountsDoor.QueueMailAsync(records, store.Key, clock, $"application {one.Id} reconsidered {Instant.ToMicroseconds(now)}", one.Person, NeutralLetter.Text);
                return new Outcome.Done();
            }, stop);
        }
    }
}
