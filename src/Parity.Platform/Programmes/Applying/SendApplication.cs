using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Sends an application. Nobody else has to have done anything: employers are asked afterwards.</summary>
public static class SendApplication
{
    public sealed record Request(PersonId By, ProgrammeApplicationId Application);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>Also when it had been sent before: sending twice is harmless.</summary>
        public sealed record Sent : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Section, string Advice)> Missing) : Outcome;

        /// <summary>The window is over.</summary>
        public sealed record TooLate : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            // When it arrived counts, not when its turn to be written came.
            var arrived = clock.GetUtcNow();
            return store.WriteAsync<Outcome>(new Change(new Actor.OfApplication(request.Application.Value), ChangeKind.ApplicationSent, "an application was sent"), async records =>
            {
                if (await records.Set<Application>().SingleOrDefaultAsync(a => a.Id == request.Application && a.Person == request.By, stop) is not { } one) return new Outcome.NoSuchApplication();
                if (one.SentAt is not null) return new Outcome.Sent();
                var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop);
                if (one.State is not ApplicationState.Draft || !cohort.ReadTimeline().Window.IsOpenAt(arrived)) return new Outcome.TooLate();
                var answered = await records.Set<Answer>().Where(a => a.Application == one.Id).Select(a => a.Question).ToListAsync(stop);
                bool? belongs = (await records.Set<EligibilityDeclaration>().SingleOrDefaultAsync(e => e.Application == one.Id, stop))?.Open(store.Key);
                if (Completeness.Missing(one, answered, belongs, Rubric.Named(cohort.ReadShape().Rubric)) is { Count: > 0 } missing) return new Outcome.NotYet(missing);
                one.Move(records, clock, ApplicationDeed.Submit, Doer.Applicant);
                one.SentAt = arrived;
                return new Outcome.Sent();
            }, stop);
        }
    }
}
