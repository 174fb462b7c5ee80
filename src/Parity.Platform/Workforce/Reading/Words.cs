using Parity.Indicators.Returns;

namespace Parity.Platform.Workforce.Reading;

/// <summary>The word lists of the format against the column types they fill.</summary>
internal static class Words
{
    public static readonly WordList Sex = WordList.Of<Sex>(ReturnFormat.Sexes, v => v.ToString());
    public static readonly WordList Disability = WordList.Of<Disability>(ReturnFormat.Disabilities, v => v.ToString());
    public static readonly WordList AgeBand = WordList.Of<AgeBand>(ReturnFormat.AgeBands, v => v.Code());
    public static readonly WordList Orientation = WordList.Of<Orientation>(ReturnFormat.Orientations, v => v.Code());
    public static readonly WordList Religion = WordList.Of<Religion>(ReturnFormat.Religions, v => v.Code());
    public static readonly WordList Contract = WordList.Of<Contract>(ReturnFormat.Contracts, v => Kebab(v));
    public static readonly WordList StaffGroup = WordList.Of<StaffGroup>(ReturnFormat.StaffGroups, v => Kebab(v));
    public static readonly WordList Sector = WordList.Of<Sector>(ReturnFormat.Sectors, v => v.Code());
    public static readonly WordList Band = WordList.Of<Band>(ReturnFormat.Bands, v => v.Code());
    public static readonly WordList Scheme = WordList.Of<EthnicityScheme>(ReturnFormat.Schemes, v => Kebab(v));
    public static readonly WordList SicknessUnit = WordList.Of<SicknessUnit>(ReturnFormat.SicknessUnits, v => Kebab(v));
    public static readonly WordList EqualityMeasure = WordList.Of<EqualityMeasure>(ReturnFormat.EqualityMeasures, v => Kebab(v));
    public static readonly WordList EventKind = WordList.Of<EventKind>(ReturnFormat.EventKinds, v => v.Code());
    public static readonly WordList EventRole = WordList.Of<EventRole>(["raised-by", "subject", "party"], v => Kebab(v));
    public static readonly WordList HeadcountAt = WordList.Of<HeadcountAt>(["opening", "average"], v => Kebab(v));
    public static readonly WordList Route = WordList.Of<Route>(["internal", "external"], v => Kebab(v));
    public static readonly WordList CourseKind = WordList.Of<CourseKind>(["mandatory", "development", "panel"], v => Kebab(v));
    public static readonly WordList SurveySource = WordList.Of<SurveySource>(["staff", "exit", "course", "starter"], v => v.Code());

    public static readonly WordList YesNo = WordList.Of<YesNo>(ReturnFormat.YesNo, v => v switch
    {
        Indicators.Returns.YesNo.Yes => "Y",
        Indicators.Returns.YesNo.No => "N",
        _ => null,
    });

    /// <summary><c>FixedTerm</c> is <c>fixed-term</c> in the format.</summary>
    private static string Kebab<T>(T value) where T : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
