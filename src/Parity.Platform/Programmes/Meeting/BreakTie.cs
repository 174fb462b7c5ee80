using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Decides who of those tied on the line stands above it: by what was fixed before marking, and by nothing else. The
/// tie-break of section 159 of the Equality Act 2010 is for recruitment and promotion, and never for a place here.
/// </summary>
public static class BreakTie
{
    public enum Wish
    {
        ByWhatWasFixed,
        ByProtectedCharacteristic,
    }

    public sealed record Request(PersonId By, CohortId Cohort, MarkingStage Stage, int? Line, Wish? Wish);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Broken(TieWay Way, IReadOnlyList<ProgrammeApplicationId> Order) : Outcome;

        /// <summary>Section 159 is not for places on a programme.</summary>
        public sealed record NotForPlaces : Outcome;

        /// <summary>Nobody is tied on the line: marks differ.</summary>
        public sealed record NotTied : Outcome;

        /// <summary>Nothing was fixed before marking, and nothing may be made up now.</summary>
        public sealed record NothingFixed : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        public sealed record NoSuchCohort : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (request.Wish is null) return new Outcome.NotYet("wish", "Choose by what the tie is decided.");
            if (request.Wish is Wish.ByProtectedCharacteristic) return new Outcome.NotForPlaces();
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.TieBroken, "a tie was decided by what was fixed before marking"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCohort();
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort, stop) is not { } cohort) return new Outcome.NoSuchCohort();
                if (await records.Set<SelectionRule>().SingleOrDefaultAsync(r => r.Cohort == cohort.Id, stop) is not { } rule) return new Outcome.NothingFixed();
                var marks = await FinalMarks.OfAsync(records, cohort.Id, request.Stage, stop);
                var tied = Cut.TiedOn(marks.Means().ToDictionary(m => m.Key.Value, m => (double)m.Value), request.Line ?? cohort.Places);
                if (tied.Count == 0) return new Outcome.NotTied();
                string[] traits = rule.TieTraits.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var (order, byLot) = Cut.Decide(tied, a => [.. traits.Select(t => marks.In(new(a), t) ?? 0)], rule.LotSeed);
                var one = new TieBreak
                {
                    Id = TypedId.NewValue(clock),
                    Cohort = cohort.Id,
                    Stage = request.Stage,
                    Way = byLot ? TieWay.Lot : TieWay.NamedTraits,
                    Applications = string.Join(' ', order.Select(o => new ProgrammeApplicationId(o))),
                    BrokenBy = request.By,
                    BrokenAt = clock.GetUtcNow(),
                };
                records.Add(one);
                return new Outcome.Broken(one.Way, one.Order());
            }, stop);
        }
    }
}
