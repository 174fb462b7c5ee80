using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>A participant says within a week how they found a module; until then they can change it.</summary>
public static class AnswerReaction
{
    public const int LongestComment = 500;

    public sealed record Request(PersonId By, ParticipantId Participant, int Module, IReadOnlyDictionary<string, int> Marks, string? Comment);

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
                if (!ReactionWindow.IsOpen((await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop)).ReadShape(), request.Module, (await CohortDays.ReadAsync(records, one.Cohort, stop)).ModulesOf(one.Id), London.Today(clock)))
                    return new Outcome.NotYet([("", "The form is for those who were there, on the module's last day and a week after.")]);
                string comment = (request.Comment ?? "").Trim();
                var mistakes = ReactionQuestions.All.Where(q => !request.Marks.TryGetValue(q.Code, out int mark) || mark is < 1 or > 5).Select(q => (q.Code, "Choose a mark from 1 to 5.")).ToList();
                if (comment.Length > LongestComment) mistakes.Add(("comment", $"Use at most {LongestComment} characters."));
                if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
                byte[] answers = Reaction.Seal(store.Key, one.Id, new(ReactionQuestions.All.ToDictionary(q => q.Code, q => request.Marks[q.Code], StringComparer.Ordinal), comment));
                if (await records.Set<Reaction>().SingleOrDefaultAsync(r => r.Participant == one.Id && r.Module == request.Module, stop) is { } kept) kept.Sealed = answers;
                else records.Add(new Reaction { Participant = one.Id, Module = request.Module, Sealed = answers });
                return new Outcome.Done();
            }, stop);
    }
}

/// <summary>Somebody's own answers about a module, and whether they can still be given.</summary>
public static class ReadReaction
{
    public sealed record Request(PersonId By, ParticipantId Participant, int Module);

    /// <param name="Until">The last day to answer.</param>
    /// <param name="Marks">None where nothing was answered.</param>
    public sealed record One(int Module, string Title, bool IsOpen, DateOnly? Until, IReadOnlyDictionary<string, int> Marks, string Comment);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        /// <returns>Null where it is not theirs, or there is no such module.</returns>
        public Task<One?> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(async records =>
        {
            if (await records.Set<Participant>().SingleOrDefaultAsync(p => p.Id == request.Participant && p.Person == request.By, stop) is not { } one) return null;
            var shape = (await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop)).ReadShape();
            var modules = shape.Modules;
            if (request.Module < 1 || request.Module > modules.Count) return null;
            var days = (await CohortDays.ReadAsync(records, one.Cohort, stop)).ModulesOf(one.Id);
            var given = (await records.Set<Reaction>().SingleOrDefaultAsync(r => r.Participant == one.Id && r.Module == request.Module, stop))?.Open(store.Key);
            return new One(request.Module, modules[request.Module - 1].Title, ReactionWindow.IsOpen(shape, request.Module, days, London.Today(clock)), ReactionWindow.Until(shape, request.Module, days), given?.Marks ?? [], given?.Comment ?? "");
        });
    }
}
