using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// An applicant says whether they belong to the group the programme is for, and agrees that this is used to decide about
/// their application; or takes that agreement back, at any time, and the answer is gone.
/// </summary>
public static class DeclareEligibility
{
    /// <summary>What is agreed to. Kept with the declaration, in case the words change.</summary>
    public const string Consent = "I agree that the programme team uses this one answer, and nothing else, to see whether the programme is open to me. I can take this back at any time.";

    public abstract record Deed
    {
        private Deed() { }

        public sealed record Declare(bool? Belongs, bool Agrees) : Deed;

        public sealed record TakeBack : Deed;
    }

    public sealed record Request(PersonId By, ProgrammeApplicationId Application, Deed Deed);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        public sealed record Closed : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (request.Deed is Deed.Declare { Belongs: null }) return new Outcome.NotYet("belongs", "Choose yes or no.");
            if (request.Deed is Deed.Declare { Agrees: false }) return new Outcome.NotYet("agrees", "Tick the box if you agree. Without it we may not keep the answer.");
            var kind = request.Deed is Deed.Declare ? ChangeKind.EligibilityDeclared : ChangeKind.EligibilityWithdrawn;
            return await store.WriteAsync<Outcome>(new Change(new Actor.OfApplication(request.Application.Value), kind, "the applicant's own declaration"), async records =>
            {
                if (await records.Set<Application>().SingleOrDefaultAsync(a => a.Id == request.Application && a.Person == request.By, stop) is not { } one) return new Outcome.NoSuchApplication();
                var kept = await records.Set<EligibilityDeclaration>().SingleOrDefaultAsync(e => e.Application == one.Id, stop);
                var now = clock.GetUtcNow();
                if (request.Deed is not Deed.Declare { Belongs: { } belongs })
                {
                    if (kept is { Sealed: not null }) (kept.Sealed, kept.WithdrawnAt) = (null, now);
                    return new Outcome.Done();
                }

                // Whoever took the declaration back may make it again while the application is being looked at.
                if (one.State is not (ApplicationState.Draft or ApplicationState.Submitted or ApplicationState.Shortlisted or ApplicationState.Interviewed or ApplicationState.Reserve)) return new Outcome.Closed();
                var sealedAnswer = EligibilityDeclaration.Seal(store.Key, one.Id, belongs);
                if (kept is null) records.Add(new EligibilityDeclaration { Application = one.Id, Sealed = sealedAnswer, Wording = Consent, ConsentedAt = now });
                else (kept.Sealed, kept.Wording, kept.ConsentedAt, kept.WithdrawnAt) = (sealedAnswer, Consent, now, null);
                return new Outcome.Done();
            }, stop);
        }
    }
}
