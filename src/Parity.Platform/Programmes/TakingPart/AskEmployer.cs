using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// A participant asks their own employer for somebody to shadow, or for a mentor inside. It is for one need that stands in the plan, whose words the
/// employer reads; whether it offers that is its choice.
/// </summary>
public static class AskEmployer
{
    /// <summary>What an employer can give in its own house.</summary>
    public static IReadOnlyList<SupportKind> Kinds { get; } = [SupportKind.Shadowing, SupportKind.Mentor];

    public sealed record Request(PersonId By, ParticipantId Participant, Guid? Need);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        public sealed record NotYours : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var everybody = await accounts.AllAsync(stop);
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.InternalSupportAsked, "a participant asked their employer for support inside"), async records =>
            {
                if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant && p.Person == request.By && p.EndedOn == null, stop) is not { } one) return new Outcome.NotYours();
                if (one.Employer is not { } employer || !await EmployersView.ParticipantsOf(records, employer).AnyAsync(p => p.Id == one.Id, stop))
                    return new Outcome.NotYet("need", "Your employer is no organisation of the partnership that knows of your place. Ask it yourself, or the programme's team.");
                if (await records.Set<PlanPart>().SingleOrDefaultAsync(p => p.Id == request.Need && p.Participant == one.Id && p.Kind == PlanPartKind.Need, stop) is not { Support: { } kind } need || !Kinds.Contains(kind))
                    return new Outcome.NotYet("need", "An employer is asked for a need that stands in your plan, with shadowing or a mentor as what would help. Write that first.");
                if (await records.Set<InternalSupport>().AnyAsync(s => s.Need == need.Id, stop)) return new Outcome.NotYet("need", "You have asked for this need already.");
                var id = TypedId.NewValue(clock);
                records.Add(new InternalSupport { Id = id, Participant = one.Id, Need = need.Id, Kind = kind, SealedNeed = InternalSupport.Seal(store.Key, one.Id, OwnPlan.Open(store.Key, one.Id, need.Sealed)), AskedAt = clock.GetUtcNow() });
                await NeutralLetter.SendAsync(records, store.Key, clock, $"internal support {TypedId.Text(id)}", Parties.LeadsOf(everybody, employer));
                return new Outcome.Done();
            }, stop);
        }
    }
}
