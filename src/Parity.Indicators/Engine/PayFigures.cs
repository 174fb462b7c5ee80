using static Parity.Indicators.IndicatorCatalogue;

namespace Parity.Indicators;

/// <summary>Gaps in mean and median pay and bonus, and the pay quarters.</summary>
internal static class PayFigures
{
    private const int LeastPeople = 20;

    public static void Add(Pool pool, FigureSheet sheet)
    {
        ulong seen = pool.Tallies.Aggregate(0UL, (codes, t) => codes | t.Employees.Seen);
        var hourly = SortedPay.Hourly(pool.Tallies);
        if (hourly.Any)
        {
            AddGaps(pool, sheet, seen, Of("pay-gap-mean"), Of("pay-gap-median"), hourly, t => t.Employees.Pay);
            AddQuarters(pool, sheet, seen, hourly);
        }
        var bonus = SortedPay.Bonus(pool.Tallies);
        if (bonus.Any) AddGaps(pool, sheet, seen, Of("bonus-gap-mean"), Of("bonus-gap-median"), bonus, t => t.Employees.Bonus);
    }

    private static void AddGaps(Pool pool, FigureSheet sheet, ulong seen, Indicator mean, Indicator median, SortedPay pay, Func<Tally, MomentTable> moments)
    {
        var spreads = Spreads(pool, seen, mean, pay, moments);
        foreach (var kind in pool.PartsOf(mean).GroupBy(p => p.Kind))
        {
            int first = Layout(pool, kind.Key).First;
            var whiteOther = spreads[(kind.Key, Classification.WhiteOther)];
            foreach (var classification in Given(pool, mean, seen, kind.Key))
            {
                var reference = classification.ReferenceFor(pool.Options.Reference)!;
                var own = spreads[(kind.Key, classification)];
                int at = IndexOf(classification, reference);
                foreach (var part in kind)
                {
                    int index = part.Index - first;
                    // pooled White is no group of the detailed classification
                    var other = at >= 0 ? own[index, at] : whiteOther[index, 0];
                    for (int g = 0; g < classification.Groups.Count; g++)
                    {
                        var group = classification.Groups[g];
                        if (group.Name == reference.Name || !Pool.Lists(part, classification, own[index, g].People)) continue;
                        AddMean(pool, sheet, mean, part, classification, group, reference, moments, own[index, g], other);
                        AddMedian(sheet, median, part, classification, group, reference, own[index, g], other);
                    }
                }
            }
        }
    }

    /// <summary>The classifications given in one kind of part that have a group to compare with.</summary>
    private static IEnumerable<Classification> Given(Pool pool, Indicator indicator, ulong seen, PartKind kind) =>
        Pool.Supported(indicator, seen).Where(c => Pool.Crosses(c, kind) && c.ReferenceFor(pool.Options.Reference) is not null);

    /// <summary>Pay by part and group. Each table is a walk over everybody by itself, so they are made side by side.</summary>
    private static Dictionary<(PartKind, Classification), PaySpread[,]> Spreads(Pool pool, ulong seen, Indicator mean, SortedPay pay, Func<Tally, MomentTable> moments)
    {
        var tables = pool.PartsOf(mean).Select(p => p.Kind).Distinct()
            .SelectMany(k => Given(pool, mean, seen, k).Append(Classification.WhiteOther).Distinct().Select(c => (Kind: k, Classification: c))).ToArray();
        var spreads = new PaySpread[tables.Length][,];
        Parallel.For(0, tables.Length, i =>
        {
            var (kind, classification) = tables[i];
            var (count, first) = Layout(pool, kind);
            spreads[i] = pay.Spread(kind, count, classification, (part, group) => pool.Tallies.Sum(t => moments(t).Of(first + part, classification.Groups[group].Mask).People));
        });
        return tables.Zip(spreads).ToDictionary(t => t.First, t => t.Second);
    }

    private static void AddMean(
        Pool pool, FigureSheet sheet, Indicator indicator, PoolPart part, Classification classification, Group group, Group reference, Func<Tally, MomentTable> moments,
        PaySpread ownPay, PaySpread otherPay)
    {
        var own = default(Moments);
        var other = default(Moments);
        foreach (var tally in pool.Tallies)
        {
            own.Add(moments(tally).Of(part.Index, group.Mask));
            other.Add(moments(tally).Of(part.Index, reference.Mask));
        }

        bool few = own.People < LeastPeople || other.People < LeastPeople;
        Interval At(double z) => Gap(Intervals.Delta(own.Mean, own.MeanError, other.Mean, other.MeanError, z));
        sheet.Add(indicator, sheet.ScopeOf(part), classification, group.Name, reference.Name, null, own.People, null, other.People,
            few ? null : 100 * (double)((other.Sum * own.People) - (own.Sum * other.People)) / (double)(other.Sum * own.People),
            few ? null : At(Normal.Z95), few ? Marks.TooFew : FigureSheet.Evidence(At(Normal.Z95), At(Normal.Z998), 0),
            behind: new(AmountsOf(own, ownPay), AmountsOf(other, otherPay)));
    }

    private static Amounts AmountsOf(in Moments moments, in PaySpread pay) => new((decimal)moments.Sum, pay.Greatest, pay.Second);

    private static void AddMedian(
        FigureSheet sheet, Indicator indicator, PoolPart part, Classification classification, Group group, Group reference, PaySpread own, PaySpread other)
    {
        bool few = own.People < LeastPeople || other.People < LeastPeople;
        Interval At(Func<PaySpread, Interval> limits) => Gap(Intervals.Mover(own.Middle / 2.0, limits(own), other.Middle / 2.0, limits(other)));
        sheet.Add(indicator, sheet.ScopeOf(part), classification, group.Name, reference.Name, null, own.People, null, other.People,
            few ? null : 100.0 * (other.Middle - own.Middle) / other.Middle,
            few ? null : At(s => s.At95), few ? Marks.TooFew : FigureSheet.Evidence(At(s => s.At95), At(s => s.At998), 0));
    }

    private static void AddQuarters(Pool pool, FigureSheet sheet, ulong seen, SortedPay pay)
    {
        var indicator = Of("pay-quarter");
        var quarters = pay.Quarters();
        foreach (var classification in Pool.Supported(indicator, seen))
            for (int q = 0; q < 4; q++)
            {
                long size = quarters.Sizes[q];
                var scope = sheet.ScopeOf(PoolPart.Whole, "quarter", $"{q + 1}");
                foreach (var group in classification.Groups)
                {
                    double places = quarters.Places(q, group.Mask);
                    sheet.Add(indicator, scope, classification, group.Name, null, places, size, null, null, size > 0 ? places / size : null, null,
                        size > 0 ? Marks.None : Marks.NotCalculable);
                }
            }
    }

    /// <summary>What logarithms and back leave of a gap of nothing, in per cent.</summary>
    private const double Dust = 1e-9;

    /// <summary>From the ratio of group to reference to the gap in per cent, which runs the other way.</summary>
    private static Interval Gap(Interval ratio) => new(Swept(100 * (1 - ratio.Upper)), Swept(100 * (1 - ratio.Lower)));

    /// <summary>A limit at parity is 0 and not beside it: pay in steps often puts it there, and beside it would read as evidence.</summary>
    private static double Swept(double gap) => Math.Abs(gap) < Dust ? 0 : gap;

    private static int IndexOf(Classification classification, Group reference)
    {
        for (int g = 0; g < classification.Groups.Count; g++)
            if (classification.Groups[g].Name == reference.Name)
                return g;
        return -1;
    }

    private static (int Count, int First) Layout(Pool pool, PartKind kind) => kind switch
    {
        PartKind.Whole => (1, Part.Whole),
        PartKind.Band => (6, Part.Band),
        PartKind.Sex => (5, Part.Sex),
        PartKind.Disability => (4, Part.Disability),
        _ => (pool.Tallies[0].Return.Directorates.Count, Part.Directorate),
    };
}
