namespace Parity.Indicators.Returns;

/// <summary>
/// A harmonised ethnicity code of a return. The names are the codes of the file format, so that a code can be
/// printed and read by name. <c>W M A B O</c> are broad groups an employer could not split; <c>X1</c> is
/// "prefer not to say", <c>X9</c> "not known or never asked".
/// Source: Census 2021 ethnic group frame (ONS); the harmonised standard.
/// </summary>
public enum Ethnicity : byte
{
    X9, X1,
    W1, W2, W3, W4, W9, W,
    M1, M2, M3, M9, M,
    A1, A2, A3, A4, A9, A,
    B1, B2, B9, B,
    O1, O9, O,
}

/// <summary>A five-way broad group, or unknown.</summary>
public enum BroadGroup : byte { X, W, M, A, B, O }

public enum Sex : byte { X9, X1, F, M, O }
public enum Disability : byte { X9, X1, Y, N }

/// <summary>Age bands of the format, in years: 16-24 … 65+.</summary>
public enum AgeBand : byte { X9, X1, From16, From25, From35, From45, From55, From65 }

public enum Orientation : byte { X9, X1, Heterosexual, GayLesbian, Bisexual, Other }
public enum Religion : byte { X9, X1, None, Buddhist, Christian, Hindu, Jewish, Muslim, Sikh, Other }
public enum Contract : byte { NotKnown, Permanent, FixedTerm, Apprentice, Casual }
public enum StaffGroup : byte { NotKnown, Clinical, NonClinical, Medical, Other }
public enum Sector : byte { NotKnown, Council, Health, University, College, Police, Justice, Fire, Voluntary, Private, Other }

/// <summary>City bands, lowest first; an employer's own grades map to them.</summary>
public enum Band : byte { Entry, Operational, TeamLeader, MiddleManager, SeniorManager, Executive }

/// <summary>A Y/N cell that may be blank.</summary>
public enum YesNo : byte { Blank, Yes, No }

public enum EqualityMeasure : byte { Blank, Met, Part, Not }
public enum SicknessUnit : byte { WorkingDays, CalendarDays }
public enum EthnicityScheme : byte { Harmonised, Police, Nhs, Hesa }

public enum EventKind : byte
{
    Grievance, Disciplinary, Capability, BullyingHarassment, Mediation, HrAdvice, Promotion, ActingUp, Secondment,
    Redeployment, Probation, Leaver, ExitInterview, Starter, Adjustment,
}

public enum EventRole : byte { Blank, RaisedBy, Subject, Party }
public enum HeadcountAt : byte { Opening, Average }
public enum Route : byte { Blank, Internal, External }
public enum CourseKind : byte { Mandatory, Development, Panel }
public enum SurveySource : byte { Staff, Exit, Course, Starter }

/// <summary>The words of the file format for each coded value, and back.</summary>
public static class Codes
{
    private static readonly string[] AgeBands = ["X9", "X1", "16-24", "25-34", "35-44", "45-54", "55-64", "65+"];
    private static readonly string[] Bands = ["entry", "operational", "team-leader", "middle-manager", "senior-manager", "executive"];

    private static readonly string[] EventKinds =
    [
        "grievance", "disciplinary", "capability", "bullying-harassment", "mediation", "hr-advice", "promotion", "acting-up",
        "secondment", "redeployment", "probation", "leaver", "exit-interview", "starter", "adjustment",
    ];

    public static string Code(this AgeBand band) => AgeBands[(int)band];
    public static string Code(this Band band) => Bands[(int)band];
    public static string Code(this EventKind kind) => EventKinds[(int)kind];

    /// <summary>The format's word for a sector, e.g. <c>health</c>; empty when not known.</summary>
    public static string Code(this Sector sector) => sector is Sector.NotKnown ? "" : sector.ToString().ToLowerInvariant();

    public static string Code(this SurveySource source) => source.ToString().ToLowerInvariant();

    public static string Code(this Orientation orientation) => orientation switch
    {
        Orientation.X1 or Orientation.X9 => orientation.ToString(),
        Orientation.GayLesbian => "gay-lesbian",
        _ => orientation.ToString().ToLowerInvariant(),
    };

    public static string Code(this Religion religion) =>
        religion is Religion.X1 or Religion.X9 ? religion.ToString() : religion.ToString().ToLowerInvariant();

    /// <summary>The broad group a harmonised code belongs to; X1 and X9 are <see cref="BroadGroup.X"/>.</summary>
    public static BroadGroup Broad(this Ethnicity code) => code switch
    {
        Ethnicity.X9 or Ethnicity.X1 => BroadGroup.X,
        <= Ethnicity.W => BroadGroup.W,
        <= Ethnicity.M => BroadGroup.M,
        <= Ethnicity.A => BroadGroup.A,
        <= Ethnicity.B => BroadGroup.B,
        _ => BroadGroup.O,
    };

    /// <summary>True for an unsplit broad code (W M A B O), which cannot serve a detailed classification.</summary>
    public static bool IsUnsplit(this Ethnicity code) =>
        code is Ethnicity.W or Ethnicity.M or Ethnicity.A or Ethnicity.B or Ethnicity.O;
}
