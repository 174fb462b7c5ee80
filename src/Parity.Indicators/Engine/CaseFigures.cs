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
    /// <summary>What one case adds to the figures of one part. Days is -1 unless it was closed by the end of the period.</summary>
    private readonly record struct Fact(Case Case, ulong Slots, int Days, bool IsDue, bool IsOnTime);

    /// <summary>Cases that belong to the same people, added up.</summary>
    private readonly record struct Totals(long Number, long Ended, long Due, long OnTime)
    {
        public static Totals operator +(Totals a, Totals b) => new(a.Number + b.Number, a.Ended + b.Ended, a.Due + b.Due, a.OnTime + b.OnTime);
    }

    /// <summary>The cases of one kind that touch one part, shortest first, and their totals by the codes of the people whose cases they are.</summary>
    private sealed class PartFacts
    {
        private readonly List<Fact> facts;
        private readonly Dictionary<ulong, Totals> byCodes = [];
        private readonly bool isWhole;

        public PartFacts(List<Fact> all, PoolPart part)
        {
            isWhole = part.IsWhole;
            facts = isWhole ? all : [.. all.Select(f => f with { Slots = f.Case.SlotsIn(part.Index) }).Where(f => f.Slots != 0)];
            foreach (var f in facts)
            {
                long weight = f.Case.Weight;
                byCodes[f.Slots] = byCodes.GetValueOrDefault(f.Slots) + new Totals(weight, f.Days >= 0 ? weight : 0, f.IsDue ? weight : 0, f.IsOnTime ? weight : 0);
            }
        }

        public Totals Of(ulong codes)
        {
            var sum = default(Totals);
            foreach (var (slots, totals) in byCodes)
                if (Concerns(slots, codes))
                    sum += totals;
            return sum;
        }

        /// <summary>Cases that name somebody of these codes as the one whose case it is.</summary>
        public long Named(ulong codes) => byCodes.Where(c => (c.Key & codes) != 0).Sum(c => c.Value.Number);

        public double? MedianDays(ulong codes)
        {
            long ended = Of(codes).Ended, upTo = 0, lower = (ended + 1) / 2;
            int? first = null;
            foreach (var fact in facts)
            {
                if (fact.Days < 0 || !Concerns(fact.Slots, codes)) continue;
                upTo += fact.Case.Weight;
                if (first is null && upTo >= lower) first = fact.Days;
                if (upTo > ended / 2) return (first!.Value + fact.Days) / 2.0;
            }
            return null;
        }

        /// <summary>Everybody's cases are all cases, also one that names nobody whose it is.</summary>
        private bool Concerns(ulong slots, ulong codes) => (slots & codes) != 0 || (isWhole && codes == Group.All.Mask);
    }

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
        var each = tallies.ConvertAll(t => FactsOf([t], kind));
        var parts = new Dictionary<int, List<PartFacts>>();
        foreach (var (part, classification, group) in Subjects(pool, tallies, indicator, t => Average.Seen(t, kind)))
        {
            var characteristic = classification?.Characteristic ?? Characteristic.Ethnicity;
            if (!Pool.Lists(part, classification, pool.People(part.Index, group.Mask))) continue;
            if (!parts.TryGetValue(part.Index, out var facts)) parts[part.Index] = facts = each.ConvertAll(f => new PartFacts(f, part));
            var rates = tallies.Zip(facts).Where(t => Average.Tells(t.First, part.Kind, characteristic))
                .Select(t => (Cases: t.Second.Named(group.Mask), Base: Average.Of(t.First, part, characteristic, group.Mask))).ToList();
            if (rates.Count == 0) continue;
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
        var cases = FactsOf(tallies, kind);
        var parts = new Dictionary<int, PartFacts>();
        foreach (var (part, classification, group) in Subjects(pool, tallies, count, t => t.Events.Seen(kind)))
        {
            if (!parts.TryGetValue(part.Index, out var facts)) parts[part.Index] = facts = new(cases, part);
            var totals = facts.Of(group.Mask);
            if (!part.IsWhole && totals.Number == 0) continue;
            var scope = sheet.ScopeOf(part, "kind", kind.Code());
            sheet.Add(count, scope, classification, group.Name, null, totals.Number, null, null, null, totals.Number, null, Marks.None);
            sheet.Add(days, scope, classification, group.Name, null, null, totals.Ended, null, null, facts.MedianDays(group.Mask), null,
                totals.Ended > 0 ? Marks.None : Marks.NotCalculable);
            sheet.AddShare(onTime, scope, classification, group.Name, totals.OnTime, totals.Due);
        }
    }

    /// <summary>The cases of one kind, shortest first.</summary>
    private static List<Fact> FactsOf(List<Tally> tallies, EventKind kind)
    {
        var facts = new List<Fact>();
        foreach (var tally in tallies)
        {
            int start = tally.Header.PeriodStart.DayNumber, end = tally.Header.PeriodEnd.DayNumber;
            foreach (var one in tally.Events.Cases)
            {
                if (one.Kind != kind) continue;
                int due = one.Due != 0 ? one.Due : one.Opened != 0 ? one.Opened + CasePolicy.InForceOn(DateOnly.FromDayNumber(one.Opened)).CalendarDays : 0;
                bool isDue = due >= start && due <= end, ended = one.Opened != 0 && one.Closed != 0 && one.Closed <= end;
                facts.Add(new(one, one.SlotsIn(Part.Whole), ended ? one.Closed - one.Opened : -1, isDue, isDue && one.Closed != 0 && one.Closed <= due));
            }
        }
        facts.Sort((a, b) => a.Days.CompareTo(b.Days));
        return facts;
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
