using Parity.Indicators;
using Parity.Indicators.Returns;

namespace Parity.Core.Tests.Indicators;

/// <summary>
/// The indicators once more, written for obviousness: one object a person, words instead of bits, decimal instead of Int128, a sort
/// for every median. Knows nothing of the engine but the key of the figure it is asked for.
/// </summary>
internal sealed class NaiveFigures(IReadOnlyList<Return> returns)
{
    private sealed record Someone(Return Of, Employee Row);

    internal sealed record Answer(double? Numerator, double? Denominator, double? ReferenceNumerator, double? ReferenceDenominator, double? Value, string Flag, double? Adjusted = null, AmountsBehind? Behind = null);

    private readonly List<Someone> people = [.. returns.SelectMany(r => Rows(r).SelectMany(e => Enumerable.Repeat(new Someone(r, e), e.Count)))];

    public Answer For(Figure f)
    {
        bool inGroup(string e, Sex s, Disability d) => Belongs(f.Classification, f.Group, e, s, d, null, null, null);
        bool inReference(string e, Sex s, Disability d) => Belongs(f.Classification, f.Reference!, e, s, d, null, null, null);
        List<Someone> here = [.. people.Where(p => InScope(f, p))];
        List<Someone> own = [.. here.Where(p => Member(f, f.Group, p))];
        List<Someone> other = f.Reference is null || f.Indicator == "benchmark-gap" ? [] : [.. here.Where(p => Member(f, f.Reference, p))];

        switch (f.Indicator)
        {
            case "headcount":
                return new(own.Count, null, null, null, own.Count, "");
            case "representation" or "band-representation":
                return Share(own.Count, here.Count);
            case "grade-representation":
                return Share(own.Count(p => GradeOf(p).Code == f.Scope["grade"]), here.Count(p => GradeOf(p).Code == f.Scope["grade"]));
            case "senior-representation":
                bool Senior(Someone p) => GradeOf(p).Rank >= p.Of.Grades[p.Of.Header.SeniorFromGrade].Rank;
                return Share(own.Count(Senior), here.Count(Senior));
            case "unknown-rate":
                return Share(here.Count(p => CodeOf(f.Classification, p) is "X1" or "X9"), here.Count);
            case "bonus-share":
                return Share(own.Count(p => p.Row.Bonus > 0), own.Count);
            case "mandatory-training-rate":
                return Share(own.Count(p => p.Row.Mandatory is YesNo.Yes), own.Count(p => p.Row.Mandatory is not YesNo.Blank));
            case "pdp-rate":
                return Share(own.Count(p => p.Row.Pdp is YesNo.Yes), own.Count(p => p.Row.Pdp is not YesNo.Blank));
            case "appraisal-rate":
                return Share(own.Count(p => p.Row.Appraisal is YesNo.Yes), own.Count(p => p.Row.Appraisal is not YesNo.Blank));
            case "board-gap":
                var seats = returns.SelectMany(r => r.Board).Where(b => f.Scope["board"] switch { "voting" => b.Voting, "executive" => b.Executive, _ => true })
                    .SelectMany(b => Enumerable.Repeat(b, b.Count)).ToList();
                int held = seats.Count(b => inGroup(b.Ethnicity.ToString(), b.Sex, Disability.X9));
                return new(held, seats.Count, own.Count, here.Count, 100.0 * held / seats.Count - 100.0 * own.Count / here.Count, "");
            case "disparity-ratio":
                string[] bands = ["entry", "operational", "team-leader", "middle-manager", "senior-manager", "executive"];
                string[] Tier(string name) => name == "entry" ? bands[..2] : name == "middle" ? bands[2..4] : bands[4..];
                string[] step = f.Scope["step"]!.Split('-');
                int In(List<Someone> who, int tier) => who.Count(p => Tier(step[tier]).Contains(GradeOf(p).Band.Code()));
                double gu = In(own, 1), gl = In(own, 0), ru = In(other, 1), rl = In(other, 0);
                return new(gu, gl, ru, rl, new[] { gu, gl, ru, rl }.Min() < 5 ? null : ru / rl / (gu / gl), new[] { gu, gl, ru, rl }.Min() < 5 ? "too-few" : "");
            case "training-likelihood":
                bool tooBlank = 10 * people.Count(p => p.Row.Training is YesNo.Blank) > people.Count;
                return Ratio(own.Count(p => p.Row.Training is YesNo.Yes), own.Count(p => p.Row.Training is not YesNo.Blank),
                    other.Count(p => p.Row.Training is YesNo.Yes), other.Count(p => p.Row.Training is not YesNo.Blank), false, tooBlank);
            case "shortlisting-likelihood":
                return Recruited(r => r.Applied, r => r.Shortlisted);
            case "appointment-likelihood":
                return Recruited(r => r.Shortlisted, r => r.Appointed);
            case "application-likelihood":
                return Recruited(r => r.Applied, r => r.Appointed);
            case "promotion-likelihood":
                return Happened(false, (r, e) => e.Kind is EventKind.Promotion && Placed(r, e));
            case "acting-up-likelihood":
                return Happened(false, (r, e) => e.Kind is EventKind.ActingUp && Counts(r, e.Opened, e.Closed));
            case "secondment-likelihood":
                return Happened(false, (r, e) => e.Kind is EventKind.Secondment && Counts(r, e.Opened, e.Closed));
            case "disciplinary-likelihood":
                return Happened(true, (r, e) => e.Kind is EventKind.Disciplinary && Entered(r, e));
            case "capability-likelihood":
                return Happened(true, (r, e) => e.Kind is EventKind.Capability && Entered(r, e));
            case "leaver-likelihood":
                return Happened(true, (r, e) => e.Kind is EventKind.Leaver && Placed(r, e));
            case "voluntary-leaver-likelihood":
                return Happened(true, (r, e) => e.Kind is EventKind.Leaver && e.Voluntary is YesNo.Yes && Placed(r, e));
            case "sickness-ratio":
                var mine = own.Where(p => p.Row.Sick is not null && p.Row.Working is not null).ToList();
                var theirs = other.Where(p => p.Row.Sick is not null && p.Row.Working is not null).ToList();
                decimal a = mine.Sum(p => p.Row.Sick!.Value), n = mine.Sum(p => p.Row.Working!.Value), b = theirs.Sum(p => p.Row.Sick!.Value), m = theirs.Sum(p => p.Row.Working!.Value);
                if (mine.Count < 20 || theirs.Count < 20) return new((double)a, (double)n, (double)b, (double)m, null, "too-few");
                return new((double)a, (double)n, (double)b, (double)m, (double)(a * m / (n * b)), Size(a * m, n * b));
            case "grievance-rate" or "bullying-rate":
                var kind = f.Indicator == "grievance-rate" ? EventKind.Grievance : EventKind.BullyingHarassment;
                long cases = returns.Sum(r => CasesOf(r, kind, f).Where(c => c.Rows.Any(e => e.Role is EventRole.RaisedBy or EventRole.Blank)).Sum(c => c.Weight));
                var (average, snapshot) = Average(f, f.Group);
                return new(cases, average, null, null, average > 0 ? cases / average : null, Flags(average > 0 ? "" : "not-calculable", snapshot));
            case "case-count":
                long number = KindCases(f).Sum(c => c.Weight);
                return new(number, null, null, null, number, "");
            case "case-days-median":
                var lengths = KindCases(f).Where(c => c.Opened != 0 && c.Closed != 0 && c.Closed <= c.Of.Header.PeriodEnd.DayNumber)
                    .SelectMany(c => Enumerable.Repeat((decimal)(c.Closed - c.Opened), (int)c.Weight)).ToList();
                return new(null, lengths.Count, null, null, lengths.Count > 0 ? (double)Median(lengths) : null, lengths.Count > 0 ? "" : "not-calculable");
            case "case-on-time-rate":
                int DueOf(Case c) => c.Due != 0 ? c.Due : c.Opened != 0 ? c.Opened + 90 : 0;
                var due = KindCases(f).Where(c => DueOf(c) >= c.Of.Header.PeriodStart.DayNumber && DueOf(c) <= c.Of.Header.PeriodEnd.DayNumber).ToList();
                return Share(due.Where(c => c.Closed != 0 && c.Closed <= DueOf(c)).Sum(c => c.Weight), due.Sum(c => c.Weight));
            case "pay-gap-mean" or "pay-gap-median":
                return Gap([.. own.Where(p => p.Row.FullPay && p.Row.Pay is not null).Select(p => p.Row.Pay!.Value)], [.. other.Where(p => p.Row.FullPay && p.Row.Pay is not null).Select(p => p.Row.Pay!.Value)]);
            case "bonus-gap-mean" or "bonus-gap-median":
                return Gap([.. own.Where(p => p.Row.Bonus > 0).Select(p => p.Row.Bonus!.Value)], [.. other.Where(p => p.Row.Bonus > 0).Select(p => p.Row.Bonus!.Value)]);
            case "pay-quarter":
                var (places, size) = Quarter(f, here);
                return new(places, size, null, null, size > 0 ? places / size : null, size > 0 ? "" : "not-calculable");
            case "course-rate":
                var rows = returns.SelectMany(r => r.Training.Where(t => r.Courses[t.Course] == f.Scope["course"] && t.Due >= 0 && t.Completed >= 0 && Where(f, r, -1, t.Directorate, t.Sex, Disability.X9)))
                    .Where(t => f.Classification is null || inGroup(t.Ethnicity.ToString(), t.Sex, Disability.X9)).ToList();
                return Share(rows.Sum(t => t.Completed), rows.Sum(t => t.Due));
            case "panel-trained-rate":
                var panels = returns.SelectMany(r => r.Recruitment.Where(x => x.Vacancy >= 0 && x.PanelMembers > 0).GroupBy(x => x.Vacancy)
                    .Where(v => v.Any(x => Where(f, r, x.Grade, x.Directorate, Sex.X9, Disability.X9)))).ToList();
                return Share(panels.Count(v => v.Any(x => x.PanelTrained >= 0) && v.All(x => x.PanelTrained < 0 || x.PanelTrained >= x.PanelMembers)), panels.Count);
            case "survey-favourable" or "survey-index":
                return Survey(f);
            default:
                throw new NotSupportedException(f.Indicator);
        }

        Answer Gap(List<decimal> mine, List<decimal> theirs)
        {
            AmountsBehind? behind = f.Indicator.EndsWith("mean", StringComparison.Ordinal) ? new(AmountsOf(mine), AmountsOf(theirs)) : null;
            if (mine.Count < 20 || theirs.Count < 20) return new(null, mine.Count, null, theirs.Count, null, "too-few", Behind: behind);
            decimal g = f.Indicator.EndsWith("mean", StringComparison.Ordinal) ? mine.Average() : Median(mine), r = f.Indicator.EndsWith("mean", StringComparison.Ordinal) ? theirs.Average() : Median(theirs);
            return new(null, mine.Count, null, theirs.Count, (double)(100 * (r - g) / r), "", Behind: behind);
        }

        static Amounts AmountsOf(List<decimal> pay)
        {
            var highest = pay.OrderDescending().Select(p => p * Return.Micro).ToList();
            return new(highest.Sum(), highest.FirstOrDefault(), highest.Skip(1).FirstOrDefault());
        }

        Answer Recruited(Func<RecruitmentRow, int> from, Func<RecruitmentRow, int> to)
        {
            var rows = returns.SelectMany(r => r.Recruitment.Where(x => Where(f, r, x.Grade, x.Directorate, x.Sex, x.Disability))).Where(x => from(x) >= 0 && to(x) >= 0).ToList();
            var mine = rows.Where(x => inGroup(x.Ethnicity.ToString(), x.Sex, x.Disability)).ToList();
            var theirs = rows.Where(x => inReference(x.Ethnicity.ToString(), x.Sex, x.Disability)).ToList();
            return Ratio(mine.Sum(to), mine.Sum(from), theirs.Sum(to), theirs.Sum(from), false);
        }

        Answer Happened(bool groupOnTop, Func<Return, EventRow, bool> holds)
        {
            var (ownBase, ownSnapshot) = Average(f, f.Group);
            var (otherBase, otherSnapshot) = Average(f, f.Reference!);
            return Ratio(Distinct(f, f.Group, holds), ownBase, Distinct(f, f.Reference!, holds), otherBase, groupOnTop, snapshot: ownSnapshot || otherSnapshot);
        }
    }

    private static Answer Share(long numerator, long denominator) =>
        new(numerator, denominator, null, null, denominator > 0 ? (double)numerator / denominator : null, denominator > 0 ? "" : "not-calculable");

    private static Answer Ratio(long a, double? n, long b, double? m, bool groupOnTop, bool notGiven = false, bool snapshot = false)
    {
        if (a < 5 || b < 5 || n < 20 || m < 20) return new(a, n, b, m, null, Flags("too-few", snapshot));
        if (notGiven || n is null || m is null) return new(a, n, b, m, null, Flags("not-calculable", snapshot));
        decimal own = a * (decimal)m, other = b * (decimal)n;
        var (top, bottom) = groupOnTop ? (own, other) : (other, own);
        return new(a, n, b, m, (double)(top / bottom), Flags(Size(top, bottom), snapshot));
    }

    private static string Size(decimal top, decimal bottom) => top / bottom > 1.25m ? "adverse" : top / bottom < 0.80m ? "reverse" : "";

    private static string Flags(string word, bool snapshot) => snapshot ? $"{word} snapshot-base".Trim() : word;

    private static decimal Median(List<decimal> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private Answer Survey(Figure f)
    {
        var source = Enum.Parse<SurveySource>(f.Scope["source"]!, ignoreCase: true);
        var rows = returns.SelectMany(r => r.Survey.Where(s => s.Source == source && Where(f, r, -1, s.Directorate, Sex.X9, Disability.X9))
                .Select(s => (Question: r.Questions[s.Question], Theme: s.Theme < 0 ? null : r.Themes[s.Theme], Row: s)))
            .Where(s => f.Classification is null || Belongs(f.Classification, f.Group, s.Row.Ethnicity.ToString(), Sex.X9, Disability.X9, null, null, null)).ToList();
        var everyQuestion = returns.SelectMany(r => r.Survey.Where(s => s.Source == source && s.Theme >= 0 && r.Themes[s.Theme] == f.Scope["theme"]).Select(s => r.Questions[s.Question])).Distinct();
        bool isIndex = f.Indicator == "survey-index";
        (decimal? Value, int Favourable, int Valid) One(IEnumerable<SurveyRow> of)
        {
            var points = new List<decimal>();
            int favourable = 0;
            foreach (var s in of)
            {
                int[] counts = [s.StronglyDisagree, s.Disagree, s.Neither, s.Agree, s.StronglyAgree];
                if (s.Negative) Array.Reverse(counts);
                for (int i = 0; i < 5; i++) points.AddRange(Enumerable.Repeat(25m * i, counts[i]));
                favourable += counts[3] + counts[4];
            }
            return (points.Count == 0 ? null : isIndex ? points.Average() : 100m * favourable / points.Count, favourable, points.Count);
        }

        if (f.Scope["question"] is { } question)
        {
            var (value, favourable, valid) = One(rows.Where(s => s.Question == question).Select(s => s.Row));
            return new(isIndex ? null : favourable, valid, null, null, valid < 11 ? null : (double)value!, valid < 11 ? "too-few" : "");
        }
        var each = everyQuestion.Select(q => One(rows.Where(s => s.Question == q && s.Theme == f.Scope["theme"]).Select(s => s.Row))).ToList();
        int fewest = each.Min(e => e.Valid);
        return new(null, fewest, null, null, fewest < 11 ? null : (double)each.Average(e => e.Value!.Value), fewest < 11 ? "too-few" : "");
    }

    private static (double Places, long Size) Quarter(Figure f, List<Someone> here)
    {
        var paid = here.Where(p => p.Row.FullPay && p.Row.Pay is not null).OrderBy(p => p.Row.Pay).ToList();
        int n = paid.Count, q = int.Parse(f.Scope["quarter"]!, null);
        int[] sizes = [n / 4 + (n % 4 >= 1 ? 1 : 0), n / 4 + (n % 4 == 3 ? 1 : 0), n / 4 + (n % 4 >= 2 ? 1 : 0), n / 4];
        int from = sizes.Take(q - 1).Sum(), to = from + sizes[q - 1];
        double places = 0;
        for (int place = from; place < to; place++)
        {
            var tied = paid.Where(p => p.Row.Pay == paid[place].Row.Pay).ToList();
            places += (double)tied.Count(p => Member(f, f.Group, p)) / tied.Count;
        }
        return (places, sizes[q - 1]);
    }

    private long Distinct(Figure f, string group, Func<Return, EventRow, bool> holds)
    {
        long sum = 0;
        foreach (var r in returns)
        {
            var rows = r.Events.Where(e => holds(r, e)).ToList();
            foreach (var e in rows.Where(e => e.Person < 0)) if (Here(e)) sum += e.Count;
            foreach (var person in rows.Where(e => e.Person >= 0).GroupBy(e => e.Person))
                if (Here(person.OrderBy(e => (e.Opened, e.Closed, e.Directorate, e.Grade, e.Ethnicity, e.Sex, e.Disability)).First())) sum += person.Max(e => e.Count);

            bool Here(EventRow e) => Where(f, r, e.Grade, e.Directorate, e.Sex, e.Disability) && Belongs(f.Classification, group, e.Ethnicity.ToString(), e.Sex, e.Disability, null, null, null);
        }
        return sum;
    }

    /// <summary>Average headcount summed over the returns that can say it; only used with single returns or full headcounts.</summary>
    private (double? Average, bool Snapshot) Average(Figure f, string group)
    {
        double sum = 0;
        bool snapshot = false;
        foreach (var r in returns)
        {
            bool cannotTell = f.Classification is "disability" || f.Scope["disability"] is not null;
            List<HeadcountRow> Rows(HeadcountAt at) => cannotTell ? [] : [.. r.Headcount.Where(h => h.At == at && Where(f, r, h.Grade, h.Directorate, h.Sex, Disability.X9)
                && (f.Classification is null || Belongs(f.Classification, group, h.Ethnicity.ToString(), h.Sex, Disability.X9, null, null, null)))];
            int closing = people.Count(p => p.Of == r && InScope(f, p) && Member(f, group, p));
            if (Rows(HeadcountAt.Average) is { Count: > 0 } average) sum += average.Sum(h => h.Count);
            else if (!cannotTell && r.Headcount.Any(h => h.At is HeadcountAt.Opening))
            {
                if (Rows(HeadcountAt.Opening) is not { Count: > 0 } opening) return (null, snapshot);
                sum += (opening.Sum(h => h.Count) + closing) / 2.0;
            }
            else if (r.Events.Any(e => e.Kind is EventKind.Starter or EventKind.Leaver))
            {
                var alone = new NaiveFigures([r]);
                long started = alone.Distinct(f, group, (x, e) => e.Kind is EventKind.Starter && Placed(x, e)), left = alone.Distinct(f, group, (x, e) => e.Kind is EventKind.Leaver && Placed(x, e));
                sum += (closing - started + left + closing) / 2.0;
            }
            else
            {
                sum += closing;
                snapshot = true;
            }
        }
        return (sum, snapshot);
    }

    private sealed record Case(Return Of, int Opened, int Due, int Closed, long Weight, List<EventRow> Rows);

    private IEnumerable<Case> KindCases(Figure f) => returns.SelectMany(r => CasesOf(r, Enum.GetValues<EventKind>().Single(k => k.Code() == f.Scope["kind"]), f));

    private static List<Case> CasesOf(Return r, EventKind kind, Figure f)
    {
        static bool Principal(EventRow e) => e.Kind is EventKind.Grievance or EventKind.BullyingHarassment ? e.Role is EventRole.RaisedBy or EventRole.Blank
            : e.Kind is not (EventKind.Disciplinary or EventKind.Capability) || e.Role is EventRole.Subject or EventRole.Blank;
        bool everything = f.Classification is null && f.Scope.Parts.All(p => p.Key == "kind");
        var cases = new List<Case>();
        foreach (var e in r.Events.Where(e => e.Kind == kind && e.Case < 0 && Principal(e))) cases.Add(new(r, e.Opened, e.Due, e.Closed, e.Count, [e]));
        foreach (var one in r.Events.Where(e => e.Kind == kind && e.Case >= 0).GroupBy(e => e.Case))
            cases.Add(new(r, one.Select(e => e.Opened).Where(d => d > 0).DefaultIfEmpty(0).Min(), one.Select(e => e.Due).Where(d => d > 0).DefaultIfEmpty(0).Min(), one.Max(e => e.Closed), 1, [.. one]));
        return [.. cases.Where(c => Counts(r, c.Opened, c.Closed)).Where(c => everything || c.Rows.Any(e => Principal(e) && Where(f, r, e.Grade, e.Directorate, e.Sex, e.Disability)
            && (f.Classification is null || Belongs(f.Classification, f.Group, e.Ethnicity.ToString(), e.Sex, e.Disability, null, null, null))))];
    }

    private static bool InPeriod(Return r, int day) => day >= r.Header.PeriodStart.DayNumber && day <= r.Header.PeriodEnd.DayNumber;

    private static bool Counts(Return r, int opened, int closed)
    {
        if (opened == 0 && closed == 0) return true;
        bool openAtEnd = opened != 0 && opened <= r.Header.PeriodEnd.DayNumber && (closed == 0 || closed > r.Header.PeriodEnd.DayNumber);
        return InPeriod(r, opened) || InPeriod(r, closed) || openAtEnd;
    }

    private static bool Placed(Return r, EventRow e) => (e.Opened == 0 && e.Closed == 0) || InPeriod(r, e.Opened == 0 ? e.Closed : e.Opened);

    private static bool Entered(Return r, EventRow e) => e.Formal && e.Role is EventRole.Subject or EventRole.Blank && e.Formal && ((e.Opened == 0 && e.Closed == 0) || InPeriod(r, e.Opened));

    private static Grade GradeOf(Someone p) => p.Of.Grades[p.Row.Grade];

    private static bool InScope(Figure f, Someone p) => Where(f, p.Of, p.Row.Grade, p.Row.Directorate, p.Row.Sex, p.Row.Disability);

    private static bool Where(Figure f, Return r, int grade, int directorate, Sex sex, Disability disability) =>
        (f.Scope["band"] is not { } b || (grade >= 0 && r.Grades[grade].Band.Code() == b))
        && (f.Scope["directorate"] is not { } d || (directorate >= 0 && r.Directorates[directorate] == d))
        && (f.Scope["sex"] is not { } s || sex.ToString() == s)
        && (f.Scope["disability"] is not { } x || disability.ToString() == x);

    private static bool Member(Figure f, string group, Someone p) =>
        f.Classification is null || Belongs(f.Classification, group, p.Row.Ethnicity.ToString(), p.Row.Sex, p.Row.Disability, p.Row.Age, p.Row.Orientation, p.Row.Religion);

    private static string CodeOf(string? classification, Someone p) => classification switch
    {
        "sex" => p.Row.Sex.ToString(),
        "disability" => p.Row.Disability.ToString(),
        "age" => p.Row.Age.Code(),
        "orientation" => p.Row.Orientation.Code(),
        "religion" => p.Row.Religion.Code(),
        _ => p.Row.Ethnicity.ToString(),
    };

    private static bool Belongs(string? classification, string group, string ethnicity, Sex sex, Disability disability, AgeBand? age, Orientation? orientation, Religion? religion) => classification switch
    {
        null => true,
        "sex" => sex.ToString() == group,
        "disability" => disability.ToString() == group,
        "age" => age?.Code() == group,
        "orientation" => orientation?.Code() == group,
        "religion" => religion?.Code() == group,
        "detailed" => group == "W" ? ethnicity[0] == 'W' : ethnicity == group,
        "broad" => ethnicity[0] == group[0],
        "white/other" => group == (ethnicity[0] switch { 'W' => "W", 'X' => "X", _ => "other" }),
        "white-british/other" => group == (ethnicity == "W1" ? "W1" : ethnicity[0] == 'X' ? "X" : "other"),
        _ => throw new NotSupportedException(classification),
    };

    private static IEnumerable<Employee> Rows(Return r)
    {
        var c = r.Employees;
        static decimal? Amount(long micro) => micro < 0 ? null : micro / 1_000_000m;
        for (int i = 0; i < c.Rows; i++)
            yield return new()
            {
                Count = c.WeightOf(i),
                Directorate = c.Directorate[i],
                Grade = c.Grade[i],
                Ethnicity = c.Ethnicity[i],
                Sex = c.Sex[i],
                Disability = c.Disability[i],
                Age = c.AgeBand[i],
                Orientation = c.Orientation[i],
                Religion = c.Religion[i],
                FullPay = c.FullPay[i],
                Pay = Amount(c.HourlyPay[i]),
                Bonus = Amount(c.BonusOf(i)),
                Sick = Amount(c.SicknessDays[i]),
                Working = Amount(c.WorkingDays[i]),
                Training = c.DevelopmentTraining[i],
                Mandatory = c.MandatoryTraining[i],
                Pdp = c.Pdp[i],
                Appraisal = c.Appraisal[i],
            };
    }
}
