using Parity.Platform.Programmes;
using Parity.Platform.Programmes.Model;

namespace Parity.App.Tests.Programmes;

/// <summary>Eight made-up cohorts of 25 people, one every half year, whose answers come in at random, counted after each quarter by a reader who keeps every page.</summary>
public sealed class OutcomesOverYearsTests
{
    private const string Silent = OutcomeCells.Silent, Whole = OutcomeCells.Whole;
    private const int Never = 99, Smallest = 5;

    private static readonly IReadOnlyList<(CohortId Id, int Ends)> Cohorts = [.. Enumerable.Range(0, 8).Select(n => (CohortId.From(new Guid(n + 1, 0, 0, new byte[8])), 2 * n))];

    /// <summary>Quarters in which something became known of somebody.</summary>
    private sealed record Graduate(CohortId Cohort, int Number, int Ends, bool Completes, IReadOnlyList<int> Answers, int Rises, int PublicLife, int Goes, int Forms, bool Confident);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(5, Battery.Size(1, 8))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Running_totals_go_on_being_told_and_nothing_small_is_seen_between_any_two_pages(int seed)
    {
        var people = Make(new Random(seed));
        var pages = new List<QuarterLedger>();
        int quarters = Battery.Size(10, 20);
        for (int quarter = 0; quarter < quarters; quarter++) pages.Insert(0, Count(people, quarter, pages));

        var told = pages.Select(p => p.Counts.Where(c => c.IsTold).ToDictionary(c => c.Key!.Value, c => c.Value)).ToList();
        // Running totals are told anew most of the time, to the end, and settled cohorts have figures of their own.
        int completed = Times("completed", "completed"), promoted = Times("role", "promoted"), ofCohorts = told.SelectMany(page => page.Keys).Distinct().Count(k => k.Cohort is not null);
        Battery.Report($"outcomes over years, seed {seed}: completed told in {completed} of {quarters} quarters, promoted in {promoted}, {ofCohorts} counts of single cohorts");
        Assert.InRange(completed, quarters * 3 / 4, quarters);
        Assert.InRange(promoted, quarters / 4, quarters);
        Assert.InRange(ofCohorts, 10, int.MaxValue);
        Assert.Contains(told.Take(4), page => page.ContainsKey(("completed", null, "completed")));
        int Times(string family, string part) => told.Count(page => page.ContainsKey((family, null, part)));

        Assert.All(told.SelectMany(page => page.Values), count => Assert.False(count is > 0 and < Smallest));
        Assert.All(
            told.SelectMany(page => page).GroupBy(c => c.Key, c => c.Value).SelectMany(same => same.SelectMany(one => same.Select(other => Math.Abs(one - other)))),
            few => Assert.False(few is > 0 and < Smallest, "two pages tell what a few people changed"));
        // What is left of all when cohorts are taken away that were told on any page, where just one is missing.
        foreach (var page in told)
            foreach (var ((family, _, part), all) in page.Where(c => c.Key.Cohort is null))
            {
                var finished = pages[told.IndexOf(page)].Counts.Where(c => c.Family == family && c.Part == part && c.Cohort is not null).ToList();
                if (finished.Where(c => !c.IsTold).ToList() is [var missing]) Assert.False(all - finished.Where(c => c.IsTold).Sum(c => c.Value) is > 0 and < Smallest, $"{missing.Family} {missing.Part} follows by subtraction");
            }
    }

    private static List<Graduate> Make(Random random)
    {
        bool Is(double chance) => random.NextDouble() < chance;
        return
        [
            .. from cohort in Cohorts
               from number in Enumerable.Range(0, 25)
               let answers = new[] { 1, 2, 4 }.Where(_ => Is(0.8)).Select(q => cohort.Ends + q + (Is(0.2) ? 1 : 0)).ToArray()
               select new Graduate(
                   cohort.Id, number, cohort.Ends, Is(0.92), answers, answers.Length > 0 && Is(0.35) ? answers[random.Next(answers.Length)] : Never,
                   answers.Length > 0 && Is(0.3) ? answers[0] : Never, answers.Length > 0 && Is(0.3) ? answers[^1] : Never, Is(0.85) ? cohort.Ends + (Is(0.15) ? 1 : 0) : Never, Is(0.7)),
        ];
    }

    private static QuarterLedger Count(IReadOnlyList<Graduate> people, int quarter, IReadOnlyList<QuarterLedger> before)
    {
        var finished = Cohorts.Where(c => c.Ends <= quarter).Select(c => c.Id).ToList();
        var began = people.Where(p => finished.Contains(p.Cohort)).ToList();
        var done = began.FindAll(p => p.Completes);
        var cells = new OutcomeCells(Smallest);
        Add("completed", ["completed", "left", Silent], [["completed"], Share("completed")], began, p => p.Completes ? "completed" : "left");
        Add("role", ["promoted", "for-a-time", "no", Silent], [["promoted"], Share("promoted"), Share("for-a-time")], done, p => p.Rises <= quarter ? "promoted" : !p.Answers.Any(a => a <= quarter) ? Silent : p.Number % 7 == 0 ? "for-a-time" : "no");
        Add("confirmed", ["confirmed", "told", Silent], [Share("confirmed")], done.FindAll(p => p.Rises <= quarter), p => p.Rises < quarter ? "confirmed" : "told", (_, part) => part == Silent);
        Add("civic", ["yes", "no", Silent], [Share("yes")], done, p => p.PublicLife <= quarter ? "yes" : p.Answers.Any(a => a <= quarter) ? "no" : Silent);
        Add("confidence", ["yes", "no", Silent], [Share("yes")], done, p => p.Forms > quarter ? Silent : p.Confident ? "yes" : "no");
        Add("employer", ["same", "another", Silent], [Share("same")], done, p => !p.Answers.Any(a => a <= quarter) ? Silent : p.Goes <= quarter ? "another" : "same");
        int[] grid = [0, 6, 12];
        string[] times = [.. grid.Select(m => $"happened-{m}"), .. grid.Select(m => $"lost-{m}")];
        Add("time", times, [times], done, p => p.Rises <= quarter ? $"happened-{Months(p.Rises - p.Ends)}" : $"lost-{p.Answers.Where(a => a <= quarter).Select(a => Months(a - p.Ends)).DefaultIfEmpty(0).Max()}", isOfCohorts: false);
        cells.Tie(finished, [("role", Silent)], ("time", "lost-0"), atMost: true);
        foreach (string family in (string[])["role", "civic", "confidence", "employer", "time"]) cells.Tie(finished, [(family, Whole)], ("completed", "completed"));
        cells.Tie(finished, [.. grid.Select(m => ("time", $"happened-{m}"))], ("role", "promoted"));
        cells.Tie(finished, [("confirmed", Whole)], ("role", "promoted"));
        cells.Tie(finished, [("civic", Silent)], ("role", Silent));
        cells.Tie(finished, [("employer", Silent)], ("role", Silent));
        cells.Beside(before);
        cells.Protect(ParticipationPolicy.InForceOn(new(2026, 12, 1)), default);
        return cells.Ledger(new DateOnly(2027, 3, 31).AddMonths(3 * quarter));

        static string[] Share(string part) => [Whole, Silent, part];
        static int Months(int quarters) => quarters <= 1 ? 0 : quarters <= 3 ? 6 : 12;
        void Add(string family, string[] parts, string[][] told, IReadOnlyList<Graduate> whose, Func<Graduate, string> partOf, Func<CohortId, string, bool>? never = null, bool isOfCohorts = true) =>
            cells.Add(family, parts, [.. whose.Select(p => (p.Cohort, p, partOf(p)))], finished, found => parts.First(found.Contains), told, cohort => SettledOf(family, quarter - Cohorts.First(c => c.Id == cohort).Ends), never, isOfCohorts);
    }

    /// <summary>Forms of months 0, 6, 12, 24 and 36 are open for a quarter.</summary>
    private static string? SettledOf(string family, int since) => family switch
    {
        "completed" => "ended",
        "confidence" => since >= 2 ? "after 0" : null,
        _ => since switch { 2 => "after 0", 4 => "after 6", 6 or 7 => "after 12", 10 or 11 => "after 24", >= 14 => "after 36", _ => null },
    };
}
