using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// The programme manager looks at one declaration of eligibility. Each look is noted first. There is no list of them, no
/// search and no export.
/// </summary>
public static class CheckEligibility
{
    public sealed record Request(PersonId By, ProgrammeApplicationId Application);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Declared(bool Belongs, DateTimeOffset ConsentedAt) : Outcome;

        /// <summary>The applicant has taken the consent back: the answer is gone, and nothing may be decided on it.</summary>
        public sealed record TakenBack(DateTimeOffset At) : Outcome;

        /// <summary>Its time was over and it is deleted, or there never was one.</summary>
        public sealed record None : Outcome;

        /// <summary>The inventory does not give the purpose: nothing was opened.</summary>
        public sealed record UseRefused : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    public sealed class Handler(Store store)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (!await store.ReadAsync(records => records.Set<Application>().AnyAsync(a => a.Id == request.Application && a.SentAt != null, stop))) return new Outcome.NoSuchApplication();
            if (await Leave.AskAsync(store, new Actor.Someone(request.By), Purposes.OpenToApplicant, request.Application.Value, stop, EligibilityDeclaration.Kept) is not { } leave) return new Outcome.UseRefused();
            // Without the employer: its people can ask who saw records about theirs, and would learn of the application.
            await store.NoteAsync(new(new Actor.Someone(request.By), Sighting.EligibilityOfApplication, request.Application.Value, null, "to see whether the programme is open to the applicant"), stop);
            var declared = await store.ReadAsync(records => records.Set<EligibilityDeclaration>().SingleOrDefaultAsync(e => e.Application == request.Application, stop));
            return declared switch
            {
                { WithdrawnAt: { } at } => new Outcome.TakenBack(at),
                { Sealed: not null } => new Outcome.Declared(declared.Open(leave)!.Value, declared.ConsentedAt),
                _ => new Outcome.None(),
            };
        }
    }
}
