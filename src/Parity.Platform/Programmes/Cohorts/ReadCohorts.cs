using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>Cohorts as the programme's team sees them, newest first.</summary>
public static class ReadCohorts
{
    public sealed record Request(CohortId? Only = null);

    /// <param name="What">Which days and places were changed; null where it was the window.</param>
    public sealed record Extension(DateTimeOffset WasOverAt, DateTimeOffset OverAt, string? What, string Reason, DateTimeOffset At);

    /// <param name="Counts">How many applications stand where.</param>
    /// <param name="Pending">Decisions that have not been told.</param>
    /// <param name="IsLate">The day on which outcomes were to be told at the latest is past.</param>
    /// <param name="Outside">Times for interviews to come that lie on none of the cohort's days for interviews, since these were changed.</param>
    /// <param name="IsCaseKept">False once nothing of the case is kept any more.</param>
    public sealed record Listed(
        CohortId Id, string Code, string Title, string Summary, ActionCaseId ActionCase, ProgrammeShape Shape, int Places, bool IsHistory, Timeline Dates, CohortStage Stage,
        IReadOnlyList<RuleFault> Faults, IReadOnlyList<Extension> Extensions, IReadOnlyDictionary<ApplicationState, int> Counts, int Pending, bool IsLate, IReadOnlyList<DateTimeOffset> Outside, Workshop? Workshop, bool IsCaseKept)
    {
        public int Taken => Counts.Where(c => ApplicationMoves.TakesPlace(c.Key)).Sum(c => c.Value);

        /// <summary>Who has applied and has heard neither of a place nor of none.</summary>
        public int Waiting => Counts.Where(c => c.Key is ApplicationState.Submitted or ApplicationState.Shortlisted or ApplicationState.Interviewed).Sum(c => c.Value);

        /// <summary>Applicants were promised to hear by a day that is past.</summary>
        public bool IsOverdue => IsLate && (Pending > 0 || Waiting > 0);

        public int Sent => Counts.Where(c => c.Key is not (ApplicationState.Draft or ApplicationState.NotSent)).Sum(c => c.Value);
    }

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<IReadOnlyList<Listed>> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync<IReadOnlyList<Listed>>(async records =>
        {
            var asked = records.Set<Cohort>().Where(c => request.Only == null || c.Id == request.Only);
            var cohorts = await asked.OrderByDescending(c => c.OpensAt).ToListAsync(stop);
            var counts = (await records.Set<Application>().Where(a => asked.Any(c => c.Id == a.Cohort)).GroupBy(a => new { a.Cohort, a.State })
                .Select(g => new { g.Key.Cohort, g.Key.State, Count = g.Count() }).ToListAsync(stop)).ToLookup(g => g.Cohort);
            var pending = await (
                from decision in records.Set<Decision>()
                join application in records.Set<Application>() on decision.Application equals application.Id
                where decision.ToldAt == null && decision.ReplacedAt == null && asked.Any(c => c.Id == application.Cohort)
                group decision by application.Cohort into one
                select new { Cohort = one.Key, Count = one.Count() }).ToDictionaryAsync(g => g.Cohort, g => g.Count, stop);
            var extensions = (await records.Set<WindowChange>().Where(w => asked.Any(c => c.Id == w.Cohort)).OrderBy(w => w.At).ToListAsync(stop)).ToLookup(w => w.Cohort);
            var cases = await records.Set<ActionCase>().Where(a => asked.Any(c => c.ActionCase == a.Id)).ToDictionaryAsync(a => a.Id, stop);
            var now = clock.GetUtcNow();
            var times = (await records.Set<InterviewSlot>().Where(s => s.CancelledAt == null && s.StartsAt > now && asked.Any(c => c.Id == s.Cohort)).OrderBy(s => s.StartsAt).Select(s => new { s.Cohort, s.StartsAt }).ToListAsync(stop)).ToLookup(s => s.Cohort, s => s.StartsAt);
            return cohorts.ConvertAll(c => new Listed(
                c.Id, c.Code, c.Title, c.Summary, c.ActionCase, c.ReadShape(), c.Places, c.IsHistory, c.ReadTimeline(), c.StageAt(now), [.. c.Faults(), .. FrozenBy(cases[c.ActionCase], c, now)],
                [.. extensions[c.Id].Select(w => new Extension(w.WasOverAt, w.OverAt, w.What, w.Reason, w.At))],
                counts[c.Id].ToDictionary(g => g.State, g => g.Count), pending.GetValueOrDefault(c.Id), !c.IsHistory && London.DayOf(now) > c.OutcomesOn,
                [.. times[c.Id].Where(at => London.DayOf(at) < c.InterviewsFrom || London.DayOf(at) > c.InterviewsUntil)], c.ReadWorkshop(), cases[c.ActionCase].Owner is not null));
        });

        private static IEnumerable<RuleFault> FrozenBy(ActionCase one, Cohort cohort, DateTimeOffset now) => cohort.IsHistory || cohort.OverAt <= now || one.LetsOpen(cohort.OpensAt)
            ? [] : [new("case-over", "", "The positive-action case has ended or is due for review. The window does not open before that is settled.")];
    }
}

/// <summary>What everybody may know of cohorts: never how many have applied.</summary>
public static class ReadOpenings
{
    /// <param name="Code">As in the address; null for all that are open or still to open.</param>
    public sealed record Request(string? Code = null);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public Task<List<Opening>> HandleAsync(Request request, CancellationToken stop) => store.ReadAsync(records =>
        {
            var now = clock.GetUtcNow();
            return Openings.OfAsync(records, records.Set<Cohort>().Where(c => request.Code == null ? c.OverAt > now : c.Code == request.Code), now, stop);
        });
    }
}

/// <summary>The shapes a cohort can have, with what contradicts itself in them.</summary>
public static class ReadShapes
{
    /// <summary>The marking scheme that shapes made here have.</summary>
    public const string RubricCode = "five-traits";

    /// <param name="IsOwn">It was made here and did not come with the program.</param>
    /// <param name="IsUsed">A cohort has it.</param>
    public sealed record Listed(ProgrammeShape Shape, bool IsOwn, bool IsUsed, IReadOnlyList<RuleFault> Faults);

    public sealed class Handler(Store store)
    {
        public Task<IReadOnlyList<Listed>> HandleAsync(CancellationToken stop) => store.ReadAsync<IReadOnlyList<Listed>>(async records =>
        {
            var own = (await records.Set<OwnShape>().OrderBy(s => s.Code).ThenBy(s => s.Version).ToListAsync(stop)).ConvertAll(s => ProgrammeShape.FromJson(s.Shape));
            var used = (await records.Set<Cohort>().Select(c => c.Shape).ToListAsync(stop)).Select(ProgrammeShape.FromJson).Select(s => (s.Code, s.Version)).ToHashSet();
            return [.. ShapesOnFile.All.Select(s => (Shape: s, IsOwn: false)).Concat(own.Select(s => (Shape: s, IsOwn: true))).Select(s => new Listed(s.Shape, s.IsOwn, used.Contains((s.Shape.Code, s.Shape.Version)), ShapeFaults.Of(s.Shape)))];
        });
    }
}
