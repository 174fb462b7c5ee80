using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Accounts.Contract;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>An assessor marks one answer of somebody they do not know.</summary>
public static class MarkAnswer
{
    public const int LongestComment = 1000;

    /// <param name="Code">What stands for the answer in the assessor's addresses.</param>
    public sealed record Request(PersonId By, CohortId Cohort, string Question, string Code, int? Value, string? Comment);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Marked : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record Locked : Outcome;

        public sealed record NoSuchAnswer : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            string comment = (request.Comment ?? "").ReplaceLineEndings("\n").Trim();
            var mistakes = new List<(string Field, string Advice)>();
            if (request.Value is not (>= MarkRules.Lowest and <= MarkRules.Highest)) mistakes.Add(("value", "Choose a mark from 1 to 5."));
            if (comment.Length is 0 or > LongestComment) mistakes.Add(("comment", $"Say in a sentence what earned the mark, in at most {LongestComment} characters."));
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.MarkSaved, "an answer was marked"), async records =>
            {
                if (!await AccountsDoor.AssessesAsync(records, clock, request.By, new(request.Cohort.Value))) return new Outcome.NoSuchAnswer();
                if (await OwnMarkings.FindAsync(records, store.Key, request.By, request.Cohort, request.Question, request.Code, stop) is not { } one) return new Outcome.NoSuchAnswer();
                if (one.LockedAt is not null) return new Outcome.Locked();
                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                var mark = await records.Set<Mark>().SingleOrDefaultAsync(m => m.Application == one.Application && m.Assessor == one.Assessor && m.Stage == one.Stage && m.Trait == request.Question, stop);
                if (mark is null)
                {
                    mark = new Mark { Application = one.Application, Assessor = one.Assessor, Stage = one.Stage, Trait = request.Question, Value = request.Value!.Value, SavedAt = clock.GetUtcNow() };
                    records.Add(mark);
                }

                (mark.Value, mark.SealedComment, mark.SavedAt) = (request.Value!.Value, mark.Seal(store.Key, comment), clock.GetUtcNow());
                return new Outcome.Marked();
            }, stop);
        }
    }
}

/// <summary>
/// An assessor locks every application of which all answers are marked. Locked marks never change; from then on the
/// others' can be seen, once theirs are locked too.
/// </summary>
public static class LockMarks
{
    public sealed record Request(PersonId By, CohortId Cohort);

    /// <param name="Left">Applications of which an answer is not marked yet.</param>
    public sealed record Outcome(int Locked, int Left);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>Null where they assess for no such cohort.</returns>
        public Task<Outcome?> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome?>(new Change(new Actor.Someone(request.By), ChangeKind.MarksLocked, "marks were locked"), async records =>
            {
                if (!await AccountsDoor.AssessesAsync(records, clock, request.By, new(request.Cohort.Value))) return null;
                var open = (await OwnMarkings.OfAsync(records, request.By, request.Cohort, stop)).Where(m => m.LockedAt is null).ToList();
                if (open.Count == 0) return new Outcome(0, 0);
                var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == request.Cohort, stop);
                int traits = Rubric.Named(cohort.ReadShape().Rubric).Traits.Count;
                var marks = (await records.Set<Mark>().Where(m => m.Assessor == request.By && m.Stage == MarkingStage.Reading).ToListAsync(stop)).ToLookup(m => m.Application);
                var whole = open.Where(m => marks[m.Application].Count() == traits).ToList();
                foreach (var one in whole) one.LockedAt = clock.GetUtcNow();
                return new Outcome(whole.Count, open.Count - whole.Count);
            }, stop);
    }
}

/// <summary>
/// An assessor steps back from an application: recused, because they know who wrote it or have another conflict, and
/// somebody else is given it at once; or abstaining, and nobody is.
/// </summary>
public static class StepBack
{
    public sealed record Request(PersonId By, CohortId Cohort, string Question, string Code, MarkingEnd? How);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="GivenOn">Somebody else has it now.</param>
        public sealed record Done(bool GivenOn) : Outcome;

        public sealed record NotYet(string Field, string Advice) : Outcome;

        public sealed record Locked : Outcome;

        public sealed record NoSuchAnswer : Outcome;
    }

    public sealed class Handler(Store store, AccountsDoor accounts, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (request.How is not (MarkingEnd.Recused or MarkingEnd.Abstained)) return new Outcome.NotYet("how", "Choose why you step back.");
            var people = (await accounts.AllAsync(stop)).ToDictionary(a => a.Id);
            string reason = request.How is MarkingEnd.Recused ? "an assessor recused themselves" : "an assessor abstained";
            return await store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.MarkingEnded, reason), async records =>
            {
                if (!await AccountsDoor.AssessesAsync(records, clock, request.By, new(request.Cohort.Value))) return new Outcome.NoSuchAnswer();
                if (await OwnMarkings.FindAsync(records, store.Key, request.By, request.Cohort, request.Question, request.Code, stop) is not { } one) return new Outcome.NoSuchAnswer();
                if (one.LockedAt is not null) return new Outcome.Locked();
                (one.EndedAt, one.EndedBy) = (clock.GetUtcNow(), request.How);
                records.RemoveRange(await records.Set<Mark>().Where(m => m.Application == one.Application && m.Assessor == one.Assessor && m.Stage == one.Stage).ToListAsync(stop));
                return new Outcome.Done(request.How is MarkingEnd.Recused && await GiveOnAsync(records, one, request.Cohort, people, stop));
            }, stop);
        }

        private async Task<bool> GiveOnAsync(Records records, Marking left, CohortId cohort, Dictionary<PersonId, Account> people, CancellationToken stop)
        {
            var desk = await MarkingDesk.AtAsync(records, store.Key, cohort, people, stop);
            // What has just ended is not written yet, and must not count.
            var waiting = desk.ToMark.Where(a => a.Application == left.Application.Value).Select(a => a with { Readers = [.. a.Readers.Where(r => r != left.Assessor)] }).ToList();
            var readers = desk.Readers.Select(r => r.Person == left.Assessor ? r with { SteppedBackFrom = r.SteppedBackFrom.Append(left.Application.Value).ToHashSet() } : r).ToList();
            if (desk.Rule is null || waiting.Count == 0) return false;
            // Those of the same employer count for the load, as when all are handed out.
            var beside = desk.ToMark.Where(a => a.Application != left.Application.Value);
            var given = HandOut.Of([.. waiting, .. beside], readers, desk.Rule.Readers, desk.Rule.OrderSeed).Single(h => h.Application == left.Application.Value).Given;
            foreach (var person in given) records.Add(new Marking { Application = left.Application, Assessor = person, Stage = MarkingStage.Reading, GivenAt = clock.GetUtcNow(), IsByHand = false });
            await NeutralLetter.SendAsync(records, store.Key, clock, $"marking {cohort} {NeutralLetter.Now(clock)}", given);
            return given.Count > 0;
        }
    }
}
