using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Keeps a part of a draft. Any part may be left unfinished and taken up again until the window closes.</summary>
public static class SaveApplication
{
    public const int LongestJob = 1000;

    /// <summary>The levels a programme of this kind is for, as bands of the return format.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["team-leader", "middle-manager"];

    public abstract record Part
    {
        private Part() { }

        /// <param name="Employer">An organisation of the partnership; null with <paramref name="Elsewhere"/> for another or none.</param>
        public sealed record Work(string? Level, OrganisationId? Employer, EmployerStanding? Elsewhere, string? Job, ApplicationRoute? Route) : Part;

        /// <param name="Texts">By the code of the trait; an empty one takes the answer back.</param>
        public sealed record Questions(IReadOnlyDictionary<string, string> Texts) : Part;
    }

    public sealed record Request(PersonId By, ProgrammeApplicationId Application, Part Part);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Saved : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        /// <summary>It was sent, or the window is over.</summary>
        public sealed record Closed : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var now = clock.GetUtcNow();
            return store.WriteAsync(new Change(new Actor.OfApplication(request.Application.Value), ChangeKind.ApplicationSaved, "a part of a draft was kept"), async records =>
            {
                if (await records.Set<Application>().SingleOrDefaultAsync(a => a.Id == request.Application && a.Person == request.By, stop) is not { } one) return new Outcome.NoSuchApplication();
                var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == one.Cohort, stop);
                if (one.State is not ApplicationState.Draft || !cohort.ReadTimeline().Window.IsOpenAt(now)) return new Outcome.Closed();
                return request.Part switch
                {
                    Part.Work work => await KeepWorkAsync(records, one, work, stop),
                    Part.Questions questions => await KeepAnswersAsync(records, one, Rubric.Named(cohort.ReadShape().Rubric), questions, stop),
                    _ => throw new InvalidOperationException("A part without its keeping."),
                };
            }, stop);
        }

        private async Task<Outcome> KeepWorkAsync(Records records, Application one, Part.Work work, CancellationToken stop)
        {
            var mistakes = new List<(string Field, string Advice)>();
            string job = (work.Job ?? "").Trim();
            EmployerStanding? standing = work.Employer is { } at ? await Employers.StandingAsync(records, at, London.Today(clock), stop) : work.Elsewhere is EmployerStanding.Elsewhere or EmployerStanding.None ? work.Elsewhere : null;
            if (work.Level is { Length: > 0 } && !Levels.Contains(work.Level)) mistakes.Add(("level", "Choose the level that is nearest to yours."));
            if (job.Length > LongestJob) mistakes.Add(("job", $"Use at most {LongestJob} characters."));
            if (standing is { } known && work.Route is { } route && !ApplicationRoutes.For(known).Contains(route))
                mistakes.Add(("route", known is EmployerStanding.None ? "Choose the way without an employer." : "Choose a way that is open to staff of your employer."));
            if (mistakes.Count > 0) return new Outcome.NotYet(mistakes);
            (one.Level, one.Employer, one.Standing, one.Route) = (work.Level is { Length: > 0 } level ? level : null, work.Employer, standing, work.Route);
            await KeepAsync(records, one.Id, Answer.Job, job, stop);
            return new Outcome.Saved();
        }

        private async Task<Outcome> KeepAnswersAsync(Records records, Application one, Rubric rubric, Part.Questions questions, CancellationToken stop)
        {
            int longest = ProgrammePolicy.InForceOn(London.Today(clock)).LongestAnswer;
            var given = rubric.Traits.Where(t => questions.Texts.ContainsKey(t.Code)).Select(t => (t.Code, Text: questions.Texts[t.Code].ReplaceLineEndings("\n").Trim())).ToList();
            if (given.Where(g => g.Text.Length > longest).ToList() is { Count: > 0 } tooLong) return new Outcome.NotYet(tooLong.ConvertAll(g => (g.Code, $"Shorten this answer by {g.Text.Length - longest} characters: {longest} are read.")));
            foreach (var (code, text) in given) await KeepAsync(records, one.Id, code, text, stop);
            return new Outcome.Saved();
        }

        private async Task KeepAsync(Records records, ProgrammeApplicationId application, string question, string text, CancellationToken stop)
        {
            var kept = await records.Set<Answer>().SingleOrDefaultAsync(a => a.Application == application && a.Question == question, stop);
            if (text.Length == 0)
            {
                if (kept is not null) records.Remove(kept);
                return;
            }

            var sealedText = Answer.Seal(store.Key, application, question, text);
            if (kept is null) records.Add(new Answer { Application = application, Question = question, Sealed = sealedText, SavedAt = clock.GetUtcNow() });
            else if (kept.Open(store.Key) != text) (kept.Sealed, kept.SavedAt) = (sealedText, clock.GetUtcNow());
        }
    }
}
