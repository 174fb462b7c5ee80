using Parity.Indicators.Returns;

namespace Parity.Indicators;

/// <summary>Answers to one question: how many were valid, how many favourable, and the sum of their points from 0 to 100.</summary>
internal readonly record struct Answers(long Valid, long Favourable, long Points, long Responses, long Eligible)
{
    public static Answers operator +(Answers a, Answers b) =>
        new(a.Valid + b.Valid, a.Favourable + b.Favourable, a.Points + b.Points, a.Responses + b.Responses, a.Eligible + b.Eligible);

    public static Answers Of(in SurveyRow row)
    {
        long valid = (long)row.StronglyDisagree + row.Disagree + row.Neither + row.Agree + row.StronglyAgree;
        long favourable = row.Negative ? (long)row.StronglyDisagree + row.Disagree : (long)row.Agree + row.StronglyAgree;
        long points = (25L * row.Disagree) + (50L * row.Neither) + (75L * row.Agree) + (100L * row.StronglyAgree);
        return new(valid, favourable, row.Negative ? (100 * valid) - points : points, row.Eligible >= 0 ? valid + row.NotApplicable : 0, Math.Max(0, row.Eligible));
    }
}

/// <summary>Rows of the small tables (board, training, survey), kept as they are: they are few and are asked in many ways.</summary>
internal sealed class AnswerTally(Return source)
{
    private readonly ILookup<string, TrainingRow> courses = source.Training.Where(r => r.Due >= 0 && r.Completed >= 0).ToLookup(r => source.Courses[r.Course], StringComparer.Ordinal);
    private readonly ILookup<(SurveySource, string), SurveyRow> questions = source.Survey.ToLookup(r => (r.Source, source.Questions[r.Question]));

    private Dictionary<SurveySource, string>? mostAnswered;

    public bool AnySurvey => source.Survey.Count > 0;
    public bool AnyTraining => source.Training.Count > 0;
    public bool AnyBoard => source.Board.Count > 0;
    public bool SurveyHasDirectorate { get; } = source.Survey.Any(r => r.Directorate >= 0);
    public bool TrainingHasDirectorate { get; } = source.Training.Any(r => r.Directorate >= 0);
    public bool TrainingHasSex { get; } = source.Training.Any(r => r.Sex is Sex.F or Sex.M or Sex.O);
    public ulong SurveySeen { get; } = source.Survey.Aggregate(0UL, (seen, r) => seen | Slot.Of(r.Ethnicity));
    public ulong TrainingSeen { get; } = source.Training.Aggregate(0UL, (seen, r) => seen | SlotsOf(r.Ethnicity, r.Sex));
    public ulong BoardSeen { get; } = source.Board.Aggregate(0UL, (seen, r) => seen | SlotsOf(r.Ethnicity, r.Sex));

    /// <summary>Courses with anything due, by name.</summary>
    public IEnumerable<string> Courses => courses.Select(c => c.Key);

    public IEnumerable<(SurveySource Source, string Question)> Questions => questions.Select(q => q.Key);

    public IEnumerable<(SurveySource Source, string Theme, string Question)> Themes =>
        source.Survey.Where(r => r.Theme >= 0).Select(r => (r.Source, source.Themes[r.Theme], source.Questions[r.Question])).Distinct();

    /// <summary>Seats by group on the board, or on its voting or executive side.</summary>
    public long Seats(string board, ulong codes) => source.Board
        .Where(r => (SlotsOf(r.Ethnicity, r.Sex) & codes) != 0 && board switch { "voting" => r.Voting, "executive" => r.Executive, _ => true })
        .Sum(r => (long)r.Count);

    public (long Completed, long Due) Course(string course, int part, ulong codes)
    {
        long completed = 0, due = 0;
        foreach (var r in courses[course])
        {
            if ((SlotsOf(r.Ethnicity, r.Sex) & codes) == 0) continue;
            if (!new Place(-1, r.Directorate, r.Ethnicity, r.Sex, Disability.X9).In(part)) continue;
            completed += r.Completed;
            due += r.Due;
        }
        return (completed, due);
    }

    public Answers Question(SurveySource from, string question, string? theme, int part, ulong codes)
    {
        var sum = default(Answers);
        foreach (var r in questions[(from, question)])
            if ((Slot.Of(r.Ethnicity) & codes) != 0 &&
                (theme is null || (r.Theme >= 0 && source.Themes[r.Theme] == theme)) &&
                new Place(-1, r.Directorate, r.Ethnicity, Sex.X9, Disability.X9).In(part))
                sum += Answers.Of(r);
        return sum;
    }

    /// <summary>
    /// Who took part in a survey: answers to the question that most people answered, of the people eligible for it. Adding up questions would count
    /// each person once for every question.
    /// </summary>
    public Answers Participation(SurveySource from, int part, ulong codes) =>
        (mostAnswered ??= Questions.GroupBy(q => q.Source).ToDictionary(q => q.Key, q => MostAnswered(q.Key))).TryGetValue(from, out string? question)
            ? Question(from, question, null, part, codes)
            : default;

    private string MostAnswered(SurveySource from) => Questions.Where(q => q.Source == from).Select(q => q.Question)
        .OrderByDescending(q => Question(from, q, null, Part.Whole, Group.All.Mask).Responses).ThenBy(q => q, StringComparer.Ordinal).First();

    private static ulong SlotsOf(Ethnicity ethnicity, Sex sex) => Slot.Of(ethnicity) | 1UL << (Slot.Sex + (int)sex);
}
