using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Somebody of a panel steps back from an interview, because they know the applicant or have another conflict. They cannot
/// be seated for that applicant again; who seated them is written that there is news, and seats somebody else.
/// </summary>
public static class StepBackFromPanel
{
    public sealed record Request(PersonId By, CohortId Cohort, Guid Slot);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record Locked : Outcome;

        public sealed record NoSuchInterview : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.MarkingEnded, "somebody of a panel recused themselves"), async records =>
            {
                if (!await AccountsDoor.AssessesAsync(records, clock, request.By, new(request.Cohort.Value))) return new Outcome.NoSuchInterview();
                if (await OwnMarkings.PanelAsync(records, request.By, request.Cohort, request.Slot, stop) is not { } one) return new Outcome.NoSuchInterview();
                if (one.LockedAt is not null) return new Outcome.Locked();
                var now = clock.GetUtcNow();
                (one.EndedAt, one.EndedBy) = (now, MarkingEnd.Recused);
                records.RemoveRange(await records.Set<Mark>().Where(m => m.Application == one.Application && m.Assessor == one.Assessor && m.Stage == one.Stage).ToListAsync(stop));
                if (one.GivenBy is { } seated)
                    await AccountsDoor.QueueMailAsync(records, store.Key, clock, $"panel {TypedId.Text(request.Slot)} left {request.By} {Instant.ToMicroseconds(now)}", seated, NeutralLetter.Text);
                return new Outcome.Done();
            }, stop);
    }
}
