namespace Parity.Platform.Workforce;

/// <summary>What a cell of a column may hold.</summary>
public enum CellKind
{
    Text, Code, YesNo, Grade, Ethnicity, HarmonisedEthnicity, Date, Amount, Whole, Count,
}

/// <param name="Words">The words of a coded column, in the order people should see them; empty for other kinds.</param>
public sealed record ColumnFormat(string Name, CellKind Kind, bool Compulsory, IReadOnlyList<string> Words);

public sealed record FileFormat(string Name, bool Compulsory, IReadOnlyList<ColumnFormat> Columns)
{
    /// <summary>The sheet of a workbook that holds this table.</summary>
    public string Sheet { get; } = Path.GetFileNameWithoutExtension(Name);

    public int IndexOf(string column)
    {
        for (int i = 0; i < Columns.Count; i++)
            if (Columns[i].Name == column) return i;
        return -1;
    }
}

/// <summary>
/// The HR return, format version 1, as data: which files, which columns, what each holds. The reader, the workbook
/// template and the documentation all follow this one table.
/// </summary>
public static class ReturnFormat
{
    public const string Version = "1";
    public const long MaxSentBytes = 200L * 1024 * 1024;
    public const long MaxUnpackedBytes = 2L * 1024 * 1024 * 1024;
    public const int MaxEntries = 1_000;
    public const int MaxRows = 10_000_000;
    public const int MaxColumns = 200;
    public const int MaxRecordBytes = 64 * 1024;
    public const int MaxCellCharacters = 1_000;
    public const int MaxCount = 9_999_999;

    /// <summary>Sheets that explain or feed a workbook's lists and hold no rows; the reader passes them over.</summary>
    public static readonly IReadOnlyList<string> HelpSheets = ["Instructions", "Lists"];

    public static readonly IReadOnlyList<string> YesNo = ["Y", "N"];
    public static readonly IReadOnlyList<string> Sexes = ["F", "M", "O", "X1", "X9"];
    public static readonly IReadOnlyList<string> Disabilities = ["Y", "N", "X1", "X9"];
    public static readonly IReadOnlyList<string> AgeBands = ["16-24", "25-34", "35-44", "45-54", "55-64", "65+", "X1", "X9"];
    public static readonly IReadOnlyList<string> Orientations = ["heterosexual", "gay-lesbian", "bisexual", "other", "X1", "X9"];

    public static readonly IReadOnlyList<string> Religions =
        ["none", "buddhist", "christian", "hindu", "jewish", "muslim", "sikh", "other", "X1", "X9"];

    public static readonly IReadOnlyList<string> Contracts = ["permanent", "fixed-term", "apprentice", "casual"];
    public static readonly IReadOnlyList<string> StaffGroups = ["clinical", "non-clinical", "medical", "other"];

    public static readonly IReadOnlyList<string> Sectors =
        ["council", "health", "university", "college", "police", "justice", "fire", "voluntary", "private", "other"];

    public static readonly IReadOnlyList<string> Bands =
        ["entry", "operational", "team-leader", "middle-manager", "senior-manager", "executive"];

    public static readonly IReadOnlyList<string> Schemes = ["harmonised", "police", "nhs", "hesa"];
    public static readonly IReadOnlyList<string> SicknessUnits = ["working-days", "calendar-days"];
    public static readonly IReadOnlyList<string> EqualityMeasures = ["met", "part", "not"];

    public static readonly IReadOnlyList<string> EventKinds =
    [
        "grievance", "disciplinary", "capability", "bullying-harassment", "mediation", "hr-advice", "promotion", "acting-up",
        "secondment", "redeployment", "probation", "leaver", "exit-interview", "starter", "adjustment",
    ];

    /// <summary>The keys of <c>return.csv</c>, as columns: the value's kind and whether the key is compulsory.</summary>
    public static readonly IReadOnlyList<ColumnFormat> Keys =
    [
        Text("organisation", true), Text("name"), Code("sector", Sectors), Of("snapshot_date", CellKind.Date, true),
        Of("period_start", CellKind.Date, true), Of("period_end", CellKind.Date, true), Code("format_version", [Version], true),
        Code("ethnicity_scheme", Schemes), Code("sickness_unit", SicknessUnits), Of("senior_from_grade", CellKind.Grade),
        Text("benchmark_area"),
    ];

    public static readonly FileFormat Return = new("return.csv", true, [Text("key", true), Text("value", true)]);

    public static readonly FileFormat Grades = new("grades.csv", true,
        [Text("grade", true), Text("title"), Of("rank", CellKind.Whole, true), Code("band", Bands, true)]);

    public static readonly FileFormat Ethnicity = new("ethnicity.csv", false,
        [Text("code", true), Text("label"), Of("maps_to", CellKind.HarmonisedEthnicity, true)]);

    public static readonly FileFormat Employees = new("employees.csv", true,
    [
        Text("employee_ref"), Text("directorate", true), Of("grade", CellKind.Grade, true), Of("ethnicity", CellKind.Ethnicity, true),
        Text("ethnicity_local"), Code("sex", Sexes), Code("disability", Disabilities), Code("age_band", AgeBands),
        Code("orientation", Orientations), Code("religion", Religions), Code("contract", Contracts),
        Code("staff_group", StaffGroups), Of("fte", CellKind.Amount), Of("hourly_pay", CellKind.Amount), Flag("full_pay"),
        Of("bonus_pay", CellKind.Amount), Of("start_date", CellKind.Date), Of("sickness_days", CellKind.Amount),
        Of("working_days", CellKind.Amount), Flag("development_training"), Flag("mandatory_training"), Flag("pdp"),
        Flag("appraisal"), Code("equality_measure", EqualityMeasures), Of("count", CellKind.Count),
    ]);

    public static readonly FileFormat Headcount = new("headcount.csv", false,
    [
        Code("at", ["opening", "average"], true), Of("ethnicity", CellKind.Ethnicity, true), Code("sex", Sexes),
        Of("grade", CellKind.Grade), Text("directorate"), Of("count", CellKind.Count, true),
    ]);

    public static readonly FileFormat Board = new("board.csv", false,
    [
        Of("ethnicity", CellKind.Ethnicity, true), Code("sex", Sexes), Flag("voting", true), Flag("executive", true),
        Of("count", CellKind.Count),
    ]);

    public static readonly FileFormat Events = new("events.csv", false,
    [
        Code("kind", EventKinds, true), Text("case_ref"), Code("role", ["raised-by", "subject", "party"]), Text("employee_ref"),
        Text("directorate"), Of("grade", CellKind.Grade), Of("ethnicity", CellKind.Ethnicity), Code("sex", Sexes),
        Code("disability", Disabilities), Of("grade_from", CellKind.Grade), Of("grade_to", CellKind.Grade), Flag("formal"),
        Of("opened", CellKind.Date), Of("due", CellKind.Date), Of("closed", CellKind.Date), Text("outcome"), Text("reason"),
        Flag("voluntary"), Of("count", CellKind.Count),
    ]);

    public static readonly FileFormat Recruitment = new("recruitment.csv", false,
    [
        Text("vacancy_ref"), Text("directorate"), Of("grade", CellKind.Grade), Code("contract", Contracts),
        Code("route", ["internal", "external"]), Of("closed", CellKind.Date), Of("ethnicity", CellKind.Ethnicity, true),
        Code("sex", Sexes), Code("disability", Disabilities), Of("applied", CellKind.Whole), Of("shortlisted", CellKind.Whole),
        Of("interviewed", CellKind.Whole), Of("offered", CellKind.Whole), Of("appointed", CellKind.Whole),
        Of("panel_members", CellKind.Whole), Of("panel_trained", CellKind.Whole),
    ]);

    public static readonly FileFormat Training = new("training.csv", false,
    [
        Text("course", true), Code("kind", ["mandatory", "development", "panel"], true), Text("directorate"),
        Of("ethnicity", CellKind.Ethnicity, true), Code("sex", Sexes), Of("due", CellKind.Whole), Of("completed", CellKind.Whole),
    ]);

    public static readonly FileFormat Survey = new("survey.csv", false,
    [
        Code("source", ["staff", "exit", "course", "starter"]), Text("question", true), Text("theme"),
        Code("polarity", ["positive", "negative"]), Of("ethnicity", CellKind.Ethnicity), Text("directorate"),
        Of("eligible", CellKind.Whole), Of("strongly_disagree", CellKind.Whole), Of("disagree", CellKind.Whole),
        Of("neither", CellKind.Whole), Of("agree", CellKind.Whole), Of("strongly_agree", CellKind.Whole),
        Of("not_applicable", CellKind.Whole),
    ]);

    /// <summary>Every file of a return, in the order they are read and reported.</summary>
    public static readonly IReadOnlyList<FileFormat> Files =
        [Return, Ethnicity, Grades, Employees, Headcount, Board, Events, Recruitment, Training, Survey];

    public static FileFormat? File(string name) => Files.FirstOrDefault(file => file.Name == name);

    private static ColumnFormat Text(string name, bool compulsory = false) => new(name, CellKind.Text, compulsory, []);
    private static ColumnFormat Flag(string name, bool compulsory = false) => new(name, CellKind.YesNo, compulsory, YesNo);
    private static ColumnFormat Of(string name, CellKind kind, bool compulsory = false) => new(name, kind, compulsory, []);

    private static ColumnFormat Code(string name, IReadOnlyList<string> words, bool compulsory = false) =>
        new(name, CellKind.Code, compulsory, words);
}
