using Parity.Indicators.Returns;
using static Parity.Indicators.IndicatorCatalogue;

namespace Parity.Indicators;

/// <summary>Ratios of two groups' rates, and the disparity ratio.</summary>
internal static class RatioFigures
{
    private const int LeastCount = 5, LeastBase = 20;

    private static readonly (string Step, Band[] Lower, Band[] Upper)[] Steps =
    [
        ("entry-middle", [Band.Entry, Band.Operational], [Band.TeamLeader, Band.MiddleManager]),
        ("middle-senior", [Band.TeamLeader, Band.MiddleManager], [Band.SeniorManager, Band.Executive]),
        ("entry-senior", [Band.Entry, Band.Operational], [Band.SeniorManager, Band.Executive]),
    ];

    /// <summary>One return's counts of a group and its reference. Bases are in units of 1 / <c>Scale</c>; null where not known.</summary>
    private readonly record struct Pair(long Count, long? Base, long ReferenceCount, long? ReferenceBase, bool IsSnapshot = false)
    {
        public bool IsKnown => Base is not null && ReferenceBase is not null;
    }

    public static void Add(Pool pool, FigureSheet sheet)
    {
        AddRecruitment(pool, sheet, "shortlisting-likelihood", RecruitmentStep.Shortlisting);
        AddRecruitment(pool, sheet, "appointment-likelihood", RecruitmentStep.Appointment);
        AddRecruitment(pool, sheet, "application-likelihood", RecruitmentStep.Application);
        AddDisparity(pool, sheet);
        AddHappening(pool, sheet, "promotion-likelihood", Happening.Promotion, EventKind.Promotion, groupOnTop: false);
        AddHappening(pool, sheet, "acting-up-likelihood", Happening.ActingUp, EventKind.ActingUp, groupOnTop: false);
        AddHappening(pool, sheet, "secondment-likelihood", Happening.Secondment, EventKind.Secondment, groupOnTop: false);
        AddTraining(pool, sheet);
        AddHappening(pool, sheet, "disciplinary-likelihood", Happening.Disciplinary, EventKind.Disciplinary, groupOnTop: true);
        AddHappening(pool, sheet, "capability-likelihood", Happening.Capability, EventKind.Capability, groupOnTop: true);
        AddHappening(pool, sheet, "leaver-likelihood", Happening.Leaver, EventKind.Leaver, groupOnTop: true);
        AddHappening(pool, sheet, "voluntary-leaver-likelihood", Happening.VoluntaryLeaver, EventKind.Leaver, groupOnTop: true);
        AddSickness(pool, sheet);
    }

    private static void AddRecruitment(Pool pool, FigureSheet sheet, string id, RecruitmentStep step)
    {
        var indicator = Of(id);
        foreach (var (part, classification, group, reference) in Comparisons(pool, indicator, t => t.Recruitment.Any, t => t.Recruitment.Seen, out var taking))
        {
            if (part.Kind is PartKind.Band && !taking.Any(t => t.Recruitment.HasGrade)) continue;
            if (part.Kind is PartKind.Directorate && !taking.Any(t => t.Recruitment.HasDirectorate)) continue;
            var pairs = taking.ConvertAll(t =>
            {
                var (count, from) = t.Recruitment.Of(step, part.Index, group.Mask);
                var (referenceCount, referenceFrom) = t.Recruitment.Of(step, part.Index, reference.Mask);
                return new Pair(count, from, referenceCount, referenceFrom);
            });
            if (Pool.Lists(part, classification, pairs.Sum(p => p.Base!.Value)))
                AddRatio(pool, sheet, indicator, part, classification, group, reference, pairs, 1, groupOnTop: false);
        }
    }

    private static void AddHappening(Pool pool, FigureSheet sheet, string id, Happening happening, EventKind kind, bool groupOnTop)
    {
        var indicator = Of(id);
        foreach (var (part, classification, group, reference) in Comparisons(pool, indicator, t => t.Events.Any, t => Average.Seen(t, kind), out var taking))
        {
            if (!Pool.Lists(part, classification, pool.People(part.Index, group.Mask))) continue;
            var telling = taking.FindAll(t => Average.Tells(t, part.Kind, classification.Characteristic));
            if (telling.Count == 0) continue;
            var pairs = telling.ConvertAll(t =>
            {
                var own = Average.Of(t, part, classification.Characteristic, group.Mask);
                var other = Average.Of(t, part, classification.Characteristic, reference.Mask);
                return new Pair(
                    t.Events.People(happening, part.Index, group.Mask), own.Doubled,
                    t.Events.People(happening, part.Index, reference.Mask), other.Doubled, own.IsSnapshot || other.IsSnapshot);
            });
            AddRatio(pool, sheet, indicator, part, classification, group, reference, pairs, 2, groupOnTop);
        }
    }

    private static void AddTraining(Pool pool, FigureSheet sheet)
    {
        var indicator = Of("training-likelihood");
        bool any = pool.Tallies.Any(Complete);
        foreach (var (part, classification, group, reference) in Comparisons(pool, indicator, t => Answered(t, Part.Whole, Group.All.Mask) > 0 && (!any || Complete(t)), t => t.Employees.Seen, out var taking))
        {
            var pairs = taking.ConvertAll(t => new Pair(
                t.Employees.Of(Tick.TrainingYes, part.Index, group.Mask), Answered(t, part.Index, group.Mask),
                t.Employees.Of(Tick.TrainingYes, part.Index, reference.Mask), Answered(t, part.Index, reference.Mask)));
            if (Pool.Lists(part, classification, pairs.Sum(p => p.Base!.Value)))
                AddRatio(pool, sheet, indicator, part, classification, group, reference, pairs, 1, groupOnTop: false, withheld: !any);
        }

        static long Answered(Tally tally, int part, ulong codes) => tally.Employees.Of(Tick.TrainingYes, part, codes) + tally.Employees.Of(Tick.TrainingNo, part, codes);

        // none if over a tenth is blank
        static bool Complete(Tally tally)
        {
            long people = tally.Employees.Of(Tick.People, Part.Whole, Group.All.Mask);
            return 10 * (people - Answered(tally, Part.Whole, Group.All.Mask)) <= people;
        }
    }

    private static void AddRatio(
        Pool pool, FigureSheet sheet, Indicator indicator, PoolPart part, Classification classification, Group group, Group reference,
        List<Pair> pairs, int scale, bool groupOnTop, bool withheld = false)
    {
        // where one employer cannot say how many people a group has, that employer is left out of the pooled comparison
        var known = pool.IsPooled && pairs.Exists(p => p.IsKnown) ? pairs.FindAll(p => p.IsKnown) : pairs;
        long count = known.Sum(p => p.Count), referenceCount = known.Sum(p => p.ReferenceCount);
        long? basis = known.TrueForAll(p => p.Base is not null) ? known.Sum(p => p.Base!.Value) : null;
        long? referenceBasis = known.TrueForAll(p => p.ReferenceBase is not null) ? known.Sum(p => p.ReferenceBase!.Value) : null;
        var marks = known.Exists(p => p.IsSnapshot) ? Marks.SnapshotBase : Marks.None;

        double? value = null, adjusted = null;
        Interval? interval = null;
        if (count < LeastCount || referenceCount < LeastCount || basis < LeastBase * scale || referenceBasis < LeastBase * scale) marks |= Marks.TooFew;
        else if (withheld || basis is not { } b || referenceBasis is not { } rb) marks |= Marks.NotCalculable;
        else
        {
            var (top, topBase, bottom, bottomBase) = groupOnTop ? (count, b, referenceCount, rb) : (referenceCount, rb, count, b);
            value = (double)((Int128)top * bottomBase) / (double)((Int128)bottom * topBase);
            Interval At(double z) => Intervals.Katz(top, (double)topBase / scale, bottom, (double)bottomBase / scale, z);
            interval = At(Normal.Z95);
            marks |= Size(Ratios.FourFifths(top, topBase, bottom, bottomBase)) | FigureSheet.Evidence(At(Normal.Z95), At(Normal.Z998), 1);
            if (pool.IsPooled)
                adjusted = MantelHaenszel.RateRatio(known.Select(p => groupOnTop
                    ? new Stratum(p.Count, (double)p.Base!.Value / scale, p.ReferenceCount, (double)p.ReferenceBase!.Value / scale)
                    : new Stratum(p.ReferenceCount, (double)p.ReferenceBase!.Value / scale, p.Count, (double)p.Base!.Value / scale)));
        }
        sheet.Add(indicator, sheet.ScopeOf(part), classification, group.Name, reference.Name, count, (double?)basis / scale, referenceCount, (double?)referenceBasis / scale,
            value, interval, marks, adjusted);
    }

    private static void AddSickness(Pool pool, FigureSheet sheet)
    {
        var indicator = Of("sickness-ratio");
        foreach (var (part, classification, group, reference) in Comparisons(pool, indicator, t => t.Employees.Sickness.Any, t => t.Employees.Seen, out var taking))
        {
            var own = SumOf(taking, group);
            var other = SumOf(taking, reference);
            if (!Pool.Lists(part, classification, own.People)) continue;

            double? value = null, adjusted = null;
            Interval? interval = null;
            Marks marks;
            if (own.People < LeastBase || other.People < LeastBase) marks = Marks.TooFew;
            else if (own.Base == 0 || other.Base == 0 || other.Sum == 0) marks = Marks.NotCalculable;
            else
            {
                value = (double)(own.Sum * other.Base) / (double)(own.Base * other.Sum);
                marks = Size(Ratios.FourFifths(own.Sum, own.Base, other.Sum, other.Base));
                if (own.Sum > 0)
                {
                    Interval At(double z) => Intervals.LogDelta(own.Rate, own.RateError, other.Rate, other.RateError, z);
                    interval = At(Normal.Z95);
                    marks |= FigureSheet.Evidence(At(Normal.Z95), At(Normal.Z998), 1);
                }
                if (pool.IsPooled)
                    adjusted = MantelHaenszel.RateRatio(taking.Select(t =>
                    {
                        Moments mine = t.Employees.Sickness.Of(part.Index, group.Mask), theirs = t.Employees.Sickness.Of(part.Index, reference.Mask);
                        return new Stratum((double)mine.Sum, (double)mine.Base, (double)theirs.Sum, (double)theirs.Base);
                    }));
            }
            sheet.Add(indicator, sheet.ScopeOf(part), classification, group.Name, reference.Name, Days(own.Sum), Days(own.Base), Days(other.Sum), Days(other.Base),
                value, interval, marks, adjusted);

            Moments SumOf(List<Tally> tallies, Group of)
            {
                var sum = default(Moments);
                foreach (var tally in tallies) sum.Add(tally.Employees.Sickness.Of(part.Index, of.Mask));
                return sum;
            }
        }

        static double Days(Int128 amount) => (double)amount / Return.Micro;
    }

    private static void AddDisparity(Pool pool, FigureSheet sheet)
    {
        var indicator = Of("disparity-ratio");
        foreach (var (part, classification, group, reference) in Comparisons(pool, indicator, _ => true, t => t.Employees.Seen, out var taking))
        {
            if (!part.IsWhole) continue;
            foreach (var (step, lower, upper) in Steps)
            {
                var strata = taking.ConvertAll(t => new Stratum(In(t, upper, reference), In(t, lower, reference), In(t, upper, group), In(t, lower, group)));
                double referenceUpper = strata.Sum(s => s.TopCount), referenceLower = strata.Sum(s => s.TopBase);
                double groupUpper = strata.Sum(s => s.BottomCount), groupLower = strata.Sum(s => s.BottomBase);
                bool few = Math.Min(Math.Min(referenceUpper, referenceLower), Math.Min(groupUpper, groupLower)) < LeastCount;
                Interval At(double z) => Intervals.Woolf(referenceUpper, referenceLower, groupUpper, groupLower, z);
                sheet.Add(indicator, sheet.ScopeOf(part, "step", step), classification, group.Name, reference.Name, groupUpper, groupLower, referenceUpper, referenceLower,
                    few ? null : referenceUpper * groupLower / (referenceLower * groupUpper), few ? null : At(Normal.Z95),
                    few ? Marks.TooFew : FigureSheet.Evidence(At(Normal.Z95), At(Normal.Z998), 1),
                    few || !pool.IsPooled ? null : MantelHaenszel.OddsRatio(strata));
            }
        }

        static long In(Tally tally, Band[] bands, Group group) => bands.Sum(b => tally.Employees.Of(Tick.People, Part.Of(b), group.Mask));
    }

    private static Marks Size(EffectSize size) => size switch
    {
        EffectSize.Adverse => Marks.Adverse,
        EffectSize.Reverse => Marks.Reverse,
        _ => Marks.None,
    };

    /// <summary>Every group to compare with its reference in every part, and the tallies that take part.</summary>
    private static IEnumerable<(PoolPart Part, Classification Classification, Group Group, Group Reference)> Comparisons(
        Pool pool, Indicator indicator, Func<Tally, bool> takesPart, Func<Tally, ulong> codes, out List<Tally> taking)
    {
        var tallies = pool.Tallies.Where(takesPart).ToList();
        taking = tallies;
        if (tallies.Count == 0) return [];
        ulong seen = tallies.Aggregate(0UL, (all, t) => all | codes(t));
        ulong employed = tallies.Aggregate(0UL, (all, t) => all | t.Employees.Seen);
        return
            from part in pool.PartsOf(indicator)
            from classification in Pool.Supported(indicator, seen)
            where Pool.Crosses(classification, part.Kind)
            where classification.Characteristic is Characteristic.Ethnicity || indicator.Table is SourceTable.Recruitment || Pool.Supports(classification, employed)
            let reference = classification.ReferenceFor(pool.Options.Reference)
            where reference is not null
            from @group in classification.Groups
            where @group.Name != reference.Name
            select (part, classification, @group, reference);
    }
}
