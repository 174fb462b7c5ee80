using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Partnership;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>The programme's team looks over what assessors will read, and covers words that the program did not find or uncovers those it need not have.</summary>
public static class MaskAnswers
{
    public const int MostWords = 40;

    /// <param name="AlsoCover">Words or phrases to cover wherever they stand.</param>
    /// <param name="LeaveOpen">Words or phrases that were covered and tell nothing.</param>
    public sealed record Request(PersonId By, ProgrammeApplicationId Application, IReadOnlyList<string> AlsoCover, IReadOnlyList<string> LeaveOpen);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        /// <summary>Somebody has locked marks on what they read; it stays.</summary>
        public sealed record MarkedAlready : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var flags = new IdentityFlags((await accounts.AllAsync(stop)).Select(a => a.Name), (await partnership.AllAsync(stop)).Select(o => o.Name));
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.AnswersMasked, "what assessors read was looked over"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchApplication();
                if (!await records.Set<Application>().AnyAsync(a => a.Id == request.Application && a.SentAt != null, stop)) return new Outcome.NoSuchApplication();
                if (await records.Set<Marking>().AnyAsync(m => m.Application == request.Application && m.LockedAt != null, stop)) return new Outcome.MarkedAlready();
                await Masking.CoverAsync(records, store.Key, clock, request.Application, flags, stop);
                var answers = (await records.Set<Answer>().Where(a => a.Application == request.Application).ToListAsync(stop)).ToDictionary(a => a.Question);
                // What has just been covered is not stored yet; what was, joins it here.
                await records.Set<MaskedAnswer>().Where(m => m.Application == request.Application).LoadAsync(stop);
                foreach (var masked in records.Set<MaskedAnswer>().Local.ToList())
                {
                    string text = answers[masked.Question].Open(store.Key);
                    masked.Sealed = MaskedAnswer.Seal(store.Key, masked.Application, masked.Question, IdentityFlags.Mask(text, flags.Find(text, request.AlsoCover, request.LeaveOpen)));
                    (masked.CheckedBy, masked.MaskedAt) = (request.By, clock.GetUtcNow());
                }

                return new Outcome.Done();
            }, stop);
        }
    }
}

/// <summary>Answers beside what assessors read, for the programme's team.</summary>
public static class ReadMasking
{
    public sealed record Request(ProgrammeApplicationId Application);

    /// <param name="Covered">What the program would cover, in the applicant's words.</param>
    public sealed record Line(Rubric.Trait Trait, string Written, string Read, IReadOnlyList<(IdentityKind Kind, string Words)> Covered);

    /// <param name="IsChecked">A person has looked it over.</param>
    public sealed record Shown(ProgrammeApplicationId Id, CohortId Cohort, IReadOnlyList<Line> Lines, bool IsChecked, bool IsMarked);

    public sealed class Handler(Store store, AccountsDoor accounts, PartnershipDoor partnership)
    {
        public async Task<Shown?> HandleAsync(Request request, CancellationToken stop)
        {
            var flags = new IdentityFlags((await accounts.AllAsync(stop)).Select(a => a.Name), (await partnership.AllAsync(stop)).Select(o => o.Name));
            return await store.ReadAsync<Shown?>(async records =>
            {
                if (await records.Set<Application>().SingleOrDefaultAsync(a => a.Id == request.Application && a.SentAt != null, stop) is not { } one) return null;
                var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop);
                var answers = (await records.Set<Answer>().Where(a => a.Application == one.Id).ToListAsync(stop)).ToDictionary(a => a.Question, a => a.Open(store.Key), StringComparer.Ordinal);
                var masked = (await records.Set<MaskedAnswer>().Where(m => m.Application == one.Id).ToListAsync(stop)).ToDictionary(m => m.Question);
                var lines = new List<Line>();
                foreach (var trait in Rubric.Named(cohort.ReadShape().Rubric).Traits)
                {
                    if (!answers.TryGetValue(trait.Code, out string? written)) continue;
                    var found = flags.Find(written);
                    lines.Add(new(trait, written, masked.TryGetValue(trait.Code, out var kept) ? kept.Open(store.Key) : IdentityFlags.Mask(written, found), [.. found.Select(f => (f.Kind, written.Substring(f.From, f.Length)))]));
                }

                return new(one.Id, one.Cohort, lines, masked.Count > 0 && masked.Values.All(m => m.CheckedBy is not null), await records.Set<Marking>().AnyAsync(m => m.Application == one.Id && m.LockedAt != null, stop));
            });
        }
    }
}
