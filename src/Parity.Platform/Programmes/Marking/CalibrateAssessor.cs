using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// An assessor marks sample answers and then sees the agreed marks and why. Who agrees often enough may mark; who does
/// not may try again. Every try is kept.
/// </summary>
public static class CalibrateAssessor
{
    /// <param name="Marks">By the code of the sample.</param>
    public sealed record Request(PersonId By, CohortId Cohort, IReadOnlyDictionary<string, int> Marks);

    public abstract record Outcome
    {
        private Outcome() { }

        public sealed record Marked(bool Passed, int Hits, int Samples) : Outcome;

        public sealed record NotYet(IReadOnlyList<(string Field, string Advice)> Mistakes) : Outcome;

        public sealed record NoSuchCohort : Outcome;
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var policy = SelectionPolicy.InForceOn(London.Today(clock));
            return store.WriteAsync<Outcome>(new Change(new Actor.Someone(request.By), ChangeKind.AssessorCalibrated, "an assessor marked samples"), async records =>
            {
                if (!await AccountsDoor.AssessesAsync(records, clock, request.By, new(request.Cohort.Value))) return new Outcome.NoSuchCohort();
                if (await records.Set<Assessor>().SingleOrDefaultAsync(a => a.Cohort == request.Cohort && a.Person == request.By && a.EndedAt == null, stop) is not { } one) return new Outcome.NoSuchCohort();
                var cohort = await records.Set<Cohort>().SingleAsync(c => c.Id == request.Cohort, stop);
                var samples = CalibrationSet.For(cohort.ReadShape().Rubric).Samples;
                var missing = samples.Where(s => request.Marks.GetValueOrDefault(s.Code) is < MarkRules.Lowest or > MarkRules.Highest).ToList();
                if (missing.Count > 0) return new Outcome.NotYet([.. missing.Select(s => (s.Code, "Give this sample a mark from 1 to 5."))]);
                int hits = samples.Count(s => Math.Abs(request.Marks[s.Code] - s.Agreed) <= policy.CalibrationWithin);
                bool passed = hits >= policy.CalibrationShare * samples.Count;
                records.Add(new Calibration
                {
                    Id = TypedId.NewValue(clock),
                    Cohort = one.Cohort,
                    Assessor = one.Person,
                    At = clock.GetUtcNow(),
                    Marks = string.Join(' ', samples.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Code}={request.Marks[s.Code]}"))),
                    Hits = hits,
                    Samples = samples.Count,
                    Passed = passed,
                });
                if (passed) one.CalibratedAt ??= clock.GetUtcNow();
                return new Outcome.Marked(passed, hits, samples.Count);
            }, stop);
        }
    }
}
