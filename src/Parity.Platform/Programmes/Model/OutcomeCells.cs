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
    private readonly List<(CountKey? Key, long Value, CellRole Role)> counts = [];
    private readonly List<(int Cell, int Coefficient)[]> sums = [];
    private readonly Dictionary<(string Family, CohortId? Cohort), string?> settledAt = [];
    private readonly List<CountKey[]> figures = [];
    private readonly List<(long Value, CellRole Role, bool IsJudged)> earlierCounts = [];
    private readonly List<(int Cell, int Coefficient)[]> earlierSums = [];
    private readonly HashSet<int> told = [];
    private Protection? protection;

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
    /// <param name="never">A part in which nobody can be, as everybody knows.</param>
    public void Add<TPerson>(
        string family, IReadOnlyList<string> parts, IReadOnlyList<(CohortId Cohort, TPerson Person, string Part)> people, IReadOnlyList<CohortId> cohorts, Func<IEnumerable<string>, string> best,
        IReadOnlyList<string[]> told, Func<CohortId, string?> settled, string? never = null) where TPerson : notnull
    {
        foreach (var cohort in cohorts)
        {
            AddOne(family, cohort, parts, never, part => people.Count(p => p.Cohort == cohort && p.Part == part));
            if ((settledAt[(family, cohort)] = settled(cohort)) is not null) figures.AddRange(told.Select(f => f.Select(part => (family, (CohortId?)cohort, part)).ToArray()));
        }

        var once = people.GroupBy(p => p.Person).Select(g => best(g.Select(p => p.Part))).ToList();
        AddOne(family, null, parts, never, part => once.Count(p => p == part));
        figures.AddRange(told.Select(f => f.Select(part => (family, (CohortId?)null, part)).ToArray()));
        settledAt[(family, null)] = cohorts.Count > 0 && cohorts.All(c => settledAt[(family, c)] is not null) ? string.Join(' ', cohorts.Select(c => $"{c.Value} {settledAt[(family, c)]}")) : null;
        if (cohorts.Count == 0) return;
        foreach (string part in parts.Append(Whole))
        {
            long sum = cohorts.Sum(c => part == Whole ? people.LongCount(p => p.Cohort == c) : people.LongCount(p => p.Cohort == c && p.Part == part));
            long all = part == Whole ? once.Count : once.LongCount(p => p == part);
            var terms = cohorts.Select(c => (numbers[(family, (CohortId?)c, part)], 1)).Append((numbers[(family, null, part)], -1)).ToList();
            // People in more than one cohort move the sum; how many there are is told to nobody.
            if (sum != all) terms.Add((Add(null, Math.Abs(sum - all), CellRole.Hidden), sum > all ? -1 : 1));
            sums.Add([.. terms]);
        }
    }

    /// <summary>
    /// Counts of different families that are the same by what they mean, in every cohort and in all: whoever reads the page
    /// knows it. Where the records say otherwise nobody can rely on it, and nothing is declared.
    /// </summary>
    /// <param name="atMost">These may also be fewer, and nobody is told by how many.</param>
    public void Tie(IReadOnlyList<CohortId> cohorts, IReadOnlyList<(string Family, string Part)> these, (string Family, string Part) that, bool atMost = false)
    {
        foreach (var cohort in cohorts.Select(c => (CohortId?)c).Append(null))
        {
            long fewer = counts[numbers[(that.Family, cohort, that.Part)]].Value - these.Sum(t => counts[numbers[(t.Family, cohort, t.Part)]].Value);
            if (fewer < 0 || (fewer > 0 && !atMost)) continue;
            IEnumerable<(int, int)> terms = these.Select(t => (numbers[(t.Family, cohort, t.Part)], 1)).Append((numbers[(that.Family, cohort, that.Part)], -1));
            sums.Add([.. terms, .. atMost ? [(Add(null, fewer, CellRole.Hidden), 1)] : Array.Empty<(int, int)>()]);
        }
    }

    /// <summary>
    /// Enters earlier quarters, told and withheld counts alike, with their sums, once all counts of this one are there. A
    /// count that was told and has not changed is the same count. One that was told and has changed by a few people is tied
    /// to what it was: the few are people like any others, and nobody may learn how many they are. One that was withheld is
    /// the same count where everybody knows that nothing can have come in since; otherwise a reader does not know how the
    /// two compare.
    /// </summary>
    public void Beside(IReadOnlyList<QuarterLedger> earlier)
    {
        var was = new Dictionary<(CountKey Key, long Value, string? Settled), int>();
        var wasTold = earlier.SelectMany(q => q.Counts).Where(c => c.IsTold).ToLookup(c => (c.Key!.Value, c.Value), c => c.Settled);
        var entered = sums.Select(Said).ToHashSet(StringComparer.Ordinal);
        foreach (var quarter in earlier)
        {
            int[] cells = [.. quarter.Counts.Select(c => CellOf(c, quarter.Threshold))];
            foreach (var sum in quarter.Sums)
            {
                var terms = Enumerable.Range(0, sum.Count / 2).Select(n => (cells[sum[2 * n]], sum[(2 * n) + 1])).ToArray();
                if (entered.Add(Said(terms))) earlierSums.Add(terms);
            }
        }

        foreach (var (key, value) in wasTold.Select(t => t.Key))
        {
            if (!numbers.TryGetValue(key, out int now)) continue;
            int cell = was[(key, value, null)];
            long change = counts[now].Value - value;
            if (change == 0) earlierSums.Add([(now, 1), (cell, -1)]);
            else if (Math.Abs(change) < smallest) earlierSums.Add([(now, 1), (cell, -1), (AddEarlier(Math.Abs(change), CellRole.Hidden), change > 0 ? -1 : 1)]);
        }

        int CellOf(QuarterLedger.Count count, int threshold)
        {
            if (count.Key is not { } key) return AddEarlier(count.Value, CellRole.Hidden);
            bool isKnown = count.IsTold || (count.Settled is not null && wasTold[(key, count.Value)].Contains(count.Settled));
            var same = (key, count.Value, isKnown ? null : count.Settled);
            if ((isKnown || count.Settled is not null) && was.TryGetValue(same, out int before)) return before;
            bool isNow = !isKnown && count.Settled is not null && settledAt.GetValueOrDefault((key.Family, key.Cohort)) == count.Settled && numbers.TryGetValue(key, out int now) && counts[now].Value == count.Value;
            // What was told, or was not small by the rule of its quarter, is not held against this one.
            int cell = isNow ? numbers[key] : AddEarlier(count.Value, isKnown ? CellRole.Known : CellRole.Hidden, isJudged: !isKnown && (count.Value < threshold || count.Value >= smallest));
            if (isKnown || count.Settled is not null) was[same] = cell;
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
            if (more.All(told.Contains) || more.Any(c => counts[c].Value > 0 && counts[c].Value < smallest)) continue;
            if (SafeWith(told.Union(more).ToHashSet(), policy, stop) is not { } safe) continue;
            protection = safe;
            told.UnionWith(more);
        }
    }

    /// <summary>Zeros are shown where that is proven safe, or a programme of which all say that it helped could not say so.</summary>
    /// <exception cref="InvalidOperationException">Something small is not proven safe: nothing is shown then.</exception>
    public static Protection Protected(CellSystem system, ParticipationPolicy policy, CancellationToken stop)
    {
        foreach (bool zeros in (bool[])[false, true])
            if (Protector.Protect(system, Rules(policy, zeros), stop) is { IsSafe: true } safe) return safe;
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

    private static ProtectionRules Rules(ParticipationPolicy policy, bool zeros) => new(policy.Name, policy.SmallestShown, ProtectZeros: zeros, MinInterval: 3);

    private Protection? SafeWith(HashSet<int> open, ParticipationPolicy policy, CancellationToken stop)
    {
        var system = new CellSystem();
        for (int n = 0; n < counts.Count; n++) system.Add(new Cell(counts[n].Value, open.Contains(n) ? CellRole.Known : counts[n].Role, 0));
        foreach (var (value, role, isJudged) in earlierCounts)
        {
            int cell = system.Add(new Cell(value, role, 0));
            if (!isJudged) system.LeaveUnjudged(cell);
        }

        foreach (var sum in sums.Concat(earlierSums)) system.Relate(sum);
        return Protector.Protect(system, Rules(policy, zeros: false), stop) is { IsSafe: true } safe ? safe : null;
    }

    private void AddOne(string family, CohortId? cohort, IReadOnlyList<string> parts, string? never, Func<string, int> count)
    {
        foreach (string part in parts) numbers[(family, cohort, part)] = Add((family, cohort, part), count(part), part == never ? CellRole.Known : CellRole.Hidden);
        numbers[(family, cohort, Whole)] = Add((family, cohort, Whole), parts.Sum(count), CellRole.Hidden);
        sums.Add([.. parts.Select(p => (numbers[(family, cohort, p)], 1)), (numbers[(family, cohort, Whole)], -1)]);
    }

    private int Add(CountKey? key, long value, CellRole role)
    {
        counts.Add((key, value, role));
        return counts.Count - 1;
    }

    private int AddEarlier(long value, CellRole role, bool isJudged = true)
    {
        earlierCounts.Add((value, role, isJudged));
        return counts.Count + earlierCounts.Count - 1;
    }
}
