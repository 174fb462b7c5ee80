using Parity.Disclosure;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// The counts of outcomes as one system that is protected together: every figure is a part of a whole, and every cohort a
/// part of all, so nothing that is withheld can be worked out by subtraction.
/// </summary>
internal sealed class OutcomeCells(int smallest)
{
    private readonly CellSystem system = new();
    private readonly Dictionary<(string Family, CohortId? Cohort, string Part), int> numbers = [];
    private readonly Dictionary<(string Family, CohortId? Cohort, string Part), long> values = [];
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
            if (sum != all) terms.Add((system.Add(new Cell(Math.Abs(sum - all), CellRole.Hidden, 0)), sum > all ? -1 : 1));
            system.Relate([.. terms]);
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
            long sum = these.Sum(t => values[(t.Family, cohort, t.Part)]);
            if (sum != values[(that.Family, cohort, that.Part)]) continue;
            system.Relate([.. these.Select(t => (numbers[(t.Family, cohort, t.Part)], 1)), (numbers[(that.Family, cohort, that.Part)], -1)]);
        }
    }

    /// <summary>
    /// What was told before, the newest first. A count that has changed by a few people since it was last told is not told
    /// again until it has changed by more: who knows both would know the few.
    /// </summary>
    public void Beside(IReadOnlyList<ShownOutcomes> earlier)
    {
        foreach (var (key, cell) in numbers)
        {
            if (earlier.Select(q => q.Count(key.Family, key.Cohort, key.Part)).FirstOrDefault(c => c is not null) is not { } told || told.Value == values[key]) continue;
            long change = values[key] - told.Value;
            int before = system.Add(new Cell(told.Value, CellRole.Known, 0)), moved = system.Add(new Cell(Math.Abs(change), CellRole.Hidden, 0));
            system.Relate((cell, 1), (before, -1), (moved, change > 0 ? -1 : 1));
        }
    }

    private void AddOne(string family, CohortId? cohort, IReadOnlyList<string> parts, string? never, Func<string, int> count)
    {
        foreach (string part in parts) Keep(part, count(part), part == never ? CellRole.Known : CellRole.Candidate);
        // Of how many who began is let go first: those who completed are what every other figure is a share of.
        Keep(Whole, parts.Sum(count), family == "completed" && parts.Any(p => count(p) > 0 && count(p) < smallest) ? CellRole.Hidden : CellRole.Candidate);
        system.Relate([.. parts.Select(p => (numbers[(family, cohort, p)], 1)), (numbers[(family, cohort, Whole)], -1)]);

        void Keep(string part, int value, CellRole role)
        {
            numbers[(family, cohort, part)] = system.Add(new Cell(value, role, 1));
            values[(family, cohort, part)] = value;
        }
    }

    /// <exception cref="InvalidOperationException">Something small is not proven safe: nothing is shown then.</exception>
    public void Protect(ParticipationPolicy policy, CancellationToken stop) => protection = Protected(system, policy, stop);

    /// <summary>Zeros are shown where that is proven safe, or a programme of which all say that it helped could not say so.</summary>
    /// <exception cref="InvalidOperationException">Something small is not proven safe: nothing is shown then.</exception>
    public static Protection Protected(CellSystem system, ParticipationPolicy policy, CancellationToken stop)
    {
        foreach (bool zeros in (bool[])[false, true])
            if (Protector.Protect(system, new ProtectionRules(policy.Name, policy.SmallestShown, ProtectZeros: zeros, MinInterval: 3), stop) is { IsSafe: true } safe) return safe;
        throw new InvalidOperationException("The counts of outcomes are not proven safe.");
    }

    public Released<long>? Count(string family, CohortId? cohort, string part) => numbers.TryGetValue((family, cohort, part), out int cell) ? protection!.Count(cell) : null;

    /// <summary>All that may be shown.</summary>
    public ShownOutcomes Shown(DateOnly asAt) =>
        new(asAt, numbers.Select(n => (n.Key, Count: protection!.Count(n.Value))).Where(n => n.Count is not null).ToDictionary(n => n.Key, n => n.Count!));
}
