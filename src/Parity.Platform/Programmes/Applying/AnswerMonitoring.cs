using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// An applicant answers, or does not, what is asked for equality monitoring. No answer is needed, "prefer not to say" is
/// one, and nothing that decides about the applicant can read any of them.
/// </summary>
public static class AnswerMonitoring
{
    public const string PreferNotToSay = "X1";

    /// <param name="Answers">Codes by question; what is not asked is left out.</param>
    public sealed record Request(PersonId By, ProgrammeApplicationId Application, IReadOnlyDictionary<string, string> Answers);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Done : Outcome;

        public sealed record NoSuchApplication : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            if (!await store.ReadAsync(records => records.Set<Application>().AnyAsync(a => a.Id == request.Application && a.Person == request.By, stop))) return new Outcome.NoSuchApplication();
            var answers = MonitoringQuestions.Kept(request.Answers);
            var subject = MonitoringAnswers.SubjectOf(store.Key, request.Application);
            // Whose answers were deleted is told by the mark of the list of erasures alone: a backup that is put back must not bring them back.
            var (kind, why) = answers.Count > 0
                ? (ChangeKind.MonitoringAnswered, "somebody answered for equality monitoring")
                : (ChangeKind.MonitoringTakenBack, Erasure.ReasonOf(store.Key, "somebody took back what they answered for equality monitoring", MonitoringAnswers.ErasedFor(request.Application)));
            return await store.WriteAsync<Outcome>(new Change(new Actor.TheSystem("monitoring"), kind, why), async records =>
            {
                var cohort = await records.Set<Application>().Where(a => a.Id == request.Application).Select(a => a.Cohort).SingleAsync(stop);
                var kept = await records.Set<MonitoringAnswers>().SingleOrDefaultAsync(m => m.Subject == subject, stop);
                if (answers.Count == 0)
                {
                    if (kept is not null) records.Remove(kept);
                    return new Outcome.Done();
                }

                var sealedAnswers = MonitoringAnswers.Seal(store.Key, subject, answers);
                if (kept is null) records.Add(new MonitoringAnswers { Subject = subject, Cohort = cohort, Sealed = sealedAnswers, SavedOn = London.Today(clock) });
                else (kept.Sealed, kept.SavedOn) = (sealedAnswers, London.Today(clock));
                return new Outcome.Done();
            }, stop);
        }
    }
}
