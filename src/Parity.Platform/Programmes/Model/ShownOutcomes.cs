using Parity.Disclosure;
using Parity.Indicators;
using Parity.Indicators.Outcomes;

namespace Parity.Platform.Programmes.Model;

/// <summary>The counts of outcomes that may be shown as at the end of one quarter, and the figures that are made of them.</summary>
internal sealed class ShownOutcomes(DateOnly asAt, IReadOnlyDictionary<(string Family, CohortId? Cohort, string Part), Released<long>> counts)
{
    public DateOnly AsAt => asAt;

    public Released<long>? Count(string family, CohortId? cohort, string part) => counts.GetValueOrDefault((family, cohort, part));

    /// <summary>Of several quarters, the newest first, the first that tells this count, and its day.</summary>
    public static (Released<long>? Count, DateOnly AsAt) Newest(IReadOnlyList<ShownOutcomes> quarters, string family, string part) =>
        quarters.Select(q => (Count: q.Count(family, null, part), q.AsAt)).FirstOrDefault(c => c.Count is not null, (null, quarters[0].AsAt));

    /// <summary>Of several quarters, the newest first, the one whose figure is told in full; else the one that tells its count; else the newest.</summary>
    public static OutcomeFigure Figure(IReadOnlyList<ShownOutcomes> quarters, string family, CohortId? cohort, string scope, string title, string definition, string yes, string? among = null) =>
        (quarters.FirstOrDefault(q => new[] { OutcomeCells.Whole, OutcomeCells.Silent, yes }.All(part => q.Count(family, cohort, part) is not null)) ?? quarters.FirstOrDefault(q => q.Count(family, cohort, yes) is not null) ?? quarters[0])
            .FigureOf(family, cohort, scope, title, definition, yes, among);

    /// <returns>The newest one that is told in full, with its day; null where none is.</returns>
    public static (DateOnly AsAt, Released<IReadOnlyList<CurveStep>> Steps)? Curve(IReadOnlyList<ShownOutcomes> quarters, string family, IReadOnlyList<int> grid)
    {
        foreach (var quarter in quarters)
            if (quarter.CurveOf(family, grid) is { } steps) return (quarter.AsAt, steps);
        return null;
    }

    private OutcomeFigure FigureOf(string family, CohortId? cohort, string scope, string title, string definition, string yes, string? among)
    {
        var asked = Count(family, cohort, OutcomeCells.Whole);
        var unheard = Count(family, cohort, OutcomeCells.Silent);
        var count = Count(family, cohort, yes);
        var of = asked is not null && unheard is not null ? asked.With(unheard, (a, u) => a - u) : null;
        var known = count is not null && of is not null ? count.With(of, (c, o) => (Count: (int)c, Of: (int)o)) : null;
        return new(
            among is null ? family : $"{family}-{among}", cohort, scope, title, definition, count, of, asked, asAt,
            known is { Value.Of: > 0 } ? known.Map(k => Intervals.Wilson(k.Count, k.Of, Normal.Z95)).Map(i => new ShareRange(i.Lower, i.Upper)) : null,
            known is not null && asked is not null ? known.With(asked, (k, a) => ShareWithSilence.Of(k.Count, k.Of, (int)a, Normal.Z95)).Map(s => new ShareRange(s.Least, s.Most)) : null);
    }

    /// <returns>Null unless every count that it is made of is released.</returns>
    private Released<IReadOnlyList<CurveStep>>? CurveOf(string family, IReadOnlyList<int> grid)
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
            return (IReadOnlyList<CurveStep>)[.. SurvivalCurve.Of(people, Normal.Z95).Select(s => new CurveStep(s.Time, s.AtRisk, s.Happened, s.Survival, new(s.Limits.Lower, s.Limits.Upper)))];
        });
    }
}
