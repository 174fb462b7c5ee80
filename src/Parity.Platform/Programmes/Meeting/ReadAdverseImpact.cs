using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Parity.Indicators;
using Parity.Indicators.Selection;
using Parity.Platform.Accounts;
using Parity.Platform.Foundation;
using Parity.Platform.Programmes.Model;
using Parity.Platform.Programmes.Rules;
using Parity.Platform.Storage;

namespace Parity.Platform.Programmes;

/// <summary>
/// How groups fared at each stage, from monitoring answers: once every outcome of the cohort has been told, and never one
/// by one. Answers and stages meet here in memory alone, by the keyed hash; what leaves are counts that are large enough,
/// so that nothing about a person can be taken from them. They are counted once, when somebody first looks, and shown so ever
/// after: a second count would tell of whoever moved in between. Nothing that decides can read this.
/// </summary>
public static class ReadAdverseImpact
{
    public const string NotAnswered = "not-answered";

    private static readonly string[] BroadGroups = ["A", "B", "M", "W", "O"];

    public sealed record Request(PersonId By, CohortId Cohort);

    public abstract record Outcome
    {
        private Outcome() { }

        /// <param name="CountedOn">The day on which somebody looked first.</param>
        public sealed record Shown(IReadOnlyList<Question> Questions, int Applied, int Smallest, DateOnly CountedOn) : Outcome;

        /// <summary>Something is not decided or not told yet.</summary>
        public sealed record NotToldYet : Outcome;

        /// <summary>The inventory does not give the purpose: nothing was opened.</summary>
        public sealed record UseRefused : Outcome;

        public sealed record NoSuchCohort : Outcome;
    }

    /// <param name="Code">As in <see cref="MonitoringQuestions"/>.</param>
    public sealed record Question(string Code, IReadOnlyList<Step> Steps);

    /// <param name="Hidden">Groups with people at this step that are not shown.</param>
    public sealed record Step(SelectionStep To, IReadOnlyList<Group> Groups, int Hidden);

    /// <summary>A group beside everybody else at one step.</summary>
    /// <param name="Ratio">The lower rate over the higher.</param>
    /// <param name="P">How often chance alone would do as much or more.</param>
    public sealed record Group(string Code, int Through, int Of, double Low, double High, double OthersRate, double Ratio, bool BelowFourFifths, double P);

    public sealed class Handler(Store store, TimeProvider clock)
    {
        public async Task<Outcome> HandleAsync(Request request, CancellationToken stop)
        {
            var (found, isKept) = await store.ReadAsync(records => ReadAsync(records, request, stop));
            if (isKept || found is not Outcome.Shown counted) return found;
            return await store.WriteAsync<Outcome>(new(new Actor.Someone(request.By), ChangeKind.GroupsCounted, "how groups of a cohort fared was counted, once"), async records =>
            {
                if (!await AccountsDoor.RunsProgrammesAsync(records, clock, request.By)) return new Outcome.NoSuchCohort();
                // Somebody else may have looked meanwhile: what they saw is what everybody sees.
                if (await KeptAsync(records, request.Cohort, stop) is { } before) return before;
                records.Add(new ShownGroups { Cohort = request.Cohort, CountedAt = clock.GetUtcNow(), Sealed = ShownGroups.Seal(store.Key, request.Cohort, JsonSerializer.SerializeToUtf8Bytes(counted, ShownGroupsJson.Default.Shown)) });
                return counted;
            }, stop);
        }

        private async Task<Outcome.Shown?> KeptAsync(Records records, CohortId cohort, CancellationToken stop) =>
            await records.Set<ShownGroups>().SingleOrDefaultAsync(g => g.Cohort == cohort, stop) is { } kept ? JsonSerializer.Deserialize(kept.Open(store.Key), ShownGroupsJson.Default.Shown) : null;

        private async Task<(Outcome Found, bool IsKept)> ReadAsync(Records records, Request request, CancellationToken stop)
        {
            if (!await records.Set<Cohort>().AnyAsync(c => c.Id == request.Cohort, stop)) return (new Outcome.NoSuchCohort(), false);
            var sent = await records.Set<Application>().Where(a => a.Cohort == request.Cohort && a.SentAt != null).Select(a => new { a.Id, a.State, a.Person }).ToListAsync(stop);
            bool undecided = sent.Count == 0 || sent.Exists(a => a.State is ApplicationState.Submitted or ApplicationState.Shortlisted or ApplicationState.Interviewed or ApplicationState.Reserve or ApplicationState.Offered)
                || await records.Set<Decision>().AnyAsync(d => d.ToldAt == null && d.ReplacedAt == null && records.Set<Application>().Any(a => a.Id == d.Application && a.Cohort == request.Cohort), stop);
            if (undecided) return (new Outcome.NotToldYet(), false);

            if (await Leave.AskAsync(store, new Actor.Someone(request.By), Purposes.GroupStatistics, request.Cohort.Value, stop, MonitoringAnswers.Kept) is not { } leave) return (new Outcome.UseRefused(), false);
            if (await KeptAsync(records, request.Cohort, stop) is { } kept) return (kept, true);
            var moves = (await records.Set<ApplicationMove>().Where(m => records.Set<Application>().Any(a => a.Id == m.Application && a.Cohort == request.Cohort)).Select(m => new { m.Application, m.ToState }).ToListAsync(stop)).ToLookup(m => m.Application, m => m.ToState);
            var answers = (await records.Set<MonitoringAnswers>().Where(m => m.Cohort == request.Cohort).ToListAsync(stop)).ToDictionary(m => Convert.ToHexString(m.Subject), m => m.Open(leave), StringComparer.Ordinal);
            var objecting = await AccountsDoor.ObjectingAsync(records, stop);
            var people = sent.ConvertAll(a => (Answers: objecting.Contains(a.Person) ? null : answers.GetValueOrDefault(Convert.ToHexString(MonitoringAnswers.SubjectOf(store.Key, a.Id))), Reached: StepsReached.By(a.State, moves[a.Id].ToHashSet())));
            var today = London.Today(clock);
            var policy = SelectionPolicy.InForceOn(today);
            return (new Outcome.Shown([.. MonitoringQuestions.All.Select(q => Ask(q.Code, people, policy, stop))], sent.Count, policy.SmallestShown, today), false);
        }

        private static Question Ask(string question, List<(Dictionary<string, string>? Answers, int Reached)> people, SelectionPolicy policy, CancellationToken stop)
        {
            var groups = people.GroupBy(p => GroupOf(question, p.Answers?.GetValueOrDefault(question)), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new GroupCounts(g.Key, [.. Enumerable.Range(0, 1 + StepsReached.OfSelection.Count).Select(stage => g.Count(p => p.Reached >= stage))])).ToList();
            var shown = GroupStages.Shown(groups, policy, stop);
            return new(question, [.. StepsReached.OfSelection.Select((to, step) => new Step(
                to, [.. groups.Where(g => shown[step].Contains(g.Group)).Select(g => Compare(g, groups, step))],
                groups.Count(g => g.Reached[step] > 0 && !shown[step].Contains(g.Group))))]);
        }

        private static Group Compare(GroupCounts one, List<GroupCounts> all, int step)
        {
            var (own, others) = (new Passed(one.Reached[step + 1], one.Reached[step]), new Passed(all.Where(g => g != one).Sum(g => g.Reached[step + 1]), all.Where(g => g != one).Sum(g => g.Reached[step])));
            var impact = AdverseImpact.Between(own, others, Normal.Z95)!;
            return new(one.Group, own.Through, own.Of, impact.OneInterval.Lower, impact.OneInterval.Upper, others.Rate, impact.Ratio, impact.BelowFourFifths, impact.P);
        }

        /// <summary>Broad ethnic groups: the eighteen would be too small to show.</summary>
        private static string GroupOf(string question, string? value) => value is null ? NotAnswered
            : question == "ethnicity" && value != AnswerMonitoring.PreferNotToSay ? BroadGroups.First(g => value.StartsWith(g, StringComparison.Ordinal)) : value;
    }
}

[JsonSerializable(typeof(ReadAdverseImpact.Outcome.Shown))]
internal sealed partial class ShownGroupsJson : JsonSerializerContext;
