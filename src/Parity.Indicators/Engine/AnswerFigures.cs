using Parity.Indicators.Returns;
using static Parity.Indicators.IndicatorCatalogue;

namespace Parity.Indicators;

/// <summary>Course completion, trained panels, and what staff answer.</summary>
internal static class AnswerFigures
{
    private const int LeastAnswers = 11;

    public static void Add(Pool pool, FigureSheet sheet)
    {
        AddCourses(pool, sheet);
        AddPanels(pool, sheet);
        AddSurvey(pool, sheet);
    }

    private static void AddCourses(Pool pool, FigureSheet sheet)
    {
        var indicator = Of("course-rate");
        var tallies = pool.Tallies.Where(t => t.Rows.AnyTraining).ToList();
        ulong seen = tallies.Aggregate(0UL, (codes, t) => codes | t.Rows.TrainingSeen);
        foreach (string course in tallies.SelectMany(t => t.Rows.Courses).Distinct().Order(StringComparer.Ordinal))
            foreach (var (part, classification, group) in Subjects(pool, indicator, seen))
            {
                if (part.Kind is PartKind.Directorate && !tallies.Exists(t => t.Rows.TrainingHasDirectorate)) continue;
                if (part.Kind is PartKind.Sex && !tallies.Exists(t => t.Rows.TrainingHasSex)) continue;
                long completed = 0, due = 0;
                foreach (var tally in tallies)
                {
                    var counted = tally.Rows.Course(course, part.Index, group.Mask);
                    completed += counted.Completed;
                    due += counted.Due;
                }
                if (Pool.Lists(part, classification, due)) sheet.AddShare(indicator, sheet.ScopeOf(part, "course", course), classification, group.Name, completed, due);
            }
    }

    private static void AddPanels(Pool pool, FigureSheet sheet)
    {
        var indicator = Of("panel-trained-rate");
        foreach (var part in pool.PartsOf(indicator))
        {
            var panels = pool.Tallies.Select(t => t.Recruitment.Panels(part.Index)).ToList();
            long all = panels.Sum(p => p.Panels);
            if (all > 0) sheet.AddShare(indicator, sheet.ScopeOf(part), null, Group.All.Name, panels.Sum(p => p.Trained), all);
        }
    }

    private static void AddSurvey(Pool pool, FigureSheet sheet)
    {
        Indicator favourable = Of("survey-favourable"), index = Of("survey-index"), response = Of("response-rate");
        var tallies = pool.Tallies.Where(t => t.Rows.AnySurvey).ToList();
        if (tallies.Count == 0) return;
        ulong seen = tallies.Aggregate(0UL, (codes, t) => codes | t.Rows.SurveySeen);
        var questions = tallies.SelectMany(t => t.Rows.Questions).Distinct().OrderBy(q => q.Source).ThenBy(q => q.Question, StringComparer.Ordinal).ToList();
        var themes = tallies.SelectMany(t => t.Rows.Themes).Distinct().GroupBy(t => (t.Source, t.Theme), t => t.Question)
            .OrderBy(t => t.Key.Source).ThenBy(t => t.Key.Theme, StringComparer.Ordinal).ToList();
        foreach (var (part, classification, group) in Subjects(pool, favourable, seen))
        {
            if (part.Kind is PartKind.Directorate && !tallies.Exists(t => t.Rows.SurveyHasDirectorate)) continue;
            foreach (var (source, question) in questions)
            {
                var answers = Sum(source, question, null);
                if (!Pool.Lists(part, classification, answers.Valid)) continue;
                var scope = sheet.ScopeOf(part, "source", source.Code(), "question", question);
                bool few = answers.Valid < LeastAnswers;
                sheet.Add(favourable, scope, classification, group.Name, null, answers.Favourable, answers.Valid, null, null,
                    few ? null : 100.0 * answers.Favourable / answers.Valid, few ? null : PerCent(answers), few ? Marks.TooFew : Marks.None);
                sheet.Add(index, scope, classification, group.Name, null, null, answers.Valid, null, null,
                    few ? null : (double)answers.Points / answers.Valid, null, few ? Marks.TooFew : Marks.None);
                if (answers.Eligible > 0) sheet.AddShare(response, scope, classification, group.Name, answers.Responses, answers.Eligible);
            }
            foreach (var theme in themes)
            {
                var each = theme.Distinct().Order(StringComparer.Ordinal).Select(q => Sum(theme.Key.Source, q, theme.Key.Theme)).ToList();
                long fewest = each.Min(a => a.Valid);
                if (!Pool.Lists(part, classification, fewest)) continue;
                var scope = sheet.ScopeOf(part, "source", theme.Key.Source.Code(), "theme", theme.Key.Theme);
                bool few = fewest < LeastAnswers;
                var marks = few ? Marks.TooFew : Marks.None;
                sheet.Add(favourable, scope, classification, group.Name, null, null, fewest, null, null, few ? null : each.Average(a => 100.0 * a.Favourable / a.Valid), null, marks);
                sheet.Add(index, scope, classification, group.Name, null, null, fewest, null, null, few ? null : each.Average(a => (double)a.Points / a.Valid), null, marks);
            }
            foreach (var source in questions.Select(q => q.Source).Distinct())
            {
                var taken = tallies.Select(t => t.Rows.Participation(source, part.Index, group.Mask)).Aggregate(default(Answers), (sum, a) => sum + a);
                if (taken.Eligible == 0) continue;
                if (source is SurveySource.Staff) sheet.AddShare(response, sheet.ScopeOf(part), classification, group.Name, taken.Responses, taken.Eligible);
                sheet.AddShare(response, sheet.ScopeOf(part, "source", source.Code()), classification, group.Name, taken.Responses, taken.Eligible);
            }

            Answers Sum(SurveySource source, string question, string? theme)
            {
                var sum = default(Answers);
                foreach (var tally in tallies) sum += tally.Rows.Question(source, question, theme, part.Index, group.Mask);
                return sum;
            }
        }
    }

    private static Interval PerCent(Answers answers)
    {
        var wilson = Intervals.Wilson(answers.Favourable, answers.Valid, Normal.Z95);
        return new(100 * wilson.Lower, 100 * wilson.Upper);
    }

    private static IEnumerable<(PoolPart Part, Classification? Classification, Group Group)> Subjects(Pool pool, Indicator indicator, ulong seen)
    {
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
