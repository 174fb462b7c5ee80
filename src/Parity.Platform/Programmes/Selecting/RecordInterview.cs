using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Notes that an interview has taken place.</summary>
public static class RecordInterview
{
    public sealed record Request(PersonId By, ProgrammeApplicationId Application);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotPossible : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.ApplicationMoved, "an interview took place"), async records =>
            {
                if (await records.Set<Application>().SingleOrDefaultAsync(a => a.Id == request.Application && a.SentAt != null, stop) is not { } one) return new Outcome.NoSuchApplication();
                return one.Move(records, clock, ApplicationDeed.RecordInterview, Doer.Team) ? new Outcome.Done() : new Outcome.NotPossible();
            }, stop);
    }
}
