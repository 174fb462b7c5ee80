namespace Parity.Web.Site.Words;

/// <summary>What a sentence about a measure is built from.</summary>
/// <param name="Kind">Which sentence is said.</param>
/// <param name="Act">What people did or what happened to them, after "were as likely as ... ": "to be promoted".</param>
/// <param name="Did">Heading of the numerator, and the past form in "23 in 1,000 White staff ...": "were promoted".</param>
/// <param name="Of">Heading of the denominator, and who the group is: "staff", "applicants".</param>
/// <param name="Before">Words before the sentence: "Once shortlisted".</param>
/// <param name="Key">Heading of the measure as a key figure.</param>
/// <param name="Says">The sentence of a level or a rate: {0} is how much, {1} of whom.</param>
/// <param name="Against">The same of the comparison group, after "and".</param>
public sealed record MeasureWords(MeasureKind Kind, string Act, string Did, string Of = "staff", string Before = "", string Key = "", string Says = "", string Against = "{0} of {1}");

/// <summary>Likelihood: group against reference. Share: part of a whole. Gap: pay. Rate: cases a head. Level: done or not, group by group.</summary>
public enum MeasureKind { Likelihood, Sickness, Steps, Share, Gap, Distance, Rate, Level, Plain }

public static class Measures
{
    private static readonly Dictionary<string, MeasureWords> All = new(StringComparer.Ordinal)
    {
        ["headcount"] = new(MeasureKind.Plain, "", "People", "people"),
        ["representation"] = new(MeasureKind.Share, "", "staff", "all staff", Key: "Staff from an ethnic minority"),
        ["band-representation"] = new(MeasureKind.Share, "", "in the level", "all at the level"),
        ["grade-representation"] = new(MeasureKind.Share, "", "in the grade", "all in the grade"),
        ["senior-representation"] = new(MeasureKind.Share, "", "in senior grades", "all in senior grades", Key: "Senior posts held by ethnic minority staff"),
        ["unknown-rate"] = new(MeasureKind.Share, "", "not known", "all staff"),
        ["benchmark-gap"] = new(MeasureKind.Distance, "", "staff", "staff with a known group"),
        ["board-gap"] = new(MeasureKind.Distance, "", "on the board", "board"),
        ["disparity-ratio"] = new(MeasureKind.Steps, "to hold a senior grade rather than an entry grade", "in the upper grades", "in the lower grades"),
        ["pay-gap-mean"] = new(MeasureKind.Gap, "", "", "people on full pay"),
        ["pay-gap-median"] = new(MeasureKind.Gap, "", "", "people on full pay", Key: "Median hourly pay gap, ethnic minority to White"),
        ["bonus-gap-mean"] = new(MeasureKind.Gap, "", "", "people with a bonus"),
        ["bonus-gap-median"] = new(MeasureKind.Gap, "", "", "people with a bonus"),
        ["bonus-share"] = new(MeasureKind.Level, "", "had a bonus", "staff", Says: "{0} of {1} had a bonus"),
        ["pay-quarter"] = new(MeasureKind.Share, "", "in the quarter", "all in the quarter"),
        ["shortlisting-likelihood"] = new(MeasureKind.Likelihood, "to be shortlisted", "were shortlisted", "applicants", Key: "Shortlisted after applying: White against ethnic minority"),
        ["appointment-likelihood"] = new(MeasureKind.Likelihood, "to be appointed", "were appointed", "applicants", "Once shortlisted", "Appointed once shortlisted: White against ethnic minority"),
        ["application-likelihood"] = new(MeasureKind.Likelihood, "to be appointed after applying", "were appointed", "applicants"),
        ["promotion-likelihood"] = new(MeasureKind.Likelihood, "to be promoted", "were promoted", Key: "Promotion: White against ethnic minority"),
        ["acting-up-likelihood"] = new(MeasureKind.Likelihood, "to act up to a higher grade", "acted up"),
        ["secondment-likelihood"] = new(MeasureKind.Likelihood, "to be seconded", "were seconded"),
        ["training-likelihood"] = new(MeasureKind.Likelihood, "to take part in development training", "took part"),
        ["disciplinary-likelihood"] = new(MeasureKind.Likelihood, "to enter a formal disciplinary process", "entered one", Key: "Formal disciplinary process: ethnic minority against White"),
        ["capability-likelihood"] = new(MeasureKind.Likelihood, "to enter a formal capability process", "entered one"),
        ["leaver-likelihood"] = new(MeasureKind.Likelihood, "to leave", "left"),
        ["voluntary-leaver-likelihood"] = new(MeasureKind.Likelihood, "to leave by choice", "left by choice"),
        ["sickness-ratio"] = new(MeasureKind.Sickness, "to lose a working day to sickness", "days lost", "working days"),
        ["grievance-rate"] = new(MeasureKind.Rate, "", "cases raised", "staff", Says: "{0} grievances were raised for every {1}", Against: "{0} for every {1}"),
        ["bullying-rate"] = new(MeasureKind.Rate, "", "cases raised", "staff", Says: "{0} cases of bullying or harassment were raised for every {1}", Against: "{0} for every {1}"),
        ["mandatory-training-rate"] = new(MeasureKind.Level, "", "completed it", "staff", Says: "{0} of {1} completed their mandatory training"),
        ["pdp-rate"] = new(MeasureKind.Level, "", "have one", "staff", Says: "{0} of {1} have a personal development plan"),
        ["appraisal-rate"] = new(MeasureKind.Level, "", "had one", "staff", Says: "{0} of {1} had an appraisal"),
        ["course-rate"] = new(MeasureKind.Level, "", "completed it", "due", Says: "{0} of {1} who were due completed it"),
        ["panel-trained-rate"] = new(MeasureKind.Level, "", "panel all trained", "vacancies with a panel", Says: "{0} of interview panels had trained members only"),
        ["case-count"] = new(MeasureKind.Plain, "", "Cases", "cases"),
        ["case-days-median"] = new(MeasureKind.Plain, "", "", "cases closed"),
        ["case-on-time-rate"] = new(MeasureKind.Level, "", "closed on time", "cases due", Says: "{0} of the cases that fell due were closed on time"),
        ["survey-favourable"] = new(MeasureKind.Level, "", "favourable answers", "answers", Says: "{0} of the answers of {1} were favourable", Against: "{0} of those of {1}"),
        ["survey-index"] = new(MeasureKind.Plain, "", "", "answers"),
        ["response-rate"] = new(MeasureKind.Level, "", "answered", "asked", Says: "{0} of {1} answered"),
    };

    public static MeasureWords Of(string indicator) => All.GetValueOrDefault(indicator, new(MeasureKind.Plain, "", "Numerator", "denominator"));

    /// <summary>The ratios where the reference's rate is divided by the group's, so that above 1 is worse for the group: less of something good.</summary>
    public static bool IsGood(string indicator) => indicator is "shortlisting-likelihood" or "appointment-likelihood" or "application-likelihood"
        or "promotion-likelihood" or "acting-up-likelihood" or "secondment-likelihood" or "training-likelihood" or "disparity-ratio";

    public static string Theme(string theme) => theme switch
    {
        "getting-in" => "Getting in",
        "getting-on" => "Getting on",
        "being-treated-fairly" => "Being treated fairly",
        "staying-well-and-staying" => "Staying well, and staying",
        "pay" => "Pay",
        "who-works-here" => "Who works here",
        "hearing-from-staff" => "Hearing from staff",
        _ => Numbers.Sentence(theme.Replace('-', ' ')),
    };
}
