using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>A participant says within a week how they found a module, their assignment or a meeting with their mentor; until then they can change it.</summary>
public static class AnswerReaction
{
    public const int LongestComment = 500;

    public sealed record Request(PersonId By, ParticipantId Participant, ReactionSubject About, IReadOnlyDictionary<string, int> Marks, string? Comment);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NotYours : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop) =>
            store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.EvaluationGiven, "a participant answered a form"), async records =>
            {
                if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant && p.Person == request.By, stop) is not { } one) return new Outcome.NotYours();
                if (!(await Occasions.ReadAsync(records, await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop), stop)).IsOpen(one.Id, request.About, London.Today(clock)))
                    return new Outcome.NotYet([("", "The form is for those who were there, on the last day and a week after.")]);
                var questions = ReactionQuestions.Of(request.About.Kind);
                string comment = ReactionQuestions.HasComment(request.About.Kind) ? (request.Comment ?? "").Trim() : "";
                var mistakes = questions.Where(q => !request.Marks.TryGetValue(q.Code, out int mark) || mark is < 1 or > 5).Select(q => (q.Code, "Choose a mark from 1 to 5.")).ToList();
                if (comment.Length > LongestComment) mistakes.Add(("comment", $"Use at most {LongestComment} characters."));
                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                byte[] answers = Reaction.Seal(store.Key, one.Id, new(questions.ToDictionary(q => q.Code, q => request.Marks[q.Code], StringComparer.Ordinal), comment));
                if (await records.Set<Reaction>().SingleOrDefaultAsync(r => r.Participant == one.Id && r.Kind == request.About.Kind && r.Number == request.About.Number, stop) is { } kept) kept.Sealed = answers;
                else records.Add(new Reaction { Participant = one.Id, Kind = request.About.Kind, Number = request.About.Number, Sealed = answers });
                return new Outcome.Done();
            }, stop);
    }
}

/// <summary>Somebody's own answers, and whether they can still be given.</summary>
public static class ReadReaction
{
    public sealed record Request(PersonId By, ParticipantId Participant, ReactionSubject About);

    /// <param name="Until">The last day to answer.</param>
    /// <param name="Marks">None where nothing was answered.</param>
    public sealed record One(ReactionSubject About, bool IsOpen, DateOnly? Until, IReadOnlyDictionary<string, int> Marks, string Comment);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>Null where it is not theirs, or there is no such thing.</returns>
        public Task<One?> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(async records =>
        {
            if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant && p.Person == request.By, stop) is not { } one) return null;
            var today = London.Today(clock);
            var occasions = await Occasions.ReadAsync(records, await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop), stop);
            var given = (await records.Set<Reaction>().SingleOrDefaultAsync(r => r.Participant == one.Id && r.Kind == request.About.Kind && r.Number == request.About.Number, stop))?.Open(store.Key);
            return given is null && !occasions.Of(one.Id).Contains(request.About) ? null
                : new One(request.About, occasions.IsOpen(one.Id, request.About, today), occasions.Until(one.Id, request.About, today), given?.Marks ?? [], given?.Comment ?? "");
        });
    }
}
