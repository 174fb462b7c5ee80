using Parity.Disclosure;
using Parity.Indicators;
using Parity.Indicators.Outcomes;

namespace Parity.Platform.Programmes.Model;

/// <summary>The counts of one comparison as a system that is protected as a whole, and the figures that may be made of it.</summary>
internal sealed class ComparisonCells
{
    private readonly CellSystem system = new();
    private readonly ComparisonCounts counts;
    private readonly Protection protection;
    private readonly int moved, silent, compared, othersMoved, matched, leftOut;
    private readonly Dictionary<string, int> reasons = [];
    private readonly Dictionary<(string Trait, string Value, bool Own), int> traits = [];

    public ComparisonCells(ComparisonCounts counts, int ratio, ParticipationPolicy policy, CancellationToken stop)
    {
        this.counts = counts;
        (compared, matched) = (Add(counts.Compared, 10), Add(counts.Matched, 10));
        (moved, silent, othersMoved) = (Add(counts.Moved, 10), Add(counts.Silent, 5), Add(counts.OthersMoved, 10));
        system.Relate((moved, 1), (Add(counts.Stayed, 5), 1), (silent, 1), (compared, -1));
        system.Relate((othersMoved, 1), (Add(counts.OthersStayed, 5), 1), (matched, -1));
        system.Relate((compared, ratio), (matched, -1));
        foreach (var (why, count) in counts.LeftOut) reasons[why] = Add(count, 1);
        leftOut = Add(counts.LeftOut.Values.Sum(), 1);
        system.Relate([.. reasons.Values.Select(r => (r, 1)), (leftOut, -1)]);
        system.Relate((leftOut, 1), (compared, 1), (Add(counts.LeftOut.Values.Sum() + counts.Compared, 1), -1));
        foreach (var (held, whole, own) in (ReadOnlySpan<(Dictionary<string, Dictionary<string, int>>, int, bool)>)[(counts.Own, compared, true), (counts.Others, matched, false)])
            foreach (var (trait, values) in held)
            {
                foreach (var (value, count) in values) traits[(trait, value, own)] = Add(count, 1);
                if (values.Count > 0) system.Relate([.. values.Keys.Select(v => (traits[(trait, v, own)], 1)), (whole, -1)]);
            }

        protection = OutcomeCells.Protected(system, policy, stop);
    }

    public ComparedFigures Figures(DateOnly asAt, string period, double largestDifference)
    {
        Released<long>? all = protection.Count(compared), unheard = protection.Count(silent), rose = protection.Count(moved), beside = protection.Count(matched), besideRose = protection.Count(othersMoved);
        var heard = all is not null && unheard is not null ? all.With(unheard, (a, u) => a - u) : null;
        var own = rose is not null && heard is not null && all is not null ? rose.With(heard, (r, h) => (Rose: (int)r, Heard: (int)h)).With(all, (r, a) => (r.Rose, r.Heard, All: (int)a)) : null;
        var others = besideRose is not null && beside is not null ? besideRose.With(beside, (r, b) => (Rose: (int)r, All: (int)b)) : null;
        var balance = counts.Own.Keys.Select(trait => Balance(trait, largestDifference)).ToList();
        var both = own is not null && others is not null && own.Value.Heard > 0 && others.Value.All > 0 && balance.TrueForAll(b => b.IsBalanced)
            ? own.With(others, (o, b) => MatchedDifference.Of(o.Rose, o.Heard, o.All, b.Rose, b.All, Normal.Z95)!) : null;
        return new(
            new("compared-participants", null, period, "Participants who were promoted", "Of those who began a programme before the period, were matched, and answered after it: those who told of a permanent post at least one grade higher since a day in the period.",
                rose, heard, all, asAt, own is { Value.Heard: > 0 } ? own.Map(o => Range(Intervals.Wilson(o.Rose, o.Heard, Normal.Z95))) : null,
                own?.Map(o => ShareWithSilence.Of(o.Rose, o.Heard, o.All, Normal.Z95)).Map(s => new ShareRange(s.Least, s.Most))),
            new("compared-colleagues", null, period, "Colleagues matched to them who were promoted", "Of those matched, from the returns of their employers: those with a promotion in the period.",
                besideRose, beside, beside, asAt, others is { Value.All: > 0 } ? others.Map(o => Range(Intervals.Wilson(o.Rose, o.All, Normal.Z95))) : null,
                others is { Value.All: > 0 } ? others.Map(o => new ShareRange((double)o.Rose / o.All, (double)o.Rose / o.All)) : null),
            both?.Map(b => b.Difference), both?.Map(b => Range(b.Interval)), both?.Map(b => Range(b.Bounds)),
            balance, protection.Count(leftOut), [.. counts.LeftOut.Keys.Order(StringComparer.Ordinal).Select(why => (why, protection.Count(reasons[why])))]);
    }

    private TraitBalance Balance(string trait, double largest)
    {
        double difference = Between(Values(trait, counts.Own), Values(trait, counts.Others));
        Released<List<Held>>? Shown(bool own)
        {
            Released<List<Held>>? all = null;
            foreach (string value in (own ? counts.Own : counts.Others)[trait].Keys)
            {
                if (protection.Count(traits[(trait, value, own)]) is not { } count) return null;
                all = all is null ? count.Map(c => new List<Held> { new(Number(value), c) }) : all.With(count, (a, c) => new List<Held>([.. a, new(Number(value), c)]));
            }

            return all;
        }

        var (one, other) = (Shown(true), Shown(false));
        return new(trait, one is not null && other is not null ? one.With(other, Between) : null, Math.Abs(difference) <= largest);
    }

    private static double Between(List<Held> one, List<Held> other) => StandardizedDifference.Between(one, other) ?? 0;

    private static List<Held> Values(string trait, Dictionary<string, Dictionary<string, int>> held) => [.. held[trait].Select(v => new Held(Number(v.Key), v.Value))];

    private static double Number(string value) => double.Parse(value, System.Globalization.CultureInfo.InvariantCulture);

    private static ShareRange Range(Interval interval) => new(interval.Lower, interval.Upper);

    private int Add(int value, double weight) => system.Add(new Cell(value, CellRole.Candidate, weight));
}
