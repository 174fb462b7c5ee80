using System.Globalization;
using Parity.Disclosure;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// The counts of outcomes as one system that is protected together: every figure is a part of a whole, and every cohort a
/// part of all, so nothing that is withheld can be worked out by subtraction; nor by setting quarters beside each other,
/// once earlier ones are entered.
/// </summary>
internal sealed class OutcomeCells(int smallest)
{
    private readonly CellSystem system = new();
    private readonly Dictionary<(string Family, CohortId? Cohort, string Part), int> numbers = [];
    private readonly List<(string Family, CohortId? Cohort, string Part)?> keys = [];
    private readonly List<long> values = [];
    private readonly List<(int Cell, int Coefficient)[]> sums = [];
    private Protection? protection;

    /// <summary>The part that is the sum of the others.</summary>
    public const string Whole = "whole";

    /// <summary>The part of those of whom it is not known.</summary>
    public const string Silent = "silent";

    /// <param name="people">Each with the one part they are in, by cohort; somebody in two cohorts counts once in all.</param>
    /// <param name="best">Of somebody's parts in several cohorts, the one that counts.</param>
    /// <param name="never">A part in which nobody can be, as everybody knows.</param>
    public void Add<TPerson>(string family, IReadOnlyList<string> parts, IReadOnlyList<(CohortId Cohort, TPerson Person, string Part)> people, IReadOnlyList<CohortId> cohorts, Func<IEnumerable<string>, string> best, string? never = null) where TPerson : notnull
    {
        foreach (var cohort in cohorts) AddOne(family, cohort, parts, never, part => people.Count(p => p.Cohort == cohort && p.Part == part));
        var once = people.GroupBy(p => p.Person).Select(g => best(g.Select(p => p.Part))).ToList();
        AddOne(family, null, parts, never, part => once.Count(p => p == part));
        if (cohorts.Count == 0) return;
        foreach (string part in parts.Append(Whole))
        {
            long sum = cohorts.Sum(c => part == Whole ? people.LongCount(p => p.Cohort == c) : people.LongCount(p => p.Cohort == c && p.Part == part));
            long all = part == Whole ? once.Count : once.LongCount(p => p == part);
            var terms = cohorts.Select(c => (numbers[(family, (CohortId?)c, part)], 1)).Append((numbers[(family, null, part)], -1)).ToList();
            // People in more than one cohort move the sum; how many there are is told to nobody.
            if (sum != all) terms.Add((Add(null, Math.Abs(sum - all), CellRole.Hidden, 0), sum > all ? -1 : 1));
            Relate([.. terms]);
        }
    }

    /// <summary>
    /// Counts of different families that are the same by what they mean, in every cohort and in all: whoever reads the page
    /// knows it. Where the records say otherwise nobody can rely on it, and nothing is declared.
    /// </summary>
    public void Tie(IReadOnlyList<CohortId> cohorts, IReadOnlyList<(string Family, string Part)> these, (string Family, string Part) that)
    {
        foreach (var cohort in cohorts.Select(c => (CohortId?)c).Append(null))
        {
            long sum = these.Sum(t => values[numbers[(t.Family, cohort, t.Part)]]);
            if (sum != values[numbers[(that.Family, cohort, that.Part)]]) continue;
            Relate([.. these.Select(t => (numbers[(t.Family, cohort, t.Part)], 1)), (numbers[(that.Family, cohort, that.Part)], -1)]);
        }
    }

    /// <summary>
    /// Enters earlier quarters, told and withheld counts alike, with their sums. A count that has not changed is the same
    /// count, and stays told if it was. One that has changed by a few people is tied to what it was: the few are people like
    /// any others, and nobody may learn how many they are.
    /// </summary>
    public void Beside(IReadOnlyList<QuarterLedger> earlier)
    {
        var was = new Dictionary<((string Family, CohortId? Cohort, string Part) Key, long Value), int>();
        var told = earlier.SelectMany(q => q.Counts).Where(c => c.IsTold && c.Key is not null).Select(c => (c.Key!.Value, c.Value)).ToHashSet();
        var entered = sums.Select(Said).ToHashSet(StringComparer.Ordinal);
        foreach (var quarter in earlier)
        {
            int[] cells = [.. quarter.Counts.Select(c => CellOf(c, quarter.Threshold))];
            foreach (var sum in quarter.Sums)
            {
                var terms = Enumerable.Range(0, sum.Count / 2).Select(n => (cells[sum[2 * n]], sum[(2 * n) + 1])).ToArray();
                if (entered.Add(Said(terms))) system.Relate(terms);
            }
        }

        foreach (var ((key, value), cell) in was)
        {
            if (!numbers.TryGetValue(key, out int now) || now == cell) continue;
            long change = values[now] - value;
            if (change == 0) system.Relate((now, 1), (cell, -1));
            else if (Math.Abs(change) < smallest) system.Relate((now, 1), (cell, -1), (system.Add(new Cell(Math.Abs(change), CellRole.Hidden, 0)), change > 0 ? -1 : 1));
        }

        int CellOf(QuarterLedger.Count count, int threshold)
        {
            if (count.Key is not { } key) return system.Add(new Cell(count.Value, CellRole.Hidden, 0));
            if (was.TryGetValue((key, count.Value), out int known)) return known;
            bool isTold = told.Contains((key, count.Value));
            int cell = !isTold && numbers.TryGetValue(key, out int now) && values[now] == count.Value ? now : system.Add(new Cell(count.Value, isTold ? CellRole.Known : CellRole.Hidden, 0));
            // What was told, or was not small by the rule of its quarter, is not held against this one.
            if (cell >= keys.Count && (isTold || (count.Value >= threshold && count.Value < smallest))) system.LeaveUnjudged(cell);
            return was[(key, count.Value)] = cell;
        }

        static string Said((int Cell, int Coefficient)[] terms) => string.Join(' ', terms.OrderBy(t => t.Cell).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Cell}:{t.Coefficient}")));
    }

    /// <summary>Protects them all. Where something small is not proven safe, nothing of this quarter is told.</summary>
    public void Protect(ParticipationPolicy policy, CancellationToken stop) => protection = SafeOf(system, policy, stop);

    /// <summary>Zeros are shown where that is proven safe, or a programme of which all say that it helped could not say so.</summary>
    /// <exception cref="InvalidOperationException">Something small is not proven safe: nothing is shown then.</exception>
    public static Protection Protected(CellSystem system, ParticipationPolicy policy, CancellationToken stop) =>
        SafeOf(system, policy, stop) ?? throw new InvalidOperationException("The counts of outcomes are not proven safe.");

    public Released<long>? Count(string family, CohortId? cohort, string part) => numbers.TryGetValue((family, cohort, part), out int cell) ? protection?.Count(cell) : null;

    /// <summary>All that may be shown.</summary>
    public ShownOutcomes Shown(DateOnly asAt) =>
        new(asAt, numbers.Select(n => (n.Key, Count: protection?.Count(n.Value))).Where(n => n.Count is not null).ToDictionary(n => n.Key, n => n.Count!));

    /// <summary>Everything that was counted, to protect later quarters against it.</summary>
    public QuarterLedger Ledger(DateOnly asAt) => new(
        asAt, smallest,
        [.. keys.Select((key, cell) => new QuarterLedger.Count(key?.Family, key?.Cohort?.Value, key?.Part, values[cell], key is not null && protection?.Count(cell) is not null))],
        [.. sums.Select(sum => (IReadOnlyList<int>)[.. sum.SelectMany(t => new[] { t.Cell, t.Coefficient })])]);

    private static Protection? SafeOf(CellSystem system, ParticipationPolicy policy, CancellationToken stop)
    {
        foreach (bool zeros in (bool[])[false, true])
            if (Protector.Protect(system, new ProtectionRules(policy.Name, policy.SmallestShown, ProtectZeros: zeros, MinInterval: 3), stop) is { IsSafe: true } safe) return safe;
        return null;
    }

    private void AddOne(string family, CohortId? cohort, IReadOnlyList<string> parts, string? never, Func<string, int> count)
    {
        foreach (string part in parts) Keep(part, count(part), part == never ? CellRole.Known : CellRole.Candidate);
        // Of how many who began is let go first: those who completed are what every other figure is a share of.
        Keep(Whole, parts.Sum(count), family == "completed" && parts.Any(p => count(p) > 0 && count(p) < smallest) ? CellRole.Hidden : CellRole.Candidate);
        Relate([.. parts.Select(p => (numbers[(family, cohort, p)], 1)), (numbers[(family, cohort, Whole)], -1)]);

        void Keep(string part, int value, CellRole role) => numbers[(family, cohort, part)] = Add((family, cohort, part), value, role, 1);
    }

    private int Add((string Family, CohortId? Cohort, string Part)? key, long value, CellRole role, double weight)
    {
        keys.Add(key);
        values.Add(value);
        return system.Add(new Cell(value, role, weight));
    }

    private void Relate((int Cell, int Coefficient)[] terms)
    {
        system.Relate(terms);
        sums.Add(terms);
    }
}
