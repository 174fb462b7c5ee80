using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes.Model;

/// <summary>What programmes led to by the end of a quarter, counted from records and let through the release gate as a whole.</summary>
internal static class OutcomeCount
{
    /// <param name="earlier">Earlier quarters: nothing small follows from setting them beside this one.</param>
    public static async Task<OutcomeCells> OfAsync(Records records, MasterKey key, DateOnly asAt, ParticipationPolicy policy, IReadOnlyList<QuarterLedger> earlier, CancellationToken stop)
    {
        bool IsTold(DateTimeOffset? at) => at is { } moment && London.DayOf(moment) <= asAt;
        var cohorts = await FinishedAsync(records, asAt, stop);
        var ids = cohorts.ConvertAll(c => c.Id);
        var ends = await EndsAsync(records, cohorts, stop);
        var people = (await records.Set<Participant>().Where(p => p.StartedOn != null).ToListAsync(stop)).FindAll(p => ids.Contains(p.Cohort));
        var done = people.FindAll(HasCompleted);
        bool HasEnded(Participant one) => one.EndedOn <= asAt;
        bool HasCompleted(Participant one) => one.Completed && HasEnded(one);
        var answered = (await records.Set<FollowUp>().Where(f => f.AnsweredOn <= asAt).ToListAsync(stop)).ToLookup(f => f.Participant);
        var moves = (await records.Set<CareerMove>().Where(m => m.ToldOn <= asAt).ToListAsync(stop)).ToLookup(m => m.Participant);
        var civic = (await records.Set<CivicRoleTaken>().Where(r => r.ToldOn <= asAt).Select(r => r.Participant).ToListAsync(stop)).ToHashSet();
        var forms = (await records.Set<Evaluation>().ToListAsync(stop)).Where(e => IsTold(e.AnsweredAt)).ToDictionary(e => (e.Participant, e.Moment), e => JsonSerializer.Deserialize(OwnPlan.Open(key, e.Participant, e.Sealed), EvaluationJson.Default.DictionaryStringInt32)!);

        const string Silent = OutcomeCells.Silent;
        var cells = new OutcomeCells(policy.SmallestShown);
        // What everybody can know: who completed is known with the end, and forms are open for so many days.
        string? AfterForms(CohortId cohort, IReadOnlyList<int> months) =>
            FollowUpPlan.DueBy(ends[cohort], asAt, months).Select(m => (int?)m).LastOrDefault() is { } last && IsOver(ends[cohort], last, asAt, policy) ? $"after {last}" : null;
        string? Settled(string family, CohortId cohort) => family is "completed" ? "ended" : AfterForms(cohort, family is "confidence" or "capability" ? [0] : policy.FollowUpMonths);
        void Add(string family, string[] parts, string[][] told, IEnumerable<Participant> whose, Func<Participant, string> partOf, Func<CohortId, string, bool>? never = null, bool isOfCohorts = true) =>
            cells.Add(family, parts, [.. whose.Select(p => (p.Cohort, p.Person, partOf(p)))], ids, found => parts.First(found.Contains), told, cohort => Settled(family, cohort), never, isOfCohorts);
        static bool NobodyIsSilent(CohortId cohort, string part) => part == Silent;
        static string[] Share(string part) => [OutcomeCells.Whole, Silent, part];
        // The running totals are worth telling alone; every other figure is a share.
        Add("completed", ["completed", "left", Silent], [["completed"], Share("completed")], people, p => HasCompleted(p) ? "completed" : HasEnded(p) ? "left" : Silent);
        Add("role", ["promoted", "for-a-time", "no", Silent], [["promoted"], Share("promoted"), Share("for-a-time")], done, p => moves[p.Id].Any(m => m.Kind is CareerMoveKind.Promotion) ? "promoted"
            : !answered[p.Id].Any() ? Silent : moves[p.Id].Any(m => m.Kind is CareerMoveKind.ActingUp or CareerMoveKind.Secondment) ? "for-a-time" : "no");
        Add("confirmed", ["confirmed", "told", Silent], [Share("confirmed")], done.Where(p => moves[p.Id].Any(m => m.Kind is CareerMoveKind.Promotion)), p => moves[p.Id].Any(m => m.Kind is CareerMoveKind.Promotion && m.IsSo is true && m.AnsweredOn <= asAt) ? "confirmed" : "told", NobodyIsSilent);
        Add("civic", ["yes", "no", Silent], [Share("yes")], done, p => civic.Contains(p.Id) ? "yes" : answered[p.Id].Any() ? "no" : Silent);
        Add("confidence", ["yes", "no", Silent], [Share("yes")], done, p => Rise(forms, p.Id, q => q == EvaluationQuestions.Confidence));
        Add("capability", ["yes", "no", Silent], [Share("yes")], done, p => Rise(forms, p.Id, q => q != EvaluationQuestions.Confidence));
        Add("employer", ["same", "another", Silent], [Share("same")], done, p => answered[p.Id].MaxBy(f => f.Months) is not { } newest ? Silent : newest.SameEmployer is true ? "same" : "another");
        var grid = policy.FollowUpMonths;
        string[] times = [.. grid.Select(m => $"happened-{m}"), .. grid.Select(m => $"lost-{m}")];
        Add("time", times, [times], done, p => FollowedTo(p, moves[p.Id], answered[p.Id], grid), isOfCohorts: false);
        string[] ofThoseDone = ["role", "civic", "confidence", "capability", "employer", "time"];
        foreach (string family in ofThoseDone) cells.Tie(ids, [(family, OutcomeCells.Whole)], ("completed", "completed"));
        cells.Tie(ids, [.. grid.Select(m => ("time", $"happened-{m}"))], ("role", "promoted"));
        // Who was never heard of is followed to the end of the programme, and so is whoever answered only then.
        cells.Tie(ids, [("role", Silent)], ("time", $"lost-{grid[0]}"), atMost: true);
        cells.Tie(ids, [("confirmed", OutcomeCells.Whole)], ("role", "promoted"));
        cells.Tie(ids, [("civic", Silent)], ("role", Silent));
        cells.Tie(ids, [("employer", Silent)], ("role", Silent));
        cells.Tie(ids, [("capability", Silent)], ("confidence", Silent));
        cells.Beside(earlier);
        cells.Protect(policy, stop);
        return cells;
    }

    /// <summary>Nobody of a cohort that ended on that day can answer this follow-up any more.</summary>
    public static bool IsOver(DateOnly endedOn, int months, DateOnly asAt, ParticipationPolicy policy) => FollowUpPlan.DueOn(endedOn, months).AddDays(policy.FollowUpOpenDays) < asAt;

    /// <summary>The day on which the last of a cohort completed it; the day on which it was closed where nobody did.</summary>
    public static async Task<Dictionary<CohortId, DateOnly>> EndsAsync(Records records, IReadOnlyList<Cohort> finished, CancellationToken stop)
    {
        var last = await records.Set<Participant>().Where(p => p.Completed && p.EndedOn != null).GroupBy(p => p.Cohort).Select(g => new { g.Key, EndedOn = g.Max(p => p.EndedOn) }).ToDictionaryAsync(g => g.Key, g => g.EndedOn!.Value, stop);
        return finished.ToDictionary(c => c.Id, c => last.TryGetValue(c.Id, out var day) ? day : London.DayOf(c.FinishedAt!.Value));
    }

    /// <summary>Cohorts that were finished by then, in the order in which they began.</summary>
    public static async Task<List<Cohort>> FinishedAsync(Records records, DateOnly asAt, CancellationToken stop) =>
        (await records.Set<Cohort>().Where(c => c.FinishedAt != null).OrderBy(c => c.StartsOn).ThenBy(c => c.Id).ToListAsync(stop)).FindAll(c => London.DayOf(c.FinishedAt!.Value) <= asAt);

    private static string Rise(Dictionary<(ParticipantId, EvaluationMoment), Dictionary<string, int>> forms, ParticipantId id, Func<string, bool> which) =>
        forms.TryGetValue((id, EvaluationMoment.Before), out var before) && forms.TryGetValue((id, EvaluationMoment.After), out var after)
            ? after.Where(a => which(a.Key)).Sum(a => a.Value) > before.Where(b => which(b.Key)).Sum(b => b.Value) ? "yes" : "no" : OutcomeCells.Silent;

    /// <summary>Until the first permanent rise; else until the last answer, or the end of the programme for whoever never answered.</summary>
    private static string FollowedTo(Participant one, IEnumerable<CareerMove> moves, IEnumerable<FollowUp> answered, IReadOnlyList<int> grid)
    {
        var rises = moves.Where(m => m.Kind is CareerMoveKind.Promotion).Select(m => FollowUpPlan.MonthsUntil(one.EndedOn!.Value, m.OnDay)).Order().ToList();
        if (rises.Count > 0) return $"happened-{grid.FirstOrDefault(g => g >= rises[0], grid[^1])}";
        return $"lost-{answered.Select(f => f.Months).DefaultIfEmpty(0).Max()}";
    }
}
