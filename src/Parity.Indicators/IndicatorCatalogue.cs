using static Parity.Indicators.IndicatorDirection;
using static Parity.Indicators.IndicatorUnit;
using static Parity.Indicators.IntervalMethod;

namespace Parity.Indicators;

/// <summary>Every indicator, in the order in which they are shown.</summary>
public static class IndicatorCatalogue
{
    private const string WhoWorksHere = "who-works-here";
    private const string GettingIn = "getting-in";
    private const string GettingOn = "getting-on";
    private const string Fairness = "being-treated-fairly";
    private const string Staying = "staying-well-and-staying";
    private const string Pay = "pay";
    private const string Voice = "hearing-from-staff";

    private const string Wres = "NHS England, Workforce Race Equality Standard (WRES) technical guidance, July 2018";
    private const string PayRules = "The Equality Act 2010 (Specific Duties and Public Authorities) Regulations 2017, SI 2017/353, Schedule 1; GOV.UK, Ethnicity pay reporting: guidance for employers, 2023";
    private const string Ohid = "Office for Health Improvement and Disparities, public health technical guidance";

    private static readonly string[] Ethnic = ["white/other", "white-british/other", "broad", "detailed"];
    private static readonly string[] EthnicAndSex = [.. Ethnic, "sex"];
    private static readonly string[] EthnicSexDisability = [.. Ethnic, "sex", "disability"];
    private static readonly string[] AllClassifications = [.. EthnicSexDisability, "age", "orientation", "religion"];
    private static readonly string[] AllCrossings = ["sex", "disability", "directorate", "band"];
    private static readonly string[] WithoutBand = ["sex", "disability", "directorate"];

    private static readonly CountFamily HeadcountOfGroup = new("headcount", Whose.Group);
    private static readonly CountFamily HeadcountOfAll = new("headcount", Whose.Everybody);
    private static readonly CountFamily Average = new("average-headcount", Whose.Group, IsWhole: false);

    /// <summary>The themes, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<string> Themes = [WhoWorksHere, GettingIn, GettingOn, Fairness, Staying, Pay, Voice];

    /// <summary>All definitions, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<Indicator> All =
    [
        Employees("headcount", WhoWorksHere, "People employed", "How many people have a contract of employment at the snapshot date.",
            "people at the snapshot, each counted once", Count, Neither, IntervalMethod.None, HeadcountOfGroup, null, AllCrossings,
            "GOV.UK, Gender pay gap reporting: make your calculations (each part-time employee counts as one)"),
        Employees("representation", WhoWorksHere, "Share of the workforce", "What share of everybody employed belongs to the group.",
            "people of the group / everybody, people whose group is not known included", Fraction, Neither, Wilson, HeadcountOfGroup, HeadcountOfAll, WithoutBand,
            Wres + ", indicator 1"),
        Employees("band-representation", WhoWorksHere, "Share of each pay band", "What share of the people in one of six city-wide bands belongs to the group.",
            "people of the group in the band / everybody in the band", Fraction, Neither, Wilson, HeadcountOfGroup, HeadcountOfAll, [],
            Wres + ", indicator 1", "band"),
        Employees("grade-representation", WhoWorksHere, "Share of each grade", "What share of the people in one of the employer's own grades belongs to the group.",
            "people of the group in the grade / everybody in the grade", Fraction, Neither, Wilson, HeadcountOfGroup, HeadcountOfAll, [],
            Wres + ", indicator 1", "grade"),
        Employees("senior-representation", WhoWorksHere, "Share of senior posts", "What share of the people at or above the employer's declared senior grade belongs to the group.",
            "people of the group at that rank and above / everybody at that rank and above", Fraction, Neither, Wilson, HeadcountOfGroup, HeadcountOfAll, [],
            "NHS England, Model Employer: increasing black and minority ethnic representation at senior levels, 2019", "from_grade"),
        Employees("unknown-rate", WhoWorksHere, "Not known or not said", "For what share of everybody employed the answer is missing or was declined.",
            "people who are X1 or X9 / everybody", Fraction, Neither, Wilson, new("headcount", Whose.Unknown), HeadcountOfAll, AllCrossings,
            "GOV.UK, Standards for ethnicity data, 2023"),
        Employees("benchmark-gap", WhoWorksHere, "Workforce against population", "How far the group's share of the workforce is from its share of the residents of the comparison area, in percentage points.",
            "100 x (people of the group / people whose ethnicity is known - residents of the group / all residents)", PercentagePoints, LowerIsWorse, WilsonShifted,
            HeadcountOfGroup, new("headcount", Whose.Known), [], "Office for National Statistics, Census 2021, ethnic group by local authority") with { Classifications = Ethnic },
        new("board-gap", WhoWorksHere, "Board against workforce", "How far the group's share of board seats is from its share of the workforce, in percentage points.",
            "100 x (seats of the group / seats - people of the group / everybody), people whose group is not known in both denominators",
            PercentagePoints, LowerIsWorse, Newcombe, new("board-seats", Whose.Group), new("board-seats", Whose.Everybody), false, Floor.None, false,
            SourceTable.Board, ["board"], EthnicAndSex, [], Wres + ", indicator 9"),

        Recruited("shortlisting-likelihood", "From applying to being shortlisted", "How much likelier applicants of the reference group are to be shortlisted than the group's applicants.",
            "(reference shortlisted / reference applied) / (group shortlisted / group applied)", "shortlisted-of-applied", "applied-to-shortlist", Wres + ", indicator 2, applied to the stage before"),
        Recruited("appointment-likelihood", "From being shortlisted to being appointed", "How much likelier shortlisted applicants of the reference group are to be appointed than the group's.",
            "(reference appointed / reference shortlisted) / (group appointed / group shortlisted)", "appointed-of-shortlisted", "shortlisted-to-appoint", Wres + ", indicator 2"),
        Recruited("application-likelihood", "From applying to being appointed", "How much likelier applicants of the reference group are to be appointed than the group's applicants.",
            "(reference appointed / reference applied) / (group appointed / group applied)", "appointed-of-applied", "applied-to-appoint", Wres + ", indicator 2, applied to both stages"),
        new("panel-trained-rate", GettingIn, "Trained interview panels", "For what share of vacancies with an interview panel every panel member was trained.",
            "vacancies whose panel was all trained / vacancies with a panel", Fraction, LowerIsWorse, Wilson, new("panels-all-trained", Whose.Everybody),
            new("panels", Whose.Everybody), false, Floor.None, true, SourceTable.Recruitment, [], [], ["directorate", "band"],
            "NHS England, Equality, diversity and inclusion improvement plan, 2023"),

        Employees("disparity-ratio", GettingOn, "Race disparity ratio", "How much likelier people of the reference group are to be found in the upper tier rather than the lower one than the group's people.",
            "(reference upper / reference lower) / (group upper / group lower)", Ratio, HigherIsWorse, Woolf, new("headcount-upper", Whose.Group), new("headcount-lower", Whose.Group), [],
            "NHS England, WRES, Model Employer: race disparity ratio, 2021", "step") with { HasReference = true, Floor = Floor.FourCells },
        Happened("promotion-likelihood", GettingOn, "Promotion", "How much likelier people of the reference group are to be promoted than the group's people; a temporary move is never a promotion.",
            "(reference promoted / reference average headcount) / (group promoted / group average headcount)", "promoted-people", Wres + ", likelihood method of indicators 2 to 4"),
        Happened("acting-up-likelihood", GettingOn, "Acting up", "How much likelier people of the reference group are to act up into a higher post than the group's people.",
            "(reference acting up / reference average headcount) / (group acting up / group average headcount)", "acting-up-people", Wres + ", likelihood method of indicators 2 to 4"),
        Happened("secondment-likelihood", GettingOn, "Secondment", "How much likelier people of the reference group are to be seconded than the group's people.",
            "(reference seconded / reference average headcount) / (group seconded / group average headcount)", "seconded-people", Wres + ", likelihood method of indicators 2 to 4"),
        Employees("training-likelihood", GettingOn, "Development training", "How much likelier people of the reference group are to have had development training than the group's people.",
            "(reference Y / reference Y + N) / (group Y / group Y + N)", Ratio, HigherIsWorse, Katz, new("development-trained", Whose.Group), new("development-answered", Whose.Group), AllCrossings,
            Wres + ", indicator 4") with { HasReference = true, Floor = Floor.Ratio, IsFlow = true },
        Done("mandatory-training-rate", "Mandatory training", "What share of people completed their mandatory training, of those for whom it is recorded.", "mandatory"),
        Done("pdp-rate", "Personal development plan", "What share of people have a personal development plan, of those for whom it is recorded.", "pdp"),
        Done("appraisal-rate", "Appraisal", "What share of people had an appraisal, of those for whom it is recorded.", "appraisal"),
        new("course-rate", GettingOn, "Course completion", "What share of the people due to take a course completed it.", "completed / due", Fraction, LowerIsWorse, Wilson,
            new("course-completed", Whose.Group), new("course-due", Whose.Group), false, Floor.None, true, SourceTable.Training, ["course"], EthnicAndSex, ["sex", "directorate"],
            "NHS England, Core skills training framework compliance reporting"),

        Happened("disciplinary-likelihood", Fairness, "Formal disciplinary process", "How much likelier the group's people are to enter a formal disciplinary process than people of the reference group.",
            "(group people entering / group average headcount) / (reference people entering / reference average headcount)", "disciplinary-people", Wres + ", indicator 3"),
        Happened("capability-likelihood", Fairness, "Formal capability process", "How much likelier the group's people are to enter a formal capability process than people of the reference group.",
            "(group people entering / group average headcount) / (reference people entering / reference average headcount)", "capability-people",
            "NHS England, Workforce Disability Equality Standard technical guidance, metric 3"),
        CaseRate("grievance-rate", "Grievances raised", "How many grievance cases the group's people raised for each person employed; neither high nor low is good in itself.", "grievance-cases"),
        CaseRate("bullying-rate", "Bullying and harassment cases raised", "How many bullying or harassment cases the group's people raised for each person employed; neither high nor low is good in itself.", "bullying-cases"),
        Case("case-count", "Cases", "How many cases of one kind were opened or closed in the period or were open at its end.", "cases in the period", Count, Neither, IntervalMethod.None,
            new("cases", Whose.Group), null),
        Case("case-days-median", "Length of cases", "How many calendar days the middle one of the cases closed in the period took.", "median of closed - opened, in calendar days", Days, HigherIsWorse,
            IntervalMethod.None, null, new("cases-closed", Whose.Group)),
        Case("case-on-time-rate", "Cases closed on time", "What share of the cases falling due in the period were closed by the day they were due; without a due day, within 90 calendar days.",
            "closed by due / falling due in the period", Fraction, LowerIsWorse, Wilson, new("cases-on-time", Whose.Group), new("cases-due", Whose.Group)),

        Happened("leaver-likelihood", Staying, "Leaving", "How much likelier the group's people are to leave than people of the reference group.",
            "(group leavers / group average headcount) / (reference leavers / reference average headcount)", "leavers", "NHS England, NHS workforce statistics, leaver rates by average headcount"),
        Happened("voluntary-leaver-likelihood", Staying, "Leaving by choice", "How much likelier the group's people are to leave by their own choice than people of the reference group.",
            "(group voluntary leavers / group average headcount) / (reference voluntary leavers / reference average headcount)", "voluntary-leavers",
            "NHS England, NHS workforce statistics, leaver rates by average headcount"),
        Employees("sickness-ratio", Staying, "Sickness absence", "How many times the reference group's share of days lost to sickness the group's share is.",
            "(group days lost / group days available) / (reference days lost / reference days available)", Ratio, HigherIsWorse, DeltaOverPeople,
            new("sickness-days", Whose.Group, IsWhole: false), new("available-days", Whose.Group, IsWhole: false), AllCrossings,
            "NHS England, NHS sickness absence rates methodology") with { HasReference = true, Floor = Floor.People, IsFlow = true },

        Gap("pay-gap-mean", "Mean hourly pay gap", "How far the group's mean hourly pay is below the reference group's, in per cent of the reference's.", "mean", "hourly pay", Delta, "paid-people"),
        Gap("pay-gap-median", "Median hourly pay gap", "How far the group's middle hourly pay is below the reference group's, in per cent of the reference's.", "median", "hourly pay", Mover, "paid-people"),
        Gap("bonus-gap-mean", "Mean bonus gap", "How far the group's mean bonus is below the reference group's, among people who had one.", "mean", "bonus", Delta, "bonus-people"),
        Gap("bonus-gap-median", "Median bonus gap", "How far the group's middle bonus is below the reference group's, among people who had one.", "median", "bonus", Mover, "bonus-people"),
        Employees("bonus-share", Pay, "People with a bonus", "What share of the group's people had a bonus.", "people with a bonus / all employees of the group", Fraction, Neither, Wilson,
            new("bonus-people", Whose.Group), HeadcountOfGroup, AllCrossings, PayRules),
        Employees("pay-quarter", Pay, "Pay quarters", "What share of the people in each quarter of the pay range belongs to the group.",
            "places of the group in the quarter / places in the quarter, people at a tied rate split in exact proportion", Fraction, Neither, IntervalMethod.None,
            new("quarter-places", Whose.Group, IsWhole: false), new("quarter-places", Whose.Everybody), [], PayRules, "quarter"),

        Asked("survey-favourable", "Favourable answers", "What percentage of valid answers were favourable.",
            "100 x (agree + strongly agree) / valid answers; disagree + strongly disagree where the statement is negative", PerCent, Wilson, new("survey-favourable", Whose.Group)),
        Asked("survey-index", "Survey score", "The mean answer on a scale from 0 to 100, where 100 is the best.",
            "mean of 0, 25, 50, 75, 100 over valid answers, reversed where the statement is negative", IndicatorUnit.Index, IntervalMethod.None, null),
        new("response-rate", Voice, "Response rate", "What share of the people asked gave an answer.", "people who answered / people eligible", Fraction, Neither, Wilson,
            new("survey-respondents", Whose.Group), new("survey-eligible", Whose.Group), false, Floor.None, true, SourceTable.Survey, [], Ethnic, ["directorate"],
            "NHS England, NHS Staff Survey technical guide"),
    ];

    private static readonly Dictionary<string, Indicator> ById = All.ToDictionary(i => i.Id, StringComparer.Ordinal);

    /// <summary>The definition with this name.</summary>
    public static Indicator Of(string id) => ById[id];

    private static Indicator Employees(
        string id, string theme, string title, string measured, string formula, IndicatorUnit unit, IndicatorDirection direction, IntervalMethod interval,
        CountFamily? numerator, CountFamily? denominator, IReadOnlyList<string> crossings, string source, params string[] scopeKeys) =>
        new(id, theme, title, measured, formula, unit, direction, interval, numerator, denominator, false, Floor.None, false,
            SourceTable.Employees, scopeKeys, AllClassifications, crossings, source);

    private static Indicator Done(string id, string title, string measured, string family) =>
        Employees(id, GettingOn, title, measured, "Y / (Y + N)", Fraction, LowerIsWorse, Wilson, new($"{family}-done", Whose.Group), new($"{family}-answered", Whose.Group), AllCrossings,
            "CIPD, Performance and development records; rates of what is recorded") with
        { IsFlow = true };

    private static Indicator Gap(string id, string title, string measured, string average, string pay, IntervalMethod interval, string family) =>
        Employees(id, Pay, title, measured, $"100 x (reference {average} {pay} - group {average} {pay}) / reference {average} {pay}", PerCent, HigherIsWorse, interval,
            null, new(family, Whose.Group), AllCrossings, PayRules) with
        { HasReference = true, Floor = Floor.People };

    private static Indicator Recruited(string id, string title, string measured, string formula, string numerator, string denominator, string source) =>
        new(id, GettingIn, title, measured, formula, Ratio, HigherIsWorse, Katz, new(numerator, Whose.Group), new(denominator, Whose.Group), true, Floor.Ratio, true,
            SourceTable.Recruitment, [], EthnicSexDisability, AllCrossings, source);

    private static Indicator Happened(string id, string theme, string title, string measured, string formula, string family, string source) =>
        new(id, theme, title, measured, formula, Ratio, HigherIsWorse, Katz, new(family, Whose.Group), Average, true, Floor.Ratio, true,
            SourceTable.Events, [], EthnicSexDisability, AllCrossings, source);

    private static Indicator CaseRate(string id, string title, string measured, string family) =>
        new(id, Fairness, title, measured, "cases / average headcount", Fraction, Neither, Byar, new(family, Whose.Group), Average, false, Floor.None, true,
            SourceTable.Events, [], EthnicSexDisability, AllCrossings, Ohid + ": rates and Byar's method");

    private static Indicator Case(
        string id, string title, string measured, string formula, IndicatorUnit unit, IndicatorDirection direction, IntervalMethod interval, CountFamily? numerator, CountFamily? denominator) =>
        new(id, Fairness, title, measured, formula, unit, direction, interval, numerator, denominator, false, Floor.None, true,
            SourceTable.Events, ["kind"], EthnicSexDisability, AllCrossings, "Acas, Code of practice on disciplinary and grievance procedures, 2015 (deal with issues promptly)");

    private static Indicator Asked(string id, string title, string measured, string formula, IndicatorUnit unit, IntervalMethod interval, CountFamily? numerator) =>
        new(id, Voice, title, measured, formula, unit, LowerIsWorse, interval, numerator, new("survey-answers", Whose.Group), false, Floor.Answers, true,
            SourceTable.Survey, ["source"], Ethnic, ["directorate"], "NHS England, NHS Staff Survey technical guide; WRES indicators 5 to 8");
}
