using System.Globalization;
using Parity.Disclosure;
using CountKey = (string Family, Parity.Platform.Programmes.CohortId? Cohort, string Part);

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// The counts of outcomes as one system that is protected together: every figure is a part of a whole, and every cohort a
/// part of all, so nothing that is withheld can be worked out by subtraction; nor by setting quarters beside each other,
/// once earlier ones are entered. Figures are let out one after the other, each with all its counts or with none.
/// </summary>
internal sealed class OutcomeCells(int smallest)
{
    private readonly Dictionary<CountKey, int> numbers = [];
    private readonly List<(CountKey? Key, long Value, CellRole Role, bool IsJudged)> counts = [];
    private readonly List<(int Cell, int Coefficient)[]> sums = [];
    private readonly Dictionary<(string Family, CohortId? Cohort), string?> settledAt = [];
    private readonly List<CountKey[]> figures = [];
    private readonly List<(long Value, CellRole Role, bool IsJudged)> earlierCounts = [];
    private readonly List<(int Cell, int Coefficient)[]> earlierSums = [];
    private readonly HashSet<int> told = [];
    private Protection? protection;

    // Nobody may come closer to a small count than this, or than one less if they are one of those counted.
    private const int LeastWidth = 4;

    /// <summary>The part that is the sum of the others.</summary>
    public const string Whole = "whole";

    /// <summary>The part of those of whom it is not known.</summary>
    public const string Silent = "silent";

    /// <param name="people">Each with the one part they are in, by cohort; somebody in two cohorts counts once in all.</param>
    /// <param name="best">Of somebody's parts in several cohorts, the one that counts.</param>
    /// <param name="told">The parts that make a figure, for each figure, the most important first.</param>
    /// <param name="settled">
    /// What a cohort's counts rest on, where everybody knows that nothing can come in between two quarters that rest on the
    /// same; null while answers may come in. A cohort's own figures are told only then.
    /// </param>
    /// <param name="never">A part in which nobody of a cohort can be, as everybody knows.</param>
    /// <param name="isOfCohorts">Single cohorts have these figures too.</param>
    public void Add<TPerson>(
        string family, IReadOnlyList<string> parts, IReadOnlyList<(CohortId Cohort, TPerson Person, string Part)> people, IReadOnlyList<CohortId> cohorts, Func<IEnumerable<string>, string> best,
        IReadOnlyList<string[]> told, Func<CohortId, string?> settled, Func<CohortId, string, bool>? never = null, bool isOfCohorts = true) where TPerson : notnull
    {
        foreach (var cohort in cohorts)
        {
            AddOne(family, cohort, parts, told, part => never?.Invoke(cohort, part) is true, part => people.Count(p => p.Cohort == cohort && p.Part == part));
            if ((settledAt[(family, cohort)] = settled(cohort)) is not null && isOfCohorts) figures.AddRange(told.Select(f => f.Select(part => (family, (CohortId?)cohort, part)).ToArray()));
        }

        var once = people.GroupBy(p => p.Person).Select(g => best(g.Select(p => p.Part))).ToList();
        AddOne(family, null, parts, told, part => never is not null && (cohorts.Count == 0 ? never(default, part) : cohorts.All(c => never(c, part))), part => once.Count(p => p == part));
        figures.AddRange(told.Select(f => f.Select(part => (family, (CohortId?)null, part)).ToArray()));
        settledAt[(family, null)] = cohorts.Count > 0 && cohorts.All(c => settledAt[(family, c)] is not null) ? string.Join(' ', cohorts.Select(c => $"{c.Value} {settledAt[(family, c)]}")) : null;
        if (cohorts.Count == 0) return;
        foreach (string part in parts.Append(Whole))
        {
            long sum = cohorts.Sum(c => part == Whole ? people.LongCount(p => p.Cohort == c) : people.LongCount(p => p.Cohort == c && p.Part == part));
            long all = part == Whole ? once.Count : once.LongCount(p => p == part);
            var terms = cohorts.Select(c => (numbers[(family, (CohortId?)c, part)], 1)).Append((numbers[(family, null, part)], -1)).ToList();
            // People in more than one cohort move the sum; they know each other, and how many they are.
            if (sum != all) terms.Add((Add(null, Math.Abs(sum - all), CellRole.Known, isJudged: false), sum > all ? -1 : 1));
            sums.Add([.. terms]);
        }
    }

    /// <summary>
    /// Counts of different families that are the same by what they mean, in every cohort and in all: whoever reads the page
    /// knows it. Where the records say otherwise nobody can rely on it, and nothing is declared.
    /// </summary>
    /// <param name="atMost">These may also be fewer; by how many is a count of people like any other.</param>
    public void Tie(IReadOnlyList<CohortId> cohorts, IReadOnlyList<(string Family, string Part)> these, (string Family, string Part) that, bool atMost = false)
    {
        foreach (var cohort in cohorts.Select(c => (CohortId?)c).Append(null))
        {
            long fewer = counts[numbers[(that.Family, cohort, that.Part)]].Value - these.Sum(t => counts[numbers[(t.Family, cohort, t.Part)]].Value);
            if (fewer < 0 || (fewer > 0 && !atMost)) continue;
            IEnumerable<(int, int)> terms = these.Select(t => (numbers[(t.Family, cohort, t.Part)], 1)).Append((numbers[(that.Family, cohort, that.Part)], -1));
            sums.Add([.. terms, .. fewer > 0 ? [(Add(null, fewer, CellRole.Hidden), 1)] : Array.Empty<(int, int)>()]);
        }
    }

    /// <summary>
    /// Enters earlier quarters, told and withheld counts alike, with their sums, once all counts of this one are there. A
    /// count that was told and has not changed is the same count. One that was withheld is the same where everybody knows that
    /// nothing can have come in since; otherwise a reader does not know that it is. One that has changed by a few people since
    /// the quarter before, or since it was told, is tied to what it was: the few are people like any others, and nobody may
    /// learn how many they are, also where both counts only follow from others.
    /// </summary>
    public void Beside(IReadOnlyList<QuarterLedger> earlier)
    {
        var was = new Dictionary<(CountKey Key, long Value, string? Settled), int>();
        var wasTold = earlier.SelectMany(q => q.Counts).Where(c => c.IsTold).ToLookup(c => (c.Key!.Value, c.Value), c => c.Settled);
        var entered = sums.Select(Said).ToHashSet(StringComparer.Ordinal);
        var later = numbers.ToDictionary(n => n.Key, n => (Cell: n.Value, counts[n.Value].Value));
        int least = smallest;
        foreach (var quarter in earlier.OrderByDescending(q => q.AsAt))
        {
            int[] cells = [.. quarter.Counts.Select(c => CellOf(c, quarter.Threshold))];
            foreach (var sum in quarter.Sums)
            {
                var terms = Enumerable.Range(0, sum.Count / 2).Select(n => (cells[sum[2 * n]], sum[(2 * n) + 1])).ToArray();
                if (entered.Add(Said(terms))) earlierSums.Add(terms);
            }

            var these = quarter.Counts.Zip(cells).Where(c => c.First.Key is not null).ToDictionary(c => c.First.Key!.Value, c => (Cell: c.Second, c.First.Value));
            foreach (var (key, count) in these)
                if (later.TryGetValue(key, out var next)) TieFew(next, count, least);
            // What was told of it was right by the rule of its own day.
            (later, least) = (these, Math.Min(smallest, quarter.Threshold));
        }

        foreach (var (key, value) in wasTold.Select(t => t.Key))
        {
            if (!numbers.TryGetValue(key, out int now)) continue;
            int cell = was[(key, value, null)];
            if (counts[now].Value == value) earlierSums.Add([(now, 1), (cell, -1)]);
            else TieFew((now, counts[now].Value), (cell, value), smallest);
        }

        void TieFew((int Cell, long Value) now, (int Cell, long Value) before, int least)
        {
            long change = now.Value - before.Value;
            if (change == 0 || Math.Abs(change) >= least || !entered.Add($"{now.Cell} {before.Cell}")) return;
            earlierSums.Add([(now.Cell, 1), (before.Cell, -1), (AddEarlier(Math.Abs(change), CellRole.Hidden), change > 0 ? -1 : 1)]);
        }

        int CellOf(QuarterLedger.Count count, int threshold)
        {
            if (count.Key is not { } key) return AddEarlier(count.Value, CellRole.Hidden);
            // Quarters kept before this was noted: who completed a cohort was settled with its end.
            string? settled = count.Settled ?? (key is { Family: "completed", Cohort: not null } ? "ended" : null);
            bool isKnown = count.IsTold || (settled is not null && wasTold[(key, count.Value)].Contains(settled));
            var same = (key, count.Value, isKnown ? null : settled);
            if ((isKnown || settled is not null) && was.TryGetValue(same, out int before)) return before;
            bool isNow = !isKnown && settled is not null && settledAt.GetValueOrDefault((key.Family, key.Cohort)) == settled && numbers.TryGetValue(key, out int now) && counts[now].Value == count.Value;
            // What was told, or was not small by the rule of its quarter, is not held against this one.
            int cell = isNow ? numbers[key] : AddEarlier(count.Value, isKnown ? CellRole.Known : CellRole.Hidden, isJudged: !isKnown && (count.Value < threshold || count.Value >= smallest));
            if (isKnown || settled is not null) was[same] = cell;
            return cell;
        }

        static string Said((int Cell, int Coefficient)[] terms) => string.Join(' ', terms.OrderBy(t => t.Cell).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Cell}:{t.Coefficient}")));
    }

    /// <summary>
    /// Lets out one figure after the other, those of all cohorts first, where everything that is told by then is proven
    /// safe together with earlier quarters. Where nothing told is not safe already, nothing of this quarter is.
    /// </summary>
    public void Protect(ParticipationPolicy policy, CancellationToken stop)
    {
        protection = SafeWith(told, policy, stop);
        if (protection is null) return;
        foreach (var figure in figures.OrderBy(f => f[0].Cohort is not null))
        {
            int[] more = [.. figure.Select(key => numbers[key])];
            if (more.All(told.Contains) || more.Any(c => IsSmall(counts[c].Value)) || LeavesFew(figure)) continue;
            var open = told.Union(more).ToHashSet();
            if (SafeWith(open, policy, stop) is not { } safe) continue;
            protection = safe;
            told.UnionWith(more);
        }
    }

    /// <summary>Zeros are shown where that is proven safe, or a programme of which all say that it helped could not say so.</summary>
    /// <exception cref="InvalidOperationException">Something small is not proven safe: nothing is shown then.</exception>
    public static Protection Protected(CellSystem system, ParticipationPolicy policy, CancellationToken stop)
    {
        foreach (bool zeros in (bool[])[false, true])
            if (Protector.Protect(system, new ProtectionRules(policy.Name, policy.SmallestShown, ProtectZeros: zeros, MinInterval: 3), stop) is { IsSafe: true } safe) return safe;
        throw new InvalidOperationException("The counts of outcomes are not proven safe.");
    }

    public Released<long>? Count(string family, CohortId? cohort, string part) =>
        numbers.TryGetValue((family, cohort, part), out int cell) && told.Contains(cell) ? protection!.Count(cell) : null;

    /// <summary>All that may be shown.</summary>
    public ShownOutcomes Shown(DateOnly asAt) => new(asAt, numbers.Where(n => told.Contains(n.Value)).ToDictionary(n => n.Key, n => protection!.Count(n.Value)!));

    /// <summary>Everything that was counted, to protect later quarters against it.</summary>
    public QuarterLedger Ledger(DateOnly asAt) => new(
        asAt, smallest,
        [.. counts.Select((c, cell) => new QuarterLedger.Count(c.Key?.Family, c.Key?.Cohort?.Value, c.Key?.Part, c.Value, told.Contains(cell), c.Key is { } key ? settledAt[(key.Family, key.Cohort)] : null))],
        [.. sums.Select(sum => (IReadOnlyList<int>)[.. sum.SelectMany(t => new[] { t.Cell, t.Coefficient })])]);

    private bool IsSmall(long count) => count > 0 && count < smallest;

    // With this figure, all cohorts and some of them are told, and the others have few between them.
    private bool LeavesFew(CountKey[] figure) => figure.Any(key =>
    {
        var family = numbers.Where(n => n.Key.Family == key.Family && n.Key.Part == key.Part && (told.Contains(n.Value) || figure.Contains(n.Key))).ToDictionary(n => n.Key, n => counts[n.Value].Value);
        return family.TryGetValue((key.Family, null, key.Part), out long all) && family.Count > 1 && IsSmall(all - family.Where(f => f.Key.Cohort is not null).Sum(f => f.Value));
    });

    private Protection? SafeWith(HashSet<int> open, ParticipationPolicy policy, CancellationToken stop)
    {
        var system = new CellSystem();
        for (int n = 0; n < counts.Count; n++) AddTo(counts[n].Value, open.Contains(n) ? CellRole.Known : counts[n].Role, counts[n].IsJudged);
        foreach (var (value, role, isJudged) in earlierCounts) AddTo(value, role, isJudged);
        foreach (var sum in sums.Concat(earlierSums)) system.Relate(sum);
        var rules = new ProtectionRules(policy.Name, policy.SmallestShown, ProtectZeros: false, MinInterval: LeastWidth);
        var protection = Protector.Protect(system, rules, stop);
        return protection.HoldsAgainstReaders(stop) ? protection : null;

        void AddTo(long value, CellRole role, bool isJudged)
        {
            int cell = system.Add(new Cell(value, role, 0));
            if (!isJudged) system.LeaveUnjudged(cell);
        }
    }

    private void AddOne(string family, CohortId? cohort, IReadOnlyList<string> parts, IReadOnlyList<string[]> told, Func<string, bool> never, Func<string, int> count)
    {
        foreach (string part in parts) numbers[(family, cohort, part)] = Add((family, cohort, part), count(part), never(part) ? CellRole.Known : CellRole.Hidden);
        numbers[(family, cohort, Whole)] = Add((family, cohort, Whole), parts.Sum(count), CellRole.Hidden);
        sums.Add([.. parts.Select(p => (numbers[(family, cohort, p)], 1)), (numbers[(family, cohort, Whole)], -1)]);
        if (!parts.Contains(Silent)) return;
        // The page says of how many a share is, and so how many are left.
        string[] heard = [.. parts.Where(p => p != Silent)];
        AddSum(heard);
        foreach (string part in heard.Where(part => heard.Length > 2 && told.Any(f => f.Contains(part)))) AddSum([.. heard.Where(p => p != part)]);

        void AddSum(string[] of) => sums.Add([.. of.Select(p => (numbers[(family, cohort, p)], 1)), (Add(null, of.Sum(count), CellRole.Hidden), -1)]);
    }

    private int Add(CountKey? key, long value, CellRole role, bool isJudged = true)
    {
        counts.Add((key, value, role, isJudged));
        return counts.Count - 1;
    }

    private int AddEarlier(long value, CellRole role, bool isJudged = true)
    {
        earlierCounts.Add((value, role, isJudged));
        return counts.Count + earlierCounts.Count - 1;
    }
}
