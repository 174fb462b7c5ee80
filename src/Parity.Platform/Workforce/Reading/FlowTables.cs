using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce.Reading;

/// <summary>recruitment.csv: applicants by stage.</summary>
internal sealed class RecruitmentTable(ReturnKeys keys, FaultList warnings)
{
    private static readonly FileFormat Format = ReturnFormat.Recruitment;
    private static readonly int FirstStage = Format.IndexOf("applied");
    private static readonly int Members = Format.IndexOf("panel_members");

    private readonly KeyTable vacancies = new();

    public List<RecruitmentRow> Rows { get; } = [];

    public void Add(RowCells cells)
    {
        var vacancy = cells.Bytes(0);
        int directorate = cells.Directorate(1);
        int grade = cells.Grade(2);
        int contract = cells.Word(3, Words.Contract);
        int route = cells.Word(4, Words.Route);
        int closed = cells.Date(5);
        var ethnicity = cells.Ethnicity(6);
        int sex = cells.Word(7, Words.Sex);
        int disability = cells.Word(8, Words.Disability);
        Span<int> stages = stackalloc int[5];
        for (int stage = 0; stage < stages.Length; stage++)
        {
            stages[stage] = cells.Whole(FirstStage + stage);
            if (stage > 0 && stages[stage - 1] >= 0 && stages[stage] > stages[stage - 1])
                cells.Fault(FirstStage + stage, ProblemCode.StageOrder,
                    $"Give at most as many as {Format.Columns[FirstStage + stage - 1].Name}, or leave blank a stage that did not happen.");
        }

        int members = cells.Whole(Members);
        int trained = cells.Whole(Members + 1);
        if (members >= 0 && trained > members)
            warnings.Add(cells.Line, Members + 1, "panel_trained", ProblemCode.MoreThanDue, "Confirm: more panel members are trained than sit on the panel.");
        if (closed > 0 && keys.PeriodStart > 0 && keys.PeriodEnd >= keys.PeriodStart && (closed < keys.PeriodStart || closed > keys.PeriodEnd))
            warnings.Add(cells.Line, 5, "closed", ProblemCode.OutsidePeriod, "Confirm the date: this vacancy closed outside the period.");
        Rows.Add(new RecruitmentRow(
            vacancy.IsEmpty ? -1 : vacancies.Add(vacancy, out _), directorate, grade, (Contract)Math.Max(contract, 0),
            (Route)Math.Max(route, 0), closed, ethnicity, (Sex)Math.Max(sex, 0), (Disability)Math.Max(disability, 0), stages[0],
            stages[1], stages[2], stages[3], stages[4], members, trained));
    }
}

/// <summary>training.csv: people due for a course and people who completed it.</summary>
internal sealed class TrainingTable(FaultList warnings)
{
    private readonly NameTable courses = new();

    public List<TrainingRow> Rows { get; } = [];
    public IReadOnlyList<string> Courses => courses.Names;

    public void Add(RowCells cells)
    {
        int course = courses.Add(cells.Bytes(0));
        int kind = cells.Word(1, Words.CourseKind);
        int directorate = cells.Directorate(2);
        var ethnicity = cells.Ethnicity(3);
        int sex = cells.Word(4, Words.Sex);
        int due = cells.Whole(5);
        int completed = cells.Whole(6);
        if (due >= 0 && completed > due)
            warnings.Add(cells.Line, 6, "completed", ProblemCode.MoreThanDue, "Confirm: more people completed the course than were due.");
        Rows.Add(new TrainingRow(course, (CourseKind)Math.Max(kind, 0), directorate, ethnicity, (Sex)Math.Max(sex, 0), due, completed));
    }
}

/// <summary>survey.csv: answers by question.</summary>
internal sealed class SurveyTable(FaultList warnings)
{
    private const int FirstAnswer = 7;

    private readonly NameTable questions = new();
    private readonly NameTable themes = new();

    public List<SurveyRow> Rows { get; } = [];
    public IReadOnlyList<string> Questions => questions.Names;
    public IReadOnlyList<string> Themes => themes.Names;

    public void Add(RowCells cells)
    {
        int source = cells.Word(0, Words.SurveySource);
        int question = questions.Add(cells.Bytes(1));
        int theme = themes.Add(cells.Bytes(2));
        bool negative = cells.Word(3, Polarity) == 1;
        var ethnicity = cells.Ethnicity(4);
        int directorate = cells.Directorate(5);
        int eligible = cells.Whole(6);
        Span<int> answers = stackalloc int[6];
        long answered = 0;
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = Math.Max(cells.Whole(FirstAnswer + i), 0);
            answered += answers[i];
        }

        if (eligible >= 0 && answered > eligible)
            warnings.Add(cells.Line, 6, "eligible", ProblemCode.MoreThanDue, "Confirm: there are more answers than people who could answer.");
        Rows.Add(new SurveyRow(
            (SurveySource)Math.Max(source, 0), question, theme, negative, ethnicity, directorate, eligible, answers[0], answers[1],
            answers[2], answers[3], answers[4], answers[5]));
    }

    private enum PolarityWord : byte { Positive, Negative }

    private static readonly WordList Polarity = WordList.Of<PolarityWord>(["positive", "negative"], v => v.ToString().ToLowerInvariant());
}

/// <summary>Names and their keys, in the order they appear.</summary>
internal sealed class NameTable
{
    private readonly KeyTable keys = new();
    private readonly List<string> names = [];

    public IReadOnlyList<string> Names => names;

    public int Add(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return -1;
        int key = keys.Add(name, out bool added);
        if (added) names.Add(System.Text.Encoding.UTF8.GetString(name));
        return key;
    }
}
