using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Fixes how a cohort is marked and how ties are decided, once and before anybody marks; draws the seeds of the orders
/// and of the lot with it, so that nobody can choose them later.
/// </summary>
public static class FixSelection
{
    public const int MostReaders = 5;

    /// <param name="TieTraits">Codes of traits, the first first; none: the lot alone.</param>
    public sealed record Request(PersonId By, CohortId Cohort, int? Readers, IReadOnlyList<string> TieTraits);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Fixed(long LotSeed) : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record FixedBefore : Outcome;

        public sealed record NoSuchCohort : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.SelectionFixed, "how a cohort is marked and ties are decided was fixed"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCohort();
                if (await records.Set<Cohort>().SingleOrDefaultAsync(c => c.Id == request.Cohort, stop) is not { } cohort) return new Outcome.NoSuchCohort();
                if (await records.Set<SelectionRule>().AnyAsync(r => r.Cohort == cohort.Id, stop)) return new Outcome.FixedBefore();
                var mistakes = new List<(string Field, string Advice)>();
                if (request.Readers is not (>= 1 and <= MostReaders)) mistakes.Add(("readers", $"Enter how many mark each application, from 1 to {MostReaders}."));
                var traits = Rubric.Named(cohort.ReadShape().Rubric).Traits.Select(t => t.Code).ToList();
                if (request.TieTraits.Any(t => !traits.Contains(t)) || request.TieTraits.Distinct(StringComparer.Ordinal).Count() != request.TieTraits.Count)
                    mistakes.Add(("tie-1", "Name each trait once."));
                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                var rule = new SelectionRule
                {
                    Cohort = cohort.Id,
                    Readers = request.Readers!.Value,
                    TieTraits = string.Join(' ', request.TieTraits),
                    OrderSeed = RandomNumberGenerator.GetInt32(1, int.MaxValue),
                    LotSeed = RandomNumberGenerator.GetInt32(1, int.MaxValue),
                    FixedBy = request.By,
                    FixedAt = clock.GetUtcNow(),
                };
                records.Add(rule);
                return new Outcome.Fixed(rule.LotSeed);
            }, stop);
    }
}
