using Parity.Disclosure;
using Parity.Indicators;
using Parity.Indicators.Outcomes;

namespace Parity.Platform.Programmes.Model;

/// <summary>
/// The counts of outcomes as one system that is protected together: every figure is a part of a whole, and every cohort a
/// part of all, so nothing that is withheld can be worked out by subtraction.
/// </summary>
internal sealed class OutcomeCells(int smallest)
{
    private const double Z = 1.959963984540054;
    private readonly CellSystem system = new();
    private readonly Dictionary<(string Family, CohortId? Cohort, string Part), int> numbers = [];
    private readonly Dictionary<(string Family, CohortId? Cohort, string Part), long> values = [];
    private Protection? protection;

    /// <summary>The part that is the sum of the others.</summary>
    public const string Whole = "whole";

    /// <param name="people">Each with the one part they are in, by cohort; somebody in two cohorts counts once in all.</param>
    /// <param name="best">Of somebody's parts in several cohorts, the one that counts.</param>
    public void Add<TPerson>(string family, IReadOnlyList<string> parts, IReadOnlyList<(CohortId Cohort, TPerson Person, string Part)> people, IReadOnlyList<CohortId> cohorts, Func<IEnumerable<string>, string> best) where TPerson : notnull
    {
        foreach (var cohort in cohorts) AddOne(family, cohort, parts, part => people.Count(p => p.Cohort == cohort && p.Part == part));
        var once = people.GroupBy(p => p.Person).Select(g => best(g.Select(p => p.Part))).ToList();
        AddOne(family, null, parts, part => once.Count(p => p == part));
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

    private void AddOne(string family, CohortId? cohort, IReadOnlyList<string> parts, Func<string, int> count)
    {
        foreach (string part in parts) Keep(part, count(part), CellRole.Candidate);
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

    public OutcomeFigure Figure(string family, CohortId? cohort, string scope, string title, string definition, string yes, string silent, DateOnly asAt, string? among = null)
    {
        var asked = Count(family, cohort, Whole);
        var unheard = Count(family, cohort, silent);
        var count = Count(family, cohort, yes);
        var of = asked is not null && unheard is not null ? asked.With(unheard, (a, u) => a - u) : null;
        var known = count is not null && of is not null ? count.With(of, (c, o) => (Count: (int)c, Of: (int)o)) : null;
        return new(
            among is null ? family : $"{family}-{among}", cohort, scope, title, definition, count, of, asked, asAt,
            known is { Value.Of: > 0 } ? known.Map(k => Intervals.Wilson(k.Count, k.Of, Z)).Map(i => new ShareRange(i.Lower, i.Upper)) : null,
            known is not null && asked is not null ? known.With(asked, (k, a) => ShareWithSilence.Of(k.Count, k.Of, (int)a, Z)).Map(s => new ShareRange(s.Least, s.Most)) : null);
    }

    /// <returns>Null unless every count that it is made of is released.</returns>
    public Released<IReadOnlyList<CurveStep>>? Curve(string family, IReadOnlyList<int> grid)
    {
        Released<List<(int Months, long Happened, long Lost)>>? all = null;
        foreach (int months in grid)
        {
            var happened = Count(family, null, $"happened-{months}");
            var lost = Count(family, null, $"lost-{months}");
            if (happened is null || lost is null) return null;
            var here = happened.With(lost, (h, l) => (h, l));
            all = all is null ? here.Map(x => new List<(int, long, long)> { (months, x.h, x.l) }) : all.With(here, (list, x) => new List<(int, long, long)>(list) { (months, x.h, x.l) });
        }

        return all?.Map(list =>
        {
            var people = list.SelectMany(x => Enumerable.Repeat(new Followed(x.Months, true), (int)x.Happened).Concat(Enumerable.Repeat(new Followed(x.Months, false), (int)x.Lost)));
            return (IReadOnlyList<CurveStep>)[.. SurvivalCurve.Of(people, Z).Select(s => new CurveStep(s.Time, s.AtRisk, s.Happened, s.Survival, new(s.Limits.Lower, s.Limits.Upper)))];
        });
    }
}
