using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// Asks third persons to settle marks that lie far apart, that one person alone gave, or that alone decide on which side of the line somebody stands. Only marks that are locked are
/// looked at, and nobody settles what they have marked or may not mark.
/// </summary>
public static class AskModeration
{
    /// <param name="Line">How many stand above the line; null: as many as there are places.</param>
    public sealed record Request(PersonId By, CohortId Cohort, MarkingStage Stage, int? Line = null);

    /// <param name="Asked">Marks for which somebody was found.</param>
    /// <param name="Left">Marks for which nobody can be.</param>
    public sealed record Outcome(int Asked, int Left);

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        /// <returns>Null for somebody who runs no programmes.</returns>
        public async Task<Outcome?> HandleAsync(Request request, CancellationToken stop)
        {
            var people = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id);
            var policy = SelectionPolicy.InForceOn(London.Today(clock));
            return await store.WriteAsync<Outcome?>(new Change(new Actor.Someone(request.By), ChangeKind.MarkModerated, "third persons were asked to settle marks"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return null;
                var needed = await Moderations.NeededAsync(records, request.Cohort, request.Stage, policy, request.Line, stop);
                if (needed.Count == 0) return new Outcome(0, 0);
                var thirds = await ThirdPersons.OfAsync(records, store.Key, request.Cohort, request.Stage, people, stop);
                int asked = 0;
                // One application is settled by one person: they read it as a whole.
                foreach (var application in needed.GroupBy(n => n.Application))
                {
                    if (thirds.Next(application.Key, application.Count()) is not { } who) continue;
                    await NeutralLetter.SendAsync(records, store.Key, clock, $"moderations {request.Cohort} {NeutralLetter.Now(clock)}", [who]);
                    foreach (var (_, trait) in application)
                    {
                        records.Add(new Moderation { Application = application.Key, Stage = request.Stage, Trait = trait, Moderator = who, AskedBy = request.By, AskedAt = clock.GetUtcNow() });
                        asked++;
                    }
                }

                return new Outcome(asked, needed.Count - asked);
            }, stop);
        }
    }
}

/// <summary>A third person reads the answer, or the panel's notes, and gives a mark with a reason, which does not change any more.</summary>
public static class SettleMark
{
    public const int LongestReason = 1000;

    public sealed record Request(PersonId By, CohortId Cohort, string Code, int? Value, string? Reason);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Settled : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record SettledBefore : Outcome;

        public sealed record NoSuchMark : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string reason = (request.Reason ?? "").ReplaceLineEndings("\n").Trim();
            var mistakes = new List<(string Field, string Advice)>();
            if (request.Value is not (>= MarkRules.Lowest and <= MarkRules.Highest)) mistakes.Add(("value", "Choose a mark from 1 to 5."));
            if (reason.Length is 0 or > LongestReason) mistakes.Add(("reason", $"Say why, in at most {LongestReason} characters."));
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.MarkModerated, "a mark was settled by a third person"), async records =>
            {
                if (!await AccountsDoor.AssessesAsync(records, clock, request.By, new(request.Cohort.Value))) return new Outcome.NoSuchMark();
                if ((await OwnMarkings.ModerationsAsync(records, request.By, request.Cohort, stop)).Find(m => Marking.CodeOf(store.Key, m.Application, request.By, m.Question) == request.Code) is not { } one) return new Outcome.NoSuchMark();
                if (one.SettledAt is not null) return new Outcome.SettledBefore();
                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                (one.Value, one.SealedReason, one.SettledAt) = (request.Value, one.Seal(store.Key, reason), clock.GetUtcNow());
                return new Outcome.Settled();
            }, stop);
        }
    }
}

/// <summary>What a third person needs in order to settle a mark.</summary>
public static class ReadMarkToSettle
{
    public sealed record Request(PersonId By, CohortId Cohort, string Code);

    /// <param name="Value">Null while the third person is not to see it.</param>
    public sealed record Given(int? Value, string? Comment);

    /// <param name="Text">What was written, covered; null for an interview, of which the panel's notes tell.</param>
    /// <param name="Marked">How many others have marked it.</param>
    /// <param name="IsBlind">What the others gave is shown once the own mark is locked; of an interview the panel's notes are shown before.</param>
    /// <param name="CountsAlone">In place of the others'; else all count alike.</param>
    public sealed record Shown(Rubric.Trait Trait, string? Text, int Marked, IReadOnlyList<Given> Given, int? Value, string? Reason, bool IsBlind, bool CountsAlone);

    public sealed class Handler(Store store)
    {
        public Task<Shown?> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync<Shown?>(async records =>
        {
            if ((await OwnMarkings.ModerationsAsync(records, request.By, request.Cohort, stop)).Find(m => Marking.CodeOf(store.Key, m.Application, request.By, m.Question) == request.Code) is not { } one) return null;
            var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == request.Cohort, stop);
            var masked = one.Stage is MarkingStage.Reading ? await records.Set<MaskedAnswer>().SingleOrDefaultAsync(m => m.Application == one.Application && m.Question == one.Trait, stop) : null;
            if (one.Stage is MarkingStage.Reading && masked is null) return null;
            var marks = await records.Set<Mark>().Where(m => m.Application == one.Application && m.Stage == one.Stage && m.Trait == one.Trait).OrderBy(m => m.Value).ToListAsync(stop);
            var policy = Moderations.PolicyOf(one, await records.Set<SelectionRule>().SingleOrDefaultAsync(r => r.Cohort == cohort.Id, stop));
            bool isHidden = policy.ThirdIsBlind && one.Value is null;
            // Notes come in no order that would tell which mark is theirs.
            var given = isHidden ? marks.Where(_ => one.Stage is MarkingStage.Interview).Select(m => new Given(null, m.Comment(store.Key))).OrderBy(g => g.Comment, StringComparer.Ordinal) : marks.Select(m => new Given(m.Value, m.Comment(store.Key)));
            return new(Rubric.Named(cohort.ReadShape().Rubric).Traits.Single(t => t.Code == one.Trait), masked?.Open(store.Key), marks.Count, [.. given], one.Value, one.Reason(store.Key), policy.ThirdIsBlind, policy.ThirdCountsAlone);
        });
    }
}
