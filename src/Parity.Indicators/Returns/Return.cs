namespace Parity.Indicators.Returns;

/// <summary>
/// One employer's HR return for one snapshot, as columns: read, checked and resolved to harmonised codes, with nothing
/// that names a person. References between tables (a grade, a directorate, a person) are whole-number keys into this
/// return; -1 means not given. Amounts are exact: whole millionths (<see cref="Micro"/>), -1 for a blank cell.
/// </summary>
public sealed record Return
{
    /// <summary>How many units of the exact amount columns make one pound, day or full-time equivalent.</summary>
    public const long Micro = 1_000_000;

    public required ReturnHeader Header { get; init; }
    public required IReadOnlyList<Grade> Grades { get; init; }
    public required IReadOnlyList<string> Directorates { get; init; }
    public required EmployeeColumns Employees { get; init; }
    public required IReadOnlyList<HeadcountRow> Headcount { get; init; }
    public required IReadOnlyList<BoardRow> Board { get; init; }
    public required IReadOnlyList<EventRow> Events { get; init; }
    public required IReadOnlyList<RecruitmentRow> Recruitment { get; init; }
    public required IReadOnlyList<TrainingRow> Training { get; init; }
    public required IReadOnlyList<SurveyRow> Survey { get; init; }

    /// <summary>Course, question and theme names, by the keys used in <see cref="TrainingRow"/> and <see cref="SurveyRow"/>.</summary>
    public required IReadOnlyList<string> Courses { get; init; }
    public required IReadOnlyList<string> Questions { get; init; }
    public required IReadOnlyList<string> Themes { get; init; }

    /// <summary>The employee row of each person, by <see cref="EventRow.Person"/>; a person beyond its end has none.</summary>
    public IReadOnlyList<int> RowOfPerson { get; init; } = [];
}

/// <param name="SeniorFromGrade">Index into <see cref="Return.Grades"/> of the lowest senior grade, -1 when not declared.</param>
/// <param name="BenchmarkArea">Area code(s) of the comparison population as given (blends as in docs/methods), empty when not given.</param>
public sealed record ReturnHeader(
    string Organisation, string Name, Sector Sector, DateOnly SnapshotDate, DateOnly PeriodStart, DateOnly PeriodEnd,
    EthnicityScheme Scheme, SicknessUnit SicknessUnit, int SeniorFromGrade, string BenchmarkArea);

public sealed record Grade(string Code, string Title, int Rank, Band Band);

/// <summary>
/// The columns of the employees table that figures need, one array each, all of length <see cref="Rows"/>. A row stands for
/// <c>Weight[i]</c> people alike (null: every row is one person).
/// </summary>
public sealed record EmployeeColumns
{
    public required int Rows { get; init; }
    public int[]? Weight { get; init; }
    public required int[] Directorate { get; init; }
    public required ushort[] Grade { get; init; }
    public required Ethnicity[] Ethnicity { get; init; }
    public required Sex[] Sex { get; init; }
    public required Disability[] Disability { get; init; }
    public required AgeBand[] AgeBand { get; init; }
    public required Orientation[] Orientation { get; init; }
    public required Religion[] Religion { get; init; }

    /// <summary>Pounds an hour in millionths, -1 blank.</summary>
    public required long[] HourlyPay { get; init; }

    /// <summary>True unless the row says N (on reduced or no pay).</summary>
    public required bool[] FullPay { get; init; }

    /// <summary>Pounds in millionths, -1 blank; null where every row is blank.</summary>
    public long[]? BonusPay { get; init; }

    /// <summary>Days in millionths, -1 blank.</summary>
    public required int[] SicknessDays { get; init; }

    /// <summary>Days in millionths, -1 blank.</summary>
    public required int[] WorkingDays { get; init; }

    public required YesNo[] DevelopmentTraining { get; init; }
    public required YesNo[] MandatoryTraining { get; init; }
    public required YesNo[] Pdp { get; init; }
    public required YesNo[] Appraisal { get; init; }

    public int WeightOf(int row) => Weight is null ? 1 : Weight[row];

    public long BonusOf(int row) => BonusPay is null ? -1 : BonusPay[row];
}

public readonly record struct HeadcountRow(HeadcountAt At, Ethnicity Ethnicity, Sex Sex, int Grade, int Directorate, int Count);

public readonly record struct BoardRow(Ethnicity Ethnicity, Sex Sex, bool Voting, bool Executive, int Count);

/// <summary>
/// One event row, its attributes already resolved: ethnicity from the person's employee row where there is one, the
/// others from the row itself or else the employee's.
/// </summary>
/// <param name="Person">A key equal for rows about the same person in this return; -1 when the row names nobody.</param>
/// <param name="Case">A key equal for rows of the same case; -1 when the row gives no case reference.</param>
/// <param name="Opened">Day number, 0 blank; likewise Due and Closed.</param>
public readonly record struct EventRow(
    EventKind Kind, EventRole Role, int Person, int Case, Ethnicity Ethnicity, Sex Sex, Disability Disability,
    int Directorate, int Grade, int GradeFrom, int GradeTo, bool Formal, int Opened, int Due, int Closed, YesNo Voluntary, int Count);

/// <summary>One recruitment row; a stage that was left blank is -1.</summary>
public readonly record struct RecruitmentRow(
    int Vacancy, int Directorate, int Grade, Contract Contract, Route Route, int Closed, Ethnicity Ethnicity, Sex Sex,
    Disability Disability, int Applied, int Shortlisted, int Interviewed, int Offered, int Appointed, int PanelMembers, int PanelTrained);

/// <summary>One training row; Due and Completed are -1 when blank.</summary>
public readonly record struct TrainingRow(int Course, CourseKind Kind, int Directorate, Ethnicity Ethnicity, Sex Sex, int Due, int Completed);

/// <summary>One survey row; Theme -1 and Eligible -1 when blank. Answer counts that were left blank are 0.</summary>
public readonly record struct SurveyRow(
    SurveySource Source, int Question, int Theme, bool Negative, Ethnicity Ethnicity, int Directorate, int Eligible,
    int StronglyDisagree, int Disagree, int Neither, int Agree, int StronglyAgree, int NotApplicable);
