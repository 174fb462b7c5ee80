using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Begins an application to an open cohort. Beginning twice leads to the same one.</summary>
public static class BeginApplication
{
    /// <param name="Cohort">Its code.</param>
    public sealed record Request(PersonId By, string Cohort);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Begun(ProgrammeApplicationId Id) : Outcome;

        public sealed record NotOpen : Outcome;

        public sealed record NoSuchCohort : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            var id = ProgrammeApplicationId.New(clock);
            return await store.WriteAsync<Outcome>(new Change(new Actor.OfApplication(id.Value), ChangeKind.ApplicationBegun, "an application was begun"), async records =>
            {
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Code == request.Cohort && c.PublishedAt != null, stop) is not { } cohort) return new Outcome.NoSuchCohort();
                if (await records.Set<Application>().SingleOrDefaultAsync(a => a.Cohort == cohort.Id && a.Person == request.By, stop) is { } known) return new Outcome.Begun(known.Id);
                var actionCase = await records.Set<ActionCase>().SingleAsync(c => c.Id == cohort.ActionCase, stop);
                if (!cohort.ReadTimeline().Window.IsOpenAt(now) || !actionCase.LetsOpen(cohort.OpensAt)) return new Outcome.NotOpen();
                records.Add(new Application { Id = id, Cohort = cohort.Id, Person = request.By, State = ApplicationState.Draft, BegunAt = now });
                return new Outcome.Begun(id);
            }, stop);
        }
    }
}
