using Parity.Indicators.Returns;
using static Parity.Indicators.IndicatorCatalogue;

namespace Parity.Indicators;

/// <summary>When a case without a day to be closed by is due.</summary>
/// <param name="From">First day on which a case falls under this policy, by the day it was opened.</param>
public sealed record CasePolicy(DateOnly From, int CalendarDays, string Source)
{
    private static readonly IReadOnlyList<CasePolicy> All =
        [new(DateOnly.MinValue, 90, "Agreed by the partnership as the longest a case should take when its own policy sets no day")];

    /// <summary>The policy for a case opened on this day.</summary>
    public static CasePolicy InForceOn(DateOnly day) => All.Where(p => p.From <= day).MaxBy(p => p.From)!;
}

/// <summary>Cases: how many for each person employed, how many at all, how long they take and whether they end on time.</summary>
internal static class CaseFigures
{
    public static void Add(Pool pool, FigureSheet sheet)
    {
        var tallies = pool.Tallies.Where(t => t.Events.Any).ToList();
        if (tallies.Count == 0) return;
        AddRate(pool, sheet, tallies, Of("grievance-rate"), EventKind.Grievance);
        AddRate(pool, sheet, tallies, Of("bullying-rate"), EventKind.BullyingHarassment);
        foreach (var kind in tallies.SelectMany(t => t.Events.Cases).Select(c => c.Kind).Distinct().Order()) AddCases(pool, sheet, tallies, kind);
    }

    private static void AddRate(Pool pool, FigureSheet sheet, List<Tally> tallies, Indicator indicator, EventKind kind)
    {
        foreach (var (part, classification, group) in Subjects(pool, tallies, indicator, t => Average.Seen(t, kind)))
        {
            var characteristic = classification?.Characteristic ?? Characteristic.Ethnicity;
            if (!Pool.Lists(part, classification, pool.People(part.Index, group.Mask))) continue;
            var telling = tallies.FindAll(t => Average.Tells(t, part.Kind, characteristic));
            if (telling.Count == 0) continue;
            var rates = telling.ConvertAll(t => (
                Cases: t.Events.Cases.Where(c => c.Kind == kind && c.Principals.Count > 0 && c.Concerns(part.Index, group.Mask)).Sum(c => c.Weight),
                Base: Average.Of(t, part, characteristic, group.Mask)));
            if (pool.IsPooled && rates.Exists(r => r.Base.Doubled is not null)) rates = rates.FindAll(r => r.Base.Doubled is not null);
            long cases = rates.Sum(r => r.Cases);
            double? people = rates.TrueForAll(r => r.Base.Doubled is not null) ? rates.Sum(r => r.Base.Doubled!.Value) / 2.0 : null;
            bool calculable = people > 0;
            var limits = Intervals.Byar(cases, Normal.Z95);
            sheet.Add(indicator, sheet.ScopeOf(part), classification, group.Name, null, cases, people, null, null,
                calculable ? cases / people : null, calculable ? new(limits.Lower / people!.Value, limits.Upper / people.Value) : null,
                (calculable ? Marks.None : Marks.NotCalculable) | (rates.Exists(r => r.Base.IsSnapshot) ? Marks.SnapshotBase : Marks.None));
        }
    }

    private static void AddCases(Pool pool, FigureSheet sheet, List<Tally> tallies, EventKind kind)
    {
        Indicator count = Of("case-count"), days = Of("case-days-median"), onTime = Of("case-on-time-rate");
        var cases = tallies.SelectMany(t => t.Events.Cases.Where(c => c.Kind == kind), (t, c) => (t.Header, Case: c)).ToList();
        foreach (var (part, classification, group) in Subjects(pool, tallies, count, t => t.Events.Seen(kind)))
        {
            if (part.Kind is PartKind.Directorate && !tallies.Exists(t => t.Events.HasDirectorate)) continue;
            var own = cases.FindAll(c => c.Case.Concerns(part.Index, group.Mask));
            long number = own.Sum(c => c.Case.Weight);
            if (!part.IsWhole && number == 0) continue;
            var scope = sheet.ScopeOf(part, "kind", kind.Code());
            sheet.Add(count, scope, classification, group.Name, null, number, null, null, null, number, null, Marks.None);

            var closed = own.FindAll(c => c.Case.Opened != 0 && c.Case.Closed != 0 && c.Case.Closed <= c.Header.PeriodEnd.DayNumber);
            long ended = closed.Sum(c => c.Case.Weight);
            sheet.Add(days, scope, classification, group.Name, null, null, ended, null, null, Median(closed.ConvertAll(c => (c.Case.Closed - c.Case.Opened, c.Case.Weight))), null,
                ended > 0 ? Marks.None : Marks.NotCalculable);

            var due = own.FindAll(c => DueDay(c.Case) is { } day && day >= c.Header.PeriodStart.DayNumber && day <= c.Header.PeriodEnd.DayNumber);
            sheet.AddShare(onTime, scope, classification, group.Name, due.Where(c => c.Case.Closed != 0 && c.Case.Closed <= DueDay(c.Case)).Sum(c => c.Case.Weight), due.Sum(c => c.Case.Weight));
        }
    }

    private static int? DueDay(Case one) =>
        one.Due != 0 ? one.Due
        : one.Opened != 0 ? one.Opened + CasePolicy.InForceOn(DateOnly.FromDayNumber(one.Opened)).CalendarDays
        : null;

    private static double? Median(List<(int Days, long Weight)> lengths)
    {
        long all = lengths.Sum(l => l.Weight);
        if (all == 0) return null;
        lengths.Sort();
        return (At((all + 1) / 2) + At((all / 2) + 1)) / 2.0;

        int At(long rank)
        {
            long upTo = 0;
            return lengths.First(l => (upTo += l.Weight) >= rank).Days;
        }
    }

    private static IEnumerable<(PoolPart Part, Classification? Classification, Group Group)> Subjects(Pool pool, List<Tally> tallies, Indicator indicator, Func<Tally, ulong> codes)
    {
        ulong seen = tallies.Aggregate(0UL, (all, t) => all | codes(t));
        foreach (var part in pool.PartsOf(indicator))
        {
            yield return (part, null, Group.All);
            foreach (var classification in Pool.Supported(indicator, seen))
                if (Pool.Crosses(classification, part.Kind))
                    foreach (var group in classification.Groups)
                        yield return (part, classification, group);
        }
    }
}
