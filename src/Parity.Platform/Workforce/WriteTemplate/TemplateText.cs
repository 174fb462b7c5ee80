using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce;

/// <summary>The words of the template: what a sheet is for and what to write in a column.</summary>
internal static class TemplateText
{
    public const string Title = "Return of workforce equality figures";

    public static readonly IReadOnlyList<string> Steps =
    [
        "One workbook is the return of one employer for one snapshot date. Leave a sheet that you have nothing for as it is, with its heading only.",
        "Begin with the sheet return: fill in column B. Then list your grades, lowest first, in the sheet grades, and your people in employees.",
        "Dark headings are needed, light ones are welcome. An empty cell means: not known. Do not change or add headings.",
        "A row of employees may stand for one person or, with count, for several people who are alike in everything else.",
        "Do not send names, dates of birth or addresses. employee_ref can be any reference that only you can trace to a person.",
        "Cells hold values only: no formulas, no text that begins with = + - or @. Numbers have a point and no currency sign. Dates are yyyy-mm-dd.",
        "Coded cells have a list: click the arrow in the cell. The ethnicity list has the harmonised codes; if return says police, nhs or hesa, write that system's codes, or list your own in the sheet ethnicity.",
        "Check the workbook before you send it: parity check names every fault with its sheet, row and column.",
    ];

    public static string Sheet(FileFormat file) => file.Sheet switch
    {
        "return" => "Who sends this return, for which date and period",
        "grades" => "Your grades, lowest first, each in a band of the city",
        "ethnicity" => "Only if you use ethnicity codes of your own: what each one stands for",
        "employees" => "Everybody with a contract of employment on the snapshot date",
        "headcount" => "People at the beginning of the period, or on average over it",
        "board" => "The members of the board or governing body",
        "events" => "What happened in the period: cases, promotions, moves, leavers, starters",
        "recruitment" => "Vacancies and how far applicants of each group came",
        "training" => "Courses: how many were due and how many completed",
        "survey" => "Answers to staff, exit, course and starter surveys, by group",
        _ => "",
    };

    /// <summary>What to write, from the kind of the column and, where it helps, a sentence of its own.</summary>
    public static string Column(FileFormat file, ColumnFormat column)
    {
        string kind = column.Kind switch
        {
            CellKind.Code or CellKind.YesNo => $"One of {string.Join(", ", column.Words)}.",
            CellKind.Grade => "A grade of the sheet grades.",
            CellKind.Ethnicity => "An ethnicity code.",
            CellKind.HarmonisedEthnicity => "A harmonised ethnicity code.",
            CellKind.Date => "A date, yyyy-mm-dd.",
            CellKind.Amount => "A number, at most six decimals.",
            CellKind.Whole => "A whole number, 0 or more.",
            CellKind.Count => "A whole number, 1 or more.",
            _ => "Text.",
        };
        return Notes.TryGetValue($"{file.Sheet}.{column.Name}", out string? note) ? $"{note} {kind}" : kind;
    }

    public static readonly IReadOnlyDictionary<string, string> Notes = new Dictionary<string, string>
    {
        ["return.organisation"] = "Your code in the partnership.",
        ["return.snapshot_date"] = "The day on which people are counted.",
        ["return.period_start"] = "First day of the year that events belong to.",
        ["return.period_end"] = "Last day of that year.",
        ["return.format_version"] = "Leave the 1.",
        ["return.ethnicity_scheme"] = "Whose ethnicity codes you use; empty: harmonised.",
        ["return.sickness_unit"] = "What sickness_days and working_days count; empty: working-days.",
        ["return.senior_from_grade"] = "The lowest grade you call senior.",
        ["return.benchmark_area"] = "The area whose population you compare with.",
        ["grades.rank"] = "1 for the lowest.",
        ["grades.band"] = "The city band the grade belongs to.",
        ["ethnicity.code"] = "Your own code.",
        ["ethnicity.maps_to"] = "The harmonised code it stands for.",
        ["employees.employee_ref"] = "Your reference, each once; events can point to it.",
        ["employees.ethnicity_local"] = "A finer group that matters locally; not used in city figures.",
        ["employees.fte"] = "1 for full time, 0.5 for half.",
        ["employees.hourly_pay"] = "Pounds an hour in the snapshot pay period.",
        ["employees.full_pay"] = "N while on reduced or no pay; empty: Y.",
        ["employees.bonus_pay"] = "Pounds in the twelve months to the snapshot.",
        ["employees.sickness_days"] = "Days lost in the period.",
        ["employees.working_days"] = "Days the person could have worked in the period.",
        ["employees.development_training"] = "Had training beyond what is mandatory in the period.",
        ["employees.mandatory_training"] = "Mandatory training is up to date.",
        ["employees.pdp"] = "Has a personal development plan.",
        ["employees.appraisal"] = "Was appraised in the period.",
        ["employees.equality_measure"] = "How far the person's own equality objective was met.",
        ["employees.count"] = "People this row stands for; empty: 1.",
        ["headcount.at"] = "opening: the day before the period; average: over the period.",
        ["board.count"] = "Members this row stands for; empty: 1.",
        ["events.case_ref"] = "The same for all rows of one case.",
        ["events.role"] = "The person's part in the case.",
        ["events.employee_ref"] = "As in employees; somebody who has left needs an ethnicity in this row.",
        ["events.grade_from"] = "For promotions and temporary moves.",
        ["events.formal"] = "Empty: Y.",
        ["events.due"] = "When the case should be closed.",
        ["events.closed"] = "Empty while it is open.",
        ["events.voluntary"] = "For leavers: by own choice.",
        ["events.count"] = "Events this row stands for; empty: 1.",
        ["recruitment.closed"] = "Closing date of the vacancy.",
        ["recruitment.panel_members"] = "People on the interview panel.",
        ["recruitment.panel_trained"] = "Of those, trained in fair recruitment.",
        ["training.due"] = "People who should have completed the course.",
        ["survey.source"] = "Empty: staff.",
        ["survey.polarity"] = "negative where agreeing is bad; empty: positive.",
        ["survey.eligible"] = "People who were asked.",
    };

    /// <summary>Harmonised codes in the order people look for them, unknown last, with their labels.</summary>
    public static readonly IReadOnlyList<(Ethnicity Code, string Label)> Ethnicities =
    [
        (Ethnicity.W1, "English, Welsh, Scottish, Northern Irish or British"), (Ethnicity.W2, "Irish"), (Ethnicity.W3, "Gypsy or Irish Traveller"),
        (Ethnicity.W4, "Roma"), (Ethnicity.W9, "Any other White background"),
        (Ethnicity.M1, "White and Black Caribbean"), (Ethnicity.M2, "White and Black African"), (Ethnicity.M3, "White and Asian"),
        (Ethnicity.M9, "Any other Mixed or multiple background"),
        (Ethnicity.A1, "Indian"), (Ethnicity.A2, "Pakistani"), (Ethnicity.A3, "Bangladeshi"), (Ethnicity.A4, "Chinese"),
        (Ethnicity.A9, "Any other Asian background"),
        (Ethnicity.B1, "Caribbean"), (Ethnicity.B2, "African"), (Ethnicity.B9, "Any other Black background"),
        (Ethnicity.O1, "Arab"), (Ethnicity.O9, "Any other ethnic group"),
        (Ethnicity.W, "White, not split further"), (Ethnicity.M, "Mixed, not split further"), (Ethnicity.A, "Asian, not split further"),
        (Ethnicity.B, "Black, not split further"), (Ethnicity.O, "Other, not split further"),
        (Ethnicity.X1, "Prefers not to say"), (Ethnicity.X9, "Not known, or never asked"),
    ];
}
