using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// A third person steps back from what they were asked to settle, because they know whose it is or have another conflict.
/// All of that application that they have not settled is given to somebody else at once, or waits until the team asks again.
/// </summary>
public static class StepBackFromSettling
{
    public sealed record Request(PersonId By, CohortId Cohort, string Code);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="GivenOn">Somebody else has it now.</param>
        public sealed record Done(bool GivenOn) : Outcome;

        public sealed record SettledBefore : Outcome;

        public sealed record NoSuchMark : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var people = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.MarkingEnded, "a third person recused themselves"), async records =>
            {
                if (!await AccountsDoor.AssessesAsync(records, clock, request.By, new(request.Cohort.Value))) return new Outcome.NoSuchMark();
                var own = await OwnMarkings.ModerationsAsync(records, request.By, request.Cohort, stop);
                if (own.Find(m => Marking.CodeOf(store.Key, m.Application, request.By, m.Question) == request.Code) is not { } one) return new Outcome.NoSuchMark();
                if (one.SettledAt is not null) return new Outcome.SettledBefore();
                var now = clock.GetUtcNow();
                // It bars them from this application at every stage, as whoever steps back from reading it.
                if (!await records.Set<Marking>().AnyAsync(m => m.Application == one.Application && m.Assessor == request.By && m.Stage == one.Stage, stop))
                    records.Add(new Marking { Application = one.Application, Assessor = request.By, Stage = one.Stage, GivenAt = one.AskedAt, GivenBy = one.AskedBy, IsByHand = false, EndedAt = now, EndedBy = MarkingEnd.Recused });
                var left = own.FindAll(m => m.Application == one.Application && m.Stage == one.Stage && m.SettledAt is null);
                var thirds = await ThirdPersons.OfAsync(records, store.Key, request.Cohort, one.Stage, people, stop);
                if (thirds.Next(one.Application, left.Count, except: request.By) is not { } who)
                {
                    records.RemoveRange(left);
                    return new Outcome.Done(GivenOn: false);
                }

                foreach (var mark in left) (mark.Moderator, mark.AskedAt) = (who, now);
                await AccountsDoor.QueueMailAsync(records, store.Key, clock, $"moderation {one.Application} {who} {Instant.ToMicroseconds(now)}", who, NeutralLetter.Text);
                return new Outcome.Done(GivenOn: true);
            }, stop);
        }
    }
}
