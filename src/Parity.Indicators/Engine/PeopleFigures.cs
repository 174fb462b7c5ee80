using static Parity.Indicators.IndicatorCatalogue;

namespace Parity.Indicators;

/// <summary>Who works here: counts and shares of employees, against the population and the board.</summary>
internal static class PeopleFigures
{
    private static readonly string[] Boards = ["all", "voting", "executive"];

    public static void Add(Pool pool, FigureSheet sheet)
    {
        ulong seen = pool.Tallies.Aggregate(0UL, (codes, t) => codes | t.Employees.Seen);
        AddHeadcount(pool, sheet, seen);
        AddRepresentation(pool, sheet, seen);
        AddGrades(pool, sheet, seen);
        AddUnknown(pool, sheet, seen);
        AddBenchmark(pool, sheet);
        AddBoard(pool, sheet);
        AddTicks(pool, sheet, "bonus-share", Tick.Bonus, null);
        AddTicks(pool, sheet, "mandatory-training-rate", Tick.MandatoryYes, Tick.MandatoryNo);
        AddTicks(pool, sheet, "pdp-rate", Tick.PdpYes, Tick.PdpNo);
        AddTicks(pool, sheet, "appraisal-rate", Tick.AppraisalYes, Tick.AppraisalNo);
    }

    private static void AddHeadcount(Pool pool, FigureSheet sheet, ulong seen)
    {
        var indicator = Of("headcount");
        foreach (var part in pool.PartsOf(indicator))
        {
            var scope = sheet.ScopeOf(part);
            Count(null, Group.All);
            foreach (var classification in Pool.Supported(indicator, seen))
                if (Pool.Crosses(classification, part.Kind))
                    foreach (var group in classification.Groups)
                        Count(classification, group);

            void Count(Classification? classification, Group group)
            {
                long people = pool.People(part.Index, group.Mask);
                if (Pool.Lists(part, classification, people))
                    sheet.Add(indicator, scope, classification, group.Name, null, people, null, null, null, people, null, Marks.None);
            }
        }
    }

    private static void AddRepresentation(Pool pool, FigureSheet sheet, ulong seen)
    {
        var whole = Of("representation");
        var banded = Of("band-representation");
        foreach (var part in pool.PartsOf(whole).Concat(pool.Bands))
        {
            var indicator = part.Kind is PartKind.Band ? banded : whole;
            long everybody = pool.People(part.Index, Group.All.Mask);
            foreach (var classification in Pool.Supported(indicator, seen))
                if (Pool.Crosses(classification, part.Kind))
                    foreach (var group in classification.Groups)
                    {
                        long people = pool.People(part.Index, group.Mask);
                        if (part.Kind is PartKind.Band || Pool.Lists(part, classification, people))
                            sheet.AddShare(indicator, sheet.ScopeOf(part), classification, group.Name, people, everybody);
                    }
        }
    }

    private static void AddGrades(Pool pool, FigureSheet sheet, ulong seen)
    {
        if (pool.Code != "CITY")
            foreach (string grade in pool.Tallies.SelectMany(t => t.Return.Grades).OrderBy(g => g.Rank).Select(g => g.Code).Distinct())
                AddShares("grade-representation", "grade", grade, (t, g) => t.Return.Grades[g].Code == grade);

        var declaring = pool.Tallies.Where(t => t.Header.SeniorFromGrade >= 0).ToList();
        string[] seniors = [.. declaring.Select(t => t.Return.Grades[t.Header.SeniorFromGrade].Code).Distinct()];
        if (seniors is [var senior])
            AddShares("senior-representation", "from_grade", senior, (t, g) =>
                t.Header.SeniorFromGrade >= 0 && t.Return.Grades[g].Rank >= t.Return.Grades[t.Header.SeniorFromGrade].Rank);

        void AddShares(string id, string key, string value, Func<Tally, int, bool> holds)
        {
            var indicator = Of(id);
            long[] people = new long[Slot.Count];
            foreach (var tally in pool.Tallies)
                for (int grade = 0; grade < tally.Return.Grades.Count; grade++)
                    if (holds(tally, grade))
                        for (int slot = 0; slot < Slot.Count; slot++)
                            people[slot] += tally.Employees.GradePeople[grade, slot];
            long everybody = Sum(Group.All.Mask);
            foreach (var classification in Pool.Supported(indicator, seen))
                foreach (var group in classification.Groups)
                    sheet.AddShare(indicator, sheet.ScopeOf(PoolPart.Whole, key, value), classification, group.Name, Sum(group.Mask), everybody);

            long Sum(ulong codes)
            {
                long sum = 0;
                for (int slot = 0; slot < Slot.Count; slot++)
                    if ((codes >> slot & 1) != 0)
                        sum += people[slot];
                return sum;
            }
        }
    }

    /// <summary>Ethnicity not known stands for everybody (group all); another characteristic's is its group X.</summary>
    private static void AddUnknown(Pool pool, FigureSheet sheet, ulong seen)
    {
        var indicator = Of("unknown-rate");
        ulong unknown = Slot.Of(Returns.BroadGroup.X);
        foreach (var part in pool.PartsOf(indicator))
        {
            long everybody = pool.People(part.Index, Group.All.Mask);
            sheet.AddShare(indicator, sheet.ScopeOf(part), null, Group.All.Name, pool.People(part.Index, unknown), everybody);
            foreach (var classification in Pool.Supported(indicator, seen).Where(c => c.Characteristic is not Characteristic.Ethnicity))
                if (Pool.Crosses(classification, part.Kind))
                    sheet.AddShare(indicator, sheet.ScopeOf(part), classification, "X",
                        pool.People(part.Index, classification.Everybody & ~classification.Known), everybody);
        }
    }

    private static void AddBenchmark(Pool pool, FigureSheet sheet)
    {
        var indicator = Of("benchmark-gap");
        var tallies = pool.Tallies.Where(t => pool.Options.Benchmarks.Of(t.Header.BenchmarkArea) is not null).ToList();
        if (tallies.Count == 0) return;
        string area = string.Join('+', tallies.SelectMany(t => t.Header.BenchmarkArea.Split('+', StringSplitOptions.TrimEntries)).Distinct().Order(StringComparer.Ordinal));
        var residents = pool.Options.Benchmarks.Of(area)!;
        long all = residents.Values.Sum();
        ulong seen = tallies.Aggregate(0UL, (codes, t) => codes | t.Employees.Seen);
        foreach (var classification in Pool.Supported(indicator, seen))
            foreach (var group in classification.Groups.Where(g => (g.Mask & classification.Known) != 0))
            {
                long people = Pool.Of(tallies, Tick.People, Part.Whole, group.Mask), known = Pool.Of(tallies, Tick.People, Part.Whole, classification.Known);
                long living = residents.Where(r => (Slot.Of(r.Key) & group.Mask) != 0).Sum(r => r.Value);
                double share = (double)living / all;
                Interval At(double z)
                {
                    var wilson = Intervals.Wilson(people, known, z);
                    return new(100 * (wilson.Lower - share), 100 * (wilson.Upper - share));
                }

                sheet.Add(indicator, Scope.Whole, classification, group.Name, area, people, known, living, all,
                    known > 0 ? 100 * (((double)people / known) - share) : null, known > 0 ? At(Normal.Z95) : null,
                    known > 0 ? FigureSheet.Evidence(At(Normal.Z95), At(Normal.Z998), 0) : Marks.NotCalculable);
            }
    }

    private static void AddBoard(Pool pool, FigureSheet sheet)
    {
        const int seatsForInterval = 20;
        var indicator = Of("board-gap");
        var tallies = pool.Tallies.Where(t => t.Rows.AnyBoard).ToList();
        if (tallies.Count == 0) return;
        ulong seen = tallies.Aggregate(0UL, (codes, t) => codes | t.Rows.BoardSeen), employed = tallies.Aggregate(0UL, (codes, t) => codes | t.Employees.Seen);
        long everybody = Pool.Of(tallies, Tick.People, Part.Whole, Group.All.Mask);
        foreach (string board in Boards)
        {
            long seats = Seats(Group.All.Mask);
            if (seats == 0) continue;
            foreach (var classification in Pool.Supported(indicator, seen).Where(c => Pool.Supports(c, employed)))
                foreach (var group in classification.Groups)
                {
                    long held = Seats(group.Mask), people = Pool.Of(tallies, Tick.People, Part.Whole, group.Mask);
                    Interval At(double z)
                    {
                        var difference = Intervals.Newcombe(held, seats, people, everybody, z);
                        return new(100 * difference.Lower, 100 * difference.Upper);
                    }

                    bool many = seats >= seatsForInterval;
                    sheet.Add(indicator, sheet.ScopeOf(PoolPart.Whole, "board", board), classification, group.Name, null, held, seats, people, everybody,
                        100 * (((double)held / seats) - ((double)people / everybody)), many ? At(Normal.Z95) : null,
                        many ? FigureSheet.Evidence(At(Normal.Z95), At(Normal.Z998), 0) : Marks.None);
                }

            long Seats(ulong codes) => tallies.Sum(t => t.Rows.Seats(board, codes));
        }
    }

    /// <summary>Shares of a yes or no column, over those who answered, or (without a no) over everybody.</summary>
    private static void AddTicks(Pool pool, FigureSheet sheet, string id, Tick yes, Tick? no)
    {
        var indicator = Of(id);
        var tallies = pool.Tallies.Where(t => t.Employees.Of(yes, Part.Whole, Group.All.Mask) + (no is { } n ? t.Employees.Of(n, Part.Whole, Group.All.Mask) : 0) > 0).ToList();
        if (tallies.Count == 0) return;
        ulong seen = tallies.Aggregate(0UL, (codes, t) => codes | t.Employees.Seen);
        foreach (var part in pool.PartsOf(indicator))
        {
            Share(null, Group.All);
            foreach (var classification in Pool.Supported(indicator, seen))
                if (Pool.Crosses(classification, part.Kind))
                    foreach (var group in classification.Groups)
                        Share(classification, group);

            void Share(Classification? classification, Group group)
            {
                long done = Pool.Of(tallies, yes, part.Index, group.Mask);
                long asked = no is { } other ? done + Pool.Of(tallies, other, part.Index, group.Mask) : Pool.Of(tallies, Tick.People, part.Index, group.Mask);
                if (Pool.Lists(part, classification, asked))
                    sheet.AddShare(indicator, sheet.ScopeOf(part), classification, group.Name, done, asked);
            }
        }
    }
}
